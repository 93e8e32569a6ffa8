//! The texts of a GIFT question, of four formats, as Markdown.

use pulldown_cmark::{Event, Parser, Tag};

use super::escape::{tokens, unescape};
use crate::interchange::{Remark, html, plain, shield};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Text with an occasional tag; lines stay apart. What is meant where nothing is said.
    Moodle,
    /// HTML.
    Html,
    /// Markdown with HTML.
    Markdown,
    /// Nothing but text.
    Plain,
}

impl Format {
    /// The format that a text begins with in brackets, and the text after it.
    pub fn split(text: &str) -> (Option<Self>, &str) {
        let named = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let found = named.and_then(|(name, rest)| match name {
            "moodle" => Some((Self::Moodle, rest)),
            "html" => Some((Self::Html, rest)),
            "markdown" => Some((Self::Markdown, rest)),
            "plain" => Some((Self::Plain, rest)),
            _ => None,
        });
        found.map_or((None, text), |(format, rest)| (Some(format), rest))
    }
}

/// Turns the texts of a question into Markdown and gathers what is to be said of them.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    /// The format of every text that does not name its own: that of the stem.
    pub format: Format,
    /// The question was written here: its Markdown is ours.
    pub is_ours: bool,
    /// What was lost on the way.
    pub remarks: Vec<Remark>,
}

impl Texts {
    /// A text of several lines.
    pub fn block(&mut self, raw: &str) -> String {
        let (format, text) = Format::split(raw.trim());
        let text = unescape(text);
        let (markdown, remarks) = match format.unwrap_or(self.format) {
            Format::Html => html::to_markdown(&text),
            Format::Markdown if self.is_ours => (shield::unshield(&text), missing_pictures(&text)),
            Format::Markdown => html::from_foreign_markdown(&text, &mut |_| None),
            Format::Plain => (html::escape_text(&text), Vec::new()),
            Format::Moodle => moodle(&text),
        };
        self.note(remarks);
        markdown.trim().to_owned()
    }

    /// A text of one line.
    pub fn line(&mut self, raw: &str) -> String {
        let (line, remarks) = html::inline(&self.block(raw));
        self.note(remarks);
        line
    }

    /// Adds a remark, unless it has been made.
    pub fn say(&mut self, remark: Remark) {
        self.note(vec![remark]);
    }

    fn note(&mut self, remarks: Vec<Remark>) {
        for remark in remarks {
            if !self.remarks.contains(&remark) {
                self.remarks.push(remark);
            }
        }
    }

    /// Says so if a character stands in a text that should have had a backslash before it.
    pub fn check(&mut self, raw: &str) {
        let (format, text) = Format::split(raw.trim());
        let is_html = format.unwrap_or(self.format) == Format::Html;
        let mut before = ' ';
        let stray = tokens(text).find(|token| {
            let pair = token.shown == ':' && before == ':';
            before = if token.escaped { ' ' } else { token.shown };
            // HTML has attributes and entities.
            !token.escaped
                && (matches!(token.shown, '{' | '}' | '~') || (!is_html && matches!(token.shown, '=' | '#')) || pair)
        });
        if let Some(token) = stray {
            let before = text[..token.at].rsplit(char::is_whitespace).next().unwrap_or_default();
            let word = text[token.at - before.len()..].split_whitespace().next().unwrap_or_default();
            self.say(Remark::Unescaped { text: plain::title(word) });
        }
    }
}

/// What is to be typed: a text as it stands, whatever its format is said to be.
pub(super) fn literal(raw: &str) -> String {
    let text = unescape(Format::split(raw.trim()).1);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The pictures that a text of ours shows: the file has none of them, but the bank may.
fn missing_pictures(markdown: &str) -> Vec<Remark> {
    let pictures = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Image { dest_url, .. }) => {
            Some(plain::title(dest_url.rsplit('/').next().unwrap_or_default()))
        }
        _ => None,
    });
    pictures.map(|name| Remark::ImageMissing { name }).collect()
}

/// Moodle's own format is HTML whose lines stay apart. Elsewhere it is taken for plain text, and so it is written.
fn moodle(text: &str) -> (String, Vec<Remark>) {
    if has_markup(text) {
        html::to_markdown(&with_breaks(text))
    } else if text.contains('&') {
        html::to_markdown(&with_breaks(&text.replace('<', "&lt;")))
    } else {
        (html::escape_text(text), Vec::new())
    }
}

fn with_breaks(text: &str) -> String {
    let mut broken = String::with_capacity(text.len() + 16);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        broken.push_str(line);
        match lines.peek() {
            None => {}
            Some(next) if line.ends_with('>') && next.trim_start().starts_with('<') => broken.push('\n'),
            Some(next) if next.trim().is_empty() || line.trim().is_empty() => broken.push_str("<p>"),
            Some(_) => broken.push_str("<br>"),
        }
    }
    broken
}

/// Elements that a text has in it when it is HTML. Others, such as `<name>`, are what it is about.
const MARKUP: [&str; 51] = [
    "a",
    "abbr",
    "audio",
    "b",
    "big",
    "blockquote",
    "center",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "iframe",
    "ins",
    "kbd",
    "li",
    "mark",
    "object",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
];

/// Whether a text that may or may not be HTML is: it closes an element that it opened, or shows a picture. A tag by itself is
/// more likely what the text is about.
fn has_markup(text: &str) -> bool {
    let mut opened = [false; MARKUP.len()];
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let length = tag.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let (name, rest) = tag.split_at(length);
        let name = name.to_ascii_lowercase();
        if name == "img" && rest.starts_with([' ', '\n', '\t']) {
            return true;
        }
        if let Ok(index) = MARKUP.binary_search(&name.as_str()) {
            if closes && opened[index] {
                return true;
            }
            opened[index] |= !closes && rest.starts_with(['>', ' ', '\n', '\t']);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_html_if_it_closes_what_it_opens() {
        assert!(MARKUP.is_sorted());
        for html in ["<b>x</b>", "a <P class=x>b</p>", "<img src=x>", "<ul><li>x</ul>"] {
            assert!(has_markup(html), "{html}");
        }
        for text in ["<b> or <strong>?", "</b>", "<domain>x</domain>", "a < b > c", "<html>", "<imgx>", "<b"] {
            assert!(!has_markup(text), "{text}");
        }
    }

    #[test]
    fn lines_of_moodles_own_format_stay_apart() {
        assert_eq!(moodle("a <b>x</b>\nb\n\nc").0, "a **x**\\\nb\n\nc");
        assert_eq!(moodle("x &lt;a>\ny <c> &amp; *z*").0, "x \\<a>\\\ny \\<c> & \\*z\\*");
        assert_eq!(moodle("cat <file> | sort\n1. x").0, "cat \\<file> | sort\\\n1\\. x");
        assert_eq!(moodle("<ul>\n<li>a</li>\n<li>b</li>\n</ul>").0, "- a\n- b");
    }
}
