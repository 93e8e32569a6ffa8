//! The editor: a question laid open, what is typed looked at and kept, saved, and moved from state to state.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::typed::{Arrange, Typed};
use super::{Author, page};
use crate::authoring::{MoveError, Opened, SaveError, Saved, Text};
use crate::exam::id::{QuestionName, RevisionId};
use crate::exam::lifecycle::Refusal;
use crate::l10n::L10nLanguage;
use crate::proctor::Shelf;
use crate::store::editing::Editing;
use crate::web::exam::shelf;
use crate::web::input::{Form, Query};
use crate::web::pages::admin::editor::Notice;
use crate::web::pages::text::When;
use crate::web::problem::{Explained, Problem};
use crate::web::state::App;
use crate::web::{format, render, see_other};

/// What was just done, as the address says it.
#[derive(Deserialize)]
pub struct Asked {
    done: Option<String>,
    number: Option<u32>,
    /// `stored`: what is stored is wanted, not what was typed and kept.
    text: Option<String>,
}

/// The question of an address.
pub fn name(text: &str) -> Result<QuestionName, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// `GET /admin/exams/{exam}/questions/new`
pub async fn new(State(app): State<App>, author: Author, Path(exam): Path<String>) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let kept = app.desk().unsaved_new(&author.account, &shelf.blueprint.slug).await?;
    let (mut typed, notice) = match kept {
        Some(kept) => (Typed::of(&kept.draft, &kept.objective), Some(unsaved(&author, &kept))),
        None => (Typed::of(&crate::exam::draft::Draft::default(), ""), None),
    };
    typed.id = page::new_id(&app);
    Ok(render(&page::editor(&app, &author, &shelf, None, &typed, notice).await?))
}

/// `GET /admin/exams/{exam}/questions/{name}`
pub async fn show(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let opened = opened(&app, &author, &shelf, &question).await?;
    let kept = opened.unsaved.as_ref().filter(|_| asked.text.as_deref() != Some("stored"));
    let mut notice = match asked.done.as_deref() {
        Some("saved") => Some(Notice::Saved(asked.number.unwrap_or(opened.head.number))),
        Some("same") => Some(Notice::Same),
        Some("moved") => Some(Notice::Moved),
        _ => None,
    };
    let mut typed = match kept {
        Some(kept) => {
            notice = notice.or_else(|| Some(unsaved(&author, kept)));
            Typed::of(&kept.draft, &kept.objective)
        }
        None => Typed::of(&opened.draft, opened.head.objective.as_str()),
    };
    // What was kept began from some revision: if another was saved since, saving has to say so.
    let base = kept.and_then(|kept| kept.base).unwrap_or(opened.head.revision);
    (typed.base, typed.id) = (base.to_string(), page::new_id(&app));
    Ok(render(&page::editor(&app, &author, &shelf, Some(&opened), &typed, notice).await?))
}

fn unsaved(author: &Author, kept: &Editing) -> Notice {
    Notice::Unsaved(When::date_time(&author.visitor.zoned(kept.saved_at), author.visitor.l10n()))
}

/// The question of an address laid open, or none like it.
pub async fn opened(app: &App, author: &Author, shelf: &Shelf, question: &str) -> Result<Opened, Problem> {
    let opened = app.desk().open(&author.account, &shelf.blueprint.slug, &name(question)?).await?;
    opened.ok_or(Problem::NotFound)
}

/// `POST /admin/exams/{exam}/questions`: a new question.
pub async fn create(
    State(app): State<App>,
    author: Author,
    Path(exam): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    Box::pin(take(&app, &author, &shelf, None, typed)).await
}

/// `POST /admin/exams/{exam}/questions/{name}/revisions`
pub async fn save(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let opened = opened(&app, &author, &shelf, &question).await?;
    Box::pin(take(&app, &author, &shelf, Some(opened), typed)).await
}

