//! People as admins see them: lists, found by name, and one of them with what they did here.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::candidate::{self, Candidate, name_key};
use super::rights::{self, Suspension};
use super::{StoreError, Tx, count, like, names_in, on, time, word};
use crate::exam::id::CandidateId;
use crate::exam::role::Role;

/// How many ids one statement takes.
const IDS: usize = 10_000;

/// Whom a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Those with an account.
    #[default]
    Accounts,
    /// Those whose account is suspended.
    Suspended,
    /// Guests.
    Guests,
}

/// Who is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A part of the name.
    pub name: String,
    /// The role.
    pub role: Option<Role>,
    /// Accounts or guests.
    pub show: Show,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By name. Guests have none: they come by when they were here.
    #[default]
    Name,
    /// Who was here last comes first.
    Seen,
}

/// Somebody in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Who.
    pub id: CandidateId,
    /// Their name; nothing for a guest.
    pub name: Option<String>,
    /// Their role.
    pub role: Role,
    /// Whether the account is suspended.
    pub suspended: bool,
    /// The factor for their time.
    pub extra_time: f64,
    /// How many attempts they began.
    pub attempts: u32,
    /// When they were here last.
    pub last_seen_at: Timestamp,
}

/// Where a page of a list ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name as it is compared, or the time in milliseconds.
    pub key: String,
    /// Who.
    pub id: CandidateId,
}

impl Listed {
    /// Where a page ends that ends with this row.
    pub fn place(&self, sort: Sort) -> Place {
        let key = match (&self.name, sort) {
            (Some(name), Sort::Name) => name_key(name),
            _ => self.last_seen_at.as_millisecond().to_string(),
        };
        Place { key, id: self.id }
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: Option<String>,
    role: String,
    suspended: bool,
    extra_time: f64,
    attempts: i64,
    last_seen_at: i64,
}

impl Row {
    fn read(self) -> Result<Listed, StoreError> {
        Ok(Listed {
            id: self.id.into(),
            name: self.name,
            role: word("role", &self.role)?,
            suspended: self.suspended,
            extra_time: self.extra_time,
            attempts: count("number of attempts", self.attempts)?,
            last_seen_at: time(self.last_seen_at)?,
        })
    }
}

/// Adds the conditions of a filter to a statement on `candidate c`.
fn conditions<DB>(statement: &mut QueryBuilder<DB>, filter: &Filter)
where
    DB: sqlx::Database,
    String: sqlx::Type<DB> + for<'q> sqlx::Encode<'q, DB>,
{
    statement.push(match filter.show {
        Show::Accounts => " WHERE c.name_key IS NOT NULL",
        Show::Suspended => " WHERE c.name_key IS NOT NULL AND c.suspended_at IS NOT NULL",
        Show::Guests => " WHERE c.name_key IS NULL",
    });
    if let Some(role) = filter.role {
        statement.push(" AND c.role = ").push_bind(role.as_str().to_owned());
    }
    let name = name_key(&filter.name);
    if !name.is_empty() {
        statement.push(" AND c.name_key LIKE ").push_bind(format!("%{}%", like(&name))).push(" ESCAPE '\\'");
    }
}

/// A page of the people whom a filter lets through, after a place or from the beginning, `limit` rows at most.
pub async fn list(
    tx: &mut Tx<'_>,
    filter: &Filter,
    sort: Sort,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let by_name = sort == Sort::Name && filter.show != Show::Guests;
    let rows: Vec<Row> = on!(tx, db => {
        let mut select = QueryBuilder::new(
            "SELECT c.id, c.name, c.role, c.suspended_at IS NOT NULL AS suspended, c.extra_time, c.last_seen_at,
                    (SELECT COUNT(*) FROM attempt a WHERE a.candidate_id = c.id) AS attempts
             FROM candidate c");
        conditions(&mut select, filter);
        if let Some(place) = after {
            if by_name {
                select.push(" AND c.name_key > ").push_bind(place.key.clone());
            } else {
                let seen = place.key.parse::<i64>().unwrap_or(i64::MAX);
                select.push(" AND (c.last_seen_at, c.id) < (").push_bind(seen).push(", ").push_bind(place.id.0).push(")");
            }
        }
        select.push(if by_name { " ORDER BY c.name_key" } else { " ORDER BY c.last_seen_at DESC, c.id DESC" });
        select.push(" LIMIT ").push_bind(i64::from(limit));
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(Row::read).collect()
}

/// How many people a filter lets through.
pub async fn count_of(tx: &mut Tx<'_>, filter: &Filter) -> Result<u32, StoreError> {
    let (people,): (i64,) = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT COUNT(*) FROM candidate c");
        conditions(&mut select, filter);
        select.build_query_as().fetch_one(db).await
    })?;
    count("people", people)
}

/// Somebody, with what they did here.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who.
    pub candidate: Candidate,
    /// Whether and why the account is suspended.
    pub suspension: Option<Suspension>,
    /// When they were here last.
    pub last_seen_at: Timestamp,
    /// How many attempts they began.
    pub attempts: u32,
}

/// One of them; nothing for an unknown id.
pub async fn of(tx: &mut Tx<'_>, id: CandidateId) -> Result<Option<Person>, StoreError> {
    let Some(candidate) = candidate::by_id(tx, id).await? else { return Ok(None) };
    let (seen, attempts): (i64, i64) = on!(tx, db => sqlx::query_as(
        "SELECT c.last_seen_at, (SELECT COUNT(*) FROM attempt a WHERE a.candidate_id = c.id)
         FROM candidate c WHERE c.id = $1")
        .bind(id.0).fetch_one(db).await)?;
    let suspension = rights::suspension(tx, id).await?;
    let attempts = count("number of attempts", attempts)?;
    Ok(Some(Person { candidate, suspension, last_seen_at: time(seen)?, attempts }))
}

/// The names of people by id. Guests and those who are gone are left out.
pub async fn names(tx: &mut Tx<'_>, ids: &[CandidateId]) -> Result<HashMap<CandidateId, String>, StoreError> {
    let mut found = HashMap::new();
    for ids in ids.chunks(IDS) {
        let rows: Vec<(Uuid, String)> = on!(tx, db => {
            let mut select = QueryBuilder::new("SELECT id, name FROM candidate WHERE name IS NOT NULL AND id IN (");
            let mut list = select.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            select.push(")");
            select.build_query_as().fetch_all(db).await
        })?;
        found.extend(rows.into_iter().map(|(id, name)| (CandidateId::from(id), name)));
    }
    Ok(found)
}

/// The accounts of these names, by the name as it is compared. Names that nobody has are left out.
pub async fn by_names(tx: &mut Tx<'_>, names: &[String]) -> Result<HashMap<String, CandidateId>, StoreError> {
    let keys: Vec<String> = names.iter().map(|name| name_key(name)).collect();
    let mut found = HashMap::new();
    for keys in keys.chunks(IDS) {
        let rows: Vec<(String, Uuid)> = on!(tx, db => {
            let mut select = QueryBuilder::new("SELECT name_key, id FROM candidate WHERE name_key");
            names_in(&mut select, keys);
            select.build_query_as().fetch_all(db).await
        })?;
        found.extend(rows.into_iter().map(|(key, id)| (key, CandidateId::from(id))));
    }
    Ok(found)
}
