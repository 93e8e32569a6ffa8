//! Questions with options: multiple choice, and true or false.

use std::collections::BTreeSet;

use super::{
    question::{Answering, Stop},
    text::{self, Texts},
    weight,
};
use crate::{
    exam::question::{Kind, OptionText},
    interchange::{Cause, Meta, Remark, xml::Element},
};

pub(super) fn multichoice(element: &Element, _: &Meta, texts: &mut Texts) -> Result<Answering, Stop> {
    let mut options = Vec::new();
    let mut weights = Vec::new();
    for answer in element.all("answer") {
        let weight = weight::of(answer).map_err(|cause| Stop::Refuse(cause, Some(answer.line)))?;
        let text = texts.line(answer);
        let explanation = answer.first("feedback").map(|feedback| texts.blocks(feedback)).unwrap_or_default();
        if text.is_empty() {
            // Moodle leaves it out, too.
            texts.say(Remark::PassedOver { what: words!("an empty option") });
        } else {
            options.push(OptionText { text, explanation });
            weights.push(weight);
        }
    }
    let kind = kind(&weights, is_single(element, texts), texts)?;
    Ok(Answering { kind, options, stem: None, explanations: Vec::new() })
}

/// Whether one option may be chosen. That is so unless it is said otherwise.
fn is_single(element: &Element, texts: &mut Texts) -> bool {
    let Some(single) = element.first("single").map(|single| text::raw(single).trim().to_owned()) else { return true };
    let is_single = !matches!(single.to_ascii_lowercase().as_str(), "" | "0" | "false");
    if !is_single && !matches!(single.as_str(), "" | "0" | "false") {
        let what = words!("\"{}\" was read as false, which Moodle takes for true", single);
        texts.say(Remark::Contradiction { what });
    }
    is_single
}

/// The key of a question whose options have these weights, in percent.
pub(super) fn kind(weights: &[f64], is_single: bool, texts: &mut Texts) -> Result<Kind, Cause> {
    if weights.len() < 2 {
        return Err(Cause::TooFewOptions);
    }
    let those = |is_wanted: &dyn Fn(f64) -> bool| -> BTreeSet<usize> {
        weights.iter().enumerate().filter(|(_, weight)| is_wanted(**weight)).map(|(index, _)| index).collect()
    };
    let right = those(&|weight| weight > 0.0);
    let full = those(&weight::is_full);
    let sum: f64 = weights.iter().filter(|weight| **weight > 0.0).sum();
    let is_whole = (sum - 100.0).abs() < 0.1;
    let keys = if is_single && !full.is_empty() { &full } else { &right };
    let Some(&first) = keys.first() else { return Err(Cause::NoKey) };
    if keys.len() == weights.len() {
        texts.say(Remark::AllKeys);
    }
    let contradiction = |what| Remark::Contradiction { what };
    match (is_single, keys.len()) {
        (_, 1) => {
            if full.is_empty() {
                texts.say(Remark::Scoring);
            } else if weights.iter().enumerate().any(|(index, weight)| index != first && *weight != 0.0) {
                texts.say(Remark::PartialCredit);
            }
            if !is_single {
                texts.say(contradiction(words!("several options may be chosen, and one is right")));
            }
            Ok(Kind::Single { key: first })
        }
        (true, _) if !full.is_empty() => {
            texts.say(Remark::SeveralKeys);
            Ok(Kind::Multiple { keys: full })
        }
        (true, _) if !is_whole => {
            // None is fully right: the best is the key.
            let best = right.iter().copied().max_by(|a, b| weights[*a].total_cmp(&weights[*b]).then(b.cmp(a)));
            texts.say(Remark::Scoring);
            Ok(Kind::Single { key: best.unwrap_or(first) })
        }
        (is_single, _) => {
            if is_single {
                texts.say(contradiction(words!("one option may be chosen, and the points are shared by several")));
            } else if !is_whole {
                texts.say(contradiction(words!("the weights of the right options add up to {} %", sum)));
            }
            // Where a wrong option takes all points away, nothing is closer to all or nothing.
            if weights.iter().any(|weight| *weight <= 0.0 && *weight > -100.0) {
                texts.say(Remark::PartialCredit);
            }
            Ok(Kind::Multiple { keys: right })
        }
    }
}

/// The words for true and false, in the language of the file.
const WORDS: [(&str, &str); 2] = [("True", "False"), ("Verdadeiro", "Falso")];

pub(super) fn true_false(element: &Element, meta: &Meta, texts: &mut Texts) -> Result<Answering, Stop> {
    let answers: Vec<&Element> = element.all("answer").collect();
    let [first, second] = answers[..] else {
        let count = answers.len();
        return Err(Cause::Unfinished(words!("true or false has two answers, and this {}", count)).into());
    };
    let word = |answer: &Element| text::plain(&text::raw(answer)).trim().to_lowercase();
    let (one, other) = (word(first), word(second));
    let known = WORDS.iter().find_map(|words| {
        let (yes, no) = (words.0.to_lowercase(), words.1.to_lowercase());
        if one == yes && other == no {
            Some((words, false))
        } else {
            (one == no && other == yes).then_some((words, true))
        }
    });
    // Moodle wrote the words of its own language once, the true one first.
    let (words, is_swapped) = known.unwrap_or_else(|| {
        texts.say(Remark::Scoring);
        (&WORDS[usize::from(meta.lang == Some(crate::exam::lang::Lang::PtBr))], false)
    });
    let (yes, no) = if is_swapped { (second, first) } else { (first, second) };
    let weight = |answer: &Element| weight::of(answer).map_err(|cause| Stop::Refuse(cause, Some(answer.line)));
    let key = match (weight(yes)? > 0.0, weight(no)? > 0.0) {
        (true, true) => return Err(Cause::AllKeys.into()),
        (false, false) => return Err(Cause::NoKey.into()),
        (yes, _) => usize::from(!yes),
    };
    let mut option = |answer: &Element, word: &str| {
        let explanation = answer.first("feedback").map(|feedback| texts.blocks(feedback)).unwrap_or_default();
        OptionText { text: word.to_owned(), explanation }
    };
    let options = vec![option(yes, words.0), option(no, words.1)];
    texts.say(Remark::TrueFalse);
    Ok(Answering { kind: Kind::Single { key }, options, stem: None, explanations: Vec::new() })
}
