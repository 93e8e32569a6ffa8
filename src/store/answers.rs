//! Answers as they come in, many at a time: a few statements for all of them, whoever they are from, in each database's own words.
//!
//! Everything that can change meanwhile – whose session it is, whether the attempt is open and in time, which revision the item has
//! – is asked in the same transaction that stores the answer, so that it holds on every node that serves the database. An answer
//! that is not taken here is not refused yet: [`item::save`](super::item::save) says why.

mod postgres;
mod sqlite;

use std::collections::HashSet;

use jiff::Timestamp;

use super::item::Entry;
use super::rows::Cell::{self, Bytes, Id, Number, Text, Truth};
use super::rows::json;
use super::{StoreError, Tx, millis};
use crate::exam::attempt::Open;
use crate::exam::clock::GRACE;
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

/// Stores answers to different attempts, and notes what is looked at in others, which must be open. For each answer, what became of
/// it; nothing if it was not taken. It is all that happens in its transaction, which it begins and ends where that is to be done.
pub async fn store(tx: &mut Tx<'_>, sent: &[Sent], glances: &[Glance]) -> Result<Vec<Option<Stored>>, StoreError> {
    debug_assert!(
        sent.iter().map(|one| one.attempt).chain(glances.iter().map(|one| one.attempt)).collect::<HashSet<_>>().len()
            == sent.len() + glances.len(),
        "an attempt is there once"
    );
    if sent.is_empty() && glances.is_empty() {
        return Ok(Vec::new());
    }
    let taken = match tx {
        Tx::SqliteAlone(db) => sqlite::store(db, &sqlite::OWN, sent, glances).await?,
        Tx::SqliteWriter(db) => sqlite::store(db, &sqlite::SHARED, sent, glances).await?,
        Tx::SqliteReader(db) => sqlite::store(db, &sqlite::SHARED, sent, glances).await?,
        Tx::PostgresJob(db) => postgres::store(db, sent, glances).await?,
        Tx::PostgresReader(db) => postgres::store(db, sent, glances).await?,
    };
    let mut outcomes = vec![None; sent.len()];
    for (which, stored) in taken {
        *outcomes.get_mut(which).ok_or_else(|| StoreError::Corrupt(format!("an answer {which}")))? = Some(stored);
    }
    Ok(outcomes)
}

/// What an answer is found by: its number in the batch, the attempt, the place and the revision of its item, the session's token, and
/// the earliest deadline that it is in time for, with the grace.
fn asked<'s>(row: Option<&(i64, &'s Sent)>) -> [Cell<'s>; 6] {
    let grace = i64::try_from(GRACE.as_millis()).unwrap_or(0);
    let sent = row.map(|(_, one)| *one);
    [
        Number(row.map(|(number, _)| *number)),
        Id(sent.map(|one| one.attempt.0)),
        Number(sent.map(|one| i64::from(one.position))),
        Number(sent.map(|one| i64::from(one.revision))),
        Bytes(sent.map(|one| one.token_hash.as_slice())),
        Number(sent.map(|one| millis(one.now) - grace)),
    ]
}

/// What there is to store: the response, what is struck out, the note, the flag.
fn entry(sent: Option<&Sent>) -> [Cell<'_>; 4] {
    let entry = sent.map(|sent| &sent.entry);
    [
        json(entry.map(|entry| &entry.response)),
        json(entry.map(|entry| &entry.struck)),
        Text(entry.map(|entry| entry.note.as_str())),
        Truth(entry.map(|entry| entry.flagged)),
    ]
}
