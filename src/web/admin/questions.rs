//! Lists of questions, and what they cover.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::{Author, bulk};
use crate::bank::card::fold;
use crate::exam::blueprint::Blueprint;
use crate::exam::draft::KindName;
use crate::exam::lang::Lang;
use crate::exam::lifecycle::State as Stage;
use crate::exam::question::Level;
use crate::store::card::{self, Cell, Filter, Listed, Place, Sort};
use crate::web::exam::shelf;
use crate::web::input::Query;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::bulk::BulkForm;
use crate::web::pages::admin::questions::{
    Choice, CoverageArea, CoverageObjective, CoveragePage, Filters, Group, QuestionRow, QuestionsPage,
};
use crate::web::pages::text::When;
use crate::web::problem::Problem;
use crate::web::render;
use crate::web::state::App;

/// How many questions a page lists: with the longest titles it stays below 50 KB.
const ROWS: u32 = 40;
/// How far a list is counted: nobody goes through more, and counting takes longer than showing a page.
const COUNTED: u32 = 1_000;

/// What is looked for, as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// A topic, an objective or an area.
    pub part: String,
    pub kind: String,
    pub level: String,
    pub state: String,
    /// The language that is missing.
    pub missing: String,
    /// `yes` for those with open reports.
    pub reported: String,
    /// Last checked before this day.
    pub before: String,
    /// Words.
    pub q: String,
    pub sort: String,
    /// Where the page before ended.
    after_key: String,
    after: String,
}

impl Wanted {
    /// The filter. What is not understood lets everything through.
    pub fn filter(&self, blueprint: &Blueprint) -> Filter {
        let mut filter = Filter {
            kind: self.kind.clone(),
            level: self.level.clone(),
            state: self.state.parse().ok(),
            language_missing: self.missing.parse::<Lang>().map(|lang| lang.to_string()).unwrap_or_default(),
            checked_before: self.before.clone(),
            reported: self.reported == "yes",
            words: fold(&self.q),
            ..Filter::default()
        };
        for topic in &blueprint.topics {
            if topic.id.as_str() == self.part {
                filter.objectives = topic.objectives.iter().map(|objective| objective.id.to_string()).collect();
            }
            for objective in &topic.objectives {
                if objective.id.as_str() == self.part {
                    filter.objectives = vec![self.part.clone()];
                }
                if objective.areas.iter().any(|area| area.id.as_str() == self.part) {
                    filter.area.clone_from(&self.part);
                }
            }
        }
        filter
    }

    fn sort(&self) -> Sort {
        Sort::ALL.into_iter().find(|sort| sort.as_str() == self.sort).unwrap_or_default()
    }

    fn place(&self) -> Option<Place> {
        (!self.after.is_empty()).then(|| Place { key: self.after_key.clone(), name: self.after.clone() })
    }

    /// The query of the same page of the list.
    pub fn query(&self) -> String {
        self.query_after(self.place().as_ref())
    }

    fn query_after(&self, after: Option<&Place>) -> String {
        let mut pairs = vec![
            ("part", self.part.as_str()),
            ("kind", &self.kind),
            ("level", &self.level),
            ("state", &self.state),
            ("missing", &self.missing),
            ("reported", &self.reported),
            ("before", &self.before),
            ("q", &self.q),
            ("sort", &self.sort),
        ];
        if let Some(place) = after {
            pairs.extend([("after_key", place.key.as_str()), ("after", place.name.as_str())]);
        }
        pairs.retain(|(_, value)| !value.is_empty());
        serde_html_form::to_string(pairs).unwrap_or_default()
    }

    /// The address of the same list, from the beginning or after a place.
    fn address(&self, exam: &str, after: Option<&Place>) -> String {
        format!("/admin/exams/{exam}/questions?{}", self.query_after(after))
    }
}

/// `GET /admin/exams/{exam}/questions`
pub async fn list(
    State(app): State<App>,
    author: Author,
    Path(exam): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let bulk = bulk::form(&author, wanted.query());
    Ok(render(&page(&app, &author, &shelf.blueprint, &wanted, bulk).await?))
}

/// A page of the list, with the form that changes many of its questions.
pub async fn page(
    app: &App,
    author: &Author,
    blueprint: &Blueprint,
    wanted: &Wanted,
    bulk: BulkForm,
) -> Result<QuestionsPage, Problem> {
    let exam = blueprint.slug.as_str();
    let (slug, filter, sort, after) = (blueprint.slug.clone(), wanted.filter(blueprint), wanted.sort(), wanted.place());
    let (mut rows, total) = app
        .store()
        .read(|tx| {
            Box::pin(async move {
                let rows = card::list(tx, &slug, &filter, sort, after.as_ref(), ROWS + 1).await?;
                // A list that ends on its first page is counted already.
                let whole = after.is_none() && rows.len() <= ROWS as usize;
                let total = match u32::try_from(rows.len()) {
                    Ok(rows) if whole => rows,
                    _ => card::count_up_to(tx, &slug, &filter, COUNTED + 1).await?,
                };
                Ok((rows, total))
            })
        })
        .await?;
    let more = rows.len() > ROWS as usize;
    rows.truncate(ROWS as usize);
    let next = rows.last().filter(|_| more).map(|last| wanted.address(exam, Some(&last.place(sort))));
    Ok(QuestionsPage {
        layout: author.layout(app),
        desk: author.desk(app, Tab::Questions, exam),
        filters: filters(author, blueprint, wanted),
        total: total.min(COUNTED),
        uncounted: total > COUNTED,
        rows: rows.into_iter().map(|listed| row(author, exam, listed)).collect(),
        first: wanted.place().is_some().then(|| wanted.address(exam, None)),
        next,
        bulk,
    })
}

