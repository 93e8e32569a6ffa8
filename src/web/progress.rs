//! Past attempts and what they say, objective by objective.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::input::Query;
use super::pages::chart::{Chart, Score};
use super::pages::layout::Section;
use super::pages::progress::{ExamTab, ProgressPage};
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use super::{format, render, repair, view};
use crate::exam::attempt::Mode;
use crate::proctor::Shelf;
use crate::store::attempt::{self, Attempt, Stage};
use crate::store::history;

/// How many attempts are listed, and how many scores are drawn.
const LISTED: u32 = 100;
const DRAWN: usize = 12;

#[derive(Deserialize)]
pub struct Asked {
    exam: Option<String>,
}

/// `GET /progress`
pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let candidate = visitor.person.as_ref().map(|(candidate, _)| candidate.id);
    let attempts = match candidate {
        None => Vec::new(),
        Some(id) => app.store().read(|tx| Box::pin(async move { attempt::all_of(tx, id, LISTED).await })).await?,
    };
    let shelf = if let Some(slug) = &asked.exam {
        super::exam::shelf(&app, slug)?
    } else {
        // The exam that was taken last, else the first there is.
        let last = attempts.first().and_then(|attempt| app.proctor.library.shelf(&attempt.exam));
        last.or_else(|| app.proctor.library.shelves().into_iter().next()).ok_or(Problem::NotFound)?
    };
    let blueprint = &shelf.blueprint;
    let tallies = match candidate {
        None => view::Tallies::new(),
        Some(id) => {
            let exam = blueprint.slug.clone();
            app.store().read(|tx| Box::pin(async move { history::tallies(tx, id, &exam).await })).await?
        }
    };
    let notices = match candidate {
        None => Vec::new(),
        Some(id) => repair::news(&app, &visitor, id).await?,
    };
    let (weakest, practice) =
        if tallies.is_empty() { (Vec::new(), None) } else { view::weakest(blueprint, &tallies, visitor.lang) };
    let here: Vec<&Attempt> = attempts.iter().filter(|attempt| attempt.exam == blueprint.slug).collect();
    Ok(render(&ProgressPage {
        layout: visitor.layout(&app, Section::Progress),
        notices,
        tabs: tabs(&app, &visitor, &shelf),
        exam: view::facts(blueprint, visitor.lang),
        chart: chart(&visitor, &shelf, &here),
        attempts: here
            .iter()
            .map(|attempt| view::attempt_row(&visitor, attempt, blueprint.title.get(visitor.lang).clone()))
            .collect(),
        topics: if tallies.is_empty() { Vec::new() } else { view::topics(blueprint, &tallies, visitor.lang, false) },
        weakest,
        practice,
    }))
}

/// A tab for each exam; none where there is only one.
fn tabs(app: &App, visitor: &Visitor, current: &Shelf) -> Vec<ExamTab> {
    let tabs: Vec<ExamTab> = app
        .proctor
        .library
        .shelves()
        .iter()
        .map(|shelf| ExamTab {
            url: format!("/progress?exam={}", shelf.blueprint.slug),
            title: shelf.blueprint.title.get(visitor.lang).clone(),
            current: shelf.blueprint.slug == current.blueprint.slug,
        })
        .collect();
    if tabs.len() > 1 { tabs } else { Vec::new() }
}

/// The scores of the mock exams, oldest first; nothing to draw before there are two.
fn chart(visitor: &Visitor, shelf: &Shelf, attempts: &[&Attempt]) -> Option<Chart> {
    let mut scores: Vec<Score> = attempts
        .iter()
        .filter(|attempt| attempt.mode == Mode::Exam)
        .filter_map(|attempt| match attempt.stage {
            Stage::Open(_) => None,
            Stage::Scored(scored) => Some(Score {
                label: format::date(&visitor.zoned(scored.closed.started_at), visitor.l10n()),
                score: scored.score.scaled.into(),
                url: format!("/attempts/{}/result", attempt.id),
            }),
        })
        .take(DRAWN)
        .collect();
    scores.reverse();
    let scale = &shelf.blueprint.scale;
    (scores.len() > 1).then(|| Chart::new(scores, scale.pass.into(), scale.min.into(), scale.max.into()))
}
