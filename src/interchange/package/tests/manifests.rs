//! Packages with a manifest.

use super::*;

const ITEM: &str = "imsqti_item_xmlv2p1";

#[test]
fn the_manifest_says_what_is_a_question_and_in_which_order() {
    let manifest = manifest(&[
        ("imsqti_test_xmlv2p1", &["test.xml"]),
        (ITEM, &["items/b.xml", "items/b.png", "style.css"]),
        ("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", &["quiz/q.xml"]),
        ("associatedcontent/imscc_xmlv1p1/learning-application-resource", &["meta.xml", "bank.xml.qti"]),
        (ITEM, &["items/a.xml"]),
        ("webcontent", &["gone.png", "gone.css", "items/b.png"]),
    ]);
    let zip = package(&[
        ("items/a.xml", &item("a?")),
        ("items/b.xml", &item("b? <img src='b.png' alt='B'/>")),
        ("items/b.png", "B"),
        ("test.xml", "<assessmentTest/>"),
        ("quiz/q.xml", &old(&["c"])),
        ("meta.xml", "<quiz/>"),
        ("bank.xml.qti", &old(&["d"])),
        ("imsmanifest.xml", &manifest),
    ]);
    let reading = read_all(&zip);
    assert_eq!(
        summary(&reading),
        [
            "items/b.xml, line 1 taken",
            "quiz/q.xml, line 1 taken",
            "bank.xml.qti, line 1 taken",
            "items/a.xml, line 1 taken"
        ]
    );
    assert_eq!(reading.taken().next().unwrap().images[0].bytes, b"B");
    let said: Vec<String> = reading.remarks.iter().map(ToString::to_string).collect();
    let missing = "the manifest names \"style.css\" and 2 more files that are not in the package";
    assert_eq!(said, ["the order and the rules of the test are gone: here every exam is drawn from the bank", missing]);
}

#[test]
fn one_bad_item_does_not_lose_the_others() {
    let manifest = manifest(&[
        (ITEM, &["a.xml"]),
        (ITEM, &["bad.xml"]),
        (ITEM, &["none.xml"]),
        (ITEM, &["latin.xml"]),
        (ITEM, &[]),
        (ITEM, &["b.xml"]),
    ]);
    let zip = pack(&[
        ("imsmanifest.xml", manifest.as_bytes()),
        ("a.xml", item("a?").as_bytes()),
        ("bad.xml", b"<assessmentItem>\n<itemBody></assessmentItem>"),
        ("latin.xml", b"<assessmentItem>\xff</assessmentItem>"),
        ("b.xml", item("b?").as_bytes()),
    ]);
    let reading = read_all(&zip);
    assert_eq!(
        summary(&reading),
        [
            "a.xml, line 1 taken",
            "bad.xml, line 2 refused",
            "latin.xml refused",
            "imsmanifest.xml, line 6 refused",
            "b.xml, line 1 taken"
        ]
    );
    assert_eq!(reading.remarks, [Remark::FilesMissing { name: "none.xml".to_owned(), more: 0 }]);
    assert_eq!(reading.failure, None);
}

#[test]
fn a_manifest_that_is_broken_or_elsewhere_refuses_the_package() {
    let failure = |files: &[(&str, &str)]| read_all(&package(files)).failure.unwrap();
    let (place, cause) = failure(&[("imsmanifest.xml", "<manifest>\n<resources></manifest>"), ("a.xml", &item("a?"))]);
    assert_eq!(place.to_string(), "imsmanifest.xml, line 2");
    assert!(matches!(cause, Cause::Xml(_)));
    let (_, cause) = failure(&[("folder/imsmanifest.xml", &manifest(&[])), ("folder/a.xml", &item("a?"))]);
    assert!(
        matches!(cause, Cause::Package(why) if why.to_string().contains("\"folder/imsmanifest.xml\" does not lie at its root"))
    );
}

