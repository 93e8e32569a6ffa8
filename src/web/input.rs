//! What browsers send: forms and queries, bounded, UTF-8, or refused in words.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::problem::Problem;
use super::state::App;

/// The longest form: many times what any page of ours can send.
pub const FORM_BYTES: usize = 64 * 1024;

/// How long a form may take to arrive: many times what a poor line needs for the longest.
const TO_ARRIVE: Duration = Duration::from_mins(1);

/// A posted form. Repeated names make a `Vec`.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let bytes = arrived(request, TO_ARRIVE).await?;
        let text = std::str::from_utf8(&bytes).map_err(|_| unreadable())?;
        read(text).map(Self)
    }
}

/// The whole of what was sent. Whoever sends it too slowly is told to come again, and holds no place meanwhile.
async fn arrived(request: Request, time: Duration) -> Result<Bytes, Problem> {
    let arriving = tokio::time::timeout(time, Bytes::from_request(request, &()));
    arriving.await.map_err(|_| Problem::Busy)?.map_err(|rejection| {
        if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE { Problem::TooLarge } else { unreadable() }
    })
}

/// The query of an address.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        read(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    // A decoder of forms replaces what is not UTF-8; we would store something that was never typed. A NUL can be stored
    // nowhere.
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8().map_err(|_| unreadable())?;
    if decoded.contains('\0') {
        return Err(unreadable());
    }
    serde_html_form::from_str(text).map_err(|_| unreadable())
}

fn unreadable() -> Problem {
    Problem::Unreadable { detail: None }
}

/// A path or query to go on to, if it is on this site; else the landing page.
pub fn local(path: &str) -> &str {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use futures_util::stream::{self, StreamExt as _};

    use super::*;

    #[tokio::test]
    async fn a_form_that_never_arrives_is_not_waited_for_without_end() {
        let beginning = stream::iter([Ok::<_, std::io::Error>("choice=")]).chain(stream::pending());
        let request = Request::new(Body::from_stream(beginning));
        assert!(matches!(arrived(request, Duration::from_millis(50)).await, Err(Problem::Busy)));
        let request = Request::new(Body::from("choice=A"));
        assert_eq!(arrived(request, TO_ARRIVE).await.ok().as_deref(), Some(&b"choice=A"[..]));
    }

    #[test]
    fn only_paths_of_this_site_are_gone_on_to() {
        assert_eq!(local("/exams/x?a=b"), "/exams/x?a=b");
        for bad in ["", "//evil.example.com", "https://evil.example.com", "/\\evil.example.com", "/a\r\nb"] {
            assert_eq!(local(bad), "/", "{bad:?}");
        }
    }
}
