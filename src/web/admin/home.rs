//! The first page of the authors: what waits, exam by exam.

use axum::extract::State;
use axum::response::Response;

use super::Author;
use crate::exam::lifecycle::State as Stage;
use crate::store::card::{self, Filter};
use crate::store::file_sync;
use crate::web::pages::admin::Tab;
use crate::web::pages::admin::home::{ExamDesk, HomePage};
use crate::web::problem::Problem;
use crate::web::render;
use crate::web::state::App;

/// `GET /admin`
pub async fn show(State(app): State<App>, author: Author) -> Result<Response, Problem> {
    let mut exams = Vec::new();
    for shelf in app.proctor.library.shelves() {
        let slug = shelf.blueprint.slug.clone();
        let (drafts, in_review, reported, conflicts) = app
            .store()
            .read(|tx| {
                Box::pin(async move {
                    let of = |state| Filter { state: Some(state), ..Filter::default() };
                    let drafts = card::count_of(tx, &slug, &of(Stage::Draft)).await?;
                    let in_review = card::count_of(tx, &slug, &of(Stage::InReview)).await?;
                    let reported = Filter { reported: true, ..Filter::default() };
                    let reported = card::count_of(tx, &slug, &reported).await?;
                    let conflicts = file_sync::conflicts(tx, &slug).await?.len();
                    Ok((drafts, in_review, reported, conflicts))
                })
            })
            .await?;
        exams.push(ExamDesk {
            slug: shelf.blueprint.slug.to_string(),
            title: shelf.blueprint.title.get(author.visitor.lang).clone(),
            drawn: u32::try_from(shelf.len()).unwrap_or(u32::MAX),
            drafts,
            in_review,
            reported,
            conflicts: u32::try_from(conflicts).unwrap_or(u32::MAX),
        });
    }
    Ok(render(&HomePage { layout: author.layout(&app), desk: author.desk(&app, Tab::Home, ""), exams }))
}
