//! A page of the size of a question page, after one indexed read of a form's rows.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::super::client::Failure;
use super::{ATTEMPTS, PAGE_BYTES};

const READ: &str = "SELECT position, response, revision, answered_at FROM item WHERE attempt = ?1 ORDER BY position";
/// Connections, in either way.
const CONNECTIONS: u32 = 4;

/// The next attempt to be read, round and round.
fn next(counter: &AtomicI64) -> i64 {
    counter.fetch_add(1, Ordering::Relaxed) % ATTEMPTS
}

fn page(rows: usize) -> Html<String> {
    let mut page = String::with_capacity(PAGE_BYTES + 16);
    page.push_str(&rows.to_string());
    page.extend(std::iter::repeat_n('x', PAGE_BYTES));
    Html(page)
}

/// Read on the thread that answers, by rusqlite.
pub fn inline(folder: &Path) -> Result<Router, Failure> {
    let path = folder.join("inline.db");
    let mut connection = super::open(&path).map_err(|error| error.to_string())?;
    super::fill(&mut connection).map_err(|error| error.to_string())?;
    let connections = (0..CONNECTIONS).map(|_| super::open(&path).map(Mutex::new)).collect::<Result<Vec<_>, _>>();
    let connections = Arc::new(connections.map_err(|error| error.to_string())?);
    let counter = Arc::new(AtomicI64::new(0));
    let read = async move || {
        let attempt = next(&counter);
        let free = connections.iter().find_map(|one| one.try_lock().ok());
        let connection =
            free.map_or_else(|| connections[0].lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR), Ok)?;
        let failed = |_| StatusCode::INTERNAL_SERVER_ERROR;
        let mut statement = connection.prepare_cached(READ).map_err(failed)?;
        let row = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get::<_, Option<i64>>(3)?))
        };
        let rows =
            statement.query_map([attempt], row).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
        Ok::<_, StatusCode>(page(rows.len()))
    };
    Ok(Router::new().route("/page", get(read)))
}

/// Read through sqlx's pool.
pub async fn pool(folder: &Path) -> Result<Router, Failure> {
    let path = folder.join("pool.db");
    let mut connection = super::open(&path).map_err(|error| error.to_string())?;
    super::fill(&mut connection).map_err(|error| error.to_string())?;
    let options = SqliteConnectOptions::new().filename(&path);
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false);
    let pool = pool.connect_with(options).await.map_err(|error| error.to_string())?;
    let counter = Arc::new(AtomicI64::new(0));
    let read = async move || {
        let rows: Vec<(i64, String, i64, Option<i64>)> = sqlx::query_as(READ)
            .bind(next(&counter))
            .fetch_all(&pool)
            .await
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok::<_, StatusCode>(page(rows.len()))
    };
    Ok(Router::new().route("/page", get(read)))
}
