//! Numbers of requests, to find one in the log that somebody asks for help with.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::HeaderValue;

use crate::ambient::Random;

/// Counts requests. No two programs count alike, nor the same one after a restart.
pub struct Numbers {
    run: u64,
    next: AtomicU64,
}

impl Numbers {
    /// Begins to count.
    pub fn new(random: &Random) -> Self {
        Self { run: u64::from_le_bytes(random.bytes()), next: AtomicU64::new(1) }
    }

    /// The next number, as `9f3c2e71a4b8d605-1c`.
    pub fn next(&self) -> HeaderValue {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        HeaderValue::try_from(format!("{:016x}-{number:x}", self.run)).expect("digits and a dash")
    }
}
