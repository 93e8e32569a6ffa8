//! Keeps small batches a little apart, so that they become larger ones.
//!
//! Whoever comes alone waits for nobody. But when a thousand come in each second and every one of them has just been written as the
//! next one comes, each would be a batch of its own, with all its ways to the database's thread and its own wait for the disk: several
//! times the work for the same answers. Some milliseconds, which nobody notices, bring them together.

use std::time::Duration;

use tokio::time::Instant;

/// When the last batch began, and how far apart batches begin.
#[derive(Debug)]
pub(super) struct Pace {
    apart: Duration,
    enough: usize,
    last: Option<Instant>,
}

impl Pace {
    /// Batches begin so far apart, unless so many are there that nobody needs to be waited for.
    pub(super) fn new(apart: Duration, enough: usize) -> Self {
        Self { apart, enough, last: None }
    }

    /// Waits until the next batch may begin. `there` is how many it would have now.
    pub(super) async fn wait(&mut self, there: usize) {
        if let Some(last) = self.last.filter(|_| there < self.enough) {
            let due = last + self.apart;
            if Instant::now() < due {
                tokio::time::sleep_until(due).await;
            }
        }
        self.last = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const APART: Duration = Duration::from_millis(5);

    /// How long a batch with so many had to wait.
    async fn waited(pace: &mut Pace, there: usize) -> Duration {
        let before = Instant::now();
        pace.wait(there).await;
        before.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_comes_alone_waits_for_nobody() {
        let mut pace = Pace::new(APART, 4);
        assert_eq!(waited(&mut pace, 1).await, Duration::ZERO);
        tokio::time::advance(APART).await;
        assert_eq!(waited(&mut pace, 1).await, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn few_who_come_soon_after_a_batch_wait_for_others() {
        let mut pace = Pace::new(APART, 4);
        pace.wait(1).await;
        tokio::time::advance(Duration::from_millis(2)).await;
        assert_eq!(
            waited(&mut pace, 3).await,
            Duration::from_millis(3),
            "counted from the beginning of the batch before"
        );
        assert_eq!(waited(&mut pace, 1).await, APART);
    }

    #[tokio::test(start_paused = true)]
    async fn many_wait_for_nobody() {
        let mut pace = Pace::new(APART, 4);
        pace.wait(1).await;
        assert_eq!(waited(&mut pace, 4).await, Duration::ZERO);
    }
}
