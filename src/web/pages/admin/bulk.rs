//! Changing many questions at once: the form under the list, the change before and after it was done, earlier changes.

use askama::Template;

use super::questions::Group;
use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::layout::Layout;
use crate::web::pages::text::When;

/// The form under the list of questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkForm {
    /// The query of the list.
    pub list: String,
    /// Whether all of the list are to be changed, and not the ticked ones.
    pub all: bool,
    /// Those that are ticked.
    pub ticked: Vec<String>,
    /// What they can be changed to.
    pub choices: Vec<Group>,
    /// What is wrong with the form.
    pub error: Option<String>,
}

impl BulkForm {
    /// Whether a question is ticked.
    #[must_use]
    pub fn ticks(&self, name: &str) -> bool {
        self.ticked.iter().any(|ticked| ticked == name)
    }
}

/// Which area questions are to be moved to: asked on a page of its own.
#[derive(Template)]
#[template(path = "admin/bulk_area.html")]
pub struct AreaPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The questions, and the areas to choose from.
    pub bulk: BulkForm,
}

/// How far a change has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is shown and not done.
    Shown,
    /// It was done: by whom – empty if that is not known any more –, and when.
    Done(String, When),
    /// It was undone: when.
    Undone(When),
}

/// What became, or would become, of some of the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They are changed.
    Changed,
    /// They are changed, and are drafts.
    Drafted,
    /// They are so already.
    Same,
    /// Something is missing or a rule is broken.
    NotReady,
    /// Somebody else has to look first.
    NeedsAnother,
    /// They cannot go there.
    NoStep,
    /// Somebody changed them after the change was shown.
    Overtaken,
    /// Somebody changed them after the change was done, so that it was not undone on them.
    Left,
}

impl Fate {
    /// As it stands in ids.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Drafted => "drafted",
            Self::Same => "same",
            Self::NotReady => "not-ready",
            Self::NeedsAnother => "needs-another",
            Self::NoStep => "no-step",
            Self::Overtaken => "overtaken",
            Self::Left => "left",
        }
    }

    /// Whether something that was wanted does not happen to them.
    #[must_use]
    pub fn is_left_alone(self) -> bool {
        !matches!(self, Self::Changed | Self::Drafted | Self::Same)
    }

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage, stage: &Stage, count: &u32) -> String {
        let count = *count;
        match (self, stage) {
            (Self::Changed, Stage::Shown) => t.bulk_will_change(count),
            (Self::Changed, Stage::Done(..)) => t.bulk_changed(count),
            (Self::Changed, Stage::Undone(_)) => t.bulk_put_back(count),
            (Self::Drafted, Stage::Shown) => t.bulk_will_draft(count),
            (Self::Drafted, _) => t.bulk_drafted(count),
            (Self::Same, _) => t.bulk_same(count),
            (Self::NotReady, _) => t.bulk_not_ready(count),
            (Self::NeedsAnother, _) => t.bulk_needs_another(count),
            (Self::NoStep, _) => t.bulk_no_step(count),
            (Self::Overtaken, _) => t.bulk_overtaken(count),
            (Self::Left, _) => t.bulk_left(count),
        }
    }
}

/// The questions of one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FateGroup {
    /// What becomes of them.
    pub of: Fate,
    /// How many there are.
    pub count: u32,
    /// The names of the first of them.
    pub names: Vec<String>,
}

impl FateGroup {
    /// How many are not named.
    #[must_use]
    pub fn more(&self) -> u32 {
        self.count.saturating_sub(u32::try_from(self.names.len()).unwrap_or(u32::MAX))
    }
}

/// `/admin/exams/{exam}/questions/changes/{id}`
#[derive(Template)]
#[template(path = "admin/bulk.html")]
pub struct ChangePage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The change, as in its address.
    pub id: String,
    /// What is changed, in words.
    pub what: String,
    /// How far it has come.
    pub stage: Stage,
    /// How many questions are changed, or were put back.
    pub changed: u32,
    /// What becomes of the questions.
    pub groups: Vec<FateGroup>,
    /// The list that it was made from.
    pub back: String,
}

impl ChangePage {
    /// What the page says first.
    #[must_use]
    pub fn title(&self) -> String {
        let t = self.layout.t;
        match self.stage {
            Stage::Shown => t.bulk_title_shown(self.changed),
            Stage::Done(..) => t.bulk_title_done(self.changed),
            Stage::Undone(_) => t.bulk_title_undone(self.changed),
        }
    }

    /// The address of something of this change.
    #[must_use]
    pub fn of(&self, page: &str) -> String {
        format!("/admin/exams/{}/questions/changes/{}{page}", self.desk.exam, self.id)
    }
}

/// A change that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// Its page.
    pub url: String,
    /// When it was done.
    pub when: When,
    /// What was changed.
    pub what: String,
    /// How many questions.
    pub questions: u32,
    /// By whom; empty if that is not known any more.
    pub who: String,
    /// Whether it was undone.
    pub undone: bool,
}

/// `/admin/exams/{exam}/questions/changes`
#[derive(Template)]
#[template(path = "admin/bulk_list.html")]
pub struct ChangesPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The changes, the latest first.
    pub rows: Vec<ChangeRow>,
}
