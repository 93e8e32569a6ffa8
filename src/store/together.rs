//! Runs what comes in at the same time together: a few statements for all of it, in one transaction where it changes something.
//!
//! A statement costs the embedded database's thread more than most of them have to do. While one batch runs the next one gathers, so
//! that whoever comes alone waits for nobody. A change is answered after the commit, and never before.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::{Mutex, mpsc, oneshot};

use super::gather::SILENCE;
use super::pace::Pace;
use super::{Backend, StoreError, Tx};

/// How many share a transaction at most: bounds how long others wait for it.
const BATCH: usize = 32;
/// How many readings share a statement at most: few, since a page waits for all that are read with it.
const READ: usize = 32;
/// How far apart small batches begin, and how many are enough: where many wait, a pause would only be time lost.
const APART: Duration = Duration::from_millis(2);
const ENOUGH: usize = 6;
/// How many may wait: beyond it the caller is told to come again instead of waiting without end.
const QUEUE: usize = 4096;

/// Does the work of some inputs inside a transaction, and answers an outcome for each, in their order.
pub type Run<I, O> = for<'a, 'c> fn(&'a mut Tx<'c>, Arc<[I]>) -> BoxFuture<'a, Result<Vec<O>, StoreError>>;

/// An input with whoever waits for its outcome.
type Waiting<I, O> = (I, oneshot::Sender<Result<O, StoreError>>);

/// Whether work changes something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Read,
    Write,
}

/// The handle to tasks that gather one kind of work.
pub struct Together<I, O> {
    queue: mpsc::Sender<Waiting<I, O>>,
}

impl<I, O> Clone for Together<I, O> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone() }
    }
}

impl<I, O> Together<I, O>
where
    I: Clone + Send + Sync + 'static,
    O: Send + 'static,
{
    /// Gathers changes. The task ends with the last handle.
    pub(super) fn writing(backend: Backend, run: Run<I, O>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        backend.clone().run_beside(gather(backend, Line::new(waiting), run, Does::Write));
        Self { queue }
    }

    /// Gathers readings. The tasks end with the last handle.
    pub(super) fn reading(backend: &Backend, run: Run<I, O>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let line = Line::new(waiting);
        for _ in 0..backend.lanes() {
            tokio::spawn(gather(backend.clone(), Arc::clone(&line), run, Does::Read));
        }
        Self { queue }
    }

    /// Hands an input over and waits for its outcome: until a change is durable.
    pub async fn put(&self, input: I) -> Result<O, StoreError> {
        let (done, outcome) = oneshot::channel();
        self.queue.try_send((input, done)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Stopped,
        })?;
        outcome.await.map_err(|_| StoreError::Stopped)?
    }
}

/// Those who wait, and when the last of them went.
struct Line<I, O> {
    queue: mpsc::Receiver<Waiting<I, O>>,
    pace: Pace,
}

impl<I, O> Line<I, O> {
    fn new(queue: mpsc::Receiver<Waiting<I, O>>) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self { queue, pace: Pace::new(APART, ENOUGH) }))
    }

    /// The next ones, `most` at most. None when nobody will come any more.
    async fn next(&mut self, most: usize) -> Option<Vec<Waiting<I, O>>> {
        let mut batch = vec![self.queue.recv().await?];
        self.pace.wait(1 + self.queue.len()).await;
        while batch.len() < most
            && let Ok(next) = self.queue.try_recv()
        {
            batch.push(next);
        }
        Some(batch)
    }
}

async fn gather<I, O>(backend: Backend, line: Arc<Mutex<Line<I, O>>>, run: Run<I, O>, does: Does)
where
    I: Clone + Send + Sync + 'static,
    O: Send + 'static,
{
    let most = if does == Does::Read { READ } else { BATCH };
    loop {
        let Some(batch) = line.lock().await.next(most).await else { return };
        let (inputs, waiting): (Vec<I>, Vec<_>) = batch.into_iter().unzip();
        // Whoever has gone away needs no answer.
        match work(&backend, inputs.clone().into(), run, does).await {
            Ok(outcomes) => {
                for (done, outcome) in waiting.into_iter().zip(outcomes) {
                    let _ = done.send(Ok(outcome));
                }
            }
            Err(error) if error.concerns_all() => {
                for done in waiting {
                    let _ = done.send(Err(error.again()));
                }
            }
            // Each hears what is the matter with its own.
            Err(error) if inputs.len() == 1 => drop(waiting.into_iter().next().map(|done| done.send(Err(error)))),
            // One of them cannot be done: it must not take the others with it.
            Err(_) => {
                for (input, done) in inputs.into_iter().zip(waiting) {
                    let alone = work(&backend, Arc::from([input]), run, does).await;
                    let _ = done.send(alone.and_then(|mut outcomes| outcomes.pop().ok_or(StoreError::Stopped)));
                }
            }
        }
    }
}

async fn work<I, O>(backend: &Backend, inputs: Arc<[I]>, run: Run<I, O>, does: Does) -> Result<Vec<O>, StoreError>
where
    I: Clone + Send + Sync + 'static,
    O: Send + 'static,
{
    // All that comes after waits for it.
    match does {
        Does::Write => backend.write(Some(SILENCE), move |tx| run(tx, inputs)).await,
        Does::Read => backend.read_together(SILENCE, |tx| run(tx, inputs)).await,
    }
}
