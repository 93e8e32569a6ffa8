//! A value of any column, and its canonical text: the same on both databases, however each of them stores it.

use std::fmt::Write as _;

use serde_json::Value as Json;
use sqlx::types::Json as AsJson;
use sqlx::{ColumnIndex, Database, Decode, Encode, QueryBuilder, Row, Type};
use uuid::Uuid;

use super::tables::{Column, Kind};

/// A value; nothing for NULL.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Uuid(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    Json(Option<Json>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Double(Option<f64>),
    Text(Option<String>),
}

impl Value {
    /// The value of a column of a row.
    pub(super) fn read<'r, R>(row: &'r R, place: usize, kind: Kind) -> Result<Self, sqlx::Error>
    where
        R: Row,
        usize: ColumnIndex<R>,
        Uuid: Decode<'r, R::Database> + Type<R::Database>,
        Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
        AsJson<Json>: Decode<'r, R::Database> + Type<R::Database>,
        i64: Decode<'r, R::Database> + Type<R::Database>,
        bool: Decode<'r, R::Database> + Type<R::Database>,
        f64: Decode<'r, R::Database> + Type<R::Database>,
        String: Decode<'r, R::Database> + Type<R::Database>,
    {
        Ok(match kind {
            Kind::Uuid => Self::Uuid(row.try_get(place)?),
            Kind::Bytes => Self::Bytes(row.try_get(place)?),
            Kind::Json => Self::Json(row.try_get::<Option<AsJson<Json>>, _>(place)?.map(|json| json.0)),
            Kind::Int => Self::Int(row.try_get(place)?),
            Kind::Bool => Self::Bool(row.try_get(place)?),
            Kind::Double => Self::Double(row.try_get(place)?),
            Kind::Text => Self::Text(row.try_get(place)?),
        })
    }

    /// Adds it to a list of values.
    pub(super) fn push<DB>(self, row: &mut sqlx::query_builder::Separated<'_, DB, &'static str>)
    where
        DB: Database,
        Option<Uuid>: for<'q> Encode<'q, DB> + Type<DB>,
        Option<Vec<u8>>: for<'q> Encode<'q, DB> + Type<DB>,
        Option<AsJson<Json>>: for<'q> Encode<'q, DB> + Type<DB>,
        Option<i64>: for<'q> Encode<'q, DB> + Type<DB>,
        Option<bool>: for<'q> Encode<'q, DB> + Type<DB>,
        Option<f64>: for<'q> Encode<'q, DB> + Type<DB>,
        Option<String>: for<'q> Encode<'q, DB> + Type<DB>,
    {
        match self {
            Self::Uuid(value) => row.push_bind(value),
            Self::Bytes(value) => row.push_bind(value),
            Self::Json(value) => row.push_bind(value.map(AsJson)),
            Self::Int(value) => row.push_bind(value),
            Self::Bool(value) => row.push_bind(value),
            Self::Double(value) => row.push_bind(value),
            Self::Text(value) => row.push_bind(value),
        };
    }

    /// Adds its canonical text.
    pub(super) fn write(&self, out: &mut String) {
        // Writing to a String never fails.
        let _ = match self {
            Self::Uuid(Some(id)) => write!(out, "{id}"),
            Self::Bytes(Some(bytes)) => {
                for byte in bytes {
                    let _ = write!(out, "{byte:02x}");
                }
                Ok(())
            }
            Self::Json(Some(json)) => {
                write_json(json, out);
                Ok(())
            }
            Self::Int(Some(number)) => write!(out, "{number}"),
            Self::Bool(Some(truth)) => write!(out, "{truth}"),
            Self::Double(Some(number)) => write!(out, "{number:?}"),
            Self::Text(Some(text)) => write!(out, "{text:?}"),
            _ => write!(out, "NULL"),
        };
    }

    /// Whether it has a character that `PostgreSQL` stores in no text.
    pub(super) fn has_nul(&self) -> bool {
        match self {
            Self::Text(Some(text)) => text.contains('\0'),
            Self::Json(Some(json)) => json_has_nul(json),
            _ => false,
        }
    }

    /// About how much room it takes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Bytes(Some(bytes)) => bytes.len(),
            Self::Text(Some(text)) => text.len(),
            Self::Json(Some(json)) => json_size(json),
            _ => 16,
        }
    }
}

/// Keys in order, no spaces, and whole numbers without a point: one database keeps the text, the other what it means.
fn write_json(json: &Json, out: &mut String) {
    match json {
        Json::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, value) in members {
                let _ = write!(out, "{name:?}:");
                write_json(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Json::Array(array) => {
            out.push('[');
            for value in array {
                write_json(value, out);
                out.push(',');
            }
            out.push(']');
        }
        Json::Number(number) => {
            let _ = match number.as_i128() {
                Some(whole) => write!(out, "{whole}"),
                // `{}` writes 100.0 as 100.
                None => write!(out, "{}", number.as_f64().unwrap_or(f64::NAN)),
            };
        }
        Json::String(text) => {
            let _ = write!(out, "{text:?}");
        }
        Json::Bool(_) | Json::Null => {
            let _ = write!(out, "{json}");
        }
    }
}

fn json_has_nul(json: &Json) -> bool {
    match json {
        Json::Object(object) => object.iter().any(|(name, value)| name.contains('\0') || json_has_nul(value)),
        Json::Array(array) => array.iter().any(json_has_nul),
        Json::String(text) => text.contains('\0'),
        _ => false,
    }
}

fn json_size(json: &Json) -> usize {
    match json {
        Json::Object(object) => object.iter().map(|(name, value)| name.len() + json_size(value)).sum(),
        Json::Array(array) => array.iter().map(json_size).sum(),
        Json::String(text) => text.len(),
        _ => 8,
    }
}

/// Adds the names of columns, each between quotes: one of them is a word of SQL somewhere.
pub(super) fn push_names<DB: Database>(statement: &mut QueryBuilder<DB>, columns: &[Column]) {
    let mut list = statement.separated(", ");
    for column in columns {
        list.push(format_args!("\"{}\"", column.name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(json: &str) -> String {
        let mut out = String::new();
        Value::Json(Some(serde_json::from_str(json).unwrap())).write(&mut out);
        out
    }

    #[test]
    fn the_same_json_has_the_same_text() {
        assert_eq!(canonical(r#"{"b": [1, 2.50], "a": "x"}"#), canonical(r#"{"a":"x","b":[1.0,2.5]}"#));
        assert_eq!(canonical(r#"{"n":1e2}"#), canonical(r#"{"n":100}"#));
        assert_ne!(canonical(r#"{"n":"100"}"#), canonical(r#"{"n":100}"#));
        assert_ne!(canonical(r#"[["a"],"b"]"#), canonical(r#"[["a","b"]]"#));
    }

    #[test]
    fn null_is_told_from_the_text_of_it() {
        let text = |value: Value| {
            let mut out = String::new();
            value.write(&mut out);
            out
        };
        assert_ne!(text(Value::Text(None)), text(Value::Text(Some("NULL".to_owned()))));
        assert!(Value::Json(Some(serde_json::json!({"a": ["\0"]}))).has_nul());
    }
}
