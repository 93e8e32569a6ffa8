//! Texts with gaps: `{1:SHORTANSWER:=Paris~%50%Lyon#almost}`. One gap is a question of ours, several are not.

use super::{
    choice, fill_in,
    fill_in::Typed,
    question::{ANSWERS, Answering, Stop},
    text::{self, Texts},
    weight,
};
use crate::{
    exam::question::OptionText,
    interchange::{Cause, Excess, Foreign, Meta, html, xml::Element},
};

/// What a gap is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Words { ignore_case: bool },
    Number,
    One,
    Several,
}

impl Sort {
    /// Moodle's names for it, in any case.
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "SHORTANSWER" | "SA" | "MW" => Self::Words { ignore_case: true },
            "SHORTANSWER_C" | "SAC" | "MWC" => Self::Words { ignore_case: false },
            "NUMERICAL" | "NM" => Self::Number,
            "MULTICHOICE" | "MC" | "MULTICHOICE_V" | "MCV" | "MULTICHOICE_H" | "MCH" | "MULTICHOICE_S" | "MCS"
            | "MULTICHOICE_VS" | "MCVS" | "MULTICHOICE_HS" | "MCHS" => Self::One,
            "MULTIRESPONSE" | "MR" | "MULTIRESPONSE_H" | "MRH" | "MULTIRESPONSE_S" | "MRS" | "MULTIRESPONSE_HS"
            | "MRHS" => Self::Several,
            _ => return None,
        })
    }
}

/// A gap, and where it stands in the text.
struct Gap {
    sort: Sort,
    start: usize,
    end: usize,
    alternatives: Vec<Alternative>,
}

/// One of the answers of a gap. Its texts are HTML.
struct Alternative {
    weight: Result<f64, Cause>,
    text: String,
    feedback: String,
}

pub(super) fn read(element: &Element, meta: &Meta, texts: &mut Texts) -> Result<Answering, Stop> {
    let Some(question_text) = element.first("questiontext") else { return Err(Cause::NoStem.into()) };
    let source = text::raw(question_text);
    let gaps = gaps(&source);
    let line = Some(question_text.line);
    if gaps.is_empty() {
        return Err(Stop::Refuse(Cause::Unfinished(words!("there is no gap in the text")), line));
    }
    // A broken gap is broken in whatever company.
    let mut read = Vec::new();
    for gap in &gaps {
        read.push(answering(gap, meta, texts).map_err(|stop| match stop {
            Stop::Refuse(cause, None) => Stop::Refuse(cause, line),
            stop => stop,
        })?);
    }
    let ([gap], Some(mut answering)) = (&gaps[..], read.pop()) else { return Err(Stop::Skip(Foreign::Cloze)) };
    let after = &source[gap.end..];
    // At the end of a text the gap is where the answer goes, and needs no mark.
    let is_last = html::to_text(after).trim().trim_matches(['.', '!', '?']).is_empty();
    let mark = if is_last { "" } else { "_____" };
    let stem = format!("{}{mark}{after}", &source[..gap.start]);
    answering.stem = Some(texts.convert(question_text, &stem));
    Ok(answering)
}

fn answering(gap: &Gap, meta: &Meta, texts: &mut Texts) -> Result<Answering, Stop> {
    if gap.alternatives.len() > ANSWERS {
        return Err(Cause::TooLarge(Excess::Answers(ANSWERS)).into());
    }
    let mut convert = |source: &str| texts.convert(&Element::default(), source);
    let mut weights = Vec::new();
    let mut parts = Vec::new();
    for alternative in &gap.alternatives {
        weights.push(alternative.weight.clone()?);
        parts.push((convert(&alternative.text), convert(&alternative.feedback)));
    }
    match gap.sort {
        Sort::One | Sort::Several => {
            let kind = choice::kind(&weights, gap.sort == Sort::One, texts)?;
            let option =
                |(text, explanation): (String, String)| OptionText { text: html::inline(&text).0, explanation };
            let options = parts.into_iter().map(option).collect();
            Ok(Answering { kind, options, stem: None, explanations: Vec::new() })
        }
        Sort::Words { .. } | Sort::Number => {
            let mut typed = Vec::new();
            for ((alternative, weight), (_, feedback)) in gap.alternatives.iter().zip(weights).zip(parts) {
                let plain = html::to_text(&alternative.text).trim().to_owned();
                let (answer, tolerance) = match plain.rsplit_once(':') {
                    Some((answer, tolerance)) if gap.sort == Sort::Number => (answer.to_owned(), tolerance.to_owned()),
                    _ => (plain, String::new()),
                };
                typed.push(Typed { weight, answer, tolerance, feedback, line: 0 });
            }
            typed.retain(|typed| !typed.answer.is_empty());
            match gap.sort {
                Sort::Words { ignore_case } => fill_in::words(&typed, ignore_case, meta, texts),
                _ => fill_in::numbers(&typed, meta, texts).map_err(|stop| match stop {
                    Stop::Refuse(cause, _) => cause.into(),
                    stop @ Stop::Skip(_) => stop,
                }),
            }
        }
    }
}

/// The gaps of a text, in order. What only looks like one stays text.
fn gaps(source: &str) -> Vec<Gap> {
    let mut found: Vec<Gap> = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|start| at + start) {
        at = start + 1;
        let Some((sort, body)) = opening(&source[at..]) else { continue };
        let body = at + body;
        // Without an end there is none for any gap that follows.
        let Some(length) = unescaped(&source[body..], '}') else { break };
        at = body + length + 1;
        let alternatives = split(&source[body..body + length], '~').into_iter().map(alternative).collect();
        found.push(Gap { sort, start, end: at, alternatives });
    }
    found
}

/// The sort of a gap whose `{` stands before the text, and where its answers begin.
fn opening(text: &str) -> Option<(Sort, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(':')?;
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_').count();
    let sort = Sort::named(&rest[..length])?;
    rest[length..].starts_with(':').then_some((sort, digits + 1 + length + 1))
}

fn alternative(source: &str) -> Alternative {
    let source = source.trim();
    let (weight, rest) = if let Some(rest) = source.strip_prefix('=') {
        (Ok(100.0), rest)
    } else if let Some((percent, rest)) = source.strip_prefix('%').and_then(|rest| rest.split_once('%')) {
        (weight::percent(percent), rest)
    } else {
        (Ok(0.0), source)
    };
    let at = unescaped(rest, '#').unwrap_or(rest.len());
    let feedback = rest.get(at + 1..).unwrap_or_default();
    // `%100%=` is written, too.
    let text = rest[..at].strip_prefix('=').unwrap_or(&rest[..at]);
    Alternative { weight, text: unescape(text), feedback: unescape(feedback) }
}

/// Where a character stands that no backslash precedes. Entities end with `;` and may hold `#`.
fn unescaped(text: &str, wanted: char) -> Option<usize> {
    let mut is_escaped = false;
    let mut before = ' ';
    text.char_indices().find_map(|(at, c)| {
        let is_it = c == wanted && !is_escaped && !(c == '#' && before == '&');
        is_escaped = c == '\\' && !is_escaped;
        before = c;
        is_it.then_some(at)
    })
}

fn split(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = unescaped(rest, mark) {
        parts.push(&rest[..at]);
        rest = &rest[at + mark.len_utf8()..];
    }
    parts.push(rest);
    // A mark before the first answer is common.
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = chars.next_if(|next| c == '\\' && "}{~#\"\\/".contains(*next));
        out.push(escaped.unwrap_or(c));
    }
    out
}
