//! The texts of a question, which come in several formats, as our Markdown.

use std::collections::HashSet;

use super::{
    files::{Files, Pictures},
    markdown,
};
use crate::interchange::{
    Remark, html,
    xml::{Element, Node},
};

/// The text of an element as it stands: that of its `<text>`, in very old files its own.
pub(super) fn raw(element: &Element) -> String {
    element.first("text").map_or_else(
        || {
            let own = element.children.iter().filter_map(|node| match node {
                Node::Text(text) => Some(text.as_str()),
                Node::Element(_) => None,
            });
            own.collect()
        },
        Element::text,
    )
}

/// A text without its markup, for people.
pub(super) fn plain(text: &str) -> String {
    if text.contains(['<', '&']) { html::to_text(text) } else { text.to_owned() }
}

/// Reads the texts of one question, and gathers its pictures and what was lost.
#[derive(Debug, Default)]
pub(super) struct Texts {
    is_ours: bool,
    /// The format of the question's text, which is that of the others where they do not say their own.
    format: String,
    pub pictures: Pictures,
    pub remarks: Vec<Remark>,
    said: HashSet<String>,
}

impl Texts {
    /// Of a question that was written here or not: the Markdown of one from here is ours.
    pub fn new(is_ours: bool, format: Option<&str>) -> Self {
        Self { is_ours, format: format.unwrap_or_default().to_owned(), ..Self::default() }
    }

    /// Says something of the question, once.
    pub fn say(&mut self, remark: Remark) {
        if self.said.insert(remark.to_string()) {
            self.remarks.push(remark);
        }
    }

    /// A text with paragraphs, from an element with `<text>`, `<file>` and a format.
    pub fn blocks(&mut self, element: &Element) -> String {
        self.convert(element, &raw(element))
    }

    /// A text of one line.
    pub fn line(&mut self, element: &Element) -> String {
        let (line, remarks) = html::inline(&self.blocks(element));
        for remark in remarks {
            self.say(remark);
        }
        line
    }

    /// A text that stands in place of the element's own.
    pub fn convert(&mut self, element: &Element, text: &str) -> String {
        if text.contains("multilang") || text.contains("{mlang") {
            self.say(Remark::Halves { why: words!("they stand side by side in its texts") });
        }
        let mut files = Files::of(element, &mut self.pictures);
        let (markdown, remarks) = match element.attribute("format").unwrap_or(&self.format).trim() {
            "plain_text" | "2" => (html::escape_text(text), Vec::new()),
            "markdown" | "4" if self.is_ours => {
                let (text, remarks) = files.read(text.trim());
                (markdown::from_moodle(&text), remarks)
            }
            "markdown" | "4" => html::from_foreign_markdown(text, &mut |source| files.show(source)),
            "moodle_auto_format" | "wiki_like" | "0" | "3" => {
                html::with_images(&breaks(text), &mut |source| files.show(source))
            }
            _ => html::with_images(text, &mut |source| files.show(source)),
        };
        for remark in files.finish(remarks) {
            self.say(remark);
        }
        markdown
    }
}

/// In Moodle's own format a line is a line, unless the text has blocks of HTML.
fn breaks(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let has_blocks = ["<p", "<br", "<div", "<ul", "<ol", "<pre", "<table"].iter().any(|tag| lower.contains(tag));
    if has_blocks { text.to_owned() } else { text.trim().replace("\r\n", "\n").replace('\n', "<br>") }
}
