//! The question file, both ways: text to [`Question`] and back. See `questions/README.md` for the format.
//!
//! What [`write`] gives is *canonical*: parsing it and writing it again gives the same bytes.

mod body;
mod draft;
pub(super) mod front;
pub(super) mod halves;
pub(super) mod lines;
mod write;

use std::fmt;

pub use self::{
    draft::{is_finished, read_draft, write_draft},
    lines::{FILE_MAX, decode},
    write::{write, write_unfinished},
};
use crate::exam::{
    id::{ObjectiveId, QuestionName},
    lang::Localized,
    question::Question,
};

/// The rules of the format: which files are questions, and what their canonical text is. Raised when that changes, so that files
/// that were read by other rules are read again.
pub const VERSION: u32 = 1;

/// A question with the places of its parts in the file that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The question.
    pub question: Question,
    /// Where its parts stand.
    pub places: Places,
}

/// The lines, counted from 1, on which the parts of a question stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The keys of the front matter that are there.
    pub front: Vec<(String, usize)>,
    /// The texts.
    pub body: Localized<BodyPlaces>,
}

/// The lines on which the texts of one language start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyPlaces {
    /// The heading that names the language.
    pub heading: usize,
    /// The stem.
    pub stem: usize,
    /// The stem's last line.
    pub stem_end: usize,
    /// The options, each with its explanation; without one, that is the option's own line.
    pub options: Vec<(usize, usize)>,
    /// The explanation of the question; without one, the heading.
    pub explanation: usize,
}

impl Places {
    /// The line of a key of the front matter, or the first line.
    pub fn front_line(&self, key: &str) -> usize {
        self.front.iter().find(|(name, _)| name == key).map_or(1, |(_, line)| *line)
    }
}

/// Why a text is no question file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The line, counted from 1.
    pub line: usize,
    /// The lint rule that it breaks: `format` unless there is a better name for it.
    pub rule: &'static str,
    /// One sentence for the author.
    pub message: String,
}

impl FormatError {
    pub(crate) fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, rule: "format", message: message.into() }
    }

    pub(in crate::bank) fn of(rule: &'static str, line: usize, message: impl Into<String>) -> Self {
        Self { line, rule, message: message.into() }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for FormatError {}

/// Reads a question file. The objective and the name are not in the text: they are its folder and its file name.
///
/// The result keeps the promises of [`Question`]: as many options in each language, and keys among them.
pub fn parse(text: &str, objective: ObjectiveId, name: QuestionName) -> Result<Parsed, FormatError> {
    lines::check(text)?;
    let (front, rest) = front::split(text)?;
    let front = front::parse(&front)?;
    let bodies = body::parse(rest, front.kind)?;
    body::agree(front.kind, &bodies)?;
    let kind = front.kind_with(&bodies.en)?;
    let places = Places { front: front.places, body: bodies.map(|_, body| body.places.clone()) };
    let question = Question {
        objective,
        name,
        area: front.area,
        terms: front.terms,
        level: front.level,
        sources: front.sources,
        checked: front.checked,
        kind,
        body: Localized { en: bodies.en.body, pt_br: bodies.pt_br.body },
        allow: front.allow,
    };
    Ok(Parsed { question, places })
}

#[cfg(test)]
mod tests;
