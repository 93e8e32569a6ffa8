//! Ending an attempt: handed in by its candidate, or by the server when its time is up. Scored in the same transaction, by the
//! keys that were served and by whatever was decided about them since.

use std::sync::Arc;

use super::library::parse;
use super::seat::Seat;
use super::{Proctor, Questions, Seated, Shelf};
use crate::exam::id::{AttemptId, RevisionId};
use crate::exam::question::Verdict;
use crate::exam::regrade::{Judged, judge};
use crate::exam::scoring::Curve;
use crate::store::attempt;
use crate::store::bank::revisions;
use crate::store::look::{self, Mark};
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
    pub async fn submit(&self, seated: &Seated) -> Result<(), StoreError> {
        self.end_at(seated.attempt.id, &seated.shelf, Arc::clone(&seated.seat), Why::HandedIn).await
    }

    /// The server hands in, if the time is up; otherwise nothing happens.
    pub(super) async fn close(&self, id: AttemptId) -> Result<(), StoreError> {
        let read = self.store.read(|tx| Box::pin(async move { attempt::by_id(tx, id).await })).await?;
        let Some(attempt) = read.filter(|attempt| attempt.open().is_some()) else { return Ok(()) };
        let Some(shelf) = self.library.shelf(&attempt.exam) else {
            return Err(StoreError::Corrupt(format!("attempt {id}: the bank has no exam {}", attempt.exam)));
        };
        let Some(seat) = self.seat(&attempt.exam, id).await? else {
            return Err(StoreError::Corrupt(format!("attempt {id}: a question of its form is missing")));
        };
        self.end_at(id, &shelf, seat, Why::TimeUp).await
    }

    async fn end_at(&self, id: AttemptId, shelf: &Shelf, seat: Arc<Seat>, why: Why) -> Result<(), StoreError> {
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
                    // Read under the lock: a save may have come in just before, or a decision.
                    let marks = look::marks(tx, id).await?;
                    let holding = regrade::on_attempt(tx, id).await?;
                    let keys = decided_keys(tx, &holding).await?;
                    let judged = (1..)
                        .zip(&marks)
                        .map(|(position, mark)| judged(position, mark, &holding, &seat, &keys))
                        .collect::<Result<Vec<Judged>, StoreError>>()?;
                    let scored = closed.score_judged(&judged, &curve);
                    let placed: Vec<(u16, Verdict)> = (1..).zip(judged.iter().map(|one| one.verdict)).collect();
                    attempt::close(tx, id, &scored, &placed).await?;
                    regrade::mark(tx, id, &holding).await
                })
            })
            .await
    }
}

/// The questions whose keys were decided on. Hardly ever any.
async fn decided_keys(tx: &mut Tx<'_>, holding: &[OnItem]) -> Result<Questions, StoreError> {
    let keys: Vec<RevisionId> = holding.iter().filter_map(|(.., key)| *key).collect();
    let mut questions = Questions::new();
    if !keys.is_empty() {
        for revision in revisions(tx, &keys).await? {
            questions.insert(revision.id, parse(&revision)?.into());
        }
    }
    Ok(questions)
}

/// What an item is worth: by the decision about it, else by the key that was served.
fn judged(position: u16, mark: &Mark, holding: &[OnItem], seat: &Seat, keys: &Questions) -> Result<Judged, StoreError> {
    let held = holding.iter().find(|(held, ..)| *held == position);
    let (decision, key) = held.map_or((None, None), |(_, _, decision, key)| (Some(*decision), *key));
    // A checked item keeps the verdict it was shown with, unless its key was wrong.
    if let (Some(verdict), None) = (mark.verdict, decision) {
        return Ok(Judged { verdict, decision });
    }
    let banked = match key {
        Some(key) => keys.get(&key),
        None => seat.question(position),
    };
    let banked = banked.ok_or_else(|| StoreError::Corrupt(format!("the key of item {position} is missing")))?;
    Ok(judge(&banked.question, decision, &mark.response))
}
