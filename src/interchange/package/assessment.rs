//! Tests: which items they name, in which sections.

use super::archive::ENTRIES;
use crate::interchange::{
    Cause, Place,
    xml::{self, Element},
};

/// An item that a test names, or a section in another file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Its address, as the test has it.
    pub address: String,
    /// The titles of the test and the sections around it, the outermost first.
    pub category: Vec<String>,
}

/// A package has no more files than this, so that a test names no more.
const NAMED: usize = ENTRIES;
/// So many sections around an item, and so many characters of their titles, are kept.
const SECTIONS: (usize, usize) = (8, 200);

/// What a test names.
pub(super) fn named(text: &str) -> Result<Vec<Named>, (Place, Cause)> {
    let root = xml::parse(text)?;
    if !plain(&root.name).starts_with("assessment") {
        let what = words!("its outermost element is <{}>, not <assessmentTest>", root.name);
        return Err((Place::line(root.line), Cause::NotThisFormat(what)));
    }
    let mut found = Vec::new();
    collect(&root, &mut Vec::new(), &mut found);
    Ok(found)
}

/// One name for both generations, `assessmentItemRef` and `qti-assessment-item-ref`.
fn plain(name: &str) -> String {
    name.trim_start_matches("qti-").replace('-', "").to_ascii_lowercase()
}

fn collect(element: &Element, category: &mut Vec<String>, found: &mut Vec<Named>) {
    let title = element.attribute("title").map(str::trim).filter(|title| !title.is_empty());
    // Many tests have one section, with the name of the test.
    let title = title.filter(|title| category.last().is_none_or(|last| last != title));
    let title = title.filter(|_| category.len() < SECTIONS.0);
    category.extend(title.map(|title| title.chars().take(SECTIONS.1).collect()));
    for child in element.elements() {
        match plain(&child.name).as_str() {
            "assessmentitemref" | "assessmentsectionref" => {
                let address = child.attribute("href").unwrap_or_default().trim().to_owned();
                if !address.is_empty() && found.len() < NAMED {
                    found.push(Named { address, category: category.clone() });
                }
            }
            "testpart" | "assessmentsection" => collect(child, category, found),
            _ => {}
        }
    }
    if title.is_some() {
        category.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_named_with_the_sections_around_them() {
        let old = "<assessmentTest title='T'><testPart title=''><assessmentSection title='T'><assessmentItemRef href='a.xml'/>\
            <assessmentSection title='S'><assessmentItemRef href=' b.xml'/></assessmentSection><assessmentSectionRef href='s.xml'/>\
            </assessmentSection></testPart></assessmentTest>";
        let new = "<qti-assessment-test title='T'><qti-test-part><qti-assessment-section><qti-assessment-item-ref href='a.xml'/>\
            </qti-assessment-section></qti-test-part></qti-assessment-test>";
        let seen = |text: &str| {
            named(text)
                .unwrap()
                .into_iter()
                .map(|one| format!("{} {}", one.address, one.category.join("/")))
                .collect::<Vec<_>>()
        };
        assert_eq!(seen(old), ["a.xml T", "b.xml T/S", "s.xml T"]);
        assert_eq!(seen(new), ["a.xml T"]);
        assert!(named("<assessmentTest>").is_err() && named("<quiz/>").is_err());
    }
}
