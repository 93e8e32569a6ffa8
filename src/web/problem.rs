//! Everything that can go wrong at the edge: a status, and a page that says what happened, what was kept and what to do.
//!
//! A handler returns a [`Problem`]; [`explain`] makes the page (or JSON, for scripts) in the visitor's language.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::kept::Kept;
use super::pages::error::{ErrorPage, Trouble};
use super::pages::layout::Section;
use super::render;
use super::state::App;
use super::visitor::{Visitor, is_secret};
use crate::auth::password::PasswordError;
use crate::store::StoreError;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// About how many headers an answer gets on its way.
const HEADERS: usize = 11;

/// What went wrong.
#[derive(Clone, Debug)]
pub enum Problem {
    /// One has to be somebody for this.
    SignIn,
    /// Not allowed, or not from this site.
    Forbidden,
    /// No such thing, or somebody else's.
    NotFound,
    /// The address knows no such method.
    NotAllowed,
    /// Changed elsewhere meanwhile.
    Changed {
        /// Back to it.
        onward: String,
        /// What was sent.
        sent: String,
        /// What is stored instead.
        stored: String,
    },
    /// It takes no more answers.
    Closed {
        /// To the result.
        onward: String,
        /// What was sent and is not stored.
        sent: Option<String>,
    },
    /// More than fits.
    TooLarge,
    /// Not understood.
    Unreadable {
        /// In the page's language, if there is more to say.
        detail: Option<String>,
    },
    /// Too many tries.
    TooOften {
        /// Seconds to wait.
        wait: u32,
    },
    /// Our fault. The cause is logged and never shown.
    Failed(String),
    /// The store cannot be used just now. The cause is logged and never shown.
    Unavailable(String),
    /// Too much going on.
    Busy,
    /// Too many files are being read.
    Reading {
        /// Whether this one is still here.
        kept: bool,
    },
}

impl Problem {
    fn trouble(&self) -> Trouble {
        match self {
            Self::SignIn => Trouble::SignIn,
            Self::Forbidden => Trouble::Forbidden,
            Self::NotFound => Trouble::NotFound,
            Self::NotAllowed => Trouble::NotAllowed,
            Self::Changed { .. } => Trouble::Changed,
            Self::Closed { .. } => Trouble::Closed,
            Self::TooLarge => Trouble::TooLarge,
            Self::Unreadable { .. } => Trouble::Unreadable,
            Self::TooOften { .. } => Trouble::TooOften,
            Self::Failed(_) => Trouble::Failed,
            Self::Unavailable(_) => Trouble::Unavailable,
            Self::Busy | Self::Reading { .. } => Trouble::Busy,
        }
    }

    /// What a bare status from a layer or the router means.
    fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::FORBIDDEN => Some(Self::Forbidden),
            StatusCode::NOT_FOUND => Some(Self::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::NotAllowed),
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => Some(Self::TooLarge),
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => Some(Self::Busy),
            status if status.is_client_error() => Some(Self::Unreadable { detail: None }),
            status if status.is_server_error() => Some(Self::Failed(status.to_string())),
            _ => None,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Stopped => Self::Busy,
            StoreError::Unavailable(cause) => Self::Unavailable(cause),
            error => Self::Failed(error.to_string()),
        }
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy,
            error @ PasswordError::Hashing(_) => Self::Failed(error.to_string()),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.trouble().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// An answer that is already explained and must be left as it is.
#[derive(Clone, Copy)]
pub struct Explained;

/// Gives every problem its page, and every answer the request's number: that of a proxy in front, or a new one.
pub async fn explain(State(app): State<App>, request: Request, next: Next) -> Response {
    let number = request.headers().get(REQUEST_ID).cloned().unwrap_or_else(|| app.numbers.next());
    let kept = Kept::of(request.method(), request.uri(), request.headers());
    let mut response = next.run(request).await;
    if let Some(problem) = unexplained(&response) {
        let allow = response.headers_mut().remove(header::ALLOW);
        // In a box: what is hardly ever needed must not make every answer's future large.
        response = Box::pin(explained(&app, kept.parts(), problem, &number)).await;
        response.headers_mut().extend(allow.map(|allow| (header::ALLOW, allow)));
    }
    // There are more to come: a map that grows by and by is copied each time.
    response.headers_mut().reserve(HEADERS);
    response.headers_mut().insert(REQUEST_ID, number);
    response
}

