//! Ending an attempt: handed in by its candidate, or by the server when its time is up. Scored in the same transaction, by the
//! keys that were served and by whatever was decided about them since.

use super::library::parse;
use super::{Proctor, Questions, Sitting};
use crate::exam::id::{AttemptId, RevisionId};
use crate::exam::question::Verdict;
use crate::exam::regrade::{Judged, judge};
use crate::exam::scoring::Curve;
use crate::store::attempt::{self, Stage};
use crate::store::bank::revisions;
use crate::store::item::{self, Item};
use crate::store::regrade::{self, OnItem};
use crate::store::{StoreError, Tx};

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
        let served = items.iter().map(|item| item.revision_id);
        let mut questions = self.library.questions(&self.store, &attempt.exam, served).await?;
        let Some(shelf) = self.library.shelf(&attempt.exam) else {
            return Err(StoreError::Corrupt(format!("attempt {id}: the bank has no exam {}", attempt.exam)));
        };
        let (curve, now) = (Curve::of(&shelf.blueprint), self.clock.now());
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
                    // Read again under the lock: a save may have come in between, or a decision.
                    let items = item::of_attempt(tx, id).await?;
                    let holding = regrade::on_attempt(tx, id).await?;
                    add_keys(tx, &mut questions, &holding).await?;
                    let judged = items
                        .iter()
                        .map(|item| judged(item, &holding, &questions))
                        .collect::<Result<Vec<Judged>, StoreError>>()?;
                    let scored = closed.score_judged(&judged, &curve);
                    let placed: Vec<(u16, Verdict)> =
                        items.iter().map(|item| item.position).zip(judged.iter().map(|one| one.verdict)).collect();
                    attempt::close(tx, id, &scored, &placed).await?;
                    regrade::mark(tx, id, &holding).await
                })
            })
            .await
    }
}

/// Adds the questions whose keys were decided on, and which this attempt was not served. Hardly ever any.
async fn add_keys(tx: &mut Tx<'_>, questions: &mut Questions, holding: &[OnItem]) -> Result<(), StoreError> {
    let keys = holding.iter().filter_map(|(.., key)| *key);
    let missing: Vec<RevisionId> = keys.filter(|key| !questions.contains_key(key)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for revision in revisions(tx, &missing).await? {
        questions.insert(revision.id, parse(&revision)?.into());
    }
    Ok(())
}

/// What an item is worth: by the decision about it, else by the key that was served.
fn judged(item: &Item, holding: &[OnItem], questions: &Questions) -> Result<Judged, StoreError> {
    let held = holding.iter().find(|(position, ..)| *position == item.position);
    let (decision, key) = held.map_or((None, None), |(_, _, decision, key)| (Some(*decision), *key));
    // A checked item keeps the verdict it was shown with, unless its key was wrong.
    if let (Some(verdict), None) = (item.verdict, decision) {
        return Ok(Judged { verdict, decision });
    }
    let key = key.unwrap_or(item.revision_id);
    let banked = questions.get(&key).ok_or_else(|| StoreError::Corrupt(format!("revision {key} is missing")))?;
    Ok(judge(&banked.question, decision, &item.entry.response))
}
