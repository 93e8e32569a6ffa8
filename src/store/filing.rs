//! Filing attempts: from then on an index tells which of them a text was served in. Until then they are looked through; the
//! view `served` has both.

use jiff::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{StoreError, Tx, millis, on};

/// Whether there is an attempt to file that began before `before`.
pub async fn is_due(tx: &mut Tx<'_>, before: Timestamp) -> Result<bool, StoreError> {
    let first: Option<(Uuid,)> = on!(tx, db => sqlx::query_as("SELECT id FROM attempt WHERE NOT filed AND started_at < $1 LIMIT 1")
        .bind(millis(before)).fetch_optional(db).await)?;
    Ok(first.is_some())
}

/// Files attempts that began before `before`, the first ones first, `limit` at most. Answers how many there were.
pub async fn file(tx: &mut Tx<'_>, before: Timestamp, limit: u32) -> Result<usize, StoreError> {
    let rows: Vec<(Uuid,)> = on!(tx, db => sqlx::query_as(
        "UPDATE attempt SET filed = TRUE WHERE id IN (
             SELECT id FROM attempt WHERE NOT filed AND started_at < $1 ORDER BY started_at LIMIT $2) RETURNING id")
        .bind(millis(before)).bind(i64::from(limit)).fetch_all(db).await)?;
    if !rows.is_empty() {
        on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE item SET filed = TRUE WHERE attempt_id IN (");
            let mut list = update.separated(", ");
            for (id,) in &rows {
                list.push_bind(id);
            }
            update.push(")");
            update.build().execute(db).await.map(drop)
        })?;
    }
    Ok(rows.len())
}
