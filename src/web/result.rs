//! The result of an attempt, and one of its questions with everything that may be told now.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::attempt::{Content, item_url, sitting, typed};
use super::input::Query;
use super::pages::layout::Section;
use super::pages::result::{Ended, ResultItem, ResultPage, Scaled, Show};
use super::pages::review::{ReportForm, ReviewPage, Reviewed, ReviewedOption};
use super::pages::text::{Html, Link, Named, When};
use super::problem::Problem;
use super::state::App;
use super::visitor::Visitor;
use super::{format, render, repair, see_other, view};
use crate::exam::attempt::{Ending, Mode};
use crate::exam::lang::Lang;
use crate::exam::question::{Kind, Response as Given, Verdict};
use crate::proctor::Sitting;
use crate::store::attempt::Stage;
use crate::store::item::Item;

/// How much of a question the list shows, in characters.
const EXCERPT: usize = 110;

/// Which questions to list.
#[derive(Deserialize)]
pub struct Shown {
    show: Option<String>,
}

/// `GET /attempts/{id}/result`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, Problem> {
    let sitting = sitting(&app, &visitor, &id).await?;
    let Stage::Scored(scored) = sitting.attempt.stage else {
        return Ok(see_other(&item_url(&sitting, sitting.attempt.current)));
    };
    let blueprint = &sitting.shelf.blueprint;
    let tallies = view::tallies_of(&sitting.items);
    let (weakest, practice) = view::weakest(blueprint, &tallies, visitor.lang);
    let used = scored.closed.closed_at.duration_since(scored.closed.started_at);
    let (recounts, notices) =
        (repair::recounts(&app, &visitor, &sitting).await?, repair::answers(&app, &sitting).await?);
    let seconds = |duration: jiff::SignedDuration| u64::try_from(duration.as_secs()).unwrap_or(0);
    Ok(render(&ResultPage {
        layout: visitor.layout(&app, Section::Progress),
        attempt: sitting.attempt.id.to_string(),
        exam: view::facts(blueprint, visitor.lang),
        mode: view::mode(&sitting.attempt.mode),
        ended: match scored.closed.ending {
            Ending::Submitted => Ended::HandedIn,
            Ending::Expired => Ended::TimeUp,
        },
        finished: When::date_time(&visitor.zoned(scored.closed.closed_at), visitor.l10n()),
        scaled: (sitting.attempt.mode == Mode::Exam).then(|| Scaled {
            score: scored.score.scaled.into(),
            pass_mark: blueprint.scale.pass.into(),
            min: blueprint.scale.min.into(),
            max: blueprint.scale.max.into(),
        }),
        right: scored.score.right.into(),
        total: scored.score.questions.into(),
        time_used: format::duration(seconds(used)),
        time_allowed: sitting
            .attempt
            .deadline
            .map(|deadline| format::duration(seconds(deadline.duration_since(scored.closed.started_at)))),
        recounts,
        notices,
        excluded: (sitting.attempt.questions - scored.score.questions).into(),
        topics: view::topics(blueprint, &tallies, visitor.lang, true),
        weakest,
        practice,
        items: sitting.items.iter().map(|item| listed(&sitting, item)).collect(),
        show: match shown.show.as_deref() {
            Some("wrong") => Show::Wrong,
            Some("unanswered") => Show::Unanswered,
            Some("flagged") => Show::Flagged,
            _ => Show::All,
        },
    }))
}

fn listed(sitting: &Sitting, item: &Item) -> ResultItem {
    let lang = sitting.attempt.content;
    ResultItem {
        number: item.position.into(),
        objective: item.objective.to_string(),
        excerpt: excerpt(&sitting.question(item).question.body.get(lang).stem),
        lang: lang.to_string(),
        outcome: view::outcome_of(item),
        flagged: item.entry.flagged,
        ruling: item.decided.map(|(_, decision)| repair::ruling(decision)),
    }
}

/// What a stem asks, as plain text: its last paragraph, since a fragment or a situation stands before it. Shortened.
pub fn excerpt(stem: &str) -> String {
    let last = stem.rsplit("\n\n").next().unwrap_or_default().replace(['`', '*'], "").replace('\n', " ");
    if last.chars().count() <= EXCERPT {
        return last;
    }
    let cut: String = last.chars().take(EXCERPT).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}

/// What the page of one reviewed question is asked with.
#[derive(Deserialize)]
pub struct Asked {
    reported: Option<String>,
    #[serde(flatten)]
    content: Content,
}

