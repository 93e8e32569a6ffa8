//! Lists of questions, and what they cover.

use askama::Template;

use super::bulk::BulkForm;
use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::layout::Layout;
use crate::web::pages::question::Kind;
use crate::web::pages::text::When;

/// Where a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being written.
    Draft,
    /// It waits for somebody to look at it.
    InReview,
    /// It is drawn.
    Live,
    /// It is not asked any more.
    Retired,
}

impl State {
    /// All of them.
    pub const EVERY: [Self; 4] = [Self::Draft, Self::InReview, Self::Live, Self::Retired];

    /// As it stands in forms.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Live => "live",
            Self::Retired => "retired",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Draft => t.state_draft(),
            Self::InReview => t.state_in_review(),
            Self::Live => t.state_live(),
            Self::Retired => t.state_retired(),
        }
    }
}

/// What answering takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Remember.
    Recall,
    /// Use.
    Apply,
    /// Explain a symptom.
    Troubleshoot,
}

impl Level {
    /// All of them.
    pub const EVERY: [Self; 3] = [Self::Recall, Self::Apply, Self::Troubleshoot];

    /// As it stands in forms.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Apply => "apply",
            Self::Troubleshoot => "troubleshoot",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Recall => t.level_recall(),
            Self::Apply => t.level_apply(),
            Self::Troubleshoot => t.level_troubleshoot(),
        }
    }
}

/// An entry of a list to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Entries under a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The title.
    pub title: String,
    /// The entries.
    pub choices: Vec<Choice>,
}

/// What the list is filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Topics with their objectives and areas.
    pub parts: Vec<Group>,
    /// The kind; empty for all.
    pub kind: String,
    /// The level; empty for all.
    pub level: String,
    /// The state; empty for all.
    pub state: String,
    /// The language that is missing; empty for any.
    pub missing: String,
    /// Only those with open reports.
    pub reported: bool,
    /// Last checked before this day.
    pub before: String,
    /// Words.
    pub words: String,
    /// The order.
    pub sort: String,
}

impl Filters {
    /// Whether anything is filtered by the rarer fields, which are folded away otherwise.
    #[must_use]
    pub fn has_more(&self) -> bool {
        !self.kind.is_empty()
            || !self.level.is_empty()
            || !self.missing.is_empty()
            || self.reported
            || !self.before.is_empty()
    }

    /// The orders, as they are sent and in words.
    #[must_use]
    pub fn sorts(&self, t: &L10nLanguage) -> Vec<Choice> {
        [
            ("objective", t.sort_objective()),
            ("name", t.sort_name()),
            ("updated", t.sort_updated()),
            ("checked", t.sort_checked()),
        ]
        .into_iter()
        .map(|(value, text)| Choice { chosen: self.sort == value, value: value.to_owned(), text })
        .collect()
    }
}

/// A question in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    /// Its page.
    pub url: String,
    /// Its name.
    pub name: String,
    /// The beginning of its stem; empty if there is none yet.
    pub title: String,
    /// Its area, else its objective.
    pub part: String,
    /// Its kind.
    pub kind: Kind,
    /// Its level.
    pub level: Option<Level>,
    /// The state of its newest text.
    pub state: State,
    /// Whether it is drawn, if only with an older text.
    pub drawn: bool,
    /// The languages that are missing.
    pub missing: Vec<String>,
    /// Open reports.
    pub reports: u32,
    /// The day of the last check; empty if there was none.
    pub checked: String,
    /// When it last changed.
    pub updated: When,
}

impl QuestionRow {
    /// Whether an older text is drawn while a newer one is being written.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.drawn && self.state != State::Live
    }
}

/// `/admin/exams/{exam}/questions`
#[derive(Template)]
#[template(path = "admin/questions.html")]
pub struct QuestionsPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// What is filtered by.
    pub filters: Filters,
    /// How many there are, as far as they are counted.
    pub total: u32,
    /// Whether there are more than were counted.
    pub uncounted: bool,
    /// This page of them.
    pub rows: Vec<QuestionRow>,
    /// The first page, if this is not it.
    pub first: Option<String>,
    /// The next page, if there is one.
    pub next: Option<String>,
    /// The form that changes many of them.
    pub bulk: BulkForm,
}

/// What an objective has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageObjective {
    /// Its number.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its questions on a form.
    pub weight: u32,
    /// Its questions.
    pub questions: u32,
    /// Whole forms without a repeat.
    pub forms: u32,
    /// Its areas.
    pub areas: Vec<CoverageArea>,
}

/// What an area has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageArea {
    /// Its number.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its questions.
    pub questions: u32,
    /// Singles, multiples, fill-ins.
    pub kinds: [u32; 3],
    /// Recall, apply, troubleshoot.
    pub levels: [u32; 3],
}

/// `/admin/exams/{exam}/coverage`
#[derive(Template)]
#[template(path = "admin/coverage.html")]
pub struct CoveragePage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The objectives.
    pub objectives: Vec<CoverageObjective>,
}
