//! Signing in, signing up, and the link that makes the first admin.

use askama::Template;

use crate::web::pages::form::{Field, Problem};
use crate::web::pages::layout::Layout;

/// What someone types to be let in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// `name`
    pub name: Field,
    /// `password`: its value never comes back.
    pub password: Field,
    /// What is wrong with both together: no such name and password, too many tries.
    pub error: Option<String>,
}

impl Credentials {
    /// The lines of the error summary.
    pub fn problems(&self) -> Vec<Problem> {
        let both = self.error.clone().map(|message| Problem { id: "name", message });
        [both, self.name.problem("name"), self.password.problem("password")].into_iter().flatten().collect()
    }
}

/// `/sign-in`, posts to `/session`
#[derive(Template)]
#[template(path = "session/sign_in.html")]
pub struct SignInPage {
    /// What every page carries.
    pub layout: Layout,
    /// What was typed.
    pub form: Credentials,
    /// Where to go afterwards (`return_to`).
    pub return_to: String,
    /// Whether this page was shown instead of one that needs signing in.
    pub needed: bool,
    /// Why the account is closed to its owner, who has just typed the right password.
    pub suspended: Option<String>,
}

/// `/sign-up`, posts to `/accounts`
#[derive(Template)]
#[template(path = "session/sign_up.html")]
pub struct SignUpPage {
    /// What every page carries.
    pub layout: Layout,
    /// What was typed.
    pub form: Credentials,
    /// Where to go afterwards (`return_to`).
    pub return_to: String,
}

/// `/setup/{token}`: the first admin
#[derive(Template)]
#[template(path = "session/setup.html")]
pub struct SetupPage {
    /// What every page carries.
    pub layout: Layout,
    /// What was typed.
    pub form: Credentials,
    /// The one-time token of the link.
    pub token: String,
}
