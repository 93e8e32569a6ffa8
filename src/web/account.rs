//! One's account: name, look, time zone, password, open sessions, all of one's data, deletion.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::input::{Form, Query};
use super::pages::account::{AccountForms, AccountPage, Done, SessionRow};
use super::pages::form::Field;
use super::pages::layout::Section;
use super::pages::text::When;
use super::problem::Problem;
use super::session::explained;
use super::state::App;
use super::visitor::Visitor;
use super::{cookies, credentials, preferences, render, see_other};
use crate::auth::limit;
use crate::exam::id::SessionId;
use crate::store::candidate::name_key;
use crate::store::{attempt, candidate, export, rights, session};

/// What has just been done, as the address says it.
#[derive(Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /account`
pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    if visitor.person.is_none() {
        return Ok(see_other("/sign-in?return_to=/account"));
    }
    let mut page = page(&app, &visitor).await?;
    page.done = match asked.done.as_deref() {
        Some("name") => Some(Done::Name),
        Some("language") => Some(Done::Language),
        Some("time-zone") => Some(Done::TimeZone),
        Some("password") => Some(Done::Password),
        Some("session") => Some(Done::Session),
        Some("registered") => Some(Done::Registered),
        Some("invited") => Some(Done::Invited),
        _ => None,
    };
    Ok(render(&page))
}

/// The account page of the visitor.
pub async fn page(app: &App, visitor: &Visitor) -> Result<AccountPage, Problem> {
    let (person, current) = visitor.person.as_ref().ok_or(Problem::SignIn)?;
    let id = person.id;
    let (sessions, attempts) = app
        .store()
        .read(|tx| {
            Box::pin(async move { Ok((session::of_candidate(tx, id).await?, attempt::count_of(tx, id).await?)) })
        })
        .await?;
    let when = |at| When::date_time(&visitor.zoned(at), visitor.l10n());
    Ok(AccountPage {
        layout: visitor.layout(app, Section::Account),
        done: None,
        forms: AccountForms {
            name: Field::of(person.name.clone().unwrap_or_default()),
            time_zone: Field::of(visitor.zone_name()),
            ..AccountForms::default()
        },
        zones: zones(),
        now: When::time(&visitor.zoned(app.clock().now())),
        sessions: sessions
            .into_iter()
            .map(|session| SessionRow {
                id: session.id.to_string(),
                device: device(&session.user_agent),
                since: when(session.created_at),
                seen: when(session.last_seen_at),
                current: session.id == current.id,
            })
            .collect(),
        attempts,
    })
}

/// The names of all time zones, as a browser offers them while one types.
fn zones() -> Vec<String> {
    let mut zones: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    zones.retain(|name| name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("posix"));
    zones.push("UTC".to_owned());
    zones
}

/// A browser and its system in a few words, from what it calls itself.
fn device(user_agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => user_agent.chars().take(40).collect(),
    }
}

#[derive(Deserialize)]
pub struct Name {
    #[serde(default)]
    name: String,
}

/// `POST /account/name`
pub async fn name(State(app): State<App>, visitor: Visitor, Form(sent): Form<Name>) -> Result<Response, Problem> {
    let id = visitor.candidate()?.id;
    let wrong = match credentials::name(&sent.name, visitor.t()) {
        Err(wrong) => wrong,
        Ok(name) => {
            let changed =
                app.store().write(move |tx| Box::pin(async move { candidate::set_name(tx, id, &name).await })).await?;
            if changed {
                return Ok(see_other("/account?done=name"));
            }
            Field::wrong(&sent.name, visitor.t().form_name_taken())
        }
    };
    refused(&app, &visitor, |forms| forms.name = wrong).await
}

/// The account page again, with something wrong in a form.
async fn refused(app: &App, visitor: &Visitor, wrong: impl FnOnce(&mut AccountForms)) -> Result<Response, Problem> {
    let mut page = page(app, visitor).await?;
    wrong(&mut page.forms);
    Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
}

#[derive(Deserialize)]
pub struct Look {
    lang: Option<String>,
    theme: Option<String>,
}

/// `POST /account/language`
pub async fn language(State(app): State<App>, visitor: Visitor, Form(sent): Form<Look>) -> Result<Response, Problem> {
    visitor.candidate()?;
    let onward = "/account?done=language";
    preferences::keep(&app, &visitor, sent.lang.as_deref(), sent.theme.as_deref(), onward).await
}

#[derive(Deserialize)]
pub struct Zone {
    #[serde(default)]
    time_zone: String,
}

