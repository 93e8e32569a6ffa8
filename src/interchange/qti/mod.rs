//! QTI 2.0, 2.1, 2.2 and 3.0: one item in one XML file, and tests, which name items in other files.
//!
//! For packages: [`read_item`] takes the text of an item and where it stands and gives its entry; [`read_item_with`] also
//! takes a way to get at the files that the item names, its pictures and shared texts. [`write_item`] writes a question as
//! an item in one language.
//!
//! ```text
//! decode(bytes: &[u8]) -> Result<Cow<'_, str>, Cause>
//! read_item(text: &str, place: Place) -> Entry
//! read_item_with(text: &str, place: Place, files: &Files<'_>) -> Entry
//! write_item(question: &Question, lang: Lang, version: Version) -> String
//! ```

mod assessment;
mod body;
mod choice;
mod declaration;
mod encoding;
mod explain;
mod expression;
mod feedback;
mod formula;
mod item;
mod names;
mod numbers;
mod paragraphs;
mod pictures;
mod rules;
mod serial;
mod text;
mod typed;
mod value;
mod version;
mod write;

#[cfg(test)]
mod tests;

pub(super) use self::{
    encoding::beginning,
    pictures::Pictures,
    text::{add, append},
};
pub use self::{encoding::decode, pictures::Files, version::Version, write::write_item};
use super::{Cause, Entry, Foreign, Outcome, Place, Reading};

/// Reads a file with an item or a test.
pub fn read(bytes: &[u8]) -> Reading {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(cause) => return Reading::refused(Place::default(), cause),
    };
    let root = match item::parse(&text) {
        Ok(root) => root,
        Err((place, cause)) => return Reading::refused(place, cause),
    };
    match root.name.as_str() {
        "assessmentItem" => {
            let entry = item::read(&root, &text, Place::line(root.line), &|_| None);
            Reading { entries: vec![entry], ..Reading::default() }
        }
        "assessmentTest" | "assessmentSection" => assessment::read(&root),
        "assessmentStimulus" => {
            let title = root.attribute("title").unwrap_or_default().chars().take(80).collect();
            let outcome = Outcome::Skipped(Foreign::NoQuestion);
            Reading { entries: vec![Entry { place: Place::line(root.line), title, outcome }], ..Reading::default() }
        }
        name => Reading::refused(Place::line(root.line), foreign_root(name)),
    }
}

/// Reads an item. The files that it names are missing.
pub fn read_item(text: &str, place: Place) -> Entry {
    read_item_with(text, place, &|_| None)
}

/// Reads an item that may name pictures and shared texts in other files. What is wrong with the XML is its entry, too.
pub fn read_item_with(text: &str, place: Place, files: &Files<'_>) -> Entry {
    let refused = |place: Place, cause| Entry { place, title: String::new(), outcome: Outcome::Refused(cause) };
    match item::parse(text) {
        Ok(root) if root.name == "assessmentItem" => {
            let place = Place { line: place.line.or(Some(root.line)), ..place };
            item::read(&root, text, place, files)
        }
        Ok(root) => refused(place, foreign_root(&root.name)),
        Err((at, cause)) => refused(Place { line: at.line, ..place }, cause),
    }
}

fn foreign_root(name: &str) -> Cause {
    Cause::NotThisFormat(words!("its outermost element is <{}>, not <assessmentItem> or <assessmentTest>", name))
}
