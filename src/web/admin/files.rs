//! Where files and pages differ: the list, a question beside its file, the choice, and all questions as an archive.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Author;
use super::diff::diff;
use super::questions::stage;
use crate::authoring::outgoing::outgoing;
use crate::authoring::{Beside, Choice, ChoiceError};
use crate::exam::id::{ExamSlug, QuestionName};
use crate::store::file_choice::Sides;
use crate::store::file_sync::conflicts;
use crate::store::question_file::differences;
use crate::web::exam::shelf;
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::files::{ConflictRow, DifferenceRow, FilePage, FilesPage, Outcome, Seen, Side, Standing};
use crate::web::pages::text::When;
use crate::web::problem::Problem;
use crate::web::session::explained;
use crate::web::state::App;
use crate::web::{render, see_other};

/// How many questions each list of the page has at most.
const ROWS: usize = 50;

/// What has just been done, as the address says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    taken: String,
    kept: String,
}

impl Asked {
    fn outcome(&self) -> Option<Outcome> {
        let named = |text: &str| text.parse::<QuestionName>().ok().map(|name| name.to_string());
        named(&self.taken).map(Outcome::Taken).or_else(|| named(&self.kept).map(Outcome::Kept))
    }
}

/// `GET /admin/exams/{exam}/files`
pub async fn list(
    State(app): State<App>,
    author: Author,
    Path(exam): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let slug = shelf(&app, &exam)?.blueprint.slug.clone();
    Ok(render(&files_page(&app, &author, &slug, asked.outcome()).await?))
}

async fn files_page(
    app: &App,
    author: &Author,
    exam: &ExamSlug,
    outcome: Option<Outcome>,
) -> Result<FilesPage, Problem> {
    let slug = exam.clone();
    let (conflicts, mut differences) = app
        .store()
        .read(|tx| Box::pin(async move { Ok((conflicts(tx, &slug).await?, differences(tx, &slug).await?)) }))
        .await?;
    let undecided: BTreeSet<&QuestionName> = conflicts.iter().map(|conflict| &conflict.question).collect();
    differences.retain(|one| !undecided.contains(&one.question));
    let when = |at| When::date_time(&author.visitor.zoned(at), author.visitor.l10n());
    let more = |all: usize| u32::try_from(all.saturating_sub(ROWS)).unwrap_or(u32::MAX);
    Ok(FilesPage {
        layout: author.layout(app),
        desk: author.desk(app, Tab::Files, exam.as_str()),
        outcome,
        more_conflicts: more(conflicts.len()),
        more_differences: more(differences.len()),
        conflicts: conflicts
            .into_iter()
            .take(ROWS)
            .map(|one| ConflictRow {
                name: one.question.to_string(),
                gone: one.file.is_none(),
                found: when(one.found_at),
            })
            .collect(),
        differences: differences
            .into_iter()
            .take(ROWS)
            .map(|one| DifferenceRow {
                name: one.question.to_string(),
                state: stage(one.state),
                has_file: one.has_file,
                updated: when(one.updated_at),
            })
            .collect(),
    })
}

/// `GET /admin/exams/{exam}/files/{question}`
pub async fn compare(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (slug, beside) = beside(&app, &exam, &question).await?;
    Ok(render(&file_page(&app, &author, &slug, &beside, false).await?))
}

async fn beside(app: &App, exam: &str, question: &str) -> Result<(ExamSlug, Beside), Problem> {
    let slug = shelf(app, exam)?.blueprint.slug.clone();
    let name: QuestionName = question.parse().map_err(|_| Problem::NotFound)?;
    let beside = app.desk().beside(&slug, &name).await?.ok_or(Problem::NotFound)?;
    Ok((slug, beside))
}

