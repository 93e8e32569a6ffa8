//! Files and pages agree: where both changed, somebody chooses; and what was written here goes out into files.

use std::io::{Cursor, Read as _};
use std::path::Path;

use simulado::authoring::{Saved, Text};
use simulado::exam::draft::Draft;
use simulado::exam::id::{ExamSlug, QuestionName, RevisionId};
use simulado::exam::lifecycle::State;
use simulado::store::candidate;
use tempfile::TempDir;

use crate::banks::{changed, tiny};
use crate::candidate::{Candidate, restart};
use crate::page::Page;
use crate::support::Simulado;

const FILES: &str = "/admin/exams/tiny/files";
const QUESTION: &str = "/admin/exams/tiny/files/format-of-file";

fn exam() -> ExamSlug {
    "tiny".parse().unwrap()
}

fn name() -> QuestionName {
    "format-of-file".parse().unwrap()
}

/// The tiny bank with one question's file changed.
fn with_file(change: impl Fn(String) -> String) -> TempDir {
    changed(&tiny(), |name, text| if name == "format-of-file.md" { change(text) } else { text })
}

fn edited_file() -> TempDir {
    with_file(|text| text.replace("shows the format of a disk file", "tells what format a file has"))
}

/// The tiny bank without that file.
fn without_file() -> TempDir {
    let folder = changed(&tiny(), |_, text| text);
    std::fs::remove_file(folder.path().join("tiny/1.1/format-of-file.md")).expect("the file");
    folder
}

impl Simulado {
    /// An author changes the question here; and it goes live, if it is finished and wanted so.
    async fn edits(&self, author: &str, live: bool, change: impl Fn(&mut Draft)) {
        let (desk, shelf) = (self.app.desk(), self.app.proctor.library.shelf(&exam()).expect("the exam"));
        let key = author.to_owned();
        let found = self.app.store().read(|tx| {
            Box::pin(async move {
                let Some((id, _)) = candidate::by_name(tx, &key).await? else { return Ok(None) };
                candidate::by_id(tx, id).await
            })
        });
        let author = found.await.expect("a read").expect("somebody");
        let mut opened = desk.open(&author, &exam(), &name()).await.expect("a read").expect("a question");
        change(&mut opened.draft);
        let text = Text {
            name: name(),
            objective: opened.head.objective.clone(),
            draft: opened.draft.clone(),
            reason: String::new(),
            base: Some(opened.head.revision),
            id: RevisionId(desk.random.uuid(desk.clock.now())),
        };
        let saved = desk.save(&author, &shelf.blueprint, text).await.expect("a save");
        assert!(matches!(saved, Saved::Stored(_)));
        if live {
            let opened = desk.open(&author, &exam(), &name()).await.expect("a read").expect("a question");
            let seen = opened.head.revision;
            desk.move_on(&author, &shelf.blueprint, &opened, seen, State::Live).await.expect("it goes live");
        }
    }

    /// What is asked now.
    async fn asks(&self) -> Option<String> {
        let library = &self.app.proctor.library;
        let shelf = library.shelf(&exam()).expect("the exam");
        let all = library.all(self.app.store(), &shelf).await.expect("the questions");
        let found = all.iter().find(|banked| banked.question.name == name());
        found.map(|banked| banked.question.body.en.stem.clone())
    }
}

fn other_words(draft: &mut Draft) {
    draft.body.en.stem = draft.body.en.stem.replace("shows the format of a disk file", "prints the format of an image");
}

/// Somebody has changed the question here, and its file meanwhile went through `folder`.
async fn at_odds(folder: &Path) -> (Simulado, Candidate) {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    simulado.edits("ana", true, other_words).await;
    simulado.wait_seconds(60);
    let simulado = restart(simulado, folder, &[&ana]).await;
    (simulado, ana)
}

impl Candidate {
    /// Presses the button whose form goes to this address, on a page that was shown.
    async fn chooses(&self, page: &Page, what: &str) -> Page {
        let (action, hidden) = page.form(&format!("{QUESTION}/{what}"));
        let fields: Vec<_> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.sends(&action, &fields).await
    }
}

