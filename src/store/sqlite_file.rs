//! A file of the embedded database, looked at without being opened as the store: whether it is whole.

use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use super::StoreError;

/// How many flaws of a file are named.
const NAMED: usize = 20;

/// The file that an address names, if it names one.
pub fn path(url: &str) -> Option<PathBuf> {
    url.strip_prefix("sqlite:").map(|path| PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
}

/// Opens a file that is there, and never writes to it. The settings of the store do not matter to a reader.
pub(super) async fn open_to_read(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging()
        .connect()
        .await
}

/// What is wrong with a database: nothing for one that is whole.
pub(super) async fn flaws(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let found = match structure(&mut *connection).await {
        Ok(found) if found.is_empty() => references(connection).await,
        found => found,
    };
    // So damaged that reading it fails.
    found.or_else(|error| match broken(&error) {
        Some(why) => Ok(vec![why]),
        None => Err(error.into()),
    })
}

async fn structure(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let said: Vec<(String,)> = sqlx::query_as("PRAGMA integrity_check").fetch_all(&mut *connection).await?;
    let lines = said.iter().flat_map(|(said,)| said.lines()).filter(|line| *line != "ok");
    Ok(lines.take(NAMED).map(str::to_owned).collect())
}

async fn references(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let mut rows = sqlx::query_as::<_, (String, Option<i64>, String)>(
        r#"SELECT "table", rowid, "parent" FROM pragma_foreign_key_check"#,
    )
    .fetch(connection);
    let mut found = Vec::new();
    while let Some((table, row, parent)) = rows.try_next().await? {
        let row = row.map_or_else(String::new, |row| format!(" {row}"));
        found.push(format!("row{row} of {table} refers to a row of {parent} that is not there"));
        if found.len() == NAMED {
            break;
        }
    }
    Ok(found)
}

/// Why a file cannot be read as a database at all, if that is what an error says.
fn broken(error: &sqlx::Error) -> Option<String> {
    let sqlx::Error::Database(cause) = error else { return None };
    (is_corrupt(error) || code(error) == Some(26)).then(|| cause.message().to_owned())
}

/// Whether an error says that a database is damaged, rather than none at all.
pub(super) fn is_corrupt(error: &sqlx::Error) -> bool {
    code(error) == Some(11)
}

/// `SQLITE_CORRUPT` is 11 and `SQLITE_NOTADB` 26, each with extended codes above the first byte.
fn code(error: &sqlx::Error) -> Option<u32> {
    let sqlx::Error::Database(error) = error else { return None };
    error.code()?.parse().ok().map(|code: u32| code & 0xff)
}
