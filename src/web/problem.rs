//! Everything that can go wrong at the edge: a status, and what a page has to say of it.
//!
//! A handler returns a [`Problem`]; [`explain`](super::explain) makes the page (or JSON, for scripts) in the visitor's language.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::pages::error::Trouble;
use crate::auth::password::PasswordError;
use crate::store::StoreError;

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
    /// How it is called on its page.
    pub fn trouble(&self) -> Trouble {
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
    pub fn of_status(status: StatusCode) -> Option<Self> {
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

/// Whether a script asks, and not a person's browser.
pub struct Script(pub bool);

impl<S: Sync> FromRequestParts<S> for Script {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(wants_json(&parts.headers)))
    }
}

pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
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
