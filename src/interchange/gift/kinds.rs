//! The kinds of GIFT question that there are here: what is right, and the options.

use std::collections::BTreeSet;

use super::{
    answers::{Answer, answers},
    escape::find,
    texts::{Texts, literal},
};
use crate::{
    exam::{
        lang::Lang,
        question::{FillIn, Instruction, Kind, NumberRange, OptionText},
    },
    interchange::{Cause, Foreign, Meta, Outcome, Remark, plain},
};

/// How a question is answered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answered {
    pub kind: Kind,
    pub options: Vec<OptionText>,
    /// What is said of answers that are typed: the answer, and the text.
    pub feedback: Vec<(String, String)>,
}

impl Answered {
    fn choice(kind: Kind, options: Vec<OptionText>) -> Self {
        Self { kind, options, feedback: Vec::new() }
    }
}

type Found = Result<Answered, Outcome>;

fn refuse<T>(cause: Cause) -> Result<T, Outcome> {
    Err(Outcome::Refused(cause))
}

/// Options to choose from. With `=` one is asked for, without it several.
pub(super) fn choice(body: &str, texts: &mut Texts) -> Found {
    let answers = answers(body, &['=', '~'], texts).map_err(Outcome::Refused)?;
    let asks_one = answers.iter().any(|answer| answer.mark == Some('='));
    let is_key = |answer: &Answer<'_>| {
        if answer.mark == Some('=') {
            answer.weight.is_none_or(|weight| weight > 0.0)
        } else {
            answer.is_full(0.0) || (!asks_one && answer.is_partial())
        }
    };
    let keys: BTreeSet<usize> = (0..).zip(&answers).filter(|(_, answer)| is_key(answer)).map(|(at, _)| at).collect();
    weigh(&answers, asks_one, texts);
    let mut options = Vec::with_capacity(answers.len());
    for answer in &answers {
        if answer.mark.is_none() {
            texts.say(Remark::Unmarked { text: plain::title(answer.text) });
        }
        options.push(OptionText { text: texts.line(answer.text), explanation: texts.block(answer.feedback) });
    }
    if options.len() < 2 {
        return refuse(Cause::TooFewOptions);
    }
    if keys.len() == options.len() {
        texts.say(Remark::AllKeys);
    }
    let kind = match keys.first() {
        None => return refuse(Cause::NoKey),
        Some(&key) if asks_one && keys.len() == 1 => Kind::Single { key },
        Some(_) => Kind::Multiple { keys },
    };
    if asks_one && matches!(kind, Kind::Multiple { .. }) {
        texts.say(Remark::SeveralKeys);
    }
    Ok(Answered::choice(kind, options))
}

