//! Keeps small batches a little apart, so that they become larger ones.
//!
//! Whoever comes alone waits for nobody. But when a thousand come in each second and every one of them has just been written as the
//! next one comes, each would be a batch of its own, with all its ways to the database's thread and its own wait for the disk: several
//! times the work for the same answers. Some milliseconds, which nobody notices, bring them together.

use std::time::Duration;

use tokio::time::{Interval, interval};

/// How far apart batches begin, counted from the beginning of the last one.
#[derive(Debug)]
pub(super) struct Pace {
    apart: Duration,
    enough: usize,
    /// Made when it is needed first: then there is a runtime that drives it.
    ticks: Option<Interval>,
}

impl Pace {
    /// Batches begin so far apart, unless so many are there that nobody needs to be waited for.
    pub(super) fn new(apart: Duration, enough: usize) -> Self {
        Self { apart, enough, ticks: None }
    }

    /// Waits until the next batch may begin. `there` is how many it would have now.
    pub(super) async fn wait(&mut self, there: usize) {
        let ticks = self.ticks.get_or_insert_with(|| interval(self.apart));
        if there < self.enough {
            ticks.tick().await;
        }
        ticks.reset();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{advance, timeout};

    const APART: Duration = Duration::from_millis(5);

    /// Whether a batch with so many begins within so many milliseconds.
    async fn begins(pace: &mut Pace, there: usize, within: u64) -> bool {
        timeout(Duration::from_millis(within), pace.wait(there)).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_comes_alone_waits_for_nobody() {
        let mut pace = Pace::new(APART, 4);
        assert!(begins(&mut pace, 1, 1).await);
        advance(APART).await;
        assert!(begins(&mut pace, 1, 1).await);
    }

    #[tokio::test(start_paused = true)]
    async fn few_who_come_soon_after_a_batch_wait_for_others() {
        let mut pace = Pace::new(APART, 4);
        pace.wait(1).await;
        advance(Duration::from_millis(2)).await;
        assert!(!begins(&mut pace, 3, 2).await, "too soon after the beginning of the last one");
        assert!(begins(&mut pace, 3, 2).await);
        assert!(!begins(&mut pace, 3, 4).await);
    }

    #[tokio::test(start_paused = true)]
    async fn many_wait_for_nobody() {
        let mut pace = Pace::new(APART, 4);
        pace.wait(1).await;
        assert!(begins(&mut pace, 4, 1).await);
        assert!(!begins(&mut pace, 3, 3).await, "those who come after them do");
    }
}
