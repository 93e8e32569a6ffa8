//! Answers as they come in, many at a time: a few statements for all of them, whoever they are from.
//!
//! Everything that can change meanwhile – whose session it is, whether the attempt is open and in time, which revision the item has
//! – is asked in the same transaction that stores the answer, so that it holds on every node that serves the database. An answer
//! that is not taken here is not refused yet: [`item::save`](super::item::save) says why.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sqlx::types::Json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::item::Entry;
use super::{StoreError, Tx, millis, on, time};
use crate::exam::attempt::Open;
use crate::exam::clock::{self, GRACE};
use crate::exam::id::AttemptId;
use crate::exam::lang::Lang;

/// An answer of somebody who is known by the token of a session alone.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The hash of the session's token.
    pub token_hash: [u8; 32],
    /// Into which attempt.
    pub attempt: AttemptId,
    /// Onto which item.
    pub position: u16,
    /// The item's revision that the candidate was looking at.
    pub revision: u32,
    /// What to store.
    pub entry: Entry,
    /// The language the question was shown in, kept for the next one.
    pub content: Lang,
    /// When.
    pub now: Timestamp,
}

/// An item that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Of which attempt.
    pub attempt: AttemptId,
    /// Which.
    pub position: u16,
    /// When.
    pub now: Timestamp,
}

/// What became of an answer that was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The item's revision now.
    pub revision: u32,
    /// The attempt's beginning and deadline.
    pub open: Open,
    /// The time zone that the candidate has chosen; empty where none was.
    pub time_zone: String,
}

/// Statements have a few lengths only, so that the database need not read each anew: rows that belong to no attempt fill up.
fn padded<T>(rows: &[T]) -> impl Iterator<Item = Option<&T>> {
    let length = rows.len().next_power_of_two();
    rows.iter().map(Some).chain(std::iter::repeat(None)).take(length)
}

#[derive(FromRow)]
struct Taken {
    id: Uuid,
    started_at: i64,
    deadline: Option<i64>,
    last_event_at: i64,
    time_zone: String,
}

/// Stores answers to different attempts. For each, what became of it; nothing if it was not taken.
pub async fn store(tx: &mut Tx<'_>, sent: &[Sent]) -> Result<Vec<Option<Stored>>, StoreError> {
    debug_assert!(
        sent.iter().map(|one| one.attempt).collect::<HashSet<_>>().len() == sent.len(),
        "one answer an attempt"
    );
    let taken = take(tx, sent).await?;
    let stored: Vec<(&Sent, &Taken)> =
        sent.iter().filter_map(|one| taken.get(&one.attempt).map(|taken| (one, taken))).collect();
    if stored.is_empty() {
        return Ok(vec![None; sent.len()]);
    }
    let revisions = write(tx, &stored).await?;
    note(tx, &stored).await?;
    sent.iter()
        .map(|one| {
            let Some((taken, revision)) = taken.get(&one.attempt).zip(revisions.get(&one.attempt)) else {
                return Ok(None);
            };
            let open = Open { started_at: time(taken.started_at)?, deadline: taken.deadline.map(time).transpose()? };
            Ok(Some(Stored { revision: *revision, open, time_zone: taken.time_zone.clone() }))
        })
        .collect()
}

