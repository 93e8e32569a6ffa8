//! The items of an attempt and what was answered on them.

use jiff::{SignedDuration, Timestamp};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use super::{StoreError, Tx, count, millis, on, time, word};
use crate::exam::id::{AttemptId, ObjectiveId, QuestionName, RegradeId, RevisionId};
use crate::exam::lang::Lang;
use crate::exam::question::{Response, Verdict};
use crate::exam::regrade::{Decision, Judged};

/// A place on a form with what the candidate left there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// From 1.
    pub position: u16,
    /// The revision served.
    pub revision_id: RevisionId,
    /// The question's name.
    pub question: QuestionName,
    /// The objective it counts for.
    pub objective: ObjectiveId,
    /// The options as shown, each by its place in the file.
    pub option_order: Vec<usize>,
    /// What the candidate can change.
    pub entry: Entry,
    /// Counts the changes of the entry.
    pub revision: u32,
    /// When it was first shown.
    pub seen_at: Option<Timestamp>,
    /// When the response last changed; nothing while there is none.
    pub answered_at: Option<Timestamp>,
    /// How long the candidate was on it.
    pub spent: SignedDuration,
    /// When it was checked, in a practice with feedback at once.
    pub closed_at: Option<Timestamp>,
    /// Whether it was right, once it is closed.
    pub verdict: Option<Verdict>,
    /// The decision that it was judged by, once its attempt is closed; nothing where the key that was served holds.
    pub decided: Option<(RegradeId, Decision)>,
}

impl Item {
    /// What it is worth. An open one is worth nothing yet.
    pub fn judged(&self) -> Judged {
        Judged {
            verdict: self.verdict.unwrap_or(Verdict::Unanswered),
            decision: self.decided.map(|(_, decision)| decision),
        }
    }
}

/// What a candidate can change on an item; saved as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The answer.
    pub response: Response,
    /// Options struck out, by their place in the file, in order.
    pub struck: Vec<usize>,
    /// A private note.
    pub note: String,
    /// Marked to come back to.
    pub flagged: bool,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is stored, or it was already: the item's revision now.
    Stored(u32),
    /// The item was changed since; what is stored stays. The item's revision now.
    Changed(u32),
    /// The item was checked and takes no more answers.
    ItemClosed,
    /// The attempt takes no more answers.
    AttemptClosed,
    /// There is no such item.
    Unknown,
}

#[derive(FromRow)]
struct Row {
    position: i64,
    revision_id: Uuid,
    question: String,
    objective: String,
    option_order: Json<Vec<usize>>,
    response: Json<Response>,
    struck: Json<Vec<usize>>,
    note: String,
    flagged: bool,
    revision: i64,
    seen_at: Option<i64>,
    answered_at: Option<i64>,
    spent_ms: i64,
    closed_at: Option<i64>,
    verdict: Option<String>,
    regrade_id: Option<Uuid>,
    decision: Option<String>,
}

impl Row {
    fn read(self) -> Result<Item, StoreError> {
        let decision = self.decision.as_deref().map(|text| word("decision", text)).transpose()?;
        Ok(Item {
            position: count("position", self.position)?,
            revision_id: RevisionId::from(self.revision_id),
            question: word("question", &self.question)?,
            objective: word("objective", &self.objective)?,
            option_order: self.option_order.0,
            entry: Entry { response: self.response.0, struck: self.struck.0, note: self.note, flagged: self.flagged },
            revision: count("revision", self.revision)?,
            seen_at: self.seen_at.map(time).transpose()?,
            answered_at: self.answered_at.map(time).transpose()?,
            spent: SignedDuration::from_millis(self.spent_ms),
            closed_at: self.closed_at.map(time).transpose()?,
            verdict: self.verdict.as_deref().map(|text| word("verdict", text)).transpose()?,
            decided: self.regrade_id.map(RegradeId::from).zip(decision),
        })
    }
}

/// The response of an item nobody has answered.
pub(super) fn first_response(fill_in: bool) -> Response {
    if fill_in { Response::Text(String::new()) } else { Response::Choice(std::collections::BTreeSet::new()) }
}

