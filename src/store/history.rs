//! What a candidate already had of an exam's questions, and how it went.

use std::collections::{BTreeMap, HashMap};

use super::{StoreError, Tx, count, on, time, word};
use crate::exam::form::History;
use crate::exam::id::{CandidateId, ExamSlug, ObjectiveId, QuestionName};
use crate::exam::progress::Tally;

/// How many items of the attempts that ended last say what somebody knows: a hundred whole exams. What was answered before them says
/// little of today, and reading it would take longer with every year.
const RECENT: i64 = 6_000;

/// A question, when it was last on an exam's form, when it was last seen, and on how many open exams and practices it is.
type Exposure = (String, Option<i64>, Option<i64>, i64, i64);

/// Per question what this candidate had of it, for drawing the next form. Questions never had are left out.
pub async fn of_questions(
    tx: &mut Tx<'_>,
    candidate: CandidateId,
    exam: &ExamSlug,
) -> Result<HashMap<QuestionName, History>, StoreError> {
    let exposures: Vec<Exposure> = on!(tx, db => sqlx::query_as(
        "SELECT i.question, MAX(CASE WHEN a.mode = 'exam' THEN a.started_at END), MAX(i.seen_at),
                CAST(SUM(CASE WHEN a.state = 'open' AND a.mode = 'exam' THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(CASE WHEN a.state = 'open' AND a.mode <> 'exam' THEN 1 ELSE 0 END) AS BIGINT)
         FROM attempt a JOIN item i ON i.attempt_id = a.id
         WHERE a.candidate_id = $1 AND a.exam = $2 GROUP BY i.question")
        .bind(candidate.0).bind(exam.as_str()).fetch_all(db).await)?;
    let latest: Vec<(String, String, bool)> = on!(tx, db => sqlx::query_as(
        "SELECT question, verdict, flagged FROM (
             SELECT i.question, i.verdict, i.flagged,
                    ROW_NUMBER() OVER (PARTITION BY i.question ORDER BY a.closed_at DESC, a.id DESC) AS place
             FROM attempt a JOIN item i ON i.attempt_id = a.id
             WHERE a.candidate_id = $1 AND a.exam = $2 AND a.state <> 'open' AND i.seen_at IS NOT NULL
               AND (i.decision IS NULL OR i.decision <> 'exclude')) AS ranked
         WHERE place = 1")
        .bind(candidate.0).bind(exam.as_str()).fetch_all(db).await)?;
    let mut histories = HashMap::with_capacity(exposures.len());
    for (question, on_exam, seen, open_exams, open_practices) in exposures {
        let history = History {
            on_exam: on_exam.map(time).transpose()?,
            seen: seen.map(time).transpose()?,
            on_open_exam: open_exams > 0,
            on_open_practice: open_practices > 0,
            ..History::default()
        };
        histories.insert(word::<QuestionName>("question", &question)?, history);
    }
    for (question, verdict, flagged) in latest {
        let history = histories.entry(word("question", &question)?).or_default();
        history.verdict = Some(word("verdict", &verdict)?);
        history.flagged = flagged;
    }
    Ok(histories)
}

/// Per objective how many different questions were answered and how many of them were right the last time. Answering the
/// same question again replaces its older answer, so that repetition alone does not look like knowledge. What was excluded, or
/// given to everybody, says nothing of what one knows; nor does what lies too far back.
pub async fn tallies(
    tx: &mut Tx<'_>,
    candidate: CandidateId,
    exam: &ExamSlug,
) -> Result<BTreeMap<ObjectiveId, Tally>, StoreError> {
    let rows: Vec<(String, i64, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT objective, CAST(SUM(CASE WHEN verdict = 'right' THEN 1 ELSE 0 END) AS BIGINT), COUNT(*) FROM (
             SELECT i.objective, i.verdict,
                    ROW_NUMBER() OVER (PARTITION BY i.question ORDER BY a.closed_at DESC, a.id DESC) AS place
             FROM (SELECT id, closed_at, SUM(questions) OVER (ORDER BY closed_at DESC, id DESC) AS items
                   FROM attempt WHERE candidate_id = $1 AND exam = $2 AND state <> 'open') AS a
                 JOIN item i ON i.attempt_id = a.id
             WHERE a.items <= $3 AND i.verdict <> 'unanswered' AND (i.decision IS NULL OR i.decision = 'key')) AS ranked
         WHERE place = 1 GROUP BY objective")
        .bind(candidate.0).bind(exam.as_str()).bind(RECENT).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(objective, right, answered)| {
            let tally = Tally { right: count("count", right)?, answered: count("count", answered)? };
            Ok((word("objective", &objective)?, tally))
        })
        .collect()
}
