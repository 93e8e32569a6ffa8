//! A look at what is stored, past the server: read only.

use std::path::PathBuf;

use rusqlite::OpenFlags;

use super::ledger::{Row, Rows};
use super::tools;
use crate::client::Failure;

/// Where the rows are.
#[derive(Clone)]
pub enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// Its address, as `psql` takes it.
    Postgres(String),
}

impl Database {
    /// The answers that are stored.
    pub fn rows(&self) -> Result<Rows, Failure> {
        let rows = match self {
            Self::Sqlite(path) => sqlite(path).map_err(|error| format!("the database cannot be read: {error}"))?,
            Self::Postgres(url) => {
                let select =
                    "SELECT attempt_id, position, revision, note, response, option_order FROM item WHERE note <> ''";
                let text = tools::said("psql", &["-XAt", "-F", "\t", "-d", url, "-c", select])?;
                text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
            }
        };
        rows.iter().map(|row| read(row)).collect()
    }
}

fn sqlite(path: &PathBuf) -> Result<Vec<Vec<String>>, rusqlite::Error> {
    let connection = rusqlite::Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    let mut select = connection.prepare(
        "SELECT hex(attempt_id), CAST(position AS TEXT), CAST(revision AS TEXT), note, CAST(response AS TEXT),
                CAST(option_order AS TEXT) FROM item WHERE note <> ''",
    )?;
    let rows = select.query_map((), |row| (0..6).map(|column| row.get(column)).collect())?;
    rows.collect()
}

fn read(row: &[String]) -> Result<((String, usize), Row), Failure> {
    let strange = || format!("a row of the database cannot be understood: {row:?}");
    let [attempt, position, revision, note, response, order] = row else { return Err(strange()) };
    let key = (attempt.replace('-', "").to_lowercase(), position.parse().map_err(|_| strange())?);
    let row = Row {
        revision: revision.parse().map_err(|_| strange())?,
        note: note.clone(),
        response: serde_json::from_str(response).map_err(|_| strange())?,
        order: serde_json::from_str(order).map_err(|_| strange())?,
    };
    Ok((key, row))
}
