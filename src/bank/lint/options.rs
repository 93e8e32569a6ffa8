//! Rules about the options: how many, how they look side by side, and what would betray the key.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    rule::Rule,
    stem::start_of,
    subject::{Notes, Subject, Texts},
    text::{word_count, words},
    words,
};
use crate::exam::question::Kind;

/// Words that an option may have.
const WORDS_MAX: usize = 25;

/// Differences of length that no one notices, in characters: the ratio says nothing about short commands.
const LENGTH_SLACK: usize = 3;

pub(super) fn check(subject: &Subject<'_>, notes: &mut Notes) {
    if subject.is_fill_in() {
        return;
    }
    counts(subject, notes);
    for (_, texts) in subject.texts.iter() {
        references(texts, notes);
        distinct(texts, notes);
        alike(texts, notes);
        sorted(texts, notes);
        length(subject, texts, notes);
        echo(subject, texts, notes);
        absolutes(subject, texts, notes);
        for (option, place) in texts.options.iter().zip(&texts.places.options) {
            let count = word_count(&option.visible);
            if count > WORDS_MAX {
                let message = format!("the option has {count} words; {WORDS_MAX} are enough");
                notes.add(Rule::OptionLength, place.0, start_of(&option.visible), message);
            }
        }
    }
}

fn counts(subject: &Subject<'_>, notes: &mut Notes) {
    let (options, keys) = (subject.question.option_count(), subject.keys.len());
    let places = &subject.texts.en.places;
    let line = places.options.first().map_or(places.heading, |place| place.0);
    if options != 5 {
        notes.add(
            Rule::OptionCount,
            line,
            format!("{options} options"),
            "five options are wanted, or four and a reason for it",
        );
    }
    if matches!(subject.question.kind, Kind::Multiple { .. }) && (keys < 2 || keys >= options) {
        let message = "a multiple needs two right options or more, and a wrong one";
        notes.add(Rule::KeyCount, line, format!("{keys} of {options}"), message);
    }
}

fn references(texts: &Texts, notes: &mut Notes) {
    for (option, place) in texts.options.iter().zip(&texts.places.options) {
        let lower = option.visible.to_lowercase();
        if words::references(texts.lang).iter().any(|phrase| lower.contains(phrase)) {
            notes.add(
                Rule::AllOfTheAbove,
                place.0,
                option.visible.as_str(),
                "an option refers to the others, which are shuffled",
            );
        }
    }
}

/// What remains of an option when case, spaces and quotes do not count.
fn folded(visible: &str) -> String {
    visible
        .chars()
        .filter(|c| !c.is_whitespace() && !"\"'`\u{201c}\u{201d}\u{2018}\u{2019}".contains(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

fn distinct(texts: &Texts, notes: &mut Notes) {
    let mut seen = BTreeSet::new();
    for (option, place) in texts.options.iter().zip(&texts.places.options) {
        if !seen.insert(folded(&option.visible)) {
            let message = "another option differs from it by case, spaces or quotes at most";
            notes.add(Rule::OptionsDistinct, place.0, option.visible.as_str(), message);
        }
    }
}

/// One option that starts otherwise than the rest stands out, whether it is right or wrong.
fn alike(texts: &Texts, notes: &mut Notes) {
    let code = texts.options.iter().filter(|option| option.starts_with_code).count();
    if code == 0 || code == texts.options.len() {
        return;
    }
    let odd_is_code = code * 2 <= texts.options.len();
    let odd =
        texts.options.iter().zip(&texts.places.options).find(|(option, _)| option.starts_with_code == odd_is_code);
    if let Some((option, place)) = odd {
        let message = "some options start with code and some with prose: let all be of one kind";
        notes.add(Rule::OptionsAlike, place.0, option.visible.as_str(), message);
    }
}

/// The number that an option starts with, and the rest, which must be the same unit in all of them.
fn number(visible: &str) -> Option<(f64, &str)> {
    let end = visible.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(visible.len());
    visible[..end].parse().ok().map(|number| (number, visible[end..].trim()))
}

fn sorted(texts: &Texts, notes: &mut Notes) {
    let numbers: Option<Vec<_>> = texts.options.iter().map(|option| number(&option.visible)).collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.windows(2).all(|pair| pair[0].1 == pair[1].1)) else {
        return;
    };
    let rising = |pair: &[(f64, &str)]| pair[0].0 <= pair[1].0;
    let falling = |pair: &[(f64, &str)]| pair[0].0 >= pair[1].0;
    if !numbers.windows(2).all(rising) && !numbers.windows(2).all(falling) {
        // The first pair that does not rise shows the place.
        let at = numbers.windows(2).position(|pair| !rising(pair)).map_or(0, |pair| pair + 1);
        let line = texts.places.options.get(at).map_or(texts.places.heading, |place| place.0);
        notes.add(Rule::NumbersSorted, line, texts.options[at].visible.as_str(), "numbers stand in order in the file");
    }
}

/// The length of an option as it is seen, in characters.
pub(super) fn seen_length(visible: &str) -> usize {
    visible.trim().chars().count()
}

fn length(subject: &Subject<'_>, texts: &Texts, notes: &mut Notes) {
    let key = subject.key_options(texts).max_by_key(|(_, key)| seen_length(&key.visible));
    let distractor = subject.distractors(texts).map(|(_, option)| seen_length(&option.visible)).max();
    let (Some((index, key)), Some(distractor)) = (key, distractor) else {
        return;
    };
    let length = seen_length(&key.visible);
    if length * 4 > distractor * 5 && length > distractor + LENGTH_SLACK {
        let message =
            format!("the key has {length} characters, the longest distractor {distractor}: more than 25 % less");
        let line = texts.places.options.get(index).map_or(texts.places.heading, |place| place.0);
        notes.add(Rule::KeyLength, line, key.visible.as_str(), message);
    }
}

fn echo(subject: &Subject<'_>, texts: &Texts, notes: &mut Notes) {
    let telling = |word: &String| word.chars().count() >= 4 && !words::fillers(texts.lang).contains(&word.as_str());
    let stem: BTreeSet<String> = words(&texts.stem.visible).filter(telling).collect();
    let elsewhere: BTreeSet<String> =
        subject.distractors(texts).flat_map(|(_, option)| words(&option.visible)).collect();
    let mut echoes: BTreeMap<String, usize> = BTreeMap::new();
    for (index, key) in subject.key_options(texts) {
        for word in words(&key.visible).filter(|word| stem.contains(word) && !elsewhere.contains(word)) {
            echoes.entry(word).or_insert(index);
        }
    }
    // One finding for all the words: they are mended together.
    if let Some(&index) = echoes.values().next() {
        let line = texts.places.options.get(index).map_or(texts.places.heading, |place| place.0);
        let found: Vec<_> = echoes.into_keys().collect();
        notes.add(Rule::KeyEcho, line, found.join(", "), "of all options, only the key repeats this from the stem");
    }
}

fn absolutes(subject: &Subject<'_>, texts: &Texts, notes: &mut Notes) {
    let absolute = |prose: &str| words(prose).find(|word| words::absolutes(texts.lang).contains(&word.as_str()));
    if subject.key_options(texts).any(|(_, key)| absolute(&key.prose).is_some()) {
        return;
    }
    for (index, option) in subject.distractors(texts) {
        if let Some(word) = absolute(&option.prose) {
            let line = texts.places.options.get(index).map_or(texts.places.heading, |place| place.0);
            notes.add(
                Rule::Absolutes,
                line,
                word,
                "the absolute stands in a distractor and in no key, and so betrays it",
            );
        }
    }
}
