//! Files attempts in the background, some minutes after they began: a minute in which everybody begins has no time for it.
//!
//! Ten minutes after an exam day has begun all of its candidates are still answering. So few attempts are filed at a time, and between
//! two of these writes the writer is left to those who wait for it.

use std::time::Duration;

use jiff::SignedDuration;
use tokio::time::sleep;

use super::Proctor;
use crate::store::{StoreError, filing};

/// Attempts that began within this time are not filed yet.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// How many are filed in one write: some milliseconds, so that no answer waits for longer.
const TOGETHER: u32 = 5;
/// For how many times as long as a write took nothing is filed after it. Where the writer has much to do, a write takes longer by itself.
const REST: u32 = 9;
/// How long to wait where there is nothing to file; and at most, whatever the clock does.
const EACH: Duration = Duration::from_secs(1);

impl Proctor {
    /// Files the first few of the attempts that are old enough. Answers how many that were.
    pub async fn file_once(&self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let before = now.checked_sub(FRESH).unwrap_or(now);
        // Nearly always there are none: looking must not mean writing.
        if !self.store.read(|tx| Box::pin(async move { filing::is_due(tx, before).await })).await? {
            return Ok(0);
        }
        self.store.write(move |tx| Box::pin(async move { filing::file(tx, before, TOGETHER).await })).await
    }
}

/// Files attempts again and again until the task is dropped.
pub async fn file_attempts(proctor: Proctor) {
    loop {
        let begun = proctor.clock.now();
        let rest = match proctor.file_once().await {
            Ok(0) => EACH,
            Ok(_) => {
                let took = Duration::try_from(proctor.clock.now().duration_since(begun)).unwrap_or_default();
                took.saturating_mul(REST).min(EACH)
            }
            Err(error) => {
                tracing::error!(%error, "filing attempts failed");
                EACH
            }
        };
        sleep(rest).await;
    }
}
