//! Rows of a batch as a table within a statement, each database in the way that is cheapest for it: `SQLite` as `VALUES`, `PostgreSQL` as
//! a list for each column. There a thousand placeholders are a thousand expressions to be made ready with each execution, and a list is
//! one, however long it is.

use serde::Serialize;
use sqlx::query_builder::Separated;
use sqlx::{Database, Postgres, QueryBuilder, Sqlite};
use uuid::Uuid;

use super::filled;

/// The cells of a row, one after the other. Each column is of one kind in all rows.
pub(super) trait Cells<'r> {
    /// A whole number.
    fn number(&mut self, value: Option<i64>);
    /// An id.
    fn id(&mut self, value: Option<Uuid>);
    /// Bytes.
    fn bytes(&mut self, value: Option<&'r [u8]>);
    /// A text.
    fn text(&mut self, value: Option<&'r str>);
    /// True or false.
    fn truth(&mut self, value: Option<bool>);
    /// JSON, as a text.
    fn written(&mut self, value: Option<String>);
}

/// Something as JSON.
pub(super) fn json(value: &impl Serialize) -> Option<String> {
    // What is stored has no keys but texts: it can be written.
    serde_json::to_string(value).ok()
}

/// A database that takes rows into a statement.
pub(super) trait Table: Database {
    /// Adds a query for the rows, with the columns `column1`, `column2` and so on. `length` is how many rows the statement has at least,
    /// where it has a length: what is lacking are rows of nothing.
    fn push_rows<'r, T>(
        statement: &mut QueryBuilder<Self>,
        rows: &'r [T],
        length: usize,
        fill: impl Fn(&mut dyn Cells<'r>, Option<&'r T>),
    );
}

impl Table for Sqlite {
    fn push_rows<'r, T>(
        statement: &mut QueryBuilder<Self>,
        rows: &'r [T],
        length: usize,
        fill: impl Fn(&mut dyn Cells<'r>, Option<&'r T>),
    ) {
        statement.push_values(filled(rows, length), |mut row, one| fill(&mut row, one));
    }
}

impl<'r> Cells<'r> for Separated<'_, Sqlite, &'static str> {
    fn number(&mut self, value: Option<i64>) {
        self.push_bind(value);
    }

    fn id(&mut self, value: Option<Uuid>) {
        self.push_bind(value);
    }

    fn bytes(&mut self, value: Option<&'r [u8]>) {
        self.push_bind(value);
    }

    fn text(&mut self, value: Option<&'r str>) {
        self.push_bind(value);
    }

    fn truth(&mut self, value: Option<bool>) {
        self.push_bind(value);
    }

    fn written(&mut self, value: Option<String>) {
        self.push_bind(value);
    }
}

impl Table for Postgres {
    fn push_rows<'r, T>(
        statement: &mut QueryBuilder<Self>,
        rows: &'r [T],
        _: usize,
        fill: impl Fn(&mut dyn Cells<'r>, Option<&'r T>),
    ) {
        let mut columns = Columns { at: 0, rows: rows.len(), lists: Vec::new() };
        for row in rows {
            columns.at = 0;
            fill(&mut columns, Some(row));
        }
        let names: Vec<String> = (1..=columns.lists.len()).map(|number| format!("column{number}")).collect();
        statement.push("SELECT * FROM unnest(");
        let mut lists = statement.separated(", ");
        for list in columns.lists {
            match list {
                List::Numbers(values) => lists.push_bind(values),
                List::Ids(values) => lists.push_bind(values),
                List::Bytes(values) => lists.push_bind(values),
                List::Texts(values) => lists.push_bind(values),
                List::Truths(values) => lists.push_bind(values),
                List::Written(values) => lists.push_bind(values).push_unseparated("::text[]::jsonb[]"),
            };
        }
        statement.push(") AS u (").push(names.join(", ")).push(")");
    }
}

/// Columns that are being filled.
struct Columns<'r> {
    at: usize,
    rows: usize,
    lists: Vec<List<'r>>,
}

enum List<'r> {
    Numbers(Vec<Option<i64>>),
    Ids(Vec<Option<Uuid>>),
    Bytes(Vec<Option<&'r [u8]>>),
    Texts(Vec<Option<&'r str>>),
    Truths(Vec<Option<bool>>),
    Written(Vec<Option<String>>),
}

/// Adds a value to the column whose turn it is.
macro_rules! add {
    ($columns:expr, $kind:ident, $value:expr) => {{
        let columns = $columns;
        if columns.at == columns.lists.len() {
            columns.lists.push(List::$kind(Vec::with_capacity(columns.rows)));
        }
        match &mut columns.lists[columns.at] {
            List::$kind(values) => values.push($value),
            _ => unreachable!("a column is of one kind"),
        }
        columns.at += 1;
    }};
}

impl<'r> Cells<'r> for Columns<'r> {
    fn number(&mut self, value: Option<i64>) {
        add!(self, Numbers, value);
    }

    fn id(&mut self, value: Option<Uuid>) {
        add!(self, Ids, value);
    }

    fn bytes(&mut self, value: Option<&'r [u8]>) {
        add!(self, Bytes, value);
    }

    fn text(&mut self, value: Option<&'r str>) {
        add!(self, Texts, value);
    }

    fn truth(&mut self, value: Option<bool>) {
        add!(self, Truths, value);
    }

    fn written(&mut self, value: Option<String>) {
        add!(self, Written, value);
    }
}
