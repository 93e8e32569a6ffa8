//! What an author should look at in a revision, once there are responses enough to say so.
//!
//! Nothing is said by chance alone: a threshold counts as crossed when the whole 90 % interval lies beyond it, as with a
//! candidate's own objectives. Few responses have wide intervals, so they find only what is glaring.

use super::item::ItemStatistics;
use crate::exam::progress::Tally;

/// From how many first responses on a revision is diagnosed. With 30, each third has about 10. S. M. Downing and
/// R. Yudkowsky (“Assessment in health professions education”, 2009) find item analysis of some use from 30 candidates on
/// and stable at 200; that 30 says little is what the intervals are for.
pub const ENOUGH: u32 = 30;

/// Ebel & Frisbie: an index of discrimination up to .19 is a poor item, to be rejected or improved.
const WEAK: f64 = 0.20;

/// Open University: from 90 % right on a question is very easy.
const EASY: f64 = 0.90;

/// Open University: up to 20 % right a question is difficult, below which come those where something may be wrong. Where
/// chance alone scores more, that is the threshold.
const HARD: f64 = 0.20;

/// Haladyna & Downing: a distractor that fewer than 5 % choose does not work.
const NOBODY: f64 = 0.05;

/// What is to be said about a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Diagnosis {
    /// Fewer responses than [`ENOUGH`].
    TooFew,
    /// All there is to look at, the most serious first; none means that nothing stands out.
    Findings(Vec<Finding>),
}

/// Something about a revision that its author should look at. Options are counted from 0 in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Fewer of the upper than of the lower third are right: the interval of the difference lies below 0. Those who know
    /// more read the question otherwise than its author, or the key is wrong.
    NegativeDiscrimination,
    /// A wrong option is chosen by more of the upper than of the lower third: the interval of that difference lies above
    /// 0. It may be the right one, or right as well (Crocker & Algina; Haladyna & Downing). This shows a wrong key sooner
    /// than the negative discrimination does, since few choose the option that is taken for right.
    DistractorAttractsTheBest(usize),
    /// Fewer are right than 20 %, or than chance alone would be: their interval lies below.
    TooHard,
    /// More than 90 % are right: their interval lies above.
    TooEasy,
    /// Those who know more are hardly more often right than those who know less: the interval of the difference between
    /// the upper and the lower third lies below 0.20. Not said beside what explains it: too easy, too hard, negative.
    WeakDiscrimination,
    /// A wrong option is chosen by fewer than 5 %: their interval lies below. It takes 52 responses to say so.
    DistractorNobodyTakes(usize),
}

impl ItemStatistics {
    /// What an author should look at.
    pub fn diagnosis(&self) -> Diagnosis {
        if self.answers.answered < ENOUGH {
            return Diagnosis::TooFew;
        }
        let mut findings = Vec::new();
        if self.upper_lower.is_some_and(|difference| difference.high < 0.0) {
            findings.push(Finding::NegativeDiscrimination);
        }
        let attracts = |option: &usize| self.attraction(*option).is_some_and(|difference| difference.low > 0.0);
        findings.extend(self.distractors().filter(attracts).map(Finding::DistractorAttractsTheBest));
        let right = self.answers.interval();
        if right.high < self.random_guess_score.unwrap_or(0.0).max(HARD) {
            findings.push(Finding::TooHard);
        }
        if right.low > EASY {
            findings.push(Finding::TooEasy);
        }
        let explained = [Finding::NegativeDiscrimination, Finding::TooHard, Finding::TooEasy];
        let weak = self.upper_lower.is_some_and(|difference| difference.high < WEAK);
        if weak && !explained.iter().any(|finding| findings.contains(finding)) {
            findings.push(Finding::WeakDiscrimination);
        }
        findings
            .extend(self.distractors().filter(|option| self.is_ignored(*option)).map(Finding::DistractorNobodyTakes));
        Diagnosis::Findings(findings)
    }

    /// The places of the wrong options.
    fn distractors(&self) -> impl Iterator<Item = usize> {
        (0..self.options.len()).filter(|option| !self.keys.contains(option))
    }

    fn is_ignored(&self, option: usize) -> bool {
        let chosen = Tally { right: self.options[option].all, ..self.answers };
        chosen.interval().high < NOBODY
    }
}

#[cfg(test)]
#[path = "diagnosis_tests.rs"]
mod tests;
