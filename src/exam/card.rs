//! What a list of questions shows of each, and what it is searched by: a row that is derived from the text.

use crate::exam::id::ObjectiveId;

/// The card of a question. Empty texts stand for what is not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The objective that it belongs to.
    pub objective: ObjectiveId,
    /// The area.
    pub area: String,
    /// The kind, as files have it.
    pub kind: &'static str,
    /// The level, as files have it.
    pub level: &'static str,
    /// The day of the last check, as `2026-11-23`: dates sort as texts.
    pub checked: String,
    /// The languages that are written, by their tags with a space before and after each.
    pub languages: String,
    /// The beginning of the stem, in English if there is any.
    pub title: String,
    /// The words of name, stems, options, answers and terms, folded: lower case, no accents, single spaces.
    pub words: String,
}