#[tokio::test]
async fn what_was_changed_in_both_places_is_shown_beside_each_other_and_stays_until_somebody_chooses() {
    let folder = edited_file();
    let (simulado, ana) = at_odds(folder.path()).await;
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("prints the format of an image")));
    let home = ana.opens("/admin").await;
    assert_eq!(home.link("Compare and choose"), FILES);
    let list = ana.opens(FILES).await;
    list.must_say("changed in the file and here");
    assert_eq!(list.link("format-of-file"), QUESTION);
    list.must_say("Every text that was written here is in a file, too.");
    let page = ana.opens(QUESTION).await;
    page.must_be(200).must_say("What is here stays as it is until somebody chooses.");
    let text = page.text();
    assert!(text.contains("<del>prints the</del>") || text.contains("<del>prints</del>"), "{text}");
    assert!(text.contains("<ins>"), "{text}");
    page.must_say("lines that are the same");
    let portuguese = ana.speaking("pt-BR").opens(QUESTION).await;
    portuguese.must_be(200);
    ana.opens("/admin/exams/tiny/files/no-such-question").await.must_be(404);
    ana.opens("/admin/exams/none/files").await.must_be(404);
}

#[tokio::test]
async fn the_file_is_taken_goes_live_and_the_old_text_stays_in_the_history() {
    let folder = edited_file();
    let (simulado, ana) = at_odds(folder.path()).await;
    let page = ana.opens(QUESTION).await;
    let done = ana.chooses(&page, "adoption").await;
    let list = ana.opens(&done.leads_to()).await;
    list.must_say("format-of-file: the file was taken.");
    list.must_say("No question was changed in its file and here.");
    list.must_say("Every text that was written here is in a file, too.");
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("tells what format a file has")), "at once");
    let of = "FROM revision WHERE question = 'format-of-file'";
    assert_eq!(simulado.count(&format!("SELECT COUNT(*) {of}")).await, 3);
    assert_eq!(simulado.count(&format!("SELECT COUNT(*) {of} AND number = 3 AND origin = 'file'")).await, 1);
    // The same form once more, from the same page, changes nothing more and is no mistake.
    assert_eq!(ana.chooses(&page, "adoption").await.leads_to(), done.leads_to());
    assert_eq!(simulado.count(&format!("SELECT COUNT(*) {of}")).await, 3);
    let acts = "SELECT COUNT(*) FROM audit WHERE act = 'file-taken' AND object = 'question/tiny/format-of-file'";
    assert_eq!(simulado.count(acts).await, 1);
    // But what was taken cannot be declined any more.
    ana.chooses(&page, "dismissal").await.must_be(409).must_say("nothing was changed");
    let simulado = restart(simulado, folder.path(), &[&ana]).await;
    assert_eq!(simulado.count(&format!("SELECT COUNT(*) {of}")).await, 3);
    ana.opens(QUESTION).await.must_say("The file and this page say the same.");
}

#[tokio::test]
async fn where_a_second_person_is_wanted_a_file_that_is_taken_waits_for_them() {
    let two = |change: &dyn Fn(String) -> String| {
        let folder = with_file(change);
        let file = folder.path().join("tiny/exam.toml");
        let exam = std::fs::read_to_string(&file).expect("the exam");
        std::fs::write(&file, format!("second_person = true\n{exam}")).expect("the exam");
        folder
    };
    let (before, after) = (two(&|text| text), two(&|text| text.replace("shows the format", "tells the format")));
    let simulado = Simulado::with_questions(before.path()).await;
    let ana = simulado.with_role("ana", "author").await;
    let bia = simulado.with_role("bia", "author").await;
    simulado.edits("ana", false, other_words).await;
    let simulado = restart(simulado, after.path(), &[&ana, &bia]).await;
    let page = ana.opens(QUESTION).await;
    page.must_say("waits until another author has approved it");
    let done = ana.chooses(&page, "adoption").await.leads_to();
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("shows the format")), "what was live is drawn");
    assert_eq!(ana.chooses(&page, "adoption").await.leads_to(), done, "the same form once more");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question WHERE state = 'in-review'").await, 1);
    // A start in between changes nothing: the file is known.
    let simulado = restart(simulado, after.path(), &[&ana, &bia]).await;
    assert_eq!(simulado.count("SELECT COUNT(*) FROM file_conflict").await, 0);
    let approve = async |who: &Candidate| {
        let editor = who.opens("/admin/exams/tiny/questions/format-of-file").await;
        let revision = editor.find(r#"name="revision" value="([^"]*)""#).expect("a revision");
        who.sends("/admin/exams/tiny/questions/format-of-file/state", &[("to", "live"), ("revision", &revision)]).await
    };
    approve(&ana).await.must_be(409);
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("shows the format")));
    approve(&bia).await.must_be(303);
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("tells the format")));
    ana.opens(QUESTION).await.must_say("The file and this page say the same.");
}

