//! One attempt as its candidate sits it: the attempt, its items, and their questions.

use super::{Proctor, Question, Questions, Shelf};
use crate::exam::attempt::Open;
use crate::exam::id::{AttemptId, CandidateId};
use crate::exam::question::Completeness;
use crate::store::StoreError;
use crate::store::attempt::{self, Attempt, Stage, Underway};
use crate::store::item::{self, Item};
use crate::store::regraded::{self, Regrade};

/// An attempt with everything it takes to show it. What is due has been ended before.
pub struct Sitting {
    /// The attempt.
    pub attempt: Attempt,
    /// Its items in order.
    pub items: Vec<Item>,
    /// Its exam, if the bank still has it.
    pub shelf: std::sync::Arc<Shelf>,
    questions: Questions,
    /// The decisions that its items were judged by.
    decided: Vec<Regrade>,
}

impl Sitting {
    /// The item at a position, counted from 1.
    pub fn item(&self, position: u16) -> Option<&Item> {
        self.items.get(usize::from(position).checked_sub(1)?)
    }

    /// The question that an item of this sitting asks.
    pub fn question(&self, item: &Item) -> &Question {
        self.questions.get(&item.revision_id).expect("a sitting holds the question of each of its items")
    }

    /// The decision that an item was judged by; nothing while the attempt is open, nor where the key that was served holds.
    pub fn decided(&self, item: &Item) -> Option<&Regrade> {
        let (id, _) = item.decided?;
        self.decided.iter().find(|regrade| regrade.id == id)
    }

    /// The question whose key an item was judged by: the one that was served, or a newer text of it that was decided on.
    pub fn key(&self, item: &Item) -> &Question {
        let decided = self.decided(item).and_then(|regrade| regrade.key);
        decided.and_then(|(key, _)| self.questions.get(&key)).unwrap_or_else(|| self.question(item))
    }

    /// How far an item has got.
    pub fn completeness(&self, item: &Item) -> Completeness {
        self.question(item).question.completeness(&item.entry.response)
    }

    /// The attempt's beginning and deadline while it takes answers.
    pub fn open(&self) -> Option<Open> {
        self.attempt.open()
    }

    /// The whole time in seconds, if there is a limit and the attempt is open: it grows when extra time is granted.
    pub fn total_seconds(&self) -> Option<u64> {
        self.open()?.total_seconds()
    }

    /// Seconds left at `now`, if there is a limit and the attempt is open.
    pub fn seconds_left(&self, now: jiff::Timestamp) -> Option<u64> {
        self.open()?.seconds_left(now)
    }
}

impl Proctor {
    /// A candidate's attempt as it stands now; nothing for an unknown id as for somebody else's. One whose time is up is
    /// ended first.
    pub async fn sitting(&self, candidate: CandidateId, id: AttemptId) -> Result<Option<Sitting>, StoreError> {
        let Some((mut attempt, mut items)) = self.stored(candidate, id).await? else { return Ok(None) };
        let Some(shelf) = self.library.shelf(&attempt.exam) else { return Ok(None) };
        if let Stage::Open(open) = attempt.stage
            && !open.accepts(self.clock.now())
        {
            self.close(id).await?;
            let Some(closed) = self.stored(candidate, id).await? else { return Ok(None) };
            (attempt, items) = closed;
        }
        let decided = if items.iter().any(|item| item.decided.is_some()) {
            self.store.read(|tx| Box::pin(async move { regraded::on_items(tx, id).await })).await?
        } else {
            Vec::new()
        };
        let keys = decided.iter().filter_map(|regrade| regrade.key.map(|(key, _)| key));
        let revisions = items.iter().map(|item| item.revision_id).chain(keys);
        let questions = self.library.questions(&self.store, revisions).await?;
        if let Some(item) = items.iter().find(|item| !questions.contains_key(&item.revision_id)) {
            return Err(StoreError::Corrupt(format!("attempt {id}: revision {} is missing", item.revision_id)));
        }
        Ok(Some(Sitting { attempt, items, shelf, questions, decided }))
    }

    /// The attempts that a candidate can go on with, the newest first. Those whose time is up are ended first.
    pub async fn underway(&self, candidate: CandidateId) -> Result<Vec<Underway>, StoreError> {
        let open = self.store.read(|tx| Box::pin(async move { attempt::open_of(tx, candidate).await })).await?;
        let now = self.clock.now();
        let (open, due): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|one| matches!(one.attempt.stage, Stage::Open(stage) if stage.accepts(now)));
        // Hardly ever more than none: the sweeper is there within a second.
        for one in due {
            // One that cannot be scored must not keep its candidate from everything else.
            if let Err(error) = self.close(one.attempt.id).await {
                tracing::error!(attempt = %one.attempt.id, %error, "an attempt whose time is up could not be ended");
            }
        }
        Ok(open)
    }

    async fn stored(&self, candidate: CandidateId, id: AttemptId) -> Result<Option<(Attempt, Vec<Item>)>, StoreError> {
        let stored = self
            .store
            .read(|tx| {
                Box::pin(async move {
                    let Some(attempt) = attempt::of_candidate(tx, candidate, id).await? else { return Ok(None) };
                    Ok(Some((attempt, item::of_attempt(tx, id).await?)))
                })
            })
            .await?;
        Ok(stored.map(|(mut attempt, items)| {
            attempt.current = self.store.noted_place(id).unwrap_or(attempt.current);
            (attempt, items)
        }))
    }
}
