//! Decisions about questions that were served already, and the one transaction that carries them out.
//!
//! An attempt that is closed at the same moment is either regraded here or applies the decision itself: both take its row for
//! themselves first. One that begins *and* ends while a decision is being carried out is found by [`settle`] afterwards.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::types::Json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{StoreError, Tx, count, ids_in, millis, on, time, word};
use crate::exam::id::{AttemptId, CandidateId, ExamSlug, QuestionName, RegradeId, RevisionId};
use crate::exam::question::Response;
use crate::exam::regrade::{Change, Concerned, Decision, Judged, Order};
use crate::exam::scoring::Score;

/// Rows of one INSERT: a change has fourteen parameters, and `SQLite` takes 32,766.
const ROWS: usize = 2_000;

/// A decision to be made.
#[derive(Clone, Debug)]
pub struct NewRegrade {
    /// Its id, made when the form was shown: the same form twice decides once.
    pub id: RegradeId,
    /// The exam.
    pub exam: ExamSlug,
    /// The question.
    pub question: QuestionName,
    /// The revision whose key applies, where that is the decision. It must still be what is drawn.
    pub key: Option<RevisionId>,
    /// The numbers of the first and the last revision that it is about.
    pub range: (u32, u32),
    /// Why, in the author's words.
    pub reason: String,
    /// Who decides.
    pub by: CandidateId,
    /// The number of the latest decision about the question that the author knew; 0 for none.
    pub after: i64,
}

/// How many closed attempts a decision was about, and how many scores it changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Closed attempts that have the question.
    pub concerned: u32,
    /// Those whose score is another one now.
    pub changed: u32,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It holds.
    Done(Extent),
    /// It held already: the same form, sent again.
    Again(Extent),
    /// Something else was decided, or went live, since the author looked: nothing was done.
    Changed,
}

