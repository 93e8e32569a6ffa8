//! Writes a tree as XML in the spelling of a version.

use super::{
    Version,
    body::escape,
    names::{kebab, to_new},
};
use crate::interchange::xml::{Element, Node};

/// The elements of HTML that our texts become.
const HTML: [&str; 19] = [
    "p",
    "em",
    "strong",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "blockquote",
    "a",
    "img",
    "hr",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];
/// Around texts: no line may be broken for looks in them.
const TEXTS: [&str; 6] = ["simpleChoice", "modalFeedback", "contentBody", "value", "baseValue", "prompt"];

/// The document with this root.
pub(super) fn document(root: &Element, version: Version) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    write(root, version, Some(0), &mut xml);
    xml
}

/// Writes an element, on a line of its own if a depth is given.
fn write(element: &Element, version: Version, depth: Option<usize>, xml: &mut String) {
    let indent = |depth: usize, xml: &mut String| xml.push_str(&"  ".repeat(depth));
    let is_html = HTML.contains(&element.name.as_str());
    let (new, xml_name) = (version == Version::V3p0 && !is_html, element.name.clone());
    let name = if new { to_new(&xml_name) } else { xml_name };
    if let Some(depth) = depth {
        indent(depth, xml);
    }
    xml.push('<');
    xml.push_str(&name);
    for (key, value) in &element.attributes {
        xml.push(' ');
        xml.push_str(&if new && !key.contains(':') { kebab(key) } else { key.clone() });
        xml.push_str("=\"");
        attribute(value, xml);
        xml.push('"');
    }
    if element.children.is_empty() {
        xml.push_str("/>");
    } else {
        xml.push('>');
        let inner = depth.filter(|_| !is_html && !TEXTS.contains(&element.name.as_str()));
        if inner.is_some() {
            xml.push('\n');
        }
        for node in &element.children {
            match node {
                Node::Element(child) => write(child, version, inner.map(|depth| depth + 1), xml),
                Node::Text(text) => escape(&legal(text), xml),
            }
        }
        if let Some(depth) = inner {
            indent(depth, xml);
        }
        xml.push_str("</");
        xml.push_str(&name);
        xml.push('>');
    }
    if depth.is_some() {
        xml.push('\n');
    }
}

/// An attribute keeps its line breaks and tabs only as numbers.
fn attribute(value: &str, xml: &mut String) {
    let mut escaped = String::new();
    escape(&legal(value), &mut escaped);
    xml.push_str(&escaped.replace('\n', "&#10;").replace('\t', "&#9;"));
}

/// Without the characters that XML cannot hold.
fn legal(text: &str) -> String {
    let is_legal = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t' | '\u{7f}'..='\u{9f}');
    text.chars().filter(|letter| is_legal(letter) && !matches!(letter, '\u{fffe}' | '\u{ffff}')).collect()
}
