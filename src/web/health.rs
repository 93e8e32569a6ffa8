//! Whether the service is well: it answers when the database does.

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::state::App;

/// `GET /healthz`
pub async fn show(State(app): State<App>) -> Result<Response, Problem> {
    app.store().ping().await.map_err(|error| {
        tracing::error!(%error, "the database does not answer");
        Problem::Busy
    })?;
    Ok("ok\n".into_response())
}
