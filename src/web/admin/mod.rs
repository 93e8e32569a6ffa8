//! The pages where questions are written and the place is run: for authors, and some for admins alone.
//!
//! Every handler here takes an [`Author`] or an [`Admin`], which is what keeps others out; `tests/app/roles.rs` tries every
//! route as everybody.

mod audit;
mod audit_row;
mod bulk;
mod diff;
mod editor;
mod exports;
mod files;
mod fragments;
mod group;
mod group_result;
mod groups;
mod guard;
mod history;
mod home;
mod import_page;
mod imports;
mod interchange_words;
mod invitations;
mod page;
mod people;
mod person;
mod questions;
mod regrade;
mod remarks;
mod reports;
mod statistics;
mod typed;
mod upload;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::state::App;
pub use guard::{Admin, Author};
pub use people::role;

/// The longest form of an author: two languages of the longest question, each character written as three.
const FORM_BYTES: usize = 512 * 1024;

/// The routes below `/admin`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/admin", get(home::show))
        .route("/admin/exams/{exam}/questions", get(questions::list).post(editor::create))
        .route("/admin/exams/{exam}/questions/new", get(editor::new))
        .route("/admin/exams/{exam}/questions/changes", get(bulk::list).post(bulk::plan))
        .route("/admin/exams/{exam}/questions/changes/{id}", get(bulk::show))
        .route("/admin/exams/{exam}/questions/changes/{id}/confirmation", post(bulk::confirm))
        .route("/admin/exams/{exam}/questions/changes/{id}/undoing", post(bulk::undo))
        .route("/admin/exams/{exam}/questions/{name}", get(editor::show))
        .route("/admin/exams/{exam}/questions/{name}/preview", post(editor::preview))
        .route("/admin/exams/{exam}/questions/{name}/preview/deletion", post(editor::forget))
        .route("/admin/exams/{exam}/questions/{name}/state", post(editor::move_on))
        .route("/admin/exams/{exam}/questions/{name}/revisions", get(history::list).post(editor::save))
        .route("/admin/exams/{exam}/questions/{name}/statistics", get(statistics::show))
        .route("/admin/exams/{exam}/questions/{name}/comparison", get(history::compare))
        .route("/admin/exams/{exam}/questions/{name}/restoration", post(history::restore))
        .route("/admin/exams/{exam}/coverage", get(questions::coverage))
        .route("/admin/exams/{exam}/exports", get(exports::show))
        .route("/admin/exams/{exam}/exports/{format}", get(exports::download))
        .route("/admin/exams/{exam}/exports/{format}/losses.txt", get(exports::losses))
        .route("/admin/exams/{exam}/imports/{id}", get(imports::show))
        .route("/admin/exams/{exam}/imports/{id}/choices", post(imports::choose))
        .route("/admin/exams/{exam}/imports/{id}/confirmation", post(imports::confirm))
        .route("/admin/exams/{exam}/files", get(files::list))
        .route("/admin/exams/{exam}/files/archive.zip", get(files::archive))
        .route("/admin/exams/{exam}/files/{question}", get(files::compare))
        .route("/admin/exams/{exam}/files/{question}/adoption", post(files::adopt))
        .route("/admin/exams/{exam}/files/{question}/dismissal", post(files::dismiss))
        .route("/admin/exams/{exam}/questions/{name}/regrade", get(regrade::show).post(regrade::decide))
        .route("/admin/exams/{exam}/reports", get(reports::queue))
        .route("/admin/exams/{exam}/reports/{question}", get(reports::of_question))
        .route("/admin/exams/{exam}/reports/{question}/answers", post(reports::answer))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .merge(uploads())
        .merge(running())
}

/// The routes that take files.
fn uploads() -> Router<App> {
    Router::new()
        .route("/admin/exams/{exam}/imports", get(imports::form).post(imports::upload))
        .layer(DefaultBodyLimit::max(upload::BODY_BYTES))
}

/// The routes of those who run the place.
fn running() -> Router<App> {
    Router::new()
        .route("/admin/people", get(people::list))
        .route("/admin/people/{id}", get(person::show))
        .route("/admin/people/{id}/role", post(person::role))
        .route("/admin/people/{id}/extra-time", post(person::extra_time))
        .route("/admin/people/{id}/suspension", post(person::suspend))
        .route("/admin/people/{id}/suspension/deletion", post(person::lift))
        .route("/admin/groups", get(groups::list).post(groups::make))
        .route("/admin/groups/{id}", get(group::show))
        .route("/admin/groups/{id}/results.csv", get(group_result::file))
        .route("/admin/groups/{id}/name", post(group::rename))
        .route("/admin/groups/{id}/deletion", post(group::delete))
        .route("/admin/groups/{id}/members", post(group::add))
        .route("/admin/groups/{id}/members/{person}/deletion", post(group::remove))
        .route("/admin/invitations", get(invitations::list).post(invitations::make))
        .route("/admin/invitations/{id}/deletion", post(invitations::withdraw))
        .route("/admin/audit", get(audit::show))
        .route("/admin/audit.csv", get(audit::csv))
        .route("/admin/audit.json", get(audit::json))
}
