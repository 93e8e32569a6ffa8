//! Deciding about a question that was served: what was served, what would happen, and what was decided before.

use askama::Template;

use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::form::{Field, Problem};
use crate::web::pages::layout::Layout;
use crate::web::pages::repair::{Counted, Ruling};
use crate::web::pages::text::When;

/// Whether the key of the live text can judge answers to another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// No text is live.
    #[default]
    NoneLive,
    /// It is the live text.
    Itself,
    /// It can.
    Yes,
    /// One is chosen, the other typed.
    Kind,
    /// The number of options differs: what was served, what is live.
    Count(u32, u32),
    /// The options stand in another order.
    Order,
    /// The option of this number says something else.
    Text(u32),
    /// The number of right options differs.
    Asked(u32, u32),
    /// Something else is to be typed.
    Instruction,
}

impl Fit {
    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::NoneLive => t.regrade_fits_none(),
            Self::Itself => t.regrade_fits_self(),
            Self::Yes => t.regrade_fits_yes(),
            Self::Kind => t.misfit_kind(),
            Self::Count(served, newest) => t.misfit_count(served, newest),
            Self::Order => t.misfit_order(),
            Self::Text(number) => t.misfit_text(number),
            Self::Asked(served, newest) => t.misfit_asked(served, newest),
            Self::Instruction => t.misfit_instruction(),
        }
    }

    /// Whether the key can be applied.
    #[must_use]
    pub fn is_yes(self) -> bool {
        matches!(self, Self::Itself | Self::Yes)
    }
}

impl Ruling {
    /// In words, to be chosen.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Key => t.regrade_key(),
            Self::Credit => t.regrade_credit(),
            Self::Exclude => t.regrade_exclude(),
        }
    }

    /// What it means.
    #[must_use]
    pub fn hint(self, t: &L10nLanguage) -> String {
        match self {
            Self::Key => t.regrade_key_hint(),
            Self::Credit => t.regrade_credit_hint(),
            Self::Exclude => t.regrade_exclude_hint(),
        }
    }
}

/// A text that was served, or is live.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextRow {
    /// Its number.
    pub number: u32,
    /// Whether it is live.
    pub live: bool,
    /// Since when there is this text.
    pub since: When,
    /// Attempts with it that have ended.
    pub closed: u32,
    /// Attempts with it that are under way.
    pub open: u32,
    /// Whether the key of the live text can be applied.
    pub fit: Fit,
}

/// What was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is decided.
    pub ruling: Option<Ruling>,
    /// The first text.
    pub from: u32,
    /// The last one.
    pub through: u32,
}

/// Scores that would change alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeRow {
    /// Whether these are mock exams.
    pub is_exam: bool,
    /// What they are.
    pub old: Counted,
    /// What they would be.
    pub new: Counted,
    /// How many.
    pub attempts: u32,
}

impl ChangeRow {
    /// Both scores in their order.
    #[must_use]
    pub fn scores(&self) -> [Counted; 2] {
        [self.old, self.new]
    }

    /// Whether it decides about passing.
    #[must_use]
    pub fn turns(&self) -> bool {
        self.is_exam && self.old.passed != self.new.passed
    }
}

/// What would happen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewView {
    /// Attempts with the question that have ended.
    pub concerned: u32,
    /// Those whose score would change.
    pub changed: u32,
    /// Mock exams that would pass now.
    pub won: u32,
    /// Mock exams that would not pass any more.
    pub lost: u32,
    /// Attempts under way, scored by it when they end.
    pub open: u32,
    /// The changes.
    pub rows: Vec<ChangeRow>,
    /// How many kinds of change there are.
    pub kinds: u32,
    /// Whether it reaches any text at all.
    pub reaches: bool,
}

impl PreviewView {
    fn is_cut(&self) -> bool {
        usize::try_from(self.kinds).is_ok_and(|kinds| self.rows.len() < kinds)
    }
}

/// The form that decides; it carries what was seen when it was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirm {
    /// The decision's id.
    pub id: String,
    /// The live text then.
    pub live: String,
    /// The number of the latest decision then.
    pub after: i64,
    /// Why (`reason`).
    pub reason: Field,
}

/// An earlier decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedRow {
    /// What was decided.
    pub ruling: Ruling,
    /// The number of the text whose key applies.
    pub key: u32,
    /// The first text and the last one.
    pub range: (u32, u32),
    /// Why.
    pub reason: String,
    /// Who; nothing if they are gone.
    pub by: Option<String>,
    /// When.
    pub when: When,
    /// Attempts that had ended then.
    pub concerned: u32,
    /// Scores that changed.
    pub changed: u32,
}

impl DecidedRow {
    /// What was decided, in words.
    #[must_use]
    pub fn words(&self, t: &L10nLanguage) -> String {
        match self.ruling {
            Ruling::Key => t.regrade_key_of(self.key),
            Ruling::Credit => t.regrade_credit(),
            Ruling::Exclude => t.regrade_exclude(),
        }
    }

    /// About which texts.
    #[must_use]
    pub fn about(&self, t: &L10nLanguage) -> String {
        let (from, through) = self.range;
        if from == through { t.regrade_one(from) } else { t.regrade_range(from, through) }
    }
}

/// What has just happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Event {
    /// Nothing.
    #[default]
    None,
    /// It was decided: attempts that had ended, scores that changed.
    Decided(u32, u32),
    /// Something else was decided since the form was shown.
    Stale,
}

/// `/admin/exams/{exam}/questions/{name}/regrade`
#[derive(Template)]
#[template(path = "admin/regrade.html")]
pub struct RegradePage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The question's name.
    pub name: String,
    /// The beginning of its stem.
    pub title: String,
    /// The texts.
    pub texts: Vec<TextRow>,
    /// What was chosen.
    pub choice: Choice,
    /// What would happen; nothing before something was chosen.
    pub preview: Option<PreviewView>,
    /// The form that decides.
    pub confirm: Confirm,
    /// Earlier decisions, the latest first.
    pub decided: Vec<DecidedRow>,
    /// What has just happened.
    pub event: Event,
}

impl RegradePage {
    fn problems(&self) -> Vec<Problem> {
        self.confirm.reason.problem("reason").into_iter().collect()
    }

    /// Whether the key of the live text can judge any other text.
    fn has_fit(&self) -> bool {
        self.texts.iter().any(|text| text.fit.is_yes())
    }

    fn is_chosen(&self, ruling: Ruling) -> bool {
        self.choice.ruling == Some(ruling)
    }
}
