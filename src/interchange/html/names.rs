//! What the names and attributes of HTML mean to a text.

use super::tokens::Tag;
use crate::interchange::Words;

/// Their content is nothing to read.
pub(super) fn media(name: &str) -> Option<Words> {
    Some(match name {
        "audio" | "bgsound" => words!("a sound"),
        "video" => words!("a film"),
        "iframe" | "frame" | "applet" | "embed" | "object" => words!("an embedded page"),
        "svg" | "canvas" => words!("a drawing"),
        "script" => words!("a script"),
        "input" | "select" | "textarea" | "button" => words!("a form field"),
        _ => return None,
    })
}

/// What begins a new block.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: &str = "p div section article aside header footer main nav address center fieldset figure figcaption \
        form legend dl dt dd details summary blockquote body html hr h1 h2 h3 h4 h5 h6 caption";
    BLOCKS.split(' ').any(|block| block == name)
}

/// What is a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The language of a code block, from a class like `language-sh`.
pub(super) fn language(tag: &Tag) -> String {
    let class = tag.attribute("class").unwrap_or_default();
    let found =
        class.split_whitespace().find_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-")));
    let is_name =
        |name: &&str| name.len() <= 20 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+#-_".contains(&b));
    found.filter(is_name).unwrap_or_default().to_owned()
}

/// An address as Markdown takes it.
pub(super) fn address(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for c in target.chars().filter(|c| !c.is_control()) {
        match c {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// Whether a text has a formula of TeX in it, which other systems draw.
pub(super) fn is_formula(text: &str) -> bool {
    [("\\(", "\\)"), ("\\[", "\\]")]
        .iter()
        .any(|(start, end)| text.split_once(start).is_some_and(|(_, rest)| rest.contains(end)))
}

/// The beginning of a text, for people.
pub(super) fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// The raised or lowered form of a character, where there is one.
pub(super) fn small(c: char, raised: bool) -> Option<char> {
    const PLAIN: &str = "0123456789+-=()n";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";
    let c = if c == '\u{2212}' { '-' } else { c };
    let index = PLAIN.chars().position(|plain| plain == c)?;
    if raised { RAISED } else { LOWERED }.chars().nth(index)
}
