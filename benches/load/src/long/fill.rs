//! Very many finished attempts, straight into the file of a server that is stopped: copies of those that are there, with ids of
//! their own in the order of time, as the program makes them. The schema stays as it is.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::client::Failure;

/// Attempts that come in with one transaction.
const CHUNK: u32 = 10_000;
/// Attempts of one candidate.
const EACH: u32 = 5;
/// Milliseconds from one attempt to the next.
const APART: i64 = 30_000;

/// Whose the copies are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of guests who are copies as well, a few each.
    Many,
    /// Those of the one whose attempt it was.
    One,
}

/// Fills a database with so many attempts, or as many as can be made in some time. Gives how many there are.
pub fn attempts(database: &Path, many: u32, whose: Whose, time: Duration, say: impl Fn(u32)) -> Result<u32, Failure> {
    let filled = fill(database, many, whose, time, say).map_err(|error| format!("filling a database: {error}"))?;
    // Nothing that is measured later is to wait for what was written here.
    File::open(database).and_then(|file| file.sync_all()).map_err(|error| error.to_string())?;
    Ok(filled)
}

fn fill(database: &Path, many: u32, whose: Whose, time: Duration, say: impl Fn(u32)) -> Result<u32, rusqlite::Error> {
    let connection = Connection::open(database)?;
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -524288;
         PRAGMA temp_store = MEMORY;
         CREATE TEMP TABLE template AS
             SELECT row_number() OVER (ORDER BY id) - 1 AS k, id, candidate_id, started_at FROM attempt WHERE state != 'open';
         CREATE TEMP TABLE fresh (n INTEGER PRIMARY KEY, id BLOB NOT NULL, candidate BLOB, template BLOB NOT NULL,
                                  model BLOB NOT NULL, later INTEGER NOT NULL);",
    )?;
    let mut there: u32 = connection.query_row("SELECT COUNT(*) FROM attempt", [], |row| row.get(0))?;
    let begun = Instant::now();
    let statements = statements(&connection, whose)?;
    while there < many && begun.elapsed() < time {
        let some = CHUNK.min(many - there);
        connection.execute_batch("BEGIN IMMEDIATE; DELETE FROM temp.fresh")?;
        // From oldest to newest, the newest half a minute before the templates.
        connection.execute(
            &format!(
                "INSERT INTO temp.fresh
                 WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < ?1)
                 SELECT n, {}, NULL, t.id, t.candidate_id, (n - ?2) * {APART} FROM n
                 JOIN temp.template t ON t.k = n % (SELECT COUNT(*) FROM temp.template) ORDER BY n",
                id(&format!("t.started_at + (n - ?2) * {APART}"))
            ),
            (some, i64::from(many - there)),
        )?;
        if whose == Whose::One {
            connection.execute("UPDATE temp.fresh SET candidate = model", [])?;
        } else {
            connection.execute(
                &format!(
                    "UPDATE temp.fresh SET candidate = {} WHERE n % {EACH} = 0",
                    id("1700000000000 + later / 1000")
                ),
                [],
            )?;
            connection.execute(
                &format!(
                    "UPDATE temp.fresh SET candidate = (SELECT f.candidate FROM temp.fresh f WHERE f.n = fresh.n / {EACH} * {EACH})
                     WHERE n % {EACH} != 0"
                ),
                [],
            )?;
        }
        for statement in &statements {
            connection.execute(statement, [])?;
        }
        connection.execute_batch("COMMIT")?;
        there += some;
        say(there);
    }
    connection.close().map_err(|(_, error)| error)?;
    Ok(there)
}

/// What is copied, table by table.
fn statements(connection: &Connection, whose: Whose) -> Result<Vec<String>, rusqlite::Error> {
    let later = |column: &'static str| (column, format!("t.{column} + f.later"));
    // As all attempts are ten minutes after they began.
    let filed = || ("filed", "TRUE".to_owned());
    let mut statements = Vec::new();
    if whose == Whose::Many {
        let first = format!("f.n % {EACH} = 0");
        let from = format!("temp.fresh f JOIN candidate t ON t.id = f.model WHERE {first} ORDER BY f.n");
        let times = [later("created_at"), later("last_seen_at")];
        statements.push(copy(
            connection,
            "candidate",
            &from,
            [("id", "f.candidate".to_owned())].into_iter().chain(times),
        )?);
        let from = format!("temp.fresh f JOIN session t ON t.candidate_id = f.model WHERE {first} ORDER BY f.n");
        let own = [
            ("candidate_id", "f.candidate".to_owned()),
            ("id", id("t.created_at + f.later")),
            ("token_hash", "randomblob(32)".to_owned()),
            later("created_at"),
            later("last_seen_at"),
        ];
        statements.push(copy(connection, "session", &from, own.into_iter())?);
    }
    let own = [
        ("id", "f.id".to_owned()),
        ("candidate_id", "f.candidate".to_owned()),
        ("seed", "random()".to_owned()),
        later("started_at"),
        later("deadline"),
        later("last_event_at"),
        later("closed_at"),
        filed(),
    ];
    let from = "temp.fresh f JOIN attempt t ON t.id = f.template ORDER BY f.n";
    statements.push(copy(connection, "attempt", from, own.into_iter())?);
    let own = [("attempt_id", "f.id".to_owned()), later("seen_at"), later("answered_at"), later("closed_at"), filed()];
    let from = "temp.fresh f JOIN item t ON t.attempt_id = f.template ORDER BY f.n, t.position";
    statements.push(copy(connection, "item", from, own.into_iter())?);
    Ok(statements)
}

/// The statement that copies rows of a table, whatever columns it has, some of them changed.
fn copy(
    connection: &Connection,
    table: &str,
    from: &str,
    own: impl Iterator<Item = (&'static str, String)>,
) -> Result<String, rusqlite::Error> {
    let own: BTreeMap<_, _> = own.collect();
    let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names: Vec<String> = columns.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let values: Vec<String> =
        names.iter().map(|name| own.get(name.as_str()).cloned().unwrap_or_else(|| format!("t.{name}"))).collect();
    Ok(format!("INSERT INTO main.{table} ({}) SELECT {} FROM {from}", names.join(", "), values.join(", ")))
}

/// An expression that makes an id of a time in milliseconds: a UUID of version 7, as the program makes them.
fn id(time: &str) -> String {
    format!(
        "unhex(printf('%012x', {time}) || '7' || substr(hex(randomblob(2)), 2) || substr('89AB', 1 + abs(random() % 4), 1)
               || substr(hex(randomblob(8)), 2))"
    )
}
