//! Gathers answers that come in at the same time and stores them together: one transaction, a few statements.
//!
//! While one batch is being written the next one gathers, so that a lone answer waits for nobody and thousands share a commit.
//! An answer is acknowledged after the commit, and never before.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::answers::{self, Glance, Sent, Stored};
use super::pace::Pace;
use super::{Backend, StoreError};
use crate::exam::id::AttemptId;

/// How much shares a transaction at most: bounds how long the first of them waits, and for how long the others have nothing to do.
const BATCH: usize = 128;
/// How far apart small batches begin, and how much is enough for one.
const APART: Duration = Duration::from_millis(5);
const ENOUGH: usize = 16;
/// How much may wait: beyond it the caller is told to come again instead of waiting without end.
const QUEUE: usize = 4096;

/// How long a server may say nothing while all who answer wait for it.
pub(super) const SILENCE: Duration = Duration::from_secs(8);
/// How much of one attempt may wait: a browser sends one thing at a time, and whoever sends more must not be in others' way.
const OF_ONE: usize = 8;

/// Something that waits to be written.
enum Waiting {
    Answer(Sent, oneshot::Sender<Result<Option<Stored>, StoreError>>),
    Glance(Glance, oneshot::Sender<Result<(), StoreError>>),
}

impl Waiting {
    fn attempt(&self) -> AttemptId {
        match self {
            Self::Answer(sent, _) => sent.attempt,
            Self::Glance(glance, _) => glance.attempt,
        }
    }

    /// Answers without having written. Whoever has gone away needs no answer.
    fn refuse(self, error: StoreError) {
        match self {
            Self::Answer(_, done) => drop(done.send(Err(error))),
            Self::Glance(_, done) => drop(done.send(Err(error))),
        }
    }
}

/// The handle to the task that gathers.
#[derive(Clone)]
pub(super) struct Gatherer {
    queue: mpsc::Sender<Waiting>,
}

impl Gatherer {
    /// Starts the task.
    pub(super) fn start(backend: Backend) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        backend.clone().run_beside(run(backend, waiting));
        Self { queue }
    }

    /// Stores an answer; nothing if it was not taken.
    pub(super) async fn answer(&self, sent: Sent) -> Result<Option<Stored>, StoreError> {
        let (done, answer) = oneshot::channel();
        self.put(Waiting::Answer(sent, done))?;
        answer.await.map_err(|_| StoreError::Stopped)?
    }

    /// Notes that an item was looked at.
    pub(super) async fn see(&self, glance: Glance) -> Result<(), StoreError> {
        let (done, answer) = oneshot::channel();
        self.put(Waiting::Glance(glance, done))?;
        answer.await.map_err(|_| StoreError::Stopped)?
    }

    fn put(&self, waiting: Waiting) -> Result<(), StoreError> {
        self.queue.try_send(waiting).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Stopped,
        })
    }
}

/// A batch: no attempt is in it twice, so that what comes later is written later.
#[derive(Default)]
struct Batch {
    attempts: HashSet<AttemptId>,
    sent: Vec<Sent>,
    glances: Vec<Glance>,
    answers: Vec<oneshot::Sender<Result<Option<Stored>, StoreError>>>,
    seen: Vec<oneshot::Sender<Result<(), StoreError>>>,
}

impl Batch {
    fn is_full(&self) -> bool {
        self.attempts.len() >= BATCH
    }

    /// Takes one in, or gives it back.
    fn take(&mut self, waiting: Waiting) -> Option<Waiting> {
        if self.is_full() || !self.attempts.insert(waiting.attempt()) {
            return Some(waiting);
        }
        match waiting {
            Waiting::Answer(sent, done) => {
                self.sent.push(sent);
                self.answers.push(done);
            }
            Waiting::Glance(glance, done) => {
                self.glances.push(glance);
                self.seen.push(done);
            }
        }
        None
    }
}

async fn run(backend: Backend, mut queue: mpsc::Receiver<Waiting>) {
    let mut later: VecDeque<Waiting> = VecDeque::new();
    let mut pace = Pace::new(APART, ENOUGH);
    loop {
        let mut batch = Batch::default();
        // Those that had to wait come first, in their order: what an attempt sent later must not overtake them.
        later = later.into_iter().filter_map(|waiting| batch.take(waiting)).collect();
        if batch.attempts.is_empty() {
            match queue.recv().await {
                Some(first) => later.extend(batch.take(first)),
                None => return,
            }
        }
        pace.wait(batch.attempts.len() + queue.len()).await;
        while !batch.is_full()
            && let Ok(next) = queue.try_recv()
        {
            let before = later.iter().filter(|before| before.attempt() == next.attempt()).count();
            match before {
                0 => later.extend(batch.take(next)),
                1..OF_ONE => later.push_back(next),
                _ => next.refuse(StoreError::Busy),
            }
        }
        write(&backend, batch).await;
    }
}

async fn write(backend: &Backend, batch: Batch) {
    let (sent, glances) = (Arc::new(batch.sent), Arc::new(batch.glances));
    let written = backend
        .write_alone(SILENCE, move |tx| Box::pin(async move { answers::store(tx, &sent, &glances).await }))
        .await;
    // Whoever has gone away needs no answer.
    match written {
        Ok(stored) => {
            for (done, stored) in batch.answers.into_iter().zip(stored) {
                let _ = done.send(Ok(stored));
            }
            for done in batch.seen {
                let _ = done.send(Ok(()));
            }
        }
        Err(error) => {
            for done in batch.answers {
                let _ = done.send(Err(error.again()));
            }
            for done in batch.seen {
                let _ = done.send(Err(error.again()));
            }
        }
    }
}
