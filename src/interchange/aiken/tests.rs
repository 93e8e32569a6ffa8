//! What Aiken files hold, what they hold by mistake, and what is written.

use proptest::prelude::*;

use super::{read, write};
use crate::{
    exam::{
        lang::{Lang, Localized},
        question::{Body, FillIn, Instruction, Kind, Level, OptionText, Question},
    },
    interchange::{Cause, Content, Draft, Outcome, Outgoing, Place, Reading, Remark, Written},
};

fn only(text: &str) -> Outcome {
    let mut entries = read(text.as_bytes()).entries;
    assert_eq!(entries.len(), 1, "{text}");
    entries.remove(0).outcome
}

fn taken(text: &str) -> (Draft, Vec<Remark>) {
    match only(text) {
        Outcome::Taken { draft, remarks } => (*draft, remarks),
        other => panic!("{text}: {other:?}"),
    }
}

fn body(draft: &Draft) -> &Body {
    match &draft.content {
        Content::One(None, body) => body,
        other => panic!("{other:?}"),
    }
}

fn options(draft: &Draft) -> Vec<&str> {
    body(draft).options.iter().map(|option| option.text.as_str()).collect()
}

fn refused(text: &str) -> Cause {
    match only(text) {
        Outcome::Refused(cause) => cause,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn letters_are_followed_by_a_bracket_or_a_point_with_or_without_a_space() {
    let (draft, remarks) = taken("\u{feff}Which *one*?\r\nA) <a> & b\r\nB.c\rC)d\n\nD. e\nANSWER: C\n");
    assert_eq!((draft.kind.clone(), remarks), (Kind::Single { key: 2 }, vec![]));
    assert_eq!(body(&draft).stem, "Which \\*one\\*?");
    assert_eq!(options(&draft), ["\\<a> & b", "c", "d", "e"]);
}

#[test]
fn the_lines_of_a_question_are_joined() {
    let (draft, remarks) = taken("Given\n# x\nwhat?\nA) a\nB) b\nANSWER:B");
    assert_eq!((body(&draft).stem.as_str(), remarks), ("Given\\\n\\# x\\\nwhat?", vec![Remark::StemJoined]));
}

#[test]
fn what_is_broken_is_refused_and_the_rest_is_kept() {
    let text = "One?\nA) a\nANSWER: A\n\nA) a\nB) b\nANSWER: A\nTwo?\n\nThree?\nA) a\nB) b\nFour?\nA) a\nB) b\nANSWER: B\nFive?";
    let reading = read(text.as_bytes());
    let found: Vec<_> =
        reading.entries.iter().map(|entry| (entry.place.line.unwrap(), entry.title.as_str(), &entry.outcome)).collect();
    let unfinished = |what| Outcome::Refused(Cause::Unfinished(what));
    assert_eq!(found[0], (1, "One?", &Outcome::Refused(Cause::TooFewOptions)));
    assert_eq!(found[1], (5, "a", &Outcome::Refused(Cause::NoStem)));
    assert_eq!(found[2], (8, "Two?", &unfinished(words!("no options follow it"))));
    assert_eq!(found[3], (10, "Three?", &unfinished(words!("no line with ANSWER follows it"))));
    assert!(matches!(found[4], (13, "Four?", Outcome::Taken { .. })));
    assert_eq!(found[5], (17, "Five?", &unfinished(words!("no options follow it"))));
    assert_eq!(refused("ANSWER: A"), Cause::NoStem);
    assert_eq!(refused("A?\nA) a\nB)\nANSWER: A"), Cause::Syntax(words!("option {} has no text", 'B')));
    assert_eq!(refused("A?\nA) a\nA) b\nANSWER: A"), Cause::Syntax(words!("two options have the letter {}", 'A')));
}

#[test]
fn the_answer_is_one_of_the_options() {
    let with = |answer: &str| format!("Which?\nA) one\nB) two\nC) three\n{answer}");
    for (answer, keys) in [
        ("ANSWER: B", vec![1]),
        ("ANSWER:  B) two", vec![1]),
        ("ANSWER: b", vec![1]),
        ("ANSWER : B.", vec![1]),
        ("Answer: B", vec![1]),
        ("RESPUESTA: B", vec![1]),
        ("Resposta: B", vec![1]),
        ("ANSWER: Two", vec![1]),
        ("ANSWER: A, C", vec![0, 2]),
        ("ANSWER: A and C", vec![0, 2]),
    ] {
        let (draft, remarks) = taken(&with(answer));
        assert_eq!(draft.kind.keys().into_iter().collect::<Vec<_>>(), keys, "{answer}");
        assert_eq!(remarks.contains(&Remark::SeveralKeys), keys.len() > 1, "{answer}");
    }
    let reading = read(with("ANSWER: D").as_bytes());
    assert_eq!(reading.entries[0].place, Place::line(5));
    for (answer, unknown) in
        [("ANSWER: D", "D"), ("ANSWER: Bonn", "Bonn"), ("ANSWER: A, D", "A, D"), ("ANSWER: ?", "?")]
    {
        assert_eq!(refused(&with(answer)), Cause::UnknownKey(unknown.to_owned()));
    }
    assert_eq!(refused(&with("ANSWER:")), Cause::NoKey);
    assert_eq!(taken(&with("ANSWER: A, B, C")).1, [Remark::AllKeys, Remark::SeveralKeys]);
    let (draft, remarks) = taken("Which?\nA) one\nC) three\nANSWER: C");
    assert_eq!(draft.kind, Kind::Single { key: 1 });
    assert!(matches!(remarks[..], [Remark::Contradiction { .. }]));
}

#[test]
fn a_question_may_begin_like_an_option() {
    for stem in ["A. Lincoln was?", "U.S. law is?", "B) is?"] {
        let (draft, _) = taken(&format!("{stem}\nA. one\nB. two\nANSWER: A"));
        assert_eq!((body(&draft).stem.as_str(), body(&draft).options.len()), (stem, 2));
    }
}

#[test]
fn extensions_are_read_or_named() {
    let text = "One?\nA) a\nB) b\nFEEDBACK: so *it* is\nNUMBERING: abc\nANSWER: A\nFEEDBACK: and more\n\nTwo?\nA) a\nB) b\nANSWER: A";
    let reading = read(text.as_bytes());
    let drafts: Vec<&Draft> = reading.taken().collect();
    assert_eq!(body(drafts[0]).explanation, "so \\*it\\* is\n\nand more");
    assert_eq!(body(drafts[1]).explanation, "");
    let Outcome::Taken { remarks, .. } = &reading.entries[0].outcome else { panic!("{reading:?}") };
    assert_eq!(remarks, &[Remark::Setting { name: "NUMBERING".to_owned() }]);
    assert!(matches!(read(b"FEEDBACK: x").remarks[..], [Remark::PassedOver { .. }]));
}

#[test]
fn a_line_of_one_character_is_passed_over_and_named() {
    let (draft, remarks) = taken("One?\nA) a\nx\nB) b\nANSWER: A");
    assert_eq!(options(&draft), ["a", "b"]);
    assert_eq!(remarks, [Remark::PassedOver { what: words!("the line \"{}\"", 'x') }]);
}

#[test]
fn nothing_is_no_file() {
    assert_eq!(read(b"\n \n"), Reading::refused(Place::line(1), Cause::Empty));
    assert_eq!(read(b"a\n\xff"), Reading::refused(Place::line(2), Cause::Encoding));
}

fn question(kind: Kind, stem: &str, options: &[&str]) -> Question {
    let option = |text: &&str| OptionText { text: (*text).to_owned(), explanation: "Why.".to_owned() };
    let en = Body { stem: stem.to_owned(), options: options.iter().map(option).collect(), explanation: String::new() };
    Question {
        objective: "1.1".parse().unwrap(),
        name: "q".parse().unwrap(),
        area: "1.1.a".parse().unwrap(),
        terms: Vec::new(),
        level: Level::Recall,
        sources: Vec::new(),
        checked: "2026-11-23".parse().unwrap(),
        kind,
        body: Localized { pt_br: Body { stem: "Qual?".to_owned(), ..en.clone() }, en },
        allow: Vec::new(),
    }
}

fn written(question: &Question) -> Written {
    write(&[Outgoing { question, languages: &Lang::ALL }])
}

#[test]
fn a_single_is_written_once_for_each_language() {
    let written =
        written(&question(Kind::Single { key: 1 }, "Which `x`\nof *y*?\n\n```sh\nls  -l\n```", &["`a`", "b \\*"]));
    let file = String::from_utf8(written.bytes).unwrap();
    assert_eq!(file, "Which x of y? ls -l\nA) a\nB) b *\nANSWER: B\n\nQual?\nA) a\nB) b *\nANSWER: B\n\n");
    let lost = [
        words!("explanations"),
        words!("what is code and what is stressed"),
        words!("name, objective, area, terms, level, sources, day it was checked and language"),
    ];
    assert_eq!(written.lost, lost.map(|what| ("q".to_owned(), Remark::PartLost { what })));
    let reading = read(file.as_bytes());
    assert_eq!(
        reading.taken().map(|draft| draft.kind.clone()).collect::<Vec<_>>(),
        [Kind::Single { key: 1 }, Kind::Single { key: 1 }]
    );
}

#[test]
fn what_cannot_be_written_is_left_out_and_named() {
    let single = Kind::Single { key: 0 };
    let fill_in = FillIn {
        answers: vec!["a".to_owned()],
        ranges: Vec::new(),
        ignore_case: false,
        instruction: Instruction::Text,
        near: Vec::new(),
    };
    for question in [
        question(Kind::Multiple { keys: [0, 1].into() }, "Which?", &["a", "b", "c"]),
        question(Kind::FillIn(fill_in), "Which?", &[]),
        question(single.clone(), "Which?\n\n```\na\nb\n```", &["a", "b"]),
        question(single.clone(), "A) which?", &["a", "b"]),
        question(single.clone(), "ANSWER: which?", &["a", "b"]),
        question(single.clone(), "?", &["a", "b"]),
        question(single.clone(), "Which?", &["a", "![](images/x.png)"]),
        question(single, "Which?", &["a"; 27]),
    ] {
        let written = written(&question);
        assert!(written.bytes.is_empty(), "{question:?}");
        assert!(matches!(written.lost[..], [(_, Remark::LeftOut { .. })]), "{:?}", written.lost);
    }
}

#[test]
fn hostile_files_take_no_longer_than_others() {
    for piece in ["A) a\n", "A", "ANSWER: A\n", "a\n", "a\n\n", "Q?\nA) a\nB) b\nANSWER: A\n", "A, ", "*`"] {
        let long = piece.repeat(60_000 / piece.len());
        for file in [long.clone(), format!("Q?\nA) a\nB) b\nANSWER: {long}")] {
            assert!(read(file.as_bytes()).entries.len() <= 60_000, "{piece}");
        }
    }
}

proptest! {
    #[test]
    fn any_file_is_read(text in "([A-Da-c).: \\n?<*]|ANSWER:|FEEDBACK:|NUMBERING:|answer: |\\n[A-C]\\) ){0,40}") {
        read(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes);
    }
}
