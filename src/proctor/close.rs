//! Ending an attempt: handed in by its candidate, or by the server when its time is up. Scored in the same transaction, by the
//! keys that were served and by whatever was decided about them since.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use jiff::Timestamp;

use super::library::parse;
use super::seat::Seat;
use super::{Proctor, Questions, Seated, Shelf};
use crate::exam::attempt::{Closed, Open};
use crate::exam::id::{AttemptId, RevisionId};
use crate::exam::regrade::{Judged, judge};
use crate::exam::scoring::Curve;
use crate::store::attempt;
use crate::store::bank::revisions;
use crate::store::end::{self, Ended};
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
        let Some(seat) = self.seat(id).await? else {
            return Err(StoreError::Corrupt(format!("attempt {id}: a question of its form is missing")));
        };
        self.end_at(id, &shelf, seat, Why::TimeUp).await
    }

    async fn end_at(&self, id: AttemptId, shelf: &Shelf, seat: Arc<Seat>, why: Why) -> Result<(), StoreError> {
        let (curve, now) = (Curve::of(&shelf.blueprint), self.clock.now());
        self.ends.put(Ending { id, why, now, curve, seat }).await
    }
}

/// An attempt that is to end.
#[derive(Clone)]
pub(super) struct Ending {
    id: AttemptId,
    why: Why,
    now: Timestamp,
    curve: Curve,
    seat: Arc<Seat>,
}

impl Ending {
    /// The attempt without more answers; nothing while it is too early for that.
    fn of(&self, open: Open) -> Option<Closed> {
        match self.why {
            Why::HandedIn => Some(open.submit(self.now)),
            Why::TimeUp => open.expire(self.now).ok(),
        }
    }
}

/// Ends the attempts that are to end at the same time.
pub(super) fn end_all<'a>(tx: &'a mut Tx<'_>, endings: Arc<[Ending]>) -> BoxFuture<'a, Result<Vec<()>, StoreError>> {
    Box::pin(async move {
        let ids: Vec<AttemptId> = endings.iter().map(|ending| ending.id).collect();
        let mut open = end::lock_open(tx, &ids).await?;
        // Whoever comes first ends it: taken out of the open ones, it is not ended again.
        let mut closing = Vec::with_capacity(endings.len());
        for ending in endings.iter() {
            if let Some(closed) = open.get(&ending.id).copied().and_then(|open| ending.of(open)) {
                open.remove(&ending.id);
                closing.push((ending, closed));
            }
        }
        if !closing.is_empty() {
            judge_all(tx, &closing).await?;
        }
        Ok(vec![(); endings.len()])
    })
}

/// Judges attempts that are locked and writes their results.
async fn judge_all(tx: &mut Tx<'_>, closing: &[(&Ending, Closed)]) -> Result<(), StoreError> {
    let ids: Vec<AttemptId> = closing.iter().map(|(ending, _)| ending.id).collect();
    // Read under the lock: a save may have come in just before, or a decision.
    let marks = look::marks(tx, &ids).await?;
    let holding = regrade::on_attempts(tx, &ids).await?;
    let keys = decided_keys(tx, holding.values().flatten()).await?;
    let mut ended = Vec::with_capacity(closing.len());
    for (ending, closed) in closing {
        let held = holding.get(&ending.id).map_or(&[][..], Vec::as_slice);
        let judged = (1..)
            .zip(marks.get(&ending.id).into_iter().flatten())
            .map(|(position, mark)| judged(position, mark, held, &ending.seat, &keys))
            .collect::<Result<Vec<Judged>, StoreError>>()?;
        let verdicts = judged.iter().map(|one| one.verdict).collect();
        ended.push(Ended { id: ending.id, scored: closed.score_judged(&judged, &ending.curve), verdicts });
    }
    end::close(tx, &ended).await?;
    for (id, held) in &holding {
        regrade::mark(tx, *id, held).await?;
    }
    Ok(())
}

/// The questions whose keys were decided on. Hardly ever any.
async fn decided_keys(tx: &mut Tx<'_>, holding: impl Iterator<Item = &OnItem>) -> Result<Questions, StoreError> {
    let keys: Vec<RevisionId> = holding.filter_map(|(.., key)| *key).collect();
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
