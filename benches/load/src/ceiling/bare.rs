//! A page from memory, and a form that is read and forgotten: what axum alone costs.

use axum::Router;
use axum::body::Bytes;
use axum::response::Html;
use axum::routing::{get, post};

use super::PAGE_BYTES;

pub fn routes() -> Router {
    let page = Bytes::from("x".repeat(PAGE_BYTES));
    Router::new()
        .route("/page", get(async move || Html(page.clone())))
        .route("/save", post(async |form: String| format!("{{\"revision\": {}}}", form.len())))
}
