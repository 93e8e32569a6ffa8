//! Exporting: which format, and what it cannot hold.

use askama::Template;

use super::questions::Choice;
use super::{Desk, Tab};
use crate::web::pages::layout::Layout;

/// Something that the format cannot hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LostRow {
    /// The question's page.
    pub url: String,
    /// Its name.
    pub name: String,
    /// What is lost, in words.
    pub words: String,
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
    /// What the format cannot hold, the first of it.
    pub lost: Vec<LostRow>,
    /// How much that is in all.
    pub lost_count: u32,
}
