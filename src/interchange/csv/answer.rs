//! How a row is answered: which options are there and which are right, or what is to be typed.

use std::collections::BTreeSet;

use super::{
    super::{
        meta::Meta,
        remark::{Cause, Remark},
    },
    cell::to_list,
    key::Options,
    mapping::{KeyForm, Mapping, Role, letters},
    row::Sorted,
    words::{self, KindWord, truth},
};
use crate::exam::{
    lang::Lang,
    question::{FillIn, Instruction, Kind, NumberRange},
};

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The kind with its key.
    pub kind: Kind,
    /// The places of its options among the columns for options; those that are empty in this row are left out.
    pub options: Vec<usize>,
    /// Whether its options are "True" and "False", which no cell says.
    pub is_truth: bool,
}

/// Finds out how a row is answered.
pub(super) fn answer(
    mapping: &Mapping,
    sorted: &Sorted<'_>,
    word: Option<&KindWord>,
    meta: &Meta,
    remarks: &mut Vec<Remark>,
) -> Result<Answer, Cause> {
    let texts: Vec<Vec<&str>> =
        sorted.halves.iter().map(|half| half.options.iter().map(|slot| slot.text.trim()).collect()).collect();
    let options = Options::new(&texts);
    let places = options.places();
    let right = || right(mapping, sorted, word, &options);
    match word {
        Some(KindWord::Text | KindWord::Number) => {
            let answers =
                if places.is_empty() { keys_as_answers(sorted) } else { options_as_answers(&texts, &right()?) };
            typed(sorted, answers, word, meta, remarks)
        }
        _ if !places.is_empty() => {
            check_halves(sorted, &texts, &places)?;
            choice(&places, &right()?, word, remarks)
        }
        Some(KindWord::Single | KindWord::Multiple | KindWord::Choice) => Err(Cause::TooFewOptions),
        Some(KindWord::TrueFalse) => {
            let cell = sorted.first(Role::Key);
            truth(cell)
                .map(|is_true| truth_question(is_true, remarks))
                .ok_or_else(|| Cause::UnknownKey(cell.to_owned()))
        }
        _ => match truth(sorted.first(Role::Key)) {
            Some(is_true) if sorted.all(Role::Answers).next().is_none() => Ok(truth_question(is_true, remarks)),
            _ => typed(sorted, keys_as_answers(sorted), word, meta, remarks),
        },
    }
}

/// Every language has every option.
fn check_halves(sorted: &Sorted<'_>, texts: &[Vec<&str>], places: &[usize]) -> Result<(), Cause> {
    for (half, texts) in sorted.halves.iter().zip(texts) {
        if let Some(&place) = places.iter().find(|&&place| texts.get(place).is_none_or(|text| text.is_empty())) {
            let option = letters(place);
            return Err(Cause::Unfinished(match half.lang {
                None => words!("option {} has no text in one language", option),
                Some(Lang::En) => words!("option {} has no text in English", option),
                Some(Lang::PtBr) => words!("option {} has no text in Portuguese", option),
            }));
        }
    }
    Ok(())
}

/// The places of the options that are right.
fn right(
    mapping: &Mapping,
    sorted: &Sorted<'_>,
    word: Option<&KindWord>,
    options: &Options,
) -> Result<BTreeSet<usize>, Cause> {
    let mut right = BTreeSet::new();
    for half in &sorted.halves {
        right.extend(half.options.iter().enumerate().filter(|(_, slot)| slot.is_right).map(|(place, _)| place));
    }
    for cell in sorted.all(Role::Key) {
        let found = options.resolve(mapping.key, cell);
        // Where options are "True" and "False", the key has these words too.
        let by_text = || options.resolve(KeyForm::Text, cell);
        right.extend(if word == Some(&KindWord::TrueFalse) { found.or_else(|_| by_text()) } else { found }?);
    }
    Ok(right)
}

fn choice(
    places: &[usize],
    right: &BTreeSet<usize>,
    word: Option<&KindWord>,
    remarks: &mut Vec<Remark>,
) -> Result<Answer, Cause> {
    if places.len() < 2 {
        return Err(Cause::TooFewOptions);
    }
    let keys: BTreeSet<usize> =
        places.iter().enumerate().filter(|(_, place)| right.contains(place)).map(|(key, _)| key).collect();
    let several = keys.len() > 1;
    remarks.extend((keys.len() == places.len()).then_some(Remark::AllKeys));
    let kind = match keys.first() {
        None => return Err(Cause::NoKey),
        Some(&key) if !several && word != Some(&KindWord::Multiple) => Kind::Single { key },
        Some(_) => Kind::Multiple { keys },
    };
    match word {
        Some(KindWord::Single) if several => remarks.push(Remark::SeveralKeys),
        Some(KindWord::TrueFalse) => remarks.push(Remark::TrueFalse),
        _ => {}
    }
    Ok(Answer { kind, options: places.to_vec(), is_truth: false })
}

fn truth_question(is_true: bool, remarks: &mut Vec<Remark>) -> Answer {
    remarks.push(Remark::TrueFalse);
    Answer { kind: Kind::Single { key: usize::from(!is_true) }, options: Vec::new(), is_truth: true }
}

/// In a table whose fill-ins have their answers where others have their options: all of them, unless a key says which.
fn options_as_answers(texts: &[Vec<&str>], right: &BTreeSet<usize>) -> Vec<String> {
    let mut answers: Vec<String> = Vec::new();
    for (place, text) in texts.iter().flat_map(|texts| texts.iter().enumerate()) {
        let is_answer = !text.is_empty() && (right.is_empty() || right.contains(&place));
        if is_answer && !answers.iter().any(|answer| answer == text) {
            answers.push((*text).to_owned());
        }
    }
    answers
}

fn keys_as_answers(sorted: &Sorted<'_>) -> Vec<String> {
    sorted.all(Role::Key).flat_map(to_list).collect()
}

fn typed(
    sorted: &Sorted<'_>,
    mut answers: Vec<String>,
    word: Option<&KindWord>,
    meta: &Meta,
    remarks: &mut Vec<Remark>,
) -> Result<Answer, Cause> {
    let range = |text: String| text.parse::<NumberRange>().map_err(|_| Cause::Number(text));
    answers.extend(sorted.all(Role::Answers).flat_map(to_list));
    let mut ranges: Vec<NumberRange> =
        sorted.all(Role::Ranges).flat_map(to_list).map(range).collect::<Result<_, _>>()?;
    if word == Some(&KindWord::Number) && !answers.is_empty() {
        let numbers: Vec<NumberRange> = answers.drain(..).map(range).collect::<Result<_, _>>()?;
        ranges.extend(numbers);
        remarks.push(Remark::Numerical);
    }
    if answers.is_empty() && ranges.is_empty() {
        return Err(Cause::Unfinished(words!("it has neither options nor an answer")));
    }
    let usual = if answers.is_empty() { Instruction::Decimal } else { Instruction::Text };
    let fill_in = FillIn {
        answers,
        ranges,
        ignore_case: words::is_yes(sorted.first(Role::IgnoreCase)),
        instruction: meta.instruction.unwrap_or(usual),
        near: sorted.all(Role::Near).flat_map(to_list).collect(),
    };
    Ok(Answer { kind: Kind::FillIn(fill_in), options: Vec::new(), is_truth: false })
}
