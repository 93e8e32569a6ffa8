//! What packages are read as. Their zip files are built here.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::interchange::{Cause, Content, Draft, Excess, Foreign, Outcome, Place, Reading, Remark};

mod bounds;
mod manifests;
mod written;

/// A zip file with these files.
fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A zip file with these texts.
fn package(files: &[(&str, &str)]) -> Vec<u8> {
    pack(&files.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

fn nothing_of_ours(path: &str, _: &str) -> Outcome {
    panic!("{path} is no question file of ours")
}

fn read_all(bytes: &[u8]) -> Reading {
    read(bytes, &nothing_of_ours)
}

/// What became of each entry, in a word, with its place.
fn summary(reading: &Reading) -> Vec<String> {
    let word = |outcome: &Outcome| match outcome {
        Outcome::Taken { .. } => "taken",
        Outcome::Skipped(_) => "skipped",
        Outcome::Refused(_) => "refused",
    };
    reading.entries.iter().map(|entry| format!("{} {}", entry.place, word(&entry.outcome))).collect()
}

fn stem(draft: &Draft) -> &str {
    match &draft.content {
        Content::One(_, body) => &body.stem,
        Content::Both(_) => panic!("a file has one language"),
    }
}

/// An item of QTI 2 that asks this.
fn item(asked: &str) -> String {
    format!(
        "<assessmentItem identifier='i' title='Item'><responseDeclaration identifier='R' cardinality='single' baseType='identifier'>\
        <correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody><p>{asked}</p>\
        <choiceInteraction responseIdentifier='R' shuffle='true'><simpleChoice identifier='A'>a</simpleChoice>\
        <simpleChoice identifier='B'>b</simpleChoice></choiceInteraction></itemBody></assessmentItem>"
    )
}

/// Questions of QTI 1.2 that ask this.
fn old(asked: &[&str]) -> String {
    let item = |asked: &&str| {
        format!(
            "<item ident='{asked}'><presentation><material><mattext texttype='text/html'>{asked}</mattext></material>\
            <response_lid ident='r'><render_choice><response_label ident='a'><material><mattext>a</mattext></material></response_label>\
            <response_label ident='b'><material><mattext>b</mattext></material></response_label></render_choice></response_lid></presentation>\
            <resprocessing><respcondition><conditionvar><varequal respident='r'>a</varequal></conditionvar><setvar>1</setvar></respcondition></resprocessing></item>"
        )
    };
    format!(
        "<questestinterop><objectbank>{}</objectbank></questestinterop>",
        asked.iter().map(item).collect::<String>()
    )
}

/// A manifest with these resources: type, files.
fn manifest(resources: &[(&str, &[&str])]) -> String {
    let resource = |(kind, files): &(&str, &[&str])| {
        let files = files.iter().map(|file| format!("<file href='{file}'/>")).collect::<Vec<_>>().concat();
        format!("<resource type='{kind}'>{files}</resource>\n")
    };
    format!("<manifest><resources>\n{}</resources></manifest>", resources.iter().map(resource).collect::<String>())
}

#[test]
fn without_a_manifest_files_are_read_by_what_they_are() {
    let zip = package(&[
        ("qti.xml", &old(&["one", "two"])),
        ("items/a.xml", &item("three?")),
        (
            "test.xml",
            "<assessmentTest title='T'><testPart><assessmentSection title='S'><assessmentItemRef href='items/a.xml'/></assessmentSection></testPart></assessmentTest>",
        ),
        ("settings.xml", "<quiz/>"),
        ("broken.xml", "<"),
        ("picture.png", "no picture"),
        ("__MACOSX/._qti.xml", &old(&["four"])),
    ]);
    let reading = read_all(&zip);
    assert_eq!(summary(&reading), ["qti.xml, line 1 taken", "qti.xml, line 1 taken", "items/a.xml, line 1 taken"]);
    assert_eq!(reading.taken().last().unwrap().category, ["T", "S"], "a test further on says where it stands");
    assert_eq!(reading.failure, None);
}

#[test]
fn question_files_of_ours_are_read_by_the_parser_that_the_caller_brings() {
    let zip = package(&[
        ("questions/351.1/kvm-device.md", "+++ good"),
        ("questions/351.1/xen.md", "bad"),
        ("questions/351.1/guide.md", "# Guide"),
        ("README.md", "Read me."),
        ("exam.toml", ""),
    ]);
    let own = |path: &str, text: &str| {
        if text.starts_with("+++") {
            Outcome::Skipped(Foreign::Other(path.to_owned()))
        } else {
            Outcome::Refused(Cause::Format("no front matter".to_owned()))
        }
    };
    let reading = read(&zip, &own);
    assert_eq!(summary(&reading), ["questions/351.1/kvm-device.md skipped", "questions/351.1/xen.md refused"]);
    assert_eq!(reading.entries[0].title, "kvm-device");
    assert_eq!(
        reading.entries[0].outcome,
        Outcome::Skipped(Foreign::Other("questions/351.1/kvm-device.md".to_owned()))
    );
    let said: Vec<String> = reading.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["\"questions/351.1/guide.md\" was passed over", "\"README.md\" was passed over"]);
}

#[test]
fn a_package_without_questions_is_empty() {
    let empty = |zip: &[u8]| read_all(zip).failure.unwrap().1;
    assert_eq!(empty(&package(&[])), Cause::Empty);
    assert_eq!(empty(&package(&[("a.png", ""), ("settings.xml", "<quiz/>")])), Cause::Empty);
    let inner = package(&[("a.xml", &item("one?"))]);
    let reading = read_all(&pack(&[("inner.zip", &inner)]));
    assert_eq!(reading.failure, Some((Place::default(), Cause::Empty)));
    assert_eq!(reading.remarks, [Remark::PassedOver { what: words!("the package \"{}\" in it", "inner.zip") }]);
    assert_eq!(empty(&package(&[("a.xml", "<questestinterop/>")])), Cause::Empty);
}

#[test]
fn what_is_no_zip_file_is_refused() {
    for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"<questestinterop/>", &[0; 100]] {
        assert!(matches!(read_all(bytes).failure, Some((_, Cause::Package(_)))));
    }
}

