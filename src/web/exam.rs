//! The exam page and the page before the start.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::input::Query;
use super::pages::attempt::{Mode as ModeView, OpenAttempt};
use super::pages::exam::{BlueprintObjective, BlueprintTopic, ExamPage, PracticeForm, StartPage};
use super::pages::form::Field;
use super::pages::layout::Section;
use super::pages::text::Named;
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use super::{render, view};
use crate::exam::attempt::{Feedback, Mode, Only, Practice};
use crate::exam::blueprint::Blueprint;
use crate::exam::id::{ExamSlug, ObjectiveId};
use crate::exam::lang::Lang;
use crate::exam::{clock, form};
use crate::proctor::Shelf;
use crate::store::attempt::Underway;
use crate::store::history;

/// How many questions a practice has unless said otherwise, and at most.
const COUNT: u16 = 20;
const MOST: u16 = 200;

/// What somebody wants to begin, as a query or a form says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    mode: String,
    objective: Vec<String>,
    count: String,
    only: String,
    clock: String,
    feedback: String,
    /// The language of the questions.
    pub content: Option<Lang>,
}

/// Why what is wanted cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The number is none from 1 to the most.
    Count,
    /// Some other field is not of its words.
    Form,
}

impl Wanted {
    /// As a mode, checked against the blueprint. What is missing has its default.
    pub fn mode(&self, blueprint: &Blueprint) -> Result<Mode, Unfit> {
        match self.mode.as_str() {
            "" | "exam" => return Ok(Mode::Exam),
            "practice" => {}
            _ => return Err(Unfit::Form),
        }
        let objectives = self
            .objective
            .iter()
            .map(|id| id.parse::<ObjectiveId>().ok().filter(|id| blueprint.objective(id).is_some()))
            .collect::<Option<Vec<_>>>()
            .ok_or(Unfit::Form)?;
        let count = match self.count.trim() {
            "" => COUNT,
            text => text.parse().ok().filter(|count| (1..=MOST).contains(count)).ok_or(Unfit::Count)?,
        };
        let only = match self.only.as_str() {
            "" => Only::All,
            word => word.parse().map_err(|_| Unfit::Form)?,
        };
        let feedback = match self.feedback.as_str() {
            "" => Feedback::AtOnce,
            word => word.parse().map_err(|_| Unfit::Form)?,
        };
        let clock = match self.clock.as_str() {
            "" | "off" => false,
            "on" => true,
            _ => return Err(Unfit::Form),
        };
        Ok(Mode::Practice(Practice { objectives, count, only, clock, feedback }))
    }
}

/// The exam of an address.
pub fn shelf(app: &App, slug: &str) -> Result<Arc<Shelf>, Problem> {
    let slug: ExamSlug = slug.parse().map_err(|_| Problem::NotFound)?;
    app.proctor.library.shelf(&slug).ok_or(Problem::NotFound)
}

/// `GET /exams/{exam}`
pub async fn show(State(app): State<App>, visitor: Visitor, Path(slug): Path<String>) -> Result<Response, Problem> {
    let shelf = shelf(&app, &slug)?;
    let page = page(&app, &visitor, &shelf, &Wanted::default()).await?;
    Ok(render(&page))
}

/// The exam page with what was wanted filled in.
pub async fn page(app: &App, visitor: &Visitor, shelf: &Shelf, wanted: &Wanted) -> Result<ExamPage, Problem> {
    let blueprint = &shelf.blueprint;
    let topics = blueprint
        .topics
        .iter()
        .map(|topic| {
            let objectives: Vec<BlueprintObjective> = topic
                .objectives
                .iter()
                .map(|objective| BlueprintObjective {
                    name: view::named(blueprint, objective, visitor.lang),
                    weight: objective.weight.into(),
                    bank: u32::try_from(shelf.held(&objective.id)).unwrap_or(u32::MAX),
                    chosen: wanted.objective.iter().any(|id| id == objective.id.as_str()),
                })
                .collect();
            BlueprintTopic {
                name: Named {
                    id: topic.id.to_string(),
                    title: topic.title.get(visitor.lang).clone(),
                    url: format!("/study/{}", blueprint.slug),
                },
                weight: topic.weight().into(),
                bank: objectives.iter().map(|objective| objective.bank).sum(),
                objectives,
            }
        })
        .collect();
    let max = u32::try_from(shelf.len()).unwrap_or(u32::MAX).clamp(1, MOST.into());
    let count = if wanted.count.is_empty() { COUNT.to_string() } else { wanted.count.clone() };
    Ok(ExamPage {
        layout: visitor.layout(app, Section::Exams),
        exam: view::facts(blueprint, visitor.lang),
        open: open(app, visitor, shelf).await?,
        topics,
        bank: u32::try_from(shelf.len()).unwrap_or(u32::MAX),
        practice: PracticeForm {
            count: Field::of(count),
            max,
            only: wanted.only.parse().map_or_else(|_| view::only(Only::All), view::only),
            clock: wanted.clock == "on",
            at_once: wanted.feedback != "at-end",
            objective_error: None,
        },
    })
}

