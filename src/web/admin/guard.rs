//! Who may come in. A handler that takes one of these is never called for anybody else.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::exam::role::Role;
use crate::store::candidate::Candidate;
use crate::web::pages::admin::{Desk, Tab};
use crate::web::pages::layout::{Layout, Section};
use crate::web::problem::Problem;
use crate::web::state::App;
use crate::web::visitor::Visitor;

/// Somebody who may write questions.
pub struct Author {
    /// The visitor that they are.
    pub visitor: Visitor,
    /// Their account.
    pub account: Candidate,
}

/// Somebody who runs the place.
pub struct Admin(pub Author);

impl Deref for Admin {
    type Target = Author;

    fn deref(&self) -> &Author {
        &self.0
    }
}

impl Author {
    /// What every page carries.
    pub fn layout(&self, app: &App) -> Layout {
        self.visitor.layout(app, Section::Admin)
    }

    /// What every admin page carries besides the layout.
    pub fn desk(&self, app: &App, tab: Tab, exam: &str) -> Desk {
        let first = app.proctor.library.shelves().first().map(|shelf| shelf.blueprint.slug.to_string());
        Desk {
            tab,
            exam: if exam.is_empty() { first.unwrap_or_default() } else { exam.to_owned() },
            admin: self.account.role >= Role::Admin,
        }
    }
}

async fn of_role(parts: &mut Parts, app: &App, role: Role) -> Result<Author, Problem> {
    let visitor = Visitor::from_request_parts(parts, app).await?;
    let Some((account, _)) = &visitor.person else { return Err(Problem::SignIn) };
    if account.is_guest() {
        return Err(Problem::SignIn);
    }
    if account.role < role {
        return Err(Problem::Forbidden);
    }
    Ok(Author { account: account.clone(), visitor })
}

impl FromRequestParts<App> for Author {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        of_role(parts, app, Role::Author).await
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        of_role(parts, app, Role::Admin).await.map(Self)
    }
}