async fn file_page(
    app: &App,
    author: &Author,
    exam: &ExamSlug,
    beside: &Beside,
    changed: bool,
) -> Result<FilePage, Problem> {
    let Beside { head, text, conflict, agreed } = beside;
    let when = |at| When::date_time(&author.visitor.zoned(at), author.visitor.l10n());
    let agreed_text = agreed.as_ref().and_then(|agreed| agreed.text.as_ref());
    let file = match conflict {
        Some(conflict) => conflict.file.as_ref().map(|(_, text)| (&conflict.objective, text, when(conflict.found_at))),
        None => agreed_text.map(|(objective, text)| (objective, text, When::default())),
    };
    let same = file.as_ref().is_some_and(|(objective, body, _)| **objective == head.objective && *body == text);
    let standing = match (conflict, agreed, &file) {
        (Some(conflict), ..) if conflict.file.is_none() => Standing::Gone,
        (Some(_), ..) => Standing::Conflict,
        (None, None, _) => Standing::NoFile,
        (None, Some(_), Some(_)) if same => Standing::Same,
        (None, Some(_), Some(_)) => Standing::Ahead,
        (None, Some(_), None) => Standing::Declined,
    };
    let needs_review = match conflict.as_ref().map(|conflict| (conflict, &conflict.file)) {
        Some((conflict, Some((hash, _)))) => {
            app.desk().needs_review(exam, &head.name, &conflict.objective, hash).await?
        }
        _ => false,
    };
    Ok(FilePage {
        layout: author.layout(app),
        desk: author.desk(app, Tab::Files, exam.as_str()),
        name: head.name.to_string(),
        standing,
        state: stage(head.state),
        changed,
        here: Side { objective: head.objective.to_string(), at: when(head.updated_at) },
        needs_review,
        diff: file.as_ref().map(|(_, body, _)| diff(text, body)).unwrap_or_default(),
        file: file.map(|(objective, _, at)| Side { objective: objective.to_string(), at }),
        seen: beside.sides().map(|sides| Seen {
            revision: sides.revision.to_string(),
            state: sides.state.as_str().to_owned(),
            file: sides.file.as_ref().map(hex).unwrap_or_default(),
        }),
    })
}

/// Both sides as the page showed them.
#[derive(Deserialize)]
pub struct SeenForm {
    revision: String,
    state: String,
    #[serde(default)]
    file: String,
}

impl SeenForm {
    fn sides(&self) -> Option<Sides> {
        let file = if self.file.is_empty() { None } else { Some(unhex(&self.file)?) };
        Some(Sides { revision: self.revision.parse().ok()?, state: self.state.parse().ok()?, file })
    }
}

/// `POST /admin/exams/{exam}/files/{question}/adoption`: the file's text is taken.
pub async fn adopt(
    State(app): State<App>,
    author: Author,
    Path(of): Path<(String, String)>,
    Form(seen): Form<SeenForm>,
) -> Result<Response, Problem> {
    choose(&app, &author, &of, &seen, Choice::File).await
}

/// `POST /admin/exams/{exam}/files/{question}/dismissal`: the text written here is kept.
pub async fn dismiss(
    State(app): State<App>,
    author: Author,
    Path(of): Path<(String, String)>,
    Form(seen): Form<SeenForm>,
) -> Result<Response, Problem> {
    choose(&app, &author, &of, &seen, Choice::Mine).await
}

async fn choose(
    app: &App,
    author: &Author,
    (exam, question): &(String, String),
    seen: &SeenForm,
    choice: Choice,
) -> Result<Response, Problem> {
    let (slug, now) = beside(app, exam, question).await?;
    let seen = seen.sides().ok_or(Problem::Unreadable { detail: None })?;
    match app.desk().choose(&author.account, &slug, &now, seen, choice).await {
        Ok(()) => {
            let done = if choice == Choice::File { "taken" } else { "kept" };
            Ok(see_other(&format!("/admin/exams/{slug}/files?{done}={}", now.head.name)))
        }
        Err(ChoiceError::Store(error)) => Err(error.into()),
        Err(ChoiceError::Changed) => {
            let (_, now) = beside(app, exam, question).await?;
            let page = if now.conflict.is_some() {
                render(&file_page(app, author, &slug, &now, true).await?)
            } else {
                let over = Some(Outcome::Over(now.head.name.to_string()));
                render(&files_page(app, author, &slug, over).await?)
            };
            Ok(explained(StatusCode::CONFLICT, page))
        }
    }
}

/// What goes into the archive, as the address says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// `yes` for finished drafts as well.
    drafts: String,
}

/// `GET /admin/exams/{exam}/files/archive.zip`
pub async fn archive(
    State(app): State<App>,
    _: Author,
    Path(exam): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let slug = shelf.blueprint.slug.clone();
    let outgoing = outgoing(app.store(), &slug, wanted.drafts == "yes").await?;
    let pictures = outgoing.pictures(app.store()).await?;
    let (files, folder) = (shelf.files(), slug.clone());
    let packed = tokio::task::spawn_blocking(move || outgoing.pack(&folder, &files, &pictures)).await;
    let bytes = packed
        .map_err(|error| Problem::Failed(error.to_string()))?
        .map_err(|error| Problem::Failed(format!("the archive of {slug}: {error}")))?;
    let name = format!("attachment; filename=\"{slug}.zip\"");
    let name = HeaderValue::from_str(&name).map_err(|error| Problem::Failed(error.to_string()))?;
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/zip")), (CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{hex, unhex};

    #[test]
    fn a_hash_is_read_back_and_nothing_else_is() {
        let hash = std::array::from_fn(|at| u8::try_from(at * 7).unwrap());
        assert_eq!(unhex(&hex(&hash)), Some(hash));
        for bad in ["", "00", &"g".repeat(64), &"é".repeat(32), &"0".repeat(66)] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }
}
