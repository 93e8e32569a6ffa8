//! What the format reads and refuses, and that reading, writing and reading again changes nothing.

use std::{fs, path::Path};

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::exam::question::{Body, FillIn, Instruction, Kind, Level, OptionText};

const GOOD: [&str; 3] = ["good-single.md", "good-multiple.md", "good-fill-in.md"];

fn fixture(file: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint").join(file)).unwrap()
}

fn read(text: &str) -> Result<Parsed, FormatError> {
    parse(text, "1.1".parse().unwrap(), "fixture".parse().unwrap())
}

fn error_of(file: &str) -> (usize, String) {
    let bytes = fixture(&format!("format/{file}.md"));
    let error = decode(&bytes).and_then(read).unwrap_err();
    (error.line, error.message)
}

/// The fixture, the line, and what is said of it.
const BROKEN: &[(&str, usize, &str)] = &[
    ("byte-order-mark", 1, "the file starts with a byte order mark; save it as UTF-8 without one"),
    ("carriage-returns", 1, "the line ends with a carriage return; save the file with LF line ends"),
    ("control-character", 12, "the line contains the control character U+0007"),
    ("fill-in-with-options", 23, "a fill-in has no options"),
    ("heading-twice", 32, "the heading \"# en\" is there twice"),
    ("keys-differ", 39, "option 2 is marked as right in English only"),
    ("no-answers", 2, "a fill-in needs \"answers\""),
    ("no-front-matter", 1, "the file must start with its front matter: a line \"+++\""),
    ("no-key", 10, "a single has exactly one right option \"- [x]\", and this has 0"),
    ("no-portuguese", 30, "the Portuguese half is missing (no \"# pt-BR\" heading)"),
    ("no-stem", 10, "the English half has no stem"),
    ("not-utf-8", 44, "this line is not UTF-8; save the file as UTF-8"),
    ("open-code-block", 17, "the code block that opens here is never closed"),
    ("open-front-matter", 1, "the front matter that starts here is never closed by a second line \"+++\""),
    (
        "option-after-explanation",
        17,
        "an option stands after the explanation of the question, or the quote above needs two spaces before \">\"",
    ),
    ("option-without-text", 20, "the option has no text"),
    ("options-differ", 32, "English has 5 options and Portuguese 4"),
    ("stray-answers", 6, "\"answers\" belongs to fill-ins only, and this is a single"),
    (
        "text-after-options",
        30,
        "after the stem there are only options (\"- [ ] text\", one line each) and explanations (\"> text\")",
    ),
    ("text-before-heading", 10, "there is text before the heading \"# en\""),
    ("two-quotes", 18, "an option has one quote; a blank line within it is written \"  >\""),
    ("unknown-heading", 32, "\"# pt\" is no heading of a language (these are: \"# en\", \"# pt-BR\")"),
    (
        "unknown-instruction",
        7,
        "\"command-only\" is no instruction (these are: command, command-line, subcommand, option, full-path, file-name, \
         keyword, number, decimal, text)",
    ),
    (
        "unknown-key",
        5,
        "the front matter: unknown field `stufe`, expected one of `kind`, `area`, `terms`, `level`, `answers`, \
         `ranges`, `ignore-case`, `instruction`, `near`, `sources`, `checked`, `allow`",
    ),
    ("unknown-kind", 2, "\"matching\" is no kind of question (these are: single, multiple, fill-in)"),
    ("wrong-date", 7, "checked = \"2026-11-31\" is no date of the form 2026-11-23"),
];

#[test]
fn what_cannot_be_read_is_refused_with_line_and_cause() {
    for &(file, line, message) in BROKEN {
        assert_eq!(error_of(file), (line, message.to_owned()), "{file}");
    }
    let bytes = vec![b'x'; FILE_MAX + 1];
    assert_eq!(decode(&bytes).unwrap_err().message, "the file has 65537 bytes; a question has at most 65536");
}

#[test]
fn the_good_fixtures_are_canonical() {
    for good in GOOD {
        let bytes = fixture(good);
        let text = decode(&bytes).unwrap();
        assert_eq!(write(&read(text).unwrap().question), text, "{good}");
    }
}

/// Starts remember the hashes of canonical texts. Whoever changes those raises `VERSION`, and puts the new sum here.
#[test]
fn another_canonical_form_has_another_version() {
    let mut sum = Sha256::new();
    for file in GOOD {
        sum.update(write(&read(decode(&fixture(file)).unwrap()).unwrap().question));
    }
    let sum = u64::from_be_bytes(sum.finalize()[..8].try_into().unwrap());
    assert_eq!((VERSION, sum), (1, 0x1a35_8d3e_bb95_f971));
}

#[test]
fn the_parts_of_a_question_are_found_with_their_lines() {
    let bytes = fixture("good-single.md");
    let Parsed { question, places } = read(decode(&bytes).unwrap()).unwrap();
    assert_eq!(question.kind, Kind::Single { key: 1 });
    assert_eq!(
        question.body.pt_br.options[1],
        OptionText { text: "`info`".into(), explanation: "Mostra formato e tamanhos.".into() }
    );
    assert_eq!(question.body.en.explanation, "`qemu-img info` reads the header of the file.");
    assert_eq!((places.front_line("level"), places.body.en.stem, places.body.pt_br.options[1]), (5, 12, (39, 41)));
}

