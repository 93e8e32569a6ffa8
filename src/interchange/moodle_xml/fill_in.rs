//! Questions that are answered by typing: short answers and numbers.

use super::{
    question::{Answering, Stop},
    text::{self, Texts},
    weight,
};
use crate::{
    exam::question::{FillIn, Instruction, Kind, NumberRange, fill_in::TYPED_MAX},
    interchange::{Cause, Foreign, Meta, Remark, html, xml::Element},
};

/// An answer to be typed, as the file has it.
pub(super) struct Typed {
    /// In percent.
    pub weight: f64,
    /// Plain text.
    pub answer: String,
    /// What a number may be off by.
    pub tolerance: String,
    /// Markdown; may be empty.
    pub feedback: String,
    pub line: usize,
}

pub(super) fn short_answer(element: &Element, meta: &Meta, texts: &mut Texts) -> Result<Answering, Stop> {
    let typed = answers(element, texts)?;
    let usecase = element.first("usecase").map(|usecase| text::raw(usecase).trim().to_ascii_lowercase());
    let ignore_case = !usecase.is_some_and(|usecase| matches!(usecase.as_str(), "1" | "true"));
    words(&typed, ignore_case, meta, texts)
}

pub(super) fn numerical(element: &Element, meta: &Meta, texts: &mut Texts) -> Result<Answering, Stop> {
    let typed = answers(element, texts)?;
    numbers(&typed, meta, texts)
}

fn answers(element: &Element, texts: &mut Texts) -> Result<Vec<Typed>, Stop> {
    let mut found = Vec::new();
    for answer in element.all("answer") {
        let weight = weight::of(answer).map_err(|cause| Stop::Refuse(cause, Some(answer.line)))?;
        let feedback = answer.first("feedback").map(|feedback| texts.blocks(feedback)).unwrap_or_default();
        let tolerance = answer.first("tolerance").map(|tolerance| text::raw(tolerance).trim().to_owned());
        let typed = Typed {
            weight,
            answer: text::raw(answer).trim().to_owned(),
            tolerance: tolerance.unwrap_or_default(),
            feedback,
            line: answer.line,
        };
        if typed.answer.is_empty() {
            // Moodle leaves it out, too.
            texts.say(Remark::PassedOver { what: words!("an empty answer") });
        } else {
            found.push(typed);
        }
    }
    Ok(found)
}

/// The weight from which an answer is right: 100, or that of the best where none has it.
fn right_from(typed: &[Typed], texts: &mut Texts) -> Result<f64, Stop> {
    let best = typed.iter().map(|typed| typed.weight).fold(0.0, f64::max);
    if best <= 0.0 {
        return Err(Cause::NoKey.into());
    }
    if !weight::is_full(best) {
        texts.say(Remark::Scoring);
    }
    if typed.iter().any(|typed| typed.weight != 0.0 && typed.weight < best) {
        texts.say(Remark::PartialCredit);
    }
    // Where anything is right, nothing is asked.
    if typed.iter().any(|typed| typed.answer == "*" && typed.weight >= best) {
        return Err(Stop::Skip(Foreign::Survey));
    }
    Ok(best)
}

/// A fill-in from answers of words.
pub(super) fn words(typed: &[Typed], ignore_case: bool, meta: &Meta, texts: &mut Texts) -> Result<Answering, Stop> {
    let right = right_from(typed, texts)?;
    let instruction = meta.instruction.unwrap_or(Instruction::Text);
    let mut fill_in = FillIn { answers: Vec::new(), ranges: Vec::new(), ignore_case, instruction, near: Vec::new() };
    for Typed { weight, answer, .. } in typed.iter().filter(|typed| typed.answer != "*") {
        let (text, is_wild) = exact(answer);
        let is_right = *weight >= right;
        if text.is_empty() || text.chars().count() > TYPED_MAX || is_wild && !is_right {
            texts.say(Remark::AnswerLost { answer: answer.clone() });
            continue;
        }
        if is_wild {
            texts.say(Remark::Wildcard { answer: answer.clone() });
        }
        let list = if is_right { &mut fill_in.answers } else { &mut fill_in.near };
        if !list.contains(&text) {
            list.push(text);
        }
    }
    if fill_in.answers.is_empty() {
        return Err(Cause::NoKey.into());
    }
    let right = FillIn { near: Vec::new(), ..fill_in.clone() };
    fill_in.near.retain(|near| !right.verdict(near).is_right());
    Ok(Answering { kind: Kind::FillIn(fill_in), options: Vec::new(), stem: None, explanations: explanations(typed) })
}

/// A fill-in from answers that are numbers.
pub(super) fn numbers(typed: &[Typed], meta: &Meta, texts: &mut Texts) -> Result<Answering, Stop> {
    let right = right_from(typed, texts)?;
    let instruction = meta.instruction.unwrap_or(Instruction::Decimal);
    let (answers, ignore_case) = (Vec::new(), meta.ignore_case);
    let mut fill_in = FillIn { answers, ranges: Vec::new(), ignore_case, instruction, near: Vec::new() };
    for Typed { weight, answer, tolerance, line, .. } in typed.iter().filter(|typed| typed.answer != "*") {
        let refuse = |text: &str| Stop::Refuse(Cause::Number(text.to_owned()), Some(*line));
        let value = weight::number(answer).ok_or_else(|| refuse(answer))?;
        let off = if tolerance.is_empty() { Some(0.0) } else { weight::number(tolerance) };
        // Moodle takes the size of a tolerance, whatever its sign.
        let off = off.ok_or_else(|| refuse(tolerance))?.abs();
        let range = NumberRange::around(value, off).ok_or_else(|| refuse(answer))?;
        if *weight >= right {
            if !fill_in.ranges.contains(&range) {
                fill_in.ranges.push(range);
            }
        } else if !fill_in.near.contains(answer) {
            fill_in.near.push(answer.clone());
        }
    }
    let right = FillIn { near: Vec::new(), ..fill_in.clone() };
    fill_in.near.retain(|near| !right.verdict(near).is_right());
    texts.say(Remark::Numerical);
    Ok(Answering { kind: Kind::FillIn(fill_in), options: Vec::new(), stem: None, explanations: explanations(typed) })
}

/// What each answer has to be told, under its name; what is said of all others has none.
fn explanations(typed: &[Typed]) -> Vec<String> {
    let told = typed.iter().filter(|typed| !typed.feedback.is_empty());
    told.map(|Typed { answer, feedback, .. }| {
        if answer == "*" {
            return feedback.clone();
        }
        let is_prose = !feedback.starts_with(['`', '~', '-', '+', '*', '|'])
            && !feedback.starts_with(|c: char| c.is_ascii_digit());
        let space = if is_prose { " " } else { "\n\n" };
        format!("{}:{space}{feedback}", html::code(&exact(answer).0))
    })
    .collect()
}

/// An answer without its wildcards, and whether it had any: `*` stands for anything, `\*` for an asterisk.
fn exact(answer: &str) -> (String, bool) {
    let mut text = String::with_capacity(answer.len());
    let mut is_wild = false;
    for c in answer.chars() {
        match c {
            '*' if text.ends_with('\\') => {
                text.pop();
                text.push('*');
            }
            '*' => is_wild = true,
            c => text.push(c),
        }
    }
    (text.trim().to_owned(), is_wild)
}
