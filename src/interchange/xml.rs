//! A small tree of an XML document: bounded, without entities of its own, without asking for anything else.

use quick_xml::{Reader, events::BytesStart, events::Event};

use super::{entry::Place, excess::Excess, remark::Cause, words::Words};

/// Elements may be nested this deep.
const DEPTH: usize = 128;
/// A document may have this many elements and texts.
const NODES: usize = 1_000_000;

/// An element with everything in it. Names are without their prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes, in order.
    pub attributes: Vec<(String, String)>,
    /// What is in it, in order. Neighbouring texts are one.
    pub children: Vec<Node>,
    /// The line on which it begins, counted from 1.
    pub line: usize,
}

/// Something in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// A text with its white space as it stands.
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of this name directly in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of this name directly in it.
    pub fn first(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// Every element of this name in it, however deep, in the order of the document; not those inside one that was found.
    pub fn find<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else {
                found.extend(element.find(name));
            }
        }
        found
    }

    /// All text in it, however deep.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    fn collect(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.collect(text),
                Node::Text(own) => text.push_str(own),
            }
        }
    }
}

/// Reads a document. What is wrong with it is said with its line.
pub fn parse(text: &str) -> Result<Element, (Place, Cause)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text, offset: 0, line: 1 };
    let mut open: Vec<Element> = vec![Element::default()];
    let mut nodes = 0;
    loop {
        let start = lines.at(reader.buffer_position());
        let event = reader.read_event();
        let fail = |cause| Err((Place::line(start), cause));
        let broken = |error: &dyn std::fmt::Display| fail(Cause::Xml(Words::quoted(error)));
        nodes += 1;
        if nodes > NODES {
            return fail(Cause::TooLarge(Excess::Elements(NODES)));
        }
        match event {
            Err(error) => {
                let line = lines.at(reader.error_position());
                return Err((Place::line(line), Cause::Xml(Words::quoted(error))));
            }
            Ok(Event::Start(tag)) => match element(&tag, start) {
                Ok(_) if open.len() > DEPTH => return fail(Cause::TooLarge(Excess::Depth(DEPTH))),
                Ok(element) => open.push(element),
                Err(error) => return broken(&error),
            },
            Ok(Event::Empty(tag)) => match element(&tag, start) {
                Ok(element) => add(&mut open, Node::Element(element)),
                Err(error) => return broken(&error),
            },
            Ok(Event::End(_)) => {
                // The reader has checked that an element is open: only the document itself stays.
                if open.len() > 1
                    && let Some(closed) = open.pop()
                {
                    add(&mut open, Node::Element(closed));
                }
            }
            Ok(Event::Text(text)) => add(&mut open, Node::Text(text.xml10_content().into_owned())),
            Ok(Event::CData(text)) => add(&mut open, Node::Text(text.xml10_content().into_owned())),
            Ok(Event::GeneralRef(name)) => match resolve(&name) {
                Some(text) => add(&mut open, Node::Text(text)),
                None => return fail(Cause::Xml(words!("the entity &{}; is not known", &*name))),
            },
            Ok(Event::DocType(kind)) if !is_harmless(&kind) => return fail(Cause::Entities),
            Ok(Event::DocType(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => {}
            Ok(Event::Eof) => return document(open, start),
        }
    }
}

/// Whether a document type neither declares entities nor names another file as its own, but at most the grammar that its format
/// has: by a bare name, or at the address where its publisher has it. It is not fetched in any case.
fn is_harmless(kind: &str) -> bool {
    const PUBLISHER: [&str; 2] = ["imsglobal.org", "imsproject.org"];
    if kind.contains("<!ENTITY") {
        return false;
    }
    let (before, _) = kind.split_once('[').unwrap_or((kind, ""));
    let mut words = before.split_whitespace().skip(1);
    let quotes: Vec<&str> = before.split(['"', '\'']).skip(1).step_by(2).collect();
    let address = match words.next() {
        Some("SYSTEM") => quotes.first(),
        Some("PUBLIC") => quotes.get(1),
        _ => None,
    };
    address.is_none_or(|address| match address.split_once("://") {
        Some(("http" | "https", rest)) => {
            let host = rest.split('/').next().unwrap_or_default();
            let host = host.strip_prefix("www.").unwrap_or(host);
            PUBLISHER.contains(&host)
        }
        Some(_) => false,
        None => !address.contains([':', '\\']) && !address.starts_with('/') && !address.contains(".."),
    })
}

/// The one element of the document.
fn document(mut open: Vec<Element>, line: usize) -> Result<Element, (Place, Cause)> {
    if open.len() > 1 {
        let name = open.pop().map(|element| element.name).unwrap_or_default();
        return Err((Place::line(line), Cause::Xml(words!("the element <{}> is never closed", name))));
    }
    let document = open.pop().unwrap_or_default();
    let stray = document.children.iter().any(|node| matches!(node, Node::Text(text) if !text.trim().is_empty()));
    let mut roots = document.children.into_iter().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    match (roots.next(), roots.next()) {
        (Some(root), None) if !stray => Ok(root),
        (None, _) if !stray => Err((Place::line(1), Cause::Empty)),
        _ => Err((Place::line(1), Cause::Xml(words!("there is not exactly one element around all others")))),
    }
}

fn add(open: &mut [Element], node: Node) {
    let Some(parent) = open.last_mut() else { return };
    match (parent.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(more)) => before.push_str(&more),
        (_, node) => parent.children.push(node),
    }
}

