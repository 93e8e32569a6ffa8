//! The rule about near-duplicates: pairs of questions that share most words of stem and key.

use std::collections::{BTreeSet, HashMap};

use super::{Checked, rule::Rule, subject::Subject, text::tokens};
use crate::exam::question::Kind;

/// The shared words of a pair, of all its words, above which it is reported: 3/5.
const OVERLAP: (usize, usize) = (3, 5);

/// Fewer words than these are shared by accident.
const WORDS_MIN: usize = 6;

/// The words of stem and key of a question, in English.
#[derive(Default)]
pub(super) struct Duplicates(BTreeSet<String>);

impl Duplicates {
    pub(super) fn new(subject: &Subject<'_>) -> Self {
        let texts = &subject.texts.en;
        let mut all: BTreeSet<String> = tokens(&texts.stem.visible).map(str::to_lowercase).collect();
        all.extend(subject.key_options(texts).flat_map(|(_, key)| tokens(&key.visible)).map(str::to_lowercase));
        if let Kind::FillIn(fill_in) = &subject.question.kind {
            all.extend(fill_in.answers.iter().flat_map(|answer| tokens(answer)).map(str::to_lowercase));
        }
        Self(all)
    }
}

/// Reports each pair at the later of its files.
///
/// Of two sets that overlap enough, the rarest few words of one must contain one of the other's: comparing only pairs that
/// share such a word keeps thousands of questions quick.
pub(super) fn check(checked: &mut [Checked]) {
    let mut frequency: HashMap<&str, usize> = HashMap::new();
    for word in checked.iter().flat_map(|one| &one.words.0) {
        *frequency.entry(word).or_default() += 1;
    }
    let sets: Vec<Vec<&str>> = checked
        .iter()
        .map(|one| {
            let mut words: Vec<&str> = one.words.0.iter().map(String::as_str).collect();
            words.sort_unstable_by_key(|word| (frequency[word], *word));
            words
        })
        .collect();
    let mut by_rare_word: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (later, words) in sets.iter().enumerate().filter(|(_, words)| words.len() >= WORDS_MIN) {
        let (part, whole) = OVERLAP;
        let rare = words.len() - (words.len() * part).div_ceil(whole) + 1;
        let mut candidates = BTreeSet::new();
        for word in words.iter().take(rare) {
            let holders = by_rare_word.entry(word).or_default();
            candidates.extend(holders.iter().copied());
            holders.push(later);
        }
        let similar = |earlier: &usize| {
            let (a, b) = (&checked[*earlier].words.0, &checked[later].words.0);
            let shared = a.intersection(b).count();
            shared * whole > (a.len() + b.len() - shared) * part
        };
        pairs.extend(candidates.into_iter().filter(similar).map(|earlier| (earlier, later)));
    }
    for (earlier, later) in pairs {
        let name = checked[earlier].file.display().to_string();
        let line = checked[later].parsed.as_ref().map_or(1, |parsed| parsed.places.body.en.stem);
        let message = "stem and key share more than 60 % of their words with this question";
        checked[later].notes.add(Rule::NearDuplicate, line, name, message);
    }
}
