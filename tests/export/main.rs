//! The program writes the questions of an exam into files, and starts from them again without finding a difference.

use std::fs;
use std::path::{Path, PathBuf};

use simulado::exam::draft::Draft;
use simulado::exam::lifecycle::State;
use simulado::store::audit;
use simulado::store::file_sync::Synced;

use ended::Ended;
use place::{Place, TINY, copy, files};

#[path = "../support/ended.rs"]
mod ended;
mod one_file;
mod pictures;
mod place;
mod round_trip;

const REAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/questions");
/// One of the tiny bank's files.
const FILE: &str = "1.1/format-of-file.md";

/// Changes a file as an editor would.
fn types(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("the file");
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replace(from, to)).expect("written");
}

fn other_words(draft: &mut Draft) {
    draft.body.en.stem = draft.body.en.stem.replace("shows the format of a disk file", "prints the format");
}

#[tokio::test]
async fn the_whole_bank_comes_out_to_the_byte_and_the_program_starts_from_it_without_a_difference() {
    let slug = fs::read_dir(REAL).expect("the bank").flatten().find(|entry| entry.path().is_dir()).expect("an exam");
    let slug = slug.file_name().into_string().expect("a slug");
    let place = Place::with(REAL, &slug).await;
    let to = place.other("exported");
    let done = place.exports(&to, &[]);
    let (mut wanted, got) = (files(&Path::new(REAL).join(&slug)), files(&to));
    // What lies beside the questions for other readers stays where it is.
    wanted.retain(|path, _| path.components().count() == 2 || path == Path::new("exam.toml"));
    let guides = wanted.keys().filter(|path| path.ends_with("guide.md")).count();
    let count = wanted.len() - 1 - guides;
    assert!(count > 100, "the questions are found, and the exam's file");
    done.must_be(0).must_say(&format!("{count} files written, 0 unchanged, 0 taken away")).must_say("exam.toml copied");
    assert!(got.keys().eq(wanted.keys()));
    for (path, bytes) in &wanted {
        assert!(got[path] == *bytes, "{} is another", path.display());
    }
    assert_eq!(place.start_finds(&place.dir.path().join("exported")).await, Synced::default());
    assert_eq!(place.differences().await, 0);
    // A second time touches nothing; and neither does an export into the folder that is served.
    let touched =
        |folder: &Path| fs::metadata(folder.join("exam.toml")).and_then(|file| file.modified()).expect("a time");
    let before = touched(&to);
    place.exports(&to, &["--delete"]).must_be(0).must_say(&format!("0 files written, {count} unchanged, 0 taken away"));
    place.exports(&place.served(), &[]).must_be(0).must_say(&format!("0 files written, {count} unchanged"));
    assert_eq!(touched(&to), before);
    // Another database that has never seen the bank starts from it, too.
    let fresh = Place::with(place.dir.path().join("exported").to_str().expect("a path"), &slug).await;
    assert_eq!(fresh.start_finds(Path::new(REAL)).await, Synced::default());
}

#[tokio::test]
async fn what_was_written_here_goes_into_the_folder_that_is_served_and_the_next_start_finds_no_difference() {
    let place = Place::tiny().await;
    place.edits(FILE, State::Live, other_words).await;
    assert_eq!(place.differences().await, 1);
    let untouched = fs::metadata(place.served().join("1.1/larger-disk.md")).and_then(|file| file.modified()).unwrap();
    place.exports(&place.served(), &[]).must_be(0).must_say("1 file written, 7 unchanged");
    let text = fs::read_to_string(place.served().join(FILE)).expect("the file");
    assert!(text.contains("prints the format"), "{text}");
    let still = fs::metadata(place.served().join("1.1/larger-disk.md")).and_then(|file| file.modified()).unwrap();
    assert_eq!(still, untouched, "the same bytes are not written again");
    assert_eq!(place.differences().await, 0);
    assert_eq!(place.start_finds(&place.questions()).await, Synced::default());
    let store = place.store().await;
    let acts = store.read(|tx| Box::pin(async move { audit::list(tx, &audit::Filter::default(), 10).await })).await;
    let acts = acts.expect("a read");
    assert_eq!((acts.len(), acts[0].act.as_str(), acts[0].object.as_str()), (1, "questions-exported", "exam/tiny"));
    // A later change of the file comes in as if it had always been so.
    types(&place.served().join(FILE), "prints the format", "names the format");
    assert_eq!(place.start_finds(&place.questions()).await, Synced { taken: 1, ..Synced::default() });
}

#[tokio::test]
async fn only_what_changed_goes_out_when_asked_so() {
    let place = Place::tiny().await;
    place.edits(FILE, State::Live, other_words).await;
    let to = place.other("changes");
    place.exports(&to, &["--only-changed"]).must_be(0).must_say("1 file written, 0 unchanged");
    assert_eq!(
        files(&to).into_keys().collect::<Vec<_>>(),
        [PathBuf::from(FILE), PathBuf::from("1.1/guide.md"), PathBuf::from("exam.toml")]
    );
}

#[tokio::test]
async fn drafts_go_out_when_asked_and_finished_and_the_live_text_otherwise() {
    let place = Place::tiny().await;
    place.edits(FILE, State::Draft, other_words).await;
    place.edits("1.1/larger-disk.md", State::Draft, |draft| draft.level = None).await;
    let to = place.other("live");
    let done = place.exports(&to, &[]);
    done.must_be(0).must_say("8 files written").must_say("not finished:\n  larger-disk\n");
    done.must_say("Left out, drafts (--drafts takes them along):\n  format-of-file\n");
    assert_eq!(files(&to), files(&place.served()));
    let to = place.other("drafts");
    place.exports(&to, &["--drafts"]).must_be(0).must_say("8 files written").must_say("  larger-disk\n");
    assert!(fs::read_to_string(to.join(FILE)).expect("the file").contains("prints the format"));
}

