//! What the first responses to one revision say about it.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::difference::Difference;
use super::guess::random_guess_score;
use super::moments::correlation;
use super::thirds::{ByThird, Third, thirds};
use super::times::Times;
use crate::exam::progress::Tally;
use crate::exam::question::Kind;

/// How one candidate first answered the revision, not having seen its key. What was not reached is none; a blank that was
/// seen is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstResponse {
    /// Whether it scored.
    pub right: bool,
    /// The chosen options, counted from 0 in the order of the file; none for a fill-in.
    pub chosen: BTreeSet<usize>,
    /// The time spent on it; zero if it was not measured.
    pub spent: SignedDuration,
    /// The rest: the *other* items of the same attempt, how many there were and how many were right.
    pub rest: Tally,
}

/// Who chose something. A response whose rest is empty counts in `all` and in no third.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// How many of all.
    pub all: u32,
    /// How many of each third of the rests.
    pub thirds: ByThird<u32>,
}

/// One revision over all first responses to it. Candidates met it on different forms, so what they know is measured by the
/// share of the rest of their attempt that was right, where Moodle takes the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemStatistics {
    /// How many answered, and how many right. Its share is Moodle's *facility index*, its interval Wilson's at 90 %.
    pub answers: Tally,
    /// The same in each third of the rests, as [`Third`] has them: those without a rest are in none.
    pub thirds: ByThird<Tally>,
    /// What chance alone would score, 0 to 1: Moodle's *random guess score*.
    pub random_guess_score: Option<f64>,
    /// The correlation of being right with the rest, −1 to 1: Moodle's *discrimination index*, Crocker & Algina's
    /// corrected item-total correlation (point-biserial). Nothing without two responses that differ in each.
    pub discrimination_index: Option<f64>,
    /// How much more of the upper than of the lower third were right, −1 to 1: Kelley's upper and lower groups, Crocker &
    /// Algina's index of discrimination *D*. Nothing if either third is empty.
    pub upper_lower: Option<Difference>,
    /// Who chose each option, in the order of the file; none for a fill-in.
    pub options: Vec<Choices>,
    /// Who chose no option at all; nobody for a fill-in.
    pub blank: Choices,
    /// Which options are right.
    pub keys: BTreeSet<usize>,
    /// How long it took.
    pub times: Option<Times>,
}

impl Choices {
    fn count(&mut self, third: Option<Third>) {
        self.all += 1;
        if let Some(third) = third {
            *self.thirds.of(third) += 1;
        }
    }
}

impl ItemStatistics {
    /// The statistics of a revision of this kind, with so many options, 0 for a fill-in. The order of the responses does
    /// not matter.
    pub fn of(kind: &Kind, options: usize, responses: &[FirstResponse]) -> Self {
        let rests: Vec<Option<f64>> = responses.iter().map(|response| response.rest.share()).collect();
        let mut answers = Tally::default();
        let mut by_third = ByThird::<Tally>::default();
        let mut chosen = vec![Choices::default(); options];
        let mut blank = Choices::default();
        for (response, third) in responses.iter().zip(thirds(&rests)) {
            let one = Tally { right: u32::from(response.right), answered: 1 };
            answers += one;
            if let Some(third) = third {
                *by_third.of(third) += one;
            }
            for place in &response.chosen {
                if let Some(choices) = chosen.get_mut(*place) {
                    choices.count(third);
                }
            }
            if options > 0 && response.chosen.is_empty() {
                blank.count(third);
            }
        }
        let (right, rest): (Vec<f64>, Vec<f64>) = responses
            .iter()
            .zip(&rests)
            .filter_map(|(response, rest)| Some((f64::from(u8::from(response.right)), (*rest)?)))
            .unzip();
        Self {
            answers,
            thirds: by_third,
            random_guess_score: random_guess_score(kind, options),
            discrimination_index: correlation(&right, &rest),
            upper_lower: Difference::between(by_third.upper, by_third.lower),
            options: chosen,
            blank,
            keys: kind.keys(),
            times: Times::of(responses.iter().map(|response| response.spent)),
        }
    }

    /// How much more of the upper than of the lower third chose an option, −1 to 1; nothing if either third is empty, or
    /// for an option that there is not.
    pub fn attraction(&self, option: usize) -> Option<Difference> {
        let chosen = self.options.get(option)?.thirds;
        let tally = |right, of: Tally| Tally { right, answered: of.answered };
        Difference::between(tally(chosen.upper, self.thirds.upper), tally(chosen.lower, self.thirds.lower))
    }
}

#[cfg(test)]
#[path = "item_tests.rs"]
pub(super) mod tests;
