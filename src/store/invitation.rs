//! Invitations: links that make an account with a role, or raise the role of one. Each works once.

use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::{StoreError, Tx, group, millis, on, rights, time, word};
use crate::exam::id::{CandidateId, GroupId, InvitationId};
use crate::exam::role::Role;

/// An invitation to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// Its id.
    pub id: InvitationId,
    /// SHA-256 of the link's token, made when the form was shown: the same form twice invites once.
    pub token_hash: [u8; 32],
    /// What the invited become.
    pub role: Role,
    /// The group that they join.
    pub group: Option<GroupId>,
    /// For whom, in the admin's words.
    pub note: String,
    /// Who invites.
    pub made_by: CandidateId,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there.
    Done,
    /// This very one was there already.
    Same,
    /// Another one has this token: the form was used before for something else.
    Taken,
}

/// Where an invitation is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody may still come by it.
    Open,
    /// Somebody came.
    Used,
    /// Nobody came in time.
    Expired,
    /// It was taken back.
    Withdrawn,
}

/// An invitation as admins see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Which.
    pub id: InvitationId,
    /// What the invited become.
    pub role: Role,
    /// The group that they join.
    pub group: Option<(GroupId, String)>,
    /// For whom.
    pub note: String,
    /// Who invited; nothing once their account is gone.
    pub made_by: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When somebody came by it.
    pub used_at: Option<Timestamp>,
    /// Who that was; nothing once their account is gone.
    pub used_by: Option<(CandidateId, String)>,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

impl Invitation {
    /// Where it is in its life at `now`.
    pub fn state(&self, now: Timestamp) -> State {
        if self.used_at.is_some() {
            State::Used
        } else if self.withdrawn_at.is_some() {
            State::Withdrawn
        } else if self.expires_at <= now {
            State::Expired
        } else {
            State::Open
        }
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    role: String,
    group_id: Option<Uuid>,
    group_name: Option<String>,
    note: String,
    made_by: Option<String>,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
    used_by: Option<Uuid>,
    used_by_name: Option<String>,
    withdrawn_at: Option<i64>,
}

impl Row {
    fn read(self) -> Result<Invitation, StoreError> {
        Ok(Invitation {
            id: self.id.into(),
            role: word("role", &self.role)?,
            group: self.group_id.zip(self.group_name).map(|(id, name)| (id.into(), name)),
            note: self.note,
            made_by: self.made_by,
            created_at: time(self.created_at)?,
            expires_at: time(self.expires_at)?,
            used_at: self.used_at.map(time).transpose()?,
            used_by: self.used_by.zip(self.used_by_name).map(|(id, name)| (id.into(), name)),
            withdrawn_at: self.withdrawn_at.map(time).transpose()?,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.role, i.group_id, g.name AS group_name, i.note, m.name AS made_by, i.created_at, i.expires_at,
                    i.used_at, i.used_by, u.name AS used_by_name, i.withdrawn_at
             FROM invitation i LEFT JOIN people_group g ON g.id = i.group_id
             LEFT JOIN candidate m ON m.id = i.made_by LEFT JOIN candidate u ON u.id = i.used_by ",
            $rest
        )
    };
}

/// Makes an invitation.
pub async fn add(tx: &mut Tx<'_>, new: &New, now: Timestamp) -> Result<Made, StoreError> {
    let added = on!(tx, db => sqlx::query(
        "INSERT INTO invitation (id, token_hash, role, group_id, note, made_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING")
        .bind(new.id.0).bind(new.token_hash.to_vec()).bind(new.role.as_str()).bind(new.group.map(|group| group.0))
        .bind(&new.note).bind(new.made_by.0).bind(millis(now)).bind(millis(new.expires_at))
        .execute(db).await.map(|done| done.rows_affected()))?;
    if added == 1 {
        return Ok(Made::Done);
    }
    let same = by_token(tx, new.token_hash).await?.is_some_and(|there| {
        there.state(now) == State::Open
            && there.role == new.role
            && there.group.map(|(group, _)| group) == new.group
            && there.note == new.note
    });
    Ok(if same { Made::Same } else { Made::Taken })
}

/// Invitations, the latest first, after one or from the beginning, `limit` at most.
pub async fn list(tx: &mut Tx<'_>, before: Option<InvitationId>, limit: u32) -> Result<Vec<Invitation>, StoreError> {
    let before = before.map_or(Uuid::max(), |before| before.0);
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as(select!("WHERE i.id < $1 ORDER BY i.id DESC LIMIT $2"))
        .bind(before).bind(i64::from(limit)).fetch_all(db).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// The invitation of a token.
pub async fn by_token(tx: &mut Tx<'_>, token_hash: [u8; 32]) -> Result<Option<Invitation>, StoreError> {
    let row: Option<Row> = on!(tx, db => sqlx::query_as(select!("WHERE i.token_hash = $1"))
        .bind(token_hash.to_vec()).fetch_optional(db).await)?;
    row.map(Row::read).transpose()
}

/// Takes an open invitation back. False when it is not open any more.
pub async fn withdraw(tx: &mut Tx<'_>, id: InvitationId, now: Timestamp) -> Result<bool, StoreError> {
    let rows = on!(tx, db => sqlx::query(
        "UPDATE invitation SET withdrawn_at = $2
         WHERE id = $1 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2")
        .bind(id.0).bind(millis(now)).execute(db).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// What an invitation has made of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which it was.
    pub id: InvitationId,
    /// The role before.
    pub before: Role,
    /// The role that it is for.
    pub role: Role,
    /// The group that was joined.
    pub group: Option<GroupId>,
}

/// Uses an invitation up for an account: the role is raised, never lowered, and the group joined. Nothing when it is not good
/// any more, or when this is no account.
pub async fn take(
    tx: &mut Tx<'_>,
    token_hash: [u8; 32],
    person: CandidateId,
    now: Timestamp,
) -> Result<Option<Taken>, StoreError> {
    let row: Option<(Uuid, String, Option<Uuid>)> = on!(tx, db => sqlx::query_as(
        "UPDATE invitation SET used_by = $2, used_at = $3
         WHERE token_hash = $1 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $3
               AND EXISTS (SELECT 1 FROM candidate WHERE id = $2 AND name_key IS NOT NULL)
         RETURNING id, role, group_id")
        .bind(token_hash.to_vec()).bind(person.0).bind(millis(now)).fetch_optional(db).await)?;
    let Some((id, role, group)) = row else { return Ok(None) };
    let role: Role = word("role", &role)?;
    let Some(before) = rights::raise_role(tx, person, role).await? else { return Ok(None) };
    let group = group.map(GroupId::from);
    if let Some(group) = group {
        group::add_members(tx, group, &[person], now).await?;
    }
    Ok(Some(Taken { id: id.into(), before, role, group }))
}

/// Takes what was noted about somebody whose account goes off the invitation that they came by.
pub(super) async fn forget(tx: &mut Tx<'_>, person: CandidateId) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE invitation SET note = '' WHERE used_by = $1")
        .bind(person.0).execute(db).await.map(drop))?;
    Ok(())
}