/// `POST /account/time-zone`
pub async fn time_zone(State(app): State<App>, visitor: Visitor, Form(sent): Form<Zone>) -> Result<Response, Problem> {
    let id = visitor.candidate()?.id;
    let zone = sent.time_zone.trim().to_owned();
    let known = TimeZone::get(&zone).ok().and_then(|zone| zone.iana_name().map(str::to_owned));
    let Some(known) = known else {
        let error = visitor.t().form_zone_unknown();
        return refused(&app, &visitor, |forms| forms.time_zone = Field::wrong(zone, error)).await;
    };
    app.store().write(move |tx| Box::pin(async move { candidate::set_time_zone(tx, id, &known).await })).await?;
    Ok(see_other("/account?done=time-zone"))
}

#[derive(Deserialize)]
pub struct Passwords {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

/// `POST /account/password`. All other sessions are ended.
pub async fn password(
    State(app): State<App>,
    visitor: Visitor,
    Form(sent): Form<Passwords>,
) -> Result<Response, Problem> {
    let (person, current) = visitor.person.as_ref().ok_or(Problem::SignIn)?;
    let (id, keep) = (person.id, current.id);
    let name = person.name.clone().ok_or(Problem::Forbidden)?;
    if let Some(wrong) = check_password(&app, &visitor, &name, &sent.current).await? {
        return refused(&app, &visitor, |forms| forms.current = wrong).await;
    }
    let new = match credentials::new_password(&sent.password, &name, visitor.t()) {
        Ok(new) => new,
        Err(wrong) => return refused(&app, &visitor, |forms| forms.password = wrong).await,
    };
    let hash = app.passwords.hash(&new).await?;
    app.store()
        .write(move |tx| {
            Box::pin(async move {
                candidate::set_password(tx, id, &hash).await?;
                session::delete_others(tx, id, keep).await
            })
        })
        .await?;
    Ok(see_other("/account?done=password"))
}

/// What is wrong with the password typed for one's own account; nothing if it is the right one. Limited like a sign-in.
async fn check_password(app: &App, visitor: &Visitor, name: &str, typed: &str) -> Result<Option<Field>, Problem> {
    if let Err(too_many) = limit::check(app.store(), &name_key(name), visitor.peer, app.clock().now()).await? {
        let wait = u32::try_from(too_many.wait.as_secs()).unwrap_or(u32::MAX).max(1);
        return Err(Problem::TooOften { wait });
    }
    let id = visitor.candidate()?.id;
    let hash = app.store().read(|tx| Box::pin(async move { candidate::password_hash(tx, id).await })).await?;
    let right = app.passwords.verify(typed, hash).await?;
    Ok((!right).then(|| Field::wrong("", visitor.t().form_password_wrong())))
}

/// `POST /account/sessions/{id}/deletion`
pub async fn end_session(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let candidate = visitor.candidate()?.id;
    let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
    let ended = app.store().write(move |tx| Box::pin(async move { session::delete(tx, candidate, id).await })).await?;
    if ended { Ok(see_other("/account?done=session")) } else { Err(Problem::NotFound) }
}

/// `GET /account/data`: everything that is stored about the visitor, as JSON.
pub async fn data(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let id = visitor.candidate()?.id;
    let data = app
        .store()
        .read(|tx| Box::pin(async move { export::of_candidate(tx, id).await }))
        .await?
        .ok_or(Problem::NotFound)?;
    let text = serde_json::to_string_pretty(&data).map_err(|error| Problem::Failed(error.to_string()))?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"simulado.json\"")),
    ];
    Ok((headers, text).into_response())
}

#[derive(Deserialize)]
pub struct Deletion {
    confirm: Option<String>,
    #[serde(default)]
    password: String,
}

/// `POST /account/deletion`: everything goes, at once and for good. The only admin has to name another one first.
pub async fn delete(State(app): State<App>, visitor: Visitor, Form(sent): Form<Deletion>) -> Result<Response, Problem> {
    let person = visitor.candidate()?;
    let id = person.id;
    let wrong = match &person.name {
        None if sent.confirm.is_none() => Some(Field::wrong("", visitor.t().form_confirm())),
        None => None,
        Some(name) => check_password(&app, &visitor, name, &sent.password).await?,
    };
    if let Some(wrong) = wrong {
        return refused(&app, &visitor, |forms| forms.deletion = wrong).await;
    }
    let gone = app
        .store()
        .write(move |tx| {
            Box::pin(async move {
                if rights::is_last_admin(tx, id).await? {
                    return Ok(false);
                }
                candidate::delete(tx, id).await.map(|()| true)
            })
        })
        .await?;
    if !gone {
        let wrong = Field::wrong("", visitor.t().form_last_admin());
        return refused(&app, &visitor, |forms| forms.deletion = wrong).await;
    }
    let mut response = see_other("/");
    response.headers_mut().append(SET_COOKIE, cookies::clear_session(app.secure));
    Ok(response)
}