/// All items of an attempt, in order.
pub async fn of_attempt(tx: &mut Tx<'_>, attempt: AttemptId) -> Result<Vec<Item>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as("SELECT * FROM item WHERE attempt_id = $1 ORDER BY position")
        .bind(attempt.0).fetch_all(db).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// One item.
pub async fn at(tx: &mut Tx<'_>, attempt: AttemptId, position: u16) -> Result<Option<Item>, StoreError> {
    let row: Option<Row> = on!(tx, db => sqlx::query_as("SELECT * FROM item WHERE attempt_id = $1 AND position = $2")
        .bind(attempt.0).bind(i64::from(position)).fetch_optional(db).await)?;
    row.map(Row::read).transpose()
}

/// A save.
#[derive(Clone, Debug)]
pub struct Save {
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
    /// How long the candidate was on it since the last event.
    pub spent: SignedDuration,
    /// When.
    pub now: Timestamp,
}

/// Saves an entry, unless the item was changed since the revision it was made on. A repeated save is taken silently, and a
/// save that changes nothing does not count as a change.
pub async fn save(tx: &mut Tx<'_>, save: &Save) -> Result<Saved, StoreError> {
    // Taking the attempt first keeps a hand-in at the same moment waiting, or sees that it was quicker. A save that is
    // going to be refused leaves the attempt as it is.
    let taken = on!(tx, db => sqlx::query(
        "UPDATE attempt SET current_position = $2, content_language = $3, last_event_at = $4
         WHERE id = $1 AND state = 'open' AND EXISTS (
             SELECT 1 FROM item WHERE attempt_id = $1 AND position = $2 AND revision = $5 AND closed_at IS NULL)")
        .bind(save.attempt.0).bind(i64::from(save.position)).bind(save.content.as_str()).bind(millis(save.now))
        .bind(i64::from(save.revision))
        .execute(db).await.map(|done| done.rows_affected()))?;
    if taken == 0 && super::end::lock_open(tx, &[save.attempt]).await?.is_empty() {
        return Ok(Saved::AttemptClosed);
    }
    let Some(stored) = at(tx, save.attempt, save.position).await? else { return Ok(Saved::Unknown) };
    let same = stored.entry == save.entry;
    if stored.closed_at.is_some() {
        return Ok(if same { Saved::Stored(stored.revision) } else { Saved::ItemClosed });
    }
    if stored.revision != save.revision {
        return Ok(if same { Saved::Stored(stored.revision) } else { Saved::Changed(stored.revision) });
    }
    let revision = stored.revision + u32::from(!same);
    let answered = match &save.entry.response {
        response if response.is_blank() => None,
        response if *response == stored.entry.response => stored.answered_at,
        _ => Some(save.now),
    };
    on!(tx, db => sqlx::query(
        "UPDATE item SET response = $3, struck = $4, note = $5, flagged = $6, revision = $7, answered_at = $8,
                         spent_ms = spent_ms + $9, seen_at = COALESCE(seen_at, $10)
         WHERE attempt_id = $1 AND position = $2")
        .bind(save.attempt.0).bind(i64::from(save.position)).bind(Json(&save.entry.response))
        .bind(Json(&save.entry.struck)).bind(&save.entry.note).bind(save.entry.flagged).bind(i64::from(revision))
        .bind(answered.map(millis)).bind(i64::try_from(save.spent.as_millis()).unwrap_or(0)).bind(millis(save.now))
        .execute(db).await.map(drop))?;
    Ok(Saved::Stored(revision))
}

/// Closes one item of an open attempt with its verdict, in a practice with feedback at once. Closing it again keeps the first
/// verdict.
pub async fn close(
    tx: &mut Tx<'_>,
    attempt: AttemptId,
    position: u16,
    verdict: Verdict,
    now: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query(
        "UPDATE item SET closed_at = $3, verdict = $4 WHERE attempt_id = $1 AND position = $2 AND closed_at IS NULL")
        .bind(attempt.0).bind(i64::from(position)).bind(millis(now)).bind(verdict.as_str())
        .execute(db).await.map(drop))?;
    Ok(())
}
