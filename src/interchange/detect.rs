//! Which format a file has: by what is in it, and by its name only where that leaves it open.

use super::{csv, format::Format, qti, remark::Cause};

/// So much of a text is looked at.
const SAMPLE: usize = 64 << 10;

/// Finds out which format a file has; nothing if it is none that is known.
pub fn detect(file_name: &str, bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return is_package(bytes).then_some(Format::Package);
    }
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let ending = ending.as_str();
    let text = sample(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        // A text format may begin with HTML.
        return xml(text).or_else(|| by_ending(ending));
    }
    if text.lines().next() == Some("+++") {
        return Some(Format::Simulado);
    }
    let is_table = matches!(ending, "csv" | "tsv");
    if is_table || csv::is_certain(bytes) {
        return Some(Format::Csv);
    }
    if ending != "gift" && is_aiken(text) {
        return Some(Format::Aiken);
    }
    if is_gift(text) { Some(Format::Gift) } else { by_ending(ending) }
}

/// Why a file of no known format is not read. What would be a text in another encoding is asked for once more.
pub fn unknown(file_name: &str, bytes: &[u8]) -> Cause {
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let is_wide = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let is_to_be_text =
        Format::ALL.into_iter().any(|format| format != Format::Package && format.endings().contains(&ending.as_str()));
    let is_text = !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    if is_wide || is_to_be_text && !is_text { Cause::Encoding } else { Cause::Unknown }
}

/// The beginning of a text.
fn sample(bytes: &[u8]) -> String {
    qti::beginning(&bytes[..bytes.len().min(SAMPLE)])
}

/// Whether a package may hold questions: what office programs write is one too. Their first file has a name of its own.
fn is_package(bytes: &[u8]) -> bool {
    let first_name = bytes.get(30..).unwrap_or_default();
    !["[Content_Types].xml", "mimetype", "_rels/"].iter().any(|name| first_name.starts_with(name.as_bytes()))
}

/// By the outermost element, or by any where that cannot be found.
fn xml(text: &str) -> Option<Format> {
    let Some(root) = root(text) else {
        // A document type may be longer than what is looked at, and says the name as well.
        let mut tags = text.split('<').map(|tag| tag.strip_prefix("!DOCTYPE").unwrap_or(tag).trim_start());
        return tags.find_map(|tag| by_name(name(tag)));
    };
    // Versions of QTI are told apart by their namespace; some files have none.
    let tag = root.split('>').next().unwrap_or_default();
    if tag.contains("/imsqtiasi_v3p") {
        return Some(Format::Qti30);
    }
    by_name(name(root)).or_else(|| tag.contains("/imsqti_v2p").then_some(Format::Qti21))
}

fn by_name(name: &str) -> Option<Format> {
    match name {
        "quiz" | "question" => Some(Format::MoodleXml),
        "questestinterop" => Some(Format::Qti12),
        "assessmentItem" | "assessmentTest" | "assessmentSection" | "assessmentStimulus" => Some(Format::Qti21),
        name if name.starts_with("qti-") => Some(Format::Qti30),
        _ => None,
    }
}

/// The text from the name of the outermost element on. Nothing if it does not get as far.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        rest = if rest.starts_with("<?") {
            rest.split_once("?>")?.1
        } else if rest.starts_with("<!--") {
            rest.split_once("-->")?.1
        } else if let Some(doctype) = rest.strip_prefix("<!") {
            let end = doctype.find(['>', '['])?;
            let after = if doctype[end..].starts_with('[') { doctype.split_once(']')?.1 } else { &doctype[end..] };
            after.split_once('>')?.1
        } else {
            return rest.strip_prefix('<').filter(|tag| tag.starts_with(is_name));
        }
    }
}

/// The name with which a tag begins, without its prefix.
fn name(tag: &str) -> &str {
    let name = tag.split(|c: char| !is_name(c)).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or(name)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')
}

/// Lines with options, and a line with an answer.
fn is_aiken(text: &str) -> bool {
    let is_option = |line: &&str| {
        let mut chars = line.chars();
        chars.next().is_some_and(|c| c.is_ascii_uppercase()) && chars.next().is_some_and(|c| matches!(c, ')' | '.'))
    };
    text.lines().any(|line| line.starts_with("ANSWER:")) && text.lines().filter(is_option).nth(1).is_some()
}

