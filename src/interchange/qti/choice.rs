//! Which options are right: those whose choice the item's own rules reward in full.

use std::collections::BTreeSet;

use super::{
    declaration::{Cardinality, Declaration},
    rules::{Given, NotUnderstood, Processing, Rules},
    value::same,
};
use crate::{
    exam::question::Kind,
    interchange::{Cause, Foreign, Outcome, Remark, xml::Element},
};

/// The most options of a question.
pub(super) const OPTIONS: usize = 100;
/// Of so many options, every set of them is tried.
const ALL_SETS: usize = 10;

/// How a question is answered, and what is to be said of it.
pub(super) struct Found {
    /// With its key.
    pub kind: Kind,
    /// What was lost or is doubtful.
    pub remarks: Vec<Remark>,
}

/// A set of options, by their bits.
type Set = u128;

/// The options of an interaction, and how they are scored.
pub(super) struct Choice<'r, 'a> {
    rules: &'r Rules<'a>,
    response: &'a str,
    declaration: &'r Declaration<'a>,
    options: &'r [&'a str],
    /// How many may be chosen.
    most: usize,
}

impl<'r, 'a> Choice<'r, 'a> {
    /// That of an interaction, if its response is declared.
    pub(super) fn of(rules: &'r Rules<'a>, interaction: &'a Element, options: &'r [&'a str]) -> Result<Self, Outcome> {
        let response = interaction.attribute("responseIdentifier").unwrap_or_default();
        let declaration = rules.responses.get(response).ok_or_else(|| undeclared(response))?;
        let said = interaction.attribute("maxChoices").and_then(|text| text.trim().parse::<usize>().ok());
        let most = match (declaration.cardinality, said) {
            (Cardinality::Single, _) => 1,
            (_, None | Some(0)) => options.len(),
            // The key is the stronger word.
            (_, Some(most)) if most < declaration.correct.len() => options.len(),
            (_, Some(most)) => most,
        };
        Ok(Self { rules, response, declaration, options, most })
    }

    /// The response that chooses these options.
    pub(super) fn given(&self, set: Set) -> Given {
        let chosen = self.options.iter().enumerate().filter(|(place, _)| set & (1 << place) != 0);
        let chosen: Vec<String> = chosen.map(|(_, option)| (*option).to_owned()).collect();
        let value = self.declaration.cardinality.value(self.declaration.base, &chosen);
        Given::from([(self.response.to_owned(), value)])
    }

    /// The response's name.
    pub(super) const fn response(&self) -> &'a str {
        self.response
    }

    /// The rules.
    pub(super) const fn rules(&self) -> &'r Rules<'a> {
        self.rules
    }

    /// What is right.
    pub(super) fn key(&self) -> Result<Found, Outcome> {
        let mut remarks = Vec::new();
        if let Ok(Some(tried)) = self.tried()
            && let Some(keys) = self.judge(&tried, &mut remarks)
        {
            return self.kind(keys, remarks);
        }
        let keys = self.declared()?;
        if !matches!(self.rules.processing(), Processing::None) {
            remarks.push(Remark::Scoring);
        }
        self.kind(keys, remarks)
    }

    /// The sets worth trying with their scores; nothing if the rules give none.
    fn tried(&self) -> Result<Option<Vec<(Set, f64)>>, NotUnderstood> {
        let mut tried = Vec::new();
        for set in self.sets() {
            let given = self.given(set);
            let Some(score) = self.rules.run(self.response, &given)?.score else { return Ok(None) };
            tried.push((set, score));
        }
        Ok(Some(tried))
    }

    fn sets(&self) -> Vec<Set> {
        let count = self.options.len();
        let singles = (0..count).map(|place| 1 << place);
        if self.most == 1 {
            return singles.collect();
        }
        let fits = |set: &Set| *set != 0 && set.count_ones() as usize <= self.most;
        if count <= ALL_SETS {
            return (1..1 << count).filter(fits).collect();
        }
        let hints = [self.set(&self.declaration.correct), self.positive()];
        let around = hints.into_iter().flat_map(|hint| (0..count).map(move |place| hint ^ (1 << place)).chain([hint]));
        let sets: BTreeSet<Set> = singles.chain(around).filter(fits).collect();
        sets.into_iter().collect()
    }

    /// The options with these names. What is no option is left out.
    fn set<T: AsRef<str>>(&self, names: &[T]) -> Set {
        let place = |name: &T| self.options.iter().position(|option| *option == name.as_ref());
        names.iter().filter_map(place).fold(0, |set, place| set | (1 << place))
    }

