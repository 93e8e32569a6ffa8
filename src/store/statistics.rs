//! What candidates answered the first time they met a question: what its statistics are made of.

use jiff::SignedDuration;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use super::{StoreError, Tx, count, on};
use crate::exam::id::{ExamSlug, QuestionName, RevisionId};
use crate::exam::progress::Tally;
use crate::exam::question::Response;
use crate::exam::statistics::FirstResponse;

/// The fewest other items of an attempt that say something of what its candidate knows.
const REST: u32 = 10;

/// Where responses come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Mock exams.
    #[default]
    Exams,
    /// Practices, in which people may look things up.
    Practices,
}

impl Source {
    const fn mode(self) -> &'static str {
        match self {
            Self::Exams => "exam",
            Self::Practices => "practice",
        }
    }
}

/// The revisions of a question that somebody has seen, with their numbers, the newest first.
pub async fn served(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    question: &QuestionName,
) -> Result<Vec<(RevisionId, u32)>, StoreError> {
    let rows: Vec<(Uuid, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT r.id, r.number FROM revision r WHERE r.exam = $1 AND r.question = $2
             AND EXISTS (SELECT 1 FROM served i WHERE i.revision_id = r.id AND i.seen_at IS NOT NULL)
         ORDER BY r.number DESC")
        .bind(exam.as_str()).bind(question.as_str()).fetch_all(db).await)?;
    rows.into_iter().map(|(id, number)| Ok((id.into(), count("revision number", number)?))).collect()
}

/// The first responses to a revision, the latest first, `limit` at most: of each candidate the response in the closed
/// attempt in which they first saw the question, if that was this revision and such an attempt. Whoever saw another text of
/// the question before knew its key. The rest is that attempt's; a rest of fewer than ten items says too little, and is
/// empty.
pub async fn first_responses(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    question: &QuestionName,
    revision: RevisionId,
    source: Source,
    limit: u32,
) -> Result<Vec<FirstResponse>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        response: Json<Response>,
        verdict: Option<String>,
        spent_ms: i64,
        questions: i64,
        raw_score: Option<i64>,
    }
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as(
        "WITH met AS MATERIALIZED (
             SELECT i.attempt_id, i.revision_id, i.response, i.verdict, i.spent_ms, i.seen_at FROM served i
             WHERE i.revision_id IN (SELECT r.id FROM revision r WHERE r.exam = $1 AND r.question = $2)
                 AND i.seen_at IS NOT NULL)
         SELECT f.response, f.verdict, f.spent_ms, f.questions, f.raw_score FROM (
             SELECT i.revision_id, i.response, i.verdict, i.spent_ms, i.seen_at, a.mode, a.questions, a.raw_score,
                    ROW_NUMBER() OVER (PARTITION BY a.candidate_id ORDER BY i.seen_at, a.started_at, a.id) AS place
             FROM met i JOIN attempt a ON a.id = i.attempt_id WHERE a.state <> 'open') AS f
         WHERE f.place = 1 AND f.revision_id = $3 AND f.mode = $4 ORDER BY f.seen_at DESC LIMIT $5")
        .bind(exam.as_str()).bind(question.as_str()).bind(revision.0).bind(source.mode()).bind(i64::from(limit))
        .fetch_all(db).await)?;
    rows.into_iter()
        .map(|row| {
            let right = row.verdict.as_deref() == Some("right");
            let others: u32 = count("questions", row.questions - 1)?;
            let others_right: u32 = count("right answers", row.raw_score.unwrap_or(0) - i64::from(right))?;
            let rest = Tally { right: others_right, answered: others };
            Ok(FirstResponse {
                right,
                chosen: match row.response.0 {
                    Response::Choice(chosen) => chosen,
                    Response::Text(_) => std::collections::BTreeSet::new(),
                },
                spent: SignedDuration::from_millis(row.spent_ms),
                rest: if others < REST { Tally::default() } else { rest },
            })
        })
        .collect()
}
