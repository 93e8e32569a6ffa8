//! Changing many questions at once: shown, done, undone.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Author;
use super::editor::explained;
use super::questions::{self, Wanted};
use crate::authoring::{PlanError, Which};
use crate::exam::blueprint::Blueprint;
use crate::exam::bulk::{Change, Outcome};
use crate::exam::id::BulkId;
use crate::proctor::Shelf;
use crate::store::bulk::{self, Bulk, Planned};
use crate::web::exam::shelf;
use crate::web::input::Form;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::bulk::{AreaPage, BulkForm, ChangePage, ChangeRow, ChangesPage, Fate, FateGroup, Stage};
use crate::web::pages::admin::questions::{Choice, Group, Level as LevelView, State as StateView};
use crate::web::pages::text::When;
use crate::web::problem::Problem;
use crate::web::state::App;
use crate::web::{render, see_other};

/// How many names of questions a page shows of each fate.
const NAMES: usize = 60;
/// What is sent to be asked for an area.
const AREA: &str = "area";
/// How many earlier changes are listed.
const EARLIER: u32 = 100;

/// The form under a list.
pub fn form(author: &Author, list: String) -> BulkForm {
    let t = author.visitor.t();
    let choice = |value: String, text: String| Choice { value, text, chosen: false };
    let states = StateView::EVERY.iter().map(|one| choice(format!("state:{}", one.value()), one.words(t)));
    let levels = LevelView::EVERY.iter().map(|one| choice(format!("level:{}", one.value()), one.words(t)));
    let group = |title, choices| Group { title, choices };
    BulkForm {
        list,
        choices: vec![
            group(t.questions_state(), states.collect()),
            group(t.filter_level(), levels.collect()),
            // There are many areas: they are chosen from on a page of their own.
            group(t.questions_part(), vec![choice(AREA.to_owned(), t.bulk_area())]),
        ],
        ..BulkForm::default()
    }
}

/// The areas of an exam, to move questions to.
fn areas(author: &Author, blueprint: &Blueprint) -> Vec<Group> {
    let lang = author.visitor.lang;
    blueprint
        .objectives()
        .map(|objective| Group {
            title: format!("{} {}", objective.id, objective.title.get(lang)),
            choices: objective
                .areas
                .iter()
                .map(|area| Choice {
                    value: format!("area:{}", area.id),
                    text: format!("{} {}", area.id, area.title.get(lang)),
                    chosen: false,
                })
                .collect(),
        })
        .collect()
}

/// What is to be changed, and which questions.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    list: String,
    scope: String,
    question: Vec<String>,
    to: String,
}

/// `POST /admin/exams/{exam}/questions/changes`: says what would be changed, on a page of its own.
pub async fn plan(
    State(app): State<App>,
    author: Author,
    Path(exam): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let wanted: Wanted = serde_html_form::from_str(&sent.list).unwrap_or_default();
    let all = sent.scope == "all";
    let t = author.visitor.t();
    if sent.to == AREA && (all || !sent.question.is_empty()) {
        let form = BulkForm {
            list: wanted.query(),
            all,
            ticked: sent.question,
            choices: areas(&author, &shelf.blueprint),
            error: None,
        };
        let (layout, desk) = (author.layout(&app), author.desk(&app, Tab::Questions, &exam));
        return Ok(render(&AreaPage { layout, desk, bulk: form }));
    }
    let planned = match sent.to.parse::<Change>() {
        Err(()) if sent.to == AREA => Err(t.bulk_error_nothing()),
        Err(()) => Err(t.bulk_error_to()),
        Ok(change) => {
            let which = if all {
                Which::All(wanted.filter(&shelf.blueprint))
            } else {
                Which::These(sent.question.iter().filter_map(|name| name.parse().ok()).collect())
            };
            let planned =
                app.desk().plan_change(&author.account, &shelf.blueprint, change, which, wanted.query()).await;
            match planned {
                Ok(id) => Ok(id),
                Err(PlanError::Nothing) => Err(t.bulk_error_nothing()),
                Err(PlanError::TooMany) => Err(t.bulk_error_many()),
                Err(PlanError::Unknown) => Err(t.bulk_error_to()),
                Err(PlanError::Store(error)) => return Err(error.into()),
            }
        }
    };
    match planned {
        Ok(id) => Ok(see_other(&format!("/admin/exams/{exam}/questions/changes/{id}"))),
        Err(error) => {
            let mut form = form(&author, wanted.query());
            (form.all, form.ticked, form.error) = (all, sent.question, Some(error));
            for choice in form.choices.iter_mut().flat_map(|group| &mut group.choices) {
                choice.chosen = choice.value == sent.to;
            }
            let page = questions::page(&app, &author, &shelf.blueprint, &wanted, form).await?;
            Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
        }
    }
}

/// A change of an address, or none like it.
async fn found(app: &App, author: &Author, shelf: &Shelf, id: &str) -> Result<(Bulk, Vec<Planned>), Problem> {
    let id: BulkId = id.parse().map_err(|_| Problem::NotFound)?;
    app.desk().change(&author.account, &shelf.blueprint.slug, id).await?.ok_or(Problem::NotFound)
}

