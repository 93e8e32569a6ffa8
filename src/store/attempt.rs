//! Attempts: begun once, closed once, whatever is repeated.

use jiff::{SignedDuration, Timestamp};
use sqlx::types::Json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::item::first_response;
use super::{StoreError, Tx, count, millis, on, time, word};
use crate::exam::attempt::{Closed, Ending, Mode, Open, Practice, Scored};
use crate::exam::form::Place;
use crate::exam::id::{AttemptId, CandidateId, ExamSlug};
use crate::exam::lang::Lang;
use crate::exam::question::Verdict;
use crate::exam::scoring::Score;

/// Rows of one INSERT: an item has eight parameters.
const ROWS: usize = 500;

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

/// What a new attempt is made of.
#[derive(Clone, Debug)]
pub struct NewAttempt {
    /// Its id, made before: the same request twice makes the same attempt.
    pub id: AttemptId,
    /// Whose.
    pub candidate: CandidateId,
    /// Of which exam.
    pub exam: ExamSlug,
    /// What for.
    pub mode: Mode,
    /// The seed its form was made from.
    pub seed: u64,
    /// Its beginning and its deadline.
    pub open: Open,
    /// Its time limit before any extra time; nothing where the clock is off.
    pub limit: Option<SignedDuration>,
    /// The language its questions are shown in first.
    pub content: Lang,
    /// The form; an item's kind of response by whether it has options.
    pub places: Vec<Place>,
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

/// Begins an attempt, or answers the one that is there already: the one with this id, or, in exam mode, the open one of
/// this candidate and exam. Nothing when the id belongs to somebody else's.
pub async fn begin(tx: &mut Tx<'_>, new: &NewAttempt) -> Result<Option<AttemptId>, StoreError> {
    let settings = match &new.mode {
        Mode::Exam => serde_json::json!({}),
        Mode::Practice(practice) => {
            serde_json::to_value(practice).map_err(|error| StoreError::Corrupt(error.to_string()))?
        }
    };
    let inserted = on!(tx, db => sqlx::query(
        "INSERT INTO attempt (id, candidate_id, exam, mode, settings, seed, state, content_language, started_at, deadline,
                              last_event_at, questions, limit_ms)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $8, $10, $11) ON CONFLICT DO NOTHING")
        .bind(new.id.0).bind(new.candidate.0).bind(new.exam.as_str()).bind(new.mode.name())
        .bind(Json(settings)).bind(new.seed.cast_signed()).bind(new.content.as_str())
        .bind(millis(new.open.started_at)).bind(new.open.deadline.map(millis))
        .bind(i64::try_from(new.places.len()).unwrap_or(i64::MAX))
        .bind(new.limit.map(|limit| i64::try_from(limit.as_millis()).unwrap_or(i64::MAX)))
        .execute(db).await.map(|done| done.rows_affected()))?;
    if inserted == 0 {
        let found: Option<(Uuid,)> = on!(tx, db => sqlx::query_as(
            "SELECT id FROM attempt WHERE candidate_id = $1 AND (id = $2 OR (exam = $3 AND mode = 'exam' AND state = 'open' AND $4 = 'exam'))
             ORDER BY state LIMIT 1")
            .bind(new.candidate.0).bind(new.id.0).bind(new.exam.as_str()).bind(new.mode.name())
            .fetch_optional(db).await)?;
        return Ok(found.map(|(id,)| AttemptId::from(id)));
    }
    let places: Vec<(i64, &Place)> = (1..).zip(&new.places).collect();
    for rows in places.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO item (attempt_id, position, revision_id, question, objective, option_order, response, struck) ");
            insert.push_values(rows, |mut row, (position, place)| {
                row.push_bind(new.id.0).push_bind(*position).push_bind(place.revision.0)
                    .push_bind(place.question.as_str().to_owned()).push_bind(place.objective.as_str().to_owned())
                    .push_bind(Json(place.option_order.clone()))
                    .push_bind(Json(first_response(place.option_order.is_empty())))
                    .push_bind(Json(Vec::<usize>::new()));
            });
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(Some(new.id))
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

/// Takes an open attempt for itself until the transaction ends, so that a save and a hand-in at the same moment come one
/// after the other. Nothing when it is not open any more.
pub async fn lock_open(tx: &mut Tx<'_>, id: AttemptId) -> Result<Option<Open>, StoreError> {
    let row: Option<(i64, Option<i64>)> = on!(tx, db => sqlx::query_as(
        "UPDATE attempt SET last_event_at = last_event_at WHERE id = $1 AND state = 'open' RETURNING started_at, deadline")
        .bind(id.0).fetch_optional(db).await)?;
    row.map(|(started_at, deadline)| {
        Ok(Open { started_at: time(started_at)?, deadline: deadline.map(time).transpose()? })
    })
    .transpose()
}

/// Writes the result of an attempt that [`lock_open`] took: the verdict on each item, by position, and the score. Items that do
/// not count are those that the score has not counted.
pub async fn close(
    tx: &mut Tx<'_>,
    id: AttemptId,
    scored: &Scored,
    verdicts: &[(u16, Verdict)],
) -> Result<(), StoreError> {
    for rows in verdicts.chunks(ROWS) {
        on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE item SET verdict = v.column2 FROM (");
            update.push_values(rows, |mut row, (position, verdict)| {
                row.push_bind(i64::from(*position)).push_bind(verdict.as_str());
            });
            update.push(") AS v WHERE item.position = v.column1 AND item.attempt_id = ").push_bind(id.0);
            update.build().execute(db).await.map(drop)
        })?;
    }
    on!(tx, db => sqlx::query(
        "UPDATE attempt SET state = $2, closed_at = $3, raw_score = $4, scaled_score = $5, passed = $6, excluded = questions - $7
         WHERE id = $1 AND state = 'open'")
        .bind(id.0).bind(scored.closed.ending.as_str()).bind(millis(scored.closed.closed_at))
        .bind(i64::from(scored.score.right)).bind(i64::from(scored.score.scaled)).bind(scored.score.passed)
        .bind(i64::from(scored.score.questions))
        .execute(db).await.map(drop))?;
    Ok(())
}

/// How many attempts a candidate has.
pub async fn count_of(tx: &mut Tx<'_>, candidate: CandidateId) -> Result<u32, StoreError> {
    let (attempts,): (i64,) = on!(tx, db => sqlx::query_as("SELECT COUNT(*) FROM attempt WHERE candidate_id = $1")
        .bind(candidate.0).fetch_one(db).await)?;
    count("number of attempts", attempts)
}
