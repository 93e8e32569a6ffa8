//! Deciding about a question that was served: choose, see who would be concerned, confirm.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Author;
use super::reports::title;
use crate::authoring::{Ground, Plan, Preview, Resolve, ServedText};
use crate::exam::id::{QuestionName, RegradeId, RevisionId};
use crate::exam::regrade::{Decision, Misfit};
use crate::proctor::Shelf;
use crate::store::regrade::Decided;
use crate::store::regraded::Regrade;
use crate::web::exam::shelf;
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::regrade::{
    ChangeRow, Choice, Confirm, DecidedRow, Event, Fit, PreviewView, RegradePage, TextRow,
};
use crate::web::pages::form::Field;
use crate::web::pages::text::When;
use crate::web::problem::{Explained, Problem};
use crate::web::state::App;
use crate::web::{render, repair, see_other};

/// The longest reason, in characters.
const REASON: usize = 1_000;

/// What is to be decided, as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    decision: String,
    from: String,
    through: String,
    concerned: Option<u32>,
    changed: Option<u32>,
}

/// The plan that was chosen; nothing if none was. Texts that are not said are the usual ones, and the first comes first.
fn plan(ground: &Ground, decision: &str, from: &str, through: &str) -> Option<Plan> {
    let usual = ground.usual_range()?;
    let (from, through) = (from.parse().unwrap_or(usual.0), through.parse().unwrap_or(usual.1));
    Some(Plan { decision: decision.parse().ok()?, range: (from.min(through), from.max(through)) })
}

