//! Runs what comes in at the same time together: one transaction, and a few statements for all of it.
//!
//! A statement costs the embedded database's thread more than most of them have to do. While one batch is being written the next
//! one gathers, so that whoever comes alone waits for nobody. Each is answered after the commit, and never before.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use super::gather::SILENCE;
use super::{Backend, StoreError, Tx};

/// How many share a transaction at most: bounds how long others wait for it.
const BATCH: usize = 64;
/// How many may wait: beyond it the caller is told to come again instead of waiting without end.
const QUEUE: usize = 4096;

/// Does the work of some inputs inside a transaction, and answers an outcome for each, in their order.
pub type Run<I, O> = for<'a, 'c> fn(&'a mut Tx<'c>, Arc<[I]>) -> BoxFuture<'a, Result<Vec<O>, StoreError>>;

/// An input with whoever waits for its outcome.
type Waiting<I, O> = (I, oneshot::Sender<Result<O, StoreError>>);

/// The handle to a task that gathers one kind of work.
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
    /// Starts the task. It ends with the last handle.
    pub(super) fn start(backend: Backend, run: Run<I, O>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(gather(backend, waiting, run));
        Self { queue }
    }

    /// Hands an input over and waits until it is durable.
    pub async fn put(&self, input: I) -> Result<O, StoreError> {
        let (done, outcome) = oneshot::channel();
        self.queue.try_send((input, done)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Stopped,
        })?;
        outcome.await.map_err(|_| StoreError::Stopped)?
    }
}

async fn gather<I, O>(backend: Backend, mut queue: mpsc::Receiver<Waiting<I, O>>, run: Run<I, O>)
where
    I: Clone + Send + Sync + 'static,
    O: Send + 'static,
{
    let mut batch = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut batch, BATCH).await > 0 {
        let (inputs, waiting): (Vec<I>, Vec<_>) = batch.drain(..).unzip();
        // Whoever has gone away needs no answer.
        match write(&backend, inputs.clone().into(), run).await {
            Ok(outcomes) => {
                for (done, outcome) in waiting.into_iter().zip(outcomes) {
                    let _ = done.send(Ok(outcome));
                }
            }
            Err(error) if inputs.len() == 1 || error.concerns_all() => {
                for done in waiting {
                    let _ = done.send(Err(error.again()));
                }
            }
            // One of them cannot be done: it must not take the others with it.
            Err(_) => {
                for (input, done) in inputs.into_iter().zip(waiting) {
                    let alone = write(&backend, Arc::from([input]), run).await;
                    let _ = done.send(alone.and_then(|mut outcomes| outcomes.pop().ok_or(StoreError::Stopped)));
                }
            }
        }
    }
}

async fn write<I, O>(backend: &Backend, inputs: Arc<[I]>, run: Run<I, O>) -> Result<Vec<O>, StoreError>
where
    I: Clone + Send + Sync + 'static,
    O: Send + 'static,
{
    // All that comes after waits for it.
    backend.write(Some(SILENCE), move |tx| run(tx, inputs)).await
}
