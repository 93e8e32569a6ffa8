//! `simulado backup`: whole, while the service runs, and never over something that somebody wants to keep.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::place::{Place, Service, flips_bytes};

const ONE_EXAM: &str = "1 attempt with 4 answers";

#[test]
fn a_backup_is_made_while_the_service_runs_and_is_the_whole_database() {
    let place = Place::new();
    let service = Service::start(&place, &[]);
    service.sits_an_exam();
    let made = place.runs(&["backup", "copy.db"]);
    made.must_be(0).must_say("copy.db: ").must_say(ONE_EXAM).must_say("1 guest, 8 questions, whole; made in ");
    assert!(made.err.is_empty(), "{}", made.err);
    let copy = format!("sqlite:{}", place.path("copy.db").display());
    place.runs(&["check", "--database-url", &copy]).must_be(0).must_say("Nothing was found");
    service.sits_an_exam();
    assert!(place.names().iter().all(|name| name.starts_with("simulado.db") || name.starts_with("copy.db")));
}

#[test]
fn a_file_that_is_there_is_kept_unless_it_is_to_be_replaced() {
    let place = Place::with_an_exam();
    fs::write(place.path("letter"), "Dear Ana").expect("a file");
    place.runs(&["backup", "letter"]).refuses("letter is there already and was kept");
    assert_eq!(fs::read(place.path("letter")).expect("the file"), b"Dear Ana");
    place.runs(&["backup", "letter", "--force"]).must_be(0).must_say(ONE_EXAM);
    place.runs(&["backup", "letter"]).refuses("--force to replace it");
}

#[test]
fn the_database_itself_is_never_the_target() {
    let place = Place::with_an_exam();
    std::os::unix::fs::symlink(place.database(), place.path("link.db")).expect("a link");
    for name in
        ["simulado.db", "simulado.db-wal", "./simulado.db-shm", "simulado.db-journal", "simulado.db-lock", "link.db"]
    {
        place.runs(&["backup", name, "--force"]).refuses("belongs to the database itself");
    }
    place.runs(&["check"]).must_be(0);
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_left() {
    let place = Place::with_an_exam();
    place.runs(&["backup", "nowhere/copy.db"]).refuses("there is no folder nowhere");
    fs::create_dir(place.path("folder")).expect("a folder");
    place.runs(&["backup", "folder"]).refuses("folder is a folder: name the file to write");
    place.runs(&["backup", "copy.db", "--database-url", "sqlite:none.db"]).refuses("there is no database at none.db");
    assert!(!place.path("none.db").exists() && !place.path("copy.db").exists());
    let server = "postgres://ana:secret@localhost/simulado";
    let refused = place.runs(&["backup", "copy.db", "--database-url", server]);
    refused.must_say("pg_dump").must_say("pg_basebackup").refuses("is a PostgreSQL server");
    assert!(!refused.err.contains("secret"));
}

#[tokio::test]
async fn a_database_that_is_damaged_gives_no_backup_and_costs_no_older_one() {
    let place = Place::with_an_exam();
    // What lies in the log goes into the file, where it is then damaged.
    place.executes("simulado.db", "PRAGMA wal_checkpoint(TRUNCATE)").await;
    place.runs(&["backup", "copy.db"]).must_be(0);
    let good = fs::read(place.path("copy.db")).expect("the backup");
    flips_bytes(&place.database());
    place.runs(&["backup", "copy.db", "--force"]).refuses("the backup copy.db was not made");
    assert_eq!(fs::read(place.path("copy.db")).expect("the backup"), good);
    assert!(!place.names().iter().any(|name| name.contains(".part")), "{:?}", place.names());
    place.runs(&["check"]).must_be(1).must_say("structure: damaged");
}

#[tokio::test]
async fn references_that_lead_nowhere_are_found() {
    let place = Place::with_an_exam();
    place.executes("simulado.db", "PRAGMA foreign_keys = OFF; DELETE FROM candidate").await;
    place.runs(&["backup", "copy.db"]).refuses("refers to a row of candidate that is not there");
    place.runs(&["check"]).must_be(1).must_say("of attempt refers to a row of candidate that is not there");
}

#[test]
fn nobody_else_may_read_the_copy_who_may_not_read_the_database() {
    let place = Place::with_an_exam();
    fs::set_permissions(place.database(), fs::Permissions::from_mode(0o640)).expect("a mode");
    place.runs(&["backup", "copy.db"]).must_be(0);
    assert_eq!(fs::metadata(place.path("copy.db")).expect("the file").permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_a_killed_backup_left_goes_with_the_next() {
    let place = Place::with_an_exam();
    for name in [".copy.db.0123abcd.part", ".other.db.0123abcd.part", ".copy.db.part"] {
        fs::write(place.path(name), "half").expect("a file");
    }
    place.runs(&["backup", "copy.db"]).must_be(0);
    let names = place.names();
    assert!(!names.contains(&".copy.db.0123abcd.part".to_owned()), "{names:?}");
    assert!(names.contains(&".other.db.0123abcd.part".to_owned()) && names.contains(&".copy.db.part".to_owned()));
}

#[tokio::test]
async fn before_an_upgrade_the_older_database_can_be_backed_up() {
    let place = Place::with_an_exam();
    place
        .executes(
            "simulado.db",
            "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)",
        )
        .await;
    place.runs(&["backup", "copy.db"]).must_be(0).must_say(ONE_EXAM);
    place.runs(&["check"]).refuses("start the service once to bring it up to date");
    place.executes("other.db?mode=rwc", "CREATE TABLE diary (day)").await;
    place.runs(&["backup", "diary.db", "--database-url", "sqlite:other.db"]).refuses("but not one of Simulado");
}
