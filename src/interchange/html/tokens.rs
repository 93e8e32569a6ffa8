//! HTML cut into tags and texts, in one pass and without a tree: what is nested a million times deep is only long.

use pulldown_cmark::{Event, Parser};

/// More attributes than this a tag of a question does not have.
const ATTRIBUTES: usize = 32;
/// The longest name of an entity.
const ENTITY: usize = 32;

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A text, its entities resolved.
    Text(String),
    /// The beginning of an element.
    Start(Tag),
    /// The end of an element, by its name in lower case.
    End(String),
}

/// The beginning of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name in lower case, without a prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The pieces of a text, in order. Comments, declarations, scripts and styles are left out.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// The end of an element that was closed as it began, or whose content was passed over.
    closing: Option<String>,
    /// A tag was not closed: what follows is text.
    literal: bool,
}

/// What a `<` begins.
enum Markup {
    Token(Token),
    LeftOut,
    None,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, closing: None, literal: false }
    }

    /// Takes what begins with `<`.
    fn markup(&mut self) -> Markup {
        let rest = &self.text[self.at..];
        let Some(second) = rest[1..].chars().next() else { return Markup::None };
        for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
            if let Some(inner) = rest.strip_prefix(start) {
                let length = inner.find(end);
                let content = &inner[..length.unwrap_or(inner.len())];
                self.at += start.len() + length.map_or(inner.len(), |length| length + end.len());
                let is_text = start == "<![CDATA[";
                return if is_text { Markup::Token(Token::Text(content.to_owned())) } else { Markup::LeftOut };
            }
        }
        let is_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if !(is_name(&rest[1..]) || second == '/' && is_name(&rest[2..]) || matches!(second, '!' | '?')) {
            return Markup::None;
        }
        let Some((tag, length, closed)) = tag(rest) else {
            self.literal = true;
            return Markup::None;
        };
        self.at += length;
        match second {
            '!' | '?' => Markup::LeftOut,
            '/' => Markup::Token(Token::End(tag.name)),
            _ => {
                if matches!(tag.name.as_str(), "script" | "style" | "title") && !closed {
                    self.at += raw_end(&self.text[self.at..], &tag.name);
                    self.closing = Some(tag.name.clone());
                } else if closed {
                    self.closing = Some(tag.name.clone());
                }
                Markup::Token(Token::Start(tag))
            }
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(name) = self.closing.take() {
            return Some(Token::End(name));
        }
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            let markup = if rest.starts_with('<') && !self.literal { self.markup() } else { Markup::None };
            match markup {
                Markup::Token(token) => return Some(token),
                Markup::LeftOut => {}
                Markup::None => {
                    let end = if self.literal { None } else { rest.bytes().skip(1).position(|byte| byte == b'<') };
                    let end = end.map_or(rest.len(), |end| end + 1);
                    self.at += end;
                    return Some(Token::Text(decode(&rest[..end])));
                }
            }
        }
    }
}

/// The tag that the text begins with, its length, and whether it closes itself. Nothing if it has no end.
fn tag(text: &str) -> Option<(Tag, usize, bool)> {
    let bytes = text.as_bytes();
    let mut at = 1 + bytes[1..].iter().take_while(|&&byte| matches!(byte, b'/' | b'!' | b'?')).count();
    let is_name = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/' | b'=');
    let name_from = |at: usize| at + bytes[at..].iter().take_while(|&&byte| is_name(byte)).count();
    let end = name_from(at);
    let name = text[at..end].rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    let mut tag = Tag { name, attributes: Vec::new() };
    at = end;
    let mut slash = false;
    loop {
        match *bytes.get(at)? {
            b'>' => return Some((tag, at + 1, slash)),
            byte if byte.is_ascii_whitespace() => at += 1,
            b'/' => (slash, at) = (true, at + 1),
            _ => {
                slash = false;
                let end = name_from(at).max(at + 1);
                let name = text.get(at..end).unwrap_or_default().to_ascii_lowercase();
                let (value, after) = value(text, end)?;
                if tag.attributes.len() < ATTRIBUTES {
                    tag.attributes.push((name, decode(value)));
                }
                at = after;
            }
        }
    }
}

/// The value of an attribute after its name, and where it ends. Nothing if its quote is never closed.
fn value(text: &str, at: usize) -> Option<(&str, usize)> {
    let skip = |at: usize| at + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let equals = skip(at);
    if text.as_bytes().get(equals) != Some(&b'=') {
        return Some(("", at));
    }
    let start = skip(equals + 1);
    let inner = &text[start..];
    if let Some(quote @ ('"' | '\'')) = inner.chars().next() {
        let length = inner.bytes().skip(1).position(|byte| byte == quote as u8)?;
        return Some((&inner[1..=length], start + 1 + length + 1));
    }
    let length = inner.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(inner.len());
    Some((&inner[..length], start + length))
}

/// The length of what stands in a script or style, its end tag included.
fn raw_end(text: &str, name: &str) -> usize {
    let found = text.match_indices("</").find(|(at, _)| {
        let after = text.as_bytes().get(at + 2..at + 2 + name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
    });
    let Some((at, _)) = found else { return text.len() };
    text[at..].find('>').map_or(text.len(), |length| at + length + 1)
}

/// Resolves the entities of a text.
pub(super) fn decode(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.bytes().take(ENTITY).position(|byte| byte == b';');
        let entity = end.map(|end| &part[..end]).filter(|name| is_entity(name));
        if let Some((name, text)) = entity.and_then(|name| resolve(name).map(|text| (name, text))) {
            out.push_str(&text);
            out.push_str(&part[name.len() + 1..]);
        } else {
            out.push('&');
            out.push_str(part);
        }
    }
    out
}

fn is_entity(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// What an entity stands for. Markdown has those of HTML.
fn resolve(name: &str) -> Option<String> {
    match name {
        "amp" => Some("&".to_owned()),
        "lt" => Some("<".to_owned()),
        "gt" => Some(">".to_owned()),
        "quot" => Some("\"".to_owned()),
        "nbsp" => Some(" ".to_owned()),
        _ => {
            let entity = format!("&{name};");
            let text: String = Parser::new(&entity)
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text.into_string()),
                    _ => None,
                })
                .collect();
            (text != entity).then_some(text)
        }
    }
}
