//! One connection of either database, and the macro that runs the same SQL text on it.

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};

/// What a read or a write is given to talk to the database with.
pub enum Tx<'c> {
    /// A reading connection of the `SQLite` pool.
    SqliteReader(PoolConnection<Sqlite>),
    /// The writer's connection, inside the batch's transaction.
    SqliteWriter(&'c mut SqliteConnection),
    /// The writer's connection, outside a transaction: for a job that begins and ends its own.
    SqliteAlone(&'c mut SqliteConnection),
    /// A connection of the `PostgreSQL` pool, for reading.
    PostgresReader(PoolConnection<Postgres>),
    /// A `PostgreSQL` connection on which somebody else has begun a transaction, and will end it; or one without, for a job that is one
    /// statement.
    PostgresJob(&'c mut PgConnection),
}

impl Tx<'_> {
    /// Whether it is a `PostgreSQL`: what is in a database is asked of each in its own words.
    pub(super) fn is_postgres(&self) -> bool {
        matches!(self, Self::PostgresReader(_) | Self::PostgresJob(_))
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
