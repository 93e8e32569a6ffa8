//! Tables: a question to a row, or several rows to a question.
//!
//! There is no standard. What the columns hold is said by a [`Mapping`], which [`guess`] finds for the tables that are common
//! (Moodle's `qformat_csv`, mcqcsv and simplecsv, D2L Brightspace, and any with a header in plain words), and which the author
//! confirms with a [`preview`] beside it.
//!
//! Our own table, which [`write`] writes, has a row for a question with both languages: one row to sort, filter, copy and
//! translate, and nothing that has to be kept the same in two places. Its columns are named by its first row; texts are
//! Markdown; lists have one entry to a line; the options are `A en`, `B en` …, and the key is their letters.

mod answer;
mod brightspace;
mod cell;
mod draft;
mod guess;
mod key;
mod mapping;
mod row;
mod table;
mod text;
mod words;
mod write;

use self::{
    guess::Ground,
    table::{Row, Text, WIDTH},
};
pub use self::{
    mapping::{Column, Delimiter, KeyForm, Layout, Mapping, Role, Texts},
    write::{write, write_with},
};
use super::{
    entry::{Entry, Outcome, Place, Reading},
    remark::{Cause, Remark},
};

/// So many rows are shown before a table is read.
const PREVIEW: usize = 10;
/// So many rows without a question make a table no table.
const FRUITLESS: usize = 3;

/// Finds out how a table is to be read; nothing if its columns are not known.
pub fn guess(bytes: &[u8]) -> Option<Mapping> {
    let text = Text::decode(bytes).ok()?;
    guess::best(&text).map(|(_, mapping)| mapping)
}

/// Whether a file says of itself that it is a table of questions, by its header or its first words.
pub(super) fn is_certain(bytes: &[u8]) -> bool {
    let best = Text::decode(bytes).ok().and_then(|text| guess::best(&text));
    best.is_some_and(|(ground, _)| ground > Ground::Shape)
}

/// The first rows of a table as cells, for the author to say what they hold. Without a delimiter, the likeliest is taken.
pub fn preview(bytes: &[u8], delimiter: Option<Delimiter>) -> Result<Vec<Vec<String>>, (Place, Cause)> {
    let text = Text::decode(bytes)?;
    let guessed = || guess::best(&text).map(|(_, mapping)| mapping.delimiter);
    let delimiter = delimiter.or_else(guessed).or_else(|| text.delimiters().first().copied()).unwrap_or_default();
    Ok(text.rows(delimiter, PREVIEW).0.into_iter().map(|row| row.cells).collect())
}

/// Reads a table as a mapping says.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Reading {
    match Text::decode(bytes) {
        Ok(text) => read_text(&text, mapping),
        Err((place, cause)) => Reading::refused(place, cause),
    }
}

fn read_text(text: &Text, mapping: &Mapping) -> Reading {
    let (rows, failure) = text.rows(mapping.delimiter, usize::MAX);
    let mut reading = from_rows(&rows, mapping);
    if let Some(failure) = failure {
        reading.failure = Some(failure);
    }
    reading
}

/// Reads a table whose columns nobody has named: as it is guessed, or not at all.
pub fn read_guessed(bytes: &[u8]) -> Reading {
    let text = match Text::decode(bytes) {
        Ok(text) => text,
        Err((place, cause)) => return Reading::refused(place, cause),
    };
    if let Some((_, mapping)) = guess::best(&text) {
        return read_text(&text, &mapping);
    }
    let delimiter = text.delimiters().first().copied().unwrap_or_default();
    if let (rows, Some((place, cause))) = text.rows(delimiter, usize::MAX)
        && rows.is_empty()
    {
        return Reading::refused(place, cause);
    }
    let why = words!("it is no table with a question in each row, or nothing says what its columns hold");
    Reading::refused(Place::default(), Cause::NotThisFormat(why))
}

fn from_rows(rows: &[Row], mapping: &Mapping) -> Reading {
    let refuse = |why| Some((Place::default(), Cause::NotThisFormat(why)));
    let mut reading = match mapping.layout {
        Layout::Brightspace => brightspace::read(rows, mapping),
        Layout::Row if mapping.columns.len() > WIDTH => {
            let failure = refuse(words!("more columns are named than a table may have"));
            return Reading { failure, ..Reading::default() };
        }
        Layout::Row if !mapping.columns.iter().any(|column| column.role == Role::Stem) => {
            return Reading { failure: refuse(words!("no column holds the question's text")), ..Reading::default() };
        }
        Layout::Row => {
            let below = &rows[usize::from(mapping.header).min(rows.len())..];
            let entries = below.iter().filter_map(|row| draft::entry(mapping, row)).collect();
            Reading { entries, remarks: ignored(mapping, rows, below), ..Reading::default() }
        }
    };
    let is_refused = |entry: &Entry| matches!(entry.outcome, Outcome::Refused(_));
    if reading.entries.is_empty() {
        reading.failure = Some((Place::default(), Cause::Empty));
    } else if reading.entries.len() >= FRUITLESS && reading.entries.iter().all(is_refused) {
        reading.failure = refuse(words!("none of its rows has a question with its answers"));
    }
    reading
}

/// Names the columns that hold something and are ignored.
fn ignored(mapping: &Mapping, rows: &[Row], below: &[Row]) -> Vec<Remark> {
    let columns = mapping.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Ignored);
    let filled = columns
        .filter(|(place, _)| below.iter().any(|row| row.cells.get(*place).is_some_and(|cell| !cell.trim().is_empty())));
    let remark = |place: usize| {
        let named =
            rows.first().filter(|_| mapping.header).and_then(|row| row.cells.get(place)).map(|cell| cell.trim());
        let named = named.filter(|name| !name.is_empty()).map(|name| Remark::Setting { name: text::title(name) });
        named.unwrap_or(Remark::Column { number: place + 1 })
    };
    filled.map(|(place, _)| remark(place)).collect()
}

#[cfg(test)]
mod dialect_tests;
#[cfg(test)]
mod round_trip_tests;
#[cfg(test)]
mod tests;
