//! An attempt under way: its beginning, its questions, the navigator, the hand-in, its clock.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::exam::{Unfit, Wanted, refused, shelf};
use super::input::{Form, Query};
use super::pages::attempt::{NavigatorPage, Rows, SubmissionPage};
use super::pages::layout::Section;
use super::pages::question::{Choice, FeedbackPage, QuestionPage};
use super::pages::text::Html;
use super::problem::Problem;
use super::state::App;
use super::visitor::{Unknown, Visitor};
use super::{format, render, see_other, view};
use crate::exam::form::Shortage;
use crate::exam::id::AttemptId;
use crate::exam::lang::Lang;
use crate::exam::question::Response as Given;
use crate::proctor::{BeginError, Seated, Sitting, Wish};

/// `POST /exams/{exam}/attempts`
pub async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &slug)?;
    let mode = match wanted.mode(&shelf.blueprint) {
        Ok(mode) => mode,
        Err(Unfit::Form) => return Err(Problem::Unreadable { detail: None }),
        Err(Unfit::Count) => return refused(&app, &visitor, &shelf, &wanted, Unfit::Count).await,
    };
    let (candidate, cookie) = visitor.or_guest(&app).await?;
    let content = wanted.content.unwrap_or(visitor.lang);
    let wish = Wish { exam: shelf.blueprint.slug.clone(), mode, content, newcomer: cookie.is_some() };
    let mut response = match app.proctor.begin(&candidate, wish).await {
        Ok(id) => see_other(&format!("/attempts/{id}")),
        Err(BeginError::Shortage(Shortage::Nothing)) => refused(&app, &visitor, &shelf, &wanted, Unfit::Form).await?,
        Err(BeginError::UnknownExam) => return Err(Problem::NotFound),
        Err(BeginError::Store(error)) => return Err(error.into()),
        Err(error @ BeginError::Shortage(Shortage::Objective { .. })) => {
            return Err(Problem::Failed(error.to_string()));
        }
    };
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The visitor's attempt of an address; an unknown one and somebody else's are the same. Somebody whose session has ended
/// is told to sign in, whatever the address.
pub async fn sitting(app: &App, visitor: &Visitor, id: &str) -> Result<Sitting, Problem> {
    let candidate = visitor.candidate()?;
    let id: AttemptId = id.parse().map_err(|_| Problem::NotFound)?;
    app.proctor.sitting(candidate.id, id).await?.ok_or(Problem::NotFound)
}

/// The result of an attempt, as an address.
pub fn result_url(sitting: &Sitting) -> String {
    format!("/attempts/{}/result", sitting.attempt.id)
}

/// An item of an attempt, as an address.
pub fn item_url(sitting: &Sitting, position: u16) -> String {
    format!("/attempts/{}/items/{position}", sitting.attempt.id)
}

/// `GET /attempts/{id}`
pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Response, Problem> {
    let sitting = sitting(&app, &visitor, &id).await?;
    Ok(see_other(&match sitting.open() {
        Some(_) => item_url(&sitting, sitting.attempt.current),
        None => result_url(&sitting),
    }))
}

/// The language to show a question in, where an address may ask for one.
#[derive(Deserialize)]
pub struct Content {
    content: Option<String>,
}

impl Content {
    /// What is asked for, or the attempt's; an unknown language is refused.
    pub fn or(&self, before: Lang) -> Result<Lang, Problem> {
        match self.content.as_deref() {
            None => Ok(before),
            Some(tag) => tag.parse().map_err(|_| Problem::Unreadable { detail: None }),
        }
    }
}

/// The attempt under way of an address, and who is at it. Where there is none to be gone on with, where to go instead, or why
/// not.
async fn seated(
    app: &App,
    unknown: Unknown,
    id: &str,
    position: u16,
) -> Result<Result<(Visitor, Seated), Response>, Problem> {
    if let (Some(hash), Ok(id)) = (unknown.token_hash, id.parse())
        && let Some(seated) = app.proctor.seated(hash, id, position).await?
    {
        let visitor = unknown.known(app, seated.candidate.clone(), seated.session.clone());
        return Ok(Ok((visitor, seated)));
    }
    // In a box: what is hardly ever needed must not make every page's future large.
    Box::pin(elsewhere(app, unknown, id)).await.map(Err)
}

/// Where to go instead of an attempt that is not to be gone on with.
async fn elsewhere(app: &App, unknown: Unknown, id: &str) -> Result<Response, Problem> {
    let visitor = unknown.identified(app).await?;
    let sitting = sitting(app, &visitor, id).await?;
    Ok(match sitting.open() {
        // It was given more time between the two looks.
        Some(_) => see_other(&visitor.here),
        None => see_other(&result_url(&sitting)),
    })
}

