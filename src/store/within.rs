//! Work on `PostgreSQL` that must come to an end: a server that has vanished without a word is not waited for.
//!
//! A machine that loses its power or its cable ends no connection. What was asked of it would be waited for until the system gives
//! the connection up, which takes a quarter of an hour.

use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::{Connection as _, PgConnection, PgPool};

use super::{StoreError, Tx};

/// Runs a job once, in a transaction of its own; if it takes longer than the limit, nothing is known of it but that it was not
/// acknowledged.
pub(super) async fn once<T, F>(pool: &PgPool, limit: Option<Duration>, job: F) -> Result<T, StoreError>
where
    T: Send + 'static,
    F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>> + Send + 'static,
{
    limited(pool, limit, |connection| Box::pin(transaction(connection, job))).await
}

/// The same for a job that is one statement: that is a transaction without being told so, which spares two ways to the server.
pub(super) async fn alone<T, F>(pool: &PgPool, limit: Duration, job: F) -> Result<T, StoreError>
where
    T: Send + 'static,
    F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>> + Send + 'static,
{
    limited(pool, Some(limit), |connection| Box::pin(async move { job(&mut Tx::PostgresJob(connection)).await })).await
}

async fn limited<T, F>(pool: &PgPool, limit: Option<Duration>, work: F) -> Result<T, StoreError>
where
    F: for<'a> FnOnce(&'a mut PgConnection) -> BoxFuture<'a, Result<T, StoreError>>,
{
    let mut connection = pool.acquire().await?;
    let Some(limit) = limit else { return work(&mut connection).await };
    if let Ok(done) = tokio::time::timeout(limit, work(&mut connection)).await {
        return done;
    }
    // Nobody else should wait for what it was about.
    connection.close_on_drop();
    Err(silent(limit))
}

/// Runs queries that change nothing.
pub(super) async fn reading<T, F>(pool: &PgPool, limit: Option<Duration>, query: F) -> Result<T, StoreError>
where
    F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>>,
{
    let mut tx = Tx::PostgresReader(pool.acquire().await?);
    let Some(limit) = limit else { return query(&mut tx).await };
    if let Ok(done) = tokio::time::timeout(limit, query(&mut tx)).await {
        return done;
    }
    if let Tx::PostgresReader(connection) = &mut tx {
        connection.close_on_drop();
    }
    Err(silent(limit))
}

/// Asks whether the server is there.
pub(super) async fn ping(pool: &PgPool, limit: Duration) -> Result<(), StoreError> {
    let mut connection = tokio::time::timeout(limit, pool.acquire()).await.map_err(|_| silent(limit))??;
    if let Ok(answer) = tokio::time::timeout(limit, connection.ping()).await {
        return Ok(answer?);
    }
    connection.close_on_drop();
    Err(silent(limit))
}

async fn transaction<T, F>(connection: &mut PgConnection, job: F) -> Result<T, StoreError>
where
    F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>>,
{
    let mut transaction = connection.begin().await?;
    let result = job(&mut Tx::PostgresJob(&mut transaction)).await?;
    transaction.commit().await?;
    Ok(result)
}

fn silent(limit: Duration) -> StoreError {
    StoreError::Unavailable(format!("the database server says nothing for {} s", limit.as_secs()))
}
