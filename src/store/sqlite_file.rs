//! A file of the embedded database, looked at and copied without being opened as the store: whether it is whole, what schema
//! it has, and a copy of it as it is at one moment.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use super::StoreError;
use super::schema::{self, Schema};

/// How many flaws of a file are named.
const NAMED: usize = 20;
/// How often the progress of a copy is looked at.
const EACH: Duration = Duration::from_millis(100);

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

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// What is wrong with it, a line each; empty for one that is whole.
    pub flaws: Vec<String>,
    /// Whose schema it has; ours by default where flaws keep it from being read.
    pub schema: Schema,
}

/// Reads all of a file: its structure, its indexes, its references.
pub async fn examine(path: &Path) -> Result<Examined, StoreError> {
    let mut connection = open_to_read(path).await?;
    let flaws = flaws(&mut connection).await?;
    let schema = if flaws.is_empty() { schema::on_sqlite(&mut connection).await? } else { Schema::Ours };
    connection.close().await?;
    Ok(Examined { flaws, schema })
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

/// Copies a database as it is now into a file that is empty or not there. It reads in one snapshot on a connection of its own,
/// so that neither readers nor the writer wait for it; `progress` is told how many bytes of about how many are written.
pub async fn copy(from: &Path, to: &Path, progress: &mut (dyn FnMut(u64, u64) + Send)) -> Result<(), StoreError> {
    let mut connection = open_to_read(from).await?;
    let (size,): (i64,) = sqlx::query_as(
        "SELECT (p.page_count - f.freelist_count) * s.page_size
         FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s",
    )
    .fetch_one(&mut connection)
    .await?;
    let size = u64::try_from(size).unwrap_or(0);
    {
        let target =
            to.to_str().ok_or_else(|| StoreError::Corrupt(format!("the name {} is not UTF-8", to.display())))?;
        let mut copying = Box::pin(sqlx::query("VACUUM INTO $1").bind(target).execute(&mut connection));
        let mut ticks = tokio::time::interval(EACH);
        loop {
            tokio::select! {
                done = &mut copying => { done?; break; }
                _ = ticks.tick() => progress(fs::metadata(to).map_or(0, |file| file.len()).min(size), size),
            }
        }
    }
    progress(size, size);
    connection.close().await?;
    Ok(())
}
