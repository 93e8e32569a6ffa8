//! The study pages: topic → objective → areas, terms and commands of the blueprint.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::Response;

use super::exam::shelf;
use super::pages::layout::Section;
use super::pages::study::{Area, ObjectivePage, StudyPage, Term};
use super::pages::text::Named;
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use super::{render, view};
use crate::exam::blueprint::Objective;
use crate::exam::id::ObjectiveId;
use crate::proctor::Shelf;
use crate::store::history;

async fn tallies(app: &App, visitor: &Visitor, shelf: &Shelf) -> Result<view::Tallies, Problem> {
    let Some((candidate, _)) = &visitor.person else { return Ok(view::Tallies::new()) };
    let (id, exam) = (candidate.id, shelf.blueprint.slug.clone());
    Ok(app.store().read(|tx| Box::pin(async move { history::tallies(tx, id, &exam).await })).await?)
}

/// `GET /study/{exam}`
pub async fn index(State(app): State<App>, visitor: Visitor, Path(slug): Path<String>) -> Result<Response, Problem> {
    let shelf = shelf(&app, &slug)?;
    let tallies = tallies(&app, &visitor, &shelf).await?;
    Ok(render(&StudyPage {
        layout: visitor.layout(&app, Section::Study),
        exam: view::facts(&shelf.blueprint, visitor.lang),
        topics: view::topics(&shelf.blueprint, &tallies, visitor.lang, false),
    }))
}

/// `GET /study/{exam}/{objective}`
pub async fn objective(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &slug)?;
    let blueprint = &shelf.blueprint;
    let id: ObjectiveId = id.parse().map_err(|_| Problem::NotFound)?;
    let objective = blueprint.objective(&id).ok_or(Problem::NotFound)?;
    let topic = blueprint.topic_of(&id).ok_or(Problem::NotFound)?;
    let tally = tallies(&app, &visitor, &shelf).await?.remove(&id).unwrap_or_default();
    let all: Vec<&Objective> = blueprint.objectives().collect();
    let place = all.iter().position(|one| one.id == id).unwrap_or_default();
    let named = |objective: &&Objective| view::named(blueprint, objective, visitor.lang);
    let terms: BTreeSet<&String> = objective.terms.iter().chain(&objective.study_terms).collect();
    let plain = |name: &String| Term { name: name.clone(), html: None };
    let sources: BTreeSet<&String> = shelf.questions(&id).flat_map(|banked| &banked.question.sources).collect();
    Ok(render(&ObjectivePage {
        layout: visitor.layout(&app, Section::Study),
        exam: view::facts(blueprint, visitor.lang),
        topic: Named {
            id: topic.id.to_string(),
            title: topic.title.get(visitor.lang).clone(),
            url: format!("/study/{slug}"),
        },
        objective: view::named(blueprint, objective, visitor.lang),
        weight: objective.weight.into(),
        bank: u32::try_from(shelf.held(&id)).unwrap_or(u32::MAX),
        measure: view::measure(tally, blueprint),
        areas: objective
            .areas
            .iter()
            .map(|area| Area { text: area.title.get(visitor.lang).clone(), awareness: area.awareness })
            .collect(),
        guide: None,
        lang: visitor.lang.to_string(),
        terms: terms.into_iter().map(plain).collect(),
        commands: objective.study_commands.iter().map(plain).collect(),
        sources: sources.into_iter().map(|source| view::source(source)).collect(),
        practice: view::practice(blueprint, vec![id.to_string()]),
        previous: place.checked_sub(1).and_then(|before| all.get(before)).map(named),
        next: all.get(place + 1).map(named),
    }))
}
