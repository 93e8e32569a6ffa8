//! Open sessions: who holds which cookie, by the hash of its token.

use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::candidate::{Candidate, CandidateRow};
use super::{StoreError, Tx, millis, on, time};
use crate::exam::id::{CandidateId, SessionId};

/// An open session, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// The browser as it named itself.
    pub user_agent: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Used last at about this time.
    pub last_seen_at: Timestamp,
}

#[derive(FromRow)]
pub(super) struct SessionRow {
    session_id: Uuid,
    user_agent: String,
    session_created_at: i64,
    last_seen_at: i64,
}

impl SessionRow {
    pub(super) fn read(self) -> Result<Session, StoreError> {
        Ok(Session {
            id: SessionId::from(self.session_id),
            user_agent: self.user_agent,
            created_at: time(self.session_created_at)?,
            last_seen_at: time(self.last_seen_at)?,
        })
    }
}

/// Opens a session.
pub async fn add(
    tx: &mut Tx<'_>,
    candidate: CandidateId,
    id: SessionId,
    token_hash: [u8; 32],
    user_agent: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query(
        "INSERT INTO session (candidate_id, id, token_hash, user_agent, created_at, last_seen_at)
         VALUES ($1, $2, $3, $4, $5, $5)")
        .bind(candidate.0).bind(id.0).bind(token_hash.to_vec()).bind(user_agent).bind(millis(now))
        .execute(db).await.map(drop))?;
    seen(tx, candidate, now).await
}

/// Notes that a candidate was here, where it outlives the session.
async fn seen(tx: &mut Tx<'_>, candidate: CandidateId, now: Timestamp) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE candidate SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2")
        .bind(candidate.0).bind(millis(now)).execute(db).await.map(drop))?;
    Ok(())
}

/// Who holds a token, and in which session. A suspended account has none, whatever is stored.
pub async fn find(tx: &mut Tx<'_>, token_hash: [u8; 32]) -> Result<Option<(Candidate, Session)>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        candidate: CandidateRow,
        #[sqlx(flatten)]
        session: SessionRow,
    }
    let row: Option<Row> = on!(tx, db => sqlx::query_as(
        "SELECT c.id, c.name, c.role, c.language, c.theme, c.time_zone, c.extra_time, c.created_at,
                s.id AS session_id, s.user_agent, s.created_at AS session_created_at, s.last_seen_at
         FROM session s JOIN candidate c ON c.id = s.candidate_id WHERE s.token_hash = $1 AND c.suspended_at IS NULL")
        .bind(token_hash.to_vec()).fetch_optional(db).await)?;
    row.map(|row| Ok((row.candidate.read()?, row.session.read()?))).transpose()
}

/// All open sessions of a candidate, the last used first.
pub async fn of_candidate(tx: &mut Tx<'_>, candidate: CandidateId) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<SessionRow> = on!(tx, db => sqlx::query_as(
        "SELECT id AS session_id, user_agent, created_at AS session_created_at, last_seen_at
         FROM session WHERE candidate_id = $1 ORDER BY last_seen_at DESC, id")
        .bind(candidate.0).fetch_all(db).await)?;
    rows.into_iter().map(SessionRow::read).collect()
}

/// Notes that a session was used.
pub async fn touch(tx: &mut Tx<'_>, candidate: CandidateId, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    // In the order in which a suspension takes them, so that neither waits for the other.
    seen(tx, candidate, now).await?;
    on!(tx, db => sqlx::query("UPDATE session SET last_seen_at = $3 WHERE candidate_id = $1 AND id = $2")
        .bind(candidate.0).bind(id.0).bind(millis(now)).execute(db).await.map(drop))?;
    Ok(())
}

/// Ends one session of a candidate. False when the candidate has none by that id.
pub async fn delete(tx: &mut Tx<'_>, candidate: CandidateId, id: SessionId) -> Result<bool, StoreError> {
    let rows = on!(tx, db => sqlx::query("DELETE FROM session WHERE candidate_id = $1 AND id = $2")
        .bind(candidate.0).bind(id.0).execute(db).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Ends all sessions of a candidate but one: after a password change nobody else stays in.
pub async fn delete_others(tx: &mut Tx<'_>, candidate: CandidateId, keep: SessionId) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("DELETE FROM session WHERE candidate_id = $1 AND id <> $2")
        .bind(candidate.0).bind(keep.0).execute(db).await.map(drop))?;
    Ok(())
}

/// Ends sessions not used since `before`.
pub async fn delete_idle(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    Ok(on!(tx, db => sqlx::query("DELETE FROM session WHERE last_seen_at < $1")
        .bind(millis(before)).execute(db).await.map(|done| done.rows_affected()))?)
}