/// The problem of an answer that has no page yet.
fn unexplained(response: &Response) -> Option<Problem> {
    if response.extensions().get::<Explained>().is_some() {
        return None;
    }
    match response.extensions().get::<Arc<Problem>>() {
        Some(problem) => Some(problem.as_ref().clone()),
        None => Problem::of_status(response.status()),
    }
}

async fn explained(app: &App, mut kept: Parts, problem: Problem, number: &HeaderValue) -> Response {
    let number = number.to_str().ok().map(str::to_owned);
    if let Problem::Failed(cause) | Problem::Unavailable(cause) = &problem {
        let path = if is_secret(kept.uri.path()) { "a secret link" } else { kept.uri.path() };
        tracing::error!(request = number.as_deref(), path, cause, "a request failed");
    }
    let wants_json = wants_json(&kept.headers);
    // The page looks as the visitor has it; if they cannot be looked up now, it still has to be shown.
    let visitor = match Visitor::from_request_parts(&mut kept, app).await {
        Ok(visitor) => visitor,
        Err(_) => Visitor::stranger(&kept.method, &kept.uri, &kept.headers),
    };
    let mut page = page(app, &visitor, problem, number);
    let mut answer = if wants_json {
        let message = page.detail.take().unwrap_or_else(|| json_message(&visitor, page.trouble));
        Json(json!({ "message": message, "location": page.onward })).into_response()
    } else {
        render(&page)
    };
    *answer.status_mut() = StatusCode::from_u16(page.trouble.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(wait) = page.wait {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    answer
}

/// Whether a script asks, and not a person's browser.
pub struct Script(pub bool);

impl<S: Sync> FromRequestParts<S> for Script {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(wants_json(&parts.headers)))
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

fn json_message(visitor: &Visitor, trouble: Trouble) -> String {
    let t = visitor.t();
    match trouble {
        Trouble::SignIn => t.save_session(),
        Trouble::NotFound => t.save_missing(),
        Trouble::Closed => t.save_closed(),
        Trouble::Changed => t.words_changed(),
        Trouble::TooOften | Trouble::Busy => t.save_busy(),
        Trouble::Unavailable => t.save_unavailable(),
        Trouble::Failed => t.error_failed(),
        Trouble::Forbidden => t.error_forbidden(),
        Trouble::NotAllowed => t.error_not_allowed(),
        Trouble::TooLarge => t.error_too_large(),
        Trouble::Unreadable => t.save_invalid(),
    }
}

fn page(app: &App, visitor: &Visitor, problem: Problem, request_id: Option<String>) -> ErrorPage {
    let mut page = ErrorPage {
        layout: visitor.layout(app, Section::None),
        trouble: problem.trouble(),
        onward: None,
        sent: None,
        stored: None,
        detail: None,
        wait: None,
        request_id: None,
    };
    match problem {
        Problem::SignIn => page.onward = Some("/sign-in".to_owned()),
        Problem::Changed { onward, sent, stored } => {
            page.onward = Some(onward);
            page.sent = Some(sent);
            page.stored = Some(stored);
        }
        Problem::Closed { onward, sent } => {
            page.onward = Some(onward);
            page.sent = sent;
        }
        Problem::Unreadable { detail } => page.detail = detail,
        Problem::TooOften { wait } => page.wait = Some(wait),
        Problem::Busy => page.wait = Some(2),
        Problem::Unavailable(_) => page.wait = Some(5),
        Problem::Reading { kept } => {
            let t = visitor.t();
            page.detail = Some(if kept { t.import_waiting_kept() } else { t.import_waiting() });
            page.wait = Some(5);
        }
        Problem::Failed(_) => page.request_id = request_id,
        Problem::Forbidden | Problem::NotFound | Problem::NotAllowed | Problem::TooLarge => {}
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_that_cannot_be_used_is_not_our_mistake_and_asks_to_come_again() {
        let status = |error: StoreError| Problem::from(error).trouble().status();
        assert_eq!(status(StoreError::Unavailable("database or disk is full".to_owned())), 503);
        assert_eq!(status(StoreError::Busy), 503);
        assert_eq!(status(StoreError::Panicked), 500);
    }
}