/// `GET /admin/exams/{exam}/questions/{name}/regrade`
pub async fn show(
    State(app): State<App>,
    author: Author,
    Path((exam, name)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let (shelf, ground) = ground(&app, &exam, &name).await?;
    let plan = plan(&ground, &wanted.decision, &wanted.from, &wanted.through);
    let event = wanted.concerned.zip(wanted.changed).map_or(Event::None, |(all, changed)| Event::Decided(all, changed));
    Ok(render(&page(&app, &author, &shelf, &ground, plan, Field::default(), event).await?))
}

async fn ground(app: &App, exam: &str, name: &str) -> Result<(std::sync::Arc<Shelf>, Ground), Problem> {
    let shelf = shelf(app, exam)?;
    let name: QuestionName = name.parse().map_err(|_| Problem::NotFound)?;
    let ground = app.desk().ground(&shelf.blueprint, &name).await?.ok_or(Problem::NotFound)?;
    Ok((shelf, ground))
}

async fn page(
    app: &App,
    author: &Author,
    shelf: &Shelf,
    ground: &Ground,
    plan: Option<Plan>,
    reason: Field,
    event: Event,
) -> Result<RegradePage, Problem> {
    let preview = match plan {
        None => None,
        Some(plan) => Some(preview(&app.desk().preview(&shelf.blueprint, ground, plan).await?, ground, plan)),
    };
    let range = plan.map(|plan| plan.range).or(ground.usual_range()).unwrap_or_default();
    let live = ground.live.map(|(live, _)| live);
    Ok(RegradePage {
        layout: author.layout(app),
        desk: author.desk(app, Tab::Reports, shelf.blueprint.slug.as_str()),
        name: ground.head.name.to_string(),
        title: title(ground, author.visitor.lang),
        texts: ground.texts.iter().map(|text| text_row(author, live, text)).collect(),
        choice: Choice { ruling: plan.map(|plan| repair::ruling(plan.decision)), from: range.0, through: range.1 },
        preview,
        confirm: Confirm {
            id: app.random().uuid(app.clock().now()).to_string(),
            live: live.map(|live| live.to_string()).unwrap_or_default(),
            after: ground.latest(),
            reason,
        },
        decided: ground.decided.iter().map(|regrade| decided_row(author, regrade)).collect(),
        event,
    })
}

fn text_row(author: &Author, live: Option<RevisionId>, text: &ServedText) -> TextRow {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let is_live = live == Some(text.served.revision);
    TextRow {
        number: text.served.number,
        live: is_live,
        since: When::date(&author.visitor.zoned(text.served.created_at), author.visitor.l10n()),
        closed: text.served.closed,
        open: text.served.open,
        fit: match text.fits {
            None => Fit::NoneLive,
            Some(Ok(())) if is_live => Fit::Itself,
            Some(Ok(())) => Fit::Yes,
            Some(Err(Misfit::Kind)) => Fit::Kind,
            Some(Err(Misfit::Count { served, newest })) => Fit::Count(number(served), number(newest)),
            Some(Err(Misfit::Order)) => Fit::Order,
            Some(Err(Misfit::Text(option))) => Fit::Text(number(option)),
            Some(Err(Misfit::Asked { served, newest })) => Fit::Asked(number(served), number(newest)),
            Some(Err(Misfit::Instruction)) => Fit::Instruction,
        },
    }
}

fn preview(preview: &Preview, ground: &Ground, plan: Plan) -> PreviewView {
    PreviewView {
        concerned: preview.extent.concerned,
        changed: preview.extent.changed,
        won: preview.won,
        lost: preview.lost,
        open: preview.open,
        rows: preview
            .groups
            .iter()
            .map(|group| ChangeRow {
                is_exam: group.is_exam,
                old: repair::counted(group.old),
                new: repair::counted(group.new),
                attempts: group.attempts,
            })
            .collect(),
        kinds: u32::try_from(preview.kinds).unwrap_or(u32::MAX),
        reaches: ground.reached(plan).next().is_some(),
    }
}

fn decided_row(author: &Author, regrade: &Regrade) -> DecidedRow {
    DecidedRow {
        ruling: repair::ruling(regrade.decision),
        key: regrade.key.map_or(0, |(_, number)| number),
        range: regrade.range,
        reason: regrade.reason.clone(),
        by: regrade.by.clone(),
        when: When::date_time(&author.visitor.zoned(regrade.at), author.visitor.l10n()),
        concerned: regrade.concerned,
        changed: regrade.changed,
    }
}

/// What the form that decides sends.
#[derive(Deserialize)]
pub struct Sent {
    id: String,
    decision: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    through: String,
    #[serde(default)]
    live: String,
    #[serde(default)]
    after: i64,
    #[serde(default)]
    reason: String,
}

/// `POST /admin/exams/{exam}/questions/{name}/regrade`
pub async fn decide(
    State(app): State<App>,
    author: Author,
    Path((exam, name)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (shelf, ground) = ground(&app, &exam, &name).await?;
    let unreadable = || Problem::Unreadable { detail: None };
    let id: RegradeId = sent.id.parse().map_err(|_| unreadable())?;
    let _: Decision = sent.decision.parse().map_err(|()| unreadable())?;
    let plan = plan(&ground, &sent.decision, &sent.from, &sent.through);
    let reason = sent.reason.trim().replace("\r\n", "\n");
    let t = author.visitor.t();
    let error = match reason.chars().count() {
        0 => Some(t.form_reason_missing()),
        length if length > REASON => Some(t.form_reason_long()),
        _ => None,
    };
    let field = Field { value: reason.clone(), error };
    if field.error.is_some() {
        let page = page(&app, &author, &shelf, &ground, plan, field, Event::None).await?;
        return Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let decided = match plan {
        // Nothing of it was ever served, nor is it live.
        None => Decided::Changed,
        Some(plan) => {
            let resolve = Resolve { id, plan, reason, live: sent.live.parse().ok(), after: sent.after };
            app.desk().regrade(&author.account, &shelf.blueprint, &ground, resolve).await?
        }
    };
    match decided {
        Decided::Done(extent) | Decided::Again(extent) => Ok(see_other(&format!(
            "/admin/exams/{exam}/questions/{name}/regrade?concerned={}&changed={}#decided",
            extent.concerned, extent.changed
        ))),
        Decided::Changed => {
            let page = page(&app, &author, &shelf, &ground, plan, field, Event::Stale).await?;
            Ok(explained(StatusCode::CONFLICT, &page))
        }
    }
}

fn explained(status: StatusCode, page: &RegradePage) -> Response {
    let mut response = (status, render(page)).into_response();
    response.extensions_mut().insert(Explained);
    response
}
