//! What authors have typed and not saved yet: kept through a browser's death, and shown to whoever opens the same question.

use jiff::Timestamp;
use sqlx::types::Json;
use uuid::Uuid;

use super::{StoreError, Tx, millis, on, time};
use crate::exam::draft::Draft;
use crate::exam::id::{CandidateId, ExamSlug, QuestionName, RevisionId};

/// Something typed and not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// The revision that it began from; nothing for a new question.
    pub base: Option<RevisionId>,
    /// The objective, as typed.
    pub objective: String,
    /// The question so far.
    pub draft: Draft,
    /// When it was last kept.
    pub saved_at: Timestamp,
}

/// Keeps what an author has typed, instead of what was kept before.
pub async fn keep(
    tx: &mut Tx<'_>,
    author: CandidateId,
    exam: &ExamSlug,
    question: &str,
    editing: &Editing,
) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query(
        "INSERT INTO editing (author_id, exam, question, base_id, objective, draft, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (author_id, exam, question) DO UPDATE SET base_id = excluded.base_id, objective = excluded.objective,
             draft = excluded.draft, saved_at = excluded.saved_at")
        .bind(author.0).bind(exam.as_str()).bind(question).bind(editing.base.map(|base| base.0)).bind(&editing.objective)
        .bind(Json(&editing.draft)).bind(millis(editing.saved_at))
        .execute(db).await.map(drop))?;
    Ok(())
}

/// What an author has typed of a question and not saved.
pub async fn of(
    tx: &mut Tx<'_>,
    author: CandidateId,
    exam: &ExamSlug,
    question: &str,
) -> Result<Option<Editing>, StoreError> {
    let row: Option<(Option<Uuid>, String, Json<Draft>, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT base_id, objective, draft, saved_at FROM editing WHERE author_id = $1 AND exam = $2 AND question = $3")
        .bind(author.0).bind(exam.as_str()).bind(question).fetch_optional(db).await)?;
    row.map(|(base, objective, draft, saved_at)| {
        Ok(Editing { base: base.map(RevisionId::from), objective, draft: draft.0, saved_at: time(saved_at)? })
    })
    .transpose()
}

/// Lets go of what an author has typed.
pub async fn drop_of(tx: &mut Tx<'_>, author: CandidateId, exam: &ExamSlug, question: &str) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("DELETE FROM editing WHERE author_id = $1 AND exam = $2 AND question = $3")
        .bind(author.0).bind(exam.as_str()).bind(question).execute(db).await.map(drop))?;
    Ok(())
}

/// Who else has typed something on a question since a time, by name, and when last.
pub async fn others(
    tx: &mut Tx<'_>,
    but: CandidateId,
    exam: &ExamSlug,
    question: &QuestionName,
    since: Timestamp,
) -> Result<Vec<(String, Timestamp)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT COALESCE(c.name, ''), e.saved_at FROM editing e JOIN candidate c ON c.id = e.author_id
         WHERE e.exam = $1 AND e.question = $2 AND e.author_id <> $3 AND e.saved_at >= $4 ORDER BY e.saved_at DESC")
        .bind(exam.as_str()).bind(question.as_str()).bind(but.0).bind(millis(since)).fetch_all(db).await)?;
    rows.into_iter().map(|(name, at)| Ok((name, time(at)?))).collect()
}
