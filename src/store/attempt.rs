//! Attempts as they stand. How they begin and end is told in `begin` and `end`.

use jiff::Timestamp;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use super::{StoreError, Tx, count, millis, on, time, word};
use crate::exam::attempt::{Closed, Ending, Mode, Open, Practice, Scored};
use crate::exam::id::{AttemptId, CandidateId, ExamSlug};
use crate::exam::lang::Lang;
use crate::exam::scoring::Score;

/// An attempt as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Which.
    pub id: AttemptId,
    /// Whose.
    pub candidate: CandidateId,
    /// Of which exam.
    pub exam: ExamSlug,
    /// What for.
    pub mode: Mode,
    /// Where it is in its life.
    pub stage: Stage,
    /// When its time is or was up; nothing where the clock is off.
    pub deadline: Option<Timestamp>,
    /// The language its questions are shown in until another is chosen.
    pub content: Lang,
    /// When the candidate last did something here.
    pub last_event_at: Timestamp,
    /// The item the candidate was on last, from 1.
    pub current: u16,
    /// How many items there are.
    pub questions: u16,
}

/// Where an attempt is in its life.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stage {
    /// It takes answers.
    Open(Open),
    /// It has its result.
    Scored(Scored),
}

impl Attempt {
    /// The attempt's beginning and deadline while it takes answers.
    pub fn open(&self) -> Option<Open> {
        match self.stage {
            Stage::Open(open) => Some(open),
            Stage::Scored(_) => None,
        }
    }

    /// When it began.
    pub fn started_at(&self) -> Timestamp {
        match &self.stage {
            Stage::Open(open) => open.started_at,
            Stage::Scored(scored) => scored.closed.started_at,
        }
    }
}

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    candidate_id: Uuid,
    exam: String,
    mode: String,
    settings: Json<serde_json::Value>,
    state: String,
    content_language: String,
    started_at: i64,
    deadline: Option<i64>,
    last_event_at: i64,
    current_position: i64,
    closed_at: Option<i64>,
    questions: i64,
    excluded: i64,
    raw_score: Option<i64>,
    scaled_score: Option<i64>,
    passed: Option<bool>,
}

impl Row {
    pub(super) fn read(self) -> Result<Attempt, StoreError> {
        let corrupt = |what: &str| StoreError::Corrupt(format!("attempt {}: {what}", self.id));
        let mode = match self.mode.as_str() {
            "exam" => Mode::Exam,
            _ => Mode::Practice(
                serde_json::from_value::<Practice>(self.settings.0.clone())
                    .map_err(|error| corrupt(&error.to_string()))?,
            ),
        };
        let started_at = time(self.started_at)?;
        let questions = count("number of questions", self.questions)?;
        let deadline = self.deadline.map(time).transpose()?;
        let stage = if self.state == "open" {
            Stage::Open(Open { started_at, deadline })
        } else {
            let ending: Ending = word("state", &self.state)?;
            let closed_at = time(self.closed_at.ok_or_else(|| corrupt("no end"))?)?;
            let score = Score {
                right: count("score", self.raw_score.ok_or_else(|| corrupt("no score"))?)?,
                questions: count("number of questions", self.questions - self.excluded)?,
                scaled: count("score", self.scaled_score.ok_or_else(|| corrupt("no score"))?)?,
                passed: self.passed.ok_or_else(|| corrupt("no score"))?,
            };
            Stage::Scored(Scored { closed: Closed { started_at, closed_at, ending }, score })
        };
        Ok(Attempt {
            id: AttemptId::from(self.id),
            candidate: CandidateId::from(self.candidate_id),
            exam: word("exam", &self.exam)?,
            mode,
            stage,
            deadline,
            content: word("language", &self.content_language)?,
            last_event_at: time(self.last_event_at)?,
            current: count("position", self.current_position)?,
            questions,
        })
    }
}

/// An attempt of a candidate; nothing for an unknown id as for somebody else's.
pub async fn of_candidate(
    tx: &mut Tx<'_>,
    candidate: CandidateId,
    id: AttemptId,
) -> Result<Option<Attempt>, StoreError> {
    Ok(by_id(tx, id).await?.filter(|attempt| attempt.candidate == candidate))
}

/// An attempt, whoever's it is.
pub async fn by_id(tx: &mut Tx<'_>, id: AttemptId) -> Result<Option<Attempt>, StoreError> {
    let row: Option<Row> = on!(tx, db => sqlx::query_as("SELECT * FROM attempt WHERE id = $1")
        .bind(id.0).fetch_optional(db).await)?;
    row.map(Row::read).transpose()
}

/// All attempts of a candidate, the newest first, `limit` at most.
pub async fn all_of(tx: &mut Tx<'_>, candidate: CandidateId, limit: u32) -> Result<Vec<Attempt>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as(
        "SELECT * FROM attempt WHERE candidate_id = $1 ORDER BY started_at DESC, id DESC LIMIT $2")
        .bind(candidate.0).bind(i64::from(limit)).fetch_all(db).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// An open attempt and how many of its items have an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Underway {
    /// The attempt.
    pub attempt: Attempt,
    /// Items with an answer, whole or in part.
    pub answered: u16,
}

/// The open attempts of a candidate, the newest first.
pub async fn open_of(tx: &mut Tx<'_>, candidate: CandidateId) -> Result<Vec<Underway>, StoreError> {
    #[derive(FromRow)]
    struct Found {
        #[sqlx(flatten)]
        attempt: Row,
        answered: i64,
    }
    let rows: Vec<Found> = on!(tx, db => sqlx::query_as(
        "SELECT a.*, (SELECT COUNT(*) FROM item i WHERE i.attempt_id = a.id AND i.answered_at IS NOT NULL) AS answered
         FROM attempt a WHERE a.candidate_id = $1 AND a.state = 'open' ORDER BY a.started_at DESC, a.id DESC")
        .bind(candidate.0).fetch_all(db).await)?;
    rows.into_iter()
        .map(|found| Ok(Underway { attempt: found.attempt.read()?, answered: count("answers", found.answered)? }))
        .collect()
}

/// Open attempts whose deadline lies before `before`, the longest due first, `limit` at most.
pub async fn due(tx: &mut Tx<'_>, before: Timestamp, limit: u32) -> Result<Vec<AttemptId>, StoreError> {
    let rows: Vec<(Uuid,)> = on!(tx, db => sqlx::query_as(
        "SELECT id FROM attempt WHERE state = 'open' AND deadline < $1 ORDER BY deadline LIMIT $2")
        .bind(millis(before)).bind(i64::from(limit)).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(id,)| AttemptId::from(id)).collect())
}

/// How many attempts a candidate has.
pub async fn count_of(tx: &mut Tx<'_>, candidate: CandidateId) -> Result<u32, StoreError> {
    let (attempts,): (i64,) = on!(tx, db => sqlx::query_as("SELECT COUNT(*) FROM attempt WHERE candidate_id = $1")
        .bind(candidate.0).fetch_one(db).await)?;
    count("number of attempts", attempts)
}