/// Arranges, looks at or saves what was typed.
async fn take(
    app: &App,
    author: &Author,
    shelf: &Shelf,
    opened: Option<Opened>,
    mut typed: Typed,
) -> Result<Response, Problem> {
    let id: RevisionId = typed.id.parse().map_err(|_| Problem::Unreadable { detail: None })?;
    let base = base(&typed, opened.is_some())?;
    // Whatever becomes of it: what was typed is kept.
    keep(app, author, shelf, opened.as_ref(), &typed).await?;
    if let Some(how) = Arrange::of(&typed.act) {
        typed.arrange(how);
        return Ok(render(&page::editor(app, author, shelf, opened.as_ref(), &typed, None).await?));
    }
    typed.level_out(1);
    if typed.act != "save" {
        return Ok(render(&page::editor(app, author, shelf, opened.as_ref(), &typed, None).await?));
    }
    let t = author.visitor.t();
    let name = match &opened {
        Some(opened) => Ok(opened.head.name.clone()),
        None => new_name(t, &typed).map_err(|why| ("name", why)),
    };
    let objective = typed.objective(&shelf.blueprint).ok_or_else(|| ("part", t.editor_part_missing()));
    let (name, objective) = match (name, objective) {
        (Ok(name), Ok(objective)) => (name, objective),
        (name, objective) => {
            let wrong: Vec<_> = name.err().into_iter().chain(objective.err()).collect();
            return again(app, author, shelf, opened.as_ref(), &typed, wrong).await;
        }
    };
    let text = Text {
        draft: typed.draft(&shelf.blueprint),
        name: name.clone(),
        objective,
        reason: typed.reason.clone(),
        base,
        id,
    };
    let url = format!("/admin/exams/{}/questions/{name}", shelf.blueprint.slug);
    match app.desk().save(&author.account, &shelf.blueprint, text).await {
        Ok(Saved::Stored(number)) => Ok(see_other(&format!("{url}?done=saved&number={number}"))),
        Ok(Saved::Same) => Ok(see_other(&format!("{url}?done=same"))),
        Err(SaveError::NameTaken) => {
            let wrong = vec![("name", t.editor_name_taken())];
            again(app, author, shelf, opened.as_ref(), &typed, wrong).await
        }
        Err(SaveError::Unknown) => {
            let wrong = vec![("part", t.editor_part_missing())];
            again(app, author, shelf, opened.as_ref(), &typed, wrong).await
        }
        Err(SaveError::Changed(newest)) => {
            let number = opened.as_ref().map_or(0, |opened| opened.head.number);
            // Saving once more, after having seen it, saves over it.
            (typed.base, typed.id) = (newest.to_string(), page::new_id(app));
            let notice = Some(Notice::Changed(number));
            let page = page::editor(app, author, shelf, opened.as_ref(), &typed, notice).await?;
            Ok(explained(StatusCode::CONFLICT, render(&page)))
        }
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// The editor again, with what is wrong at its fields.
async fn again(
    app: &App,
    author: &Author,
    shelf: &Shelf,
    opened: Option<&Opened>,
    typed: &Typed,
    wrong: Vec<(&'static str, String)>,
) -> Result<Response, Problem> {
    let mut page = page::editor(app, author, shelf, opened, typed, None).await?;
    for (field, error) in wrong {
        match field {
            "name" => page.form.name.error = Some(error),
            _ => page.form.part_error = Some(error),
        }
    }
    Ok(explained(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
}

fn new_name(t: &L10nLanguage, typed: &Typed) -> Result<QuestionName, String> {
    let name: QuestionName = typed.name.trim().parse().map_err(|_| t.editor_name_wrong())?;
    if name.is_reserved() { Err(t.editor_name_reserved()) } else { Ok(name) }
}

/// The revision that the form was made from.
fn base(typed: &Typed, exists: bool) -> Result<Option<RevisionId>, Problem> {
    match typed.base.as_str() {
        "" if !exists => Ok(None),
        base => base.parse().map(Some).map_err(|_| Problem::Unreadable { detail: None }),
    }
}

async fn keep(
    app: &App,
    author: &Author,
    shelf: &Shelf,
    opened: Option<&Opened>,
    typed: &Typed,
) -> Result<(), Problem> {
    let name = opened.map_or("", |opened| opened.head.name.as_str());
    let editing = Editing {
        base: base(typed, opened.is_some())?,
        objective: typed.objective(&shelf.blueprint).map(|objective| objective.to_string()).unwrap_or_default(),
        draft: typed.draft(&shelf.blueprint),
        saved_at: app.clock().now(),
    };
    Ok(app.desk().keep(&author.account, &shelf.blueprint.slug, name, editing).await?)
}

/// `POST /admin/exams/{exam}/questions/{name}/preview`, and `…/new/preview`: for the editor's script. Keeps what was typed.
pub async fn preview(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let opened = match question.as_str() {
        "new" => None,
        question => Some(opened(&app, &author, &shelf, question).await?),
    };
    keep(&app, &author, &shelf, opened.as_ref(), &typed).await?;
    let mut preview = page::preview(&app, &author, &shelf, opened.as_ref(), &typed).await?;
    preview.kept_at = Some(format::time(&author.visitor.zoned(app.clock().now())));
    Ok(render(&preview))
}

/// `POST /admin/exams/{exam}/questions/{name}/preview/deletion`: what was typed and not saved is let go.
pub async fn forget(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let kept_as = if question == "new" {
        ""
    } else {
        name(&question)?;
        &question
    };
    app.desk().let_go(&author.account, &shelf.blueprint.slug, kept_as).await?;
    Ok(see_other(&format!("/admin/exams/{exam}/questions/{question}")))
}

/// Where a text is to be moved.
#[derive(Deserialize)]
pub struct Move {
    #[serde(default)]
    to: String,
    #[serde(default)]
    revision: String,
}

/// `POST /admin/exams/{exam}/questions/{name}/state`
pub async fn move_on(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Form(wanted): Form<Move>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let opened = opened(&app, &author, &shelf, &question).await?;
    let unreadable = || Problem::Unreadable { detail: None };
    let to = wanted.to.parse().map_err(|_| unreadable())?;
    let seen: RevisionId = wanted.revision.parse().map_err(|_| unreadable())?;
    let t = author.visitor.t();
    let notice = match app.desk().move_on(&author.account, &shelf.blueprint, &opened, seen, to).await {
        Ok(_) => return Ok(see_other(&format!("/admin/exams/{exam}/questions/{question}?done=moved"))),
        Err(MoveError::Store(error)) => return Err(error.into()),
        Err(MoveError::Changed) => Notice::Stale,
        Err(MoveError::Refused(refusal)) => Notice::Refused(match refusal {
            Refusal::NotReady => t.refusal_not_ready(),
            Refusal::NeedsAnother => t.refusal_needs_another(),
            Refusal::NoSuchStep | Refusal::NotAnAuthor => t.refusal_no_step(),
        }),
    };
    let mut typed = Typed::of(&opened.draft, opened.head.objective.as_str());
    (typed.base, typed.id) = (opened.head.revision.to_string(), page::new_id(&app));
    let page = page::editor(&app, &author, &shelf, Some(&opened), &typed, Some(notice)).await?;
    Ok(explained(StatusCode::CONFLICT, render(&page)))
}

/// An answer that says itself what is wrong.
pub fn explained(status: StatusCode, response: Response) -> Response {
    let mut response = (status, response).into_response();
    response.extensions_mut().insert(Explained);
    response
}
