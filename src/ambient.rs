//! The only module that asks the machine what time it is or for randomness; everything else is handed these two.
//!
//! A test steers both: the clock stands still until it is moved, and the random source repeats itself from a seed.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's wall clock.
    System,
    /// Milliseconds since the Unix epoch, moved by hand.
    Steered(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `start` until it is moved.
    pub fn steered(start: Timestamp) -> Self {
        Self::Steered(Arc::new(AtomicI64::new(start.as_millisecond())))
    }

    /// Now, to the millisecond: what is stored and what is compared are the same value.
    #[allow(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn now(&self) -> Timestamp {
        let millis = match self {
            Self::System => Timestamp::now().as_millisecond(),
            Self::Steered(millis) => millis.load(Ordering::SeqCst),
        };
        Timestamp::from_millisecond(millis).expect("a clock reads a time within jiff's ±9999 years")
    }

    /// Moves a steered clock; the system's stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Steered(millis) = self {
            let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
            millis.fetch_add(by, Ordering::SeqCst);
        }
    }
}

/// Where randomness comes from.
#[derive(Clone, Debug)]
pub enum Random {
    /// The operating system's generator.
    System,
    /// A counter that is hashed: the same seed, the same ids. For tests.
    Seeded(Arc<AtomicU64>),
}

impl Random {
    /// A source that repeats itself.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(AtomicU64::new(seed)))
    }

    /// `N` random bytes.
    #[allow(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => {
                getrandom::fill(&mut bytes).expect("an operating system without randomness cannot keep a session safe");
            }
            Self::Seeded(counter) => {
                use sha2::{Digest, Sha256};
                for chunk in bytes.chunks_mut(32) {
                    let count = counter.fetch_add(1, Ordering::SeqCst);
                    let digest = Sha256::digest(count.to_le_bytes());
                    chunk.copy_from_slice(&digest[..chunk.len()]);
                }
            }
        }
        bytes
    }

    /// A seed for a form.
    pub fn seed(&self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// A time-ordered id (UUID version 7) made at `now`.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}