#[test]
fn a_question_that_is_there_twice_comes_in_once() {
    let zip = package(&[("quiz.xml", &old(&["one", "two"])), ("bank.xml.qti", &old(&["two", "three", "two"]))]);
    let reading = read_all(&zip);
    let texts: Vec<&str> = reading.taken().map(stem).collect();
    assert_eq!(texts, ["one", "two", "three"]);
    let first = Place { file: "quiz.xml".to_owned(), line: Some(1) };
    assert_eq!(reading.entries[2].outcome, Outcome::Skipped(Foreign::Twice(first, "two".to_owned())));
    assert_eq!(reading.entries.len(), 5);
}

#[test]
fn files_are_found_where_other_programs_have_put_them() {
    let image = |address: &str| format!("{}<img src='{address}' alt='A'/>", address.len());
    let files = [
        ("q/a.xml", item(&image("img/a.png"))),
        ("q/b.xml", item(&image("../b%20b.png"))),
        ("q/c.xml", item(&image("$IMS-CC-FILEBASE$/c.png?canvas_download=1"))),
        ("q/d.xml", item(&image("moved/d.png"))),
        ("q/e.xml", item(&image("../../../e.png"))),
        ("q/f.xml", item(&image("https://example.com/d.png"))),
        ("q/img/a.png", "A".to_owned()),
        ("b b.png", "B".to_owned()),
        ("web_resources/c.png", "C".to_owned()),
        ("x/moved/d.png", "D".to_owned()),
        ("y/e.png", "E".to_owned()),
        ("z/e.png", "E".to_owned()),
    ];
    let reading = read_all(&package(&files.each_ref().map(|(name, text)| (*name, text.as_str()))));
    let found: Vec<(&str, &[u8])> = reading
        .taken()
        .map(|draft| draft.images.first().map_or(("", &b""[..]), |image| (image.name.as_str(), image.bytes.as_slice())))
        .collect();
    let nothing = ("", &b""[..]);
    assert_eq!(found, [("a.png", &b"A"[..]), ("b-b.png", b"B"), ("c.png", b"C"), ("d.png", b"D"), nothing, nothing]);
}

#[test]
fn items_take_the_texts_that_they_share() {
    let shared = item("what?").replace("<itemBody>", "<assessmentStimulusRef href='../shared.xml'/><itemBody>");
    let stimulus = "<assessmentStimulus title='S'><stimulusBody><p>Given this.</p></stimulusBody></assessmentStimulus>";
    let reading = read_all(&package(&[("items/a.xml", &shared), ("shared.xml", stimulus)]));
    assert_eq!(summary(&reading), ["items/a.xml, line 1 taken"]);
    assert_eq!(stem(reading.taken().next().unwrap()), "Given this.\n\nwhat?");
}

#[test]
fn a_package_without_anything_in_it_is_not_passed_over_in_silence() {
    let nothing = "<questestinterop><assessment><section><other/></section></assessment></questestinterop>";
    assert_eq!(read_all(&package(&[("q.xml", nothing)])), Reading::refused(Place::default(), Cause::Empty));
}

#[test]
fn an_old_alphabet_is_read_as_the_file_says() {
    let latin: Vec<u8> = format!("<?xml version='1.0' encoding='ISO-8859-1'?>{}", item("caf\u{e9}?"))
        .chars()
        .map(|letter| letter as u8)
        .collect();
    let reading = read_all(&pack(&[("a.xml", &latin)]));
    assert_eq!(stem(reading.taken().next().unwrap()), "café?");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read(&[b"PK\x03\x04", bytes.as_slice()].concat(), &|_, _| Outcome::Refused(Cause::Empty));
    }

    /// A good package with some bytes changed.
    #[test]
    fn no_damage_makes_it_panic(damage in proptest::collection::vec((0..4000_usize, any::<u8>()), 1..12)) {
        let manifest = manifest(&[("imsqti_item_xmlv2p1", &["a.xml", "b.png"]), ("imsqti_xmlv1p2", &["c.xml"])]);
        let mut zip = package(&[("imsmanifest.xml", &manifest), ("a.xml", &item("<img src='b.png'/>")), ("b.png", "B"), ("c.xml", &old(&["c"]))]);
        for (place, byte) in damage {
            let place = place % zip.len();
            zip[place] = byte;
        }
        read(&zip, &|_, _| Outcome::Refused(Cause::Empty));
    }
}
