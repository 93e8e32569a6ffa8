//! One attempt under way as its pages show it: what a single look at the store tells, and the form from memory.

use std::sync::Arc;

use super::seat::Seat;
use super::{Proctor, Question, Shelf};
use crate::exam::attempt::Open;
use crate::exam::id::AttemptId;
use crate::exam::question::Completeness;
use crate::store::StoreError;
use crate::store::answers::Glance;
use crate::store::attempt::Attempt;
use crate::store::candidate::Candidate;
use crate::store::look::{Asked, Current, Look, Mark};
use crate::store::session::Session;

/// An attempt under way, with whoever is looking at it.
pub struct Seated {
    /// Whose it is.
    pub candidate: Candidate,
    /// By which session.
    pub session: Session,
    /// The attempt.
    pub attempt: Attempt,
    /// Its beginning and deadline.
    pub open: Open,
    /// Its exam.
    pub shelf: Arc<Shelf>,
    /// How far its items are, in order.
    pub marks: Vec<Mark>,
    /// What was left on the item that was asked for, if there is one.
    pub current: Option<Current>,
    pub(super) seat: Arc<Seat>,
}

impl Seated {
    /// The question at a position, counted from 1.
    pub fn question(&self, position: u16) -> Option<&Question> {
        self.seat.question(position)
    }

    /// The options at a position as they are shown, each by its place in the file.
    pub fn order(&self, position: u16) -> Vec<usize> {
        self.seat.order(position).map(Iterator::collect).unwrap_or_default()
    }

    /// How far each item has got, in order.
    pub fn completeness(&self) -> impl Iterator<Item = (&Mark, Completeness)> {
        (1..).zip(&self.marks).filter_map(|(position, mark)| {
            let question = self.seat.question(position)?;
            Some((mark, question.question.completeness(&mark.response)))
        })
    }
}

impl Proctor {
    /// The open attempt of whoever holds a token, and one of its items: position 0 for none. Nothing if there is no such thing to
    /// be gone on with, for whatever reason.
    pub async fn seated(
        &self,
        token_hash: [u8; 32],
        id: AttemptId,
        position: u16,
    ) -> Result<Option<Seated>, StoreError> {
        let asked = Asked { token_hash, attempt: id, position };
        let Some(Look { candidate, session, mut attempt, marks, current }) = self.store.look(asked).await? else {
            return Ok(None);
        };
        attempt.current = self.store.noted_place(id).unwrap_or(attempt.current);
        let Some(open) = attempt.open().filter(|open| open.accepts(self.clock.now())) else { return Ok(None) };
        let Some(shelf) = self.library.shelf(&attempt.exam) else { return Ok(None) };
        let Some(seat) = self.seat(id).await? else { return Ok(None) };
        if seat.len() != marks.len() {
            return Err(StoreError::Corrupt(format!(
                "attempt {id}: {} items, {} on its form",
                marks.len(),
                seat.len()
            )));
        }
        Ok(Some(Seated { candidate, session, attempt, open, shelf, marks, current, seat }))
    }

    /// Notes that an item is being looked at, if that is new. Only the first sight of it is waited for.
    pub async fn see(&self, seated: &Seated, position: u16) -> Result<(), StoreError> {
        let seen =
            usize::from(position).checked_sub(1).and_then(|at| seated.marks.get(at)).is_some_and(|mark| mark.seen);
        let glance = Glance { attempt: seated.attempt.id, position, now: self.clock.now() };
        if !seen {
            return self.store.see(glance).await;
        }
        if seated.attempt.current != position {
            self.store.note_place(glance);
        }
        Ok(())
    }
}
