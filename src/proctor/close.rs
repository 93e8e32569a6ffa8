//! Ending an attempt: handed in by its candidate, or by the server when its time is up. Scored in the same transaction.

use std::sync::Arc;

use super::{Proctor, Sitting};
use crate::exam::id::AttemptId;
use crate::exam::question::Verdict;
use crate::exam::scoring::Curve;
use crate::store::StoreError;
use crate::store::attempt::{self, Stage};
use crate::store::item::{self, Item};

/// How an attempt is to end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    HandedIn,
    TimeUp,
}

impl Proctor {
    /// The candidate hands in. One that has ended already stays as it ended.
    pub async fn submit(&self, sitting: &Sitting) -> Result<(), StoreError> {
        self.end(sitting.attempt.id, Why::HandedIn).await
    }

    /// The server hands in, if the time is up; otherwise nothing happens.
    pub(super) async fn close(&self, id: AttemptId) -> Result<(), StoreError> {
        self.end(id, Why::TimeUp).await
    }

    async fn end(&self, id: AttemptId, why: Why) -> Result<(), StoreError> {
        let read = self
            .store
            .read(|tx| {
                Box::pin(async move {
                    let Some(attempt) = attempt::by_id(tx, id).await? else { return Ok(None) };
                    Ok(Some((attempt, item::of_attempt(tx, id).await?)))
                })
            })
            .await?;
        let Some((attempt, items)) = read else { return Ok(()) };
        if !matches!(attempt.stage, Stage::Open(_)) {
            return Ok(());
        }
        // The keys never change under an attempt: they are looked up outside the transaction.
        let revisions = items.iter().map(|item| item.revision_id);
        let questions = self.library.questions(&self.store, &attempt.exam, revisions).await?;
        let Some(shelf) = self.library.shelf(&attempt.exam) else {
            return Err(StoreError::Corrupt(format!("attempt {id}: the bank has no exam {}", attempt.exam)));
        };
        let (curve, now) = (Curve::of(&shelf.blueprint), self.clock.now());
        let verdict = move |item: &Item| -> Result<Verdict, StoreError> {
            let missing = || StoreError::Corrupt(format!("revision {} is missing", item.revision_id));
            // A checked item keeps the verdict it was shown with.
            item.verdict.map_or_else(
                || {
                    questions
                        .get(&item.revision_id)
                        .map(Arc::as_ref)
                        .map(|b| b.question.verdict(&item.entry.response))
                        .ok_or_else(missing)
                },
                Ok,
            )
        };
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let Some(open) = attempt::lock_open(tx, id).await? else { return Ok(()) };
                    let closed = match why {
                        Why::HandedIn => open.submit(now),
                        Why::TimeUp => match open.expire(now) {
                            Ok(closed) => closed,
                            Err(_) => return Ok(()),
                        },
                    };
                    // Read again under the lock: a save may have come in between.
                    let items = item::of_attempt(tx, id).await?;
                    let verdicts: Vec<Verdict> = items.iter().map(&verdict).collect::<Result<_, _>>()?;
                    let scored = closed.score(&verdicts, &curve);
                    let placed: Vec<(u16, Verdict)> = items.iter().map(|item| item.position).zip(verdicts).collect();
                    attempt::close(tx, id, &scored, &placed).await
                })
            })
            .await
    }
}
