//! The log of administrative acts: who, when, what, to what, before and after. Rows are added and read, never changed –
//! but for the name of somebody whose account is deleted.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{StoreError, Tx, millis, on, time};
use crate::exam::id::CandidateId;

/// Who acts on the command line, as the log has it: no account can be called so.
pub const COMMAND_LINE: &str = "command line";

/// An act.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Made before, so that a repeated request is logged once. Ids rise with time.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who; nothing for the command line.
    pub actor: Option<CandidateId>,
    /// Their name then.
    pub actor_name: String,
    /// What was done, as a word: `question-saved`, `role-changed`.
    pub act: String,
    /// What it was done to, as a path: `question/<exam>/<name>`.
    pub object: String,
    /// What was: an object, empty where there is nothing to tell.
    pub before: Value,
    /// What is.
    pub after: Value,
}

impl Act {
    /// An act that tells nothing of before and after.
    pub fn plain(id: Uuid, at: Timestamp, by: (Option<CandidateId>, &str), act: &str, object: String) -> Self {
        let nothing = || serde_json::json!({});
        let (actor, actor_name) = (by.0, by.1.to_owned());
        Self { id, at, actor, actor_name, act: act.to_owned(), object, before: nothing(), after: nothing() }
    }
}

/// Logs an act, in the transaction that does it.
pub async fn add(tx: &mut Tx<'_>, act: &Act) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query(
        "INSERT INTO audit (id, at, actor_id, actor, act, object, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT DO NOTHING")
        .bind(act.id).bind(millis(act.at)).bind(act.actor.map(|actor| actor.0)).bind(&act.actor_name).bind(&act.act)
        .bind(&act.object).bind(Json(&act.before)).bind(Json(&act.after))
        .execute(db).await.map(drop))?;
    Ok(())
}

/// Which acts are looked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// By whom, by the beginning of the name.
    pub actor: String,
    /// What, as a word; empty for all.
    pub act: String,
    /// To what, by the beginning of the path.
    pub object: String,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Before this act, to go on where a page ended.
    pub before: Option<Uuid>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    at: i64,
    actor_id: Option<Uuid>,
    actor: String,
    act: String,
    object: String,
    before: Json<Value>,
    after: Json<Value>,
}

/// The acts that a filter lets through, the latest first, `limit` at most.
pub async fn list(tx: &mut Tx<'_>, filter: &Filter, limit: u32) -> Result<Vec<Act>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT * FROM audit WHERE 1 = 1");
        if !filter.actor.is_empty() {
            // SQLite knows the lower case of ASCII letters only: a name is also found as it is written.
            select.push(" AND (LOWER(actor) LIKE ").push_bind(format!("{}%", super::like(&filter.actor.to_lowercase())))
                .push(" ESCAPE '\\' OR actor LIKE ").push_bind(format!("{}%", super::like(&filter.actor)))
                .push(" ESCAPE '\\')");
        }
        if !filter.act.is_empty() {
            select.push(" AND act = ").push_bind(filter.act.clone());
        }
        if !filter.object.is_empty() {
            select.push(" AND object LIKE ").push_bind(format!("{}%", super::like(&filter.object))).push(" ESCAPE '\\'");
        }
        if let Some(from) = filter.from {
            select.push(" AND at >= ").push_bind(millis(from));
        }
        if let Some(until) = filter.until {
            select.push(" AND at < ").push_bind(millis(until));
        }
        if let Some(before) = filter.before {
            select.push(" AND id < ").push_bind(before);
        }
        select.push(" ORDER BY id DESC LIMIT ").push_bind(i64::from(limit));
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter()
        .map(|row| {
            Ok(Act {
                id: row.id,
                at: time(row.at)?,
                actor: row.actor_id.map(CandidateId::from),
                actor_name: row.actor,
                act: row.act,
                object: row.object,
                before: row.before.0,
                after: row.after.0,
            })
        })
        .collect()
}

/// Takes somebody whose account goes out of the log: their name, and what was said of them when something was done to their
/// account, such as why it was suspended. That it was done, when and by whom stays.
pub async fn forget(tx: &mut Tx<'_>, person: CandidateId) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE audit SET actor = '', actor_id = NULL WHERE actor_id = $1")
        .bind(person.0).execute(db).await.map(drop))?;
    let nothing = serde_json::json!({});
    on!(tx, db => sqlx::query("UPDATE audit SET before = $2, after = $2 WHERE object = $1")
        .bind(format!("person/{person}")).bind(Json(&nothing)).execute(db).await.map(drop))?;
    Ok(())
}
