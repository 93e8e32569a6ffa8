//! What was decided, read back: by authors, by question; by candidates, with their old and new scores, until they have seen them.

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{StoreError, Tx, count, millis, on, time, word};
use crate::exam::id::{AttemptId, CandidateId, ExamSlug, QuestionName, RegradeId, RevisionId};
use crate::exam::regrade::Decision;
use crate::exam::scoring::Score;

/// A decision as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regrade {
    /// Which.
    pub id: RegradeId,
    /// Its place among the exam's decisions.
    pub number: i64,
    /// What was decided.
    pub decision: Decision,
    /// The revision whose key applies, with its number.
    pub key: Option<(RevisionId, u32)>,
    /// The numbers of the first and the last revision that it is about.
    pub range: (u32, u32),
    /// Why, in the author's words.
    pub reason: String,
    /// Who decided; nothing if they are gone.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Closed attempts that it was about.
    pub concerned: u32,
    /// Those whose score it changed.
    pub changed: u32,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    decision: String,
    key_id: Option<Uuid>,
    key_number: Option<i64>,
    from_number: i64,
    through_number: i64,
    reason: String,
    by_name: Option<String>,
    decided_at: i64,
    concerned: i64,
    changed: i64,
}

impl Row {
    fn read(self) -> Result<Regrade, StoreError> {
        let key_number = self.key_number.map(|number| count("revision number", number)).transpose()?;
        Ok(Regrade {
            id: self.id.into(),
            number: self.number,
            decision: word("decision", &self.decision)?,
            key: self.key_id.map(RevisionId::from).zip(key_number),
            range: (count("revision number", self.from_number)?, count("revision number", self.through_number)?),
            reason: self.reason,
            by: self.by_name,
            at: time(self.decided_at)?,
            concerned: count("attempts", self.concerned)?,
            changed: count("attempts", self.changed)?,
        })
    }
}

const REGRADE: &str =
    "SELECT g.id, g.number, g.decision, g.key_id, r.number AS key_number, g.from_number, g.through_number, g.reason,
        c.name AS by_name, g.decided_at, g.concerned, g.changed
 FROM regrade g LEFT JOIN revision r ON r.id = g.key_id LEFT JOIN candidate c ON c.id = g.decided_by WHERE ";

/// What was decided about a question, the latest first, `limit` at most.
pub async fn of_question(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    question: &QuestionName,
    limit: u32,
) -> Result<Vec<Regrade>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => {
        let mut select = QueryBuilder::new(REGRADE);
        select.push("g.exam = ").push_bind(exam.to_string()).push(" AND g.question = ").push_bind(question.to_string())
            .push(" ORDER BY g.number DESC LIMIT ").push_bind(i64::from(limit));
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(Row::read).collect()
}

/// The decisions that the items of a closed attempt were judged by.
pub async fn on_items(tx: &mut Tx<'_>, attempt: AttemptId) -> Result<Vec<Regrade>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => {
        let mut select = QueryBuilder::new(REGRADE);
        select.push("g.id IN (SELECT i.regrade_id FROM item i WHERE i.attempt_id = ").push_bind(attempt.0)
            .push(") ORDER BY g.number");
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(Row::read).collect()
}

/// A score that was changed by a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Recount {
    /// The attempt.
    pub attempt: AttemptId,
    /// When it began.
    pub started_at: Timestamp,
    /// Whether it is a mock exam.
    pub is_exam: bool,
    /// The item that was judged otherwise.
    pub position: u16,
    /// What was decided.
    pub decision: Decision,
    /// Why, in the author's words.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// What was.
    pub old: Score,
    /// What is.
    pub new: Score,
    /// Whether the candidate knows.
    pub seen: bool,
}

#[derive(FromRow)]
struct RecountRow {
    attempt_id: Uuid,
    started_at: i64,
    is_exam: bool,
    position: i64,
    decision: String,
    reason: String,
    decided_at: i64,
    old_right: i64,
    new_right: i64,
    old_questions: i64,
    new_questions: i64,
    old_scaled: i64,
    new_scaled: i64,
    old_passed: bool,
    new_passed: bool,
    seen_at: Option<i64>,
}

impl RecountRow {
    fn read(self) -> Result<Recount, StoreError> {
        let score = |right, questions, scaled, passed| {
            Ok::<_, StoreError>(Score {
                right: count("score", right)?,
                questions: count("score", questions)?,
                scaled: count("score", scaled)?,
                passed,
            })
        };
        Ok(Recount {
            attempt: self.attempt_id.into(),
            started_at: time(self.started_at)?,
            is_exam: self.is_exam,
            position: count("position", self.position)?,
            decision: word("decision", &self.decision)?,
            reason: self.reason,
            at: time(self.decided_at)?,
            old: score(self.old_right, self.old_questions, self.old_scaled, self.old_passed)?,
            new: score(self.new_right, self.new_questions, self.new_scaled, self.new_passed)?,
            seen: self.seen_at.is_some(),
        })
    }
}

const RECOUNT: &str = "SELECT d.attempt_id, a.started_at, a.mode = 'exam' AS is_exam, d.position, g.decision, g.reason, g.decided_at,
        d.old_right, d.new_right, d.old_questions, d.new_questions, d.old_scaled, d.new_scaled, d.old_passed, d.new_passed, d.seen_at
 FROM attempt a JOIN regraded d ON d.attempt_id = a.id JOIN regrade g ON g.id = d.regrade_id WHERE ";

/// How the score of an attempt was changed, and why; the latest first, `limit` at most. Decisions that left it as it was are
/// left out.
pub async fn of_attempt(tx: &mut Tx<'_>, attempt: AttemptId, limit: u32) -> Result<Vec<Recount>, StoreError> {
    let rows: Vec<RecountRow> = on!(tx, db => {
        let mut select = QueryBuilder::new(RECOUNT);
        select.push("a.id = ").push_bind(attempt.0).push(
            " AND (d.new_right <> d.old_right OR d.new_questions <> d.old_questions OR d.new_scaled <> d.old_scaled)
              ORDER BY g.number DESC LIMIT ").push_bind(i64::from(limit));
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(RecountRow::read).collect()
}

/// Every decision about an attempt of a candidate that was closed by then, the first first.
pub async fn of_candidate(tx: &mut Tx<'_>, candidate: CandidateId) -> Result<Vec<Recount>, StoreError> {
    let rows: Vec<RecountRow> = on!(tx, db => {
        let mut select = QueryBuilder::new(RECOUNT);
        select.push("a.candidate_id = ").push_bind(candidate.0).push(" ORDER BY g.decided_at, g.number");
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(RecountRow::read).collect()
}

/// The changed scores that a candidate has not seen yet, the latest first, `limit` at most.
pub async fn unseen(tx: &mut Tx<'_>, candidate: CandidateId, limit: u32) -> Result<Vec<Recount>, StoreError> {
    let rows: Vec<RecountRow> = on!(tx, db => {
        let mut select = QueryBuilder::new(RECOUNT);
        select.push("a.candidate_id = ").push_bind(candidate.0)
            .push(" AND d.seen_at IS NULL ORDER BY g.number DESC LIMIT ").push_bind(i64::from(limit));
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(RecountRow::read).collect()
}

/// Notes that the candidate has seen the scores of an attempt as they are now.
pub async fn see(tx: &mut Tx<'_>, attempt: AttemptId, now: Timestamp) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE regraded SET seen_at = $2 WHERE attempt_id = $1 AND seen_at IS NULL")
        .bind(attempt.0).bind(millis(now)).execute(db).await.map(drop))?;
    Ok(())
}
