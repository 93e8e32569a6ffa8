//! Reads a document: tests, banks and sections with items in them.

use std::collections::HashMap;

use super::{item, labels};
use crate::interchange::{
    Cause, Outcome, Place, Reading, Remark, Words,
    qti::Files,
    xml::{self, Element},
};

/// So many folders around an item, and so many characters of their names, are kept.
const FOLDERS: (usize, usize) = (8, 200);
/// So many things are said of the file as a whole.
const REMARKS: usize = 50;

/// Reads the text of a file. `file` is its name in a package, `files` finds what it names there.
pub fn read_with(text: &str, file: &str, files: &Files<'_>) -> Reading {
    let place = |place: Place| Place { file: file.to_owned(), ..place };
    let root = match xml::parse(text) {
        Ok(root) => root,
        Err((at, cause)) => return Reading::refused(place(at), cause),
    };
    if root.name != "questestinterop" {
        let cause = Cause::NotThisFormat(words!("its outermost element is <{}>, not <questestinterop>", root.name));
        return Reading::refused(place(Place::line(root.line)), cause);
    }
    let mut items = HashMap::new();
    for item in root.find("item") {
        items.entry(item.attribute("ident").unwrap_or_default()).or_insert(item);
    }
    let lang = root.attribute("lang").map(str::to_owned);
    let mut document = Document { file, shared: item::Shared::new(items, files, lang), reading: Reading::default() };
    document.collect(&root, &mut Vec::new());
    document.reading
}

struct Document<'a> {
    file: &'a str,
    shared: item::Shared<'a>,
    reading: Reading,
}

impl<'a> Document<'a> {
    fn collect(&mut self, parent: &'a Element, folders: &mut Vec<String>) {
        for child in parent.elements() {
            match child.name.as_str() {
                "item" => self.item(child, folders),
                "assessment" | "section" | "objectbank" => {
                    let name = folder(child).filter(|name| folders.last() != Some(name) && folders.len() < FOLDERS.0);
                    let is_folder = name.is_some();
                    folders.extend(name);
                    self.collect(child, folders);
                    if is_folder {
                        folders.pop();
                    }
                }
                "selection_ordering" => self.say(Remark::Arrangement),
                "bankentry_item" | "itemref" | "sectionref" => {
                    let named = ["item_ref", "linkrefid"].iter().find_map(|name| child.attribute(name));
                    let named = named.unwrap_or_default();
                    // What is in the same file comes in anyway.
                    if child.name == "sectionref" || !self.shared.has(named) {
                        self.pass_over(words!("the question \"{}\", which lies elsewhere,", named));
                    }
                }
                "objectives" | "rubric" | "presentation_material" if !child.text().trim().is_empty() => {
                    self.pass_over(words!("a text for the test as a whole"));
                }
                _ => {}
            }
        }
    }

    fn item(&mut self, item: &'a Element, folders: &[String]) {
        let place = Place { file: self.file.to_owned(), line: Some(item.line) };
        let mut entry = item::read(item, place, &mut self.shared);
        if let Outcome::Taken { draft, .. } = &mut entry.outcome {
            draft.category = folders.to_vec();
        }
        self.reading.entries.push(entry);
    }

    fn pass_over(&mut self, what: Words) {
        self.say(Remark::PassedOver { what });
    }

    fn say(&mut self, remark: Remark) {
        if self.reading.remarks.len() < REMARKS && !self.reading.remarks.contains(&remark) {
            self.reading.remarks.push(remark);
        }
    }
}

/// The name of a test, bank or section. `root_section` and the like are none.
fn folder(element: &Element) -> Option<String> {
    let labels = labels::of(element);
    let title = element.attribute("title").or_else(|| labels.first("bank_title")).unwrap_or_default();
    let title: String = title.trim().chars().take(FOLDERS.1).collect();
    (!title.is_empty()).then_some(title)
}
