//! Importing on the page: upload, look, say what belongs where, confirm.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::editor::explained;
use super::upload::{self, NoFile};
use super::{Author, import_page, questions};
use crate::authoring::import::{Choices, FILE_BYTES, ImportError, Plan};
use crate::exam::id::ImportId;
use crate::interchange::Format;
use crate::proctor::Shelf;
use crate::store::import::{self, Import};
use crate::web::exam::shelf;
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::imports::{Upload, UploadPage};
use crate::web::problem::Problem;
use crate::web::state::App;
use crate::web::{render, see_other};

/// `GET /admin/exams/{exam}/imports`
pub async fn form(State(app): State<App>, author: Author, Path(exam): Path<String>) -> Result<Response, Problem> {
    shelf(&app, &exam)?;
    Ok(render(&page(&app, &author, &exam, None, Vec::new())))
}

fn page(app: &App, author: &Author, exam: &str, format: Option<Format>, errors: Vec<String>) -> UploadPage {
    let upload = Upload { errors, megabytes: megabytes(), formats: import_page::formats(format) };
    UploadPage { layout: author.layout(app), desk: author.desk(app, Tab::Imports, exam), upload }
}

fn megabytes() -> u32 {
    u32::try_from(FILE_BYTES >> 20).unwrap_or(u32::MAX)
}

/// `POST /admin/exams/{exam}/imports`: looks at the file, keeps it if anything of it may come in, and goes on to what would become
/// of it.
pub async fn upload(
    State(app): State<App>,
    author: Author,
    Path(exam): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let t = author.visitor.t();
    let refused = |status, format, errors| Ok(explained(status, render(&page(&app, &author, &exam, format, errors))));
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let upload::Upload { name, bytes, mut choices } = match upload::read(&app, request).await {
        Ok(upload) => upload,
        Err(NoFile::NotChosen) => return refused(unprocessable, None, vec![t.import_no_file()]),
        Err(NoFile::TooLarge) => {
            let errors = vec![t.import_too_large(megabytes()), t.import_not_kept()];
            return refused(StatusCode::PAYLOAD_TOO_LARGE, None, errors);
        }
        Err(NoFile::Problem(problem)) => return Err(problem),
    };
    if bytes.is_empty() {
        return refused(unprocessable, choices.format, vec![t.import_empty_file(name)]);
    }
    choices.lang = choices.lang.or(Some(author.visitor.lang));
    let bytes = Arc::new(bytes);
    let plan = app.desk().look_at(&shelf.blueprint, &name, Arc::clone(&bytes), choices.clone()).await;
    let mut errors = import_page::refusal(&author.visitor, &plan.map_err(|error| problem(error, false))?);
    if !errors.is_empty() {
        errors.push(t.import_not_kept());
        return refused(unprocessable, choices.format, errors);
    }
    let bytes = Arc::unwrap_or_clone(bytes);
    let id = app.desk().keep_file(&author.account, &shelf.blueprint.slug, name, bytes, &choices).await?;
    Ok(see_other(&format!("/admin/exams/{exam}/imports/{id}")))
}

fn problem(error: ImportError, kept: bool) -> Problem {
    match error {
        ImportError::Store(error) => error.into(),
        ImportError::Waiting => Problem::Reading { kept },
        ImportError::DoneBefore => Problem::Failed(error.to_string()),
    }
}

/// An import of the author, or none like it.
async fn found(app: &App, author: &Author, shelf: &Shelf, id: &str) -> Result<Import, Problem> {
    let id: ImportId = id.parse().map_err(|_| Problem::NotFound)?;
    let (author, exam) = (author.account.id, &shelf.blueprint.slug);
    let import = app.store().read(|tx| Box::pin(async move { import::of_author(tx, author, id).await })).await?;
    import.filter(|import| import.exam == *exam).ok_or(Problem::NotFound)
}

