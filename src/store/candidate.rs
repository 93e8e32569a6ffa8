//! People: guests and accounts, their roles and preferences.

use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::{StoreError, Tx, millis, on, time, word};
use crate::exam::id::CandidateId;
use crate::exam::lang::Lang;
use crate::exam::role::Role;

/// Someone who takes exams, and perhaps writes or administers them.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Who.
    pub id: CandidateId,
    /// What an account signs in with and is called; nothing for a guest.
    pub name: Option<String>,
    /// What they may do.
    pub role: Role,
    /// The language of the pages.
    pub language: Lang,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// An IANA time zone name; empty where none was chosen.
    pub time_zone: String,
    /// Multiplies the minutes of an exam.
    pub extra_time: f64,
    /// Since when.
    pub created_at: Timestamp,
}

impl Candidate {
    /// Whether this is a guest, who has no way back in but the session.
    pub fn is_guest(&self) -> bool {
        self.name.is_none()
    }
}

/// The columns of `candidate` that make a [`Candidate`], in this order.
#[derive(FromRow)]
pub(super) struct CandidateRow {
    pub(super) id: Uuid,
    pub(super) name: Option<String>,
    pub(super) role: String,
    pub(super) language: String,
    pub(super) theme: String,
    pub(super) time_zone: String,
    pub(super) extra_time: f64,
    pub(super) created_at: i64,
}

impl CandidateRow {
    pub(super) fn read(self) -> Result<Candidate, StoreError> {
        Ok(Candidate {
            id: CandidateId::from(self.id),
            name: self.name,
            role: word("role", &self.role)?,
            language: word("language", &self.language)?,
            theme: self.theme,
            time_zone: self.time_zone,
            extra_time: self.extra_time,
            created_at: time(self.created_at)?,
        })
    }
}

/// How a name is compared: trimmed and lower-case.
pub fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Adds a guest.
pub async fn add_guest(
    tx: &mut Tx<'_>,
    id: CandidateId,
    language: Lang,
    theme: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query(
        "INSERT INTO candidate (id, language, theme, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $4)
         ON CONFLICT DO NOTHING")
        .bind(id.0).bind(language.as_str()).bind(theme).bind(millis(now))
        .execute(db).await.map(drop))?;
    Ok(())
}

/// Gives a guest a name and a password. False when the name is taken, or when this is no guest; then nothing changes.
pub async fn register(tx: &mut Tx<'_>, id: CandidateId, name: &str, password_hash: &str) -> Result<bool, StoreError> {
    let changed = on!(tx, db => sqlx::query(
        "UPDATE candidate SET name = $2, name_key = $3, password_hash = $4
         WHERE id = $1 AND name_key IS NULL AND NOT EXISTS (SELECT 1 FROM candidate WHERE name_key = $3)")
        .bind(id.0).bind(name.trim()).bind(name_key(name)).bind(password_hash)
        .execute(db).await.map(|done| done.rows_affected()));
    taken(changed)
}

/// Whether a change of a name took place; false when another account has it.
fn taken(changed: Result<u64, sqlx::Error>) -> Result<bool, StoreError> {
    match changed {
        Ok(rows) => Ok(rows == 1),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// One candidate.
pub async fn by_id(tx: &mut Tx<'_>, id: CandidateId) -> Result<Option<Candidate>, StoreError> {
    let row: Option<CandidateRow> = on!(tx, db => sqlx::query_as(
        "SELECT id, name, role, language, theme, time_zone, extra_time, created_at FROM candidate WHERE id = $1")
        .bind(id.0).fetch_optional(db).await)?;
    row.map(CandidateRow::read).transpose()
}

/// The account of a name, and its password's hash.
pub async fn by_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<(CandidateId, String)>, StoreError> {
    let row: Option<(Uuid, String)> = on!(tx, db => sqlx::query_as(
        "SELECT id, password_hash FROM candidate WHERE name_key = $1")
        .bind(name_key(name)).fetch_optional(db).await)?;
    Ok(row.map(|(id, hash)| (CandidateId::from(id), hash)))
}

/// The hash of one account's password.
pub async fn password_hash(tx: &mut Tx<'_>, id: CandidateId) -> Result<Option<String>, StoreError> {
    let row: Option<(Option<String>,)> = on!(tx, db => sqlx::query_as("SELECT password_hash FROM candidate WHERE id = $1")
        .bind(id.0).fetch_optional(db).await)?;
    Ok(row.and_then(|(hash,)| hash))
}

/// Sets the password of an account.
pub async fn set_password(tx: &mut Tx<'_>, id: CandidateId, hash: &str) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE candidate SET password_hash = $2 WHERE id = $1 AND name_key IS NOT NULL")
        .bind(id.0).bind(hash).execute(db).await.map(drop))?;
    Ok(())
}

/// Renames an account. False when the name is taken, or when this is a guest.
pub async fn set_name(tx: &mut Tx<'_>, id: CandidateId, name: &str) -> Result<bool, StoreError> {
    let changed = on!(tx, db => sqlx::query(
        "UPDATE candidate SET name = $2, name_key = $3 WHERE id = $1 AND name_key IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM candidate WHERE name_key = $3 AND id <> $1)")
        .bind(id.0).bind(name.trim()).bind(name_key(name)).execute(db).await.map(|done| done.rows_affected()));
    taken(changed)
}

/// Sets a candidate's language and theme.
pub async fn set_appearance(tx: &mut Tx<'_>, id: CandidateId, language: Lang, theme: &str) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE candidate SET language = $2, theme = $3 WHERE id = $1")
        .bind(id.0).bind(language.as_str()).bind(theme).execute(db).await.map(drop))?;
    Ok(())
}

/// Sets a candidate's time zone.
pub async fn set_time_zone(tx: &mut Tx<'_>, id: CandidateId, time_zone: &str) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE candidate SET time_zone = $2 WHERE id = $1")
        .bind(id.0).bind(time_zone).execute(db).await.map(drop))?;
    Ok(())
}

