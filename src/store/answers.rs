//! Answers as they come in, many at a time: a few statements for all of them, whoever they are from.
//!
//! Everything that can change meanwhile – whose session it is, whether the attempt is open and in time, which revision the item has
//! – is asked in the same transaction that stores the answer, so that it holds on every node that serves the database. An answer
//! that is not taken here is not refused yet: [`item::save`](super::item::save) says why.

use std::collections::HashSet;

use jiff::Timestamp;
use sqlx::QueryBuilder;

use super::item::Entry;
use super::rows::Cell::{self, Bytes, Id, Number, Text, Truth};
use super::rows::{Table, json};
use super::{StoreError, Tx, millis, on, rows_for, time};
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

/// An answer that can be stored, with what its attempt said before.
struct Taken {
    /// Whether the entry differs from what is stored.
    is_change: bool,
    open: Open,
    last_event_at: Timestamp,
    time_zone: String,
}

impl Taken {
    /// Reads `3 1 1790000000000 1790005400000 1790000300000 Europe/Lisbon`: which answer, whether it is a change, the attempt's
    /// beginning, its deadline or nothing, its last event, the candidate's time zone or nothing.
    fn read(line: &str) -> Result<(usize, Self), StoreError> {
        let corrupt = || StoreError::Corrupt(format!("an attempt's line “{line}”"));
        let mut words = line.split(' ');
        let mut word = || words.next().ok_or_else(corrupt);
        let moment = |text: &str| time(text.parse().map_err(|_| corrupt())?);
        let which = word()?.parse().map_err(|_| corrupt())?;
        let is_change = word()? == "1";
        let started_at = moment(word()?)?;
        let deadline = Some(word()?).filter(|text| !text.is_empty()).map(moment).transpose()?;
        let last_event_at = moment(word()?)?;
        let time_zone = word()?.to_owned();
        Ok((which, Self { is_change, open: Open { started_at, deadline }, last_event_at, time_zone }))
    }
}

/// Stores answers to different attempts, and notes what is looked at in others, which must be open. For each answer, what became of
/// it; nothing if it was not taken. It is all that happens in its transaction, which it begins and ends where that is to be done.
pub async fn store(tx: &mut Tx<'_>, sent: &[Sent], glances: &[Glance]) -> Result<Vec<Option<Stored>>, StoreError> {
    debug_assert!(
        sent.iter().map(|one| one.attempt).chain(glances.iter().map(|one| one.attempt)).collect::<HashSet<_>>().len()
            == sent.len() + glances.len(),
        "an attempt is there once"
    );
    let mut outcomes = vec![None; sent.len()];
    let taken = if sent.is_empty() { Vec::new() } else { take(tx, sent).await? };
    let taken: Vec<(usize, &Sent, Taken)> =
        taken.into_iter().filter_map(|(which, taken)| Some((which, sent.get(which)?, taken))).collect();
    if !(taken.is_empty() && glances.is_empty()) {
        let begin = if sent.is_empty() { tx.begin() } else { "" };
        write(tx, begin, &taken, glances).await?;
    } else if !sent.is_empty() {
        tx.leave().await?;
    }
    for (which, one, Taken { is_change, open, time_zone, .. }) in taken {
        outcomes[which] = Some(Stored { revision: one.revision + u32::from(is_change), open, time_zone });
    }
    Ok(outcomes)
}

