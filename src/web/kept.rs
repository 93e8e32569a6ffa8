//! What is kept of a request for later: a few parts of it, which tell who is asking and how the answer should look. Most requests never
//! need them, so that they are read when they are.

use axum::http::{HeaderMap, Method, Uri, header};

/// Parts of a request.
pub struct Kept {
    /// Its method.
    pub method: Method,
    /// Its address.
    pub uri: Uri,
    /// Those of its headers that are read.
    pub headers: HeaderMap,
}

impl Kept {
    /// Keeps them.
    pub fn of(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let mut kept = HeaderMap::with_capacity(4);
        for name in [header::ACCEPT, header::ACCEPT_LANGUAGE, header::COOKIE, header::USER_AGENT] {
            for value in headers.get_all(&name) {
                kept.append(&name, value.clone());
            }
        }
        Self { method: method.clone(), uri: uri.clone(), headers: kept }
    }
}
