//! The study pages: topic → objective → areas, terms and commands of the blueprint.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::Response;

use super::exam::shelf;
use super::pages::layout;
use super::pages::study::{Area, GuideSection, GuideView, ObjectivePage, StudyPage, Term};
use super::pages::text::{Html, Link, Named};
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use super::{render, view};
use crate::bank::guide::{Guide, Reading, RenderedSection, Section};
use crate::exam::blueprint::{self, Blueprint, Objective};
use crate::exam::id::ObjectiveId;
use crate::exam::lang::Lang;
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
        layout: visitor.layout(&app, layout::Section::Study),
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
    let guide = shelf.guide(&id);
    let (terms, commands) = terms(objective, guide, visitor.lang);
    // A guide says itself where to read on.
    let sources = match guide {
        Some(_) => Vec::new(),
        None => shelf.sources(app.store(), &id).await?.map(view::source).collect(),
    };
    Ok(render(&ObjectivePage {
        layout: visitor.layout(&app, layout::Section::Study),
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
        areas: objective.areas.iter().map(|area| area_of(area, visitor.lang)).collect(),
        guide: guide.map(|guide| guide_view(blueprint, guide, visitor.lang)),
        lang: visitor.lang.to_string(),
        terms,
        commands,
        sources,
        practice: view::practice(blueprint, vec![id.to_string()]),
        previous: place.checked_sub(1).and_then(|before| all.get(before)).map(named),
        next: all.get(place + 1).map(named),
    }))
}

fn area_of(area: &blueprint::Area, lang: Lang) -> Area {
    Area { text: area.title.get(lang).clone(), awareness: area.awareness }
}

/// The guide's introduction, sections and readings.
fn guide_view(blueprint: &Blueprint, guide: &Guide, lang: Lang) -> GuideView {
    let (text, rendered) = (guide.body.get(lang), guide.rendered(lang));
    let section = |(section, rendered): (&Section, &RenderedSection)| GuideSection {
        anchor: rendered.anchor.clone(),
        title: Html(rendered.title.clone()),
        html: Html(rendered.html.clone()),
        area: section.area.as_ref().and_then(|id| blueprint.area(id)).map(|(_, area)| area_of(area, lang)),
    };
    let reading = |(reading, remark): (&Reading, &String)| {
        let link = view::source(&reading.source);
        (Link { text: reading.title.clone().unwrap_or(link.text), url: link.url }, Html(remark.clone()))
    };
    GuideView {
        intro: Html(rendered.intro.clone()),
        sections: text.sections.iter().zip(&rendered.sections).map(section).collect(),
        readings: text.readings.iter().zip(&rendered.remarks).map(reading).collect(),
    }
}

/// The objective's terms, and its commands: those that the guide explains in its order, the others after them.
fn terms(objective: &Objective, guide: Option<&Guide>, lang: Lang) -> (Vec<Term>, Vec<Term>) {
    let commands: BTreeSet<&String> = objective.study_commands.iter().collect();
    let names: BTreeSet<&String> = objective.terms.iter().chain(&objective.study_terms).collect();
    let explained = guide.into_iter().flat_map(|guide| {
        let entries = guide.body.get(lang).entries.iter().zip(&guide.rendered(lang).entries);
        entries.map(move |(entry, html)| Term {
            names: entry
                .names
                .iter()
                .map(|name| (name.clone(), guide.anchor(name).unwrap_or_default().to_owned()))
                .collect(),
            others: entry.others.clone(),
            html: Some(Html(html.clone())),
        })
    });
    let left = |name: &&&String| guide.is_none_or(|guide| guide.anchor(name).is_none());
    let plain = |name: &String| Term { names: vec![(name.clone(), String::new())], ..Term::default() };
    let is_command = |term: &Term| term.names.first().is_some_and(|(name, _)| commands.contains(name));
    let (mut of_commands, mut of_terms): (Vec<Term>, Vec<Term>) = explained.partition(is_command);
    of_terms.extend(names.iter().filter(left).map(|name| plain(name)));
    of_commands.extend(objective.study_commands.iter().filter(|name| left(&name)).map(plain));
    (of_terms, of_commands)
}
