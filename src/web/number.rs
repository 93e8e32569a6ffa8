//! Numbers of requests, to find one in the log that somebody asks for help with.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::HeaderValue;
use jiff::Timestamp;

/// Counts requests from the moment at which the program was started, which tells its numbers from those of another one.
pub struct Numbers {
    /// What each begins with.
    started: String,
    next: AtomicU64,
}

impl Numbers {
    /// Begins to count.
    pub fn new(now: Timestamp) -> Self {
        Self { started: format!("{:x}-", now.as_millisecond()), next: AtomicU64::new(1) }
    }

    /// The next number, as `19a0c4d5e60-1c`.
    pub fn next(&self) -> HeaderValue {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut text = String::with_capacity(self.started.len() + 16);
        text.push_str(&self.started);
        write!(text, "{number:x}").expect("a text takes all");
        HeaderValue::try_from(text).expect("digits and a dash")
    }
}
