//! The pages where questions are written and the place is run: for authors, and some for admins alone.
//!
//! Every handler here takes an [`Author`] or an [`Admin`], which is what keeps others out; `tests/app/roles.rs` tries every
//! route as everybody.

mod editor;
mod exports;
mod guard;
mod history;
mod home;
mod import_page;
mod imports;
mod interchange_words;
mod page;
mod questions;
mod remarks;
mod typed;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::state::App;
pub use guard::{Admin, Author};

/// The longest form of an author: two languages of the longest question, each character written as three.
const FORM_BYTES: usize = 512 * 1024;

/// The routes below `/admin`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/admin", get(home::show))
        .route("/admin/exams/{exam}/questions", get(questions::list).post(editor::create))
        .route("/admin/exams/{exam}/questions/new", get(editor::new))
        .route("/admin/exams/{exam}/questions/{name}", get(editor::show))
        .route("/admin/exams/{exam}/questions/{name}/preview", post(editor::preview))
        .route("/admin/exams/{exam}/questions/{name}/preview/deletion", post(editor::forget))
        .route("/admin/exams/{exam}/questions/{name}/state", post(editor::move_on))
        .route("/admin/exams/{exam}/questions/{name}/revisions", get(history::list).post(editor::save))
        .route("/admin/exams/{exam}/questions/{name}/restoration", post(history::restore))
        .route("/admin/exams/{exam}/coverage", get(questions::coverage))
        .route("/admin/exams/{exam}/exports", get(exports::show))
        .route("/admin/exams/{exam}/exports/{format}", get(exports::download))
        .route("/admin/exams/{exam}/imports/{id}", get(imports::show))
        .route("/admin/exams/{exam}/imports/{id}/choices", post(imports::choose))
        .route("/admin/exams/{exam}/imports/{id}/confirmation", post(imports::confirm))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .merge(uploads())
}

/// The routes that take files.
fn uploads() -> Router<App> {
    Router::new()
        .route("/admin/exams/{exam}/imports", get(imports::form).post(imports::upload))
        .layer(DefaultBodyLimit::max(imports::BODY_BYTES))
}
