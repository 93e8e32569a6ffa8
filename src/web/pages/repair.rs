//! What candidates are told of questions that turned out wrong: decisions, old and new scores, answers to their reports.

use crate::l10n::L10nLanguage;
use crate::web::pages::text::When;

/// What was decided about a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Another key applies.
    Key,
    /// Everybody is right.
    Credit,
    /// It does not count.
    Exclude,
}

impl Ruling {
    /// All of them, in the order of the form.
    pub const EVERY: [Self; 3] = [Self::Key, Self::Credit, Self::Exclude];

    /// As it stands in forms.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Credit => "credit",
            Self::Exclude => "exclude",
        }
    }

    /// In a word or two, beside the question.
    #[must_use]
    pub fn mark(self, t: &L10nLanguage) -> String {
        match self {
            Self::Key => t.ruling_key(),
            Self::Credit => t.ruling_credit(),
            Self::Exclude => t.ruling_exclude(),
        }
    }
}

/// The decision that a question was judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// What was decided.
    pub ruling: Ruling,
    /// When.
    pub when: When,
    /// Why, in the author's words.
    pub reason: String,
}

impl Ruled {
    /// In a sentence.
    #[must_use]
    pub fn words(&self, t: &L10nLanguage) -> String {
        let date = self.when.text.as_str();
        match self.ruling {
            Ruling::Key => t.ruled_key(date),
            Ruling::Credit => t.ruled_credit(date),
            Ruling::Exclude => t.ruled_exclude(date),
        }
    }
}

/// A score, before or after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Right answers.
    pub right: u32,
    /// Questions that count.
    pub total: u32,
    /// The estimate.
    pub scaled: u32,
    /// Whether that passes.
    pub passed: bool,
}

impl Counted {
    /// In words: a practice has no estimate.
    #[must_use]
    pub fn words(&self, is_exam: bool, t: &L10nLanguage) -> String {
        if is_exam {
            t.recount_exam(self.scaled, self.right, self.total)
        } else {
            t.recount_practice(self.right, self.total)
        }
    }
}

/// A score that was changed by a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// What was decided.
    pub ruled: Ruled,
    /// The number of the question.
    pub number: u32,
    /// Whether it is a mock exam.
    pub is_exam: bool,
    /// What was.
    pub old: Counted,
    /// What is.
    pub new: Counted,
    /// Whether the candidate is told for the first time.
    pub fresh: bool,
}

impl Recount {
    /// What was decided, in a sentence.
    #[must_use]
    pub fn words(&self, t: &L10nLanguage) -> String {
        match self.ruled.ruling {
            Ruling::Key => t.recount_key(self.number),
            Ruling::Credit => t.recount_credit(self.number),
            Ruling::Exclude => t.recount_exclude(self.number),
        }
    }

    /// What it means for passing, if it means anything.
    #[must_use]
    pub fn turn(&self, t: &L10nLanguage) -> Option<String> {
        match (self.is_exam, self.old.passed, self.new.passed) {
            (true, false, true) => Some(t.recount_passes()),
            (true, true, false) => Some(t.recount_fails()),
            _ => None,
        }
    }
}

/// Something that a candidate has not seen yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A score was changed.
    Recounted {
        /// The result.
        url: String,
        /// When the attempt began.
        began: String,
        /// Whether it is a mock exam.
        is_exam: bool,
        /// What was.
        old: Counted,
        /// What is.
        new: Counted,
    },
    /// A report was answered.
    Answered {
        /// The question in the result.
        url: String,
        /// Its number.
        number: u32,
    },
}

impl Notice {
    /// In a sentence.
    #[must_use]
    pub fn words(&self, t: &L10nLanguage) -> String {
        match self {
            Self::Recounted { began, is_exam: true, old, new, .. } => {
                t.notice_exam(began.as_str(), old.scaled, new.scaled)
            }
            Self::Recounted { began, old, new, .. } => {
                t.notice_practice(began.as_str(), old.right, old.total, new.right, new.total)
            }
            Self::Answered { number, .. } => t.notice_report(*number),
        }
    }

    /// Where it leads.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::Recounted { url, .. } | Self::Answered { url, .. } => url,
        }
    }

    /// The words of the link.
    #[must_use]
    pub fn open(&self, t: &L10nLanguage) -> String {
        match self {
            Self::Recounted { .. } => t.notice_open(),
            Self::Answered { .. } => t.notice_report_open(),
        }
    }
}

/// Where a report is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportState {
    /// Nobody has dealt with it.
    #[default]
    Open,
    /// It was answered.
    Answered,
    /// The question was mended.
    Fixed,
    /// The question stays as it is.
    Rejected,
}

impl ReportState {
    /// In words, for the candidate.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Open => t.sent_open(),
            Self::Answered => t.sent_answered(),
            Self::Fixed => t.sent_fixed(),
            Self::Rejected => t.sent_rejected(),
        }
    }

    /// In a word, for authors.
    #[must_use]
    pub fn word(self, t: &L10nLanguage) -> String {
        match self {
            Self::Open => t.report_state_open(),
            Self::Answered => t.report_state_answered(),
            Self::Fixed => t.report_state_fixed(),
            Self::Rejected => t.report_state_rejected(),
        }
    }

    /// The class of its tag.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Open => "tag tag-warn",
            Self::Answered | Self::Rejected => "tag",
            Self::Fixed => "tag tag-live",
        }
    }

    /// Whether nobody has dealt with it.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::Open
    }
}

/// A report as its candidate reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentReport {
    /// When it was sent.
    pub when: When,
    /// What they wrote.
    pub message: String,
    /// Where it is.
    pub state: ReportState,
    /// What they are told; may be empty.
    pub answer: String,
}
