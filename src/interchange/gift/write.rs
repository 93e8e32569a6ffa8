//! Our questions as a GIFT file.

use std::collections::BTreeSet;

use super::{
    escape::escape,
    parts::{category_line, mark},
};
use crate::{
    exam::{
        lang::Lang,
        question::{FillIn, Kind, OptionText, Question},
    },
    interchange::{Meta, Outgoing, Remark, Words, Written, shield, shown},
};

/// The shares of a point that Moodle knows, by the number of right options.
const SHARES: [&str; 10] = ["100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"];

/// Writes a file. Each question stands in it once for each language.
pub fn write(questions: &[Outgoing<'_>]) -> Written {
    let mut written = Written::default();
    let (mut file, mut category) = (String::new(), None);
    for Outgoing { question, languages } in questions {
        let mut lose = |remark| written.lost.push((question.name.to_string(), remark));
        if let Some(why) = obstacle(&question.kind) {
            lose(Remark::LeftOut { why });
            continue;
        }
        for what in lost(question, languages) {
            lose(Remark::PartLost { what });
        }
        if category != Some(&question.objective) && !languages.is_empty() {
            category = Some(&question.objective);
            file.push_str(&category_line(&[question.objective.to_string()]));
            file.push_str("\n\n");
        }
        for &lang in *languages {
            file.push_str(&written_in(question, lang));
        }
    }
    written.bytes = file.into_bytes();
    written
}

/// Why a question cannot be written.
fn obstacle(kind: &Kind) -> Option<Words> {
    match kind {
        Kind::Multiple { keys } if keys.len() > SHARES.len() => Some(words!("more than ten of its options are right")),
        Kind::FillIn(fill_in) if !fill_in.ranges.is_empty() && !fill_in.answers.is_empty() => {
            Some(words!("it takes numbers by their value and texts as well"))
        }
        Kind::FillIn(fill_in) if fill_in.answers.iter().chain(&fill_in.near).any(|answer| answer.contains("->")) => {
            Some(words!("an answer of it has \"->\" in it, which means pairs to be matched"))
        }
        Kind::Single { .. } | Kind::Multiple { .. } | Kind::FillIn(_) => None,
    }
}

/// What of a question cannot be written.
fn lost(question: &Question, languages: &[Lang]) -> Vec<Words> {
    let mut lost = Vec::new();
    if let Kind::FillIn(fill_in) = &question.kind {
        if !fill_in.ranges.is_empty() && fill_in.near.iter().any(|near| !is_number(near)) {
            lost.push(words!("answers that are nearly right and no numbers"));
        }
        if fill_in.ranges.is_empty() && !fill_in.ignore_case {
            lost.push(words!("that case matters"));
        }
    }
    if !shown::names(question, languages).is_empty() {
        lost.push(words!("pictures"));
    }
    lost
}

fn is_number(text: &str) -> bool {
    !text.contains("..") && text.parse::<crate::exam::question::NumberRange>().is_ok()
}

/// A question in one language, with a blank line after it.
fn written_in(question: &Question, lang: Lang) -> String {
    let (name, body) = (&question.name, question.body.get(lang));
    let tags = Meta::of(question, Some(lang)).to_tags();
    let mut marks = vec![mark("id", &format!("{name}.{lang}"))];
    marks.extend(tags.iter().map(|tag| mark("tag", tag)));
    let comment = marks.join(" ");
    let answers = match &question.kind {
        Kind::Single { key } => choice(&body.options, |at| if at == *key { "=" } else { "~" }.to_owned()),
        Kind::Multiple { keys } => choice(&body.options, |at| weight(keys, at)),
        Kind::FillIn(fill_in) if fill_in.ranges.is_empty() => typed(fill_in),
        Kind::FillIn(fill_in) => numbers(fill_in),
    };
    let general =
        if body.explanation.is_empty() { String::new() } else { format!("\t####{}\n", text(&body.explanation)) };
    let stem = escape(&shield::shield(&body.stem));
    format!("// {comment}\n::{}::[markdown]{stem}{{{answers}{general}}}\n\n", escape(&format!("{name} ({lang})")))
}

/// A text in the format of the stem. One that begins like a format or a weight says its own.
fn text(markdown: &str) -> String {
    let format = if markdown.starts_with(['[', '%']) { "[markdown]" } else { "" };
    format!("{format}{}", escape(&shield::shield(markdown)))
}

fn choice(options: &[OptionText], sign: impl Fn(usize) -> String) -> String {
    let lines = options.iter().enumerate().map(|(at, option)| {
        let feedback =
            if option.explanation.is_empty() { String::new() } else { format!("#{}", text(&option.explanation)) };
        format!("\t{}{}{feedback}\n", sign(at), text(&option.text))
    });
    format!("\n{}", lines.collect::<String>())
}

/// All that is right together is worth a point, and whatever is wrong takes it away.
fn weight(keys: &BTreeSet<usize>, at: usize) -> String {
    let share = if keys.contains(&at) { SHARES.get(keys.len() - 1).copied().unwrap_or_default() } else { "-100" };
    format!("~%{share}%")
}

fn typed(fill_in: &FillIn) -> String {
    let right = fill_in.answers.iter().map(|answer| (100, answer));
    let lines = right.chain(fill_in.near.iter().map(|near| (0, near))).map(|(weight, answer)| {
        let format = if answer.starts_with('[') { "[plain]" } else { "" };
        // Before a star a backslash, or it would stand for everything.
        format!("\t=%{weight}%{format}{}#\n", escape(&answer.replace('*', "\\*")))
    });
    format!("\n{}", lines.collect::<String>())
}

fn numbers(fill_in: &FillIn) -> String {
    let right = fill_in.ranges.iter().map(|range| (100, range.to_string()));
    let near = fill_in.near.iter().filter(|near| is_number(near)).map(|near| (0, near.clone()));
    let lines = right.chain(near).map(|(weight, number)| format!("\t=%{weight}%{}#\n", number.replace(',', ".")));
    format!("#\n{}", lines.collect::<String>())
}
