//! The languages of a file: a heading `# en` or `# pt-BR` each, and the lines under it.

use super::{FormatError, front::Rest, lines::Fence};
use crate::exam::lang::{Lang, Localized};

/// A line with its number in the file.
pub(in crate::bank) type Line<'a> = (usize, &'a str);

/// What stands in one language.
pub(in crate::bank) struct Half<'a> {
    /// The language.
    pub lang: Lang,
    /// The line of its heading.
    pub heading: usize,
    /// What stands under it.
    pub lines: Vec<Line<'a>>,
}

/// Cuts a text at the headings of its languages. `is_heading` says which lines must be one; in code blocks a `#` is a comment.
pub(in crate::bank) fn halves(
    rest: Rest<'_>,
    is_heading: impl Fn(&str) -> bool,
) -> Result<Localized<Half<'_>>, FormatError> {
    let (mut found, swallowed) = cut(rest, is_heading)?;
    let mut take = |lang: Lang| {
        let Some(index) = found.iter().position(|half| half.lang == lang) else {
            if let Some(opened) = swallowed {
                return Err(unclosed(opened));
            }
            let message = format!("the {} half is missing (no \"# {lang}\" heading)", lang.english_name());
            let last_line = rest.first_line + rest.text.lines().count().saturating_sub(1);
            return Err(FormatError::of("language-parity", last_line, message));
        };
        Ok(found.swap_remove(index))
    };
    Ok(Localized { en: take(Lang::En)?, pt_br: take(Lang::PtBr)? })
}

/// The halves in the order of the file. Also gives the line of a code block that has a heading in it, which shows that someone
/// forgot to close it.
fn cut(rest: Rest<'_>, is_heading: impl Fn(&str) -> bool) -> Result<(Vec<Half<'_>>, Option<usize>), FormatError> {
    let mut halves: Vec<Half<'_>> = Vec::new();
    let mut fence = Fence::default();
    let mut opened = rest.first_line;
    let mut swallowed = None;
    for (text, number) in rest.text.split('\n').zip(rest.first_line..) {
        let was_open = fence.is_open();
        let in_code = fence.takes(text);
        if in_code && !was_open {
            opened = number;
        }
        if in_code && swallowed.is_none() && heading_lang(text).is_some() {
            swallowed = Some(opened);
        }
        if !in_code && is_heading(text) {
            let lang = heading_lang(text).ok_or_else(|| {
                let heading = text.trim_end();
                FormatError::new(
                    number,
                    format!("\"{heading}\" is no heading of a language (these are: \"# en\", \"# pt-BR\")"),
                )
            })?;
            if halves.iter().any(|half| half.lang == lang) {
                return Err(FormatError::new(number, format!("the heading \"# {lang}\" is there twice")));
            }
            halves.push(Half { lang, heading: number, lines: Vec::new() });
        } else if let Some(half) = halves.last_mut() {
            half.lines.push((number, text));
        } else if !text.trim().is_empty() {
            return Err(FormatError::new(number, "there is text before the heading \"# en\""));
        }
    }
    // Said here, since the block has swallowed the headings that follow it.
    if fence.is_open() { Err(unclosed(opened)) } else { Ok((halves, swallowed)) }
}

fn heading_lang(line: &str) -> Option<Lang> {
    line.strip_prefix("# ")?.trim().parse().ok()
}

/// What is said of a code block without an end.
pub(super) fn unclosed(line: usize) -> FormatError {
    FormatError::new(line, "the code block that opens here is never closed")
}
