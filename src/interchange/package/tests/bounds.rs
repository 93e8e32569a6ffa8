//! Packages that mean harm: names that lead elsewhere, files that grow, headers that lie.

use super::{
    super::archive::{ENTRIES, FILE, RATIO, SMALL},
    *,
};

fn failure(zip: &[u8]) -> Cause {
    read_all(zip).failure.unwrap().1
}

/// Changes every place where these bytes stand.
fn replaced(zip: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut changed = zip.to_vec();
    let places: Vec<usize> = (0..zip.len()).filter(|place| zip[*place..].starts_with(old)).collect();
    assert!(!places.is_empty() && old.len() == new.len());
    for place in places {
        changed[place..place + new.len()].copy_from_slice(new);
    }
    changed
}

/// Where the directory of the zip file has the entry of a file.
fn header(zip: &[u8], name: &str) -> usize {
    let is_header =
        |place: &usize| zip[*place..].starts_with(b"PK\x01\x02") && zip[*place + 46..].starts_with(name.as_bytes());
    (0..zip.len() - 46).find(is_header).unwrap()
}

#[test]
fn a_name_that_leads_elsewhere_refuses_the_whole_package() {
    for name in
        ["../a.xml", "x/../../a.xml", "/etc/a.xml", "..\\a.xml", "x\\a.xml", "C:a.xml", "a\0.xml", "a\u{1b}.xml"]
    {
        let zip = package(&[("good.xml", &item("one?")), (name, "x")]);
        let reading = read_all(&zip);
        assert!(matches!(reading.failure, Some((_, Cause::UnsafeName(_)))), "{name:?}: {:?}", reading.failure);
        assert!(reading.entries.is_empty(), "{name:?}");
    }
}

#[test]
fn a_link_to_somewhere_else_refuses_the_whole_package() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("a.xml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert_eq!(failure(&zip.finish().unwrap().into_inner()), Cause::UnsafeName("a.xml".to_owned()));
}

#[test]
fn two_files_of_one_name_refuse_the_package() {
    let zip = package(&[("a.xml", &item("one?")), ("b.xml", &item("two?"))]);
    assert!(matches!(failure(&replaced(&zip, b"b.xml", b"a.xml")), Cause::Package(_)));
    let zip = package(&[("q/a.xml", &item("one?")), ("q//a.xml", &item("two?"))]);
    assert!(matches!(failure(&zip), Cause::Package(why) if why.to_string().contains("\"q/a.xml\"")));
}

#[test]
fn a_locked_file_refuses_the_package() {
    let mut zip = package(&[("a.xml", &item("one?"))]);
    let flags = header(&zip, "a.xml") + 8;
    zip[flags] |= 1;
    assert!(matches!(failure(&zip), Cause::Package(why) if why.to_string().contains("password")));
}

#[test]
fn more_files_than_are_read_are_refused_before_they_are_listed() {
    let names: Vec<String> = (0..=ENTRIES).map(|number| format!("{number}")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert!(matches!(failure(&package(&files)), Cause::TooLarge(_)));
    assert_eq!(failure(&package(&files[1..])), Cause::Empty);
}

#[test]
fn a_file_that_grows_too_much_is_refused_and_the_others_are_read() {
    let spaces = |count: u64| {
        item("one?").replace("<itemBody>", &format!("<itemBody>{}", " ".repeat(usize::try_from(count).unwrap())))
    };
    let manifest = manifest(&[("imsqti_item_xmlv2p1", &["bomb.xml"]), ("imsqti_item_xmlv2p1", &["good.xml"])]);
    let zip = package(&[("imsmanifest.xml", &manifest), ("bomb.xml", &spaces(SMALL)), ("good.xml", &item("two?"))]);
    assert!(zip.len() < usize::try_from(SMALL / RATIO).unwrap() + 2000, "it is small");
    let reading = read_all(&zip);
    assert_eq!(summary(&reading), ["bomb.xml refused", "good.xml, line 1 taken"]);
    assert!(matches!(reading.entries[0].outcome, Outcome::Refused(Cause::TooLarge(_))));
    let below = package(&[("a.xml", &spaces(SMALL / 2))]);
    assert_eq!(summary(&read_all(&below)), ["a.xml, line 1 taken"]);
}

#[test]
fn a_file_has_at_most_so_many_bytes_however_they_are_packed() {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.xml", stored).unwrap();
    let text = item("one?").into_bytes();
    zip.write_all(&text).unwrap();
    zip.write_all(&vec![b' '; usize::try_from(FILE).unwrap() + 1 - text.len()]).unwrap();
    let reading = read_all(&zip.finish().unwrap().into_inner());
    assert_eq!(summary(&reading), ["a.xml refused"], "{reading:?}");
}

#[test]
fn all_files_together_have_at_most_so_many_bytes() {
    let picture = vec![b'x'; usize::try_from(FILE).unwrap()];
    let items: Vec<(String, String)> =
        (0..9).map(|number| (format!("{number}.xml"), item(&format!("{number}? <img src='big.png'/>")))).collect();
    let mut files: Vec<(&str, &[u8])> = items.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files.push(("big.png", &picture));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let reading = read_all(&zip.finish().unwrap().into_inner());
    let (place, cause) = reading.failure.clone().unwrap();
    assert!(matches!(cause, Cause::TooLarge(_)), "{cause:?}");
    assert_eq!(place.file, "7.xml", "what came before is kept");
    assert_eq!(reading.entries.len(), 8);
}

#[test]
fn all_texts_together_have_at_most_so_many_bytes() {
    let text = format!("<quiz>{}</quiz>", "a b c ".repeat(2 << 20));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a.xml", "b.xml", "c.xml"] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let (place, cause) = read_all(&zip.finish().unwrap().into_inner()).failure.unwrap();
    assert_eq!(place.file, "c.xml");
    assert!(matches!(cause, Cause::TooLarge(Excess::AllTexts(_))));
}

#[test]
fn a_header_that_lies_about_the_size_is_found_out() {
    let zip = package(&[("a.xml", &item("one?")), ("b.xml", &item("two?"))]);
    for (field, size) in [(24, 10_u32), (24, u32::MAX - 1), (20, 5), (16, 1)] {
        let mut lying = zip.clone();
        let place = header(&zip, "a.xml") + field;
        lying[place..place + 4].copy_from_slice(&size.to_le_bytes());
        let reading = read_all(&lying);
        let texts: Vec<&str> = reading.taken().map(stem).collect();
        // A size that is too large is as wrong as one that is too small, but nothing is lost by it.
        let expected: &[&str] = if size > 1000 { &["one?", "two?"] } else { &["two?"] };
        assert_eq!(texts, expected, "field {field} of {size}: {reading:?}");
    }
}

#[test]
fn a_test_with_sections_in_sections_names_its_items_all_the_same() {
    let open = (0..60).map(|number| format!("<assessmentSection title='{number}'>")).collect::<Vec<_>>().concat();
    let test = format!(
        "<assessmentTest>{open}<assessmentItemRef href='a.xml'/>{}</assessmentTest>",
        "</assessmentSection>".repeat(60)
    );
    let reading = read_all(&package(&[("a.xml", &item("a?")), ("t.xml", &test)]));
    assert_eq!(reading.taken().next().unwrap().category.len(), 8);
}