/// Says so if the weights of several right options do not add up.
fn weigh(answers: &[Answer<'_>], asks_one: bool, texts: &mut Texts) {
    let total: f64 = answers.iter().filter_map(|answer| answer.weight).filter(|&weight| weight > 0.0).sum();
    if !asks_one && total > 0.0 && (total - 100.0).abs() > 0.1 {
        texts.say(Remark::Contradiction { what: words!("the right options are worth {} % together", total) });
    }
}

/// The answers of a true or false question, if it is one: true or not, and the feedback.
pub(super) fn true_or_false(body: &str) -> Option<(bool, &str)> {
    let (answer, feedback) = match find(body, '#') {
        Some(at) => (&body[..at], &body[at + 1..]),
        None => (body, ""),
    };
    match answer.trim() {
        "T" | "TRUE" => Some((true, feedback)),
        "F" | "FALSE" => Some((false, feedback)),
        _ => None,
    }
}

/// A true or false question as a choice. The feedback is that of the wrong answer, then, after a `#`, that of the right one.
pub(super) fn truth(is_true: bool, feedback: &str, lang: Option<Lang>, texts: &mut Texts) -> Answered {
    let (wrong, right) = find(feedback, '#').map_or((feedback, ""), |at| (&feedback[..at], &feedback[at + 1..]));
    let names = match lang.unwrap_or(Lang::En) {
        Lang::En => ["True", "False"],
        Lang::PtBr => ["Verdadeiro", "Falso"],
    };
    let key = usize::from(!is_true);
    let (wrong, right) = (texts.block(wrong), texts.block(right));
    let mut options = names.map(|name| OptionText { text: name.to_owned(), explanation: wrong.clone() });
    options[key].explanation = right;
    texts.say(Remark::TrueFalse);
    Answered::choice(Kind::Single { key }, options.to_vec())
}

/// A text to be typed.
pub(super) fn typed(body: &str, instruction: Option<Instruction>, ignore_case: bool, texts: &mut Texts) -> Found {
    let mut fill_in = empty(instruction.unwrap_or(Instruction::Text));
    fill_in.ignore_case = ignore_case;
    let (mut feedback, mut takes_all) = (Vec::new(), false);
    for answer in answers(body, &['='], texts).map_err(Outcome::Refused)? {
        let full = literal(answer.text);
        if answer.mark.is_none() {
            texts.say(Remark::Unmarked { text: plain::title(&full) });
        }
        let (text, has_wildcard) = without_wildcards(&full);
        comment(answer.feedback, if has_wildcard { &full } else { &text }, &mut feedback, texts);
        if text.is_empty() {
            takes_all |= answer.is_full(100.0);
            continue;
        }
        if has_wildcard {
            texts.say(Remark::Wildcard { answer: full });
        }
        let list = if answer.is_full(100.0) { &mut fill_in.answers } else { &mut fill_in.near };
        if !list.contains(&text) {
            list.push(text);
        }
    }
    if takes_all && fill_in.answers.is_empty() {
        return Err(Outcome::Skipped(Foreign::Survey));
    }
    if takes_all {
        texts.say(Remark::Wildcard { answer: "*".to_owned() });
    }
    finish(fill_in, feedback)
}

/// A number to be typed. What stands before the braces is `#`, and it is gone.
pub(super) fn number(body: &str, meta: &Meta, texts: &mut Texts) -> Found {
    let mut fill_in = empty(meta.instruction.unwrap_or(Instruction::Decimal));
    fill_in.ignore_case = meta.ignore_case;
    let (body, otherwise) = find(body, '~').map_or((body, ""), |at| (&body[..at], &body[at + 1..]));
    let mut feedback = Vec::new();
    let answers = answers(body, &['='], texts).map_err(Outcome::Refused)?;
    if answers.is_empty() {
        return refuse(Cause::Unfinished(words!("there is no number")));
    }
    for answer in answers {
        let text = literal(answer.text);
        if text == "*" {
            comment(answer.feedback, "*", &mut feedback, texts);
            if answer.is_full(100.0) {
                return Err(Outcome::Skipped(Foreign::Survey));
            }
            continue;
        }
        let Some(range) = range(&text, texts) else { return refuse(Cause::Number(text)) };
        comment(answer.feedback, &range.to_string(), &mut feedback, texts);
        if answer.is_full(100.0) {
            fill_in.ranges.push(range);
        } else if range.low() < range.high() {
            texts.say(Remark::AnswerLost { answer: range.to_string() });
        } else {
            fill_in.near.push(range.to_string());
        }
    }
    let otherwise = find(otherwise, '#').map_or(otherwise, |at| &otherwise[at + 1..]);
    comment(otherwise, "*", &mut feedback, texts);
    if !texts.is_ours {
        texts.say(Remark::Numerical);
    }
    finish(fill_in, feedback)
}

fn empty(instruction: Instruction) -> FillIn {
    FillIn { answers: Vec::new(), ranges: Vec::new(), ignore_case: false, instruction, near: Vec::new() }
}

fn comment(raw: &str, answer: &str, feedback: &mut Vec<(String, String)>, texts: &mut Texts) {
    let text = texts.block(raw);
    if !text.is_empty() {
        feedback.push((answer.to_owned(), text));
    }
}

fn finish(mut fill_in: FillIn, feedback: Vec<(String, String)>) -> Found {
    if fill_in.answers.is_empty() && fill_in.ranges.is_empty() {
        return refuse(Cause::NoKey);
    }
    let FillIn { answers, ranges, near, .. } = &mut fill_in;
    near.retain(|near| !answers.contains(near) && !ranges.iter().any(|range| range.holds(near)));
    Ok(Answered { kind: Kind::FillIn(fill_in), options: Vec::new(), feedback })
}

/// A text without its wildcards, and whether it had any. `\*` is a star.
fn without_wildcards(text: &str) -> (String, bool) {
    let (mut kept, mut found) = (String::with_capacity(text.len()), false);
    for c in text.chars() {
        if c != '*' {
            kept.push(c);
        } else if kept.ends_with('\\') {
            kept.pop();
            kept.push('*');
        } else {
            found = true;
        }
    }
    if found { (plain::fold(&kept), true) } else { (kept, false) }
}

/// `3`, `3:0.5` or `1..5`. A range that goes down is turned round, which is said.
fn range(text: &str, texts: &mut Texts) -> Option<NumberRange> {
    let number = |part: &str| part.trim().parse::<NumberRange>().ok().filter(|_| !part.contains(".."));
    if let Some((from, to)) = text.split_once("..") {
        let (from, to) = (number(from)?, number(to)?);
        if from.low() > to.low() {
            texts.say(Remark::Contradiction { what: words!("the range {} goes down", text) });
            return format!("{to}..{from}").parse().ok();
        }
        return format!("{from}..{to}").parse().ok();
    }
    match text.split_once(':') {
        Some((value, tolerance)) => NumberRange::around(number(value)?.low(), number(tolerance)?.low()),
        None => number(text),
    }
}