fn element(tag: &BytesStart<'_>, line: usize) -> Result<Element, quick_xml::Error> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute?;
        let name = attribute.key.local_name().as_ref().to_owned();
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)?.into_owned();
        attributes.push((name, value));
    }
    Ok(Element { name: tag.local_name().as_ref().to_owned(), attributes, children: Vec::new(), line })
}

/// The five entities of XML, and characters by their number.
fn resolve(name: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return Some(character.to_string());
    }
    quick_xml::escape::resolve_xml_entity(name).map(str::to_owned)
}

/// A text as XML has it, without the characters that XML cannot hold.
pub fn escape(text: &str) -> String {
    let is_legal = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\t' | '\u{7f}'..='\u{9f}');
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| is_legal(*letter) && !matches!(letter, '\u{fffe}' | '\u{ffff}')) {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Counts lines as the reader moves on.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a place that is not before the last one asked for.
    fn at(&mut self, offset: u64) -> usize {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        if offset > self.offset {
            self.line += self.text.as_bytes()[self.offset..offset].split(|byte| *byte == b'\n').count() - 1;
            self.offset = offset;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(text: &str) -> (Option<usize>, Cause) {
        let (place, cause) = parse(text).unwrap_err();
        (place.line, cause)
    }

    #[test]
    fn a_document_becomes_a_tree_with_lines_and_texts() {
        let root = parse("\u{feff}<?xml version=\"1.0\"?>\n<q:quiz>\n <a x:k='1 &lt; 2'>b<![CDATA[<c>]]>&amp;&#233;<d/></a>\n</q:quiz>").unwrap();
        assert_eq!((root.name.as_str(), root.line), ("quiz", 2));
        let a = root.first("a").unwrap();
        assert_eq!(a.attribute("k"), Some("1 < 2"));
        assert_eq!(a.text(), "b<c>&é");
        assert_eq!(a.line, 3);
        assert_eq!(root.find("d").len(), 1);
        assert_eq!(a.children.len(), 2, "neighbouring texts are one");
    }

    #[test]
    fn what_is_broken_is_said_with_its_line() {
        assert!(matches!(cause("<a>\n<b>\n</a>"), (Some(3), Cause::Xml(_))));
        assert!(matches!(cause("<a>\n"), (Some(2), Cause::Xml(_))));
        assert!(matches!(cause("<a/>\n<b/>"), (Some(1), Cause::Xml(_))));
        assert!(matches!(cause("<a>\n\n&nbsp;</a>"), (Some(3), Cause::Xml(_))));
        assert_eq!(cause("  "), (Some(1), Cause::Empty));
    }

    #[test]
    fn a_text_comes_back_as_it_was_but_for_what_xml_cannot_hold() {
        let text = "<a b=\"c\">&amp; '\n\t\u{1}\u{ffff}é</a>";
        assert_eq!(parse(&format!("<x>{}</x>", escape(text))).unwrap().text(), text.replace(['\u{1}', '\u{ffff}'], ""));
    }

    #[test]
    fn entities_are_refused_and_depth_is_bounded() {
        assert_eq!(cause("<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>").1, Cause::Entities);
        let deep = "<a>".repeat(DEPTH + 1);
        assert!(matches!(cause(&deep).1, Cause::TooLarge(_)));
    }

    #[test]
    fn a_grammar_may_be_named_and_nothing_else_asked_for() {
        for good in [
            "SYSTEM \"ims_qtiasiv1p2.dtd\"",
            "SYSTEM 'dtd/ims_qtiasiv1p2.dtd' [<!ELEMENT a ANY>]",
            "SYSTEM \"http://www.imsglobal.org/xsd/ims_qtiasiv1p2.dtd\"",
            "PUBLIC \"-//IMS//QTI\" \"https://www.imsproject.org/qti.dtd\"",
            "",
        ] {
            assert!(parse(&format!("<!DOCTYPE a {good}>\n<a/>")).is_ok(), "{good}");
        }
        for bad in [
            "SYSTEM \"http://192.0.2.1/a.dtd\"",
            "SYSTEM 'file:///etc/passwd'",
            "SYSTEM \"/etc/passwd\"",
            "SYSTEM \"../a.dtd\"",
            "PUBLIC \"-//IMS//QTI\" \"http://imsglobal.org.example.com/qti.dtd\"",
            "SYSTEM \"//192.0.2.1/a.dtd\"",
            "[<!ENTITY % a SYSTEM \"a.dtd\"> %a;]",
        ] {
            assert_eq!(cause(&format!("<!DOCTYPE a {bad}>\n<a/>")).1, Cause::Entities, "{bad}");
        }
    }
}
