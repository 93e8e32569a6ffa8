//! The list of people, and what the pages about people share.

use askama::Template;

use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::layout::Layout;
use crate::web::pages::text::When;

/// What somebody may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Sits exams.
    #[default]
    Candidate,
    /// Writes questions as well.
    Author,
    /// Runs the place as well.
    Admin,
}

impl Role {
    /// All of them.
    pub const EVERY: [Self; 3] = [Self::Candidate, Self::Author, Self::Admin];

    /// As it stands in forms.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Author => "author",
            Self::Admin => "admin",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Candidate => t.role_candidate(),
            Self::Author => t.role_author(),
            Self::Admin => t.role_admin(),
        }
    }

    /// What it lets one do.
    #[must_use]
    pub fn may(self, t: &L10nLanguage) -> String {
        match self {
            Self::Candidate => t.role_candidate_may(),
            Self::Author => t.role_author_may(),
            Self::Admin => t.role_admin_may(),
        }
    }
}

/// A part of what is done about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The people themselves.
    People,
    /// Groups of them.
    Groups,
    /// Those who are to come.
    Invitations,
}

impl Part {
    /// All of them.
    pub const EVERY: [Self; 3] = [Self::People, Self::Groups, Self::Invitations];

    /// Its page.
    #[must_use]
    pub fn url(self) -> &'static str {
        match self {
            Self::People => "/admin/people",
            Self::Groups => "/admin/groups",
            Self::Invitations => "/admin/invitations",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::People => t.people_title(),
            Self::Groups => t.groups_title(),
            Self::Invitations => t.invitations_title(),
        }
    }
}

/// What the list is filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilters {
    /// A part of the name.
    pub name: String,
    /// The role; empty for all.
    pub role: String,
    /// `suspended`, `guests`, or empty for accounts.
    pub show: String,
    /// `seen`, or empty for the order of names.
    pub sort: String,
}

/// Somebody in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Their page.
    pub url: String,
    /// Their name; nothing for a guest.
    pub name: Option<String>,
    /// Their role.
    pub role: Role,
    /// Whether the account is suspended.
    pub suspended: bool,
    /// How much longer they have, such as `50` percent.
    pub extra: Option<String>,
    /// How many attempts they began.
    pub attempts: u32,
    /// When they were here last.
    pub seen: When,
}

/// `/admin/people`
#[derive(Template)]
#[template(path = "admin/people.html")]
pub struct PeoplePage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// What is filtered by.
    pub filters: PeopleFilters,
    /// How many there are.
    pub total: u32,
    /// This page of them.
    pub rows: Vec<PersonRow>,
    /// The first page, if this is not it.
    pub first: Option<String>,
    /// The next page, if there is one.
    pub next: Option<String>,
}
