//! The editor of a question, its preview and its history.

use askama::Template;

use super::diff::{Diff, DiffPart};
use super::questions::{Choice, Group, Level, State};
use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::form::Field;
use crate::web::pages::layout::Layout;
use crate::web::pages::question::{Instruction, Kind};
use crate::web::pages::text::{Html, When};

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something is missing: it cannot go live.
    Missing,
    /// A rule that must be kept is broken: it cannot go live.
    Error,
    /// A rule that should be kept is broken.
    Warning,
}

impl Weight {
    /// The class that draws it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Missing => "is-missing",
            Self::Error => "is-error",
            Self::Warning => "is-warning",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Missing => t.remark_missing(),
            Self::Error => t.remark_error(),
            Self::Warning => t.remark_warning(),
        }
    }
}

/// Something to be said of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters.
    pub weight: Weight,
    /// The rule's name; empty for what is missing.
    pub rule: String,
    /// One sentence.
    pub words: String,
    /// The text that breaks the rule; may be empty.
    pub text: String,
    /// More about it; may be empty.
    pub detail: String,
}

/// A question that says nearly the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alike {
    /// Its page.
    pub url: String,
    /// Its name.
    pub name: String,
    /// The beginning of its stem.
    pub title: String,
    /// The share of words in common: `72%`.
    pub share: String,
}

/// A question in one language, as a candidate sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The language's tag.
    pub lang: String,
    /// Its name.
    pub name: String,
    /// What is asked.
    pub stem: Html,
    /// Each option: letter, text, whether it is right, why.
    pub options: Vec<SeenOption>,
    /// What to remember; empty if nothing is.
    pub explanation: Html,
}

/// An option as a candidate sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenOption {
    /// Its letter.
    pub letter: char,
    /// What it says.
    pub html: Html,
    /// Whether it is right.
    pub key: bool,
    /// Why; empty if that is not said.
    pub why: Html,
}

/// What there is to see and to say of what was typed. Also sent alone, to the editor's script.
#[derive(Template)]
#[template(path = "admin/preview.html")]
pub struct Preview {
    /// What every page carries.
    pub layout: Layout,
    /// How it is answered.
    pub kind: Kind,
    /// What is to be typed, for a fill-in.
    pub instruction: Option<Instruction>,
    /// What is right to type, for a fill-in.
    pub answers: Vec<String>,
    /// The languages that are written.
    pub seen: Vec<Seen>,
    /// What there is to say.
    pub remarks: Vec<Remark>,
    /// Questions that say nearly the same.
    pub alike: Vec<Alike>,
    /// When what was typed was kept: `12:03:41`; nothing where it was not.
    pub kept_at: Option<String>,
}

/// An option in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionFields {
    /// From 0, as the key is sent.
    pub place: usize,
    /// From 1, as it is read.
    pub number: usize,
    /// Whether it is right.
    pub key: bool,
    /// The text in English.
    pub en: String,
    /// The text in Portuguese.
    pub pt: String,
    /// The explanation in English.
    pub why_en: String,
    /// The explanation in Portuguese.
    pub why_pt: String,
}

/// The form as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditorForm {
    /// The name of a new question.
    pub name: Field,
    /// Areas and objectives.
    pub parts: Vec<Group>,
    /// What is wrong with the area.
    pub part_error: Option<String>,
    /// The kind.
    pub kind: String,
    /// The level.
    pub level: String,
    /// Terms, a line each.
    pub terms: String,
    /// The terms that the objective has, to choose from.
    pub terms_known: Vec<String>,
    /// Sources, a line each.
    pub sources: String,
    /// The day of the last check.
    pub checked: String,
    /// Exceptions from rules, a line each.
    pub allow: String,
    /// Answers, a line each.
    pub answers: String,
    /// Ranges, a line each.
    pub ranges: String,
    /// Whether case does not matter.
    pub ignore_case: bool,
    /// The instruction.
    pub instruction: String,
    /// Near answers, a line each.
    pub near: String,
    /// The stems.
    pub stem_en: String,
    /// In Portuguese.
    pub stem_pt: String,
    /// The explanations.
    pub why_en: String,
    /// In Portuguese.
    pub why_pt: String,
    /// The options.
    pub options: Vec<OptionFields>,
    /// Why it was changed.
    pub reason: String,
    /// The newest revision when the form was shown; empty for a new question.
    pub base: String,
    /// The id of the revision that the form makes.
    pub id: String,
}

