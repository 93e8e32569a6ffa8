//! The only place that names a database: one SQL text for the embedded `SQLite` and for `PostgreSQL`.
//!
//! [`Store::read`] and [`Store::write`] hand a [`Tx`] to a closure that calls the functions of the submodules, a file per
//! noun. A write is a job: it is answered after its commit, and never before.
//!
//! To add a query: a function in the submodule of its noun taking `&mut Tx`, its SQL once inside `on!`, and a case in
//! `tests/store/`, which runs on both databases.

pub mod answers;
pub mod attempt;
pub mod audit;
pub mod bank;
pub mod begin;
pub mod bulk;
pub mod candidate;
pub mod card;
pub mod check;
mod checkpoint;
pub mod contents;
mod digest;
pub mod drawable;
pub mod editing;
pub mod end;
mod error;
pub mod export;
pub mod extra_time;
pub mod file_choice;
pub mod file_sync;
pub mod file_text;
pub mod filing;
pub mod form;
mod gather;
pub mod group;
pub mod group_result;
pub mod guest;
pub mod history;
pub mod import;
pub mod invitation;
pub mod item;
mod lock;
pub mod login_try;
pub mod look;
mod open;
mod pace;
mod passing;
pub mod person;
pub mod picture;
pub mod question;
pub mod question_file;
pub mod reader;
pub mod regrade;
pub mod regraded;
pub mod replace;
pub mod report;
pub mod rights;
mod rows;
pub mod schema;
pub mod session;
pub mod setup;
pub mod sqlite_file;
pub mod statistics;
pub mod tables;
mod together;
pub mod transfer;
mod tx;
mod value;
mod whereabouts;
mod within;
mod writer;

use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use sqlx::PgPool;
use sqlx::sqlite::SqlitePool;
use uuid::Uuid;

use answers::{Glance, Sent, Stored};
pub use error::StoreError;
use form::Form;
use gather::Gatherer;
use guest::NewGuest;
use lock::Lock;
use look::{Asked, Look};
pub use open::OpenError;
pub use together::{Run, Together};
pub use tx::Tx;
pub(crate) use tx::on;
use whereabouts::Whereabouts;
use writer::Writer;

use crate::exam::id::AttemptId;

/// How often a job is tried that others stand in the way of.
const TRIES: usize = 5;
/// How long a server may say nothing when it is only asked whether it is there.
const PING: Duration = Duration::from_secs(2);

/// The database, of either kind. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
    gatherer: Gatherer,
    whereabouts: Whereabouts,
    guests: Together<NewGuest, ()>,
    looks: Together<Asked, Option<Look>>,
    forms: Together<AttemptId, Form>,
}

#[derive(Clone)]
enum Backend {
    Sqlite {
        readers: SqlitePool,
        /// One connection, for what is read together.
        together: SqlitePool,
        writer: Writer,
        _lock: Lock,
    },
    Postgres(PgPool),
}

impl Backend {
    /// Runs a task that hands over what others want to have written, near to where it is written.
    fn run_beside(&self, task: impl Future<Output = ()> + Send + 'static) {
        match self {
            Self::Sqlite { writer, .. } => writer.run_beside(task),
            Self::Postgres(_) => drop(tokio::spawn(task)),
        }
    }

