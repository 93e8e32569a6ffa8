//! Finds out how a table is to be read, from what its first row says and from how its first rows come in.

use std::collections::BTreeSet;

use super::{
    super::entry::{Outcome, Reading},
    brightspace, from_rows,
    mapping::{Column, Delimiter, KeyForm, Layout, Mapping, Role, Texts},
    table::{Row, SAMPLE, Text},
    words::{Heading, heading, own_heading},
};

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ground {
    /// Only the shape of the rows fits.
    Shape,
    /// The first row names the columns.
    Header,
    /// The table says whose it is.
    Dialect,
}

impl Ground {
    /// So many rows of a hundred must come in.
    const fn needed(self) -> usize {
        match self {
            Self::Shape => 90,
            // Whatever is wrong in them is to be seen as such.
            Self::Header | Self::Dialect => 0,
        }
    }
}

/// The likeliest way to read a table, if there is one.
pub(super) fn best(text: &Text) -> Option<(Ground, Mapping)> {
    let mut best: Option<(Ground, usize, Mapping)> = None;
    for delimiter in text.delimiters() {
        let (rows, _) = text.rows(delimiter, SAMPLE);
        for (ground, mapping) in candidates(delimiter, &rows) {
            let share = share(&from_rows(&rows, &mapping));
            // Of guesses that are as good, the first stays.
            let is_better = best.as_ref().is_none_or(|(known, most, _)| (*known, *most) < (ground, share));
            if share >= ground.needed() && is_better {
                best = Some((ground, share, mapping));
            }
        }
    }
    best.map(|(ground, _, mapping)| (ground, mapping))
}

/// How many of a hundred entries came in, or are of a kind that there is not here.
fn share(reading: &Reading) -> usize {
    let read = reading.entries.iter().filter(|entry| !matches!(entry.outcome, Outcome::Refused(_))).count();
    read * 100 / reading.entries.len().max(1)
}

fn candidates(delimiter: Delimiter, rows: &[Row]) -> Vec<(Ground, Mapping)> {
    let mut found: Vec<(Ground, Mapping)> = Vec::new();
    let Some(first) = rows.first() else { return found };
    found.extend(own(first).map(|mapping| (Ground::Dialect, mapping)));
    if rows.iter().any(|row| brightspace::word(row) == brightspace::BEGIN) {
        found.push((Ground::Dialect, Mapping { layout: Layout::Brightspace, ..Mapping::default() }));
    }
    let named = header(first);
    if named.is_empty() {
        let shapes = [simple(rows), key_last(rows), with_comments(rows)].into_iter().flatten();
        found.extend(shapes.map(|mapping| (Ground::Shape, mapping)));
    }
    found.extend(named.into_iter().map(|mapping| (Ground::Header, mapping)));
    for (_, mapping) in &mut found {
        mapping.delimiter = delimiter;
    }
    found
}

/// Our own table: its columns may stand in any order, and some may be missing.
fn own(first: &Row) -> Option<Mapping> {
    let columns: Vec<Column> = first.cells.iter().map(|cell| own_heading(cell).unwrap_or_default()).collect();
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    let is_ours = has(Role::Kind) && has(Role::Stem) && (has(Role::Key) || has(Role::Answers));
    is_ours.then(|| Mapping { header: true, columns, texts: Texts::Markdown, guarded: true, ..Mapping::default() })
}

