//! Attempts as they are stored, page by page, to be compared with what the rules make of them. What cannot be understood is
//! handed over as such and ends nothing.

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;

use super::{StoreError, Tx, count, on, word};
use crate::exam::consistency::{Holding, StoredAttempt, StoredItem};
use crate::exam::id::{AttemptId, RevisionId};

/// Some attempts with their items, and the decisions that hold for what was served in them.
#[derive(Debug, Default)]
pub struct Page {
    /// In the order of their ids.
    pub attempts: Vec<(StoredAttempt, Vec<StoredItem>)>,
    /// By the revision that was served.
    pub holding: HashMap<RevisionId, Holding>,
}

#[derive(FromRow)]
struct AttemptRow {
    id: Uuid,
    exam: String,
    open: bool,
    deadline: Option<i64>,
    questions: i64,
    excluded: i64,
    raw_score: Option<i64>,
    scaled_score: Option<i64>,
    passed: Option<bool>,
}

#[derive(FromRow)]
struct ItemRow {
    attempt_id: Uuid,
    position: i64,
    revision_id: Uuid,
    response: String,
    answered_at: Option<i64>,
    checked: bool,
    verdict: Option<String>,
    regrade_id: Option<Uuid>,
}

impl ItemRow {
    fn read(self) -> StoredItem {
        StoredItem {
            position: self.position,
            revision: self.revision_id.into(),
            response: serde_json::from_str(&self.response).ok(),
            answered_at: self.answered_at,
            checked: self.checked,
            verdict: self.verdict.and_then(|text| word("verdict", &text).ok()),
            decided: self.regrade_id.map(Into::into),
        }
    }
}

/// How many attempts there are.
pub async fn attempts(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let (attempts,): (i64,) = on!(tx, db => sqlx::query_as("SELECT COUNT(*) FROM attempt").fetch_one(db).await)?;
    count("number of attempts", attempts)
}

/// The next attempts after one, `limit` at most: three statements, however many they are.
pub async fn page(tx: &mut Tx<'_>, after: Option<AttemptId>, limit: u32) -> Result<Page, StoreError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows: Vec<AttemptRow> = on!(tx, db => sqlx::query_as(
        "SELECT id, exam, state = 'open' AS open, deadline, questions, excluded, raw_score, scaled_score, passed
         FROM attempt WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(i64::from(limit)).fetch_all(db).await)?;
    let Some(last) = rows.last().map(|row| row.id) else { return Ok(Page::default()) };
    let items: Vec<ItemRow> = on!(tx, db => sqlx::query_as(
        "SELECT attempt_id, position, revision_id, CAST(response AS TEXT) AS response, answered_at,
                closed_at IS NOT NULL AS checked, verdict, regrade_id
         FROM item WHERE attempt_id > $1 AND attempt_id <= $2 ORDER BY attempt_id, position")
        .bind(after).bind(last).fetch_all(db).await)?;
    let mut of: HashMap<Uuid, Vec<StoredItem>> = HashMap::with_capacity(rows.len());
    for item in items {
        of.entry(item.attempt_id).or_default().push(item.read());
    }
    let attempts = rows.into_iter().map(|row| {
        let items = of.remove(&row.id).unwrap_or_default();
        let attempt = StoredAttempt {
            id: row.id.into(),
            exam: row.exam,
            open: row.open,
            deadline: row.deadline,
            questions: row.questions,
            excluded: row.excluded,
            raw: row.raw_score,
            scaled: row.scaled_score,
            passed: row.passed,
        };
        (attempt, items)
    });
    Ok(Page { attempts: attempts.collect(), holding: holding(tx, after, last).await? })
}

/// The decisions about what was served in the attempts after one up to another: for each revision the latest.
async fn holding(tx: &mut Tx<'_>, after: Uuid, last: Uuid) -> Result<HashMap<RevisionId, Holding>, StoreError> {
    let rows: Vec<(Uuid, Uuid, String, Option<Uuid>)> = on!(tx, db => sqlx::query_as(
        "SELECT d.revision_id, g.id, g.decision, g.key_id
         FROM regrade_revision d JOIN regrade g ON g.id = d.regrade_id
         WHERE d.revision_id IN (SELECT i.revision_id FROM item i WHERE i.attempt_id > $1 AND i.attempt_id <= $2)
         ORDER BY g.number")
        .bind(after).bind(last).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(revision, id, decision, key)| {
            let holding = Holding { id: id.into(), decision: word("decision", &decision)?, key: key.map(Into::into) };
            Ok((revision.into(), holding))
        })
        .collect()
}
