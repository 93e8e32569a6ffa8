//! Problems that candidates report with a question, each with the revision and the response it was made on.

use jiff::Timestamp;
use sqlx::types::Json;
use uuid::Uuid;

use super::{StoreError, Tx, millis, on};
use crate::exam::id::{AttemptId, ReportId};

/// Files a report about an item; the revision and the response are taken from the item itself. False when there is no such
/// item. The same id again changes nothing.
pub async fn add(
    tx: &mut Tx<'_>,
    id: ReportId,
    attempt: AttemptId,
    position: u16,
    message: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(item) = super::item::at(tx, attempt, position).await? else { return Ok(false) };
    on!(tx, db => sqlx::query(
        "INSERT INTO report (attempt_id, position, id, revision_id, response, message, created_at, exam, question)
         SELECT $1, $2, $3, r.id, $5, $6, $7, r.exam, r.question FROM revision r WHERE r.id = $4 ON CONFLICT DO NOTHING")
        .bind(attempt.0).bind(i64::from(position)).bind(id.0).bind(item.revision_id.0)
        .bind(Json(&item.entry.response)).bind(message).bind(millis(now))
        .execute(db).await.map(drop))?;
    Ok(true)
}

/// How many reports were filed about an item.
pub async fn count_of(tx: &mut Tx<'_>, attempt: AttemptId, position: u16) -> Result<u32, StoreError> {
    let rows: Vec<(Uuid,)> = on!(tx, db => sqlx::query_as("SELECT id FROM report WHERE attempt_id = $1 AND position = $2")
        .bind(attempt.0).bind(i64::from(position)).fetch_all(db).await)?;
    Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
}
