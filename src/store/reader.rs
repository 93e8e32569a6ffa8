//! A database that is only looked at: nothing is made, brought up to date or changed, whoever else is using it.

use std::str::FromStr as _;

use futures_util::future::BoxFuture;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};

use super::open::{OpenError, without_password};
use super::schema::{self, Schema};
use super::{StoreError, Tx, on, sqlite_file};

/// A connection of its own, for reading.
pub enum Reader {
    /// To a file.
    Sqlite(SqliteConnection),
    /// To a server.
    Postgres(PgConnection),
}

impl Reader {
    /// Opens the database at `url` if it is there and has this program's schema.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        let name = without_password(url);
        let unreadable = |cause: String| OpenError::Unreadable { name: name.clone(), cause };
        let (reader, schema) = if let Some(path) = sqlite_file::path(url) {
            if !path.exists() {
                return Err(unreadable("there is no such file".to_owned()));
            }
            let open = sqlite_file::open_to_read(&path).await;
            let mut connection = open.map_err(|error| unreadable(error.to_string()))?;
            let schema = schema::on_sqlite(&mut connection).await.map_err(|error| match &error {
                StoreError::Database(cause) if sqlite_file::is_corrupt(cause) => {
                    OpenError::Damaged { name: name.clone(), cause: error.to_string() }
                }
                _ => unreadable(error.to_string()),
            })?;
            (Self::Sqlite(connection), schema)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|_| OpenError::Address(name.clone()))?;
            let options = options.application_name("simulado").disable_statement_logging();
            let mut connection = options.connect().await.map_err(OpenError::Server)?;
            let schema = schema::on_postgres(&mut connection).await.map_err(|error| unreadable(error.to_string()))?;
            (Self::Postgres(connection), schema)
        } else {
            return Err(OpenError::Address(name));
        };
        match schema {
            Schema::Ours => Ok(reader),
            Schema::Newer(version) => Err(OpenError::Newer { name, version }),
            Schema::Older => {
                Err(unreadable(format!("it {}: start the service once to bring it up to date", schema.what())))
            }
            other => Err(unreadable(format!("it {}", other.what()))),
        }
    }

    /// Runs queries that see the database as it is at one moment.
    pub async fn snapshot<T, F>(&mut self, query: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>>,
    {
        self.begin().await?;
        let result = query(&mut self.tx()).await;
        self.end().await?;
        result
    }

    /// Ends the connection, so that nothing of it is left when the database is opened for good.
    pub(super) async fn close(self) {
        // It has only read: that the other side went first is nothing to tell.
        drop(match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Postgres(connection) => connection.close().await,
        });
    }

    /// From here on, it sees the database as it is now, until the end.
    pub(super) async fn begin(&mut self) -> Result<(), StoreError> {
        let begin = match self {
            Self::Sqlite(_) => "BEGIN",
            Self::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        on!(&mut self.tx(), db => sqlx::query(begin).execute(db).await.map(drop))?;
        Ok(())
    }

    pub(super) async fn end(&mut self) -> Result<(), StoreError> {
        on!(&mut self.tx(), db => sqlx::query("ROLLBACK").execute(db).await.map(drop))?;
        Ok(())
    }

    pub(super) fn tx(&mut self) -> Tx<'_> {
        match self {
            Self::Sqlite(connection) => Tx::SqliteWriter(connection),
            Self::Postgres(connection) => Tx::PostgresJob(connection),
        }
    }

    /// What is wrong with the file of an embedded database; nothing is said of a server, which keeps its own order.
    pub async fn flaws(&mut self) -> Result<Vec<String>, StoreError> {
        match self {
            Self::Sqlite(connection) => sqlite_file::flaws(connection).await,
            Self::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Whether it is a server.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}
