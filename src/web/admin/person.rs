//! One person, and what is done to their account.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Admin;
use super::people::{extra, role as role_view};
use crate::exam::attempt::Mode;
use crate::exam::clock::FACTORS;
use crate::exam::id::CandidateId;
use crate::exam::role::Role;
use crate::store::attempt::{self, Attempt, Stage};
use crate::store::rights::Outcome;
use crate::store::{group, person};
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::person::{AttemptLine, Done, PersonForms, PersonPage, Stands, Suspended};
use crate::web::pages::form::Field;
use crate::web::pages::text::{Link, When};
use crate::web::problem::Problem;
use crate::web::session::explained;
use crate::web::state::App;
use crate::web::{render, see_other, view};

/// How many attempts are listed.
const ATTEMPTS: u32 = 30;
/// The longest reason, in characters.
const REASON: usize = 500;

/// What has just been done, as the address says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    moved: u32,
}

/// `GET /admin/people/{id}`
pub async fn show(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut page = page(&app, &admin, read_id(&id)?).await?;
    page.done = match asked.done.as_str() {
        "role" => Some(Done::Role),
        "suspended" => Some(Done::Suspended),
        "lifted" => Some(Done::Lifted),
        "extra-time" => Some(Done::Extra(asked.moved)),
        _ => None,
    };
    Ok(render(&page))
}

fn read_id(id: &str) -> Result<CandidateId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

async fn page(app: &App, admin: &Admin, id: CandidateId) -> Result<PersonPage, Problem> {
    let read = app
        .store()
        .read(|tx| {
            Box::pin(async move {
                let Some(person) = person::of(tx, id).await? else { return Ok(None) };
                let groups = group::of_candidate(tx, id).await?;
                Ok(Some((person, groups, attempt::all_of(tx, id, ATTEMPTS).await?)))
            })
        })
        .await?;
    let (person, groups, attempts) = read.ok_or(Problem::NotFound)?;
    let when = |at| When::date_time(&admin.visitor.zoned(at), admin.visitor.l10n());
    let candidate = person.candidate;
    Ok(PersonPage {
        layout: admin.layout(app),
        desk: admin.desk(app, Tab::People, ""),
        url: format!("/admin/people/{id}"),
        done: None,
        role: role_view(candidate.role),
        is_self: candidate.id == admin.account.id,
        since: when(candidate.created_at),
        seen: when(person.last_seen_at),
        groups: groups
            .into_iter()
            .map(|one| Link { url: format!("/admin/groups/{}", one.group), text: one.name })
            .collect(),
        suspended: person.suspension.map(|one| Suspended { since: when(one.since), reason: one.reason }),
        forms: PersonForms {
            role: Field::of(candidate.role.as_str()),
            percent: Field::of(extra(candidate.extra_time).unwrap_or_else(|| "0".to_owned())),
            reason: Field::default(),
        },
        name: candidate.name,
        attempts: person.attempts,
        lines: attempts.iter().map(|attempt| line(app, admin, attempt)).collect(),
        audit_url: format!("/admin/audit?object=person/{id}"),
    })
}

fn line(app: &App, admin: &Admin, attempt: &Attempt) -> AttemptLine {
    let when = |at| When::date_time(&admin.visitor.zoned(at), admin.visitor.l10n());
    AttemptLine {
        when: when(attempt.started_at()),
        exam: view::title(app, attempt, admin.visitor.lang),
        is_exam: attempt.mode == Mode::Exam,
        stands: match (&attempt.stage, &attempt.mode) {
            (Stage::Open(open), _) => Stands::Open(open.deadline.map(when)),
            (Stage::Scored(scored), Mode::Exam) => {
                Stands::Exam { scaled: scored.score.scaled.into(), passed: scored.score.passed }
            }
            (Stage::Scored(scored), Mode::Practice(_)) => {
                Stands::Practice { right: scored.score.right.into(), total: scored.score.questions.into() }
            }
        },
    }
}

