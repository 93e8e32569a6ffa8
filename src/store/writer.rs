//! The group-committing writer of the embedded database: one task runs every job that is waiting inside one
//! transaction, each in a savepoint of its own once there is something to keep, and answers all of them after the commit.
//!
//! Why: with `synchronous=FULL` a commit waits for the disk. Sixty candidates who save in the same instant share one
//! wait instead of queueing for sixty. Nobody is answered before the commit, so nothing that was acknowledged is lost.
//!
//! A job that is a batch already ends its transaction by itself and shares it with no other.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sqlx::{Connection as _, SqliteConnection};
use tokio::runtime::{Builder, Handle};
use tokio::sync::{mpsc, oneshot};

use super::checkpoint::Checkpointer;
use super::{StoreError, Tx};

/// How many jobs share one commit at most: bounds how long the first of them waits.
const BATCH: usize = 256;
/// How many jobs may wait: beyond it the caller is told to come again instead of waiting without end.
const QUEUE: usize = 4096;

/// What a job left behind: the answer to give once it is durable.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// A job run inside the transaction. `true` keeps its changes, `false` rolls back to its savepoint.
type Job = Box<dyn for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, (bool, Answer)> + Send>;

/// A job that waits.
struct Waiting {
    job: Job,
    /// Whether it begins and ends a transaction of its own.
    is_alone: bool,
}

/// The handle to the writing task.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Waiting>,
    thread: Handle,
}

impl Writer {
    /// Starts the writing task on a connection and a thread of its own; the checkpointer goes with it. Between two of its statements
    /// it would else wait for its turn among the tasks of thousands of connections. The thread ends with the last handle.
    pub(super) fn start(connection: SqliteConnection, checkpointer: Checkpointer) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let runtime = Builder::new_current_thread().enable_time().build()?;
        let thread = runtime.handle().clone();
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || runtime.block_on(run(connection, queue, checkpointer)))?;
        Ok(Self { jobs, thread })
    }

    /// Runs a task that hands over jobs on the writer's thread too: from there it is a short way. It must end when there is nobody
    /// left to hand over jobs for.
    pub(super) fn run_beside(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.thread.spawn(task);
    }

    /// Whether jobs are waiting in the queue.
    pub(super) fn is_waiting(&self) -> bool {
        self.jobs.capacity() < self.jobs.max_capacity()
    }

    /// Hands over a job and waits for its commit.
    pub(super) async fn write<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>> + Send + 'static,
    {
        self.hand_over(job, false).await
    }

    /// The same for a job that brings together what many want, and begins and ends a transaction of its own in the texts of its first
    /// and last statement ([`Tx::begin`], [`Tx::commit`]): each way to the connection's thread and back is a wait for a processor.
    pub(super) async fn write_alone<T, F>(&self, job: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>> + Send + 'static,
    {
        self.hand_over(job, true).await
    }

    async fn hand_over<T, F>(&self, job: F, is_alone: bool) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Result<T, StoreError>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |tx| {
            Box::pin(async move {
                let result = match AssertUnwindSafe(job(tx)).catch_unwind().await {
                    Ok(result) => result,
                    Err(_) => Err(StoreError::Panicked),
                };
                let keep = result.is_ok();
                let answer: Answer = Box::new(move |commit| {
                    // The caller may have gone away: then there is nobody to tell.
                    let _ = reply.send(match (result, commit) {
                        (Ok(_), Err(error)) => Err(error),
                        (result, _) => result,
                    });
                });
                (keep, answer)
            })
        });
        self.jobs.try_send(Waiting { job, is_alone }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Stopped,
        })?;
        answer.await.map_err(|_| StoreError::Stopped)?
    }
}

async fn run(mut connection: SqliteConnection, mut queue: mpsc::Receiver<Waiting>, checkpointer: Checkpointer) {
    let mut later = None;
    loop {
        let first = match later.take() {
            Some(first) => first,
            None => match queue.recv().await {
                Some(first) => first,
                None => break,
            },
        };
        if first.is_alone {
            alone(&mut connection, first.job).await;
        } else {
            later = together(&mut connection, first.job, &mut queue).await;
        }
        checkpointer.finish(&mut connection).await;
    }
    checkpointer.stop().await;
    let _ = connection.close().await;
}

/// Runs a job that begins and ends its transaction by itself.
async fn alone(connection: &mut SqliteConnection, job: Job) {
    let (is_done, answer) = job(&mut Tx::SqliteAlone(&mut *connection)).await;
    if !is_done {
        // However far it came, the next job must find a connection outside a transaction.
        let _ = sqlx::query("ROLLBACK").execute(connection).await;
    }
    answer(Ok(()));
}

/// Runs a job with those that came meanwhile, and answers them. Gives back one that came and must be alone.
async fn together(
    connection: &mut SqliteConnection,
    first: Job,
    queue: &mut mpsc::Receiver<Waiting>,
) -> Option<Waiting> {
    let (mut answers, mut later) = (Vec::new(), None);
    let another = |answers: &[Answer]| {
        if later.is_some() || answers.len() >= BATCH {
            return None;
        }
        let waiting = queue.try_recv().ok()?;
        if waiting.is_alone {
            later = Some(waiting);
            return None;
        }
        Some(waiting.job)
    };
    let outcome = batch(connection, first, another, &mut answers).await;
    if outcome.is_err() {
        // Whatever went wrong, the next batch must find a connection outside a transaction.
        let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
    }
    for answer in answers {
        answer(outcome.as_ref().copied().map_err(StoreError::from));
    }
    later
}

/// One transaction: the first job and all that came meanwhile.
async fn batch(
    connection: &mut SqliteConnection,
    first: Job,
    mut another: impl FnMut(&[Answer]) -> Option<Job>,
    answers: &mut Vec<Answer>,
) -> Result<(), sqlx::Error> {
    // IMMEDIATE: a deferred transaction that turns into a writing one fails at once when another process writes.
    let begun = sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await;
    // As long as there is nothing in the transaction that must stay, a job needs no savepoint: it can take all of it back.
    let (mut next, mut holds) = (Some(first), false);
    while let Some(job) = next {
        if begun.is_err() {
            // The job is dropped with its reply, so its caller hears that it was not written.
            drop(job);
            next = another(answers);
            continue;
        }
        let (keep, answer) = job(&mut Tx::SqliteWriter(&mut *connection)).await;
        answers.push(answer);
        next = another(answers);
        // Every statement is a way to the connection's thread and back: what ends a job and what follows go together.
        let onward = match (holds, keep, next.is_some()) {
            (false, true, true) => "SAVEPOINT job",
            (false, true, false) => "COMMIT",
            (false, false, true) => "ROLLBACK; BEGIN IMMEDIATE",
            (false, false, false) => "ROLLBACK",
            (true, true, true) => "RELEASE job; SAVEPOINT job",
            (true, true, false) => "RELEASE job; COMMIT",
            (true, false, true) => "ROLLBACK TO job; RELEASE job; SAVEPOINT job",
            (true, false, false) => "ROLLBACK TO job; RELEASE job; COMMIT",
        };
        holds |= keep;
        sqlx::query(onward).execute(&mut *connection).await?;
    }
    begun.map(drop)
}
