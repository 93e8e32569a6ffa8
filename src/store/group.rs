//! Groups: people who are looked after together, such as a class.

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::candidate::name_key;
use super::{StoreError, Tx, count, millis, on, time};
use crate::exam::id::{CandidateId, GroupId};

/// Rows of one INSERT.
const ROWS: usize = 500;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// How many are in it.
    pub members: u32,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    members: i64,
}

impl Row {
    fn read(self) -> Result<Group, StoreError> {
        Ok(Group { id: self.id.into(), name: self.name, members: count("members", self.members)? })
    }
}

/// What became of a name for a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// The group has it; what it was called before, empty for a new one.
    Done(String),
    /// It is so already.
    Same,
    /// Another group has it.
    Taken,
    /// There is no such group.
    Unknown,
}

/// Makes a group. The same id and name again change nothing.
pub async fn add(tx: &mut Tx<'_>, id: GroupId, name: &str, now: Timestamp) -> Result<Named, StoreError> {
    let added = on!(tx, db => sqlx::query(
        "INSERT INTO people_group (id, name, name_key, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(id.0).bind(name.trim()).bind(name_key(name)).bind(millis(now))
        .execute(db).await.map(|done| done.rows_affected()))?;
    if added == 1 {
        return Ok(Named::Done(String::new()));
    }
    let same = by_id(tx, id).await?.is_some_and(|group| group.name == name.trim());
    Ok(if same { Named::Same } else { Named::Taken })
}

/// Groups in the order of their names, after a name or from the beginning, `limit` at most.
pub async fn list(tx: &mut Tx<'_>, after: &str, limit: u32) -> Result<Vec<Group>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as(
        "SELECT g.id, g.name, (SELECT COUNT(*) FROM membership m WHERE m.group_id = g.id) AS members
         FROM people_group g WHERE g.name_key > $1 ORDER BY g.name_key LIMIT $2")
        .bind(name_key(after)).bind(i64::from(limit)).fetch_all(db).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// One group.
pub async fn by_id(tx: &mut Tx<'_>, id: GroupId) -> Result<Option<Group>, StoreError> {
    let row: Option<Row> = on!(tx, db => sqlx::query_as(
        "SELECT g.id, g.name, (SELECT COUNT(*) FROM membership m WHERE m.group_id = g.id) AS members
         FROM people_group g WHERE g.id = $1")
        .bind(id.0).fetch_optional(db).await)?;
    row.map(Row::read).transpose()
}

/// The names of groups by id; those that are gone are left out.
pub async fn names(tx: &mut Tx<'_>, ids: &[GroupId]) -> Result<Vec<(GroupId, String)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(Uuid, String)> = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT id, name FROM people_group WHERE id IN (");
        let mut list = select.separated(", ");
        for id in ids {
            list.push_bind(id.0);
        }
        select.push(")");
        select.build_query_as().fetch_all(db).await
    })?;
    Ok(rows.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// Gives a group another name.
pub async fn rename(tx: &mut Tx<'_>, id: GroupId, name: &str) -> Result<Named, StoreError> {
    let Some(before) = by_id(tx, id).await? else { return Ok(Named::Unknown) };
    if before.name == name.trim() {
        return Ok(Named::Same);
    }
    let renamed = on!(tx, db => sqlx::query(
        "UPDATE people_group SET name = $2, name_key = $3 WHERE id = $1
         AND NOT EXISTS (SELECT 1 FROM people_group other WHERE other.name_key = $3 AND other.id <> $1)")
        .bind(id.0).bind(name.trim()).bind(name_key(name)).execute(db).await.map(|done| done.rows_affected()));
    match renamed {
        Ok(0) => Ok(Named::Taken),
        Ok(_) => Ok(Named::Done(before.name)),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(Named::Taken),
        Err(error) => Err(error.into()),
    }
}

/// Deletes a group; its people stay. Answers what it was.
pub async fn delete(tx: &mut Tx<'_>, id: GroupId) -> Result<Option<Group>, StoreError> {
    let before = by_id(tx, id).await?;
    on!(tx, db => sqlx::query("DELETE FROM people_group WHERE id = $1").bind(id.0).execute(db).await.map(drop))?;
    Ok(before)
}

/// Adds people to a group. Answers those who were not in it.
pub async fn add_members(
    tx: &mut Tx<'_>,
    id: GroupId,
    people: &[CandidateId],
    now: Timestamp,
) -> Result<Vec<CandidateId>, StoreError> {
    let mut added = Vec::new();
    for people in people.chunks(ROWS) {
        let rows: Vec<(Uuid,)> = on!(tx, db => {
            let mut insert = QueryBuilder::new("INSERT INTO membership (candidate_id, group_id, joined_at) ");
            insert.push_values(people, |mut row, person| {
                row.push_bind(person.0).push_bind(id.0).push_bind(millis(now));
            });
            insert.push(" ON CONFLICT DO NOTHING RETURNING candidate_id");
            insert.build_query_as().fetch_all(db).await
        })?;
        added.extend(rows.into_iter().map(|(person,)| CandidateId::from(person)));
    }
    Ok(added)
}

/// Takes somebody out of a group. False when they were not in it.
pub async fn remove_member(tx: &mut Tx<'_>, id: GroupId, person: CandidateId) -> Result<bool, StoreError> {
    let removed = on!(tx, db => sqlx::query("DELETE FROM membership WHERE candidate_id = $1 AND group_id = $2")
        .bind(person.0).bind(id.0).execute(db).await.map(|done| done.rows_affected()))?;
    Ok(removed > 0)
}

/// A group that somebody is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Which.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// Since when.
    pub joined_at: Timestamp,
}

/// The groups that somebody is in, by name.
pub async fn of_candidate(tx: &mut Tx<'_>, person: CandidateId) -> Result<Vec<Membership>, StoreError> {
    let rows: Vec<(Uuid, String, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT g.id, g.name, m.joined_at FROM membership m JOIN people_group g ON g.id = m.group_id
         WHERE m.candidate_id = $1 ORDER BY g.name_key")
        .bind(person.0).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(group, name, joined_at)| Ok(Membership { group: group.into(), name, joined_at: time(joined_at)? }))
        .collect()
}