/// Sets a candidate's role.
pub async fn set_role(tx: &mut Tx<'_>, id: CandidateId, role: Role) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE candidate SET role = $2 WHERE id = $1")
        .bind(id.0).bind(role.as_str()).execute(db).await.map(drop))?;
    Ok(())
}

/// Whether there is an admin yet who is let in.
pub async fn any_admin(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = on!(tx, db => sqlx::query_as(
        "SELECT CAST(1 AS BIGINT) FROM candidate WHERE role = 'admin' AND suspended_at IS NULL LIMIT 1")
        .fetch_optional(db).await)?;
    Ok(row.is_some())
}

/// Gives a guest's attempts to the account that the guest signs in to, and lets the guest go. An open mock exam of which
/// the account has one open already stays behind with the guest, and ends when its time is up. Extra time that the account
/// has reaches what is open; time that the guest was granted is not taken away.
pub async fn absorb(tx: &mut Tx<'_>, guest: CandidateId, account: CandidateId) -> Result<(), StoreError> {
    let factor = super::extra_time::hold(tx, account).await?.unwrap_or(1.0);
    on!(tx, db => sqlx::query(
        "UPDATE attempt SET candidate_id = $2 WHERE candidate_id = $1 AND NOT (state = 'open' AND mode = 'exam' AND exam IN
             (SELECT other.exam FROM attempt other
              WHERE other.candidate_id = $2 AND other.state = 'open' AND other.mode = 'exam'))")
        .bind(guest.0).bind(account.0).execute(db).await.map(drop))?;
    super::extra_time::reach(tx, account, factor, Timestamp::MAX).await?;
    on!(tx, db => sqlx::query(
        "DELETE FROM candidate WHERE id = $1 AND name_key IS NULL
         AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.candidate_id = $1)")
        .bind(guest.0).execute(db).await.map(drop))?;
    Ok(())
}

/// Deletes a candidate with everything of theirs: sessions, attempts, answers, reports, unsaved texts, memberships, and what
/// was noted on their invitation. Questions that they wrote stay, as does what the log says was done; without their name.
pub async fn delete(tx: &mut Tx<'_>, id: CandidateId) -> Result<(), StoreError> {
    super::audit::forget(tx, id).await?;
    super::invitation::forget(tx, id).await?;
    on!(tx, db => sqlx::query("DELETE FROM candidate WHERE id = $1")
        .bind(id.0).execute(db).await.map(drop))?;
    Ok(())
}
