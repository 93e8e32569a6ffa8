//! The rule about code blocks: what claims to be XML, YAML, JSON or TOML is.

use quick_xml::{Reader, events::Event};
use saphyr::LoadableYamlNode as _;

use super::{
    rule::Rule,
    subject::{Notes, Subject},
    text::Text,
};

pub(super) fn check(subject: &Subject<'_>, notes: &mut Notes) {
    for (_, texts) in subject.texts.iter() {
        for (text, line, _) in texts.all() {
            check_text(text, line, notes);
        }
    }
}

/// Checks the code blocks of one text.
pub(super) fn check_text(text: &Text, line: usize, notes: &mut Notes) {
    for block in &text.blocks {
        if let Err(error) = parse(&block.lang, &block.code) {
            let message = format!("the code block is no {}: {error}", block.lang.to_uppercase());
            let first = block.code.lines().next().unwrap_or_default();
            notes.add(Rule::EmbeddedSyntax, line + block.line, first, message);
        }
    }
}

/// Parses what has a parser here; everything else is right.
fn parse(lang: &str, code: &str) -> Result<(), String> {
    let one_line = |error: &dyn std::fmt::Display| error.to_string().trim().replace('\n', " ");
    match lang {
        "xml" => xml(code),
        "json" => serde_json::from_str::<serde_json::Value>(code).map(drop).map_err(|error| one_line(&error)),
        "yaml" => saphyr::Yaml::load_from_str(code).map(drop).map_err(|error| one_line(&error)),
        "toml" => code.parse::<toml::Table>().map(drop).map_err(|error| error.message().to_owned()),
        _ => Ok(()),
    }
}

/// Well-formed, with exactly one root element.
fn xml(code: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(code);
    let mut depth = 0_usize;
    let mut roots = 0_usize;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) => {
                attributes(&element)?;
                roots += usize::from(depth == 0);
                depth += 1;
            }
            Event::Empty(element) => {
                attributes(&element)?;
                roots += usize::from(depth == 0);
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) if depth == 0 && !text.trim().is_empty() => {
                return Err("there is text outside the root element".to_owned());
            }
            Event::GeneralRef(name) => {
                let known = matches!(&*name, "lt" | "gt" | "amp" | "apos" | "quot");
                if !known && !name.is_char_ref() {
                    return Err(format!("the entity &{}; is not defined", &*name));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match (depth, roots) {
        (0, 1) => Ok(()),
        (0, _) => Err(format!("it has {roots} root elements instead of one")),
        _ => Err("an element is never closed".to_owned()),
    }
}

fn attributes(element: &quick_xml::events::BytesStart<'_>) -> Result<(), String> {
    element.attributes().try_for_each(|attribute| attribute.map(drop).map_err(|error| error.to_string()))
}
