//! The texts of an item as HTML, without what is answered. What HTML itself loses on the way to our texts is said there.

use std::collections::HashSet;

use super::{formula::formula, text::add};
use crate::interchange::{
    Remark, Words,
    xml::{Element, Node},
};

/// Elements of HTML that have no content.
const VOID: [&str; 4] = ["br", "col", "hr", "img"];

/// What stands beside a paragraph, not in it.
const BLOCKS: [&str; 13] =
    ["p", "div", "ul", "ol", "dl", "table", "pre", "blockquote", "h1", "h2", "h3", "rubricBlock", "feedbackBlock"];

/// Writes elements of an item as HTML.
pub(super) struct Writer<'w> {
    /// What has been written.
    pub html: String,
    /// The marked sections of the file that hold HTML.
    pub markup: &'w HashSet<String>,
    /// What was lost.
    pub remarks: &'w mut Vec<Remark>,
}

impl Writer<'_> {
    /// Writes what is in an element.
    pub(super) fn content(&mut self, element: &Element) {
        let is_verbatim = matches!(element.name.as_str(), "pre" | "code");
        for node in &element.children {
            match node {
                Node::Element(child) => self.element(child, element),
                Node::Text(text) if !is_verbatim && self.markup.contains(text.trim()) => self.html.push_str(text),
                Node::Text(text) => escape(text, &mut self.html),
            }
        }
    }

    fn say(&mut self, remark: Remark) {
        add(self.remarks, remark);
    }

    fn passed_over(&mut self, what: Words) {
        self.say(Remark::PassedOver { what });
    }

    fn element(&mut self, element: &Element, parent: &Element) {
        let attribute = |name: &str| element.attribute(name).unwrap_or_default();
        match element.name.as_str() {
            "choiceInteraction" => {
                if let Some(prompt) = element.first("prompt") {
                    self.tags("div", prompt);
                }
            }
            "textEntryInteraction" | "inlineChoiceInteraction" => {
                if !stands_alone(parent) {
                    self.html.push_str("_____");
                }
            }
            "mediaInteraction" => self.say(Remark::MediaLost { what: words!("sound or film") }),
            name if name.ends_with("Interaction") => {}
            "rubricBlock" if !attribute("view").is_empty() && !attribute("view").contains("candidate") => {
                self.passed_over(words!("a note that is not for candidates"));
            }
            "teacherInstructions" => self.passed_over(words!("a note for teachers")),
            "infoControl" | "portableInfoControl" => self.say(Remark::Hints),
            "include" => self.passed_over(words!("the text of \"{}\"", attribute("href"))),
            "printedVariable" => {
                self.passed_over(words!("the value of \"{}\"", attribute("identifier")));
                self.html.push('…');
            }
            "math" => {
                self.say(Remark::MarkupLost { what: words!("a formula") });
                escape(&formula(element), &mut self.html);
            }
            "object" if is_picture(element) => self.picture(attribute("data"), element.text().trim()),
            "img" => self.picture(attribute("src"), attribute("alt")),
            // Shown elsewhere, or only how it looks.
            "feedbackInline" | "feedbackBlock" | "modalFeedback" | "choiceRationales" | "stylesheet" => {}
            name => self.tags(name, element),
        }
    }

    fn picture(&mut self, source: &str, description: &str) {
        self.html.push_str("<img");
        self.attribute("src", source);
        self.attribute("alt", description);
        self.html.push('>');
    }

    fn tags(&mut self, name: &str, element: &Element) {
        self.html.push('<');
        self.html.push_str(name);
        for (key, value) in &element.attributes {
            self.attribute(key, value);
        }
        self.html.push('>');
        if !VOID.contains(&name) {
            self.content(element);
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape(value, &mut self.html);
        self.html.push('"');
    }
}

/// Whether a field is all there is in its paragraph, so that no gap need be shown.
fn stands_alone(parent: &Element) -> bool {
    let says_nothing = |node: &Node| match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(element) => BLOCKS.contains(&element.name.as_str()) || element.text().trim().is_empty(),
    };
    !matches!(parent.name.as_str(), "td" | "th") && parent.children.iter().all(says_nothing)
}

fn is_picture(object: &Element) -> bool {
    let kind = object.attribute("type").unwrap_or_default().trim();
    let name = object.attribute("data").unwrap_or_default().trim().to_ascii_lowercase();
    let has_ending = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"].iter().any(|ending| name.ends_with(ending));
    kind.starts_with("image/") || (kind.is_empty() && has_ending)
}

/// Escapes what XML and HTML would read as their own.
pub(super) fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}

/// The marked sections of a document that hold HTML: some systems write their texts so.
pub(super) fn marked_sections(document: &str) -> HashSet<String> {
    let sections = document.split("<![CDATA[").skip(1).filter_map(|rest| rest.split_once("]]>"));
    sections.map(|(section, _)| section.trim()).filter(|section| is_html(section)).map(str::to_owned).collect()
}

fn is_html(text: &str) -> bool {
    let closed = ["p", "b", "i", "em", "strong", "u", "span", "div", "sub", "sup", "ul", "ol", "table"];
    let is_closed = |name: &&str| text.contains(&format!("<{name}")) && text.contains(&format!("</{name}>"));
    closed.iter().any(is_closed) || text.contains("<br") || text.contains("<img ")
}
