//! Whose tables a database holds: this program's, an older or newer version's, or somebody else's.

use std::collections::BTreeMap;

use sqlx::{PgConnection, SqliteConnection};

use super::StoreError;
use super::open::MIGRATIONS;

/// The schema of a database, compared with this program's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// The same.
    Ours,
    /// An older version's: opening the database brings it up to date.
    Older,
    /// A newer version's, by a migration that is unknown here.
    Newer(i64),
    /// This migration is another one than ours of the same number, or did not end.
    Other(i64),
    /// It was never Simulado's.
    Foreign,
    /// There is nothing at all in it.
    Empty,
}

impl Schema {
    /// What it is, as part of a sentence.
    pub fn what(self) -> String {
        match self {
            Self::Ours => "holds a database of this version of Simulado".to_owned(),
            Self::Older => "holds a database of an older version of Simulado".to_owned(),
            Self::Newer(version) => {
                format!("was written by a newer version of Simulado (its migration {version} is unknown here)")
            }
            Self::Other(version) => format!("was made by another program than this (its migration {version} differs)"),
            Self::Foreign => "is a database, but not one of Simulado".to_owned(),
            Self::Empty => "holds no tables".to_owned(),
        }
    }
}

type Applied = (i64, Vec<u8>, bool);

const APPLIED: &str = "SELECT version, checksum, success FROM _sqlx_migrations ORDER BY version";

pub(super) async fn on_sqlite(connection: &mut SqliteConnection) -> Result<Schema, StoreError> {
    let tables: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM sqlite_schema WHERE type = 'table'").fetch_all(&mut *connection).await?;
    if let Some(early) = without_migrations(&tables) {
        return Ok(early);
    }
    Ok(compared(sqlx::query_as(APPLIED).fetch_all(connection).await?))
}

pub(super) async fn on_postgres(connection: &mut PgConnection) -> Result<Schema, StoreError> {
    let tables: Vec<(String,)> =
        sqlx::query_as("SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()")
            .fetch_all(&mut *connection)
            .await?;
    if let Some(early) = without_migrations(&tables) {
        return Ok(early);
    }
    Ok(compared(sqlx::query_as(APPLIED).fetch_all(connection).await?))
}

fn without_migrations(tables: &[(String,)]) -> Option<Schema> {
    if tables.is_empty() {
        return Some(Schema::Empty);
    }
    (!tables.iter().any(|(name,)| name == "_sqlx_migrations")).then_some(Schema::Foreign)
}

fn compared(applied: Vec<Applied>) -> Schema {
    let ours: BTreeMap<i64, &[u8]> =
        MIGRATIONS.iter().map(|migration| (migration.version, migration.checksum.as_ref())).collect();
    let count = applied.len();
    for (version, checksum, success) in applied {
        match ours.get(&version) {
            None => return Schema::Newer(version),
            Some(known) if *known != checksum || !success => return Schema::Other(version),
            Some(_) => {}
        }
    }
    if count == ours.len() { Schema::Ours } else { Schema::Older }
}