/// The page again, with something wrong in a form.
async fn refused(
    app: &App,
    admin: &Admin,
    id: CandidateId,
    wrong: impl FnOnce(&mut PersonForms),
) -> Result<Response, Problem> {
    let mut page = page(app, admin, id).await?;
    wrong(&mut page.forms);
    Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
}

fn done(id: CandidateId, what: &str) -> Response {
    see_other(&format!("/admin/people/{id}?done={what}"))
}

#[derive(Deserialize)]
pub struct SentRole {
    #[serde(default)]
    role: String,
}

/// `POST /admin/people/{id}/role`
pub async fn role(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Form(sent): Form<SentRole>,
) -> Result<Response, Problem> {
    let (id, t) = (read_id(&id)?, admin.visitor.t());
    let Ok(role) = sent.role.parse::<Role>() else {
        return refused(&app, &admin, id, |forms| forms.role = Field::wrong(sent.role, t.person_wrong_role())).await;
    };
    match app.desk().change_role(&admin.account, id, role).await? {
        Outcome::Done(_) | Outcome::Same => Ok(done(id, "role")),
        Outcome::LastAdmin => {
            refused(&app, &admin, id, |forms| forms.role = Field::wrong(sent.role, t.person_wrong_last())).await
        }
        Outcome::Unknown => Err(Problem::NotFound),
    }
}

#[derive(Deserialize)]
pub struct SentExtra {
    #[serde(default)]
    percent: String,
}

/// `POST /admin/people/{id}/extra-time`
pub async fn extra_time(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Form(sent): Form<SentExtra>,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let typed = sent.percent.trim();
    let factor = typed.parse::<u16>().ok().map(|percent| 1.0 + f64::from(percent) / 100.0);
    let Some(factor) = factor.filter(|factor| FACTORS.contains(factor)) else {
        let error = admin.visitor.t().person_wrong_percent();
        return refused(&app, &admin, id, |forms| forms.percent = Field::wrong(typed, error)).await;
    };
    match app.desk().grant_extra_time(&admin.account, id, factor).await? {
        Outcome::Done(granted) => Ok(done(id, &format!("extra-time&moved={}", granted.moved))),
        Outcome::Same => Ok(done(id, "extra-time")),
        Outcome::LastAdmin | Outcome::Unknown => Err(Problem::NotFound),
    }
}

#[derive(Deserialize)]
pub struct SentReason {
    #[serde(default)]
    reason: String,
}

/// `POST /admin/people/{id}/suspension`
pub async fn suspend(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Form(sent): Form<SentReason>,
) -> Result<Response, Problem> {
    let (id, t) = (read_id(&id)?, admin.visitor.t());
    let reason = sent.reason.trim().to_owned();
    let error = match reason.chars().count() {
        _ if id == admin.account.id => Some(t.person_suspension_self()),
        0 => Some(t.person_wrong_reason()),
        length if length > REASON => Some(t.person_wrong_reason_long(u32::try_from(REASON).unwrap_or(u32::MAX))),
        _ => None,
    };
    if let Some(error) = error {
        return refused(&app, &admin, id, |forms| forms.reason = Field::wrong(reason, error)).await;
    }
    match app.desk().suspend(&admin.account, id, reason.clone()).await? {
        Outcome::Done(_) | Outcome::Same => Ok(done(id, "suspended")),
        Outcome::LastAdmin => {
            refused(&app, &admin, id, |forms| forms.reason = Field::wrong(reason, t.person_wrong_last())).await
        }
        Outcome::Unknown => Err(Problem::NotFound),
    }
}

/// `POST /admin/people/{id}/suspension/deletion`
pub async fn lift(State(app): State<App>, admin: Admin, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    match app.desk().lift_suspension(&admin.account, id).await? {
        Outcome::Done(_) | Outcome::Same => Ok(done(id, "lifted")),
        Outcome::LastAdmin | Outcome::Unknown => Err(Problem::NotFound),
    }
}
