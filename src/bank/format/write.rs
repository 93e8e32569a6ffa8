//! A question as the canonical text of its file.

use std::fmt::Write as _;

use super::{
    body::is_structure,
    lines::{Fence, tidy},
};
use crate::exam::{
    draft::{Draft, KindName},
    lang::Lang,
    question::Question,
};

/// Writes a question in canonical form. A line of a text that would be taken for structure (a heading, an option, a quote) gets
/// a backslash, which Markdown does not show; so any question whose stem and options have some text can be read back.
pub fn write(question: &Question) -> String {
    write_unfinished(&Draft::of(question))
}

/// Writes a draft as its file would be, without what is missing. It is for reading: what is not finished cannot be read back.
pub fn write_unfinished(draft: &Draft) -> String {
    let mut out = String::with_capacity(4096);
    line(&mut out, "+++");
    front(&mut out, draft);
    line(&mut out, "+++");
    for lang in Lang::ALL {
        let body = draft.body.get(lang);
        line(&mut out, &format!("\n# {lang}\n"));
        line(&mut out, &escape(&body.stem));
        let options = if draft.kind == KindName::FillIn { &[][..] } else { &body.options[..] };
        for (index, option) in options.iter().enumerate() {
            if index == 0 {
                out.push('\n');
            }
            let mark = if draft.keys.contains(&index) { "x" } else { " " };
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

fn front(out: &mut String, draft: &Draft) {
    let mut say = |key: &str, value: String| line(out, &format!("{key} = {value}"));
    say("kind", toml_string(draft.kind.as_str()));
    if let Some(area) = &draft.area {
        say("area", toml_string(area.as_str()));
    }
    say("terms", toml_array(&draft.terms));
    if let Some(level) = draft.level {
        say("level", toml_string(level.as_str()));
    }
    if draft.kind == KindName::FillIn {
        if !draft.answers.is_empty() || draft.ranges.is_empty() {
            say("answers", toml_array(&draft.answers));
        }
        if !draft.ranges.is_empty() {
            say("ranges", toml_array(&draft.ranges));
        }
        if draft.ignore_case {
            say("ignore-case", "true".to_owned());
        }
        if let Some(instruction) = draft.instruction {
            say("instruction", toml_string(instruction.as_str()));
        }
        if !draft.near.is_empty() {
            say("near", toml_array(&draft.near));
        }
    }
    say("sources", toml_array(&draft.sources));
    if let Some(checked) = draft.checked {
        say("checked", toml_string(&checked.to_string()));
    }
    if !draft.allow.is_empty() {
        say("allow", toml_array(&draft.allow));
    }
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
