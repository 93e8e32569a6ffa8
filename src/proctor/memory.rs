//! Questions in memory, parsed and rendered: all of a bank that fits, and of a larger one those that were asked for lately, whether
//! they are still drawn or not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Question, Questions};
use crate::exam::id::RevisionId;

/// So many bytes of text each half has at most; with what is made of it, a question takes some seven times its text. A bank of five
/// thousand questions fits into one half, and twice as many are kept of a larger one.
const HALF: usize = 16 << 20;

/// The questions that are kept. Cheap to clone.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<Halves>>);

#[derive(Default)]
struct Halves {
    newer: HashMap<RevisionId, Question>,
    /// What was in the newer half until it was full, but for what was asked for since.
    older: HashMap<RevisionId, Question>,
    /// The bytes of text in the newer half.
    weight: usize,
}

impl Memory {
    /// Those of these revisions that are here, and the ids of the others.
    pub fn find(&self, ids: impl Iterator<Item = RevisionId>) -> (Questions, Vec<RevisionId>) {
        let (mut found, mut missing) = (Questions::new(), Vec::new());
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            match halves.get(id) {
                Some(question) => drop(found.insert(id, question)),
                None => missing.push(id),
            }
        }
        (found, missing)
    }

    /// Keeps a question.
    pub fn keep(&self, id: RevisionId, question: Question) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(id, question, HALF);
    }

    /// Whether more can be kept without any of it going in return.
    pub fn has_room(&self) -> bool {
        let halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        halves.older.is_empty() && halves.weight < HALF
    }
}

impl Halves {
    fn get(&mut self, id: RevisionId) -> Option<Question> {
        if let Some(question) = self.newer.get(&id) {
            return Some(Arc::clone(question));
        }
        let question = self.older.remove(&id)?;
        self.put(id, Arc::clone(&question), HALF);
        Some(question)
    }

    fn put(&mut self, id: RevisionId, question: Question, half: usize) {
        let weight = question.text.len();
        if self.weight + weight > half {
            self.older = std::mem::take(&mut self.newer);
            self.weight = 0;
        }
        if self.newer.insert(id, question).is_none() {
            self.weight += weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::BankedQuestion;

    fn question() -> Question {
        let text = include_str!("../../tests/fixtures/lint/good-single.md");
        let banked = BankedQuestion::from_text(text, "1.1".parse().unwrap(), "a".parse().unwrap());
        Arc::new(banked.unwrap())
    }

    fn id(n: u128) -> RevisionId {
        RevisionId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_goes() {
        let (one, mut halves) = (question(), Halves::default());
        let half = one.text.len() * 10;
        for n in 0..1_000 {
            halves.put(id(n), Arc::clone(&one), half);
            assert!(halves.get(id(0)).is_some(), "asked for again and again");
            assert!(halves.newer.len() <= 10 && halves.older.len() <= 10, "never more than two halves");
            assert_eq!(halves.weight, halves.newer.len() * one.text.len());
        }
        assert!(halves.get(id(999)).is_some() && halves.get(id(500)).is_none());
    }

    #[test]
    fn what_fits_stays_however_long_nobody_asks() {
        let (one, memory) = (question(), Memory::default());
        for _ in 0..3 {
            (0..600).for_each(|n| memory.keep(id(n), Arc::clone(&one)));
        }
        assert!(memory.has_room());
        let (found, missing) = memory.find((0..601).map(id));
        assert_eq!((found.len(), missing), (600, vec![id(600)]));
    }

    #[test]
    fn a_full_memory_has_no_room() {
        let (one, memory) = (question(), Memory::default());
        let full = HALF / one.text.len() + 1;
        (0..full as u128).for_each(|n| memory.keep(id(n), Arc::clone(&one)));
        assert!(!memory.has_room());
    }
}
