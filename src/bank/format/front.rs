//! The front matter: TOML between two lines of `+++`.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{FormatError, body::LocatedBody};
use crate::exam::{
    id::AreaId,
    question::{FillIn, Instruction, Kind, Level, NumberRange},
};

const MARK: &str = "+++";

/// The kinds as the front matter names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KindName {
    Single,
    Multiple,
    FillIn,
}

/// What the front matter says, read and checked.
pub(super) struct Front {
    pub kind: KindName,
    pub area: AreaId,
    pub terms: Vec<String>,
    pub level: Level,
    pub sources: Vec<String>,
    pub checked: Date,
    pub allow: Vec<String>,
    pub places: Vec<(String, usize)>,
    fill_in: Option<FillIn>,
}

/// The rest of a file: its lines, and the number of the first.
#[derive(Clone, Copy)]
pub(in crate::bank) struct Rest<'a> {
    pub text: &'a str,
    pub first_line: usize,
}

/// Cuts the file into front matter and the rest. What is given for the front matter keeps its line numbers.
pub(in crate::bank) fn split(text: &str) -> Result<(String, Rest<'_>), FormatError> {
    let Some(after) = text.strip_prefix("+++\n") else {
        return Err(FormatError::new(1, "the file must start with its front matter: a line \"+++\""));
    };
    let mut end = 0;
    for (line, number) in after.split('\n').zip(2..) {
        if line.trim_end() == MARK {
            let rest = after.get(end + line.len() + 1..).unwrap_or_default();
            // The first line of the file is left as an empty one, so that TOML's line numbers are the file's.
            return Ok((format!("\n{}", &after[..end]), Rest { text: rest, first_line: number + 1 }));
        }
        end += line.len() + 1;
    }
    Err(FormatError::new(1, "the front matter that starts here is never closed by a second line \"+++\""))
}

/// The shape of the TOML; every value with its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kind: Spanned<String>,
    area: Spanned<String>,
    terms: Spanned<Vec<String>>,
    level: Spanned<String>,
    answers: Option<Spanned<Vec<String>>>,
    ranges: Option<Spanned<Vec<String>>>,
    #[serde(rename = "ignore-case")]
    ignore_case: Option<Spanned<bool>>,
    instruction: Option<Spanned<String>>,
    near: Option<Spanned<Vec<String>>>,
    sources: Spanned<Vec<String>>,
    checked: Spanned<String>,
    allow: Option<Spanned<Vec<String>>>,
}

/// Reads the TOML that [`split`] gave.
pub(super) fn parse(text: &str) -> Result<Front, FormatError> {
    let line_at = |offset: usize| 1 + text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count();
    let table: Table = toml::from_str(text).map_err(|error| {
        // A missing key has no place of its own: the first line will do.
        let line = error.span().filter(|span| !span.is_empty()).map_or(1, |span| line_at(span.start));
        FormatError::new(line, format!("the front matter: {}", error.message().trim().replace('\n', ", ")))
    })?;
    let mut places = Vec::new();
    let mut note = |key: &str, offset: Option<usize>| {
        if let Some(offset) = offset {
            places.push((key.to_owned(), line_at(offset)));
        }
    };
    note("kind", Some(table.kind.span().start));
    note("area", Some(table.area.span().start));
    note("terms", Some(table.terms.span().start));
    note("level", Some(table.level.span().start));
    note("answers", table.answers.as_ref().map(|value| value.span().start));
    note("ranges", table.ranges.as_ref().map(|value| value.span().start));
    note("ignore-case", table.ignore_case.as_ref().map(|value| value.span().start));
    note("instruction", table.instruction.as_ref().map(|value| value.span().start));
    note("near", table.near.as_ref().map(|value| value.span().start));
    note("sources", Some(table.sources.span().start));
    note("checked", Some(table.checked.span().start));
    note("allow", table.allow.as_ref().map(|value| value.span().start));

    let kind = match table.kind.get_ref().as_str() {
        "single" => KindName::Single,
        "multiple" => KindName::Multiple,
        "fill-in" => KindName::FillIn,
        other => {
            let message = format!("\"{other}\" is no kind of question (these are: single, multiple, fill-in)");
            return Err(FormatError::new(line_at(table.kind.span().start), message));
        }
    };
    let at = |spanned: &Spanned<String>| line_at(spanned.span().start);
    Ok(Front {
        kind,
        area: table.area.get_ref().parse().map_err(|error| FormatError::new(at(&table.area), format!("{error}")))?,
        level: table.level.get_ref().parse().map_err(|error: String| FormatError::new(at(&table.level), error))?,
        checked: date(table.checked.get_ref()).map_err(|error| FormatError::new(at(&table.checked), error))?,
        fill_in: fill_in(kind, &table, &line_at)?,
        terms: table.terms.into_inner(),
        sources: table.sources.into_inner(),
        allow: table.allow.map(Spanned::into_inner).unwrap_or_default(),
        places,
    })
}

