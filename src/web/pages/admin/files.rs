//! Where files and pages differ, and a question beside its file.

use askama::Template;

use super::diff::{Diff, DiffPart};
use super::questions::State;
use super::{Desk, Tab};
use crate::web::pages::layout::Layout;
use crate::web::pages::text::When;

/// A question about which somebody has to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// Its name.
    pub name: String,
    /// Whether the file is gone.
    pub gone: bool,
    /// When it was found.
    pub found: When,
}

/// A question that was written here and is not in a file yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceRow {
    /// Its name.
    pub name: String,
    /// Where its newest text is.
    pub state: State,
    /// Whether it has a file at all.
    pub has_file: bool,
    /// When it was changed here.
    pub updated: When,
}

/// What has just been done about a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The file's text was taken.
    Taken(String),
    /// The text written here was kept.
    Kept(String),
    /// Nothing: there is nothing to be chosen any more.
    Over(String),
}

/// `/admin/exams/{exam}/files`
#[derive(Template)]
#[template(path = "admin/files.html")]
pub struct FilesPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// What has just been done.
    pub outcome: Option<Outcome>,
    /// Questions that were changed in both places, as many as a page lists.
    pub conflicts: Vec<ConflictRow>,
    /// How many more there are.
    pub more_conflicts: u32,
    /// Questions that were written here, as many as a page lists.
    pub differences: Vec<DifferenceRow>,
    /// How many more there are.
    pub more_differences: u32,
}

/// How a question and its file stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Both were changed.
    Conflict,
    /// The file is gone, and the question was changed.
    Gone,
    /// It was changed here.
    Ahead,
    /// It was changed here, and what the file says was declined and is not kept.
    Declined,
    /// They say the same.
    Same,
    /// There is no file.
    NoFile,
}

/// What the buttons send: both sides as they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The newest text here.
    pub revision: String,
    /// Its state.
    pub state: String,
    /// The hash of the file's text; empty if the file is gone.
    pub file: String,
}

/// One of the two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The objective: the folder of the file.
    pub objective: String,
    /// When it was changed, or found.
    pub at: When,
}

/// `/admin/exams/{exam}/files/{question}`
#[derive(Template)]
#[template(path = "admin/file.html")]
pub struct FilePage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The question's name.
    pub name: String,
    /// How the two stand.
    pub standing: Standing,
    /// Where the newest text is.
    pub state: State,
    /// Whether one of the sides changed since the choice that was sent.
    pub changed: bool,
    /// The text here.
    pub here: Side,
    /// The file's text, if there is one and it is known.
    pub file: Option<Side>,
    /// Both texts.
    pub diff: Diff,
    /// What the buttons send, if there is something to choose.
    pub seen: Option<Seen>,
    /// Whether the file's text waits for a second person when it is taken.
    pub needs_review: bool,
}

impl FilePage {
    /// Whether the file is gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.standing == Standing::Gone
    }

    /// Whether the texts differ in no line.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.diff.parts.iter().all(|part| matches!(part, DiffPart::Far(..)))
    }
}