    fn positive(&self) -> Set {
        let mapping = self.declaration.mapping.as_ref();
        mapping.map_or(0, |mapping| self.set(&mapping.positive().collect::<Vec<_>>()))
    }

    /// The key that the scores speak for. Nothing if they tell nothing.
    fn judge(&self, tried: &[(Set, f64)], remarks: &mut Vec<Remark>) -> Option<Set> {
        let best = tried.iter().map(|(_, score)| *score).fold(0.0, f64::max);
        let full: Vec<Set> = tried.iter().filter(|(_, score)| same(*score, best)).map(|(set, _)| *set).collect();
        if same(best, 0.0) || full.len() == tried.len() {
            return None;
        }
        let partial = tried.iter().any(|(_, score)| *score > 0.0 && !same(*score, best));
        let penalty = tried.iter().any(|(_, score)| *score < 0.0);
        let declared = self.set(&self.declaration.correct);
        let common = full.iter().fold(Set::MAX, |common, set| common & set);
        let keys = if full.contains(&declared) {
            declared
        } else if full.contains(&common) {
            common
        } else if full.iter().any(|set| set.count_ones() == 1) {
            remarks.push(Remark::SeveralKeys);
            full.iter().filter(|set| set.count_ones() == 1).fold(0, |keys, set| keys | set)
        } else {
            return None;
        };
        // Something other than the key earns as much, and nothing earns less: the rules are not about all and only the key.
        let loose = full.len() > 1 && (common != keys || !partial) && !remarks.contains(&Remark::SeveralKeys);
        let agrees = self.declaration.correct.is_empty() || full.contains(&declared);
        let mapped = self.positive();
        let mapping_agrees = !matches!(self.rules.processing(), Processing::None) || mapped == 0 || mapped == keys;
        remarks.extend(loose.then_some(Remark::Scoring));
        remarks.extend(partial.then_some(Remark::PartialCredit));
        remarks.extend((penalty || !same(best, 1.0)).then_some(Remark::Points));
        remarks.extend((!agrees || self.unknown().is_some() || !mapping_agrees).then(|| contradiction("key")));
        Some(keys)
    }

    /// An answer that is said to be right and is no option.
    fn unknown(&self) -> Option<&String> {
        self.declaration.correct.iter().find(|name| !self.options.contains(&name.as_str()))
    }

    /// The key as it is declared, where the rules do not help.
    fn declared(&self) -> Result<Set, Outcome> {
        if let Some(unknown) = self.unknown() {
            return Err(Outcome::Refused(Cause::UnknownKey(unknown.clone())));
        }
        match (self.set(&self.declaration.correct), self.positive(), self.rules.processing()) {
            (0, 0, Processing::Rules(_) | Processing::Unknown) => Err(Outcome::Skipped(own_rules("choice"))),
            (0, 0, _) if self.declaration.mapping.is_some() => Err(Outcome::Refused(Cause::NoKey)),
            (0, 0, _) => Err(Outcome::Skipped(Foreign::Survey)),
            (0, mapped, _) => Ok(mapped),
            (declared, ..) => Ok(declared),
        }
    }

    fn kind(&self, keys: Set, mut remarks: Vec<Remark>) -> Result<Found, Outcome> {
        let keys: BTreeSet<usize> = (0..self.options.len()).filter(|place| keys & (1 << place) != 0).collect();
        if self.most == 1 && keys.len() > 1 && !remarks.contains(&Remark::SeveralKeys) {
            remarks.push(Remark::SeveralKeys);
        }
        let kind = match (keys.len(), keys.first()) {
            (count, _) if count == self.options.len() => return Err(Outcome::Refused(Cause::AllKeys)),
            (1, Some(&key)) if self.most == 1 => Kind::Single { key },
            (0, _) => return Err(Outcome::Refused(Cause::NoKey)),
            _ => Kind::Multiple { keys },
        };
        Ok(Found { kind, remarks })
    }
}

/// What is said of a file whose parts do not agree.
pub(super) fn contradiction(what: &str) -> Remark {
    Remark::Contradiction { what: format!("its {what} and its points do not agree") }
}

/// A question whose rules are not understood and that names no key.
pub(super) fn own_rules(what: &str) -> Foreign {
    Foreign::Other(format!("{what} with rules of scoring of its own"))
}

/// An interaction whose response is declared nowhere.
pub(super) fn undeclared(response: &str) -> Outcome {
    Outcome::Refused(Cause::Unfinished(format!("the response \"{response}\" is not declared")))
}