/// `GET /admin/exams/{exam}/questions/changes/{id}`
pub async fn show(
    State(app): State<App>,
    author: Author,
    Path((exam, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let (bulk, planned) = found(&app, &author, &shelf, &id).await?;
    let when = |at| When::date_time(&author.visitor.zoned(at), author.visitor.l10n());
    let stage = match (bulk.done_at, bulk.undone_at) {
        (_, Some(at)) => Stage::Undone(when(at)),
        (Some(at), None) => Stage::Done(bulk.author_name.clone(), when(at)),
        (None, None) => Stage::Shown,
    };
    let groups = groups(&planned, &stage);
    let happens = |group: &&FateGroup| matches!(group.of, Fate::Changed | Fate::Drafted);
    Ok(render(&ChangePage {
        layout: author.layout(&app),
        desk: author.desk(&app, Tab::Questions, &exam),
        id,
        what: what(&author, &shelf.blueprint, &bulk.change),
        changed: groups.iter().filter(happens).map(|group| group.count).sum(),
        stage,
        groups,
        back: format!("/admin/exams/{exam}/questions?{}", bulk.list),
    }))
}

fn groups(planned: &[Planned], stage: &Stage) -> Vec<FateGroup> {
    let fate = |one: &Planned| match (one.outcome, stage) {
        (Outcome::Changed | Outcome::Drafted, Stage::Undone(_)) if !one.undone => Fate::Left,
        (Outcome::Drafted, Stage::Undone(_)) | (Outcome::Changed, _) => Fate::Changed,
        (Outcome::Drafted, _) => Fate::Drafted,
        (Outcome::Same, _) => Fate::Same,
        (Outcome::NotReady, _) => Fate::NotReady,
        (Outcome::NeedsAnother, _) => Fate::NeedsAnother,
        (Outcome::NoStep, _) => Fate::NoStep,
        (Outcome::Overtaken, _) => Fate::Overtaken,
    };
    let order = [
        Fate::Changed,
        Fate::Drafted,
        Fate::Left,
        Fate::NotReady,
        Fate::NeedsAnother,
        Fate::NoStep,
        Fate::Overtaken,
        Fate::Same,
    ];
    let of = |wanted: Fate| {
        let names: Vec<String> =
            planned.iter().filter(|one| fate(one) == wanted).map(|one| one.name.to_string()).collect();
        let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
        (count > 0).then(|| FateGroup { of: wanted, count, names: names.into_iter().take(NAMES).collect() })
    };
    order.into_iter().filter_map(of).collect()
}

/// What is changed, in words.
fn what(author: &Author, blueprint: &Blueprint, change: &Change) -> String {
    let t = author.visitor.t();
    match change {
        Change::State(state) => t.bulk_what_state(questions::stage(*state).words(t)),
        Change::Level(level) => {
            let words = questions::level(level.as_str()).map(|level| level.words(t));
            t.bulk_what_level(words.unwrap_or_else(|| level.to_string()))
        }
        Change::Area(area) => {
            let title = blueprint.area(area).map_or("", |(_, found)| found.title.get(author.visitor.lang));
            t.bulk_what_area(format!("{area} {title}").trim())
        }
    }
}

/// `POST /admin/exams/{exam}/questions/changes/{id}/confirmation`
pub async fn confirm(
    State(app): State<App>,
    author: Author,
    Path((exam, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let (bulk, planned) = found(&app, &author, &shelf, &id).await?;
    let reason = what(&author, &shelf.blueprint, &bulk.change);
    app.desk().carry_out(&author.account, &shelf.blueprint, bulk, &planned, &reason).await?;
    Ok(see_other(&format!("/admin/exams/{exam}/questions/changes/{id}")))
}

/// `POST /admin/exams/{exam}/questions/changes/{id}/undoing`
pub async fn undo(
    State(app): State<App>,
    author: Author,
    Path((exam, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let (bulk, planned) = found(&app, &author, &shelf, &id).await?;
    app.desk().undo(&author.account, bulk, &planned).await?;
    Ok(see_other(&format!("/admin/exams/{exam}/questions/changes/{id}")))
}

/// `GET /admin/exams/{exam}/questions/changes`
pub async fn list(State(app): State<App>, author: Author, Path(exam): Path<String>) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let slug = shelf.blueprint.slug.clone();
    let done = app.store().read(|tx| Box::pin(async move { bulk::done(tx, &slug, EARLIER).await })).await?;
    let rows = done
        .into_iter()
        .map(|bulk| ChangeRow {
            url: format!("/admin/exams/{exam}/questions/changes/{}", bulk.id),
            when: When::date_time(
                &author.visitor.zoned(bulk.done_at.unwrap_or(bulk.created_at)),
                author.visitor.l10n(),
            ),
            what: what(&author, &shelf.blueprint, &bulk.change),
            questions: bulk.questions,
            who: bulk.author_name,
            undone: bulk.undone_at.is_some(),
        })
        .collect();
    Ok(render(&ChangesPage { layout: author.layout(&app), desk: author.desk(&app, Tab::Questions, &exam), rows }))
}
