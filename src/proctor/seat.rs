//! The form of an attempt in memory. It never changes once it is made, so that it need not be read again with every page; what
//! changes – answers, flags, the clock – is read each time.

use std::sync::Arc;

use quick_cache::UnitWeighter;
use quick_cache::sync::Cache;

use super::{Proctor, Question, Questions};
use crate::exam::form::Place;
use crate::exam::id::{AttemptId, RevisionId};
use crate::store::StoreError;

/// How many forms are kept, at some 2 KiB each. Of a few more attempts under way than these, most forms are still there when they are
/// needed: a cache that lets the oldest go would have none of them, since everybody comes again in turn.
const KEPT: u64 = 128 * 1024;
/// Room that is made from the start.
const ROOM: usize = 1024;

/// The form of one attempt.
pub struct Seat {
    places: Vec<Asked>,
    /// The options of all places as they are shown, each by its place in the file, one after the other.
    orders: Box<[u8]>,
}

struct Asked {
    question: Question,
    /// Where its options begin.
    start: u32,
}

impl Seat {
    /// Puts a form together. Nothing if a question is not there.
    fn new<'f>(form: impl Iterator<Item = (RevisionId, &'f [usize])>, questions: &Questions) -> Option<Self> {
        let (mut places, mut orders) = (Vec::new(), Vec::new());
        for (revision, order) in form {
            places.push(Asked {
                question: Arc::clone(questions.get(&revision)?),
                start: u32::try_from(orders.len()).ok()?,
            });
            for &option in order {
                orders.push(u8::try_from(option).ok()?);
            }
        }
        Some(Self { places, orders: orders.into() })
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The question at a position, counted from 1.
    pub fn question(&self, position: u16) -> Option<&Question> {
        self.places.get(index(position)?).map(|place| &place.question)
    }

    /// The options at a position as they are shown, each by its place in the file.
    pub fn order(&self, position: u16) -> Option<impl ExactSizeIterator<Item = usize> + Clone> {
        let at = index(position)?;
        let start = self.places.get(at)?.start as usize;
        let end = self.places.get(at + 1).map_or(self.orders.len(), |next| next.start as usize);
        Some(self.orders.get(start..end)?.iter().map(|&option| usize::from(option)))
    }
}

fn index(position: u16) -> Option<usize> {
    usize::from(position).checked_sub(1)
}

/// The forms that are kept. Cheap to clone.
#[derive(Clone)]
pub struct Seats(Arc<Cache<AttemptId, Arc<Seat>>>);

impl Default for Seats {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(ROOM, KEPT, UnitWeighter)))
    }
}

impl Seats {
    pub(super) fn get(&self, attempt: AttemptId) -> Option<Arc<Seat>> {
        self.0.get(&attempt)
    }

    fn put(&self, attempt: AttemptId, seat: Arc<Seat>) {
        self.0.insert(attempt, seat);
    }
}

impl Proctor {
    /// The form of an attempt, whoever's it is. Nothing for an unknown one, and where a question is missing.
    pub(super) async fn seat(&self, attempt: AttemptId) -> Result<Option<Arc<Seat>>, StoreError> {
        match self.seats.get(attempt) {
            Some(seat) => Ok(Some(seat)),
            // In a box: what is needed once an attempt must not make every page's future large.
            None => Box::pin(self.read_seat(attempt)).await,
        }
    }

    async fn read_seat(&self, attempt: AttemptId) -> Result<Option<Arc<Seat>>, StoreError> {
        let form = self.store.form(attempt).await?;
        if form.is_empty() {
            return Ok(None);
        }
        let revisions = form.iter().map(|(revision, _)| *revision);
        let questions = self.library.questions(&self.store, revisions).await?;
        let seat = Seat::new(form.iter().map(|(revision, order)| (*revision, order.as_slice())), &questions);
        let Some(seat) = seat.map(Arc::new) else { return Ok(None) };
        self.seats.put(attempt, Arc::clone(&seat));
        Ok(Some(seat))
    }

    /// Keeps the form of an attempt that has just been made.
    pub(super) fn keep_seat(&self, attempt: AttemptId, places: &[Place], questions: &Questions) {
        let form = places.iter().map(|place| (place.revision, place.option_order.as_slice()));
        if let Some(seat) = Seat::new(form, questions) {
            self.seats.put(attempt, Arc::new(seat));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// How many of so many forms are still there when their candidates come the second time, all of them in turn.
    fn found_again(count: u32) -> u32 {
        let seats = Seats::default();
        let ids = || (0..count).map(|number| AttemptId::from(Uuid::from_u128(u128::from(number) << 64)));
        for id in ids() {
            seats.put(id, Arc::new(Seat { places: Vec::new(), orders: Box::default() }));
        }
        ids().map(|id| u32::from(seats.get(id).is_some())).sum()
    }

    #[test]
    fn a_hundred_thousand_who_come_in_turn_each_find_their_form() {
        assert_eq!(found_again(100_000), 100_000);
    }

    #[test]
    fn of_more_than_are_kept_most_find_theirs() {
        let found = found_again(150_000);
        assert!((100_000..=131_072).contains(&found), "{found}");
    }
}
