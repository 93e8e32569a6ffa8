//! Rows of a batch as a table within a statement, each database in the way that is cheapest for it: `SQLite` as `VALUES`, `PostgreSQL` as
//! a list for each column. There a thousand placeholders are a thousand expressions to be made ready with each execution, and a list is
//! one, however long it is.

use serde::Serialize;
use sqlx::{Database, Encode, Postgres, QueryBuilder, Sqlite, Type};
use uuid::Uuid;

use super::filled;

/// What stands in a row at one place. A column is of one kind in all rows.
pub(super) enum Cell<'r> {
    Number(Option<i64>),
    Id(Option<Uuid>),
    Bytes(Option<&'r [u8]>),
    Text(Option<&'r str>),
    Truth(Option<bool>),
    /// JSON, as a text.
    Json(Option<String>),
}

/// Something as JSON.
pub(super) fn json(value: Option<&impl Serialize>) -> Cell<'static> {
    // What is stored has no keys but texts, so that it can be written; were it not so, no column takes nothing.
    Cell::Json(value.and_then(|value| serde_json::to_string(value).ok()))
}

/// A database that takes rows into a statement.
pub(super) trait Table: Database {
    /// Adds a query for the rows, with the columns `column1`, `column2` and so on. `length` is how many rows the statement has at least,
    /// where it has a length: what is lacking are rows of nothing.
    fn push_rows<'r, T, const WIDTH: usize>(
        statement: &mut QueryBuilder<Self>,
        rows: &'r [T],
        length: usize,
        cells: impl Fn(Option<&'r T>) -> [Cell<'r>; WIDTH],
    );
}

impl Table for Sqlite {
    fn push_rows<'r, T, const WIDTH: usize>(
        statement: &mut QueryBuilder<Self>,
        rows: &'r [T],
        length: usize,
        cells: impl Fn(Option<&'r T>) -> [Cell<'r>; WIDTH],
    ) {
        statement.push_values(filled(rows, length), |mut row, one| {
            for cell in cells(one) {
                match cell {
                    Cell::Number(value) => row.push_bind(value),
                    Cell::Id(value) => row.push_bind(value),
                    Cell::Bytes(value) => row.push_bind(value),
                    Cell::Text(value) => row.push_bind(value),
                    Cell::Truth(value) => row.push_bind(value),
                    Cell::Json(value) => row.push_bind(value),
                };
            }
        });
    }
}

impl Table for Postgres {
    fn push_rows<'r, T, const WIDTH: usize>(
        statement: &mut QueryBuilder<Self>,
        rows: &'r [T],
        _: usize,
        cells: impl Fn(Option<&'r T>) -> [Cell<'r>; WIDTH],
    ) {
        /// Binds one column, each of its cells by what is in it.
        fn list<'r, V, const WIDTH: usize>(
            statement: &mut QueryBuilder<Postgres>,
            table: &mut [[Cell<'r>; WIDTH]],
            column: usize,
            value: impl Fn(&mut Cell<'r>) -> Option<V>,
        ) where
            Vec<Option<V>>: Encode<'r, Postgres> + Type<Postgres>,
        {
            let values: Vec<Option<V>> = table.iter_mut().map(|row| value(&mut row[column])).collect();
            statement.push_bind(values);
        }
        macro_rules! of {
            ($kind:ident) => {
                |cell| {
                    if let Cell::$kind(value) = cell { value.take() } else { unreachable!("a column is of one kind") }
                }
            };
        }
        let mut table: Vec<[Cell<'r>; WIDTH]> = rows.iter().map(|row| cells(Some(row))).collect();
        statement.push("SELECT * FROM unnest(");
        for column in 0..WIDTH {
            statement.push(if column == 0 { "" } else { ", " });
            match table.first().map(|row| &row[column]) {
                None => {}
                Some(Cell::Number(_)) => list(statement, &mut table, column, of!(Number)),
                Some(Cell::Id(_)) => list(statement, &mut table, column, of!(Id)),
                Some(Cell::Bytes(_)) => list(statement, &mut table, column, of!(Bytes)),
                Some(Cell::Text(_)) => list(statement, &mut table, column, of!(Text)),
                Some(Cell::Truth(_)) => list(statement, &mut table, column, of!(Truth)),
                Some(Cell::Json(_)) => {
                    list(statement, &mut table, column, of!(Json));
                    statement.push("::text[]::jsonb[]");
                }
            }
        }
        let names: Vec<String> = (1..=WIDTH).map(|number| format!("column{number}")).collect();
        statement.push(") AS u (").push(names.join(", ")).push(")");
    }
}
