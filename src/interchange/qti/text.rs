//! The texts of an item as Markdown, with what was lost and the pictures that they show.

use std::collections::HashSet;

use super::{
    body::{Writer, marked_sections},
    pictures::{Files, Pictures},
};
use crate::interchange::{Remark, html, xml::Element};

/// So many things are said of one item.
const REMARKS: usize = 50;

/// Makes Markdown of the texts of one item.
pub(super) struct Texts<'f> {
    /// The pictures that they show.
    pub pictures: Pictures<'f>,
    /// What was lost.
    pub remarks: Vec<Remark>,
    markup: HashSet<String>,
}

impl<'f> Texts<'f> {
    /// Those of a document.
    pub(super) fn new(document: &str, files: &'f Files<'f>) -> Self {
        Self { pictures: Pictures::new(files), remarks: Vec::new(), markup: marked_sections(document) }
    }

    /// What is in an element as Markdown, without space around it.
    pub(super) fn markdown(&mut self, element: &Element) -> String {
        let mut writer = Writer { html: String::new(), markup: &self.markup, remarks: &mut self.remarks };
        writer.content(element);
        let html = writer.html;
        let (markdown, lost) = html::with_images(&html, &mut |address| self.pictures.show(address));
        for remark in lost {
            add(&mut self.remarks, remark);
        }
        markdown.trim().to_owned()
    }

    /// What is in an element as Markdown of one line.
    pub(super) fn line(&mut self, element: &Element) -> String {
        let (line, lost) = html::inline(&self.markdown(element));
        for remark in lost {
            add(&mut self.remarks, remark);
        }
        line.trim().to_owned()
    }
}

/// Adds a remark unless it has been made.
pub(in crate::interchange) fn add(remarks: &mut Vec<Remark>, remark: Remark) {
    if remarks.len() < REMARKS && !remarks.contains(&remark) {
        remarks.push(remark);
    }
}

/// Adds a text as a paragraph of its own.
pub(in crate::interchange) fn append(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
}
