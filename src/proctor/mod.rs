//! Who watches over attempts: begins them, takes answers, ends them when they are handed in or their time is up.
//!
//! Between the rules (`exam`), which know no clock and no database, and the pages (`web`), which only show. Every rule about
//! time is asked here with the server's `now`.

mod begin;
mod close;
mod file_attempts;
mod filing;
mod library;
mod memory;
mod pictures;
mod save;
mod seat;
mod seated;
mod shelf;
mod sitting;
mod sweep;

use std::sync::Arc;

use close::Ending;
use seat::Seats;

use crate::ambient::{Clock, Random};
use crate::exam::form::Shortage;
use crate::exam::id::AttemptId;
use crate::store::begin::NewAttempt;
use crate::store::{Store, StoreError, Together};

pub use begin::Wish;
pub use file_attempts::file_attempts;
pub use filing::{file, incoming};
pub use library::{Library, OpenError, Questions, read_banks};
pub use save::{Answer, SaveError, Taken};
pub use seated::Seated;
pub use shelf::Shelf;
pub use sitting::Sitting;
pub use sweep::sweep;

/// What the watching needs. Cheap to clone.
#[derive(Clone)]
pub struct Proctor {
    /// Where attempts are kept.
    pub store: Store,
    /// The questions.
    pub library: Library,
    /// The time that counts.
    pub clock: Clock,
    /// For ids and seeds.
    pub random: Random,
    seats: Seats,
    begins: Together<NewAttempt, Option<AttemptId>>,
    ends: Together<Ending, ()>,
}

impl Proctor {
    /// Puts the parts together.
    pub fn new(store: Store, library: Library, clock: Clock, random: Random) -> Self {
        let (begins, ends) = (store.together(begin::begin_all), store.together(close::end_all));
        Self { store, library, clock, random, seats: Seats::default(), begins, ends }
    }
}

/// Why an attempt did not begin.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// There is no such exam.
    #[error("no such exam")]
    UnknownExam,
    /// The questions do not suffice.
    #[error(transparent)]
    Shortage(#[from] Shortage),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The question of an item, which a sitting always holds.
pub type Question = Arc<crate::bank::BankedQuestion>;
