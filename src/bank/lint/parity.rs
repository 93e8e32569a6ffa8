//! Rules about the two languages: what they must have in common.

use std::collections::BTreeSet;

use super::{
    rule::Rule,
    subject::{Notes, Subject},
    text::Text,
};

pub(super) fn check(subject: &Subject<'_>, notes: &mut Notes) {
    let (en, pt) = (&subject.texts.en, &subject.texts.pt_br);
    for ((english, _, name), (portuguese, line, _)) in en.all().zip(pt.all()) {
        spans(english, portuguese, line, name, notes);
        blocks(english, portuguese, line, name, notes);
    }
}

/// The code spans that one of two texts has and the other has not.
pub(super) fn spans(english: &Text, portuguese: &Text, line: usize, name: &str, notes: &mut Notes) {
    let en: BTreeSet<&str> = english.spans.iter().map(String::as_str).collect();
    let pt: BTreeSet<&str> = portuguese.spans.iter().map(String::as_str).collect();
    let quoted = |spans: Vec<&&str>| spans.iter().map(|span| format!("`{span}`")).collect::<Vec<_>>().join(", ");
    let (missing, extra) = (quoted(en.difference(&pt).collect()), quoted(pt.difference(&en).collect()));
    if !missing.is_empty() {
        notes.add(
            Rule::LanguageParity,
            line,
            missing,
            format!("the English {name} has this code, the Portuguese one has not"),
        );
    }
    if !extra.is_empty() {
        notes.add(
            Rule::LanguageParity,
            line,
            extra,
            format!("the Portuguese {name} has this code, the English one has not"),
        );
    }
}

/// Comments in code may be translated: only the number of the blocks and their languages must agree.
fn blocks(english: &Text, portuguese: &Text, line: usize, name: &str, notes: &mut Notes) {
    let langs = |text: &Text| text.blocks.iter().map(|block| block.lang.as_str()).collect::<Vec<_>>().join(", ");
    let (en, pt) = (langs(english), langs(portuguese));
    if en != pt || english.blocks.len() != portuguese.blocks.len() {
        let message = format!("the code blocks of the {name} differ: English has [{en}], Portuguese [{pt}]");
        notes.add(Rule::LanguageParity, line, pt, message);
    }
}

/// Code blocks that must be the same to the letter.
pub(super) fn code(english: &Text, portuguese: &Text, line: usize, notes: &mut Notes) {
    let differ = english.blocks.iter().zip(&portuguese.blocks).find(|(one, other)| one.code != other.code);
    if let Some((_, block)) = differ {
        let first = block.code.lines().next().unwrap_or_default();
        notes.add(Rule::LanguageParity, line + block.line, first, "the languages have other code here");
    } else if english.blocks.len() != portuguese.blocks.len() {
        let message =
            format!("English has {} code blocks, Portuguese {}", english.blocks.len(), portuguese.blocks.len());
        notes.add(Rule::LanguageParity, line, "", message);
    }
}
