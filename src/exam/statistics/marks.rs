//! The marks of many attempts at the same form.

use super::moments::number;

/// Attempts × slots: what each attempt was given at each place of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks {
    highest: Vec<f64>,
    attempts: Vec<Vec<f64>>,
}

/// Why something is no table of marks. Attempts and slots are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarksError {
    /// A row is too short or too long.
    #[error("attempt {attempt} has {found} marks, but the form has {slots} slots")]
    Uneven {
        /// Which attempt.
        attempt: usize,
        /// How many marks it has.
        found: usize,
        /// How many it should have.
        slots: usize,
    },
    /// A mark is infinite or not a number.
    #[error("attempt {attempt} has something that is no mark in slot {slot}")]
    NoMark {
        /// Which attempt.
        attempt: usize,
        /// Which slot.
        slot: usize,
    },
    /// The highest mark of a slot is negative, infinite or not a number.
    #[error("the highest mark of slot {slot} is none")]
    NoHighest {
        /// Which slot.
        slot: usize,
    },
}

impl Marks {
    /// A table of `attempts`, each with as many marks as the form has slots. `highest` is what each slot gives at most: 0
    /// for one that gives nothing. Marks below 0 or above the highest are taken as they are: Moodle knows both.
    pub fn new(highest: Vec<f64>, attempts: Vec<Vec<f64>>) -> Result<Self, MarksError> {
        let slots = highest.len();
        if let Some(slot) = highest.iter().position(|highest| !highest.is_finite() || *highest < 0.0) {
            return Err(MarksError::NoHighest { slot: slot + 1 });
        }
        for (attempt, marks) in (1..).zip(&attempts) {
            if marks.len() != slots {
                return Err(MarksError::Uneven { attempt, found: marks.len(), slots });
            }
            if let Some(slot) = marks.iter().position(|mark| !mark.is_finite()) {
                return Err(MarksError::NoMark { attempt, slot: slot + 1 });
            }
        }
        Ok(Self { highest, attempts })
    }

    /// The highest mark of every slot.
    pub fn highest(&self) -> &[f64] {
        &self.highest
    }

    /// How many attempts there are. Moodle's `s`.
    pub fn attempts(&self) -> usize {
        self.attempts.len()
    }

    /// How many slots the form has, with those that give nothing. Moodle's `p`.
    pub fn slots(&self) -> usize {
        self.highest.len()
    }

    /// The marks of every attempt in one slot, counted from 0.
    pub(super) fn column(&self, slot: usize) -> Vec<f64> {
        self.attempts.iter().map(|marks| marks[slot]).collect()
    }

    /// The sum of every attempt's marks.
    pub(super) fn totals(&self) -> Vec<f64> {
        self.attempts.iter().map(|marks| marks.iter().sum()).collect()
    }

    /// How many slots, to calculate with.
    pub(super) fn slot_number(&self) -> f64 {
        number(self.slots())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Four attempts at two slots, small enough to be followed by hand. Totals: 3, 2, 2, 0.
    pub fn by_hand() -> Marks {
        let attempts = vec![vec![1.0, 2.0], vec![1.0, 1.0], vec![0.0, 2.0], vec![0.0, 0.0]];
        Marks::new(vec![1.0, 2.0], attempts).expect("a table")
    }

    #[test]
    fn only_a_whole_table_is_taken() {
        let table = |highest: &[f64], marks: &[f64]| Marks::new(highest.to_vec(), vec![marks.to_vec()]).map(drop);
        assert_eq!(table(&[1.0, 1.0], &[0.0, 1.0]), Ok(()));
        assert_eq!(table(&[1.0, 1.0], &[0.0]), Err(MarksError::Uneven { attempt: 1, found: 1, slots: 2 }));
        assert_eq!(table(&[1.0, 1.0], &[0.0, f64::NAN]), Err(MarksError::NoMark { attempt: 1, slot: 2 }));
        assert_eq!(table(&[1.0, -1.0], &[0.0, 0.0]), Err(MarksError::NoHighest { slot: 2 }));
    }
}