#[tokio::test]
async fn what_is_here_is_kept_and_the_file_is_not_asked_about_again_until_it_changes() {
    let folder = edited_file();
    let (simulado, ana) = at_odds(folder.path()).await;
    let page = ana.opens(QUESTION).await;
    let done = ana.chooses(&page, "dismissal").await;
    let list = ana.opens(&done.leads_to()).await;
    list.must_say("format-of-file: what is here was kept.");
    list.must_say("differs from its file");
    ana.opens(QUESTION).await.must_say("The file has another text, which was declined.");
    assert_eq!(ana.chooses(&page, "dismissal").await.leads_to(), done.leads_to());
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'file-declined'").await, 1);
    ana.chooses(&page, "adoption").await.must_be(409);
    let simulado = restart(simulado, folder.path(), &[&ana]).await;
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("prints the format of an image")));
    ana.opens(FILES).await.must_say("No question was changed in its file and here.");
    let again = with_file(|text| text.replace("shows the format of a disk file", "names the format of a file"));
    let _simulado = restart(simulado, again.path(), &[&ana]).await;
    ana.opens(FILES).await.must_say("changed in the file and here");
}

#[tokio::test]
async fn a_choice_is_refused_if_one_of_the_sides_is_another_by_now() {
    let folder = edited_file();
    let (simulado, ana) = at_odds(folder.path()).await;
    let before = ana.opens(QUESTION).await;
    simulado.edits("ana", false, |draft| draft.body.en.stem.push_str(" Surely")).await;
    for what in ["adoption", "dismissal"] {
        let refused = ana.chooses(&before, what).await;
        refused.must_be(409).must_say("Nothing was changed: one of the two texts is another by now.");
        refused.must_say("Surely");
    }
    let before = ana.opens(QUESTION).await;
    let again = with_file(|text| text.replace("shows the format of a disk file", "names the format of a file"));
    let simulado = restart(simulado, again.path(), &[&ana]).await;
    let refused = ana.chooses(&before, "adoption").await;
    refused.must_be(409).must_say("names");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM file_conflict").await, 1);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act LIKE 'file-%'").await, 0);
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("prints the format of an image")));
    // The page that the refusal shows is good for choosing.
    ana.chooses(&refused, "adoption").await.must_be(303);
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("names the format of a file")));
}

#[tokio::test]
async fn a_file_that_is_gone_retires_the_question_or_does_not() {
    let folder = without_file();
    let (simulado, ana) = at_odds(folder.path()).await;
    let page = ana.opens(QUESTION).await;
    page.must_say("The file is gone, and the question was changed here.");
    assert!(simulado.asks().await.is_some());
    let done = ana.chooses(&page, "adoption").await.leads_to();
    assert_eq!(simulado.asks().await, None);
    assert_eq!(ana.chooses(&page, "adoption").await.leads_to(), done);
    ana.chooses(&page, "dismissal").await.must_be(409);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'file-taken'").await, 1);

    let (simulado, ana) = at_odds(folder.path()).await;
    let page = ana.opens(QUESTION).await;
    ana.chooses(&page, "dismissal").await.must_be(303);
    assert!(simulado.asks().await.is_some());
    ana.opens(QUESTION).await.must_say("Written here, without a file.");
    let _simulado = restart(simulado, folder.path(), &[&ana]).await;
    let list = ana.opens(FILES).await;
    list.must_say("No question was changed in its file and here.");
    list.must_say("has no file");
}

