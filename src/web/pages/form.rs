//! Fields of forms: what was typed and what was wrong with it, beside each other.

use crate::l10n::L10nLanguage;
use crate::web::pages::text::Html;

/// One field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// What was typed, given back on the same page. Stays empty for a password.
    pub value: String,
    /// What is wrong with it, in the page's language.
    pub error: Option<String>,
}

impl Field {
    /// A field with nothing wrong.
    #[must_use]
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }

    /// A field with what was typed and what is wrong with it.
    #[must_use]
    pub fn wrong(value: impl Into<String>, error: impl Into<String>) -> Self {
        Self { value: value.into(), error: Some(error.into()) }
    }

    /// The attributes that tie the field to its hint and its error.
    #[must_use]
    pub fn described(&self, id: &str, hint: bool) -> Html {
        Html(match (hint, self.error.is_some()) {
            (false, false) => String::new(),
            (true, false) => format!(" aria-describedby=\"{id}-hint\""),
            (false, true) => format!(" aria-invalid=\"true\" aria-describedby=\"{id}-error\""),
            (true, true) => {
                format!(" aria-invalid=\"true\" aria-describedby=\"{id}-error {id}-hint\"")
            }
        })
    }

    /// The error, if any, with the id of its field: a line of the summary.
    #[must_use]
    pub fn problem(&self, id: &'static str) -> Option<Problem> {
        self.error.clone().map(|message| Problem { id, message })
    }
}

/// A line of the error summary: it links to the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The id of the field.
    pub id: &'static str,
    /// What is wrong.
    pub message: String,
}

/// Which questions a practice draws from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// Any.
    #[default]
    All,
    /// Those last answered wrong.
    Missed,
    /// Those never seen.
    Unseen,
    /// Those flagged.
    Flagged,
}

impl Only {
    /// All of them, in the order of the form.
    pub const EVERY: [Self; 4] = [Self::All, Self::Missed, Self::Unseen, Self::Flagged];

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::All => t.practice_all(),
            Self::Missed => t.practice_missed(),
            Self::Unseen => t.practice_unseen(),
            Self::Flagged => t.practice_flagged(),
        }
    }

    /// As it stands in the form.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Missed => "missed",
            Self::Unseen => "unseen",
            Self::Flagged => "flagged",
        }
    }
}

/// A button that starts a practice in one click: a form of hidden fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PracticeButton {
    /// The exam, as in its URL.
    pub exam: String,
    /// The ids of the objectives; none means all.
    pub objectives: Vec<String>,
    /// How many questions.
    pub count: u32,
    /// Which ones.
    pub only: Only,
    /// Whether the clock runs.
    pub clock: bool,
    /// Whether each question is explained at once.
    pub at_once: bool,
}

impl PracticeButton {
    /// Where it posts to.
    #[must_use]
    pub fn action(&self) -> String {
        format!("/exams/{}/attempts", self.exam)
    }
}
