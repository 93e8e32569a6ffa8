//! Where candidates are in their attempts: noted a moment after they look at an item once more, and not waited for.
//!
//! It is the page that somebody comes back to, and nothing else depends on it. Were it written with every page, each page would wait
//! for the disk. What is not written yet is known here, so that whoever comes back at once finds the right place too; in a power cut
//! the last moment of it is lost. What must last – an answer, the first sight of an item – is waited for elsewhere.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::QueryBuilder;
use tokio::sync::mpsc;

use super::answers::Glance;
use super::gather::SILENCE;
use super::rows::Cell::{Id, Number};
use super::rows::Table;
use super::{Backend, StoreError, Tx, millis, on, rows_for};
use crate::exam::id::AttemptId;

/// How long it takes until it is written: whoever turns many pages in a moment is noted once.
const MOMENT: Duration = Duration::from_millis(250);
/// How many share a statement at most: bounds how long an answer waits for it.
const BATCH: usize = 128;
/// How many are known before they are written. Beyond it a place is forgotten.
const KNOWN: usize = 16 * 1024;

/// Where candidates are, as far as it is not written yet. Cheap to clone.
#[derive(Clone)]
pub(super) struct Whereabouts {
    there: There,
    wake: mpsc::Sender<()>,
}

type There = Arc<Mutex<HashMap<AttemptId, Glance>>>;

impl Whereabouts {
    /// Starts the task that writes. It ends with the last handle, when all is written.
    pub(super) fn start(backend: Backend) -> Self {
        let (wake, waking) = mpsc::channel(1);
        let there = There::default();
        backend.clone().run_beside(run(backend, Arc::clone(&there), waking));
        Self { there, wake }
    }

    /// Notes where a candidate is.
    pub(super) fn note(&self, glance: Glance) {
        let mut there = lock(&self.there);
        if there.len() < KNOWN || there.contains_key(&glance.attempt) {
            there.insert(glance.attempt, glance);
        }
        drop(there);
        // One that is full wakes it as well.
        let _ = self.wake.try_send(());
    }

    /// Where a candidate is, if that is not written yet.
    pub(super) fn of(&self, attempt: AttemptId) -> Option<u16> {
        lock(&self.there).get(&attempt).map(|glance| glance.position)
    }

    /// Forgets where a candidate was: a later place is about to be written.
    pub(super) fn forget(&self, attempt: AttemptId) {
        lock(&self.there).remove(&attempt);
    }

    /// Writes what is not written yet.
    pub(super) async fn write(&self, backend: &Backend) {
        write(backend, &self.there).await;
    }
}

fn lock(there: &There) -> MutexGuard<'_, HashMap<AttemptId, Glance>> {
    there.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn run(backend: Backend, there: There, mut waking: mpsc::Receiver<()>) {
    while waking.recv().await.is_some() {
        tokio::time::sleep(MOMENT).await;
        write(&backend, &there).await;
    }
}

async fn write(backend: &Backend, there: &There) {
    let mut all: Vec<Glance> = lock(there).values().copied().collect();
    // In one order, so that nodes do not wait for each other's attempts in turn.
    all.sort_unstable_by_key(|glance| glance.attempt);
    for batch in all.chunks(BATCH) {
        let glances: Arc<[Glance]> = batch.into();
        // What cannot be written is noted again with the next page.
        if let Err(error) = backend.write(Some(SILENCE), move |tx| stand(tx, glances)).await {
            tracing::debug!(%error, "where candidates are could not be noted");
        }
        let mut there = lock(there);
        for glance in batch {
            if there.get(&glance.attempt) == Some(glance) {
                there.remove(&glance.attempt);
            }
        }
    }
}

/// Notes where candidates are, unless they have answered since: an answer has noted it too, on whatever node.
fn stand<'a>(tx: &'a mut Tx<'_>, glances: Arc<[Glance]>) -> BoxFuture<'a, Result<(), StoreError>> {
    Box::pin(async move {
        on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE attempt SET current_position = v.column2 FROM (");
            Table::push_rows(&mut update, &glances, rows_for(glances.len()), |row| {
                [
                    Id(row.map(|one| one.attempt.0)),
                    Number(row.map(|one| i64::from(one.position))),
                    Number(row.map(|one| millis(one.now))),
                ]
            });
            update.push(
                ") AS v WHERE attempt.id = v.column1 AND attempt.closed_at IS NULL AND attempt.last_event_at <= v.column3");
            update.build().execute(db).await.map(drop)
        })?;
        Ok(())
    })
}
