//! Which options are right: those whose choice the item's own rules reward in full.

use std::collections::{BTreeSet, HashMap};

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
const ALL_SETS: usize = 7;

/// How a question is answered, and what is to be said of it.
pub(super) struct Found {
    /// With its key.
    pub kind: Kind,
    /// What was lost or is doubtful.
    pub remarks: Vec<Remark>,
}

/// Why the rules do not tell the key.
#[derive(Clone, Copy)]
pub(super) enum Doubt {
    /// They reward nothing, or everything.
    Silent,
    /// They are not understood, or say what no key can say.
    Unclear,
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
    /// Those that are said to be right.
    declared: Set,
    /// What is said to be right and is no option.
    unknown: Option<&'r String>,
    /// Those that are worth something by themselves.
    positive: Set,
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
        let places: HashMap<&str, usize> = options.iter().enumerate().map(|(place, option)| (*option, place)).collect();
        let (mut declared, mut unknown) = (0, None);
        for name in &declaration.correct {
            match places.get(name.as_str()) {
                Some(place) => declared |= 1 << place,
                None => unknown = unknown.or(Some(name)),
            }
        }
        let worth = |option: &str| declaration.mapping.as_ref().and_then(|mapping| mapping.of_one(option));
        let worthy = options.iter().enumerate().filter(|(_, option)| worth(option).is_some_and(|worth| worth > 0.0));
        let positive = worthy.fold(0, |set, (place, _)| set | (1 << place));
        Ok(Self { rules, response, declaration, options, most, declared, unknown, positive })
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
        let judged = match self.tried() {
            Ok(Some(tried)) => self.judge(&tried, &mut remarks),
            Ok(None) => Err(Doubt::Silent),
            Err(NotUnderstood) => Err(Doubt::Unclear),
        };
        let doubt = match judged {
            Ok(keys) => return self.kind(keys, remarks),
            Err(doubt) => doubt,
        };
        let keys = match self.alike() {
            Some(keys) => {
                let what = words!("its key spells the names of its options otherwise");
                remarks.push(Remark::Contradiction { what });
                keys
            }
            None => self.as_declared(doubt)?,
        };
        if !matches!(self.rules.processing(), Processing::None) {
            remarks.push(Remark::Scoring);
        }
        self.kind(keys, remarks)
    }

    /// The sets worth trying with their scores; nothing if the rules give none.
    fn tried(&self) -> Result<Option<Vec<(Set, f64)>>, NotUnderstood> {
        let mut worth = 0;
        for option in self.singles() {
            let Some(score) = self.score(option)? else { return Ok(None) };
            worth |= if score > 0.0 { option } else { 0 };
        }
        let mut tried = Vec::new();
        for set in self.sets(worth) {
            let Some(score) = self.score(set)? else { return Ok(None) };
            tried.push((set, score));
        }
        Ok(Some(tried))
    }

    fn score(&self, set: Set) -> Result<Option<f64>, NotUnderstood> {
        Ok(self.rules.run(self.response, &self.given(set))?.score)
    }

    fn singles(&self) -> impl Iterator<Item = Set> + use<> {
        (0..self.options.len()).map(|place| 1 << place)
    }

    /// All sets of a few options; of many those that something speaks for, and what is almost one of these. `worth` has the
    /// options that are worth something alone.
    fn sets(&self, worth: Set) -> Vec<Set> {
        if self.most == 1 {
            return self.singles().collect();
        }
        let count = self.options.len();
        let fits = |set: &Set| *set != 0 && set.count_ones() as usize <= self.most;
        if count <= ALL_SETS {
            return (1..1 << count).filter(fits).collect();
        }
        let hints = [self.declared, self.positive, worth];
        let around = hints.into_iter().flat_map(|hint| self.singles().map(move |option| hint ^ option).chain([hint]));
        let sets: BTreeSet<Set> = self.singles().chain(around).filter(fits).collect();
        sets.into_iter().collect()
    }

    /// The key that the scores speak for.
    fn judge(&self, tried: &[(Set, f64)], remarks: &mut Vec<Remark>) -> Result<Set, Doubt> {
        let best = tried.iter().map(|(_, score)| *score).fold(0.0, f64::max);
        let full: Vec<Set> = tried.iter().filter(|(_, score)| same(*score, best)).map(|(set, _)| *set).collect();
        if same(best, 0.0) || full.len() == tried.len() {
            return Err(Doubt::Silent);
        }
        let partial = tried.iter().any(|(_, score)| *score > 0.0 && !same(*score, best));
        let penalty = tried.iter().any(|(_, score)| *score < 0.0);
        let common = full.iter().fold(Set::MAX, |common, set| common & set);
        let keys = if full.contains(&self.declared) {
            self.declared
        } else if full.contains(&common) {
            common
        } else if full.iter().any(|set| set.is_power_of_two()) {
            remarks.push(Remark::SeveralKeys);
            full.iter().filter(|set| set.is_power_of_two()).fold(0, |keys, set| keys | set)
        } else {
            return Err(Doubt::Unclear);
        };
        // Something other than the key earns as much, and nothing earns less: the rules are not about all and only the key.
        let loose = full.len() > 1 && (common != keys || !partial) && !remarks.contains(&Remark::SeveralKeys);
        let agrees = self.declaration.correct.is_empty() || full.contains(&self.declared);
        let mapping_agrees = !matches!(self.rules.processing(), Processing::None) || [0, keys].contains(&self.positive);
        remarks.extend(loose.then_some(Remark::Scoring));
        remarks.extend(partial.then_some(Remark::PartialCredit));
        remarks.extend((penalty || !same(best, 1.0)).then_some(Remark::Points));
        if !agrees || self.unknown.is_some() || !mapping_agrees {
            remarks.push(Remark::Contradiction { what: words!("its key and its points do not agree") });
        }
        Ok(keys)
    }

    /// The key as it is declared, where the rules do not help.
    fn as_declared(&self, doubt: Doubt) -> Result<Set, Outcome> {
        if let Some(unknown) = self.unknown {
            return Err(Outcome::Refused(Cause::UnknownKey(unknown.clone())));
        }
        match (self.declared, self.positive, doubt) {
            (0, 0, Doubt::Unclear) => Err(Outcome::Skipped(Foreign::OwnRules)),
            (0, 0, _) if self.declaration.mapping.is_some() => Err(Outcome::Refused(Cause::NoKey)),
            (0, 0, _) => Err(Outcome::Skipped(Foreign::Survey)),
            (0, mapped, _) => Ok(mapped),
            (declared, ..) => Ok(declared),
        }
    }

    /// The key where it names no options, but each of its names is like that of one: `answer_002` for `answer_2`.
    fn alike(&self) -> Option<Set> {
        self.unknown?;
        let options: Vec<String> = self.options.iter().map(|name| without_zeros(name)).collect();
        let keys = self.declaration.correct.iter().map(|name| {
            let name = without_zeros(name);
            let mut places = options.iter().enumerate().filter(|(_, option)| **option == name);
            places.next().filter(|_| places.next().is_none()).map(|(place, _)| 1 << place)
        });
        keys.collect::<Option<Vec<Set>>>().map(|keys| keys.into_iter().fold(0, |set, key| set | key))
    }

    fn kind(&self, keys: Set, mut remarks: Vec<Remark>) -> Result<Found, Outcome> {
        let keys: BTreeSet<usize> = (0..self.options.len()).filter(|place| keys & (1 << place) != 0).collect();
        if self.most == 1 && keys.len() > 1 && !remarks.contains(&Remark::SeveralKeys) {
            remarks.push(Remark::SeveralKeys);
        }
        remarks.extend((keys.len() == self.options.len()).then_some(Remark::AllKeys));
        let kind = match (keys.len(), keys.first()) {
            (1, Some(&key)) if self.most == 1 => Kind::Single { key },
            (0, _) => return Err(Outcome::Refused(Cause::NoKey)),
            _ => Kind::Multiple { keys },
        };
        Ok(Found { kind, remarks })
    }
}

/// A name whose numbers do not begin with zeros.
fn without_zeros(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let leads = letter == '0' && !plain.ends_with(is_digit) && letters.peek().copied().is_some_and(is_digit);
        if !leads {
            plain.push(letter);
        }
    }
    plain
}

/// An interaction whose response is declared nowhere.
pub(super) fn undeclared(response: &str) -> Outcome {
    Outcome::Refused(Cause::Unfinished(words!("the response \"{}\" is not declared", response)))
}