#[tokio::test]
async fn what_somebody_typed_into_a_file_is_never_overwritten() {
    let place = Place::tiny().await;
    place.edits(FILE, State::Live, other_words).await;
    let file = place.served().join(FILE);
    types(&file, "shows the format", "tells the format");
    let done = place.exports(&place.served(), &[]);
    done.must_be(1).must_say("0 files written").must_say("1.1/format-of-file.md: its text is not known here");
    assert!(fs::read_to_string(&file).expect("the file").contains("tells the format"));
    // The next start sees that both changed; until somebody has chosen, the file is left as it is.
    assert_eq!(place.start_finds(&place.questions()).await, Synced { conflicts: 1, ..Synced::default() });
    place.exports(&place.served(), &[]).must_be(1).must_say("file and page disagree; choose on the page");
    assert!(fs::read_to_string(&file).expect("the file").contains("tells the format"));
    assert_eq!(place.start_finds(&place.questions()).await, Synced::default());
    // Elsewhere an older text that is stored here may be overwritten, and one that is not may not.
    let to = place.other("elsewhere");
    copy(&Path::new(TINY).join("tiny"), &to);
    types(&to.join("1.1/larger-disk.md"), "area = \"1.1.", "sources = []\narea = \"1.1.");
    place.exports(&to, &[]).must_be(1).must_say("1 file written, 6 unchanged").must_say("1.1/larger-disk.md: its text");
}

#[tokio::test]
async fn files_of_questions_that_are_gone_go_only_when_asked() {
    let place = Place::tiny().await;
    place.edits(FILE, State::Retired, other_words).await;
    place.edits_into("1.1/larger-disk.md", "1.2", State::Live, |draft| draft.area = "1.2.a".parse().ok()).await;
    fs::write(place.served().join("1.1/README.md"), "A note.\n").expect("a file");
    let done = place.exports(&place.served(), &[]);
    done.must_be(1).must_say("Files of retired questions (--delete takes them away):\n  1.1/format-of-file.md\n");
    done.must_say("1.1/larger-disk.md: the question belongs to 1.2/larger-disk.md now; --delete moves it");
    assert!(place.served().join(FILE).exists() && !place.served().join("1.2/larger-disk.md").exists());
    place.exports(&place.served(), &["--delete"]).must_be(0).must_say("1 file written, 6 unchanged, 2 taken away");
    assert!(!place.served().join(FILE).exists() && !place.served().join("1.1/larger-disk.md").exists());
    assert!(place.served().join("1.2/larger-disk.md").exists() && place.served().join("1.1/README.md").exists());
    assert_eq!(place.start_finds(&place.questions()).await, Synced::default());
    assert_eq!(place.differences().await, 0);
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_one_sentence() {
    let place = Place::tiny().await;
    let refused = |ended: &Ended, words: &str| {
        ended.must_be(2).must_say(words);
        assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
    };
    let to = place.other("new");
    let new = to.display().to_string();
    refused(&place.runs(&["export", "--exam", "other", "--to", &new]), "there is no exam other in");
    refused(&place.exports(&place.questions(), &[]), "holds folders of exams: name the one of this exam");
    let file = place.dir.path().join("file");
    fs::write(&file, "a file where a folder is wanted").expect("a file");
    refused(&place.exports(&file, &[]), "is no folder");
    refused(&place.exports(&file.join("tiny"), &[]), "cannot be written");
    fs::create_dir_all(to.join(FILE)).expect("a folder in the way");
    refused(&place.exports(&to, &[]), "format-of-file.md");
    let empty = Place { url: format!("sqlite:{}", place.dir.path().join("none.db").display()), ..place };
    refused(&empty.exports(&empty.other("none"), &[]), "there is no database at");
    assert!(!empty.other("none").exists() && !empty.dir.path().join("none.db").exists(), "nothing half-done");
    drop(empty.store().await);
    refused(&empty.exports(&empty.other("none"), &[]), "holds no question of tiny yet");
}

#[tokio::test]
async fn it_is_the_same_on_postgresql() {
    use sqlx::{Connection as _, Executor as _};
    let server = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL must name a PostgreSQL server: run the tests with bin/test");
    let name = format!("export_{}", std::process::id());
    let mut connection = sqlx::PgConnection::connect(&server).await.expect("a server");
    connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("a database");
    connection.close().await.expect("an end");
    let (before, query) = server.split_once('?').map_or((server.as_str(), ""), |(path, query)| (path, query));
    let (host, _) = before.rsplit_once('/').expect("a path");
    let dir = tempfile::tempdir().expect("a folder");
    let place = Place::on(dir, format!("{host}/{name}?{query}"), TINY, "tiny").await;
    place.edits(FILE, State::Live, other_words).await;
    place.exports(&place.served(), &[]).must_be(0).must_say("1 file written, 7 unchanged");
    assert_eq!(place.start_finds(&place.questions()).await, Synced::default());
    assert_eq!(place.differences().await, 0);
    let to = place.other("exported");
    place.exports(&to, &[]).must_be(0).must_say("8 files written");
    assert_eq!(files(&to), files(&place.served()));
}
