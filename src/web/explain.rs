//! Gives every problem its page, which says what happened, what was kept and what to do, or JSON for a script; and every answer the
//! number of its request: that of a proxy in front, or a new one.
//!
//! A layer of its own kind, since every request passes through it: what is hardly ever needed costs the others nothing.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{BoxError, Json};
use futures_util::future::BoxFuture;
use pin_project_lite::pin_project;
use serde_json::json;
use tower::{Layer, Service};

use super::kept::Kept;
use super::pages::error::{ErrorPage, Trouble};
use super::pages::layout::Section;
use super::problem::{Explained, Problem, wants_json};
use super::render;
use super::state::App;
use super::visitor::{Unknown, Visitor, is_secret};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// How long it may take to look up who asks: what went wrong may be that the database says nothing.
const LOOKING: Duration = Duration::from_secs(1);
/// About how many headers an answer gets on its way.
const HEADERS: usize = 11;

/// The layer.
#[derive(Clone)]
pub struct Explain(pub App);

impl<S> Layer<S> for Explain {
    type Service = Explaining<S>;

    fn layer(&self, inner: S) -> Explaining<S> {
        Explaining { inner, app: self.0.clone() }
    }
}

/// What answers with a page where something went wrong.
#[derive(Clone)]
pub struct Explaining<S> {
    inner: S,
    app: App,
}

impl<S, B> Service<Request> for Explaining<S>
where
    S: Service<Request, Response = Response<B>>,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Answering<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let number = request.headers().get(REQUEST_ID).cloned().unwrap_or_else(|| self.app.numbers.next());
        let kept = Arc::new(Kept::of(request.method(), request.uri(), request.headers()));
        request.extensions_mut().insert(Arc::clone(&kept));
        Answering { inner: self.inner.call(request), asked: Asked { app: self.app.clone(), kept, number }, page: None }
    }
}

/// Who asked for what.
#[derive(Clone)]
struct Asked {
    app: App,
    kept: Arc<Kept>,
    number: HeaderValue,
}

pin_project! {
    /// The answer to come.
    pub struct Answering<F> {
        #[pin]
        inner: F,
        asked: Asked,
        page: Option<BoxFuture<'static, Response>>,
    }
}

impl<F, B, E> Future for Answering<F>
where
    F: Future<Output = Result<Response<B>, E>>,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Output = Result<Response, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let page = if let Some(page) = this.page {
            page
        } else {
            let response = ready!(this.inner.poll(context))?.map(Body::new);
            match unexplained(&response) {
                None => return Poll::Ready(Ok(numbered(response, this.asked.number.clone()))),
                Some(problem) => this.page.insert(Box::pin(explained(this.asked.clone(), response, problem))),
            }
        };
        let response = ready!(page.as_mut().poll(context));
        Poll::Ready(Ok(numbered(response, this.asked.number.clone())))
    }
}

fn numbered(mut response: Response, number: HeaderValue) -> Response {
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

async fn explained(asked: Asked, mut bare: Response, problem: Problem) -> Response {
    let Asked { app, kept, number } = asked;
    let number = number.to_str().ok().map(str::to_owned);
    if let Problem::Failed(cause) | Problem::Unavailable(cause) = &problem {
        let path = if is_secret(kept.uri.path()) { "a secret link" } else { kept.uri.path() };
        tracing::error!(request = number.as_deref(), path, cause, "a request failed");
    }
    let wants_json = wants_json(&kept.headers);
    // The page looks as the visitor has it; if they cannot be looked up now, it still has to be shown.
    let looked_up = Unknown::asking(Arc::clone(&kept), None, &app).identified(&app);
    let visitor = match tokio::time::timeout(LOOKING, looked_up).await {
        Ok(Ok(visitor)) => visitor,
        Ok(Err(_)) | Err(_) => Visitor::stranger(&kept.method, &kept.uri, &kept.headers),
    };
    let mut page = page(&app, &visitor, problem, number);
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
    if let Some(allow) = bare.headers_mut().remove(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow);
    }
    answer
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
        Problem::Unavailable(_) => page.wait = Some(3),
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
