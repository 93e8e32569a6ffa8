//! Which options are right: those whose choice the item's own rules reward in full.

use std::collections::{BTreeSet, HashMap};

use super::{
    condition::{Given, How, same},
    score::{Rules, TooMuch},
};
use crate::{
    exam::question::Kind,
    interchange::{Cause, Foreign, Outcome, Remark, xml::Element},
};

/// The most options of a question.
pub(super) const OPTIONS: usize = 100;
/// So many sets that the rules speak of are tried.
const HINTS: usize = 4;
/// With so many options, sets that differ from these by one option are tried, too.
const FEW: usize = 20;

/// A set of options, by their bits.
type Set = u128;

/// A question with options.
pub(super) struct Choice<'r, 'a> {
    rules: &'r Rules<'a>,
    /// The numbers of the options by their names.
    numbers: HashMap<&'a str, usize>,
    count: usize,
    multiple: bool,
}

impl<'r, 'a> Choice<'r, 'a> {
    /// One with these options.
    pub(super) fn new(rules: &'r Rules<'a>, options: &[&'a Element], multiple: bool) -> Self {
        let mut numbers = HashMap::new();
        for (number, option) in options.iter().enumerate() {
            numbers.entry(option.attribute("ident").unwrap_or_default()).or_insert(number);
        }
        Self { rules, numbers, count: options.len(), multiple }
    }

    /// The feedback that is shown when this option alone is chosen.
    pub(super) fn shown(&self, option: usize) -> Vec<&'a str> {
        let tried = self.rules.run(Given::Chosen(1 << option, &self.numbers));
        tried.map(|tried| tried.shown).unwrap_or_default()
    }

    /// What is right, and what is to be said of it.
    pub(super) fn key(&self) -> Result<(Kind, Vec<Remark>), Outcome> {
        if !self.rules.give_points() {
            return Err(Outcome::Skipped(Foreign::Survey));
        }
        let own_rules = |_| Outcome::Skipped(Foreign::OwnRules);
        let tried = self.tried().map_err(own_rules)?;
        let best = tried.iter().map(|(_, score)| *score).fold(0.0, f64::max);
        let full: Vec<Set> = tried.iter().filter(|(_, score)| same(*score, best)).map(|(set, _)| *set).collect();
        if same(best, 0.0) {
            return Err(Outcome::Refused(self.unknown().map_or(Cause::NoKey, Cause::UnknownKey)));
        }
        let mut remarks = Vec::new();
        let common = full.iter().fold(Set::MAX, |common, set| common & set);
        let keys = if full.contains(&common) {
            common
        } else {
            // Each of them is enough.
            remarks.push(Remark::SeveralKeys);
            full.iter().filter(|set| set.is_power_of_two()).fold(0, |keys, set| keys | set)
        };
        let single = |(set, score): &(Set, f64)| (set.is_power_of_two()).then_some(*score);
        let singles: Vec<f64> = tried.iter().filter_map(single).collect();
        let partial = singles.iter().any(|score| *score > 0.0 && !same(*score, best));
        remarks.extend(partial.then_some(Remark::PartialCredit));
        remarks.extend(singles.iter().any(|score| *score < 0.0).then_some(Remark::Points));
        remarks.extend((self.rules.are_doubtful() || self.unknown().is_some()).then_some(Remark::Scoring));
        self.kind(keys, remarks)
    }

    /// The sets worth trying, with their scores: every option alone, what the rules speak of, and with few options what is
    /// almost that.
    fn tried(&self) -> Result<Vec<(Set, f64)>, TooMuch> {
        let singles = || (0..self.count).map(|option| 1 << option);
        let mut sets: BTreeSet<Set> = singles().collect();
        if self.multiple {
            let mut positive = 0;
            for option in singles() {
                if self.score(option)? > 0.0 {
                    positive |= option;
                }
            }
            for hint in self.hints().into_iter().chain([positive]) {
                sets.insert(hint);
                sets.extend(singles().filter(|_| self.count <= FEW).map(|option| hint ^ option));
            }
            sets.remove(&0);
        }
        sets.into_iter().map(|set| self.score(set).map(|score| (set, score))).collect()
    }

    fn score(&self, set: Set) -> Result<f64, TooMuch> {
        self.rules.run(Given::Chosen(set, &self.numbers)).map(|tried| tried.score)
    }

    /// The sets that single rules reward.
    fn hints(&self) -> BTreeSet<Set> {
        let mut hints = BTreeSet::new();
        for literals in self.rules.literals() {
            let wanted = literals.iter().filter(|(_, wanted)| *wanted).flat_map(|(comparison, _)| comparison.names());
            let set = wanted.filter_map(|name| self.numbers.get(name)).fold(0, |set, option| set | (1 << option));
            if set != 0 && hints.len() < HINTS {
                hints.insert(set);
            }
        }
        hints
    }

    /// An answer that is said to be right and is no option.
    fn unknown(&self) -> Option<String> {
        let literals = self.rules.literals();
        let wanted = literals.iter().flatten().filter(|(compared, wanted)| *wanted && compared.how == How::Equal);
        let texts = wanted.map(|(comparison, _)| &comparison.text);
        texts.into_iter().find(|text| !self.numbers.contains_key(text.as_str())).cloned()
    }

    fn kind(&self, keys: Set, mut remarks: Vec<Remark>) -> Result<(Kind, Vec<Remark>), Outcome> {
        let keys: BTreeSet<usize> = (0..self.count).filter(|option| keys & (1 << option) != 0).collect();
        if keys.len() > 1 && !self.multiple && !remarks.contains(&Remark::SeveralKeys) {
            remarks.push(Remark::SeveralKeys);
        }
        remarks.extend((keys.len() == self.count).then_some(Remark::AllKeys));
        let kind = match (keys.len(), keys.first()) {
            (1, Some(&key)) if !self.multiple => Kind::Single { key },
            (0, _) => return Err(Outcome::Refused(Cause::NoKey)),
            _ => Kind::Multiple { keys },
        };
        Ok((kind, remarks))
    }
}
