//! Exporting on the page: choose a format, see what it cannot hold, download.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::Author;
use super::interchange_words::remark;
use crate::authoring::export::{FORMATS, export, pictures};
use crate::exam::lang::Lang;
use crate::interchange::{Format, Written};
use crate::proctor::Shelf;
use crate::web::exam::shelf;
use crate::web::input::Query;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::exports::{ExportPage, LostGroup};
use crate::web::pages::admin::questions::Choice;
use crate::web::problem::Problem;
use crate::web::render;
use crate::web::state::App;

/// How many questions that lose the same a page names.
const NAMES: usize = 40;

/// What is wanted, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    format: String,
    /// A language's tag; both otherwise.
    lang: String,
}

impl Wanted {
    fn languages(&self) -> Vec<Lang> {
        self.lang.parse().map_or_else(|_| Lang::ALL.to_vec(), |lang| vec![lang])
    }
}

/// Writing takes a while with many questions: not on the threads that answer.
async fn written(
    app: &App,
    shelf: Arc<Shelf>,
    format: Format,
    languages: Vec<Lang>,
) -> Result<Option<Written>, Problem> {
    let questions = app.proctor.library.all(app.store(), &shelf).await?;
    let pictures = pictures(app.store(), &questions).await?;
    tokio::task::spawn_blocking(move || {
        export(questions.iter().map(|banked| &banked.question), format, &languages, &pictures)
    })
    .await
    .map_err(|error| Problem::Failed(error.to_string()))
}

/// `GET /admin/exams/{exam}/exports`
pub async fn show(
    State(app): State<App>,
    author: Author,
    Path(exam): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let format = wanted.format.parse::<Format>().ok().filter(|format| FORMATS.contains(format));
    let mut page = ExportPage {
        layout: author.layout(&app),
        desk: author.desk(&app, Tab::Exports, &exam),
        formats: FORMATS
            .into_iter()
            .map(|one| Choice {
                value: one.as_str().to_owned(),
                text: one.name().to_owned(),
                chosen: Some(one) == format,
            })
            .collect(),
        lang: wanted.lang.clone(),
        questions: number(shelf.len()),
        file: None,
        lost: Vec::new(),
        losing: 0,
        losses: String::new(),
    };
    if let Some(format) = format
        && let Some(written) = written(&app, shelf, format, wanted.languages()).await?
    {
        let lang = lang(&wanted.lang);
        page.file = Some(format!("/admin/exams/{exam}/exports/{format}?lang={lang}"));
        page.losses = format!("/admin/exams/{exam}/exports/{format}/losses.txt?lang={lang}");
        page.losing = number(written.lost.iter().map(|(name, _)| name).collect::<BTreeSet<_>>().len());
        page.lost = groups(&author, &written);
    }
    Ok(render(&page))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What is lost, each with the questions that lose it; what most of them lose comes first.
fn groups(author: &Author, written: &Written) -> Vec<LostGroup> {
    let mut groups: BTreeMap<String, LostGroup> = BTreeMap::new();
    for (name, what) in &written.lost {
        let words = remark(&author.visitor, what);
        let group = groups.entry(words.clone()).or_insert_with(|| LostGroup { words, ..LostGroup::default() });
        group.count += 1;
        if group.names.len() < NAMES {
            group.names.push(name.clone());
        }
    }
    let mut groups: Vec<LostGroup> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

fn lang(text: &str) -> String {
    text.parse::<Lang>().map(|lang| lang.to_string()).unwrap_or_default()
}

/// `GET /admin/exams/{exam}/exports/{format}`
pub async fn download(
    State(app): State<App>,
    _author: Author,
    Path((exam, format)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let format: Format = format.parse().map_err(|_| Problem::NotFound)?;
    let slug = shelf.blueprint.slug.clone();
    let written = written(&app, shelf, format, wanted.languages()).await?.ok_or(Problem::NotFound)?;
    let (ending, kind) = format.written_as();
    let name = format!("attachment; filename=\"{slug}-{format}.{ending}\"");
    let name = HeaderValue::from_str(&name).map_err(|error| Problem::Failed(error.to_string()))?;
    let kind = HeaderValue::from_static(kind);
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], written.bytes).into_response())
}

/// `GET /admin/exams/{exam}/exports/{format}/losses.txt`: all that is lost, a line for each.
pub async fn losses(
    State(app): State<App>,
    author: Author,
    Path((exam, format)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let format: Format = format.parse().map_err(|_| Problem::NotFound)?;
    let written = written(&app, shelf, format, wanted.languages()).await?.ok_or(Problem::NotFound)?;
    let lines = written.lost.iter().map(|(name, what)| format!("{name}: {}\n", remark(&author.visitor, what)));
    let text: String = lines.collect();
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}
