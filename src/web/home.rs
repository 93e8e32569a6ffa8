//! The landing page.

use axum::extract::State;
use axum::response::Response;

use super::pages::exam::ExamFacts;
use super::pages::landing::{ExamCard, LandingPage, NextSteps};
use super::pages::layout::Section;
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use super::{render, view};
use crate::store::attempt::{self, Stage};
use crate::store::history;

/// How many attempts of the past are shown.
const LAST: u32 = 20;
const SHOWN: usize = 3;

/// `GET /`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let mut page = LandingPage {
        layout: visitor.layout(&app, Section::Exams),
        open: Vec::new(),
        exams: app
            .proctor
            .library
            .shelves()
            .iter()
            .map(|shelf| ExamCard {
                exam: view::facts(&shelf.blueprint, visitor.lang),
                bank: u32::try_from(shelf.len()).unwrap_or(u32::MAX),
            })
            .collect(),
        last: Vec::new(),
        next: None,
    };
    if let Some((candidate, _)) = &visitor.person {
        let id = candidate.id;
        let open = app.proctor.underway(id).await?;
        let attempts = app.store().read(|tx| Box::pin(async move { attempt::all_of(tx, id, LAST).await })).await?;
        page.open = open.iter().filter_map(|one| view::open_attempt(&app, one, visitor.lang)).collect();
        page.last = attempts
            .iter()
            .filter(|attempt| matches!(attempt.stage, Stage::Scored(_)))
            .take(SHOWN)
            .map(|attempt| view::attempt_row(&visitor, attempt, view::title(&app, attempt, visitor.lang)))
            .collect();
        if let Some(last) = attempts.iter().find(|attempt| matches!(attempt.stage, Stage::Scored(_))) {
            page.next = next_steps(&app, &visitor, last).await?;
        }
    }
    Ok(render(&page))
}

async fn next_steps(app: &App, visitor: &Visitor, last: &attempt::Attempt) -> Result<Option<NextSteps>, Problem> {
    let Some(shelf) = app.proctor.library.shelf(&last.exam) else { return Ok(None) };
    let (candidate, exam) = (last.candidate, last.exam.clone());
    let tallies = app.store().read(|tx| Box::pin(async move { history::tallies(tx, candidate, &exam).await })).await?;
    let (weakest, practice) = view::weakest(&shelf.blueprint, &tallies, visitor.lang);
    let ExamFacts { title, .. } = view::facts(&shelf.blueprint, visitor.lang);
    Ok(practice.map(|practice| NextSteps { exam: title, weakest, practice }))
}
