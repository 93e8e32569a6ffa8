//! What an invitation's link leads to: sign up by it, or accept with the account that one has. The link is a secret.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::admin::role;
use super::input::Form;
use super::pages::invitation::{InvitationOverPage, InvitationPage, Over};
use super::pages::layout::Section;
use super::pages::session::Credentials;
use super::pages::text::When;
use super::problem::Problem;
use super::session::{Sent, explained, open_account, with_cookies};
use super::state::App;
use super::visitor::Visitor;
use super::{render, see_other};
use crate::auth::token::Token;
use crate::people::Door;
use crate::store::invitation::{self, Invitation, State as Stage};

/// Where those go who have come in.
const ONWARD: &str = "/account?done=invited";

async fn find(app: &App, token: &Token) -> Result<Invitation, Problem> {
    let hash = token.hash();
    let found = app.store().read(|tx| Box::pin(async move { invitation::by_token(tx, hash).await })).await?;
    found.ok_or(Problem::NotFound)
}

/// The page that says why it is not good any more; nothing while it is.
fn over(app: &App, visitor: &Visitor, invitation: &Invitation) -> Option<Response> {
    let over = match invitation.state(app.clock().now()) {
        Stage::Open => return None,
        Stage::Used if is_theirs(visitor, invitation) => None,
        Stage::Used => Some(Over::Used),
        Stage::Expired => Some(Over::Expired),
        Stage::Withdrawn => Some(Over::Withdrawn),
    };
    let status = if over.is_none() { StatusCode::OK } else { StatusCode::GONE };
    let page = InvitationOverPage { layout: visitor.layout(app, Section::None), over };
    Some(explained(status, render(&page)))
}

/// Whether it was the visitor who came by it.
fn is_theirs(visitor: &Visitor, invitation: &Invitation) -> bool {
    let used_by = invitation.used_by.as_ref().map(|(id, _)| *id);
    used_by.is_some() && used_by == visitor.person.as_ref().map(|(person, _)| person.id)
}

/// `GET /invitations/{token}`. Looking at it uses nothing up: programs that show previews of links do that, too.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(token): Path<String>) -> Result<Response, Problem> {
    let invitation = find(&app, &Token::presented(&token)).await?;
    if let Some(over) = over(&app, &visitor, &invitation) {
        return Ok(over);
    }
    Ok(render(&page(&app, &visitor, token, invitation, Credentials::default())))
}

fn page(app: &App, visitor: &Visitor, token: String, invitation: Invitation, form: Credentials) -> InvitationPage {
    InvitationPage {
        layout: visitor.layout(app, Section::None),
        token,
        role: role(invitation.role),
        group: invitation.group.map(|(_, name)| name),
        until: When::date_time(&visitor.zoned(invitation.expires_at), visitor.l10n()),
        form,
    }
}

/// `POST /invitations/{token}`: the account is made and the invitation used up, or neither.
pub async fn sign_up(
    State(app): State<App>,
    visitor: Visitor,
    Path(text): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let token = Token::presented(&text);
    let invitation = find(&app, &token).await?;
    if let Some(over) = over(&app, &visitor, &invitation) {
        return Ok(over);
    }
    match open_account(&app, &visitor, &sent, Door::Invitation(token.hash())).await? {
        Ok(cookies) => Ok(with_cookies(see_other(ONWARD), cookies)),
        Err(form) => {
            let page = page(&app, &visitor, text, invitation, form);
            Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
        }
    }
}

/// `POST /invitations/{token}/acceptance`: for those who are signed in. Once more by the same person changes nothing.
pub async fn accept(State(app): State<App>, visitor: Visitor, Path(text): Path<String>) -> Result<Response, Problem> {
    let person = visitor.candidate()?;
    if person.is_guest() {
        return Err(Problem::SignIn);
    }
    let token = Token::presented(&text);
    let invitation = find(&app, &token).await?;
    if is_theirs(&visitor, &invitation) || app.desk().accept_invitation(person, token.hash()).await? {
        return Ok(see_other(ONWARD));
    }
    // Over since it was shown.
    let invitation = find(&app, &token).await?;
    over(&app, &visitor, &invitation).ok_or(Problem::Busy)
}