#[test]
fn tests_name_items_that_the_manifest_does_not() {
    let test = "<qti-assessment-test title='T'><qti-test-part><qti-assessment-section title='S'><qti-assessment-item-ref href='../items/a.xml'/>\
        <qti-assessment-section-ref href='part.xml'/><qti-assessment-item-ref href='none.xml'/></qti-assessment-section></qti-test-part></qti-assessment-test>";
    // It names itself as well.
    let part = "<qti-assessment-section title='P'><qti-assessment-item-ref href='../items/b.xml'/><qti-assessment-section-ref href='part.xml'/></qti-assessment-section>";
    let zip = package(&[
        ("imsmanifest.xml", &manifest(&[("imsqti_test_xmlv3p0", &["tests/test.xml"])])),
        ("tests/test.xml", test),
        ("tests/part.xml", part),
        ("items/a.xml", &item("a?")),
        ("items/b.xml", &item("b?")),
        ("items/c.xml", &item("c?")),
    ]);
    let reading = read_all(&zip);
    assert_eq!(
        summary(&reading),
        ["items/a.xml, line 1 taken", "none.xml refused", "items/b.xml, line 1 taken", "items/c.xml, line 1 taken"]
    );
    let categories: Vec<String> = reading.taken().map(|draft| draft.category.join("/")).collect();
    assert_eq!(categories, ["T/S", "P", ""]);
    let Outcome::Taken { remarks, .. } = &reading.entries[3].outcome else { panic!() };
    assert_eq!(remarks, &[Remark::Contradiction { what: words!("the manifest does not name this file") }]);
}

#[test]
fn a_test_that_cannot_be_read_is_refused() {
    let zip = package(&[
        ("imsmanifest.xml", &manifest(&[("imsqti_test_xmlv2p1", &["a.xml"]), ("imsqti_test_xmlv2p1", &["b.xml"])])),
        ("a.xml", "<assessmentTest>\n<testPart></assessmentTest>"),
        ("b.xml", "<html/>"),
    ]);
    let reading = read_all(&zip);
    assert_eq!(summary(&reading), ["a.xml, line 2 refused", "b.xml, line 1 refused"]);
    assert!(matches!(&reading.entries[1].outcome, Outcome::Refused(Cause::NotThisFormat(_))));
}

#[test]
fn a_pool_of_blackboard_lies_in_a_file_with_another_ending() {
    let manifest = "<manifest xmlns:bb='http://www.blackboard.com/content-packaging/'><resources>\
        <resource bb:file='res00001.dat' type='assessment/x-bb-qti-pool'/><resource bb:file='res00002.dat' type='course/x-bb-coursesetting'/></resources></manifest>";
    let zip =
        package(&[("imsmanifest.xml", manifest), ("res00001.dat", &old(&["one"])), ("res00002.dat", "<COURSE/>")]);
    assert_eq!(summary(&read_all(&zip)), ["res00001.dat, line 1 taken"]);
}

#[test]
fn keywords_are_tags_and_bring_back_what_an_item_has_lost() {
    let keywords = ["ports", "simulado.name=which-port", "simulado.lang=pt-BR", "simulado.level=hard"];
    let keywords = keywords.map(|word| format!("<keyword><langstring>{word}</langstring></keyword>")).concat();
    let manifest = format!(
        "<manifest><resources><resource type='{ITEM}' href='a.xml'><metadata><lom><general>{keywords}</general></lom></metadata></resource></resources></manifest>"
    );
    let reading = read_all(&package(&[("imsmanifest.xml", &manifest), ("a.xml", &item("a?"))]));
    let Outcome::Taken { draft, remarks } = &reading.entries[0].outcome else { panic!() };
    assert_eq!(draft.tags, ["ports"]);
    assert_eq!(draft.meta.name.as_ref().map(ToString::to_string).as_deref(), Some("which-port"));
    assert!(matches!(draft.content, Content::One(Some(crate::exam::lang::Lang::PtBr), _)));
    assert_eq!(remarks, &[Remark::Tag { tag: "simulado.level=hard".to_owned() }]);
}
