//! Importing on the page: upload, look, say what belongs where, confirm.

use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;

use super::editor::explained;
use super::{Author, import_page, questions};
use crate::authoring::import::{Choices, ImportError, Plan};
use crate::exam::id::ImportId;
use crate::proctor::Shelf;
use crate::store::import::{self, Import};
use crate::web::exam::shelf;
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::imports::{Upload, UploadPage};
use crate::web::problem::Problem;
use crate::web::state::App;
use crate::web::{render, see_other};

/// The largest file that is taken.
pub const FILE_BYTES: usize = 16 * 1024 * 1024;
/// What a form around it may add.
pub const BODY_BYTES: usize = FILE_BYTES + 64 * 1024;
/// The longest name of a file that is kept, in characters.
const NAME: usize = 120;

/// `GET /admin/exams/{exam}/imports`
pub async fn form(State(app): State<App>, author: Author, Path(exam): Path<String>) -> Result<Response, Problem> {
    shelf(&app, &exam)?;
    Ok(render(&page(&app, &author, &exam, None)))
}

fn page(app: &App, author: &Author, exam: &str, error: Option<String>) -> UploadPage {
    let upload = Upload { error, megabytes: u32::try_from(FILE_BYTES >> 20).unwrap_or(u32::MAX) };
    UploadPage { layout: author.layout(app), desk: author.desk(app, Tab::Imports, exam), upload }
}

/// `POST /admin/exams/{exam}/imports`: keeps the file and goes on to what would become of it.
pub async fn upload(
    State(app): State<App>,
    author: Author,
    Path(exam): Path<String>,
    headers: HeaderMap,
    multipart: Option<Multipart>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    // What is said to be too long is refused before it is read.
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|length| length > BODY_BYTES) {
        return Err(Problem::TooLarge);
    }
    let t = author.visitor.t();
    let refused =
        |error| Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page(&app, &author, &exam, Some(error)))));
    let Some(multipart) = multipart else { return refused(t.import_no_file()) };
    let Some((name, bytes, mut choices)) = read(multipart).await? else { return refused(t.import_no_file()) };
    if bytes.is_empty() {
        return refused(t.import_no_file());
    }
    choices.lang = choices.lang.or(Some(author.visitor.lang));
    let id = app.desk().keep_file(&author.account, &shelf.blueprint.slug, name, bytes, &choices).await?;
    Ok(see_other(&format!("/admin/exams/{exam}/imports/{id}")))
}

/// The file of a form, its name, and what is said of it; nothing if there is none.
async fn read(mut multipart: Multipart) -> Result<Option<(String, Vec<u8>, Choices)>, Problem> {
    let mut file = None;
    let mut choices = Choices::default();
    let problem = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Unreadable { detail: None },
    };
    while let Some(field) = multipart.next_field().await.map_err(problem)? {
        match field.name().unwrap_or_default() {
            "file" => {
                let name = field.file_name().unwrap_or_default();
                let name: String = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(NAME).collect();
                let bytes = field.bytes().await.map_err(problem)?;
                if !name.is_empty() || !bytes.is_empty() {
                    file = Some((name.replace('\0', ""), bytes.to_vec()));
                }
            }
            "format" => choices.format = field.text().await.map_err(problem)?.parse().ok(),
            "lang" => choices.lang = field.text().await.map_err(problem)?.parse().ok(),
            _ => {}
        }
    }
    Ok(file.map(|(name, bytes)| (name, bytes, choices)))
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
    Ok(app.desk().look_at(&shelf.blueprint, &import.file_name, import.bytes.clone(), choices.clone()).await?)
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
            Err(ImportError::Store(error)) => return Err(error.into()),
        }
    }
    Ok(see_other(&format!("/admin/exams/{exam}/imports/{id}")))
}
