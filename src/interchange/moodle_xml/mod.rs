//! Moodle XML, the format in which Moodle exports its questions. What is read and written is what Moodle itself reads and
//! writes (`question/format/xml/format.php`), whatever its age.

mod aside;
mod choice;
mod cloze;
mod files;
mod fill_in;
mod markdown;
mod question;
mod text;
mod weight;
mod write;

use self::question::Stop;
pub use self::write::write;
use super::{
    Cause, Entry, Outcome, Place, Reading, Remark, qti,
    xml::{self, Element, Node},
};

/// The longest title of an entry, in characters.
const TITLE: usize = 80;

/// Reads a file: every question in it, in its order, with the category that stands above it.
pub fn read(bytes: &[u8]) -> Reading {
    let text = match qti::decode(bytes) {
        Ok(text) => text,
        Err(cause) => return Reading::refused(Place::default(), cause),
    };
    let root = match xml::parse(&text) {
        Ok(root) => root,
        Err((place, cause)) => return Reading::refused(place, cause),
    };
    let mut reading = Reading::default();
    match root.name.as_str() {
        "quiz" => {
            let mut category = Vec::new();
            for node in &root.children {
                match node {
                    Node::Element(element) => child(element, &mut category, &mut reading),
                    Node::Text(text) => stray(text, &mut reading),
                }
            }
        }
        // A piece of a file, as people send it to each other.
        "question" => child(&root, &mut Vec::new(), &mut reading),
        name => {
            return Reading::refused(Place::line(root.line), Cause::NotThisFormat(words!("it begins with <{}>", name)));
        }
    }
    if reading.entries.is_empty() {
        reading.failure = Some((Place::line(root.line), Cause::Empty));
    }
    reading
}

/// What stands directly in the file.
fn child(element: &Element, category: &mut Vec<String>, reading: &mut Reading) {
    if element.name != "question" {
        reading.remarks.push(Remark::PassedOver { what: words!("<{}> on line {}", element.name, element.line) });
        return;
    }
    if element.attribute("type") == Some("category") {
        *category = category_of(element);
        if element.first("info").is_some_and(|info| !text::raw(info).trim().is_empty()) {
            let name = category.join("/");
            reading.remarks.push(Remark::PassedOver { what: words!("the description of the category \"{}\"", name) });
        }
        return;
    }
    reading.entries.push(entry(element, category));
}

fn stray(text: &str, reading: &mut Reading) {
    let text = text.trim();
    if !text.is_empty() {
        let what = words!("the text \"{}\" between the questions", beginning(text));
        reading.remarks.push(Remark::PassedOver { what });
    }
}

fn entry(element: &Element, category: &[String]) -> Entry {
    let name = element.first("name").map(text::raw).unwrap_or_default();
    let name =
        if name.trim().is_empty() { element.first("questiontext").map(text::raw).unwrap_or_default() } else { name };
    let (line, outcome) = match question::read(element, category) {
        Ok((draft, remarks)) => (element.line, Outcome::Taken { draft: Box::new(draft), remarks }),
        Err(Stop::Skip(foreign)) => (element.line, Outcome::Skipped(foreign)),
        Err(Stop::Refuse(cause, line)) => (line.unwrap_or(element.line), Outcome::Refused(cause)),
    };
    Entry { place: Place::line(line), title: beginning(&text::plain(&name)), outcome }
}

/// As much of a text as a title may have, on one line.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).take(TITLE).collect()
}

/// The folders of a category: `$course$/top/a/b//c` is the folder "b/c" in the folder "a".
fn category_of(element: &Element) -> Vec<String> {
    let path = element.first("category").map(text::raw).unwrap_or_default();
    let path = path.trim().replace("//", "\u{0}");
    let mut folders: Vec<String> = path
        .split('/')
        .map(|folder| folder.replace('\u{0}', "/").trim().to_owned())
        .filter(|f| !f.is_empty())
        .collect();
    let is_context = |folder: &String| folder.len() > 2 && folder.starts_with('$') && folder.ends_with('$');
    if folders.first().is_some_and(is_context) {
        folders.remove(0);
    }
    if folders.first().is_some_and(|folder| folder == "top") {
        folders.remove(0);
    }
    folders
}

#[cfg(test)]
mod tests;