/// Reads a day as it is written here.
pub(in crate::bank) fn date(text: &str) -> Result<Date, String> {
    // jiff also reads times and other forms: only what it writes is a date here.
    text.parse()
        .ok()
        .filter(|date: &Date| date.to_string() == text)
        .ok_or_else(|| format!("checked = \"{text}\" is no date of the form 2026-11-23"))
}

/// The keys that belong to fill-ins, and only to them.
fn fill_in(kind: KindName, table: &Table, line_at: &impl Fn(usize) -> usize) -> Result<Option<FillIn>, FormatError> {
    if kind != KindName::FillIn {
        let stray = [
            ("answers", table.answers.as_ref().map(Spanned::span)),
            ("ranges", table.ranges.as_ref().map(Spanned::span)),
            ("ignore-case", table.ignore_case.as_ref().map(Spanned::span)),
            ("instruction", table.instruction.as_ref().map(Spanned::span)),
            ("near", table.near.as_ref().map(Spanned::span)),
        ];
        return match stray.into_iter().find_map(|(key, span)| span.map(|span| (key, span))) {
            Some((key, span)) => {
                let message = format!("\"{key}\" belongs to fill-ins only, and this is a {}", table.kind.get_ref());
                Err(FormatError::new(line_at(span.start), message))
            }
            None => Ok(None),
        };
    }
    let missing = |key| FormatError::new(line_at(table.kind.span().start), format!("a fill-in needs \"{key}\""));
    let ranges = ranges(table, line_at)?;
    let answers = match &table.answers {
        Some(answers) => answers,
        None if !ranges.is_empty() => &Spanned::new(0..0, Vec::new()),
        None => return Err(missing("answers")),
    };
    let instruction = table.instruction.as_ref().ok_or_else(|| missing("instruction"))?;
    let near = table.near.as_ref().map(|near| near.get_ref().clone()).unwrap_or_default();
    if answers.get_ref().is_empty() && ranges.is_empty() {
        return Err(FormatError::new(line_at(answers.span().start), "a fill-in needs at least one answer"));
    }
    if answers.get_ref().iter().any(|answer| answer.trim().is_empty()) {
        return Err(FormatError::new(line_at(answers.span().start), "an answer is empty"));
    }
    let instruction: Instruction = instruction
        .get_ref()
        .parse()
        .map_err(|error: String| FormatError::new(line_at(instruction.span().start), error))?;
    let ignore_case = table.ignore_case.as_ref().is_some_and(|ignore| *ignore.get_ref());
    Ok(Some(FillIn { answers: answers.get_ref().clone(), ranges, ignore_case, instruction, near }))
}

fn ranges(table: &Table, line_at: &impl Fn(usize) -> usize) -> Result<Vec<NumberRange>, FormatError> {
    let Some(ranges) = &table.ranges else { return Ok(Vec::new()) };
    let read = |text: &String| text.parse().map_err(|error| FormatError::new(line_at(ranges.span().start), error));
    ranges.get_ref().iter().map(read).collect()
}

impl Front {
    /// The kind with its key, which for choices is in the body.
    pub(super) fn kind_with(&self, body: &LocatedBody) -> Result<Kind, FormatError> {
        let keys: BTreeSet<usize> = body.keys.clone();
        match (&self.fill_in, self.kind, keys.first()) {
            (Some(fill_in), ..) => Ok(Kind::FillIn(fill_in.clone())),
            (None, KindName::Single, Some(&key)) if keys.len() == 1 => Ok(Kind::Single { key }),
            (None, KindName::Single, _) => {
                let message = format!("a single has exactly one right option \"- [x]\", and this has {}", keys.len());
                let second = keys.iter().nth(1).and_then(|&key| body.places.options.get(key));
                Err(FormatError::of("key-count", second.map_or(body.places.heading, |place| place.0), message))
            }
            (None, _, None) => {
                Err(FormatError::of("key-count", body.places.heading, "no option is marked as right with \"- [x]\""))
            }
            (None, ..) => Ok(Kind::Multiple { keys }),
        }
    }
}