fn choices(import: &Import) -> Choices {
    // Written by an older version of the program, perhaps: then nothing is said.
    serde_json::from_value(import.choices.clone()).unwrap_or_default()
}

async fn plan(app: &App, shelf: &Shelf, import: &Import, choices: &Choices) -> Result<Plan, Problem> {
    let bytes = Arc::new(import.bytes.clone());
    let plan = app.desk().look_at(&shelf.blueprint, &import.file_name, bytes, choices.clone()).await;
    plan.map_err(|error| problem(error, true))
}

/// Which entries are listed, as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// `remarks`, `skipped`, `refused`; all otherwise.
    pub show: String,
    /// The first entry of the page, from 0.
    pub from: usize,
}

/// `GET /admin/exams/{exam}/imports/{id}`: what would become of the file, or what became of it.
pub async fn show(
    State(app): State<App>,
    author: Author,
    Path((exam, id)): Path<(String, String)>,
    Query(shown): Query<Shown>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let import = found(&app, &author, &shelf, &id).await?;
    let choices = choices(&import);
    let plan = match import.done {
        Some(_) => Plan::default(),
        None => plan(&app, &shelf, &import, &choices).await?,
    };
    let parts = |current: &str| questions::parts(&author, &shelf.blueprint, current);
    Ok(render(&import_page::page(&app, &author, &exam, &import, &choices, &plan, &shown, &parts)))
}

/// What the author says of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    format: String,
    lang: String,
    level: String,
    part: String,
    /// Categories and tags, in the order of the page, and the part of each.
    text: Vec<String>,
    text_part: Vec<String>,
    /// What each column of a table holds.
    column: Vec<String>,
    delimiter: String,
    key: String,
    texts: String,
    header: String,
}

/// `POST /admin/exams/{exam}/imports/{id}/choices`
pub async fn choose(
    State(app): State<App>,
    author: Author,
    Path((exam, id)): Path<(String, String)>,
    Form(said): Form<Said>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let import = found(&app, &author, &shelf, &id).await?;
    let mut choices = choices(&import);
    choices.format = said.format.parse().ok();
    choices.lang = said.lang.parse().ok();
    choices.level = said.level.parse().ok();
    choices.part = said.part;
    choices.parts = said.text.into_iter().zip(said.text_part).collect();
    if said.column.is_empty() {
        choices.table = None;
    } else {
        let mut table =
            choices.table.take().or_else(|| crate::interchange::csv::guess(&import.bytes)).unwrap_or_default();
        table.columns = said.column.iter().map(|column| column.parse().unwrap_or_default()).collect();
        table.delimiter = said.delimiter.parse().unwrap_or_default();
        table.key = said.key.parse().unwrap_or_default();
        table.texts = said.texts.parse().unwrap_or_default();
        table.header = said.header == "yes";
        choices.table = Some(table);
    }
    let choices = serde_json::to_value(&choices).map_err(|error| Problem::Failed(error.to_string()))?;
    let id = import.id;
    app.store().write(move |tx| Box::pin(async move { import::choose(tx, id, &choices).await })).await?;
    Ok(see_other(&format!("/admin/exams/{exam}/imports/{id}")))
}

/// `POST /admin/exams/{exam}/imports/{id}/confirmation`
pub async fn confirm(
    State(app): State<App>,
    author: Author,
    Path((exam, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let import = found(&app, &author, &shelf, &id).await?;
    if import.done.is_none() {
        let choices = choices(&import);
        let plan = plan(&app, &shelf, &import, &choices).await?;
        let desk = app.desk();
        let done =
            desk.bring_in(Some(&author.account), &shelf.blueprint, &import.file_name, plan, &choices, Some(import.id));
        match done.await {
            // Sent twice: it is done, and is shown as done.
            Ok(_) | Err(ImportError::DoneBefore) => {}
            Err(error) => return Err(problem(error, true)),
        }
    }
    Ok(see_other(&format!("/admin/exams/{exam}/imports/{id}")))
}