#[tokio::test]
async fn a_draft_is_compared_as_far_as_it_is_written() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    simulado
        .edits("ana", false, |draft| {
            draft.level = None;
            draft.body.en.stem.push_str(" Half a sentence");
        })
        .await;
    let list = ana.opens(FILES).await;
    list.must_say("differs from its file");
    list.must_say("Draft");
    let page = ana.opens(QUESTION).await;
    page.must_say("Changed here. The file has the older text");
    page.must_say("Half a sentence");
    page.must_not_say("Which one stays?");
    let line = page.find(r"<ins>(level = [^<]*)</ins>").expect("the line that the draft lacks");
    assert!(line.starts_with("level"), "{line}");
    ana.opens("/admin/exams/tiny/files/choice-of-letters").await.must_be(404);
}

#[tokio::test]
async fn however_long_the_texts_are_the_page_is_not_too_long() {
    let long = |word: &str| {
        let lines = (0..1_500).map(|n| format!("> {word} {n} & <{word}> \"{word}\"\n>\n")).collect::<Vec<_>>().concat();
        let lines = lines.trim_end_matches(">\n").to_owned();
        move |text: String| text.trim_end().to_owned() + "\n>\n" + &lines
    };
    let folder = with_file(long("omega"));
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    simulado
        .edits("ana", true, |draft| {
            let more = (0..900).map(|n| format!("\n\nalpha {n} 'alpha' & more")).collect::<Vec<_>>().concat();
            draft.body.pt_br.explanation.push_str(&more);
        })
        .await;
    let _simulado = restart(simulado, folder.path(), &[&ana]).await;
    // Every page is measured.
    ana.opens(QUESTION).await.must_be(200).must_say("The texts differ too much to show all of it here.");
}

#[tokio::test]
async fn nonsense_chooses_nothing() {
    let folder = edited_file();
    let (simulado, ana) = at_odds(folder.path()).await;
    let post = format!("{QUESTION}/adoption");
    let of = |file| vec![("revision", "x"), ("state", "live"), ("file", file)];
    for fields in [Vec::new(), of(""), of("zz")] {
        ana.sends(&post, &fields).await.must_be(422);
    }
    ana.sends("/admin/exams/tiny/files/none/adoption", &[]).await.must_be(422);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM file_conflict").await, 1);
}

/// The files of an archive, with their texts.
fn unpacked(page: &Page) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(page.body.to_vec())).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("a file");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("a text");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

#[tokio::test]
async fn all_questions_come_as_an_archive_of_files_that_the_program_starts_from() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let first = ana.opens(&format!("{FILES}/archive.zip")).await;
    assert_eq!(first.header("content-type"), "application/zip");
    assert_eq!(first.header("content-disposition"), "attachment; filename=\"tiny.zip\"");
    let files = unpacked(&first);
    assert_eq!(files.len(), 10);
    assert_eq!([&*files[0].0, &*files[1].0], ["tiny/exam.toml", "tiny/1.1/guide.md"]);
    for (path, text) in &files {
        assert_eq!(*text, std::fs::read_to_string(tiny().join(path)).expect("the file"), "{path}");
    }
    simulado.wait_seconds(3_600);
    assert_eq!(ana.opens(&format!("{FILES}/archive.zip")).await.body, first.body, "the same bytes at any time");
    // A draft comes along when it is asked for, and what is live otherwise.
    simulado.edits("ana", false, other_words).await;
    assert_eq!(ana.opens(&format!("{FILES}/archive.zip")).await.body, first.body);
    let with_drafts = ana.opens(&format!("{FILES}/archive.zip?drafts=yes")).await;
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in unpacked(&with_drafts) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let simulado = Simulado::with_questions(folder.path()).await;
    assert!(simulado.asks().await.is_some_and(|stem| stem.contains("prints the format of an image")));
}