/// Finds those that can be stored, and keeps their attempts from being handed in until the transaction ends.
async fn take(tx: &mut Tx<'_>, sent: &[Sent]) -> Result<Vec<(usize, Taken)>, StoreError> {
    // On SQLite nobody else writes. On PostgreSQL the order keeps two of these from waiting for each other.
    let (locking, begin) = (tx.is_postgres(), tx.begin());
    let grace = i64::try_from(GRACE.as_millis()).unwrap_or(0);
    let numbered: Vec<(i64, &Sent)> = (0..).zip(sent).collect();
    let (text,): (Option<String>,) = on!(tx, db => {
        // As one text, a line for each: rows would cost more than finding them.
        let mut select = QueryBuilder::new(begin);
        select.push(
            "SELECT string_agg(t.line, '\n') FROM (SELECT v.column1 || ' ' || CASE WHEN i.response = v.column7 AND i.struck = v.column8 AND i.note = v.column9
                    AND i.flagged = v.column10 THEN '0' ELSE '1' END || ' ' || a.started_at || ' '
                    || COALESCE(CAST(a.deadline AS TEXT), '') || ' ' || a.last_event_at || ' ' || c.time_zone AS line FROM (");
        Table::push_rows(&mut select, &numbered, rows_for(sent.len()), |row| {
            let sent = row.map(|(_, one)| *one);
            let [response, struck, note, flagged] = entry(sent);
            [
                Number(row.map(|(number, _)| *number)),
                Id(sent.map(|one| one.attempt.0)),
                Number(sent.map(|one| i64::from(one.position))),
                Number(sent.map(|one| i64::from(one.revision))),
                Bytes(sent.map(|one| one.token_hash.as_slice())),
                Number(sent.map(|one| millis(one.now) - grace)),
                response,
                struck,
                note,
                flagged,
            ]
        });
        select.push(
            ") AS v JOIN attempt a ON a.id = v.column2 AND a.state = 'open' AND (a.deadline IS NULL OR a.deadline >= v.column6)
             JOIN session s ON s.token_hash = v.column5 AND s.candidate_id = a.candidate_id
             JOIN candidate c ON c.id = a.candidate_id AND c.suspended_at IS NULL
             JOIN item i ON i.attempt_id = v.column2 AND i.position = v.column3 AND i.revision = v.column4
                        AND i.closed_at IS NULL");
        if locking {
            // The item too: one that was changed while this waited for its attempt would else be seen as it was before.
            select.push(" ORDER BY a.id FOR NO KEY UPDATE OF a, i");
        }
        select.push(") AS t");
        select.build_query_as().fetch_one(db).await
    })?;
    text.unwrap_or_default().lines().map(Taken::read).collect()
}

/// Writes the entries, where their candidates are now, and what was seen for the first time. What is the same as before does not count
/// as a change.
///
/// On `SQLite` it is one text of several statements, since each way to the database's thread is a wait of its own. They have as many rows
/// as the longest of them, so that there are few such texts.
async fn write(
    tx: &mut Tx<'_>,
    begin: &'static str,
    taken: &[(usize, &Sent, Taken)],
    glances: &[Glance],
) -> Result<(), StoreError> {
    let (one_by_one, rows) = (tx.is_postgres(), rows_for(taken.len() + glances.len()));
    let (update_of, commit) = (tx.update(), tx.commit());
    let answered = taken.iter().map(|(_, sent, _)| (sent.attempt, sent.position, Some(*sent)));
    let there: Vec<_> = answered.chain(glances.iter().map(|glance| (glance.attempt, glance.position, None))).collect();
    on!(tx, db => {
        let mut update = QueryBuilder::new(begin);
        if !taken.is_empty() {
            update.push(update_of).push(
                "item SET response = v.column3, struck = v.column4, note = v.column5, flagged = v.column6,
                     revision = v.column10,
                     answered_at = CASE WHEN v.column7 THEN NULL WHEN item.response = v.column3 THEN item.answered_at
                         ELSE v.column9 END,
                     spent_ms = item.spent_ms + v.column8, seen_at = COALESCE(item.seen_at, v.column9) FROM (");
            Table::push_rows(&mut update, taken, rows, |row| {
                let sent = row.map(|(_, sent, _)| *sent);
                let [response, struck, note, flagged] = entry(sent);
                [
                    Id(sent.map(|sent| sent.attempt.0)),
                    Number(sent.map(|sent| i64::from(sent.position))),
                    response,
                    struck,
                    note,
                    flagged,
                    Truth(sent.map(|sent| sent.entry.response.is_blank())),
                    Number(row.map(|(_, sent, taken)| spent(sent, taken))),
                    Number(sent.map(|sent| millis(sent.now))),
                    Number(row.map(|(_, sent, taken)| i64::from(sent.revision) + i64::from(taken.is_change))),
                ]
            });
            update.push(") AS v WHERE item.attempt_id = v.column1 AND item.position = v.column2");
            if one_by_one {
                update.build().execute(&mut *db).await?;
                update = QueryBuilder::new("");
            } else {
                update.push("; ");
            }
        }
        update.push(update_of).push(
            "attempt SET current_position = v.column2, content_language = COALESCE(v.column3, attempt.content_language),
                 last_event_at = COALESCE(v.column4, attempt.last_event_at) FROM (");
        Table::push_rows(&mut update, &there, rows, |row| {
            let sent = row.and_then(|(_, _, sent)| *sent);
            [
                Id(row.map(|(attempt, _, _)| attempt.0)),
                Number(row.map(|(_, position, _)| i64::from(*position))),
                Text(sent.map(|sent| sent.content.as_str())),
                Number(sent.map(|sent| millis(sent.now))),
            ]
        });
        update.push(") AS v WHERE attempt.id = v.column1 AND attempt.state = 'open'");
        if !glances.is_empty() {
            if one_by_one {
                update.build().execute(&mut *db).await?;
                update = QueryBuilder::new("");
            } else {
                update.push("; ");
            }
            update.push(update_of).push("item SET seen_at = v.column3 FROM (");
            Table::push_rows(&mut update, glances, rows, |row| {
                [
                    Id(row.map(|one| one.attempt.0)),
                    Number(row.map(|one| i64::from(one.position))),
                    Number(row.map(|one| millis(one.now))),
                ]
            });
            update.push(
                ") AS v WHERE item.attempt_id = v.column1 AND item.position = v.column2 AND item.seen_at IS NULL");
        }
        update.push(commit);
        update.build().execute(db).await.map(drop)
    })?;
    Ok(())
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

/// How long the candidate was on it, in milliseconds.
fn spent(sent: &Sent, taken: &Taken) -> i64 {
    i64::try_from(clock::spent(taken.last_event_at, sent.now).as_millis()).unwrap_or(0)
}
