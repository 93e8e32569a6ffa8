//! Our Markdown in systems that obey the HTML in it, where question files show it as it stands.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A part of a text, and what comes in its place.
type Edit = (Range<usize>, String);

/// Makes Markdown of ours such that other systems show it as we do: what looks like HTML is written with `&lt;`, which every
/// Markdown knows; a backslash does not hide it from all.
pub(super) fn shield(markdown: &str) -> String {
    let mut in_code = false;
    edited(markdown, |event, range, edits| match event {
        Event::Start(Tag::CodeBlock(_)) => in_code = true,
        Event::End(TagEnd::CodeBlock) => in_code = false,
        // It ends the paragraph before it, and as text it would go on with it.
        Event::Start(Tag::HtmlBlock) if markdown[..range.start].ends_with('\n') => {
            edits.push((range.start..range.start, "\n".to_owned()));
        }
        Event::InlineHtml(html) => edits.push((range, escaped(&html))),
        Event::Html(html) => {
            let end = range.start + html.trim_end_matches('\n').len();
            edits.push((range.start..end, line(html.trim())));
        }
        Event::Text(_) if !in_code => {
            for (at, _) in markdown[range.clone()].match_indices('<') {
                let at = range.start + at;
                let is_tag = |next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?');
                // Of two backslashes the first is the other's.
                let backslash = markdown[..at].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2;
                if markdown[at + 1..].starts_with(is_tag) {
                    edits.push((at - backslash..at + 1, "&lt;".to_owned()));
                }
            }
        }
        _ => {}
    })
}

/// Takes away what [`shield`] wrote: `&lt;` becomes `<` where that shows the same.
pub(super) fn unshield(markdown: &str) -> String {
    edited(markdown, |event, range, edits| {
        let is_sign = matches!(event, Event::Text(text) if &*text == "<");
        if is_sign && markdown[range.clone()] == *"&lt;" && shows_alone(markdown, &range) {
            edits.push((range, "<".to_owned()));
        }
    })
}

/// Replaces what events stand for, in their order.
fn edited(markdown: &str, mut edit: impl FnMut(Event<'_>, Range<usize>, &mut Vec<Edit>)) -> String {
    let mut edits = Vec::new();
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        edit(event, range, &mut edits);
    }
    let (mut out, mut done) = (String::with_capacity(markdown.len()), 0);
    for (range, replacement) in edits {
        if range.start >= done {
            out.push_str(&markdown[done..range.start]);
            out.push_str(&replacement);
            done = range.end;
        }
    }
    out.push_str(&markdown[done..]);
    out
}

/// A line of HTML as text that begins no block.
fn line(html: &str) -> String {
    let digits = html.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = html.split_at(digits);
    let block = if number.is_empty() { ">#-+=~" } else { ".)" };
    let mark = if rest.starts_with(|c| block.contains(c)) { "\\" } else { "" };
    format!("{number}{mark}{}", escaped(rest))
}

/// HTML as text. Markdown takes nothing in it as its own.
fn escaped(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 8);
    let mut before = ' ';
    for (at, c) in html.char_indices() {
        let next = html[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '*' | '`' | '[' | '\\' => out.extend(['\\', c]),
            '_' if !(before.is_alphanumeric() && next.is_alphanumeric()) => out.push_str("\\_"),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// Whether a `<` in place of this entity would be shown as it stands, with all that follows it.
fn shows_alone(markdown: &str, entity: &Range<usize>) -> bool {
    // At the beginning of a line HTML claims whole lines; a letter before it on its line is enough to know that it is not there.
    let before = markdown[..entity.start].bytes().rev().take_while(|&byte| byte != b'\n').take(LINE);
    let rest = &markdown.as_bytes()[entity.end..];
    let near = &rest[..rest.len().min(LINE)];
    let length = near.iter().position(|&byte| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>'));
    let (tag, after) = near.split_at(length.unwrap_or(near.len()));
    let is_whole = after.first() == Some(&b'>') || (near.len() == rest.len() && !after.contains(&b'>'));
    // With a colon or an at sign it would be a link; what is escaped in it would show its backslash; a comment has no end.
    let is_plain = !tag.iter().any(|byte| b":@*_`[\\&!?".contains(byte));
    is_whole && is_plain && before.into_iter().any(|byte| byte.is_ascii_alphanumeric())
}

/// As far as is looked before and behind an entity, in bytes.
const LINE: usize = 200;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::interchange::plain;

    #[test]
    fn what_looks_like_html_is_text_elsewhere_and_comes_back() {
        for (markdown, shielded) in [
            ("Which element of <domain> holds `<name>`?", "Which element of &lt;domain> holds `<name>`?"),
            ("The pair <ab> and <c/>.", "The pair &lt;ab> and &lt;c/>."),
            ("```xml\n<a>&lt;</a>\n```", "```xml\n<a>&lt;</a>\n```"),
            ("See <https://example.com>.", "See <https://example.com>."),
            ("a < b, &amp; c", "a < b, &amp; c"),
            ("a<b or `a<b`", "a&lt;b or `a<b`"),
        ] {
            assert_eq!(shield(markdown), shielded);
            assert_eq!(unshield(shielded), markdown);
        }
    }

    #[test]
    fn markdown_takes_nothing_in_it_as_its_own() {
        assert_eq!(shield("\\<b> and \\\\<c>"), "&lt;b> and \\\\&lt;c>");
        assert_eq!(shield("<b>\n*x*\n\ny"), "&lt;b>\n\\*x\\*\n\ny");
        assert_eq!(shield("a <b title=\"*x* `y` &lt;\">"), "a &lt;b title=\"\\*x\\* \\`y\\` &amp;lt;\">");
    }

    #[test]
    fn an_entity_stays_where_a_bare_sign_would_mean_something() {
        for markdown in ["see &lt;https://example.com>", "&lt;div> is a tag", "a &lt;b*c>*", "`&lt;a>`", "    a &lt;b>"]
        {
            assert_eq!(unshield(markdown), markdown);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_html_any_more_and_all_is_shown_as_before(
            markdown in "(<[a-c]|</c>|a>|&lt;|&|[-a-c1*_`:@.\\\\\"'= \n]|\\n\\n|<b>|<div>|<a b=\"c\">|<https://a>){0,20}",
        ) {
            let shielded = shield(&markdown);
            let is_html = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
            prop_assert_eq!(Parser::new(&shielded).find(is_html), None, "{}", shielded);
            let seen = |markdown: &str| plain::from_markdown(markdown).replace(char::is_whitespace, "");
            prop_assert_eq!(seen(&shielded), seen(&markdown), "{}", shielded);
            prop_assert_eq!(seen(&unshield(&shielded)), seen(&markdown), "{}", shielded);
        }
    }
}