    /// Runs queries that change nothing.
    async fn read<T, F>(&self, query: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>>,
    {
        // In boxes: they are large, and the future of every page would be as large as the larger one.
        match self {
            Self::Sqlite { readers, .. } => query(&mut Tx::SqliteReader(Box::pin(readers.acquire()).await?)).await,
            Self::Postgres(pool) => Box::pin(within::reading(pool, None, query)).await,
        }
    }

    /// Runs queries for many, which change nothing. A server that says nothing is not waited for longer than the limit.
    async fn read_together<T, F>(&self, limit: Duration, query: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>>,
    {
        match self {
            Self::Sqlite { together, .. } => query(&mut Tx::SqliteReader(together.acquire().await?)).await,
            Self::Postgres(pool) => within::reading(pool, Some(limit), query).await,
        }
    }

    /// How many statements that read for many run at a time: few, so that many share each.
    fn lanes(&self) -> usize {
        match self {
            Self::Sqlite { .. } => 1,
            Self::Postgres(_) => 2,
        }
    }

    /// Runs a job that brings together what many want to change. On `SQLite` it ends its transaction by itself; on `PostgreSQL` it is one
    /// statement, which needs none.
    async fn write_alone<T, F>(&self, limit: Duration, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>> + Clone + Send + 'static,
    {
        match self {
            Self::Sqlite { writer, .. } => writer.write_alone(job).await,
            Self::Postgres(pool) => again(|| Box::pin(within::alone(pool, limit, job.clone()))).await,
        }
    }

    /// Runs a job that changes something. Where a limit is given, a server that says nothing is not waited for longer.
    async fn write<T, F>(&self, limit: Option<Duration>, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>> + Clone + Send + 'static,
    {
        match self {
            Self::Sqlite { writer, .. } => writer.write(job).await,
            Self::Postgres(pool) => again(|| Box::pin(within::once(pool, limit, job.clone()))).await,
        }
    }
}

/// Tries something until nobody stands in its way.
async fn again<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    for _ in 1..TRIES {
        match attempt().await {
            Err(error) if error.gave_way() => tracing::debug!(%error, "a transaction is tried again"),
            done => return done,
        }
    }
    attempt().await
}

impl Store {
    /// Runs queries that change nothing.
    pub async fn read<T, F>(&self, query: F) -> Result<T, StoreError>
    where
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>>,
    {
        self.backend.read(query).await
    }

    /// Runs a job that changes something: all of it or nothing. The answer comes after it is durable.
    ///
    /// On `PostgreSQL` two jobs can wait for each other's rows, whatever the order in which each takes them; the server then
    /// gives up one of them, and it is run again. That is why a job can be cloned.
    pub async fn write<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>> + Clone + Send + 'static,
    {
        self.backend.write(None, job).await
    }

    /// Stores an answer together with those that come in at the same time. Nothing if it was not taken, for whatever reason.
    pub async fn answer(&self, sent: Sent) -> Result<Option<Stored>, StoreError> {
        self.gatherer.answer(sent).await
    }

    /// Notes that an item was looked at for the first time, together with what else comes in at the same time.
    pub async fn see(&self, glance: Glance) -> Result<(), StoreError> {
        self.whereabouts.forget(glance.attempt);
        self.gatherer.see(glance).await
    }

    /// Notes where a candidate is, a moment later: nobody waits for it.
    pub fn note_place(&self, glance: Glance) {
        self.whereabouts.note(glance);
    }

    /// Where a candidate is, if that was noted and is not written yet.
    pub fn noted_place(&self, attempt: AttemptId) -> Option<u16> {
        self.whereabouts.of(attempt)
    }

    /// Writes what nobody waits for, before the program ends.
    pub async fn settle(&self) {
        self.whereabouts.write(&self.backend).await;
    }

    /// Looks at an open attempt, together with those who look at the same time. Nothing if there is none to be gone on with.
    pub async fn look(&self, asked: Asked) -> Result<Option<Look>, StoreError> {
        self.looks.put(asked).await
    }

    /// The form of an attempt, together with those that are asked for at the same time. An unknown attempt has an empty one.
    pub async fn form(&self, attempt: AttemptId) -> Result<Form, StoreError> {
        self.forms.put(attempt).await
    }

    /// Makes a guest with a session, together with those who come at the same time.
    pub async fn welcome(&self, guest: NewGuest) -> Result<(), StoreError> {
        self.guests.put(guest).await
    }

    /// A way to do work of one kind together with what comes in at the same time. Inputs of one batch may be alike: `run` sees
    /// them in their order.
    pub fn together<I, O>(&self, run: Run<I, O>) -> Together<I, O>
    where
        I: Clone + Send + Sync + 'static,
        O: Send + 'static,
    {
        Together::writing(self.backend.clone(), run)
    }

    /// Whether writes are waiting for the one that runs now.
    pub fn is_waiting(&self) -> bool {
        match &self.backend {
            Backend::Sqlite { writer, .. } => writer.is_waiting(),
            Backend::Postgres(_) => false,
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        if let Backend::Postgres(pool) = &self.backend {
            return Box::pin(within::ping(pool, PING)).await;
        }
        self.read(|tx| {
            Box::pin(async move {
                on!(tx, db => sqlx::query("SELECT 1").execute(db).await.map(drop))?;
                Ok(())
            })
        })
        .await
    }
}

/// A stored time: milliseconds UTC.
fn millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A stored time, read back.
fn time(millis: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(millis).map_err(|_| StoreError::Corrupt(format!("time {millis}")))
}

/// A stored word, read back as the type it was written from.
fn word<T: std::str::FromStr>(what: &str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("{what} “{text}”")))
}

/// A stored count, read back.
fn count<T: TryFrom<i64>>(what: &str, value: i64) -> Result<T, StoreError> {
    T::try_from(value).map_err(|_| StoreError::Corrupt(format!("{what} {value}")))
}

/// A text as part of a LIKE pattern with `ESCAPE '\'`: its own wildcards stand for themselves.
fn like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// How many rows a statement has for so many inputs. There are a few lengths only, so that the database need not read each anew.
fn rows_for(inputs: usize) -> usize {
    inputs.next_power_of_two()
}

/// Inputs as rows of a statement of this length: rows of nothing fill up.
fn filled<T>(inputs: &[T], rows: usize) -> impl Iterator<Item = Option<&T>> {
    inputs.iter().map(Some).chain(std::iter::repeat(None)).take(rows)
}

/// The same, as many as it takes.
fn padded<T>(inputs: &[T]) -> impl Iterator<Item = Option<&T>> {
    filled(inputs, rows_for(inputs.len()))
}

/// Adds ` IN (…)` with ids to a statement.
fn ids_in<DB>(statement: &mut sqlx::QueryBuilder<DB>, ids: impl ExactSizeIterator<Item = Uuid>)
where
    DB: sqlx::Database,
    Option<Uuid>: sqlx::Type<DB> + for<'q> sqlx::Encode<'q, DB>,
{
    let ids: Vec<Uuid> = ids.collect();
    statement.push(" IN (");
    let mut list = statement.separated(", ");
    for id in padded(&ids) {
        list.push_bind(id.copied());
    }
    statement.push(")");
}

/// Adds ` IN (…)` with the names to a statement.
fn names_in<DB>(statement: &mut sqlx::QueryBuilder<DB>, names: &[String])
where
    DB: sqlx::Database,
    String: sqlx::Type<DB> + for<'q> sqlx::Encode<'q, DB>,
{
    statement.push(" IN (");
    let mut list = statement.separated(", ");
    for name in names {
        list.push_bind(name.clone());
    }
    statement.push(")");
}
