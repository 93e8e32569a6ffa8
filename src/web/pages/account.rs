//! The account page: for a member, and for a guest who can become one.

use askama::Template;

use crate::l10n::L10nLanguage;
use crate::web::pages::form::{Field, Problem};
use crate::web::pages::layout::{Layout, Person};
use crate::web::pages::text::When;

/// What was just done, said at the top of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The name was changed.
    Name,
    /// Language or theme was changed.
    Language,
    /// The time zone was changed.
    TimeZone,
    /// The password was changed.
    Password,
    /// A session was ended.
    Session,
    /// The guest became a member.
    Registered,
    /// An invitation was accepted.
    Invited,
}

impl Done {
    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Name => t.done_name(),
            Self::Language => t.done_language(),
            Self::TimeZone => t.done_time_zone(),
            Self::Password => t.done_password(),
            Self::Session => t.done_session(),
            Self::Registered => t.done_registered(),
            Self::Invited => t.invitation_done(),
        }
    }
}

/// A session that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id, for `/account/sessions/{id}/deletion`.
    pub id: String,
    /// The browser and system, as far as they are known: `Firefox, Linux`.
    pub device: String,
    /// When it began.
    pub since: When,
    /// When it was last used.
    pub seen: When,
    /// Whether it is this one.
    pub current: bool,
}

/// The fields of the account's forms. Passwords never come back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountForms {
    /// `POST /account/name`: `name`.
    pub name: Field,
    /// `POST /account/time-zone`: `time_zone`.
    pub time_zone: Field,
    /// `POST /account/password`: `current`.
    pub current: Field,
    /// `POST /account/password`, `POST /account/registration`: `password`.
    pub password: Field,
    /// `POST /account/deletion`: `password` of a member, `confirm=yes` of a guest.
    pub deletion: Field,
}

/// `/account`
#[derive(Template)]
#[template(path = "account/page.html")]
pub struct AccountPage {
    /// What every page carries.
    pub layout: Layout,
    /// What was just done.
    pub done: Option<Done>,
    /// The forms.
    pub forms: AccountForms,
    /// The names of time zones to offer.
    pub zones: Vec<String>,
    /// Now in the time zone of the account, so that one sees whether it is right.
    pub now: When,
    /// The open sessions.
    pub sessions: Vec<SessionRow>,
    /// How many attempts a deletion would delete.
    pub attempts: u32,
}

impl AccountPage {
    fn is_guest(&self) -> bool {
        !matches!(self.layout.person, Person::Member { .. })
    }

    fn problems(&self) -> Vec<Problem> {
        let forms = &self.forms;
        [
            forms.name.problem("name"),
            forms.time_zone.problem("time_zone"),
            forms.current.problem("current"),
            forms.password.problem("password"),
            forms.deletion.problem("deletion"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