/// Finds those that can be stored, and keeps their attempts from being handed in until the transaction ends.
async fn take(tx: &mut Tx<'_>, sent: &[Sent]) -> Result<HashMap<AttemptId, Taken>, StoreError> {
    // On SQLite nobody else writes. On PostgreSQL the order keeps two of these from waiting for each other.
    let locking = matches!(tx, Tx::PostgresWriter(_) | Tx::PostgresReader(_));
    let grace = i64::try_from(GRACE.as_millis()).unwrap_or(0);
    let rows: Vec<Taken> = on!(tx, db => {
        let mut select = QueryBuilder::new(
            "SELECT a.id, a.started_at, a.deadline, a.last_event_at, c.time_zone FROM (");
        select.push_values(padded(sent), |mut row, one| {
            row.push_bind(one.map(|one| one.attempt.0)).push_bind(one.map(|one| i64::from(one.position)))
                .push_bind(one.map(|one| i64::from(one.revision))).push_bind(one.map(|one| one.token_hash.to_vec()))
                .push_bind(one.map(|one| millis(one.now) - grace));
        });
        select.push(
            ") AS v JOIN attempt a ON a.id = v.column1 AND a.state = 'open' AND (a.deadline IS NULL OR a.deadline >= v.column5)
             JOIN session s ON s.token_hash = v.column4 AND s.candidate_id = a.candidate_id
             JOIN candidate c ON c.id = a.candidate_id AND c.suspended_at IS NULL
             JOIN item i ON i.attempt_id = v.column1 AND i.position = v.column2 AND i.revision = v.column3
                        AND i.closed_at IS NULL");
        if locking {
            select.push(" ORDER BY a.id FOR UPDATE OF a");
        }
        select.build_query_as().fetch_all(db).await
    })?;
    Ok(rows.into_iter().map(|row| (AttemptId::from(row.id), row)).collect())
}

/// Writes the entries. What is the same as before does not count as a change.
async fn write(tx: &mut Tx<'_>, stored: &[(&Sent, &Taken)]) -> Result<HashMap<AttemptId, u32>, StoreError> {
    let rows: Vec<(Uuid, i64)> = on!(tx, db => {
        let mut update = QueryBuilder::new(
            "UPDATE item SET response = v.column3, struck = v.column4, note = v.column5, flagged = v.column6,
                 revision = item.revision + CASE WHEN item.response = v.column3 AND item.struck = v.column4
                     AND item.note = v.column5 AND item.flagged = v.column6 THEN 0 ELSE 1 END,
                 answered_at = CASE WHEN v.column7 THEN NULL WHEN item.response = v.column3 THEN item.answered_at
                     ELSE v.column9 END,
                 spent_ms = item.spent_ms + v.column8, seen_at = COALESCE(item.seen_at, v.column9) FROM (");
        update.push_values(padded(stored), |mut row, one| {
            let entry = one.map(|(one, _)| &one.entry);
            row.push_bind(one.map(|(one, _)| one.attempt.0)).push_bind(one.map(|(one, _)| i64::from(one.position)))
                .push_bind(entry.map(|entry| Json(entry.response.clone())))
                .push_bind(entry.map(|entry| Json(entry.struck.clone())))
                .push_bind(entry.map(|entry| entry.note.clone())).push_bind(entry.map(|entry| entry.flagged))
                .push_bind(entry.map(|entry| entry.response.is_blank()))
                .push_bind(one.map(|(one, taken)| spent(one, taken))).push_bind(one.map(|(one, _)| millis(one.now)));
        });
        update.push(
            ") AS v WHERE item.attempt_id = v.column1 AND item.position = v.column2
             RETURNING item.attempt_id, item.revision");
        update.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(|(id, revision)| Ok((AttemptId::from(id), super::count("revision", revision)?))).collect()
}

/// How long the candidate was on it, in milliseconds.
fn spent(sent: &Sent, taken: &Taken) -> i64 {
    let since = time(taken.last_event_at).unwrap_or(sent.now);
    i64::try_from(clock::spent(since, sent.now).as_millis()).unwrap_or(0)
}

/// Notes on the attempts where their candidates are now.
async fn note(tx: &mut Tx<'_>, stored: &[(&Sent, &Taken)]) -> Result<(), StoreError> {
    on!(tx, db => {
        let mut update = QueryBuilder::new(
            "UPDATE attempt SET current_position = v.column2, content_language = v.column3, last_event_at = v.column4 FROM (");
        update.push_values(padded(stored), |mut row, one| {
            row.push_bind(one.map(|(one, _)| one.attempt.0)).push_bind(one.map(|(one, _)| i64::from(one.position)))
                .push_bind(one.map(|(one, _)| one.content.as_str())).push_bind(one.map(|(one, _)| millis(one.now)));
        });
        update.push(") AS v WHERE attempt.id = v.column1");
        update.build().execute(db).await.map(drop)
    })?;
    Ok(())
}

/// Notes items of different attempts that are shown for the first time, and that their candidates are there.
pub async fn see(tx: &mut Tx<'_>, glances: &[Glance]) -> Result<(), StoreError> {
    on!(tx, db => {
        let mut update = QueryBuilder::new("UPDATE attempt SET current_position = v.column2 FROM (");
        update.push_values(padded(glances), |mut row, one| {
            row.push_bind(one.map(|one| one.attempt.0)).push_bind(one.map(|one| i64::from(one.position)));
        });
        update.push(") AS v WHERE attempt.id = v.column1 AND attempt.state = 'open'");
        update.build().execute(db).await.map(drop)
    })?;
    on!(tx, db => {
        let mut update = QueryBuilder::new("UPDATE item SET seen_at = v.column3 FROM (");
        update.push_values(padded(glances), |mut row, one| {
            row.push_bind(one.map(|one| one.attempt.0)).push_bind(one.map(|one| i64::from(one.position)))
                .push_bind(one.map(|one| millis(one.now)));
        });
        update.push(
            ") AS v WHERE item.attempt_id = v.column1 AND item.position = v.column2 AND item.seen_at IS NULL");
        update.build().execute(db).await.map(drop)
    })?;
    Ok(())
}
