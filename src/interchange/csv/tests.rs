//! What of a table is refused with which words, and what every table has in common.

use proptest::prelude::*;

use super::*;
use crate::{
    exam::question::{Body, FillIn, Kind},
    interchange::{Content, Draft},
};

/// Reads a table as it is guessed.
pub(super) fn guessed(table: &str) -> Reading {
    read_guessed(table.as_bytes())
}

pub(super) fn drafts(reading: &Reading) -> Vec<&Draft> {
    assert_eq!(reading.failure, None);
    reading.taken().collect()
}

pub(super) fn body(draft: &Draft) -> &Body {
    let Content::One(_, body) = &draft.content else { panic!("one language") };
    body
}

pub(super) fn options(draft: &Draft) -> Vec<&str> {
    body(draft).options.iter().map(|option| option.text.as_str()).collect()
}

pub(super) fn fill_in(draft: &Draft) -> &FillIn {
    let Kind::FillIn(fill_in) = &draft.kind else { panic!("a fill-in") };
    fill_in
}

pub(super) fn multiple(keys: &[usize]) -> Kind {
    Kind::Multiple { keys: keys.iter().copied().collect() }
}

/// What became of each entry: its remarks, or why it is not there.
pub(super) fn outcomes(reading: &Reading) -> Vec<String> {
    let words = |outcome: &Outcome| match outcome {
        Outcome::Taken { remarks, .. } => remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        Outcome::Skipped(foreign) => foreign.to_string(),
        Outcome::Refused(cause) => cause.to_string(),
    };
    reading.entries.iter().map(|entry| words(&entry.outcome)).collect()
}

fn cause(table: &[u8]) -> Cause {
    read_guessed(table).failure.expect("a failure").1
}

#[test]
fn what_is_wrong_with_a_row_is_said_and_the_others_stay() {
    let table = "question,a,b,c,correct\nWhich?,x,y,z,A\nWhich?,x,y,z,D\n,x,y,z,A\nWhich?,x,,,A\nWhich?,x,y,,\nWhich, then?,x,y,z,A\nWhich?,x,y,,AB\nWhich?,,,,\n,,,,\n";
    let reading = guessed(table);
    assert_eq!(
        outcomes(&reading),
        [
            "",
            "the answer \"D\" is not one of the options",
            "there is no question text",
            "there are fewer than two options",
            "no answer is right",
            "the syntax is wrong: 1 more cells than columns; a text with the delimiter in it needs quotation marks",
            "every option is right: check the key",
            "the question is not finished: it has neither options nor an answer",
        ]
    );
    assert_eq!(reading.entries[7].place, Place::line(9));
}

#[test]
fn plain_text_shows_as_it_was() {
    let reading = guessed("question,a,b,correct\n\"1. Which *is* <b>?\n# no `heading`\",*.txt,\"[x]\ny\",A\n");
    let draft = drafts(&reading)[0];
    assert_eq!(body(draft).stem, "1\\. Which \\*is\\* \\<b>?\\\n\\# no \\`heading\\`");
    assert_eq!(options(draft)[0], "\\*.txt");
    assert!(options(draft)[1].ends_with(" y"), "an option is one line");
}

#[test]
fn encodings_line_ends_and_the_hint_of_a_spreadsheet_are_understood() {
    let table = "sep=;\r\nquestion;a;b;correct\r\nQual é?;\"x\r\ny\";z;A\r\n";
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        mark.into_iter().chain(table.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
    };
    let all = [
        table.as_bytes().to_vec(),
        format!("\u{feff}{table}").into_bytes(),
        table.replace("\r\n", "\r").into_bytes(),
        utf16(u16::to_le_bytes, [0xff, 0xfe]),
        utf16(u16::to_be_bytes, [0xfe, 0xff]),
    ];
    for bytes in all {
        let reading = read_guessed(&bytes);
        assert_eq!(
            (body(drafts(&reading)[0]).stem.as_str(), options(drafts(&reading)[0])),
            ("Qual é?", vec!["x y", "z"])
        );
        assert_eq!(reading.entries[0].place, Place::line(3));
    }
}

#[test]
fn lines_are_counted_through_quotes_and_blank_lines() {
    let reading = guessed("question,a,b,correct\n\n\n\"Which\none?\",x,y,A\n\nWhich?,x,y,E\n");
    let lines: Vec<Option<usize>> = reading.entries.iter().map(|entry| entry.place.line).collect();
    assert_eq!(lines, [Some(4), Some(7)]);
}

#[test]
fn an_open_quotation_mark_ends_the_file_with_its_line() {
    let reading = guessed("question,a,b,correct\nWhich?,x,y,A\nWhich?,\"x,y,A\nWhich?,x,y,B\n");
    assert_eq!(reading.taken().count(), 1);
    let (place, cause) = reading.failure.expect("a failure");
    assert_eq!(
        (place, cause),
        (Place::line(3), Cause::Syntax(words!("a quotation mark at the beginning of a cell is never closed")))
    );
    let at_once = guessed("\"question,a,b,correct\nWhich?,x,y,A\n");
    assert!(matches!(at_once.failure, Some((_, Cause::Syntax(_)))));
    let inches = guessed("question,a,b,correct\nWhich?,5\",3\",A\n");
    assert_eq!(options(drafts(&inches)[0]), ["5\"", "3\""]);
}

