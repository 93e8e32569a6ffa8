//! Reporting a problem with a question.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::attempt::sitting;
use super::input::Form;
use super::pages::form::Field;
use super::pages::review::ReportForm;
use super::problem::{Explained, Problem};
use super::state::App;
use super::visitor::Visitor;
use super::{render, repair, result, see_other};
use crate::exam::id::ReportId;
use crate::store::report;

/// The longest report, in characters.
const MESSAGE: usize = 2_000;

#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    message: String,
}

/// `POST /attempts/{id}/items/{n}/reports`. Only a closed question can be reported: its page shows what to report on.
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, n)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let sitting = sitting(&app, &visitor, &id).await?;
    let position: u16 = n.parse().map_err(|_| Problem::NotFound)?;
    let item = sitting.item(position).ok_or(Problem::NotFound)?;
    if sitting.open().is_some() && item.closed_at.is_none() {
        return Err(Problem::Forbidden);
    }
    let message = sent.message.trim().replace("\r\n", "\n");
    let error = match message.chars().count() {
        0 => Some(visitor.t().form_message_missing()),
        length if length > MESSAGE => Some(visitor.t().form_message_long()),
        _ => None,
    };
    if let Some(error) = error {
        let earlier = repair::sent(&app, &visitor, &sitting, item).await?;
        let form = ReportForm { message: Field::wrong(message, error), sent: false, earlier };
        let page = result::review(&app, &visitor, &sitting, item, sitting.attempt.content, form);
        let mut response = (StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response();
        response.extensions_mut().insert(Explained);
        return Ok(response);
    }
    let (attempt, now) = (sitting.attempt.id, app.clock().now());
    let report_id = identity(attempt.0, position, &message);
    app.store()
        .write(move |tx| Box::pin(async move { report::add(tx, report_id, attempt, position, &message, now).await }))
        .await?;
    Ok(see_other(&format!("/attempts/{attempt}/result/items/{position}?reported=yes#report")))
}

/// The same words about the same item are the same report, however often they are sent.
fn identity(attempt: Uuid, position: u16, message: &str) -> ReportId {
    let mut hash = Sha256::new();
    hash.update(attempt.as_bytes());
    hash.update(position.to_be_bytes());
    hash.update(message.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    ReportId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
