//! Problems that candidates report with a question, each with the revision and the response it was made on; and what they were
//! answered.

use jiff::Timestamp;
use sqlx::types::Json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{StoreError, Tx, count, millis, on, time, word};
use crate::exam::id::{AttemptId, CandidateId, ExamSlug, QuestionName, ReportId, RevisionId};
use crate::exam::lang::Lang;
use crate::exam::question::Response;

/// Where a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has dealt with it.
    Open,
    /// It was answered, and nothing had to be changed.
    Answered,
    /// The question was mended.
    Fixed,
    /// The question stays as it is.
    Rejected,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Answered, Self::Fixed, Self::Rejected];

    /// The state as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Fixed => "fixed",
            Self::Rejected => "rejected",
        }
    }
}

impl std::str::FromStr for State {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

/// Files a report about an item; the revision and the response are taken from the item itself. False when there is no such
/// item. The same id again changes nothing.
pub async fn add(
    tx: &mut Tx<'_>,
    id: ReportId,
    attempt: AttemptId,
    position: u16,
    message: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(item) = super::item::at(tx, attempt, position).await? else { return Ok(false) };
    on!(tx, db => sqlx::query(
        "INSERT INTO report (attempt_id, position, id, revision_id, response, message, created_at, exam, question)
         SELECT $1, $2, $3, r.id, $5, $6, $7, r.exam, r.question FROM revision r WHERE r.id = $4 ON CONFLICT DO NOTHING")
        .bind(attempt.0).bind(i64::from(position)).bind(id.0).bind(item.revision_id.0)
        .bind(Json(&item.entry.response)).bind(message).bind(millis(now))
        .execute(db).await.map(drop))?;
    Ok(true)
}

/// How many reports were filed about an item.
pub async fn count_of(tx: &mut Tx<'_>, attempt: AttemptId, position: u16) -> Result<u32, StoreError> {
    let rows: Vec<(Uuid,)> = on!(tx, db => sqlx::query_as("SELECT id FROM report WHERE attempt_id = $1 AND position = $2")
        .bind(attempt.0).bind(i64::from(position)).fetch_all(db).await)?;
    Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
}

/// A question with reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The question.
    pub question: QuestionName,
    /// The beginning of its newest stem; empty if it is gone.
    pub title: String,
    /// Reports that nobody has dealt with.
    pub open: u32,
    /// All of them.
    pub reports: u32,
    /// When the last one came.
    pub latest: Timestamp,
}

/// The questions of an exam with reports, those with the most open ones first, then those reported last; `limit` of them
/// after the first `skip`.
pub async fn queue(tx: &mut Tx<'_>, exam: &ExamSlug, skip: u32, limit: u32) -> Result<Vec<Queued>, StoreError> {
    let rows: Vec<(String, String, i64, i64, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT p.question, COALESCE(MAX(q.title), ''),
                CAST(SUM(CASE WHEN p.state = 'open' THEN 1 ELSE 0 END) AS BIGINT) AS waiting, COUNT(*), MAX(p.created_at) AS latest
         FROM report p LEFT JOIN question q ON q.exam = p.exam AND q.name = p.question
         WHERE p.exam = $1 GROUP BY p.question ORDER BY waiting DESC, latest DESC, p.question LIMIT $2 OFFSET $3")
        .bind(exam.as_str()).bind(i64::from(limit)).bind(i64::from(skip)).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(question, title, open, reports, latest)| {
            Ok(Queued {
                question: word("question", &question)?,
                title,
                open: count("reports", open)?,
                reports: count("reports", reports)?,
                latest: time(latest)?,
            })
        })
        .collect()
}

/// A report as an author reads it. Who filed it is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Which.
    pub id: ReportId,
    /// The revision that was served.
    pub revision: RevisionId,
    /// Its number.
    pub number: u32,
    /// The options as they were shown, each by its place in the file.
    pub option_order: Vec<usize>,
    /// The language that the questions were shown in last.
    pub content: Lang,
    /// What was answered when it was filed.
    pub response: Response,
    /// What is wrong, in the candidate's words.
    pub message: String,
    /// When it was filed.
    pub created_at: Timestamp,
    /// Where it is.
    pub state: State,
    /// What the candidate was told.
    pub answer: String,
    /// Who dealt with it; nothing if they are gone.
    pub by: Option<String>,
    /// When.
    pub answered_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    revision_id: Uuid,
    number: i64,
    option_order: Json<Vec<usize>>,
    content_language: String,
    response: Json<Response>,
    message: String,
    created_at: i64,
    state: String,
    answer: String,
    by_name: Option<String>,
    answered_at: Option<i64>,
}