/// `GET /attempts/{id}/result/items/{n}`
pub async fn item(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, n)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let sitting = sitting(&app, &visitor, &id).await?;
    let position: u16 = n.parse().map_err(|_| Problem::NotFound)?;
    let item = sitting.item(position).ok_or(Problem::NotFound)?;
    if sitting.open().is_some() {
        return Ok(see_other(&item_url(&sitting, position)));
    }
    let lang = asked.content.or(sitting.attempt.content)?;
    let earlier = repair::sent(&app, &visitor, &sitting, item).await?;
    let report = ReportForm { sent: asked.reported.is_some(), earlier, ..ReportForm::default() };
    Ok(render(&review(&app, &visitor, &sitting, item, lang, report)))
}

/// The page of one closed question.
pub fn review(
    app: &App,
    visitor: &Visitor,
    sitting: &Sitting,
    item: &Item,
    lang: Lang,
    report: ReportForm,
) -> ReviewPage {
    ReviewPage {
        layout: visitor.layout(app, Section::Progress),
        attempt: sitting.attempt.id.to_string(),
        exam: sitting.shelf.blueprint.title.get(visitor.lang).clone(),
        item: reviewed(visitor, sitting, item, lang),
        places: view::places(sitting),
        report,
    }
}

/// Everything that may be told of an item once it is closed. Nobody calls this for an open one.
pub fn reviewed(visitor: &Visitor, sitting: &Sitting, item: &Item, lang: Lang) -> Reviewed {
    let banked = sitting.question(item);
    let question = &banked.question;
    let rendered = banked.rendered(lang);
    // The key that was decided on, if there is one, and the explanations that go with it.
    let key = sitting.key(item);
    let decided = key.rendered(lang);
    let keys = key.question.kind.keys();
    let (answers, near) = match &key.question.kind {
        Kind::FillIn(fill_in) => (fill_in.accepted(), item.verdict == Some(Verdict::Near)),
        Kind::Single { .. } | Kind::Multiple { .. } => (Vec::new(), false),
    };
    let served_keys = question.kind.keys();
    let blueprint = &sitting.shelf.blueprint;
    let objective = blueprint.objective(&item.objective).map_or_else(
        || Named { id: item.objective.to_string(), ..Named::default() },
        |objective| view::named(blueprint, objective, visitor.lang),
    );
    let guide = sitting.shelf.guide(&item.objective);
    // What was served explains the old key: it stands in only where that is still the key.
    let html = |newest: &str, served: &str, same: bool| {
        let text = if newest.is_empty() && same { served } else { newest };
        (!text.is_empty()).then(|| match guide {
            Some(guide) => Html(guide.links(lang).put_into(text, &objective.url)),
            None => Html(text.to_owned()),
        })
    };
    let looked_up = |term: &String| {
        let anchor = guide.and_then(|guide| guide.anchor(term));
        Link { url: anchor.map(|anchor| format!("{}#{anchor}", objective.url)).unwrap_or_default(), text: term.clone() }
    };
    Reviewed {
        number: item.position.into(),
        kind: view::kind(&question.kind),
        needed: view::needed(&question.kind),
        lang: lang.to_string(),
        contents: view::contents(lang),
        stem: Html(rendered.stem.clone()),
        options: (0..)
            .zip(&item.option_order)
            .map(|(shown, &place)| ReviewedOption {
                letter: view::letter(shown),
                html: Html(rendered.options[place].html.clone()),
                key: keys.contains(&place),
                chosen: matches!(&item.entry.response, Given::Choice(chosen) if chosen.contains(&place)),
                why: html(
                    &decided.options[place].explanation_html,
                    &rendered.options[place].explanation_html,
                    keys.contains(&place) == served_keys.contains(&place),
                ),
            })
            .collect(),
        instruction: view::instruction(&question.kind),
        typed: typed(&item.entry.response),
        answers,
        near,
        outcome: view::outcome_of(item),
        why: html(&decided.explanation, &rendered.explanation, key.question.kind == question.kind),
        sources: key.question.sources.iter().map(|source| view::source(source)).collect(),
        terms: question.terms.iter().map(looked_up).collect(),
        objective,
        area: blueprint.area(&question.area).map(|(_, area)| area.title.get(visitor.lang).clone()),
        time_spent: (!item.spent.is_zero())
            .then(|| format::short_duration(u64::try_from(item.spent.as_secs()).unwrap_or(0))),
        flagged: item.entry.flagged,
        note: item.entry.note.clone(),
        ruled: repair::ruled(visitor, sitting, item),
    }
}
