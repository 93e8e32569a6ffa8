//! Importing: the upload, and what would become of a file.

use askama::Template;

use super::questions::{Choice, Group, Level};
use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::layout::Layout;

/// The form for a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// What is wrong with the one that was sent.
    pub errors: Vec<String>,
    /// The largest file, in MiB.
    pub megabytes: u32,
    /// The formats to choose from.
    pub formats: Vec<Choice>,
}

/// `/admin/exams/{exam}/imports`
#[derive(Template)]
#[template(path = "admin/upload.html")]
pub struct UploadPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The form.
    pub upload: Upload,
}

/// Something to be said of an entry or of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Whether somebody should look at it.
    pub warning: bool,
    /// In words.
    pub words: String,
}

/// What would become of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A new question.
    New,
    /// A new text of a question.
    Changed,
    /// It is here already.
    Same,
    /// Nothing says to which objective it belongs.
    NoPart,
    /// A kind that there is not here.
    Skipped,
    /// It is broken.
    Refused,
}

impl Fate {
    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::New => t.fate_new(),
            Self::Changed => t.fate_changed(),
            Self::Same => t.fate_same(),
            Self::NoPart => t.fate_no_part(),
            Self::Skipped => t.fate_skipped(),
            Self::Refused => t.fate_refused(),
        }
    }

    /// The class that draws it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::New | Self::Changed => "tag-live",
            Self::Same => "tag-same",
            Self::NoPart | Self::Skipped => "tag-warn",
            Self::Refused => "tag-bad",
        }
    }
}

/// An entry of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Where it stands.
    pub place: String,
    /// What the file calls it.
    pub title: String,
    /// What would become of it.
    pub fate: Fate,
    /// The question's name; empty if it does not come in.
    pub name: String,
    /// The question's page, if there is one.
    pub url: Option<String>,
    /// Why it does not come in.
    pub why: String,
    /// What is to be said of it.
    pub notes: Vec<Note>,
}

/// How many entries there are of each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// New questions.
    pub new: u32,
    /// New texts of questions that are here.
    pub changed: u32,
    /// Of both, those with something to look at.
    pub remarks: u32,
    /// Here already.
    pub same: u32,
    /// Without an objective.
    pub no_part: u32,
    /// Of a kind that there is not here.
    pub skipped: u32,
    /// Broken.
    pub refused: u32,
}

impl Totals {
    /// How many come in.
    #[must_use]
    pub fn taken(self) -> u32 {
        self.new + self.changed
    }
}

/// A category or a tag and where it belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartChoice {
    /// The category's path, or the tag.
    pub text: String,
    /// Objectives and areas to choose from.
    pub parts: Vec<Group>,
}

/// How a table is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableChoices {
    /// What each column is taken for.
    pub columns: Vec<Vec<Choice>>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// What stands between cells.
    pub delimiters: Vec<Choice>,
    /// How the key is given.
    pub keys: Vec<Choice>,
    /// What the texts are.
    pub texts: Vec<Choice>,
    /// Whether the first row is a header.
    pub header: bool,
}

/// `/admin/exams/{exam}/imports/{id}`
#[derive(Template)]
#[template(path = "admin/import.html")]
pub struct ImportPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// Which import.
    pub id: String,
    /// What the file is called.
    pub file: String,
    /// Its format; empty if it is not known.
    pub format: String,
    /// How many came in, once it is done.
    pub done: Option<u32>,
    /// Where and why it was not read.
    pub failure: Option<(String, String)>,
    /// What is to be said of the file as a whole.
    pub notes: Vec<Note>,
    /// How many entries there are of each fate.
    pub totals: Totals,
    /// The entries of this page.
    pub rows: Vec<EntryRow>,
    /// Which entries are listed.
    pub show: String,
    /// How many those are.
    pub listed: u32,
    /// The next page of them.
    pub next: Option<String>,
    /// The formats.
    pub formats: Vec<Choice>,
    /// The language of texts that do not say theirs.
    pub lang: String,
    /// The level of what does not say its own.
    pub level: String,
    /// Objectives and areas for what nothing else says.
    pub parts: Vec<Group>,
    /// Categories and tags, and where each belongs.
    pub texts: Vec<PartChoice>,
    /// How a table is read.
    pub table: Option<TableChoices>,
}

impl ImportPage {
    /// The address of a part of this import.
    #[must_use]
    pub fn of(&self, page: &str) -> String {
        format!("/admin/exams/{}/imports/{}{page}", self.desk.exam, self.id)
    }
}
