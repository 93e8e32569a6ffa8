//! A question as the canonical text of its file.

use std::fmt::Write as _;

use super::{
    body::is_structure,
    lines::{Fence, tidy},
};
use crate::exam::{
    lang::Lang,
    question::{Kind, Question},
};

/// Writes a question in canonical form. A line of a text that would be taken for structure (a heading, an option, a quote) gets
/// a backslash, which Markdown does not show; so any question whose stem and options have some text can be read back.
pub fn write(question: &Question) -> String {
    let mut out = String::with_capacity(4096);
    front(&mut out, question);
    for lang in Lang::ALL {
        let body = question.body.get(lang);
        line(&mut out, &format!("\n# {lang}\n"));
        line(&mut out, &escape(&body.stem));
        let keys = question.kind.keys();
        let options = if matches!(question.kind, Kind::FillIn(_)) { &[][..] } else { &body.options[..] };
        for (index, option) in options.iter().enumerate() {
            if index == 0 {
                out.push('\n');
            }
            let mark = if keys.contains(&index) { "x" } else { " " };
            line(&mut out, &format!("- [{mark}] {}", one_line(&option.text)));
            quote(&mut out, "  ", &option.explanation);
        }
        quote(&mut out, "", &body.explanation);
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn front(out: &mut String, question: &Question) {
    line(out, "+++");
    line(out, &format!("kind = {}", toml_string(question.kind.as_str())));
    line(out, &format!("area = {}", toml_string(question.area.as_str())));
    line(out, &format!("terms = {}", toml_array(&question.terms)));
    line(out, &format!("level = {}", toml_string(question.level.as_str())));
    if let Kind::FillIn(fill_in) = &question.kind {
        if !fill_in.answers.is_empty() || fill_in.ranges.is_empty() {
            line(out, &format!("answers = {}", toml_array(&fill_in.answers)));
        }
        if !fill_in.ranges.is_empty() {
            let ranges: Vec<String> = fill_in.ranges.iter().map(ToString::to_string).collect();
            line(out, &format!("ranges = {}", toml_array(&ranges)));
        }
        if fill_in.ignore_case {
            line(out, "ignore-case = true");
        }
        line(out, &format!("instruction = {}", toml_string(fill_in.instruction.as_str())));
        if !fill_in.near.is_empty() {
            line(out, &format!("near = {}", toml_array(&fill_in.near)));
        }
    }
    line(out, &format!("sources = {}", toml_array(&question.sources)));
    line(out, &format!("checked = {}", toml_string(&question.checked.to_string())));
    if !question.allow.is_empty() {
        line(out, &format!("allow = {}", toml_array(&question.allow)));
    }
    line(out, "+++");
}

fn toml_array(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| toml_string(text)).collect();
    format!("[{}]", texts.join(", "))
}

fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// An option is one line; what else is whitespace becomes a space.
fn one_line(text: &str) -> String {
    clean(text).lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes a block quote after a blank line, or nothing for an empty text.
fn quote(out: &mut String, indent: &str, text: &str) {
    let text = tidy(clean(text).split('\n'));
    if text.is_empty() {
        return;
    }
    out.push('\n');
    for quoted in text.split('\n') {
        let space = if quoted.is_empty() { "" } else { " " };
        line(out, &format!("{indent}>{space}{quoted}"));
    }
}

/// Without the characters that no file may have.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
        .collect()
}

/// A stem, canonical, with a backslash before what the structure of the file would claim.
fn escape(stem: &str) -> String {
    let mut fence = Fence::default();
    let cleaned = tidy(clean(stem).split('\n'));
    let lines: Vec<String> = cleaned
        .split('\n')
        .map(|line| {
            if fence.takes(line) || !is_structure(line) {
                return line.to_owned();
            }
            let inner = line.trim_start();
            format!("{}\\{inner}", &line[..line.len() - inner.len()])
        })
        .collect();
    lines.join("\n")
}
