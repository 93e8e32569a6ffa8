//! Exporting: which format, and what it cannot hold.

use askama::Template;

use super::questions::Choice;
use super::{Desk, Tab};
use crate::web::pages::layout::Layout;

/// Something that the format cannot hold, with the questions that lose it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LostGroup {
    /// What is lost, in words.
    pub words: String,
    /// How many questions lose it.
    pub count: u32,
    /// The first of them.
    pub names: Vec<String>,
}

impl LostGroup {
    /// How many of them are not named.
    #[must_use]
    pub fn more(&self) -> u32 {
        self.count.saturating_sub(u32::try_from(self.names.len()).unwrap_or(u32::MAX))
    }
}

/// `/admin/exams/{exam}/exports`
#[derive(Template)]
#[template(path = "admin/exports.html")]
pub struct ExportPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The formats.
    pub formats: Vec<Choice>,
    /// The language; both if it is empty.
    pub lang: String,
    /// How many questions are live.
    pub questions: u32,
    /// Where the file is, once a format is chosen.
    pub file: Option<String>,
    /// What the format cannot hold.
    pub lost: Vec<LostGroup>,
    /// How many questions lose something.
    pub losing: u32,
    /// Where all of it is, question by question.
    pub losses: String,
}
