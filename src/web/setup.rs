//! The one-time link that makes the first admin.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::input::Form;
use super::pages::layout::Section;
use super::pages::session::{Credentials, SetupPage};
use super::problem::Problem;
use super::session::{Sent, explained, open_account, with_cookies};
use super::state::App;
use super::visitor::Visitor;
use super::{render, see_other};
use crate::auth::token::Token;
use crate::people::Door;
use crate::store::setup;

async fn check(app: &App, token: &Token) -> Result<(), Problem> {
    let (hash, now) = (token.hash(), app.clock().now());
    let valid = app.store().read(|tx| Box::pin(async move { setup::is_valid(tx, hash, now).await })).await?;
    if valid { Ok(()) } else { Err(Problem::NotFound) }
}

/// `GET /setup/{token}`
pub async fn show(State(app): State<App>, visitor: Visitor, Path(token): Path<String>) -> Result<Response, Problem> {
    check(&app, &Token::presented(&token)).await?;
    Ok(render(&page(&app, &visitor, token, Credentials::default())))
}

/// `POST /setup/{token}`: the account is made and the link is used up, or neither.
pub async fn accept(
    State(app): State<App>,
    visitor: Visitor,
    Path(text): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let token = Token::presented(&text);
    check(&app, &token).await?;
    match open_account(&app, &visitor, &sent, Door::Setup(token.hash())).await? {
        Err(form) => Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page(&app, &visitor, text, form)))),
        Ok(cookies) => Ok(with_cookies(see_other("/account?done=registered"), cookies)),
    }
}

fn page(app: &App, visitor: &Visitor, token: String, form: Credentials) -> SetupPage {
    SetupPage { layout: visitor.layout(app, Section::None), form, token }
}
