//! The first page of the authors.

use askama::Template;

use super::{Desk, Tab};
use crate::web::pages::layout::Layout;

/// What waits in one exam.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExamDesk {
    /// The exam, as in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Questions that are drawn.
    pub drawn: u32,
    /// Texts that are being written.
    pub drafts: u32,
    /// Texts that wait for somebody to look at them.
    pub in_review: u32,
    /// Questions with reports that nobody has answered.
    pub reported: u32,
    /// Questions that were changed in their file and here.
    pub conflicts: u32,
}

/// `/admin`
#[derive(Template)]
#[template(path = "admin/home.html")]
pub struct HomePage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The exams.
    pub exams: Vec<ExamDesk>,
}
