//! Exporting on the page: choose a format, see what it cannot hold, download.

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
use crate::web::pages::admin::exports::{ExportPage, LostRow};
use crate::web::pages::admin::questions::Choice;
use crate::web::problem::Problem;
use crate::web::render;
use crate::web::state::App;

/// How much of what is lost a page lists.
const ROWS: usize = 200;

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
    let pictures = pictures(app.store(), &shelf).await?;
    tokio::task::spawn_blocking(move || {
        export(shelf.iter().map(|banked| &banked.question), format, &languages, &pictures)
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
        questions: u32::try_from(shelf.len()).unwrap_or(u32::MAX),
        file: None,
        lost: Vec::new(),
        lost_count: 0,
    };
    if let Some(format) = format
        && let Some(written) = written(&app, shelf, format, wanted.languages()).await?
    {
        page.file = Some(format!("/admin/exams/{exam}/exports/{format}?lang={}", lang(&wanted.lang)));
        page.lost_count = u32::try_from(written.lost.len()).unwrap_or(u32::MAX);
        page.lost = written
            .lost
            .iter()
            .take(ROWS)
            .map(|(name, what)| LostRow {
                url: format!("/admin/exams/{exam}/questions/{name}"),
                name: name.clone(),
                words: remark(&author.visitor, what),
            })
            .collect();
    }
    Ok(render(&page))
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
