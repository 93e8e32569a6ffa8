//! Ends attempts whose time is up, whether or not their candidate ever returns: also those that fell due while the server
//! was down.

use std::collections::HashSet;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use jiff::SignedDuration;

use super::Proctor;
use crate::exam::clock::GRACE;
use crate::store::{StoreError, attempt, login_try, session};

/// How often to look.
const EACH: Duration = Duration::from_secs(1);
/// How many are ended in one round before others get their turn.
const ROUND: u32 = 200;
/// How many of them at the same time.
const AT_ONCE: usize = 32;
/// Sessions not used for this long are ended.
const IDLE: SignedDuration = SignedDuration::from_hours(24 * 90);

impl Proctor {
    /// Ends what is due now. Answers how many attempts that were.
    pub async fn sweep_once(&self) -> Result<usize, StoreError> {
        let mut ended = 0;
        // One attempt that cannot be scored must not keep the others open, nor this round going for ever.
        let mut failed = HashSet::new();
        loop {
            let now = self.clock.now();
            let before = now.checked_sub(GRACE).unwrap_or(now);
            let limit = ROUND.saturating_add(u32::try_from(failed.len()).unwrap_or(u32::MAX));
            let mut due = self.store.read(|tx| Box::pin(async move { attempt::due(tx, before, limit).await })).await?;
            due.retain(|id| !failed.contains(id));
            if due.is_empty() {
                return Ok(ended);
            }
            // At the end of an exam many are due in the same second: they share their transactions.
            let mut closing = stream::iter(due).map(async |id| (id, self.close(id).await)).buffer_unordered(AT_ONCE);
            while let Some((id, closed)) = closing.next().await {
                match closed {
                    Ok(()) => ended += 1,
                    Err(error) => {
                        tracing::error!(attempt = %id, %error, "an attempt whose time is up could not be ended");
                        failed.insert(id);
                    }
                }
            }
        }
    }
}

/// Sweeps again and again until the task is dropped.
pub async fn sweep(proctor: Proctor) {
    let mut ticks = tokio::time::interval(EACH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut rounds = 0_u32;
    loop {
        ticks.tick().await;
        if let Err(error) = proctor.sweep_once().await {
            tracing::error!(%error, "looking for attempts whose time is up failed");
        }
        // What is drawn may have changed on a page, here or in another program that serves this database.
        if let Err(error) = proctor.library.refresh(&proctor.store).await {
            tracing::error!(%error, "reading anew what is drawn failed");
        }
        if rounds.is_multiple_of(3600)
            && let Err(error) = end_idle_sessions(&proctor).await
        {
            tracing::error!(%error, "ending idle sessions failed");
        }
        if rounds.is_multiple_of(600)
            && let Err(error) = forget_tries(&proctor).await
        {
            tracing::error!(%error, "forgetting old tries of passwords failed");
        }
        rounds = rounds.wrapping_add(1);
    }
}

async fn end_idle_sessions(proctor: &Proctor) -> Result<(), StoreError> {
    let Ok(before) = proctor.clock.now().checked_sub(IDLE) else { return Ok(()) };
    proctor.store.write(move |tx| Box::pin(async move { session::delete_idle(tx, before).await.map(drop) })).await
}

async fn forget_tries(proctor: &Proctor) -> Result<(), StoreError> {
    let now = proctor.clock.now();
    proctor.store.write(move |tx| Box::pin(async move { login_try::forget(tx, now).await.map(drop) })).await
}