/// Somebody's table whose first row names its columns, in each way that its key may be given.
fn header(first: &Row) -> Vec<Mapping> {
    let headings: Vec<Option<Heading>> = first.cells.iter().map(|cell| heading(cell)).collect();
    let has = |wanted: Heading| headings.contains(&Some(wanted));
    let has_options = has(Heading::Role(Role::Option));
    let right_is_text = has(Heading::Wrong) && !has_options;
    let has_key = has(Heading::Role(Role::Key));
    let column = |heading: Option<Heading>| match heading {
        None => Role::Ignored.into(),
        Some(Heading::Role(Role::Key)) if right_is_text => Role::Right.into(),
        Some(Heading::Role(role)) => role.into(),
        Some(Heading::Why(option)) => Column { role: Role::Why, option, lang: None },
        Some(Heading::Answer) if has_key && !has_options => Role::Option.into(),
        Some(Heading::Answer) => Role::Key.into(),
        Some(Heading::Wrong) => Role::Option.into(),
    };
    let columns: Vec<Column> = headings.into_iter().map(column).collect();
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    if !has(Role::Stem) || !(has(Role::Key) || has(Role::Right)) {
        return Vec::new();
    }
    let with = |&key| Mapping { header: true, columns: columns.clone(), key, ..Mapping::default() };
    // Where nothing else tells, an index counts from 0 and a number from 1.
    let is_index = first.cells.iter().any(|cell| cell.to_lowercase().contains("index"));
    let [number, index] = [KeyForm::Number, KeyForm::Index];
    let counted = if is_index { [index, number] } else { [number, index] };
    [KeyForm::Letter, KeyForm::Text].iter().chain(&counted).map(with).collect()
}

/// `question, right …, (empty), wrong …`, maybe with a category before: one that several rows share.
fn simple(rows: &[Row]) -> Option<Mapping> {
    let fits = |row: &Row| {
        let inner = &row.cells[..row.width()];
        let empty = inner.iter().filter(|cell| cell.trim().is_empty()).count();
        inner.len() > 3 && empty == 1 && inner[..2].iter().all(|cell| !cell.trim().is_empty())
    };
    if rows.is_empty() || !rows.iter().filter(|row| !row.is_blank()).all(fits) {
        return None;
    }
    let firsts: BTreeSet<&str> = rows.iter().filter_map(|row| row.cells.first()).map(String::as_str).collect();
    let has_right = rows.iter().all(|row| row.cells.get(2).is_some_and(|cell| !cell.trim().is_empty()));
    let columns: &[Role] = if firsts.len() < rows.len() && has_right {
        &[Role::Category, Role::Stem, Role::Option]
    } else {
        &[Role::Stem, Role::Option]
    };
    Some(Mapping { columns: of(columns), repeat: 1, key: KeyForm::UntilEmpty, ..Mapping::default() })
}

/// `question, option …, key`, the key a letter or a number.
fn key_last(rows: &[Row]) -> Option<Mapping> {
    let width = rows.first().map(Row::width).filter(|&width| width > 3)?;
    let keys: Vec<&str> = rows.iter().filter_map(|row| row.cells.get(width - 1)).map(|cell| cell.trim()).collect();
    let all = |is: fn(&str) -> bool| keys.len() == rows.len() && keys.iter().all(|key| is(key));
    let key = if all(|key| key.len() == 1 && key.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        KeyForm::Letter
    } else if all(|key| key.parse::<u8>().is_ok()) {
        if keys.contains(&"0") { KeyForm::Index } else { KeyForm::Number }
    } else {
        return None;
    };
    let mut columns = vec![Role::Option; width];
    columns[0] = Role::Stem;
    columns[width - 1] = Role::Key;
    Some(Mapping { columns: of(&columns), key, ..Mapping::default() })
}

/// `title, question, right, comment, wrong, comment …`
fn with_comments(rows: &[Row]) -> Option<Mapping> {
    let fits = |row: &Row| row.width() > 4 && row.cells.len().is_multiple_of(2);
    let letters = |place: usize| rows.iter().filter_map(|row| row.cells.get(place)).map(String::len).sum::<usize>();
    let firsts: BTreeSet<&str> = rows.iter().filter_map(|row| row.cells.first()).map(String::as_str).collect();
    if firsts.len() < rows.len() || !rows.iter().all(fits) || letters(0) > letters(1) {
        return None;
    }
    let columns = of(&[Role::Title, Role::Stem, Role::Right, Role::Why, Role::Option, Role::Why]);
    Some(Mapping { columns, repeat: 2, ..Mapping::default() })
}

fn of(roles: &[Role]) -> Vec<Column> {
    roles.iter().map(|&role| role.into()).collect()
}
