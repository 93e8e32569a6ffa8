//! What the machine can do at most: servers that do the least that could be called the same work. The figures of Simulado are
//! ratios to theirs, taken in the same run by the same client.

mod bare;
mod group_commit;
mod page;

use std::path::Path;

use axum::Router;
use axum::routing::get;
use axum::serve::ListenerExt as _;

use super::client::Failure;

/// Rows of a form: what a whole exam has.
pub const ROWS: i64 = 60;
/// Attempts that the databases of the ceilings hold.
pub const ATTEMPTS: i64 = 2_000;
/// A page of about the size of a question page.
pub const PAGE_BYTES: usize = 12 * 1024;

/// Serves one of them until the process is ended.
pub async fn serve(name: &str, address: &str, folder: &Path) -> Result<(), Failure> {
    let routes = match name {
        "bare" => bare::routes(),
        "group-commit" => group_commit::routes(folder)?,
        "page-inline" => page::inline(folder)?,
        "page-pool" => page::pool(folder).await?,
        other => return Err(format!("there is no ceiling \"{other}\"")),
    };
    let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| error.to_string())?;
    let routes: Router = routes.route("/healthz", get(async || "ok"));
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, routes).await.map_err(|error| error.to_string())
}

/// The settings that our own database has.
pub fn open(path: &Path) -> Result<rusqlite::Connection, rusqlite::Error> {
    let connection = rusqlite::Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    Ok(connection)
}

/// A table of items as narrow as it can be, filled.
pub fn fill(connection: &mut rusqlite::Connection) -> Result<(), rusqlite::Error> {
    connection.execute_batch(
        "CREATE TABLE item (attempt INTEGER NOT NULL, position INTEGER NOT NULL, response TEXT NOT NULL,
                            revision INTEGER NOT NULL, answered_at INTEGER, PRIMARY KEY (attempt, position)) WITHOUT ROWID",
    )?;
    let tx = connection.transaction()?;
    {
        let mut insert = tx.prepare("INSERT INTO item VALUES (?1, ?2, '{\"choice\": [1, 3]}', 0, NULL)")?;
        for attempt in 0..ATTEMPTS {
            for position in 1..=ROWS {
                insert.execute((attempt, position))?;
            }
        }
    }
    tx.commit()
}
