//! Rules about the stem: how it ends, what it asks for, whom it speaks to, how long it is.

use super::{
    rule::Rule,
    subject::{Notes, Subject, Texts},
    text::{tokens, word_count, words},
    words,
};
use crate::exam::{lang::Lang, question::Kind};

/// Words outside code that a stem may have.
const WORDS_MAX: usize = 60;

pub(super) fn check(subject: &Subject<'_>, notes: &mut Notes) {
    for (lang, texts) in subject.texts.iter() {
        ending(subject, texts, notes);
        bracket(subject, texts, notes);
        negatives(texts, notes);
        let stem = &texts.stem;
        let line = texts.places.stem;
        if let Some(word) = words(&stem.prose).find(|word| words::second_person(lang).contains(&word.as_str())) {
            notes.add(Rule::SecondPerson, line, word, "the stem speaks to the reader; say it impersonally");
        }
        let count = word_count(&without_bracket(lang, &stem.prose));
        if count > WORDS_MAX {
            let message = format!("the stem has {count} words outside code; {WORDS_MAX} are enough");
            notes.add(Rule::StemLength, line, start_of(&stem.prose), message);
        }
        if stem.inline.contains("___") {
            notes.add(Rule::BlankInStem, line, "___", "ask a question instead of leaving a blank");
        }
    }
}

fn ending(subject: &Subject<'_>, texts: &Texts, notes: &mut Notes) {
    let markdown = subject.question.body.get(texts.lang).stem.as_str();
    let last = markdown.lines().last().unwrap_or_default();
    if !without_bracket(texts.lang, markdown).trim_end().ends_with('?') {
        notes.add(Rule::StemEnding, texts.places.stem_end, last, "the stem must end with its question, after any code");
    }
}

/// The text without the bracket at its end, whatever number that says.
fn without_bracket(lang: Lang, text: &str) -> String {
    let trimmed = text.trim_end();
    match trimmed.rfind('(') {
        // Lower-casing the tail only, so that offsets stay those of the text.
        Some(start)
            if trimmed.ends_with(')') && trimmed[start..].to_lowercase().starts_with(words::bracket_start(lang)) =>
        {
            trimmed[..start].trim_end().to_owned()
        }
        _ => trimmed.to_owned(),
    }
}

fn bracket(subject: &Subject<'_>, texts: &Texts, notes: &mut Notes) {
    let (lang, stem, line) = (texts.lang, &texts.stem, texts.places.stem_end);
    let has_bracket = stem.prose.to_lowercase().contains(words::bracket_start(lang));
    let found = stem.prose.trim_end().rfind('(').map_or("", |start| stem.prose[start..].trim_end());
    if !matches!(subject.question.kind, Kind::Multiple { .. }) {
        if has_bracket {
            let message =
                format!("only a multiple says how many to choose, and this is a {}", subject.question.kind.as_str());
            notes.add(Rule::ChooseBracket, line, found, message);
        }
        return;
    }
    let count = subject.keys.len();
    let Some(wanted) = words::bracket(lang, count) else {
        return; // That many keys are another rule's finding.
    };
    if !stem.prose.trim_end().ends_with(&wanted) {
        notes.add(
            Rule::ChooseBracket,
            line,
            found,
            format!("{count} options are right: the stem must end with \"{wanted}\""),
        );
        return;
    }
    let said = words::number_words(lang, count);
    let rest = without_bracket(lang, &stem.prose);
    if let Some(word) = tokens(&rest).find(|token| said.contains(&token.to_lowercase().as_str())) {
        notes.add(
            Rule::NumberInStem,
            texts.places.stem,
            word,
            "the number of right options stands in the stem a second time",
        );
    }
}

fn negatives(texts: &Texts, notes: &mut Notes) {
    let (lang, line) = (texts.lang, texts.places.stem_end);
    let stem = without_bracket(lang, &texts.stem.prose);
    let asked = question_sentence(&stem);
    if let Some(word) = asked.split_whitespace().find(|word| is_quiet_negative(lang, word)) {
        let message = "the question is a negative one: ask for what is right, or say so in capitals";
        notes.add(Rule::NegativeForm, line, word.trim_matches(|c: char| !c.is_alphabetic()), message);
    }
    let loud = loud_negatives(lang, &stem);
    if loud > 1 {
        notes.add(Rule::DoubleNegative, line, asked, "the stem has more than one negative");
    } else if loud == 1 {
        let options = texts.options.iter().zip(&texts.places.options);
        let doubled = options.into_iter().find(|(option, _)| {
            loud_negatives(lang, &option.prose) > 0
                || option.prose.split_whitespace().any(|word| is_quiet_negative(lang, word))
        });
        if let Some((option, place)) = doubled {
            notes.add(
                Rule::DoubleNegative,
                place.0,
                option.visible.as_str(),
                "the stem is negative, and so is this option",
            );
        }
    }
}

/// Whether the question asks for the exception.
pub(super) fn is_negative(texts: &Texts) -> bool {
    loud_negatives(texts.lang, &texts.stem.prose) > 0
}

fn loud_negatives(lang: Lang, prose: &str) -> usize {
    tokens(prose).filter(|token| words::negatives(lang).contains(token)).count()
}

/// A negative that is easily overlooked: not in capitals, or contracted.
fn is_quiet_negative(lang: Lang, word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    let lower = word.to_lowercase().replace('\u{2019}', "'");
    lower.ends_with("n't") && lang == Lang::En
        || words::negatives(lang).iter().any(|negative| lower == negative.to_lowercase() && word != *negative)
}

/// The last sentence: symptoms may well be told in negatives, but not the question itself.
fn question_sentence(stem: &str) -> &str {
    let stem = stem.trim_end();
    let body = stem.trim_end_matches('?');
    let start =
        [". ", "? ", "! ", ": ", "; ", "\n"].iter().filter_map(|end| body.rfind(end).map(|at| at + end.len())).max();
    &stem[start.unwrap_or(0)..]
}

/// The first words, to show which text is meant.
pub(super) fn start_of(text: &str) -> String {
    let mut words = text.split_whitespace();
    let start: Vec<_> = words.by_ref().take(8).collect();
    format!("{}{}", start.join(" "), if words.next().is_some() { " …" } else { "" }).replace('\u{fffc}', "…")
}