/// The open mock exam of this exam, if there is one.
async fn open(app: &App, visitor: &Visitor, shelf: &Shelf) -> Result<Option<OpenAttempt>, Problem> {
    let Some((candidate, _)) = &visitor.person else { return Ok(None) };
    let open = app.proctor.underway(candidate.id).await?;
    let exam = |one: &&Underway| one.attempt.exam == shelf.blueprint.slug && one.attempt.mode == Mode::Exam;
    Ok(open.iter().find(exam).and_then(|one| view::open_attempt(app, one, visitor.lang)))
}

/// `GET /exams/{exam}/start`
pub async fn start(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &slug)?;
    let mode = match wanted.mode(&shelf.blueprint) {
        Ok(mode) => mode,
        Err(Unfit::Form) => return Err(Problem::Unreadable { detail: None }),
        Err(Unfit::Count) => return refused(&app, &visitor, &shelf, &wanted, Unfit::Count).await,
    };
    let questions = available(&app, &visitor, &shelf, &mode).await?;
    let blueprint = &shelf.blueprint;
    let (asked, chosen, only, at_once) = match &mode {
        Mode::Exam => (blueprint.questions(), Vec::new(), Only::All, false),
        Mode::Practice(practice) => {
            (practice.count, practice.objectives.clone(), practice.only, practice.feedback == Feedback::AtOnce)
        }
    };
    let extra = visitor.person.as_ref().map_or(1.0, |(candidate, _)| candidate.extra_time);
    let minutes = |factor: f64| {
        let whole = clock::limit(blueprint.minutes, factor).as_mins();
        let minutes = match mode {
            Mode::Exam => whole,
            Mode::Practice(_) => whole * i64::from(questions) / i64::from(blueprint.questions().max(1)),
        };
        u32::try_from(minutes).unwrap_or(0).max(1)
    };
    let content = wanted.content.unwrap_or(visitor.lang);
    Ok(render(&StartPage {
        layout: visitor.layout(&app, Section::Exams),
        exam: view::facts(blueprint, visitor.lang),
        mode: view::mode(&mode),
        questions: questions.into(),
        asked: asked.into(),
        minutes: mode.timed().then(|| minutes(extra)),
        extra_minutes: minutes(extra) - minutes(1.0),
        objectives: blueprint
            .objectives()
            .filter(|objective| chosen.contains(&objective.id))
            .map(|objective| view::named(blueprint, objective, visitor.lang))
            .collect(),
        only: view::only(only),
        at_once,
        contents: view::contents(content),
        open: if view::mode(&mode) == ModeView::Exam { open(&app, &visitor, &shelf).await? } else { None },
    }))
}

/// How many questions the form would have.
async fn available(app: &App, visitor: &Visitor, shelf: &Shelf, mode: &Mode) -> Result<u16, Problem> {
    let Mode::Practice(practice) = mode else { return Ok(shelf.blueprint.questions()) };
    let histories = match &visitor.person {
        None => std::collections::HashMap::new(),
        Some((candidate, _)) => {
            let (id, exam) = (candidate.id, shelf.blueprint.slug.clone());
            app.store().read(|tx| Box::pin(async move { history::of_questions(tx, id, &exam).await })).await?
        }
    };
    let drawn = form::practice(&shelf.blueprint, shelf.pool(&histories), practice, 0);
    Ok(drawn.map_or(0, |places| u16::try_from(places.len()).unwrap_or(u16::MAX)))
}

/// The exam page again, with what was wanted and why it cannot be.
pub async fn refused(
    app: &App,
    visitor: &Visitor,
    shelf: &Shelf,
    wanted: &Wanted,
    why: Unfit,
) -> Result<Response, Problem> {
    let mut page = page(app, visitor, shelf, wanted).await?;
    match why {
        Unfit::Count => {
            let message = visitor.t().form_count(page.practice.max);
            page.practice.count = Field::wrong(wanted.count.clone(), message);
        }
        Unfit::Form => page.practice.objective_error = Some(visitor.t().form_objectives_none()),
    }
    let mut response = render(&page);
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    response.extensions_mut().insert(super::problem::Explained);
    Ok(response)
}
