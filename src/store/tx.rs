//! One connection of either database, and the macro that runs the same SQL text on it.

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};

/// What a read or a write is given to talk to the database with.
pub enum Tx<'c> {
    /// A reading connection of the `SQLite` pool.
    SqliteReader(PoolConnection<Sqlite>),
    /// The writer's connection, inside the batch's transaction.
    SqliteWriter(&'c mut SqliteConnection),
    /// The writer's connection, for a job that begins and ends its transaction by itself.
    SqliteAlone(&'c mut SqliteConnection),
    /// A connection of the `PostgreSQL` pool, for reading.
    PostgresReader(PoolConnection<Postgres>),
    /// A `PostgreSQL` connection on which somebody else has begun a transaction, and will end it.
    PostgresJob(&'c mut PgConnection),
}

impl Tx<'_> {
    /// Whether it is a `PostgreSQL`: what is in a database is asked of each in its own words.
    pub(super) fn is_postgres(&self) -> bool {
        matches!(self, Self::PostgresReader(_) | Self::PostgresJob(_))
    }

    /// What the text of the first statement begins with, if it must begin the transaction.
    pub(super) fn begin(&self) -> &'static str {
        // IMMEDIATE: a deferred transaction that turns into a writing one fails at once when another process writes.
        if matches!(self, Self::SqliteAlone(_)) { "BEGIN IMMEDIATE; " } else { "" }
    }

    /// How a statement that changes rows begins. Where it is the job's own transaction, all of it is taken back if one of them cannot
    /// be changed: then `SQLite` need not keep each page as it was before the statement.
    pub(super) fn update(&self) -> &'static str {
        if matches!(self, Self::SqliteAlone(_)) { "UPDATE OR ROLLBACK " } else { "UPDATE " }
    }

    /// What the text of the last statement ends with, if it must end the transaction.
    pub(super) fn commit(&self) -> &'static str {
        if matches!(self, Self::SqliteAlone(_)) { "; COMMIT" } else { "" }
    }

    /// Ends a transaction that has begun and changed nothing, if that is to be done.
    pub(super) async fn leave(&mut self) -> Result<(), sqlx::Error> {
        match self {
            Self::SqliteAlone(connection) => sqlx::query("ROLLBACK").execute(&mut **connection).await.map(drop),
            _ => Ok(()),
        }
    }
}

/// Runs `$body` with `$db` bound to the connection of whichever database this is. The SQL in it is written once, in the
/// dialect subset that both understand; the types are checked for both by the compiler.
macro_rules! on {
    ($tx:expr, $db:ident => $body:expr) => {
        match $tx {
            $crate::store::Tx::SqliteReader(connection) => {
                let $db = &mut **connection;
                $body
            }
            $crate::store::Tx::SqliteWriter(connection) | $crate::store::Tx::SqliteAlone(connection) => {
                let $db = &mut **connection;
                $body
            }
            $crate::store::Tx::PostgresReader(connection) => {
                let $db = &mut **connection;
                $body
            }
            $crate::store::Tx::PostgresJob(connection) => {
                let $db = &mut **connection;
                $body
            }
        }
    };
}
pub(crate) use on;
