//! Signing in and out, and accounts: new ones, and guests that become one.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::input::{Form, Query, local};
use super::pages::form::Field;
use super::pages::layout::Section;
use super::pages::session::{Credentials, SignInPage, SignUpPage};
use super::problem::{Explained, Problem};
use super::state::App;
use super::visitor::Visitor;
use super::{cookies, credentials, render, see_other};
use crate::auth::limit;
use crate::exam::id::CandidateId;
use crate::people::{Door, Joined, Newcomer};
use crate::store::candidate::{self, name_key};
use crate::store::{rights, session};

/// What the sign-in and sign-up pages are asked with.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    return_to: String,
}

/// A name and a password.
#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    return_to: String,
}

/// `GET /sign-in`
pub async fn sign_in_page(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    render(&SignInPage {
        layout: visitor.layout(&app, Section::Account),
        form: Credentials::default(),
        needed: !asked.return_to.is_empty(),
        suspended: None,
        return_to: asked.return_to,
    })
}

/// `GET /sign-up`
pub async fn sign_up_page(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    render(&SignUpPage {
        layout: visitor.layout(&app, Section::Account),
        form: Credentials::default(),
        return_to: asked.return_to,
    })
}

/// `POST /session`. Whether it was the name or the password that was wrong is not told.
pub async fn sign_in(State(app): State<App>, visitor: Visitor, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    let t = visitor.t();
    let key = name_key(&sent.name);
    let refused = |form: Credentials, suspended: Option<String>, status: StatusCode| {
        let page = SignInPage {
            layout: visitor.layout(&app, Section::Account),
            form,
            needed: false,
            suspended,
            return_to: sent.return_to.clone(),
        };
        explained(status, render(&page))
    };
    if let Err(too_many) = limit::check(app.store(), &key, visitor.peer, app.clock().now()).await? {
        let seconds = u32::try_from(too_many.wait.as_secs()).unwrap_or(u32::MAX).max(1);
        let form = Credentials {
            name: Field::of(&sent.name),
            error: Some(t.form_too_often(seconds)),
            ..Credentials::default()
        };
        let mut response = refused(form, None, StatusCode::TOO_MANY_REQUESTS);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        return Ok(response);
    }
    let name = sent.name.clone();
    let account = app.store().read(|tx| Box::pin(async move { candidate::by_name(tx, &name).await })).await?;
    let (id, hash) = account.unzip();
    let right = app.passwords.verify(&sent.password, hash).await?;
    let Some(id) = id.filter(|_| right) else {
        let form =
            Credentials { name: Field::of(&sent.name), error: Some(t.form_credentials()), ..Credentials::default() };
        return Ok(refused(form, None, StatusCode::UNPROCESSABLE_ENTITY));
    };
    // Told to nobody but its owner, who has just shown that they are.
    let suspension = app.store().read(|tx| Box::pin(async move { rights::suspension(tx, id).await })).await?;
    if let Some(suspension) = suspension {
        let form = Credentials { name: Field::of(&sent.name), ..Credentials::default() };
        return Ok(refused(form, Some(suspension.reason), StatusCode::FORBIDDEN));
    }
    let cookie = visitor.sign_in(&app, id).await?;
    if let Some((guest, _)) = visitor.person.as_ref().filter(|(person, _)| person.is_guest()) {
        let guest = guest.id;
        app.store().write(move |tx| Box::pin(async move { candidate::absorb(tx, guest, id).await })).await?;
    }
    let person = app.store().read(|tx| Box::pin(async move { candidate::by_id(tx, id).await })).await?;
    let mut response = see_other(local(&sent.return_to));
    response.headers_mut().append(SET_COOKIE, cookie);
    if let Some(person) = person {
        // The pages look as they did where this person was signed in before.
        let theme = match person.theme.as_str() {
            "light" => "light",
            "dark" => "dark",
            _ => "system",
        };
        for (name, value) in [("lang", person.language.as_str()), ("theme", theme)] {
            response.headers_mut().append(SET_COOKIE, cookies::set_preference(name, value, app.secure));
        }
    }
    Ok(response)
}

/// `POST /session/deletion`
pub async fn sign_out(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    if let Some((candidate, session)) = &visitor.person {
        let (candidate, session) = (candidate.id, session.id);
        app.store().write(move |tx| Box::pin(async move { session::delete(tx, candidate, session).await })).await?;
    }
    let mut response = see_other("/");
    response.headers_mut().append(SET_COOKIE, cookies::clear_session(app.secure));
    Ok(response)
}

/// `POST /accounts`: a new account. Somebody who is here as a guest keeps everything.
pub async fn sign_up(State(app): State<App>, visitor: Visitor, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    match open_account(&app, &visitor, &sent, Door::SignUp).await? {
        Ok(cookies) => Ok(with_cookies(see_other(local(&sent.return_to)), cookies)),
        Err(form) => {
            let page = SignUpPage { layout: visitor.layout(&app, Section::Account), form, return_to: sent.return_to };
            Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
        }
    }
}

/// `POST /account/registration`: a guest becomes an account, from the account page.
pub async fn register(State(app): State<App>, visitor: Visitor, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    visitor.candidate()?;
    match open_account(&app, &visitor, &sent, Door::SignUp).await? {
        Ok(cookies) => Ok(with_cookies(see_other("/account?done=registered"), cookies)),
        Err(form) => {
            let mut page = super::account::page(&app, &visitor).await?;
            page.forms.name = form.name;
            page.forms.password = form.password;
            Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
        }
    }
}

/// Makes the visitor's guest an account, or a guest and then an account. The form with what is wrong where it cannot be.
/// By a link the account becomes what the link is for and the link is used up, or neither.
pub async fn open_account(
    app: &App,
    visitor: &Visitor,
    sent: &Sent,
    door: Door,
) -> Result<Result<Vec<HeaderValue>, Credentials>, Problem> {
    let t = visitor.t();
    let name = credentials::name(&sent.name, t);
    let password = credentials::new_password(&sent.password, sent.name.trim(), t);
    let (name, password) = match (name, password) {
        (Ok(name), Ok(password)) => (name, password),
        (name, password) => {
            let name = name.map_or_else(|wrong| wrong, Field::of);
            let password = password.err().unwrap_or_default();
            return Ok(Err(Credentials { name, password, error: None }));
        }
    };
    let hash = app.passwords.hash(&password).await?;
    // Somebody signed in to an account opens another one beside it, not on top of it.
    let guest = visitor.person.as_ref().map(|(person, _)| person).filter(|person| person.is_guest());
    let id = guest.map_or_else(|| CandidateId(app.random().uuid(app.clock().now())), |guest| guest.id);
    let newcomer = Newcomer {
        id,
        new: guest.is_none(),
        name,
        password_hash: hash,
        language: visitor.lang,
        theme: visitor.theme.value(),
    };
    match app.desk().join(newcomer, door).await? {
        Joined::Done => {}
        Joined::NoLink => return Err(Problem::NotFound),
        Joined::NameTaken => {
            let name = Field::wrong(sent.name.clone(), t.form_name_taken());
            return Ok(Err(Credentials { name, ..Credentials::default() }));
        }
    }
    // A new token for a new role: whoever knew the guest's has nothing from it.
    Ok(Ok(vec![visitor.sign_in(app, id).await?]))
}

/// A page that is already the whole answer, with its status.
pub fn explained(status: StatusCode, page: Response) -> Response {
    let mut response = (status, page).into_response();
    response.extensions_mut().insert(Explained);
    response
}

/// An answer that sets cookies.
pub fn with_cookies(mut response: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