#[test]
fn what_is_no_table_is_refused_with_its_reason() {
    let is_foreign = |bytes: &[u8], word: &str| match cause(bytes) {
        Cause::NotThisFormat(why) => assert!(why.to_string().contains(word), "{why}"),
        other => panic!("{other}"),
    };
    is_foreign(b"PK\x03\x04rest", "save the sheet as CSV");
    is_foreign(b"<?xml version=\"1.0\"?><quiz/>", "XML");
    is_foreign(b"[{\"question\": 1}]", "JSON");
    is_foreign(
        "How is a list made?\nLists;\n[1, 2]; 100\n(1, 2);\nWhat is it?;\nTypes;\na; 100\nb;\n".as_bytes(),
        "no table",
    );
    is_foreign(b"A text.\nAnd another line, with a comma.\n", "no table");
    assert_eq!(cause(b"question,a\nn\xe3o,b\n"), Cause::Encoding);
    assert_eq!(cause(b"question,a\0,b"), Cause::Encoding);
    assert_eq!((cause(b" \n\n"), cause(b"question,a,b,correct\n")), (Cause::Empty, Cause::Empty));
    assert!(matches!(cause(&vec![b','; 9 << 20]), Cause::TooLarge(_)));
    assert!(matches!(
        read(&vec![b','; 2_000], &Mapping { columns: vec![Role::Stem.into()], ..Mapping::default() }).failure,
        Some((_, Cause::TooLarge(_)))
    ));
}

#[test]
fn a_mapping_that_does_not_fit_says_so() {
    let columns = [Role::Option, Role::Option, Role::Key].map(Column::from).to_vec();
    let without_stem = Mapping { columns, ..Mapping::default() };
    assert_eq!(
        read(b"a,b,A\n", &without_stem).failure.map(|(_, cause)| cause.to_string()).as_deref(),
        Some("this is not a file of this format: no column holds the question's text")
    );
    let columns = [Role::Stem, Role::Option, Role::Option, Role::Key].map(Column::from).to_vec();
    let reading = read(b"x,y\nx,y\nx,y\n", &Mapping { columns, ..Mapping::default() });
    assert_eq!((reading.entries.len(), reading.failure.is_some()), (3, true));
}

#[test]
fn a_mapping_is_remembered_as_it_is() {
    let table = b"stem en,stem pt-BR,A en,B en,A pt-BR,B pt-BR,key,kind,name\n";
    for mapping in [guess(table).expect("ours"), guess(b"question,a,b,correct\nWhich?,x,y,A\n").expect("a header")] {
        let text = serde_json::to_string(&mapping).unwrap();
        assert_eq!(serde_json::from_str::<Mapping>(&text).unwrap(), mapping);
    }
    let text = serde_json::to_string(&guess(table)).unwrap();
    assert!(text.contains("\"option A pt-BR\""), "{text}");
    assert_eq!(
        "tags en".parse::<Column>(),
        Err("a column with the tags is not for one language or one option".to_owned())
    );
    assert_eq!(serde_json::from_str::<Mapping>("{}").unwrap(), Mapping::default());
}

#[test]
fn a_preview_shows_the_first_rows() {
    let table = format!("question;a, b;c\n{}", "x;y;\"z;\n\"\n".repeat(20));
    let rows = preview(table.as_bytes(), None).unwrap();
    assert_eq!((rows.len(), &rows[1]), (10, &vec!["x".to_owned(), "y".to_owned(), "z;\n".to_owned()]));
    assert_eq!(preview(table.as_bytes(), Some(Delimiter::Comma)).unwrap()[0], ["question;a", " b;c"]);
    assert_eq!(preview(b"\xff", None).unwrap_err().1, Cause::Encoding);
}

#[test]
fn texts_of_html_become_markdown() {
    let mapping = guess(b"question,a,b,correct\nWhich?,x,y,A\n").expect("a guess");
    let html = Mapping { texts: Texts::Html, ..mapping };
    let reading = read(b"question,a,b,correct\n<p>Which <em>one</em>?</p>,<code>x</code>,y,A\n", &html);
    assert_eq!(
        (body(drafts(&reading)[0]).stem.as_str(), options(drafts(&reading)[0])),
        ("Which *one*?", vec!["`x`", "y"])
    );
}

const PARTS: &str = "(question|stem en|A|why A en|correct|NewQuestion,MC|Option,100|QuestionText|key|kind|answers|sep=|[,;\t|\"\n\r'= A-D0-9é\u{e000}\0]){0,60}";

proptest! {
    #[test]
    fn no_table_makes_it_panic(table in PARTS, roles in prop::collection::vec(prop::sample::select(Role::ALL), 0..6), repeat in 0..9_usize) {
        let _ = guessed(&table);
        let _ = preview(table.as_bytes(), None);
        let columns: Vec<Column> = roles.into_iter().map(Column::from).collect();
        for &key in KeyForm::ALL {
            let reading = read(table.as_bytes(), &Mapping { columns: columns.clone(), repeat, key, ..Mapping::default() });
            prop_assert!(reading.failure.is_some() || !reading.entries.is_empty(), "nothing is dropped silently");
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let reading = read_guessed(&bytes);
        prop_assert!(reading.failure.is_some() || !reading.entries.is_empty());
    }
}
