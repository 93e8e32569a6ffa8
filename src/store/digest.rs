//! A table in one checksum: SHA-256 over the canonical text of its rows, in the order of their keys.

use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::{Database, QueryBuilder};

use super::tables::{Kind, Table};
use super::value::{Value, push_names};
use super::{StoreError, Tx, on};

/// A row in the order of its table's columns.
macro_rules! read_row {
    ($row:expr, $table:expr) => {
        $table
            .columns
            .iter()
            .enumerate()
            .map(|(place, column)| $crate::store::value::Value::read($row, place, column.kind))
            .collect::<Result<Vec<_>, sqlx::Error>>()
    };
}
pub(super) use read_row;

/// How many rows a table has, and what they come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest {
    /// The rows.
    pub rows: u64,
    /// Their checksum.
    pub sha256: [u8; 32],
}

/// A checksum in the making.
pub(super) struct Digester {
    rows: u64,
    hash: Sha256,
    text: String,
}

impl Digester {
    pub(super) fn new() -> Self {
        Self { rows: 0, hash: Sha256::new(), text: String::new() }
    }

    /// Takes in the next row.
    pub(super) fn take(&mut self, row: &[Value]) {
        self.text.clear();
        for value in row {
            value.write(&mut self.text);
            self.text.push('\t');
        }
        self.text.push('\n');
        self.hash.update(self.text.as_bytes());
        self.rows += 1;
    }

    /// How many so far.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn done(self) -> Digest {
        Digest { rows: self.rows, sha256: self.hash.finalize().into() }
    }
}

/// The statement that reads a table in the order of its keys, which is one of bytes on both databases.
pub(super) fn select<DB>(table: &Table, postgres: bool) -> QueryBuilder<DB>
where
    DB: Database,
    DB::Arguments: Default,
{
    let mut select = QueryBuilder::new("SELECT ");
    push_names(&mut select, &table.columns);
    select.push(format_args!(" FROM \"{}\" ORDER BY ", table.name));
    let mut list = select.separated(", ");
    for column in &table.key {
        let order = if postgres && column.kind == Kind::Text { " COLLATE \"C\"" } else { "" };
        list.push(format_args!("\"{}\"{order}", column.name));
    }
    select
}

/// Reads a whole table; `progress` is told the rows so far.
pub(super) async fn of_table(
    tx: &mut Tx<'_>,
    table: &Table,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Digest, StoreError> {
    let (mut digester, postgres) = (Digester::new(), tx.is_postgres());
    on!(tx, db => {
        let mut select = select(table, postgres);
        let mut rows = select.build().fetch(db);
        while let Some(row) = rows.try_next().await? {
            digester.take(&read_row!(&row, table)?);
            progress(digester.rows);
        }
    });
    Ok(digester.done())
}
