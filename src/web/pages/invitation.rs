//! The page that an invitation's link leads to.

use askama::Template;

use crate::l10n::L10nLanguage;
use crate::web::pages::admin::people::Role;
use crate::web::pages::form::Problem;
use crate::web::pages::layout::{Layout, Person};
use crate::web::pages::session::Credentials;
use crate::web::pages::text::When;

/// `/invitations/{token}`
#[derive(Template)]
#[template(path = "session/invitation.html")]
pub struct InvitationPage {
    /// What every page carries.
    pub layout: Layout,
    /// The secret of the link.
    pub token: String,
    /// What the invited become.
    pub role: Role,
    /// The group that they join.
    pub group: Option<String>,
    /// Until when the invitation is good.
    pub until: When,
    /// What was typed for a new account.
    pub form: Credentials,
}

impl InvitationPage {
    /// The account that is signed in.
    fn account(&self) -> Option<&str> {
        match &self.layout.person {
            Person::Member { name } => Some(name),
            Person::Guest | Person::Visitor => None,
        }
    }

    fn offer(&self) -> String {
        let t = self.layout.t;
        match self.role {
            Role::Candidate => t.invitation_as_candidate(),
            Role::Author => t.invitation_as_author(),
            Role::Admin => t.invitation_as_admin(),
        }
    }

    fn problems(&self) -> Vec<Problem> {
        self.form.problems()
    }
}

/// Why a link is not good any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Somebody came by it.
    Used,
    /// Its time has run out.
    Expired,
    /// It was taken back.
    Withdrawn,
}

impl Over {
    fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Used => t.invitation_over_used(),
            Self::Expired => t.invitation_over_expired(),
            Self::Withdrawn => t.invitation_over_withdrawn(),
        }
    }
}

/// `/invitations/{token}` of an invitation that is over.
#[derive(Template)]
#[template(path = "session/invitation_over.html")]
pub struct InvitationOverPage {
    /// What every page carries.
    pub layout: Layout,
    /// Why; nothing if it was the reader who used it.
    pub over: Option<Over>,
}
