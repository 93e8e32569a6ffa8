//! The choice between a file and what was written here: one conflict, and its end.

use super::file_sync::{Conflict, ConflictRow, sha256};
use super::{StoreError, Tx, on, word};
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lifecycle::State;

/// How many names one statement holds.
const ROWS: usize = 500;

/// Both sides of a conflict, as somebody saw them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The newest text here.
    pub revision: RevisionId,
    /// Its state.
    pub state: State,
    /// SHA-256 of the file's text; nothing if the file is gone.
    pub file: Option<[u8; 32]>,
}

/// The conflict about a question, if there is one.
pub async fn of(tx: &mut Tx<'_>, exam: &ExamSlug, question: &QuestionName) -> Result<Option<Conflict>, StoreError> {
    let row: Option<ConflictRow> = on!(tx, db => sqlx::query_as(
        "SELECT question, objective, hash, body, found_at FROM file_conflict WHERE exam = $1 AND question = $2")
        .bind(exam.as_str()).bind(question.as_str()).fetch_optional(db).await)?;
    row.map(ConflictRow::read).transpose()
}

/// Ends a conflict whose sides are still those that somebody saw. Otherwise nothing is changed, and the answer is no.
pub async fn end(tx: &mut Tx<'_>, exam: &ExamSlug, question: &QuestionName, seen: &Sides) -> Result<bool, StoreError> {
    // Changes nothing, but whoever chooses or saves at the same time waits here.
    let stands = on!(tx, db => sqlx::query(
        "UPDATE question SET updated_at = updated_at WHERE exam = $1 AND name = $2 AND revision_id = $3 AND state = $4")
        .bind(exam.as_str()).bind(question.as_str()).bind(seen.revision.0).bind(seen.state.as_str())
        .execute(db).await.map(|done| done.rows_affected()))?;
    if stands == 0 {
        return Ok(false);
    }
    let sql = if seen.file.is_some() {
        "DELETE FROM file_conflict WHERE exam = $1 AND question = $2 AND hash = $3"
    } else {
        "DELETE FROM file_conflict WHERE exam = $1 AND question = $2 AND hash IS NULL AND $3 IS NULL"
    };
    let ended = on!(tx, db => sqlx::query(sql)
        .bind(exam.as_str()).bind(question.as_str()).bind(seen.file.map(|hash| hash.to_vec()))
        .execute(db).await.map(|done| done.rows_affected()))?;
    Ok(ended > 0)
}

/// The questions of an exam about which somebody has to choose.
pub async fn undecided(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<Vec<String>, StoreError> {
    let noted: Vec<(String,)> = on!(tx, db => sqlx::query_as("SELECT question FROM file_conflict WHERE exam = $1")
        .bind(exam.as_str()).fetch_all(db).await)?;
    Ok(noted.into_iter().map(|(name,)| name).collect())
}

/// Takes back the conflicts about these questions, if there are any: a file that is again what it was needs no choice.
pub async fn take_back(tx: &mut Tx<'_>, exam: &ExamSlug, names: &[String]) -> Result<(), StoreError> {
    for names in names.chunks(ROWS) {
        on!(tx, db => {
            let mut delete = sqlx::QueryBuilder::new("DELETE FROM file_conflict WHERE exam = ");
            super::names_in(delete.push_bind(exam.to_string()).push(" AND question"), names);
            delete.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

/// Whether a text is what is drawn of a question.
pub async fn is_drawn(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    question: &QuestionName,
    objective: &ObjectiveId,
    hash: &[u8; 32],
) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = on!(tx, db => sqlx::query_as(
        "SELECT r.number FROM question q JOIN revision r ON r.id = q.live_id
         WHERE q.exam = $1 AND q.name = $2 AND r.objective = $3 AND r.hash = $4")
        .bind(exam.as_str()).bind(question.as_str()).bind(objective.as_str()).bind(hash.to_vec())
        .fetch_optional(db).await)?;
    Ok(row.is_some())
}

/// What a question's file said when page and file last agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// SHA-256 of the text.
    pub hash: [u8; 32],
    /// The text with its objective, if it was ever stored.
    pub text: Option<(ObjectiveId, String)>,
}

/// What a question's file said when page and file last agreed; nothing for a question without a file.
pub async fn agreed(tx: &mut Tx<'_>, exam: &ExamSlug, question: &QuestionName) -> Result<Option<Agreed>, StoreError> {
    let row: Option<(Vec<u8>, Option<String>, Option<String>)> = on!(tx, db => sqlx::query_as(
        "SELECT q.file_hash, r.objective, r.body
         FROM question q LEFT JOIN revision r ON r.exam = q.exam AND r.question = q.name AND r.hash = q.file_hash
         WHERE q.exam = $1 AND q.name = $2 AND q.file_hash IS NOT NULL ORDER BY r.number DESC LIMIT 1")
        .bind(exam.as_str()).bind(question.as_str()).fetch_optional(db).await)?;
    row.map(|(hash, objective, body)| {
        let text = match (objective, body) {
            (Some(objective), Some(body)) => Some((word("objective", &objective)?, body)),
            _ => None,
        };
        Ok(Agreed { hash: sha256(question.as_str(), hash)?, text })
    })
    .transpose()
}