#[test]
fn what_people_write_is_read_and_written_canonically() {
    let bytes = fixture("good-single.md");
    let good = decode(&bytes).unwrap();
    for (from, to) in [
        ("- [x] `info`\n\n", "- [X]   `info`  \n"),
        ("\n# pt-BR", "\n\n\n# pt-BR"),
        ("  > It looks", " >It looks"),
        ("# en\n\nAn", "# en\nAn"),
        ("terms = [\"qemu-img\", \"qemu-img info\"]", "terms = [\n  'qemu-img',\n  'qemu-img info', # both\n]"),
        ("> `qemu-img info` reads", "  \n> `qemu-img info` reads"),
    ] {
        let loose = good.replacen(from, to, 1);
        assert_ne!(loose, good, "{from}");
        assert_eq!(write(&read(&loose).unwrap().question), good, "{to}");
    }
    let (front, body) = good.split_once("# en").unwrap();
    let (en, pt) = body.split_once("\n# pt-BR").unwrap();
    assert_eq!(write(&read(&format!("{front}# pt-BR{pt}\n# en{en}")).unwrap().question), good);
}

#[test]
fn code_blocks_are_kept_to_the_byte() {
    let stem = "Given:\n\n```sh\n# en\n\n\n- [ ] x  \n> y\n```\n\nWhat?";
    let bytes = fixture("good-fill-in.md");
    let mut question = read(decode(&bytes).unwrap()).unwrap().question;
    question.body.en.stem = stem.to_owned();
    question.body.en.explanation = "So:\n\n~~~\n  a\n\n\n  b\n~~~".to_owned();
    assert_eq!(read(&write(&question)).unwrap().question, question);
}

/// Texts that are full of what means something to the format.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("# en\n"),
        Just("# pt-BR\n"),
        Just("- [ ] a\n"),
        Just("- [x] b\n"),
        Just("- [x]"),
        Just("> q\n"),
        Just("  > o\n"),
        Just(">\n"),
        Just("\n"),
        Just("\n\n"),
        Just("```sh\n"),
        Just("```\n"),
        Just("~~~~\n"),
        Just("    "),
        Just("word"),
        Just("\u{a0}"),
        Just("+++\n"),
        Just("kind = \"single\"\n"),
        Just("\\"),
        Just("\r\n"),
        Just("\u{85}"),
        Just("é ?"),
        Just("`c`"),
        Just("\""),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn body(options: usize) -> impl Strategy<Value = Body> {
    let option = ("[a-z`]", nasty(), nasty())
        .prop_map(|(start, text, explanation)| OptionText { text: start + &text, explanation });
    let start = "[a-z`]";
    (start, nasty(), prop::collection::vec(option, options), nasty())
        .prop_map(|(start, stem, options, explanation)| Body { stem: start + &stem, options, explanation })
}

fn any_question() -> impl Strategy<Value = Question> {
    (0..7_usize, nasty(), nasty()).prop_flat_map(|(shape, one, two)| {
        let options = if shape < 2 { 0 } else { shape };
        (body(options), body(options)).prop_map(move |(en, pt_br)| {
            let kind = match shape {
                0 | 1 => Kind::FillIn(FillIn {
                    answers: vec![format!("a{one}")],
                    ranges: vec!["2.90..3".parse().unwrap(); shape],
                    ignore_case: shape == 1,
                    instruction: Instruction::Option,
                    near: vec![two.clone(); shape],
                }),
                2 | 3 => Kind::Single { key: 1 },
                _ => Kind::Multiple { keys: [0, 3].into() },
            };
            Question {
                objective: "1.1".parse().unwrap(),
                name: "fixture".parse().unwrap(),
                area: "1.1.a".parse().unwrap(),
                terms: vec![one.clone(), two.clone()],
                level: Level::Apply,
                sources: vec![],
                checked: jiff::civil::date(2026, 11, 23),
                kind,
                body: Localized { en, pt_br },
                allow: vec![one.clone(); shape % 2],
            }
        })
    })
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,200}", pieces in nasty()) {
        let _ = read(&text);
        let _ = read(&pieces);
        let _ = decode(text.as_bytes()).map(read);
    }

    #[test]
    fn no_body_makes_the_parser_panic_and_what_is_read_is_stable(body in nasty(), more in nasty()) {
        let bytes = fixture("good-single.md");
        let good = decode(&bytes).unwrap();
        let at = good.find("`map`").unwrap();
        let text = format!("{}{body}{}{more}", &good[..at], &good[at..]);
        if let Ok(first) = read(&text) {
            let canonical = write(&first.question);
            let second = read(&canonical).unwrap();
            prop_assert_eq!(&second.question, &first.question);
            prop_assert_eq!(write(&second.question), canonical);
        }
    }

    #[test]
    fn any_question_can_be_written_and_read(question in any_question()) {
        let canonical = write(&question);
        let read_back = read(&canonical);
        prop_assert!(read_back.is_ok(), "{:?}\n{}", read_back, canonical);
        let read_back = read_back.unwrap().question;
        prop_assert_eq!(&read_back.kind, &question.kind);
        prop_assert_eq!(&read_back.terms, &question.terms);
        prop_assert_eq!(write(&read_back), canonical);
    }
}