/// `GET /attempts/{id}/items/{n}`
pub async fn item(
    State(app): State<App>,
    unknown: Unknown,
    Path((id, n)): Path<(String, String)>,
    Query(content): Query<Content>,
) -> Result<Response, Problem> {
    // Somebody else's attempt is not there, whatever the position.
    let position: u16 = n.parse().unwrap_or(0);
    let (visitor, seated) = match seated(&app, unknown, &id, position).await? {
        Ok(seated) => seated,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (Some(question), Some(current)) = (seated.question(position), &seated.current) else {
        return Err(Problem::NotFound);
    };
    let lang = content.or(seated.attempt.content)?;
    app.proctor.see(&seated, position).await?;
    let layout = visitor.layout(&app, Section::None);
    let attempt = view::bar(&app, &seated, visitor.lang);
    if seated.marks.get(usize::from(position) - 1).is_some_and(|mark| mark.closed) {
        let sitting = Box::pin(sitting(&app, &visitor, &id)).await?;
        let item = sitting.item(position).ok_or(Problem::NotFound)?;
        let item = super::result::reviewed(&visitor, &sitting, item, lang);
        return Ok(render(&FeedbackPage { layout, attempt, item }));
    }
    let rendered = question.rendered(lang);
    let options = (0..)
        .zip(seated.order(position))
        .map(|(shown, place)| Choice {
            letter: view::letter(shown),
            html: Html(rendered.options[place].html.clone()),
            chosen: matches!(&current.entry.response, Given::Choice(chosen) if chosen.contains(&place)),
            struck: current.entry.struck.contains(&place),
        })
        .collect();
    Ok(render(&QuestionPage {
        layout,
        attempt,
        number: position.into(),
        revision: current.revision.into(),
        kind: view::kind(&question.question.kind),
        needed: view::needed(&question.question.kind),
        lang: lang.to_string(),
        contents: view::contents(lang),
        stem: Html(rendered.stem.clone()),
        options,
        text: typed(&current.entry.response),
        instruction: view::instruction(&question.question.kind),
        flagged: current.entry.flagged,
        note: current.entry.note.clone(),
        saved_at: current.answered_at.map(|at| format::time(&visitor.zoned(at))),
        notice: None,
        can_check: seated.attempt.mode.feedback_at_once(),
    }))
}

/// What was typed.
pub fn typed(response: &Given) -> String {
    match response {
        Given::Text(text) => text.clone(),
        Given::Choice(_) => String::new(),
    }
}

/// Which rows of the navigator to show.
#[derive(Deserialize)]
pub struct Shown {
    show: Option<String>,
}

/// `GET /attempts/{id}/navigator`
pub async fn navigator(
    State(app): State<App>,
    unknown: Unknown,
    Path(id): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, Problem> {
    let (visitor, seated) = match seated(&app, unknown, &id, 0).await? {
        Ok(seated) => seated,
        Err(elsewhere) => return Ok(elsewhere),
    };
    Ok(render(&NavigatorPage {
        layout: visitor.layout(&app, Section::None),
        attempt: view::bar(&app, &seated, visitor.lang),
        show: match shown.show.as_deref() {
            Some("incomplete") => Rows::Incomplete,
            Some("flagged") => Rows::Flagged,
            _ => Rows::All,
        },
        current: seated.attempt.current.into(),
    }))
}

/// `GET /attempts/{id}/submission`
pub async fn before_submission(
    State(app): State<App>,
    unknown: Unknown,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (visitor, seated) = match seated(&app, unknown, &id, 0).await? {
        Ok(seated) => seated,
        Err(elsewhere) => return Ok(elsewhere),
    };
    Ok(render(&SubmissionPage {
        layout: visitor.layout(&app, Section::None),
        attempt: view::bar(&app, &seated, visitor.lang),
    }))
}

/// `POST /attempts/{id}/submission`. Handing in again leads to the same result.
pub async fn submit(State(app): State<App>, unknown: Unknown, Path(id): Path<String>) -> Result<Response, Problem> {
    match seated(&app, unknown, &id, 0).await? {
        Ok((_, seated)) => {
            app.proctor.submit(&seated).await?;
            Ok(see_other(&format!("/attempts/{}/result", seated.attempt.id)))
        }
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `GET /attempts/{id}/clock`: `{state, seconds_left, total, location}` for the timer of the page.
pub async fn clock(State(app): State<App>, unknown: Unknown, Path(id): Path<String>) -> Result<Response, Problem> {
    let now = app.clock().now();
    if let (Some(hash), Ok(attempt)) = (unknown.token_hash, id.parse())
        && let Some(seated) = app.proctor.seated(hash, attempt, 0).await?
    {
        let open = seated.open;
        unknown.known(&app, seated.candidate, seated.session);
        return Ok(told("open", open.seconds_left(now), open.total_seconds(), attempt));
    }
    let visitor = unknown.identified(&app).await?;
    let sitting = sitting(&app, &visitor, &id).await?;
    let state = if sitting.open().is_some() { "open" } else { "closed" };
    Ok(told(state, sitting.seconds_left(now), sitting.total_seconds(), sitting.attempt.id))
}

fn told(state: &str, left: Option<u64>, total: Option<u64>, attempt: AttemptId) -> Response {
    let location = format!("/attempts/{attempt}/result");
    Json(json!({ "state": state, "seconds_left": left, "total": total, "location": location })).into_response()
}
