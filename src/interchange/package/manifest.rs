//! `imsmanifest.xml`: which files of a package are questions, and what it says of them.

use super::names;
use crate::interchange::{
    Cause, Place,
    xml::{self, Element},
};

/// Where it lies.
pub(super) const NAME: &str = "imsmanifest.xml";

/// Something that the manifest names.
#[derive(Debug, Default)]
pub(super) struct Resource {
    /// What it is said to be.
    pub kind: Kind,
    /// Its main file first, then the others.
    pub files: Vec<String>,
    /// Its keywords.
    pub keywords: Vec<String>,
    /// The line of the manifest.
    pub line: usize,
}

/// What a resource is said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A question of QTI 2 or 3.
    Item,
    /// A test of QTI 2 or 3.
    Test,
    /// Questions of QTI 1.2.
    Questions,
    /// A picture, a style, settings, a shared text.
    #[default]
    Other,
}

impl Kind {
    /// By the type that the manifest gives it.
    fn of(kind: &str) -> Self {
        let kind = kind.trim().to_ascii_lowercase();
        if kind.starts_with("imsqti_item_") || kind.starts_with("imsqti_apipitem_") {
            Self::Item
        } else if ["imsqti_test_", "imsqti_assessment_", "imsqti_section_", "imsqti_apiptest_", "imsqti_apipsection_"]
            .iter()
            .any(|start| kind.starts_with(start))
        {
            Self::Test
        } else if kind.starts_with("imsqti_xmlv1") || kind.starts_with("assessment/x-bb-") {
            Self::Questions
        } else {
            Self::Other
        }
    }
}

/// Reads a manifest.
pub(super) fn read(text: &str) -> Result<Vec<Resource>, (Place, Cause)> {
    let in_manifest = |place: Place| Place { file: NAME.to_owned(), ..place };
    let root = xml::parse(text).map_err(|(place, cause)| (in_manifest(place), cause))?;
    if root.name != "manifest" {
        let what = words!("its outermost element is <{}>, not <manifest>", root.name);
        return Err((in_manifest(Place::line(root.line)), Cause::NotThisFormat(what)));
    }
    let mut found = Vec::new();
    collect(&root, "", &mut found);
    Ok(found)
}

/// Every resource, also of manifests inside; `base` is the folder that their addresses are relative to.
fn collect(element: &Element, base: &str, found: &mut Vec<Resource>) {
    let base = based(base, element);
    for child in element.elements() {
        match child.name.as_str() {
            "resource" => found.push(resource(child, &base)),
            "resources" | "manifest" => collect(child, &base, found),
            _ => {}
        }
    }
}

fn based(base: &str, element: &Element) -> String {
    match element.attribute("base") {
        Some(own) if !own.contains(':') => format!("{base}{}", own.trim()),
        _ => base.to_owned(),
    }
}

fn resource(element: &Element, base: &str) -> Resource {
    let base = based(base, element);
    // Blackboard says `bb:file`.
    let main = element.attribute("href").or_else(|| element.attribute("file"));
    let others = element.all("file").filter_map(|file| file.attribute("href"));
    let mut files: Vec<String> = Vec::new();
    for address in main.into_iter().chain(others).map(str::trim).filter(|address| !address.is_empty()) {
        let address = format!("{base}{address}");
        let name = names::meant("", &address).into_iter().next().unwrap_or(address);
        files.push(name);
    }
    let mut once = std::collections::HashSet::new();
    files.retain(|file| once.insert(file.clone()));
    let kind = Kind::of(element.attribute("type").unwrap_or_default());
    Resource { kind, files, keywords: keywords(element), line: element.line }
}

/// The keywords of the metadata: `<keyword>` holds a text for each language, in one element or two.
fn keywords(resource: &Element) -> Vec<String> {
    let found = resource.all("metadata").flat_map(|metadata| metadata.find("keyword"));
    let texts = found.flat_map(|keyword| {
        let inner: Vec<&Element> = keyword.elements().collect();
        if inner.is_empty() { vec![keyword] } else { inner }
    });
    texts.map(|text| text.text().trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_found_with_their_files_and_keywords() {
        let text = "<manifest xmlns:bb='b'><organizations><item identifierref='a'/></organizations>\n\
            <resources xml:base='q/'>\n<resource type='imsqti_item_xmlv2p1' href='a%20b.xml'><metadata><lom><general>\
            <keyword><langstring>one</langstring></keyword><keyword><string>two</string><string>drei</string></keyword><keyword>three</keyword>\
            </general></lom></metadata><file href='a%20b.xml'/><file href='../img/c.png'/></resource>\
            <resource type='assessment/x-bb-qti-pool' bb:file='res1.dat'/><resource type='webcontent'/></resources>\
            <manifest><resources><resource type='imsqti_test_xmlv3p0' href='/t.xml'/></resources></manifest></manifest>";
        let found = read(text).unwrap();
        let seen: Vec<(Kind, Vec<&str>)> =
            found.iter().map(|one| (one.kind, one.files.iter().map(String::as_str).collect())).collect();
        assert_eq!(
            seen,
            [
                (Kind::Item, vec!["q/a b.xml", "img/c.png"]),
                (Kind::Questions, vec!["q/res1.dat"]),
                (Kind::Other, vec![]),
                (Kind::Test, vec!["t.xml"])
            ]
        );
        assert_eq!(found[0].keywords, ["one", "two", "drei", "three"]);
        assert_eq!(found[0].line, 3);
    }

    #[test]
    fn types_are_known_in_every_spelling() {
        for (name, kind) in [
            ("imsqti_item_xmlv3p0", Kind::Item),
            ("imsqti_apipitem_xmlv2p1", Kind::Item),
            ("imsqti_assessment_xmlv2p1", Kind::Test),
            ("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", Kind::Questions),
            ("imsqti_xmlv1p2", Kind::Questions),
            ("assessment/x-bb-qti-test", Kind::Questions),
            ("associatedcontent/imscc_xmlv1p1/learning-application-resource", Kind::Other),
            ("webcontent", Kind::Other),
        ] {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
    }

    #[test]
    fn what_is_no_manifest_is_refused_with_its_place() {
        let refused = |text: &str| read(text).unwrap_err();
        assert_eq!(refused("<manifest>\n<a></manifest>").0.to_string(), "imsmanifest.xml, line 2");
        assert!(matches!(refused("<html/>").1, Cause::NotThisFormat(_)));
    }
}
