//! The pages: thin handlers that read what was sent, ask the proctor or the store, and fill a page struct.
//!
//! To add a page: a struct in `pages/`, its template, a handler in the file of its resource, one line in [`app`], one test.

mod account;
mod admin;
mod assets;
mod attempt;
mod cookies;
pub mod credentials;
mod exam;
mod explain;
pub mod format;
mod health;
mod home;
mod input;
mod invitation;
mod kept;
mod number;
pub mod pages;
mod paper;
mod peer;
mod picture;
mod preferences;
mod problem;
mod progress;
mod repair;
mod report;
mod response;
mod result;
mod security;
mod session;
mod setup;
mod spreadsheet;
mod state;
mod study;
mod view;
mod visitor;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _, SizeAbove};
use tower_http::csrf::CsrfLayer;

pub use state::App;

/// Bytes that arrive together in any case.
const PACKET: u64 = 1_200;

/// The whole application.
pub fn app(app: App) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/healthz", get(health::show))
        .route("/preferences", post(preferences::change))
        .route("/images/{name}", get(picture::show))
        .route("/exams/{exam}", get(exam::show))
        .route("/exams/{exam}/start", get(exam::start))
        .route("/exams/{exam}/attempts", post(attempt::begin))
        .route("/attempts/{id}", get(attempt::show))
        .route("/attempts/{id}/clock", get(attempt::clock))
        .route("/attempts/{id}/items/{n}", get(attempt::item))
        .route("/attempts/{id}/items/{n}/response", post(response::save))
        .route("/attempts/{id}/items/{n}/reports", post(report::add))
        .route("/attempts/{id}/navigator", get(attempt::navigator))
        .route("/attempts/{id}/submission", get(attempt::before_submission).post(attempt::submit))
        .route("/attempts/{id}/result", get(result::show))
        .route("/attempts/{id}/result/items/{n}", get(result::item))
        .route("/attempts/{id}/result/paper", get(paper::of_attempt))
        .route("/progress", get(progress::show))
        .route("/study/{exam}", get(study::index))
        .route("/study/{exam}/{objective}", get(study::objective))
        .route("/sign-in", get(session::sign_in_page))
        .route("/sign-up", get(session::sign_up_page))
        .route("/session", post(session::sign_in))
        .route("/session/deletion", post(session::sign_out))
        .route("/accounts", post(session::sign_up))
        .route("/account", get(account::show))
        .route("/account/data", get(account::data))
        .route("/account/name", post(account::name))
        .route("/account/language", post(account::language))
        .route("/account/time-zone", post(account::time_zone))
        .route("/account/password", post(account::password))
        .route("/account/registration", post(session::register))
        .route("/account/deletion", post(account::delete))
        .route("/account/sessions/{id}/deletion", post(account::end_session))
        .route("/setup/{token}", get(setup::show).post(setup::accept))
        .route("/invitations/{token}", get(invitation::show).post(invitation::sign_up))
        .route("/invitations/{token}/acceptance", post(invitation::accept))
        .merge(admin::routes())
        .fallback(async || problem::Problem::NotFound)
        .nest("/static", assets::router())
        // As one layer of several, not as several layers: each would be a box of its own around the whole, made for each request.
        .layer(
            ServiceBuilder::new()
                .map_response(security::headers)
                // The quickest level: a page shrinks to a quarter for a fraction of the time it takes to render. What fits into one
                // packet is left as it is.
                .layer(
                    CompressionLayer::new()
                        .quality(CompressionLevel::Fastest)
                        .compress_when(DefaultPredicate::new().and(SizeAbove::new(PACKET))),
                )
                .layer(explain::Explain(app.clone()))
                .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
                .layer(CsrfLayer::new())
                .layer(DefaultBodyLimit::max(input::FORM_BYTES)),
        )
        .with_state(app)
}

/// Bytes that most pages fit into: a text that grows is copied.
const PAGE: usize = 16 * 1024;

/// A page as an answer.
fn render(page: &impl askama::Template) -> Response {
    let mut html = String::with_capacity(PAGE);
    match page.render_into(&mut html) {
        Ok(()) => Html(html).into_response(),
        Err(error) => problem::Problem::Failed(error.to_string()).into_response(),
    }
}

/// On to another page, after a form was taken.
fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}
