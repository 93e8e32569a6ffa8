//! The queue before the reader: one file is read at a time, since reading takes a core and the saves of candidates need the rest.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many files wait while one is read. Each is held in memory meanwhile.
pub const WAITING: usize = 4;

/// The queue. Cheap to clone: a clone is the same queue.
#[derive(Clone)]
pub struct Queue {
    /// One for the file that is read, and one for each that waits.
    places: Arc<Semaphore>,
    reader: Arc<Semaphore>,
}

/// A turn with the reader. It is over when this is dropped.
pub struct Turn {
    _reader: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

impl Default for Queue {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(1 + WAITING)), reader: Arc::new(Semaphore::new(1)) }
    }
}

impl Queue {
    /// Waits for a turn; nothing if too many wait already.
    pub async fn turn(&self) -> Option<Turn> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let reader = Arc::clone(&self.reader).acquire_owned().await.ok()?;
        Some(Turn { _reader: reader, _place: place })
    }

    /// How many more may come.
    pub fn free(&self) -> usize {
        self.places.available_permits()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::{join_all, poll_immediate};

    use super::*;

    #[tokio::test]
    async fn one_has_its_turn_a_few_wait_and_no_more() {
        let queue = Queue::default();
        let first = queue.turn().await.unwrap();
        let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(queue.turn())).collect();
        for turn in &mut waiting {
            assert!(poll_immediate(turn).await.is_none(), "it waits");
        }
        assert_eq!(queue.free(), 0);
        assert!(queue.turn().await.is_none(), "one too many is told so at once");
        drop(first);
        // Each gives its turn to the next, in the order in which they came.
        let turns = waiting.into_iter().map(|turn| async { drop(turn.await.unwrap()) });
        join_all(turns).await;
        assert_eq!(queue.free(), 1 + WAITING);
    }

    #[tokio::test]
    async fn who_leaves_the_queue_gives_up_the_place() {
        let queue = Queue::default();
        let _first = queue.turn().await;
        let mut waiting = Box::pin(queue.turn());
        assert!(poll_immediate(&mut waiting).await.is_none());
        drop(waiting);
        assert_eq!(queue.free(), WAITING);
    }
}
