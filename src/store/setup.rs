//! One-time links to become the first admin.

use jiff::Timestamp;

use super::{StoreError, Tx, millis, on};

/// Replaces whatever link there is by one with this token.
pub async fn replace(
    tx: &mut Tx<'_>,
    token_hash: [u8; 32],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("DELETE FROM setup_link").execute(db).await.map(drop))?;
    on!(tx, db => sqlx::query("INSERT INTO setup_link (token_hash, created_at, expires_at) VALUES ($1, $2, $3)")
        .bind(token_hash.to_vec()).bind(millis(now)).bind(millis(expires_at)).execute(db).await.map(drop))?;
    Ok(())
}

/// Whether a link is good at `now`.
pub async fn is_valid(tx: &mut Tx<'_>, token_hash: [u8; 32], now: Timestamp) -> Result<bool, StoreError> {
    let row: Option<(i64,)> = on!(tx, db => sqlx::query_as(
        "SELECT expires_at FROM setup_link WHERE token_hash = $1 AND expires_at > $2")
        .bind(token_hash.to_vec()).bind(millis(now)).fetch_optional(db).await)?;
    Ok(row.is_some())
}

/// Uses a link up. False when it is not good any more.
pub async fn consume(tx: &mut Tx<'_>, token_hash: [u8; 32], now: Timestamp) -> Result<bool, StoreError> {
    let rows = on!(tx, db => sqlx::query("DELETE FROM setup_link WHERE token_hash = $1 AND expires_at > $2")
        .bind(token_hash.to_vec()).bind(millis(now)).execute(db).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
