//! Files attempts in the background, some minutes after they began: a minute in which everybody begins has no time for it.

use jiff::SignedDuration;

use super::Proctor;
use crate::store::{StoreError, filing};

/// Attempts that began within this time are not filed yet.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// How many are filed in one write: some milliseconds, so that saves are not held up.
const TOGETHER: u32 = 100;
/// How many writes follow one another before the sweeper goes on with its other duties.
const WRITES: u32 = 10;

impl Proctor {
    /// Files attempts that are old enough, or the first thousand of them. Answers how many that were.
    pub async fn file_once(&self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let before = now.checked_sub(FRESH).unwrap_or(now);
        // Nearly always there are none: looking must not mean writing.
        if !self.store.read(|tx| Box::pin(async move { filing::is_due(tx, before).await })).await? {
            return Ok(0);
        }
        let mut filed = 0;
        for _ in 0..WRITES {
            let some =
                self.store.write(move |tx| Box::pin(async move { filing::file(tx, before, TOGETHER).await })).await?;
            filed += some;
            if some < TOGETHER as usize {
                break;
            }
        }
        Ok(filed)
    }
}
