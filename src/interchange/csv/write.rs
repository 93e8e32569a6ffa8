//! Questions of ours as a table: a row each, so that a question is sorted, filtered, copied and deleted as one. What is there
//! once stands before and after the texts; the texts of each language stand together, as they are read.
//!
//! Without questions it is an empty table to be filled in.

use std::collections::BTreeSet;

use super::{
    super::{Outgoing, Pictures, Written, shown},
    cell::{from_list, guard},
    mapping::{Column, Delimiter, Role, letters},
};
use crate::exam::{
    lang::Lang,
    question::{Body, FillIn, Kind, Question},
};

/// So many options have columns at least: as many as a question of ours should have.
const OPTIONS: usize = 5;

const BEFORE: [Role; 3] = [Role::Name, Role::Kind, Role::Key];
const AFTER: [Role; 12] = [
    Role::Answers,
    Role::Ranges,
    Role::Near,
    Role::IgnoreCase,
    Role::Instruction,
    Role::Objective,
    Role::Area,
    Role::Terms,
    Role::Level,
    Role::Sources,
    Role::Checked,
    Role::Allow,
];

/// Writes a table with commas.
pub fn write(questions: &[Outgoing<'_>]) -> Written {
    write_with(questions, Delimiter::Comma)
}

/// Writes a table with another delimiter: spreadsheets that write numbers with a comma open only tables with semicolons.
pub fn write_with(questions: &[Outgoing<'_>], delimiter: Delimiter) -> Written {
    let options = questions.iter().map(|outgoing| outgoing.question.option_count()).max().unwrap_or(0).max(OPTIONS);
    let named: BTreeSet<Lang> = questions.iter().flat_map(|outgoing| outgoing.languages.iter().copied()).collect();
    let langs = if questions.is_empty() { Lang::ALL.to_vec() } else { named.into_iter().collect() };
    let mut rows = vec![header(&langs, options)];
    rows.extend(questions.iter().map(|outgoing| row(*outgoing, &langs, options)));
    // Spreadsheets take UTF-8 for something else without the mark.
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(delimiter.byte())
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Cannot fail: every row has the same cells, and a vector takes all bytes.
        let _ = writer.write_record(row);
    }
    let nowhere = Pictures::new();
    let lost = questions.iter().filter_map(|outgoing| shown::lost(outgoing.question, outgoing.languages, &nowhere));
    Written { bytes: writer.into_inner().unwrap_or_default(), lost: lost.collect() }
}

fn header(langs: &[Lang], options: usize) -> Vec<String> {
    let mut header: Vec<String> = BEFORE.iter().map(ToString::to_string).collect();
    for &lang in langs {
        let column = |role, option| Column { role, option, lang: Some(lang) }.to_string();
        header.push(column(Role::Stem, None));
        for option in 0..options {
            header.extend([format!("{} {lang}", letters(option)), column(Role::Why, Some(option))]);
        }
        header.push(column(Role::Explanation, None));
    }
    header.extend(AFTER.iter().map(ToString::to_string));
    header
}

fn row(outgoing: Outgoing<'_>, langs: &[Lang], options: usize) -> Vec<String> {
    let Outgoing { question, languages } = outgoing;
    let single = |role: &Role| cell(question, *role);
    let mut row: Vec<String> = BEFORE.iter().map(single).collect();
    for &lang in langs {
        let empty = Body::default();
        let body = if languages.contains(&lang) { question.body.get(lang) } else { &empty };
        row.push(body.stem.clone());
        for place in 0..options {
            let option = body.options.get(place).cloned().unwrap_or_default();
            row.extend([option.text, option.explanation]);
        }
        row.push(body.explanation.clone());
    }
    row.extend(AFTER.iter().map(single));
    row.iter().map(|text| guard(text).into_owned()).collect()
}

/// What a question has once.
fn cell(question: &Question, role: Role) -> String {
    let typed = |get: fn(&FillIn) -> String| match &question.kind {
        Kind::FillIn(fill_in) => get(fill_in),
        Kind::Single { .. } | Kind::Multiple { .. } => String::new(),
    };
    match role {
        Role::Name => question.name.to_string(),
        Role::Kind => question.kind.as_str().to_owned(),
        Role::Key => question.kind.keys().into_iter().map(letters).collect::<Vec<_>>().join(", "),
        Role::Answers => typed(|fill_in| from_list(&fill_in.answers)),
        Role::Ranges => typed(|fill_in| from_list(&fill_in.ranges.iter().map(ToString::to_string).collect::<Vec<_>>())),
        Role::Near => typed(|fill_in| from_list(&fill_in.near)),
        Role::IgnoreCase => typed(|fill_in| if fill_in.ignore_case { "yes".to_owned() } else { String::new() }),
        Role::Instruction => typed(|fill_in| fill_in.instruction.to_string()),
        Role::Objective => question.objective.to_string(),
        Role::Area => question.area.to_string(),
        Role::Terms => from_list(&question.terms),
        Role::Level => question.level.to_string(),
        Role::Sources => from_list(&question.sources),
        Role::Checked => question.checked.to_string(),
        Role::Allow => from_list(&question.allow),
        _ => String::new(),
    }
}
