//! The form of an attempt in memory. It never changes once it is made, so that it need not be read again with every page; what
//! changes – answers, flags, the clock – is read each time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Proctor, Question, Questions};
use crate::exam::form::Place;
use crate::exam::id::{AttemptId, RevisionId};
use crate::store::{StoreError, item};

/// How many forms are kept, at some 2 KiB each: twice this at most, since the older half goes at once.
const KEPT: usize = 64 * 1024;

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
#[derive(Clone, Default)]
pub struct Seats(Arc<Mutex<Halves>>);

#[derive(Default)]
struct Halves {
    newer: HashMap<AttemptId, Arc<Seat>>,
    older: HashMap<AttemptId, Arc<Seat>>,
}

impl Seats {
    pub(super) fn get(&self, attempt: AttemptId) -> Option<Arc<Seat>> {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seat) = halves.newer.get(&attempt) {
            return Some(Arc::clone(seat));
        }
        let seat = halves.older.remove(&attempt)?;
        halves.put(attempt, Arc::clone(&seat));
        Some(seat)
    }

    fn put(&self, attempt: AttemptId, seat: Arc<Seat>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(attempt, seat);
    }
}

impl Halves {
    fn put(&mut self, attempt: AttemptId, seat: Arc<Seat>) {
        if self.newer.len() >= KEPT {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(attempt, seat);
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
        let form = self.store.read(|tx| Box::pin(async move { item::form(tx, attempt).await })).await?;
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
