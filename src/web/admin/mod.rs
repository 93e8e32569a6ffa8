//! The pages where questions are written and the place is run: for authors, and some for admins alone.
//!
//! Every handler here takes an [`Author`] or an [`Admin`], which is what keeps others out; `tests/app/roles.rs` tries every
//! route as everybody.

mod guard;
mod home;
mod questions;

use axum::Router;
use axum::routing::get;

use super::state::App;
pub use guard::{Admin, Author};

/// The routes below `/admin`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/admin", get(home::show))
        .route("/admin/exams/{exam}/questions", get(questions::list))
        .route("/admin/exams/{exam}/coverage", get(questions::coverage))
}
