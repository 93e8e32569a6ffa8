//! The tables of a database as it tells them itself: no list that somebody would have to keep.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use super::{StoreError, Tx, on};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id.
    Uuid,
    /// Bytes.
    Bytes,
    /// A JSON object or array.
    Json,
    /// A whole number.
    Int,
    /// True or false.
    Bool,
    /// A number.
    Double,
    /// A text.
    Text,
}

impl FromStr for Kind {
    type Err = ();

    /// By the name that migrations have for it.
    fn from_str(name: &str) -> Result<Self, ()> {
        match name.to_ascii_uppercase().as_str() {
            "UUID" => Ok(Self::Uuid),
            "BYTEA" => Ok(Self::Bytes),
            "JSONB" => Ok(Self::Json),
            "BIGINT" => Ok(Self::Int),
            "BOOLEAN" => Ok(Self::Bool),
            "DOUBLE PRECISION" => Ok(Self::Double),
            "TEXT" => Ok(Self::Text),
            _ => Err(()),
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of their names.
    pub columns: Vec<Column>,
    /// The columns of its primary key, in the key's order.
    pub key: Vec<Column>,
    /// The other tables that its rows refer to.
    pub refers: BTreeSet<String>,
}

const SQLITE_COLUMNS: &str = r"SELECT m.name, c.name, c.type, CAST(c.pk AS BIGINT)
    FROM sqlite_schema m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND m.name <> '_sqlx_migrations'
    ORDER BY m.name, c.name";
const SQLITE_REFERENCES: &str = r#"SELECT m.name, f."table"
    FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"#;
const POSTGRES_COLUMNS: &str = "SELECT CAST(c.relname AS TEXT), CAST(a.attname AS TEXT), format_type(a.atttypid, a.atttypmod),
        CAST(COALESCE(array_position(CAST(i.indkey AS int2[]), a.attnum) + 1, 0) AS BIGINT)
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p') AND c.relname <> '_sqlx_migrations'
    ORDER BY CAST(c.relname AS TEXT) COLLATE \"C\", CAST(a.attname AS TEXT) COLLATE \"C\"";
const POSTGRES_REFERENCES: &str = "SELECT CAST(c.relname AS TEXT), CAST(p.relname AS TEXT)
    FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
    WHERE f.contype = 'f' AND c.relnamespace = CAST(current_schema() AS regnamespace)";

/// Every table but the list of migrations, those that others refer to first.
pub async fn all(tx: &mut Tx<'_>) -> Result<Vec<Table>, StoreError> {
    let (columns, references) =
        if tx.is_postgres() { (POSTGRES_COLUMNS, POSTGRES_REFERENCES) } else { (SQLITE_COLUMNS, SQLITE_REFERENCES) };
    let columns: Vec<(String, String, String, i64)> = on!(tx, db => sqlx::query_as(columns).fetch_all(db).await)?;
    let references: Vec<(String, String)> = on!(tx, db => sqlx::query_as(references).fetch_all(db).await)?;
    let mut tables: BTreeMap<String, (Table, BTreeMap<i64, Column>)> = BTreeMap::new();
    for (table, name, kind, place) in columns {
        let kind =
            kind.parse().map_err(|()| StoreError::Corrupt(format!("{table}.{name} is of the unknown type {kind}")))?;
        let (known, key) = tables.entry(table.clone()).or_insert_with(|| {
            (Table { name: table, columns: Vec::new(), key: Vec::new(), refers: BTreeSet::new() }, BTreeMap::new())
        });
        let column = Column { name, kind };
        if place > 0 {
            key.insert(place, column.clone());
        }
        known.columns.push(column);
    }
    for (table, other) in references {
        if let Some((known, _)) = tables.get_mut(&table) {
            known.refers.insert(other);
        }
    }
    let tables = tables.into_values().map(|(table, key)| Table { key: key.into_values().collect(), ..table });
    in_order(tables.collect())
}

/// Those that others refer to first; beside that, in the order of their names.
fn in_order(mut waiting: Vec<Table>) -> Result<Vec<Table>, StoreError> {
    let mut ordered: Vec<Table> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let next = waiting.iter().position(|table| {
            !table.key.is_empty() && table.refers.iter().all(|other| ordered.iter().any(|done| done.name == *other))
        });
        let Some(next) = next else {
            let names: Vec<_> = waiting.iter().map(|table| table.name.as_str()).collect();
            let names = names.join(", ");
            return Err(StoreError::Corrupt(format!(
                "no order of the tables {names}: they have no key or refer in a circle"
            )));
        };
        ordered.push(waiting.remove(next));
    }
    Ok(ordered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, refers: &[&str]) -> Table {
        let id = Column { name: "id".to_owned(), kind: Kind::Uuid };
        let refers = refers.iter().map(ToString::to_string).collect();
        Table { name: name.to_owned(), columns: vec![id.clone()], key: vec![id], refers }
    }

    #[test]
    fn what_others_refer_to_comes_first_and_a_circle_is_refused() {
        let ordered = in_order(vec![table("a", &["c"]), table("b", &[]), table("c", &["b"])]).unwrap();
        assert_eq!(ordered.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["b", "c", "a"]);
        let circle = in_order(vec![table("a", &["b"]), table("b", &["a"])]).unwrap_err().to_string();
        assert!(circle.contains("no order of the tables a, b"), "{circle}");
    }
}
