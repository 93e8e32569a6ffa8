//! Pictures of questions: stored once under a name that says what is in them.

use std::collections::HashSet;

use super::{StoreError, Tx, on};

/// Stores pictures; one that is there already stays.
pub async fn put(tx: &mut Tx<'_>, pictures: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
    // Each may be megabytes: a statement for each keeps what the database is sent at once small.
    for (name, bytes) in pictures {
        on!(tx, db => sqlx::query("INSERT INTO picture (name, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(name).bind(bytes).execute(db).await.map(drop))?;
    }
    Ok(())
}

/// A picture's bytes.
pub async fn get(tx: &mut Tx<'_>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = on!(tx, db => sqlx::query_as("SELECT bytes FROM picture WHERE name = $1")
        .bind(name).fetch_optional(db).await)?;
    Ok(row.map(|(bytes,)| bytes))
}

/// The names of all pictures.
pub async fn names(tx: &mut Tx<'_>) -> Result<HashSet<String>, StoreError> {
    let rows: Vec<(String,)> = on!(tx, db => sqlx::query_as("SELECT name FROM picture").fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