/// Takes the exam's decisions for itself until the transaction ends; the number of the next one.
async fn take_turn(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<i64, StoreError> {
    let (number,): (i64,) = on!(tx, db => sqlx::query_as(
        "INSERT INTO grading (exam, decided) VALUES ($1, 1)
         ON CONFLICT (exam) DO UPDATE SET decided = grading.decided + 1 RETURNING decided")
        .bind(exam.as_str()).fetch_one(db).await)?;
    Ok(number)
}

/// Decides, and regrades every closed attempt that the decision is about. Open ones are left alone: they apply it when they
/// are closed.
pub async fn decide(tx: &mut Tx<'_>, new: &NewRegrade, order: &Order, now: Timestamp) -> Result<Decided, StoreError> {
    let number = take_turn(tx, &new.exam).await?;
    let known: Option<(String, String, i64, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT exam, question, concerned, changed FROM regrade WHERE id = $1")
        .bind(new.id.0).fetch_optional(db).await)?;
    if let Some((exam, question, concerned, changed)) = known {
        let same = exam == new.exam.as_str() && question == new.question.as_str();
        let extent = Extent { concerned: count("attempts", concerned)?, changed: count("attempts", changed)? };
        return Ok(if same { Decided::Again(extent) } else { Decided::Changed });
    }
    let (latest, drawn): (Option<i64>, Option<Uuid>) = on!(tx, db => sqlx::query_as(
        "SELECT (SELECT MAX(number) FROM regrade WHERE exam = $1 AND question = $2),
                (SELECT live_id FROM question WHERE exam = $1 AND name = $2)")
        .bind(new.exam.as_str()).bind(new.question.as_str()).fetch_one(db).await)?;
    if latest.unwrap_or_default() != new.after || new.key.is_some_and(|key| drawn != Some(key.0)) {
        return Ok(Decided::Changed);
    }
    on!(tx, db => sqlx::query(
        "INSERT INTO regrade (id, exam, question, number, decision, key_id, from_number, through_number, reason,
                              decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
        .bind(new.id.0).bind(new.exam.as_str()).bind(new.question.as_str()).bind(number)
        .bind(order.decision.as_str()).bind(new.key.map(|key| key.0)).bind(i64::from(new.range.0))
        .bind(i64::from(new.range.1)).bind(&new.reason).bind(new.by.0).bind(millis(now))
        .execute(db).await.map(drop))?;
    if !order.keys.is_empty() {
        on!(tx, db => {
            let mut insert = QueryBuilder::new("INSERT INTO regrade_revision (revision_id, regrade_id) ");
            insert.push_values(order.keys.keys(), |mut row, revision| {
                row.push_bind(revision.0).push_bind(new.id.0);
            });
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(Decided::Done(carry_out(tx, new.id, order, now).await?))
}

/// Carries a decision out once more, on attempts that began and ended while it was being made. Nothing happens where there
/// are none, or where a later decision holds.
pub async fn settle(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    id: RegradeId,
    order: &Order,
    now: Timestamp,
) -> Result<Extent, StoreError> {
    take_turn(tx, exam).await?;
    let overruled: Vec<(Uuid,)> = on!(tx, db => sqlx::query_as(
        "SELECT DISTINCT later.revision_id FROM regrade_revision mine
         JOIN regrade_revision later ON later.revision_id = mine.revision_id
         JOIN regrade g ON g.id = later.regrade_id
         WHERE mine.regrade_id = $1 AND g.number > (SELECT number FROM regrade WHERE id = $1)")
        .bind(id.0).fetch_all(db).await)?;
    let mut order = order.clone();
    order.keys.retain(|revision, _| !overruled.contains(&(revision.0,)));
    carry_out(tx, id, &order, now).await
}

/// Regrades what the decision has not reached yet: one query, then a few statements for all attempts at once.
async fn carry_out(tx: &mut Tx<'_>, id: RegradeId, order: &Order, now: Timestamp) -> Result<Extent, StoreError> {
    if order.keys.is_empty() {
        return Ok(Extent::default());
    }
    // Whoever is closing one of them is waited for, and will wait.
    on!(tx, db => {
        let mut lock = QueryBuilder::new(
            "UPDATE attempt SET last_event_at = last_event_at WHERE id IN (SELECT i.attempt_id FROM served i WHERE i.revision_id");
        revisions_in(&mut lock, order.keys.keys());
        lock.push(" AND (i.regrade_id IS NULL OR i.regrade_id <> ").push_bind(id.0).push("))");
        lock.build().execute(db).await.map(drop)
    })?;
    let found = concerned(tx, order.keys.keys(), Some(id)).await?;
    let changes: Vec<Change> = found.into_iter().filter_map(|one| order.change(one)).collect();
    if changes.is_empty() {
        return Ok(Extent::default());
    }
    keep(tx, id, &changes, now).await?;
    on!(tx, db => sqlx::query(
        "UPDATE attempt SET raw_score = r.new_right, scaled_score = r.new_scaled, passed = r.new_passed,
                excluded = attempt.questions - r.new_questions
         FROM regraded r JOIN item i ON i.attempt_id = r.attempt_id AND i.position = r.position
         WHERE r.regrade_id = $1 AND attempt.id = r.attempt_id AND (i.regrade_id IS NULL OR i.regrade_id <> $1)
           AND (r.new_right <> r.old_right OR r.new_questions <> r.old_questions OR r.new_scaled <> r.old_scaled
                OR r.new_passed <> r.old_passed)")
        .bind(id.0).execute(db).await.map(drop))?;
    on!(tx, db => sqlx::query(
        "UPDATE item SET verdict = r.new_verdict, decision = $2, regrade_id = $1 FROM regraded r
         WHERE r.regrade_id = $1 AND item.attempt_id = r.attempt_id AND item.position = r.position
           AND (item.regrade_id IS NULL OR item.regrade_id <> $1)")
        .bind(id.0).bind(order.decision.as_str()).execute(db).await.map(drop))?;
    let changed = changes.iter().filter(|change| change.is_one()).count();
    let (concerned, changed) = (changes.len(), changed);
    on!(tx, db => sqlx::query("UPDATE regrade SET concerned = concerned + $2, changed = changed + $3 WHERE id = $1")
        .bind(id.0).bind(i64::try_from(concerned).unwrap_or(i64::MAX)).bind(i64::try_from(changed).unwrap_or(i64::MAX))
        .execute(db).await.map(drop))?;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Extent { concerned: number(concerned), changed: number(changed) })
}

/// Keeps both scores of each attempt.
async fn keep(tx: &mut Tx<'_>, id: RegradeId, changes: &[Change], now: Timestamp) -> Result<(), StoreError> {
    for rows in changes.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO regraded (attempt_id, regrade_id, position, old_verdict, new_verdict, old_right, new_right,
                                       old_questions, new_questions, old_scaled, new_scaled, old_passed, new_passed, seen_at) ");
            insert.push_values(rows, |mut row, change| {
                let (old, new) = (&change.before.score, &change.score);
                row.push_bind(change.before.attempt.0).push_bind(id.0).push_bind(i64::from(change.before.position))
                    .push_bind(change.before.judged.verdict.as_str()).push_bind(change.judged.verdict.as_str())
                    .push_bind(i64::from(old.right)).push_bind(i64::from(new.right))
                    .push_bind(i64::from(old.questions)).push_bind(i64::from(new.questions))
                    .push_bind(i64::from(old.scaled)).push_bind(i64::from(new.scaled))
                    .push_bind(old.passed).push_bind(new.passed)
                    .push_bind((!change.is_one()).then(|| millis(now)));
            });
            insert.build().persistent(false).execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

/// Adds ` IN (…)` with revisions to a statement.
fn revisions_in<'a, DB>(statement: &mut QueryBuilder<DB>, revisions: impl Iterator<Item = &'a RevisionId>)
where
    DB: sqlx::Database,
    Uuid: sqlx::Type<DB> + for<'q> sqlx::Encode<'q, DB>,
{
    statement.push(" IN (");
    let mut list = statement.separated(", ");
    for revision in revisions {
        list.push_bind(revision.0);
    }
    statement.push(")");
}

#[derive(FromRow)]
struct ConcernedRow {
    attempt_id: Uuid,
    position: i64,
    revision_id: Uuid,
    response: Json<Response>,
    verdict: String,
    decision: Option<String>,
    raw_score: i64,
    counted: i64,
    scaled_score: i64,
    passed: bool,
    is_exam: bool,
}

/// The items of closed attempts that were served one of these revisions; without those that a decision has reached already.
pub async fn concerned(
    tx: &mut Tx<'_>,
    revisions: impl Iterator<Item = &RevisionId> + Send + Clone,
    without: Option<RegradeId>,
) -> Result<Vec<Concerned>, StoreError> {
    if revisions.clone().next().is_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<ConcernedRow> = on!(tx, db => {
        let mut select = QueryBuilder::new(
            "SELECT i.attempt_id, i.position, i.revision_id, i.response, i.verdict, i.decision, a.raw_score,
                    a.questions - a.excluded AS counted, a.scaled_score, a.passed, a.mode = 'exam' AS is_exam
             FROM served i JOIN attempt a ON a.id = i.attempt_id WHERE a.state <> 'open' AND i.revision_id");
        revisions_in(&mut select, revisions.clone());
        if let Some(id) = without {
            select.push(" AND (i.regrade_id IS NULL OR i.regrade_id <> ").push_bind(id.0).push(")");
        }
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter()
        .map(|row| {
            Ok(Concerned {
                attempt: AttemptId::from(row.attempt_id),
                position: count("position", row.position)?,
                revision: RevisionId::from(row.revision_id),
                response: row.response.0,
                judged: Judged {
                    verdict: word("verdict", &row.verdict)?,
                    decision: row.decision.as_deref().map(|text| word("decision", text)).transpose()?,
                },
                score: Score {
                    right: count("score", row.raw_score)?,
                    questions: count("score", row.counted)?,
                    scaled: count("score", row.scaled_score)?,
                    passed: row.passed,
                },
                is_exam: row.is_exam,
            })
        })
        .collect()
}

/// A revision of a question, and how many attempts were served it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// Which.
    pub revision: RevisionId,
    /// Its number.
    pub number: u32,
    /// Since when there is this text.
    pub created_at: Timestamp,
    /// Attempts with it that are closed.
    pub closed: u32,
    /// Attempts with it that are open.
    pub open: u32,
}

/// The revisions of a question that were served, and the one that is drawn; the first first.
pub async fn served(tx: &mut Tx<'_>, exam: &ExamSlug, question: &QuestionName) -> Result<Vec<Served>, StoreError> {
    let rows: Vec<(Uuid, i64, i64, i64, i64)> = on!(tx, db => sqlx::query_as(
        "WITH mine AS MATERIALIZED (
             SELECT i.revision_id, i.attempt_id FROM served i
             WHERE i.revision_id IN (SELECT id FROM revision WHERE exam = $1 AND question = $2))
         SELECT r.id, r.number, r.created_at,
                CAST(SUM(CASE WHEN a.state <> 'open' THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(CASE WHEN a.state = 'open' THEN 1 ELSE 0 END) AS BIGINT)
         FROM revision r LEFT JOIN mine i ON i.revision_id = r.id LEFT JOIN attempt a ON a.id = i.attempt_id
         WHERE r.exam = $1 AND r.question = $2
         GROUP BY r.id, r.number, r.created_at
         HAVING COUNT(a.id) > 0 OR r.id = (SELECT live_id FROM question WHERE exam = $1 AND name = $2)
         ORDER BY r.number")
        .bind(exam.as_str()).bind(question.as_str()).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(id, number, created_at, closed, open)| {
            Ok(Served {
                revision: RevisionId::from(id),
                number: count("revision number", number)?,
                created_at: time(created_at)?,
                closed: count("attempts", closed)?,
                open: count("attempts", open)?,
            })
        })
        .collect()
}

/// A decision that is an item's: which one, what it says, and whose key applies.
pub type OnItem = (u16, RegradeId, Decision, Option<RevisionId>);

/// What was decided about the questions of attempts: the decision that holds for each item that there is one for. Attempts
/// without any are left out.
pub async fn on_attempts(
    tx: &mut Tx<'_>,
    attempts: &[AttemptId],
) -> Result<HashMap<AttemptId, Vec<OnItem>>, StoreError> {
    let rows: Vec<(Uuid, i64, Uuid, String, Option<Uuid>)> = on!(tx, db => {
        let mut select = QueryBuilder::new(
            "SELECT i.attempt_id, i.position, g.id, g.decision, g.key_id FROM item i
             JOIN regrade_revision d ON d.revision_id = i.revision_id JOIN regrade g ON g.id = d.regrade_id
             WHERE i.attempt_id");
        ids_in(&mut select, attempts.iter().map(|id| id.0));
        select.push(" ORDER BY i.attempt_id, i.position, g.number");
        select.build_query_as().fetch_all(db).await
    })?;
    let mut holding: HashMap<AttemptId, Vec<OnItem>> = HashMap::new();
    for (attempt, position, id, decision, key) in rows {
        let position = count("position", position)?;
        let holding = holding.entry(attempt.into()).or_default();
        // The latest comes last.
        holding.pop_if(|(earlier, ..)| *earlier == position);
        holding.push((position, id.into(), word("decision", &decision)?, key.map(RevisionId::from)));
    }
    Ok(holding)
}

/// Notes by which decisions the items of an attempt that is being closed were judged.
pub async fn mark(tx: &mut Tx<'_>, attempt: AttemptId, holding: &[OnItem]) -> Result<(), StoreError> {
    if holding.is_empty() {
        return Ok(());
    }
    on!(tx, db => {
        let mut update = QueryBuilder::new("UPDATE item SET regrade_id = v.column2, decision = v.column3 FROM (");
        update.push_values(holding, |mut row, (position, id, decision, _)| {
            row.push_bind(i64::from(*position)).push_bind(id.0).push_bind(decision.as_str());
        });
        update.push(") AS v WHERE item.position = v.column1 AND item.attempt_id = ").push_bind(attempt.0);
        update.build().execute(db).await.map(drop)
    })?;
    Ok(())
}
