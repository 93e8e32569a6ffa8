//! What an account may do: its role, and whether it is let in at all. There is always an admin left who is.

use jiff::Timestamp;
use uuid::Uuid;

use super::{StoreError, Tx, candidate, millis, on, time, word};
use crate::exam::id::CandidateId;
use crate::exam::role::Role;

/// What became of a change to somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// It is done; what was before.
    Done(T),
    /// It was so already.
    Same,
    /// It would leave nobody who runs the place: nothing was changed.
    LastAdmin,
    /// There is nobody of that id to whom it could be done.
    Unknown,
}

/// Why and since when an account is closed to its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// Since when.
    pub since: Timestamp,
    /// Why, in words that its owner reads.
    pub reason: String,
}

/// An account as it stands.
struct Standing {
    role: Role,
    suspension: Option<Suspension>,
}

async fn standing(tx: &mut Tx<'_>, id: CandidateId) -> Result<Option<Standing>, StoreError> {
    let row: Option<(String, Option<i64>, String)> = on!(tx, db => sqlx::query_as(
        "SELECT role, suspended_at, suspension FROM candidate WHERE id = $1 AND name_key IS NOT NULL")
        .bind(id.0).fetch_optional(db).await)?;
    row.map(|(role, since, reason)| {
        let suspension = since.map(time).transpose()?.map(|since| Suspension { since, reason });
        Ok(Standing { role: word("role", &role)?, suspension })
    })
    .transpose()
}

/// Waits until nobody else is taking an admin away, and keeps others waiting until this transaction ends: of two admins who
/// remove each other at the same moment, the second finds out that they are the last.
async fn take_turn(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE turn SET taken = taken + 1 WHERE name = 'admins'").execute(db).await.map(drop))?;
    Ok(())
}

async fn is_only_admin(tx: &mut Tx<'_>, id: CandidateId) -> Result<bool, StoreError> {
    let admins: Vec<(Uuid,)> = on!(tx, db => sqlx::query_as(
        "SELECT id FROM candidate WHERE role = 'admin' AND suspended_at IS NULL ORDER BY id LIMIT 2")
        .fetch_all(db).await)?;
    Ok(admins == [(id.0,)])
}

/// Whether somebody is the only admin who is let in; nobody else's standing changes before this transaction ends.
pub async fn is_last_admin(tx: &mut Tx<'_>, id: CandidateId) -> Result<bool, StoreError> {
    take_turn(tx).await?;
    is_only_admin(tx, id).await
}

/// Gives an account another role, unless it is the last admin's. Guests have none.
pub async fn set_role(tx: &mut Tx<'_>, id: CandidateId, role: Role) -> Result<Outcome<Role>, StoreError> {
    let last = is_last_admin(tx, id).await?;
    match standing(tx, id).await? {
        None => Ok(Outcome::Unknown),
        Some(now) if now.role == role => Ok(Outcome::Same),
        Some(_) if last => Ok(Outcome::LastAdmin),
        Some(now) => {
            candidate::set_role(tx, id, role).await?;
            Ok(Outcome::Done(now.role))
        }
    }
}

/// Raises an account to a role; one that may do as much already stays what it is. Answers what it was.
pub(super) async fn raise_role(tx: &mut Tx<'_>, id: CandidateId, role: Role) -> Result<Option<Role>, StoreError> {
    let Some(before) = standing(tx, id).await? else { return Ok(None) };
    // Asked again in the statement: somebody may raise it further at this moment.
    let sql = match role {
        Role::Candidate => return Ok(Some(before.role)),
        Role::Author => "UPDATE candidate SET role = 'author' WHERE id = $1 AND role = 'candidate'",
        Role::Admin => "UPDATE candidate SET role = 'admin' WHERE id = $1",
    };
    on!(tx, db => sqlx::query(sql).bind(id.0).execute(db).await.map(drop))?;
    Ok(Some(before.role))
}

/// Closes an account to its owner and ends its sessions; the last admin's stays open. One that is closed already gets the
/// new reason. Its attempts stay. Answers the suspension before.
pub async fn suspend(
    tx: &mut Tx<'_>,
    id: CandidateId,
    reason: &str,
    now: Timestamp,
) -> Result<Outcome<Option<Suspension>>, StoreError> {
    let last = is_last_admin(tx, id).await?;
    let Some(before) = standing(tx, id).await? else { return Ok(Outcome::Unknown) };
    if before.suspension.as_ref().is_some_and(|suspension| suspension.reason == reason) {
        return Ok(Outcome::Same);
    }
    if last {
        return Ok(Outcome::LastAdmin);
    }
    on!(tx, db => sqlx::query(
        "UPDATE candidate SET suspended_at = COALESCE(suspended_at, $2), suspension = $3 WHERE id = $1")
        .bind(id.0).bind(millis(now)).bind(reason).execute(db).await.map(drop))?;
    on!(tx, db => sqlx::query("DELETE FROM session WHERE candidate_id = $1").bind(id.0).execute(db).await.map(drop))?;
    Ok(Outcome::Done(before.suspension))
}

/// Opens a suspended account again. Answers the suspension that ends.
pub async fn lift(tx: &mut Tx<'_>, id: CandidateId) -> Result<Outcome<Suspension>, StoreError> {
    let Some(before) = standing(tx, id).await? else { return Ok(Outcome::Unknown) };
    let Some(suspension) = before.suspension else { return Ok(Outcome::Same) };
    on!(tx, db => sqlx::query("UPDATE candidate SET suspended_at = NULL, suspension = '' WHERE id = $1")
        .bind(id.0).execute(db).await.map(drop))?;
    Ok(Outcome::Done(suspension))
}

/// The suspension of an account, if it is suspended.
pub async fn suspension(tx: &mut Tx<'_>, id: CandidateId) -> Result<Option<Suspension>, StoreError> {
    Ok(standing(tx, id).await?.and_then(|standing| standing.suspension))
}
