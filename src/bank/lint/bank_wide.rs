//! Rules about shares over the whole bank: negatives, and how often the longest option is the key.

use super::{
    Checked,
    options::seen_length,
    rule::Rule,
    stem::is_negative,
    subject::{Notes, Subject},
};
use crate::exam::{
    blueprint::Blueprint,
    lang::{Lang, Localized},
};

/// Negatives per hundred questions.
const NEGATIVES_MAX: usize = 5;

/// How much more often than by chance the longest option may be the key, in per cent of the questions.
const LONGEST_MARGIN: f64 = 10.0;

/// Fewer questions with options than these show nothing but chance.
const LONGEST_SAMPLE: usize = 20;

/// What of a question counts over the bank.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    negative: bool,
    /// The share of keys among the options; `None` for a fill-in.
    chance: Option<f64>,
    /// Whether one option is longer than all others, and right.
    longest_is_key: Localized<bool>,
}

impl Facts {
    pub(super) fn new(subject: &Subject<'_>) -> Self {
        let (keys, options) = (subject.keys.len(), subject.question.option_count());
        let longest_is_key = subject.texts.map(|_, texts| {
            let mut lengths: Vec<_> =
                texts.options.iter().enumerate().map(|(index, option)| (seen_length(&option.visible), index)).collect();
            lengths.sort_unstable_by(|a, b| b.cmp(a));
            match lengths[..] {
                [(longest, index), (second, _), ..] => longest > second && subject.keys.contains(&index),
                _ => false,
            }
        });
        Self {
            negative: is_negative(&subject.texts.en),
            chance: (options > 0).then(|| ratio(keys, options)),
            longest_is_key,
        }
    }
}

/// Counts are far below 2^32.
fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    float(part) / float(whole).max(1.0)
}

pub(super) fn check(blueprint: &Blueprint, checked: &[Checked]) -> Notes {
    let mut notes = Notes::default();
    let facts: Vec<&Facts> = checked.iter().filter(|one| one.parsed.is_some()).map(|one| &one.facts).collect();
    let negatives = facts.iter().filter(|facts| facts.negative).count();
    // One negative question is no habit, however small the bank.
    if negatives > 1 && negatives * 100 > facts.len() * NEGATIVES_MAX {
        let message =
            format!("{negatives} of {} questions are negative; at most {NEGATIVES_MAX} % may be", facts.len());
        notes.add(Rule::NegativeShare, 1, blueprint.slug.as_str(), message);
    }
    for lang in Lang::ALL {
        longest(lang, blueprint, &facts, &mut notes);
    }
    notes
}

fn longest(lang: Lang, blueprint: &Blueprint, facts: &[&Facts], notes: &mut Notes) {
    let chances: Vec<f64> = facts.iter().filter_map(|facts| facts.chance).collect();
    if chances.len() < LONGEST_SAMPLE {
        return;
    }
    let count = facts.iter().filter(|facts| *facts.longest_is_key.get(lang)).count();
    let share = 100.0 * ratio(count, chances.len());
    let chance = 100.0 * chances.iter().sum::<f64>() * ratio(1, chances.len());
    if share > chance + LONGEST_MARGIN {
        let message = format!(
            "in {} the longest option is right in {share:.0} % of the questions, by chance it would be in {chance:.0} %",
            lang.english_name()
        );
        notes.add(Rule::KeyLongest, 1, blueprint.slug.as_str(), message);
    }
}
