//! What a database holds, in the few figures by which a person recognises it.

use std::path::Path;

use jiff::Timestamp;
use sqlx::{Connection as _, FromRow};

use super::{StoreError, Tx, count, on, sqlite_file, time};

/// The figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// People with an account.
    pub accounts: u64,
    /// People without one.
    pub guests: u64,
    /// Questions, whatever their state.
    pub questions: u64,
    /// Attempts, open and closed.
    pub attempts: u64,
    /// Items with an answer.
    pub answers: u64,
    /// When a candidate last did something in an attempt.
    pub last: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    accounts: i64,
    guests: i64,
    questions: i64,
    attempts: i64,
    answers: i64,
    last_event: Option<i64>,
}

/// Counts what is in a file, also of an older version: all of these tables and columns were there from the first.
pub async fn of_file(path: &Path) -> Result<Contents, StoreError> {
    let mut connection = sqlite_file::open_to_read(path).await?;
    let counted = count_all(&mut Tx::SqliteWriter(&mut connection)).await;
    connection.close().await?;
    counted
}

/// Counts what is in a database.
pub async fn count_all(tx: &mut Tx<'_>) -> Result<Contents, StoreError> {
    let row: Row = on!(tx, db => sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM candidate WHERE name IS NOT NULL) AS accounts,
                (SELECT COUNT(*) FROM candidate WHERE name IS NULL) AS guests,
                (SELECT COUNT(*) FROM question) AS questions,
                (SELECT COUNT(*) FROM attempt) AS attempts,
                (SELECT COUNT(*) FROM item WHERE answered_at IS NOT NULL) AS answers,
                (SELECT MAX(last_event_at) FROM attempt) AS last_event")
        .fetch_one(db).await)?;
    Ok(Contents {
        accounts: count("accounts", row.accounts)?,
        guests: count("guests", row.guests)?,
        questions: count("questions", row.questions)?,
        attempts: count("attempts", row.attempts)?,
        answers: count("answers", row.answers)?,
        last: row.last_event.map(time).transpose()?,
    })
}
