//! Invitations: the form for a new one, its link, and all of them with their state.

use askama::Template;

use super::people::{Part, Role};
use super::questions::Choice;
use super::{Desk, Tab};
use crate::web::pages::form::{Field, Problem};
use crate::web::pages::layout::Layout;
use crate::web::pages::text::{Link, When};

/// Where an invitation is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody may still come by it, until then.
    Open(When),
    /// Somebody came: who, unless their account is gone.
    Used(Option<Link>),
    /// Nobody came in time.
    Expired,
    /// It was taken back.
    Withdrawn,
}

impl State {
    /// Whether it can be taken back.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }
}

/// An invitation in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRow {
    /// Which, as in addresses.
    pub id: String,
    /// What the invited become.
    pub role: Role,
    /// The group that they join.
    pub group: Option<Link>,
    /// For whom.
    pub note: String,
    /// When it was made.
    pub made: When,
    /// Who made it.
    pub made_by: Option<String>,
    /// Where it is in its life.
    pub state: State,
}

/// The form for a new one. Its token is what the link will hold, so that sending the form twice makes one link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvitationForm {
    /// `token`
    pub token: String,
    /// `role`
    pub role: Role,
    /// `group`: the groups there are.
    pub groups: Vec<Choice>,
    /// What is wrong with the group.
    pub group: Field,
    /// `note`
    pub note: Field,
    /// `days`
    pub days: Field,
}

/// A link that was just made: it is shown this once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// The link.
    pub url: String,
    /// What the invited become.
    pub role: Role,
}

/// `/admin/invitations`
#[derive(Template)]
#[template(path = "admin/invitations.html")]
pub struct InvitationsPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// Whether one was just withdrawn.
    pub withdrawn: bool,
    /// The link that was just made.
    pub fresh: Option<Fresh>,
    /// The form.
    pub form: InvitationForm,
    /// This page of them.
    pub rows: Vec<InvitationRow>,
    /// The first page, if this is not it.
    pub first: Option<String>,
    /// The next page, if there is one.
    pub next: Option<String>,
}

impl InvitationsPage {
    fn problems(&self) -> Vec<Problem> {
        let form = &self.form;
        [form.group.problem("group"), form.note.problem("note"), form.days.problem("days")]
            .into_iter()
            .flatten()
            .collect()
    }
}
