//! The history of a question: two texts beside each other, and bringing an older one back.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::diff::diff;
use super::editor::{name, opened};
use super::{Author, page};
use crate::authoring::{SaveError, Saved, Text};
use crate::bank::format::{is_finished, write_draft, write_unfinished};
use crate::exam::id::RevisionId;
use crate::store::question::{self, Origin};
use crate::web::exam::shelf;
use crate::web::input::{Form, Query};
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::editor::{ComparisonPage, HistoryPage, PastRow};
use crate::web::pages::text::When;
use crate::web::problem::Problem;
use crate::web::state::App;
use crate::web::{render, see_other};

/// `GET /admin/exams/{exam}/questions/{name}/revisions`
pub async fn list(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let (slug, of) = (shelf.blueprint.slug.clone(), name(&question)?);
    let (head, past) = app
        .store()
        .read(|tx| {
            Box::pin(
                async move { Ok((question::head(tx, &slug, &of).await?, question::history(tx, &slug, &of).await?)) },
            )
        })
        .await?;
    let head = head.ok_or(Problem::NotFound)?;
    let rows = past
        .into_iter()
        .map(|one| PastRow {
            id: one.id.to_string(),
            number: one.number,
            when: When::date_time(&author.visitor.zoned(one.created_at), author.visitor.l10n()),
            author: one.author.unwrap_or_default(),
            from_file: one.origin == Origin::File,
            from_import: one.origin == Origin::Import,
            reason: one.reason,
            live: head.live == Some(one.id),
            newest: head.revision == one.id,
        })
        .collect();
    Ok(render(&HistoryPage {
        layout: author.layout(&app),
        desk: author.desk(&app, Tab::Questions, &exam),
        name: question,
        rows,
    }))
}

/// Which text is to come back.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    revision: String,
}

/// `POST /admin/exams/{exam}/questions/{name}/restoration`: an older text becomes the newest draft. Nothing is lost: what was the newest
/// stays in the history.
pub async fn restore(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let opened = opened(&app, &author, &shelf, &question).await?;
    let id: RevisionId = wanted.revision.parse().map_err(|_| Problem::Unreadable { detail: None })?;
    let found = app.desk().revision(&shelf.blueprint.slug, &opened.head.name, id).await?;
    let (number, objective, draft) = found.ok_or(Problem::NotFound)?;
    let new: RevisionId = page::new_id(&app).parse().map_err(|_| Problem::Unreadable { detail: None })?;
    let reason = author.visitor.t().history_restored(number.to_string());
    let base = Some(opened.head.revision);
    let text = Text { name: opened.head.name.clone(), objective, draft, reason, base, id: new };
    let url = format!("/admin/exams/{exam}/questions/{question}");
    match app.desk().save(&author.account, &shelf.blueprint, text).await {
        Ok(Saved::Stored(number)) => Ok(see_other(&format!("{url}?done=saved&number={number}&text=stored"))),
        Ok(Saved::Same) => Ok(see_other(&format!("{url}?done=same"))),
        // Somebody was quicker: their text is looked at first.
        Err(SaveError::Changed(_) | SaveError::NameTaken) => Ok(see_other(&format!("{url}/revisions"))),
        Err(SaveError::Unknown) => Err(Problem::Unreadable { detail: None }),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// Which two texts are to be compared.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Pair {
    old: String,
    new: String,
}

/// `GET /admin/exams/{exam}/questions/{name}/comparison`: two revisions beside each other, the older on the left.
pub async fn compare(
    State(app): State<App>,
    author: Author,
    Path((exam, question)): Path<(String, String)>,
    Query(pair): Query<Pair>,
) -> Result<Response, Problem> {
    let shelf = shelf(&app, &exam)?;
    let (desk, slug, of) = (app.desk(), &shelf.blueprint.slug, name(&question)?);
    let mut sides = Vec::new();
    for id in [&pair.old, &pair.new] {
        let id: RevisionId = id.parse().map_err(|_| Problem::NotFound)?;
        let (number, objective, draft) = desk.revision(slug, &of, id).await?.ok_or(Problem::NotFound)?;
        let text = write_draft(&draft, &objective, &of);
        sides.push((number, if is_finished(&text) { text } else { write_unfinished(&draft) }));
    }
    sides.sort_by_key(|(number, _)| *number);
    Ok(render(&ComparisonPage {
        layout: author.layout(&app),
        desk: author.desk(&app, Tab::Questions, &exam),
        diff: diff(&sides[0].1, &sides[1].1),
        same: sides[0].1 == sides[1].1,
        old: sides[0].0,
        new: sides[1].0,
        name: question,
    }))
}
