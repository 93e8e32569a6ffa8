//! Reads a test: it names its items, which lie in other files.

use crate::interchange::{Entry, Foreign, Outcome, Place, Reading, Remark, xml::Element};

/// Everything that a test, or a section of one, names.
pub(super) fn read(root: &Element) -> Reading {
    let mut entries = Vec::new();
    collect(root, &mut entries);
    let empty = || Remark::PassedOver { what: words!("a test without questions") };
    let remark = if entries.is_empty() { empty() } else { Remark::Arrangement };
    Reading { entries, failure: None, remarks: vec![remark] }
}

fn collect(element: &Element, entries: &mut Vec<Entry>) {
    for child in element.elements() {
        if matches!(child.name.as_str(), "assessmentItemRef" | "assessmentSectionRef") {
            let file = child.attribute("href").unwrap_or_default().trim();
            let title = child.attribute("identifier").unwrap_or(file).trim().chars().take(80).collect();
            let outcome = Outcome::Skipped(Foreign::Elsewhere(file.to_owned()));
            entries.push(Entry { place: Place::line(child.line), title, outcome });
        } else {
            collect(child, entries);
        }
    }
}
