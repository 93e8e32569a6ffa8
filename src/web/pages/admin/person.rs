//! One person: what they may do, how much time they have, what they did.

use askama::Template;

use super::people::{Part, Role};
use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::form::{Field, Problem};
use crate::web::pages::layout::Layout;
use crate::web::pages::text::{Link, When};

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The role was changed.
    Role,
    /// The account was suspended.
    Suspended,
    /// The suspension was lifted.
    Lifted,
    /// The extra time was set, and so many attempts under way end at another time.
    Extra(u32),
}

impl Done {
    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Role => t.person_done_role(),
            Self::Suspended => t.person_done_suspended(),
            Self::Lifted => t.person_done_lifted(),
            Self::Extra(moved) => t.person_done_extra(moved),
        }
    }
}

/// The fields of the forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonForms {
    /// `POST …/role`: `role`
    pub role: Field,
    /// `POST …/extra-time`: `percent`
    pub percent: Field,
    /// `POST …/suspension`: `reason`
    pub reason: Field,
}

/// How an attempt stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It takes answers; until when, if there is a limit.
    Open(Option<When>),
    /// A mock exam that has ended.
    Exam {
        /// The estimate.
        scaled: u32,
        /// Whether that passes.
        passed: bool,
    },
    /// A practice that has ended.
    Practice {
        /// Questions that were right.
        right: u32,
        /// Questions in all.
        total: u32,
    },
}

/// An attempt of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptLine {
    /// When it began.
    pub when: When,
    /// The exam's title.
    pub exam: String,
    /// Whether it is a mock exam.
    pub is_exam: bool,
    /// How it stands.
    pub stands: Stands,
}

/// Why and since when an account is suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspended {
    /// Since when.
    pub since: When,
    /// Why.
    pub reason: String,
}

/// `/admin/people/{id}`
#[derive(Template)]
#[template(path = "admin/person.html")]
pub struct PersonPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// This page.
    pub url: String,
    /// What was just done.
    pub done: Option<Done>,
    /// Their name; nothing for a guest.
    pub name: Option<String>,
    /// Their role.
    pub role: Role,
    /// Whether the reader looks at themselves.
    pub is_self: bool,
    /// Since when they are here.
    pub since: When,
    /// When they were here last.
    pub seen: When,
    /// Their groups.
    pub groups: Vec<Link>,
    /// Whether the account is suspended.
    pub suspended: Option<Suspended>,
    /// The forms.
    pub forms: PersonForms,
    /// How many attempts they began.
    pub attempts: u32,
    /// The last of them.
    pub lines: Vec<AttemptLine>,
    /// The log of what was done to this account.
    pub audit_url: String,
}

impl PersonPage {
    fn is_guest(&self) -> bool {
        self.name.is_none()
    }

    fn listed(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    fn problems(&self) -> Vec<Problem> {
        let forms = &self.forms;
        [forms.role.problem("role"), forms.percent.problem("percent"), forms.reason.problem("reason")]
            .into_iter()
            .flatten()
            .collect()
    }
}
