//! Attempts begin: once, whatever is repeated.

use std::collections::HashSet;

use jiff::SignedDuration;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use uuid::Uuid;

use super::item::first_response;
use super::{StoreError, Tx, millis, on, padded};
use crate::exam::attempt::{Mode, Open};
use crate::exam::form::Place;
use crate::exam::id::{AttemptId, CandidateId, ExamSlug};
use crate::exam::lang::Lang;

/// Rows of one INSERT: an item has seven parameters. Eight forms of sixty questions.
const ROWS: usize = 480;

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

impl NewAttempt {
    fn settings(&self) -> Result<serde_json::Value, StoreError> {
        match &self.mode {
            Mode::Exam => Ok(serde_json::json!({})),
            Mode::Practice(practice) => {
                serde_json::to_value(practice).map_err(|error| StoreError::Corrupt(error.to_string()))
            }
        }
    }
}

/// Begins attempts. For each the one that is there then: this one, the one with its id that was there already, or, in exam mode,
/// the open one of the same candidate and exam. Nothing where the id belongs to somebody else's.
pub async fn begin(tx: &mut Tx<'_>, news: &[NewAttempt]) -> Result<Vec<Option<AttemptId>>, StoreError> {
    let begun = heads(tx, news).await?;
    let places = news.iter().filter(|new| begun.contains(&(new.id, new.candidate)));
    let places: Vec<(AttemptId, i64, &Place)> =
        places.flat_map(|new| (1..).zip(&new.places).map(|(position, place)| (new.id, position, place))).collect();
    for rows in places.chunks(ROWS) {
        items(tx, rows).await?;
    }
    let mut outcomes = Vec::with_capacity(news.len());
    for new in news {
        outcomes.push(if begun.contains(&(new.id, new.candidate)) {
            Some(new.id)
        } else {
            there_already(tx, new).await?
        });
    }
    Ok(outcomes)
}

/// Writes what an attempt is but for its items. Answers those that were not there, with their candidates.
async fn heads(tx: &mut Tx<'_>, news: &[NewAttempt]) -> Result<HashSet<(AttemptId, CandidateId)>, StoreError> {
    let news = news.iter().map(|new| Ok((new, new.settings()?))).collect::<Result<Vec<_>, StoreError>>()?;
    let begun: Vec<(Uuid, Uuid)> = on!(tx, db => {
        let mut insert = QueryBuilder::new(
            "INSERT INTO attempt (id, candidate_id, exam, mode, settings, seed, state, content_language, started_at, deadline,
                                  last_event_at, questions, limit_ms)
             SELECT v.column1, v.column2, v.column3, v.column4, v.column5, v.column6, 'open', v.column7, v.column8, v.column9,
                    v.column8, v.column10, v.column11 FROM (");
        insert.push_values(padded(&news), |mut row, one| {
            let new = one.map(|(new, _)| *new);
            let limit = new.and_then(|new| new.limit);
            row.push_bind(new.map(|new| new.id.0)).push_bind(new.map(|new| new.candidate.0))
                .push_bind(new.map(|new| new.exam.as_str())).push_bind(new.map(|new| new.mode.name()))
                .push_bind(one.map(|(_, settings)| Json(settings)))
                .push_bind(new.map(|new| new.seed.cast_signed())).push_bind(new.map(|new| new.content.as_str()))
                .push_bind(new.map(|new| millis(new.open.started_at)))
                .push_bind(new.and_then(|new| new.open.deadline).map(millis))
                .push_bind(new.map(|new| i64::try_from(new.places.len()).unwrap_or(i64::MAX)))
                .push_bind(limit.map(|limit| i64::try_from(limit.as_millis()).unwrap_or(i64::MAX)));
        });
        insert.push(") AS v WHERE v.column1 IS NOT NULL ON CONFLICT DO NOTHING RETURNING id, candidate_id");
        insert.build_query_as().fetch_all(db).await
    })?;
    Ok(begun.into_iter().map(|(id, candidate)| (AttemptId::from(id), CandidateId::from(candidate))).collect())
}

/// Writes items.
async fn items(tx: &mut Tx<'_>, rows: &[(AttemptId, i64, &Place)]) -> Result<(), StoreError> {
    on!(tx, db => {
        let mut insert = QueryBuilder::new(
            "INSERT INTO item (attempt_id, position, revision_id, question, objective, option_order, response, struck) ");
        insert.push_values(rows, |mut row, (attempt, position, place)| {
            row.push_bind(attempt.0).push_bind(*position).push_bind(place.revision.0)
                .push_bind(place.question.as_str()).push_bind(place.objective.as_str())
                .push_bind(Json(&place.option_order))
                .push_bind(Json(first_response(place.option_order.is_empty())))
                .push("'[]'");
        });
        insert.build().execute(db).await.map(drop)
    })?;
    Ok(())
}

/// The attempt that stands in the way of a new one, if it is the same candidate's.
async fn there_already(tx: &mut Tx<'_>, new: &NewAttempt) -> Result<Option<AttemptId>, StoreError> {
    let found: Option<(Uuid,)> = on!(tx, db => sqlx::query_as(
        "SELECT id FROM attempt WHERE candidate_id = $1 AND (id = $2 OR (exam = $3 AND mode = 'exam' AND state = 'open' AND $4 = 'exam'))
         ORDER BY state LIMIT 1")
        .bind(new.candidate.0).bind(new.id.0).bind(new.exam.as_str()).bind(new.mode.name())
        .fetch_optional(db).await)?;
    Ok(found.map(|(id,)| AttemptId::from(id)))
}