impl EditorForm {
    /// The instructions, as they are sent and in words.
    #[must_use]
    pub fn instructions(&self, t: &L10nLanguage) -> Vec<Choice> {
        let choice = |one: &Instruction| Choice {
            value: one.value().to_owned(),
            text: one.text(t),
            chosen: self.instruction == one.value(),
        };
        Instruction::EVERY.iter().map(choice).collect()
    }
}

/// A button that moves the text to another state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where to.
    pub to: State,
    /// Whether it can be done now.
    pub allowed: bool,
}

impl Step {
    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self.to {
            State::Draft => t.step_draft(),
            State::InReview => t.step_review(),
            State::Live => t.step_live(),
            State::Retired => t.step_retired(),
        }
    }
}

/// Something that the page says at its top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It was saved, as this revision.
    Saved(u32),
    /// It says what is stored already.
    Same,
    /// It was moved to another state.
    Moved,
    /// What was typed and not saved was brought back.
    Unsaved(When),
    /// Somebody saved another text since: its number, and where the two can be compared.
    Changed(u32),
    /// The question has changed since the page was shown, and was not moved.
    Stale,
    /// It cannot be moved: why, in words.
    Refused(String),
}

impl Notice {
    /// In words.
    #[must_use]
    pub fn words(&self, t: &L10nLanguage) -> String {
        match self {
            Self::Saved(number) => t.notice_saved(number.to_string()),
            Self::Same => t.notice_same(),
            Self::Moved => t.notice_moved(),
            Self::Unsaved(when) => t.notice_unsaved(&when.text),
            Self::Changed(number) => t.notice_changed(number.to_string()),
            Self::Stale => t.notice_stale(),
            Self::Refused(why) => why.clone(),
        }
    }

    /// The class of the note.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Saved(_) | Self::Same | Self::Moved => "note-good",
            Self::Unsaved(_) | Self::Changed(_) | Self::Stale | Self::Refused(_) => "note-warn",
        }
    }
}

/// What is stored of the question that is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub name: String,
    /// The state of the newest text.
    pub state: State,
    /// The newest revision's number.
    pub number: u32,
    /// Whether an older text is drawn meanwhile.
    pub behind: bool,
    /// When it last changed.
    pub updated: When,
    /// What can be done with it.
    pub steps: Vec<Step>,
    /// The newest revision, for the buttons.
    pub revision: String,
}

/// `/admin/exams/{exam}/questions/{name}` and `…/new`
#[derive(Template)]
#[template(path = "admin/editor.html")]
pub struct EditorPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// What is stored; nothing for a new question.
    pub stored: Option<Stored>,
    /// Where the form is sent.
    pub action: String,
    /// Where what is typed is kept and looked at.
    pub preview_url: String,
    /// The form.
    pub form: EditorForm,
    /// What there is to see and to say.
    pub preview: Preview,
    /// Something to be said first.
    pub notice: Option<Notice>,
    /// Who else is at it, and when last.
    pub others: Vec<(String, When)>,
}

impl EditorPage {
    /// The address of a page of this question.
    #[must_use]
    pub fn of(&self, page: &str) -> String {
        let name = self.stored.as_ref().map_or("new", |stored| stored.name.as_str());
        format!("/admin/exams/{}/questions/{name}{page}", self.desk.exam)
    }
}

/// A revision in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a mark of its own in the row")]
pub struct PastRow {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// When it was saved.
    pub when: When,
    /// Who wrote it; empty if that is not known any more.
    pub author: String,
    /// Whether a file brought it.
    pub from_file: bool,
    /// Whether an import did.
    pub from_import: bool,
    /// Why.
    pub reason: String,
    /// Whether it is drawn.
    pub live: bool,
    /// Whether it is the newest.
    pub newest: bool,
}

/// `/admin/exams/{exam}/questions/{name}/revisions`
#[derive(Template)]
#[template(path = "admin/history.html")]
pub struct HistoryPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The question.
    pub name: String,
    /// Its revisions, the newest first.
    pub rows: Vec<PastRow>,
}

impl HistoryPage {
    /// The address of a page of this question.
    #[must_use]
    pub fn of(&self, page: &str) -> String {
        format!("/admin/exams/{}/questions/{}{page}", self.desk.exam, self.name)
    }
}

/// `/admin/exams/{exam}/questions/{name}/comparison`
#[derive(Template)]
#[template(path = "admin/comparison.html")]
pub struct ComparisonPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The question.
    pub name: String,
    /// The number of the older text.
    pub old: u32,
    /// The number of the newer text.
    pub new: u32,
    /// Both beside each other.
    pub diff: Diff,
    /// Whether they say the same.
    pub same: bool,
}
