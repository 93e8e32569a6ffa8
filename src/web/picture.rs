//! The pictures of questions.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::state::App;
use crate::exam::picture::size;
use crate::store::picture;

/// A name says what is in the picture: what is behind it never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// `GET /images/{name}`. Whoever knows the name has seen the question.
pub async fn show(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Problem> {
    if size(&name).is_none() {
        return Err(Problem::NotFound);
    }
    let is_photo = name.rsplit('.').next() == Some("jpg");
    let kind = HeaderValue::from_static(if is_photo { "image/jpeg" } else { "image/png" });
    let bytes = app.store().read(|tx| Box::pin(async move { picture::get(tx, &name).await })).await?;
    let bytes = bytes.ok_or(Problem::NotFound)?;
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, FOR_EVER)], bytes).into_response())
}
