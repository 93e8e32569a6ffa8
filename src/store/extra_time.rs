//! Extra time: a factor per candidate, which reaches the attempts that are under way.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::rights::Outcome;
use super::{StoreError, Tx, ids_in, millis, on, time};
use crate::exam::clock;
use crate::exam::id::CandidateId;

/// A candidate's factor, held for this transaction: an attempt that begins meanwhile waits, or is found. Nothing for an
/// unknown candidate.
pub(super) async fn hold(tx: &mut Tx<'_>, id: CandidateId) -> Result<Option<f64>, StoreError> {
    Ok(hold_all(tx, &[id]).await?.remove(&id))
}

/// The factors of candidates, held in the same way. Unknown candidates are left out.
pub async fn hold_all(tx: &mut Tx<'_>, candidates: &[CandidateId]) -> Result<HashMap<CandidateId, f64>, StoreError> {
    // On SQLite nobody else writes. On PostgreSQL the order keeps two of these from waiting for each other.
    let locking = tx.is_postgres();
    let rows: Vec<(Uuid, f64)> = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT id, extra_time FROM candidate WHERE id");
        ids_in(&mut select, candidates.iter().map(|id| id.0));
        if locking {
            select.push(" ORDER BY id FOR NO KEY UPDATE");
        }
        select.build_query_as().fetch_all(db).await
    })?;
    Ok(rows.into_iter().map(|(id, factor)| (CandidateId::from(id), factor)).collect())
}

/// What a change of the factor did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Granted {
    /// The factor before.
    pub before: f64,
    /// How many attempts under way have another deadline now.
    pub moved: u32,
}

/// Sets a candidate's factor and moves the deadlines of their open attempts, by the rule of [`clock::moved_deadline`].
pub async fn set(
    tx: &mut Tx<'_>,
    id: CandidateId,
    factor: f64,
    now: Timestamp,
) -> Result<Outcome<Granted>, StoreError> {
    let Some(before) = hold(tx, id).await? else { return Ok(Outcome::Unknown) };
    if (before - factor).abs() < 1e-9 {
        return Ok(Outcome::Same);
    }
    on!(tx, db => sqlx::query("UPDATE candidate SET extra_time = $2 WHERE id = $1")
        .bind(id.0).bind(factor).execute(db).await.map(drop))?;
    let moved = reach(tx, id, factor, now).await?;
    Ok(Outcome::Done(Granted { before, moved }))
}

/// Moves the deadlines of a candidate's open attempts to where a factor puts them, but not back past `floor`. Answers how
/// many moved.
pub(super) async fn reach(tx: &mut Tx<'_>, id: CandidateId, factor: f64, floor: Timestamp) -> Result<u32, StoreError> {
    // Taken like a hand-in takes them: one comes after the other.
    let open: Vec<(Uuid, i64, i64, i64)> = on!(tx, db => sqlx::query_as(
        "UPDATE attempt SET last_event_at = last_event_at
         WHERE candidate_id = $1 AND state = 'open' AND deadline IS NOT NULL AND limit_ms IS NOT NULL
         RETURNING id, started_at, limit_ms, deadline")
        .bind(id.0).fetch_all(db).await)?;
    let mut moved = Vec::new();
    for (attempt, start, limit, before) in open {
        let limit = SignedDuration::from_millis(limit);
        let deadline = clock::moved_deadline(time(start)?, limit, factor, time(before)?, floor);
        if millis(deadline) != before {
            moved.push((attempt, millis(deadline)));
        }
    }
    if moved.is_empty() {
        return Ok(0);
    }
    on!(tx, db => {
        let mut update = QueryBuilder::new("UPDATE attempt SET deadline = v.column2 FROM (");
        update.push_values(&moved, |mut row, (attempt, deadline)| {
            row.push_bind(*attempt).push_bind(*deadline);
        });
        update.push(") AS v WHERE attempt.id = v.column1");
        update.build().execute(db).await.map(drop)
    })?;
    Ok(u32::try_from(moved.len()).unwrap_or(u32::MAX))
}