/// The reports about a question: the open ones first, each part by date; `limit` of them after the first `skip`.
pub async fn of_question(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    question: &QuestionName,
    skip: u32,
    limit: u32,
) -> Result<Vec<Report>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as(
        "SELECT p.id, p.revision_id, r.number, i.option_order, a.content_language, p.response, p.message, p.created_at, p.state,
                p.answer, c.name AS by_name, p.answered_at
         FROM report p JOIN revision r ON r.id = p.revision_id JOIN attempt a ON a.id = p.attempt_id
         JOIN item i ON i.attempt_id = p.attempt_id AND i.position = p.position
         LEFT JOIN candidate c ON c.id = p.answered_by
         WHERE p.exam = $1 AND p.question = $2
         ORDER BY CASE WHEN p.state = 'open' THEN 0 ELSE 1 END, p.created_at, p.id LIMIT $3 OFFSET $4")
        .bind(exam.as_str()).bind(question.as_str()).bind(i64::from(limit)).bind(i64::from(skip))
        .fetch_all(db).await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Report {
                id: row.id.into(),
                revision: row.revision_id.into(),
                number: count("revision number", row.number)?,
                option_order: row.option_order.0,
                content: word("language", &row.content_language)?,
                response: row.response.0,
                message: row.message,
                created_at: time(row.created_at)?,
                state: word("state", &row.state)?,
                answer: row.answer,
                by: row.by_name,
                answered_at: row.answered_at.map(time).transpose()?,
            })
        })
        .collect()
}

/// What an author says to reports.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The exam.
    pub exam: ExamSlug,
    /// The question; reports about another one are left alone.
    pub question: QuestionName,
    /// Which reports.
    pub reports: Vec<ReportId>,
    /// Where they are now.
    pub state: State,
    /// The text for the candidates.
    pub text: String,
    /// Who says it.
    pub by: CandidateId,
}

/// Deals with reports, and has their candidates told. Those that were told exactly this already are left as they are; the
/// others are answered.
pub async fn answer(tx: &mut Tx<'_>, answer: &Answer, now: Timestamp) -> Result<Vec<ReportId>, StoreError> {
    if answer.reports.is_empty() {
        return Ok(Vec::new());
    }
    let changed: Vec<(Uuid,)> = on!(tx, db => {
        let mut update = QueryBuilder::new("UPDATE report SET seen_at = NULL, state = ");
        update.push_bind(answer.state.as_str()).push(", answer = ").push_bind(answer.text.clone())
            .push(", answered_by = ").push_bind(answer.by.0).push(", answered_at = ").push_bind(millis(now))
            .push(" WHERE exam = ").push_bind(answer.exam.to_string())
            .push(" AND question = ").push_bind(answer.question.to_string())
            .push(" AND (state <> ").push_bind(answer.state.as_str())
            .push(" OR answer <> ").push_bind(answer.text.clone()).push(") AND id IN (");
        let mut list = update.separated(", ");
        for id in &answer.reports {
            list.push_bind(id.0);
        }
        update.push(") RETURNING id");
        update.build_query_as().fetch_all(db).await
    })?;
    Ok(changed.into_iter().map(|(id,)| id.into()).collect())
}

/// A report as its candidate reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The attempt.
    pub attempt: AttemptId,
    /// The item.
    pub position: u16,
    /// What they wrote.
    pub message: String,
    /// When.
    pub created_at: Timestamp,
    /// Where it is.
    pub state: State,
    /// What they are told.
    pub answer: String,
    /// Whether they know.
    pub seen: bool,
}

type OwnRow = (Uuid, i64, String, i64, String, String, bool);

fn own((attempt, position, message, created_at, state, answer, seen): OwnRow) -> Result<Own, StoreError> {
    Ok(Own {
        attempt: attempt.into(),
        position: count("position", position)?,
        message,
        created_at: time(created_at)?,
        state: word("state", &state)?,
        answer,
        seen,
    })
}

/// What was reported about an item, the latest first, `limit` at most.
pub async fn of_item(tx: &mut Tx<'_>, attempt: AttemptId, position: u16, limit: u32) -> Result<Vec<Own>, StoreError> {
    let rows: Vec<OwnRow> = on!(tx, db => sqlx::query_as(
        "SELECT attempt_id, position, message, created_at, state, answer, state = 'open' OR seen_at IS NOT NULL
         FROM report WHERE attempt_id = $1 AND position = $2 ORDER BY created_at DESC, id LIMIT $3")
        .bind(attempt.0).bind(i64::from(position)).bind(i64::from(limit)).fetch_all(db).await)?;
    rows.into_iter().map(own).collect()
}

/// The reports of a candidate that were dealt with and whose answer they have not seen yet, `limit` at most.
pub async fn unseen(tx: &mut Tx<'_>, candidate: CandidateId, limit: u32) -> Result<Vec<Own>, StoreError> {
    let rows: Vec<OwnRow> = on!(tx, db => sqlx::query_as(
        "SELECT p.attempt_id, p.position, p.message, p.created_at, p.state, p.answer, FALSE
         FROM attempt a JOIN report p ON p.attempt_id = a.id
         WHERE a.candidate_id = $1 AND p.state <> 'open' AND p.seen_at IS NULL
         ORDER BY p.answered_at DESC, p.id LIMIT $2")
        .bind(candidate.0).bind(i64::from(limit)).fetch_all(db).await)?;
    rows.into_iter().map(own).collect()
}

/// Notes that a candidate has seen what their reports about an item were answered.
pub async fn see(tx: &mut Tx<'_>, attempt: AttemptId, position: u16, now: Timestamp) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query(
        "UPDATE report SET seen_at = $3 WHERE attempt_id = $1 AND position = $2 AND state <> 'open' AND seen_at IS NULL")
        .bind(attempt.0).bind(i64::from(position)).bind(millis(now)).execute(db).await.map(drop))?;
    Ok(())
}
