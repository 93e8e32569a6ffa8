//! `simulado restore`: the backup is the database again, what was there is kept, and nobody is using it meanwhile.

use std::fs;

use sqlx::{Connection as _, Executor as _, SqliteConnection};

use crate::place::{Place, Service, flips_bytes};

/// The database that was there before, by its dated name.
fn kept(place: &Place) -> Vec<String> {
    place.names().into_iter().filter(|name| name.starts_with("simulado.db.replaced-")).collect()
}

#[test]
fn after_everything_was_lost_a_backup_brings_it_back() {
    let place = Place::new();
    let service = Service::start(&place, &[]);
    service.sits_an_exam();
    place.runs(&["backup", "copy.db"]).must_be(0);
    service.sits_an_exam();
    drop(service);
    // The drill of the README: killed, restored, started.
    let done = place.runs(&["restore", "copy.db"]);
    done.must_be(0).must_say("copy.db is the database").must_say("It holds 1 attempt with 4 answers");
    done.must_say("The database that was there before is ").must_say("simulado.db.replaced-20");
    place.runs(&["check"]).must_be(0).must_say("1 closed, their scores recomputed");
    Service::start(&place, &[]).sits_an_exam();
    place.runs(&["check"]).must_be(0).must_say("2 closed, their scores recomputed");
    // What was there is whole, with what stood in its log when the service was killed.
    let [old] = kept(&place).try_into().expect("one database");
    let old = format!("sqlite:{}", place.path(&old).display());
    place.runs(&["check", "--database-url", &old]).must_be(0).must_say("2 closed, their scores recomputed");
    assert!(place.path("copy.db").exists());
}

#[test]
fn a_database_that_is_gone_comes_back() {
    let place = Place::with_an_exam();
    place.runs(&["backup", "copy.db"]).must_be(0);
    for name in ["simulado.db", "simulado.db-wal", "simulado.db-shm"] {
        let _ = fs::remove_file(place.path(name));
    }
    place.runs(&["restore", "copy.db"]).must_be(0).must_say("There was no database before");
    place.runs(&["check"]).must_be(0).must_say("1 closed");
    let elsewhere = format!("sqlite:{}", place.path("new/folder/simulado.db").display());
    place.runs(&["restore", "copy.db", "--database-url", &elsewhere]).must_be(0).must_say("1 attempt");
}

#[tokio::test]
async fn a_database_that_is_damaged_is_replaced_and_kept_as_it_is() {
    let place = Place::with_an_exam();
    place.runs(&["backup", "copy.db"]).must_be(0);
    place.executes("simulado.db", "PRAGMA wal_checkpoint(TRUNCATE)").await;
    fs::write(place.database(), "no database at all").expect("written");
    place.runs(&["restore", "copy.db"]).must_be(0).must_say("1 attempt with 4 answers");
    let [old] = kept(&place).try_into().expect("one database");
    assert!(fs::read(place.path(&old)).expect("the old one") == b"no database at all");
    place.runs(&["check"]).must_be(0);
}

#[test]
fn a_service_that_runs_is_not_robbed_of_its_database_and_a_killed_one_holds_nothing() {
    let place = Place::new();
    let service = Service::start(&place, &[]);
    service.sits_an_exam();
    place.runs(&["backup", "copy.db"]).must_be(0);
    place.runs(&["restore", "copy.db"]).refuses("a service or another command of Simulado is using the database");
    assert!(kept(&place).is_empty());
    service.sits_an_exam();
    // Killed, not stopped: the lock goes with the process.
    drop(service);
    place.runs(&["restore", "copy.db"]).must_be(0);
}

#[tokio::test]
async fn another_program_that_has_it_open_is_not_robbed_of_it_either() {
    let place = Place::with_an_exam();
    place.runs(&["backup", "copy.db"]).must_be(0);
    let mut other = SqliteConnection::connect(&format!("sqlite://{}", place.database().display())).await.expect("open");
    other.execute("SELECT * FROM candidate").await.expect("read");
    place.runs(&["restore", "copy.db"]).refuses("another program has the database");
    other.close().await.expect("closed");
    place.runs(&["restore", "copy.db"]).must_be(0);
}

#[tokio::test]
async fn a_backup_that_is_not_good_changes_nothing() {
    let place = Place::with_an_exam();
    for name in ["damaged.db", "newer.db", "orphans.db"] {
        place.runs(&["backup", name]).must_be(0);
    }
    flips_bytes(&place.path("damaged.db"));
    place
        .executes(
            "newer.db",
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                                VALUES (9999, 'later', TRUE, 'x', 0)",
        )
        .await;
    place.executes("orphans.db", "PRAGMA foreign_keys = OFF; DELETE FROM candidate").await;
    place.executes("diary.db?mode=rwc", "CREATE TABLE diary (day)").await;
    fs::write(place.path("text.db"), "x".repeat(9000)).expect("a file");
    fs::write(place.path("empty.db"), "").expect("a file");
    // The log of the service that was killed goes into its file first; after that nothing changes.
    place.executes("simulado.db", "PRAGMA wal_checkpoint(TRUNCATE)").await;
    let before = place.files();
    for (name, why) in [
        ("damaged.db", "it is damaged"),
        ("newer.db", "it was written by a newer version of Simulado (its migration 9999 is unknown here)"),
        ("orphans.db", "refers to a row of candidate that is not there"),
        ("diary.db", "it is a database, but not one of Simulado"),
        ("text.db", "file is not a database"),
        ("empty.db", "it holds no tables"),
        ("none.db", "there is no file none.db"),
        ("simulado.db", "is the database itself"),
    ] {
        let refused = place.runs(&["restore", name]);
        refused.must_say("left as it is").refuses(why);
        assert_eq!(place.files(), before, "after {name}");
    }
    place.runs(&["restore", "newer.db", "--database-url", "postgres://localhost/x"]).refuses("pg_restore");
}

#[tokio::test]
async fn an_older_backup_is_brought_up_to_date() {
    let place = Place::with_an_exam();
    place.runs(&["backup", "older.db"]).must_be(0);
    // As the version before the last four migrations left it.
    place
        .executes(
            "older.db",
            "DROP VIEW served; DROP INDEX item_of_revision; DROP INDEX attempt_to_file;
             ALTER TABLE item DROP COLUMN filed; ALTER TABLE attempt DROP COLUMN filed;
             CREATE INDEX item_of_revision ON item (revision_id);
             DROP TABLE login_try;
             DROP TABLE question_file; DROP TABLE drawable; DROP INDEX question_by_start;
             DROP INDEX question_by_objective; DROP INDEX question_by_update; DROP INDEX question_by_check;
             DROP INDEX question_by_coverage;
             CREATE INDEX question_by_objective ON question (exam, objective, name);
             CREATE INDEX question_by_update ON question (exam, updated_at, name);
             CREATE INDEX question_by_check ON question (exam, checked, name);
             DELETE FROM _sqlx_migrations WHERE version >= 7",
        )
        .await;
    place.runs(&["restore", "older.db"]).must_be(0).must_say("1 attempt with 4 answers");
    place.runs(&["check"]).must_be(0);
}