fn row(author: &Author, exam: &str, listed: Listed) -> QuestionRow {
    QuestionRow {
        url: format!("/admin/exams/{exam}/questions/{}", listed.name),
        name: listed.name.to_string(),
        title: listed.title,
        part: if listed.area.is_empty() { listed.objective.to_string() } else { listed.area },
        kind: kind(&listed.kind),
        level: level(&listed.level),
        state: stage(listed.state),
        drawn: listed.drawn,
        missing: Lang::ALL.iter().map(ToString::to_string).filter(|lang| !listed.languages.contains(lang)).collect(),
        reports: listed.reports,
        checked: listed.checked,
        updated: When::date_time(&author.visitor.zoned(listed.updated_at), author.visitor.l10n()),
    }
}

/// The word for a kind.
pub fn kind(text: &str) -> crate::web::pages::question::Kind {
    use crate::web::pages::question::Kind;
    match text.parse() {
        Ok(KindName::Multiple) => Kind::Multiple,
        Ok(KindName::FillIn) => Kind::FillIn,
        Ok(KindName::Single) | Err(()) => Kind::Single,
    }
}

/// The word for a level; nothing if none was chosen.
pub fn level(text: &str) -> Option<crate::web::pages::admin::questions::Level> {
    use crate::web::pages::admin::questions::Level as View;
    text.parse().ok().map(|level| match level {
        Level::Recall => View::Recall,
        Level::Apply => View::Apply,
        Level::Troubleshoot => View::Troubleshoot,
    })
}

/// The word for a state.
pub fn stage(state: Stage) -> crate::web::pages::admin::questions::State {
    use crate::web::pages::admin::questions::State as View;
    match state {
        Stage::Draft => View::Draft,
        Stage::InReview => View::InReview,
        Stage::Live => View::Live,
        Stage::Retired => View::Retired,
    }
}

fn filters(author: &Author, blueprint: &Blueprint, wanted: &Wanted) -> Filters {
    Filters {
        parts: parts(author, blueprint, &wanted.part),
        kind: wanted.kind.clone(),
        level: wanted.level.clone(),
        state: wanted.state.clone(),
        missing: wanted.missing.clone(),
        reported: wanted.reported == "yes",
        before: wanted.before.clone(),
        words: wanted.q.clone(),
        sort: wanted.sort().as_str().to_owned(),
    }
}

/// Topics as groups, with their objectives and areas.
pub fn parts(author: &Author, blueprint: &Blueprint, current: &str) -> Vec<Group> {
    let lang = author.visitor.lang;
    let choice = |id: &str, title: &str, deep: bool| Choice {
        value: id.to_owned(),
        text: format!("{}{id} {title}", if deep { "– " } else { "" }),
        chosen: id == current,
    };
    blueprint
        .topics
        .iter()
        .map(|topic| Group {
            title: format!("{} {}", topic.id, topic.title.get(lang)),
            choices: std::iter::once(choice(topic.id.as_str(), topic.title.get(lang), false))
                .chain(topic.objectives.iter().flat_map(|objective| {
                    std::iter::once(choice(objective.id.as_str(), objective.title.get(lang), false))
                        .chain(objective.areas.iter().map(|area| choice(area.id.as_str(), area.title.get(lang), true)))
                }))
                .collect(),
        })
        .collect()
}

/// `GET /admin/exams/{exam}/coverage`
pub async fn coverage(State(app): State<App>, author: Author, Path(exam): Path<String>) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let slug = shelf.blueprint.slug.clone();
    let cells =
        app.store().read(|tx| Box::pin(async move { card::coverage(tx, &slug, Some(Stage::Live)).await })).await?;
    let lang = author.visitor.lang;
    let objectives = shelf
        .blueprint
        .objectives()
        .map(|objective| {
            let of: Vec<&Cell> = cells.iter().filter(|cell| cell.objective == objective.id.as_str()).collect();
            let questions = sum(of.iter().copied());
            CoverageObjective {
                id: objective.id.to_string(),
                title: objective.title.get(lang).clone(),
                weight: objective.weight.into(),
                questions,
                forms: questions / u32::from(objective.weight.max(1)),
                areas: objective
                    .areas
                    .iter()
                    .map(|area| {
                        let of: Vec<&Cell> = of.iter().copied().filter(|cell| cell.area == area.id.as_str()).collect();
                        let by = |pick: fn(&Cell) -> &str, value: &str| {
                            sum(of.iter().copied().filter(|cell| pick(cell) == value))
                        };
                        CoverageArea {
                            id: area.id.to_string(),
                            title: area.title.get(lang).clone(),
                            questions: sum(of.iter().copied()),
                            kinds: KindName::ALL.map(|kind| by(|cell| &cell.kind, kind.as_str())),
                            levels: Level::ALL.map(|level| by(|cell| &cell.level, level.as_str())),
                        }
                    })
                    .collect(),
            }
        })
        .collect();
    Ok(render(&CoveragePage { layout: author.layout(&app), desk: author.desk(&app, Tab::Coverage, &exam), objectives }))
}

fn sum<'a>(cells: impl Iterator<Item = &'a Cell>) -> u32 {
    u32::try_from(cells.map(|cell| cell.questions).sum::<i64>()).unwrap_or(u32::MAX)
}