/// A category, a title, or an answer in braces.
fn is_gift(text: &str) -> bool {
    let starts =
        |line: &str| line.starts_with("$CATEGORY:") || line.strip_prefix("::").is_some_and(|rest| rest.contains("::"));
    let opened = text.split_once('{').filter(|(before, _)| !before.ends_with('\\'));
    text.lines().any(|line| starts(line.trim_start())) || opened.is_some_and(|(_, rest)| rest.contains('}'))
}

fn by_ending(ending: &str) -> Option<Format> {
    match ending {
        "gift" => Some(Format::Gift),
        "aiken" => Some(Format::Aiken),
        "md" => Some(Format::Simulado),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_content(text: &str) -> Option<Format> {
        detect("upload", text.as_bytes())
    }

    #[test]
    fn a_format_is_known_by_what_is_in_the_file() {
        for (text, format) in [
            ("::One:: Which? {=a ~b}", Format::Gift),
            ("// note\n\n$CATEGORY: a/b\n\nText", Format::Gift),
            ("Which?\nA) a\nB) b\nANSWER: A\n", Format::Aiken),
            ("\u{feff}<?xml version=\"1.0\"?>\n<!-- <a> -->\n<quiz>", Format::MoodleXml),
            ("<!DOCTYPE questestinterop [<!ENTITY a \"b\">]><questestinterop/>", Format::Qti12),
            ("<!DOCTYPE x SYSTEM \"x.dtd\"><q:questestinterop/>", Format::Qti12),
            ("<assessmentItem identifier=\"a\">", Format::Qti21),
            ("<div xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p2\">", Format::Qti21),
            ("<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\">", Format::Qti30),
            ("<qti-assessment-test>", Format::Qti30),
            ("<!-- cut off <quiz>", Format::MoodleXml),
            ("<!DOCTYPE quiz [<!ENTITY a \"no end", Format::MoodleXml),
            ("PK\u{3}\u{4}", Format::Package),
            ("question,a,b,correct\nWhich {one}?,x,y,A\n", Format::Csv),
            ("NewQuestion,MC\nQuestionText,Which?\n", Format::Csv),
            ("+++\r\nkind = \"single\"", Format::Simulado),
        ] {
            assert_eq!(by_content(text), Some(format), "{text}");
        }
    }

    #[test]
    fn the_name_decides_where_the_content_does_not() {
        let text = b"A text, and no more.";
        for (name, format) in
            [("a.gift", Some(Format::Gift)), ("a.CSV", Some(Format::Csv)), ("a.txt", None), ("a.exe", None)]
        {
            assert_eq!(detect(name, text), format, "{name}");
        }
        assert_eq!(detect("a.gift", b"<quiz/>"), Some(Format::MoodleXml));
        assert_eq!(detect("a.gift", b"<b>Which?</b>{T}"), Some(Format::Gift));
        assert_eq!(detect("a.csv", b"Which {one}?;x;y"), Some(Format::Csv));
    }

    #[test]
    fn what_other_programs_write_is_none() {
        let mut sheet = vec![0; 30];
        sheet[..4].copy_from_slice(b"PK\x03\x04");
        sheet.extend(b"[Content_Types].xml");
        assert_eq!(detect("a.xlsx", &sheet), None);
        for text in ["", "<!DOCTYPE html><html>", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "\u{0}\u{1}"] {
            assert_eq!(by_content(text), None, "{text:?}");
        }
    }

    #[test]
    fn xml_is_known_in_each_encoding_that_it_may_have() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><quiz/>";
        let (little, big): (Vec<u8>, Vec<u8>) = (
            xml.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            xml.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        );
        for bytes in [[b"\xff\xfe", &little[..]].concat(), [b"\xfe\xff", &big[..]].concat(), little, big] {
            assert_eq!(detect("a.xml", &bytes), Some(Format::MoodleXml));
        }
    }

    #[test]
    fn a_text_in_another_encoding_is_told_from_what_is_no_text() {
        for (name, bytes) in [("a.txt", &b"caf\xe9"[..]), ("a", b"\xff\xfea\0"), ("a.txt", b"a\0b\0")] {
            assert_eq!(unknown(name, bytes), Cause::Encoding, "{name}");
        }
        for (name, bytes) in [("a.txt", &b"Text"[..]), ("a.png", b"\x89PNG"), ("a.xlsx", b"PK\x03\x04")] {
            assert_eq!(unknown(name, bytes), Cause::Unknown, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(text in "(<!|<\\?|<!--|-->|\\[|\\]|>|<|quiz|:|\\{|\\}|PK\u{3}\u{4}|é|\n|ANSWER:|A\\)){0,20}") {
            let _ = by_content(&text);
        }
    }
}
