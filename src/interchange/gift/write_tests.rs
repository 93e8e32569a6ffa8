//! What is written comes back as it was, and what cannot be written is named.

use proptest::prelude::*;

use super::{read, write};
use crate::{
    exam::{
        lang::{Lang, Localized},
        question::{Body, FillIn, Instruction, Kind, Level, OptionText, Question},
    },
    interchange::{Content, Meta, Outcome, Outgoing, Remark, Written, pair},
};

fn question(kind: Kind, en: Body, pt_br: Body) -> Question {
    Question {
        objective: "351.4".parse().unwrap(),
        name: "a-question".parse().unwrap(),
        area: "351.4.b".parse().unwrap(),
        terms: vec!["virsh".to_owned(), "source \"...\" { } [a\\]".to_owned()],
        level: Level::Apply,
        sources: vec!["man:virsh(1)".to_owned(), "https://example.com/a?b=c#d".to_owned()],
        checked: "2026-11-23".parse().unwrap(),
        kind,
        body: Localized { en, pt_br },
        allow: vec!["key-echo: [id:x] [tag:y] \\".to_owned()],
    }
}

fn body(stem: &str, options: &[(&str, &str)], explanation: &str) -> Body {
    let option =
        |&(text, explanation): &(&str, &str)| OptionText { text: text.to_owned(), explanation: explanation.to_owned() };
    Body { stem: stem.to_owned(), options: options.iter().map(option).collect(), explanation: explanation.to_owned() }
}

fn fill_in(answers: &[&str], ranges: &[&str], near: &[&str]) -> FillIn {
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    FillIn {
        answers: texts(answers),
        ranges: ranges.iter().map(|range| range.parse().unwrap()).collect(),
        ignore_case: false,
        instruction: Instruction::CommandLine,
        near: texts(near),
    }
}

fn written(question: &Question) -> Written {
    write(&[Outgoing { question, languages: &Lang::ALL }])
}

fn comes_back(question: &Question) {
    let written = written(question);
    let file = String::from_utf8(written.bytes).unwrap();
    let reading = pair(read(file.as_bytes()));
    assert_eq!((&reading.failure, reading.entries.len()), (&None, 1), "{file}");
    let Outcome::Taken { draft, remarks } = &reading.entries[0].outcome else { panic!("{file}: {reading:?}") };
    assert_eq!(draft.kind, question.kind, "{file}");
    assert_eq!(draft.content, Content::Both(question.body.clone()), "{file}");
    assert_eq!(draft.meta, Meta::of(question, None), "{file}");
    assert_eq!((remarks.as_slice(), draft.tags.as_slice()), (&[][..], &[][..]), "{file}");
    assert_eq!((draft.id.as_str(), draft.category.as_slice()), ("a-question.en", &["351.4".to_owned()][..]));
}

#[test]
fn a_choice_comes_back_with_its_code_and_its_signs() {
    let stem = "Given:\n\n```sh\n$ a=1 \\\n    ~b  # {c}: d\n\n// e\n```\n\n- `x`: *y*\n- z\n\nWhich element of <domain> holds it?";
    let options = [
        ("`a=b`", "Why: it is `~#`.\n\n> quoted\n\nmore"),
        ("[html]<b>", ""),
        ("%50%c", "%d% [moodle]"),
        ("{e} \\~ \\n", "f\\"),
        ("\"g\" → h", "####i"),
    ];
    let en = body(stem, &options, "[plain] All of it: {}.");
    let pt_br = body("Qual é? ```", &options, "");
    comes_back(&question(Kind::Single { key: 2 }, en.clone(), pt_br.clone()));
    comes_back(&question(Kind::Multiple { keys: [0, 1, 4].into() }, en, pt_br));
}

#[test]
fn a_fill_in_comes_back_with_its_near_answers_and_its_case() {
    let texts = |kind| question(kind, body("What lists `{all}`?", &[], "`*` is all."), body("O que lista?", &[], ""));
    let mut typed = fill_in(&["ls *", "a=b # c", "[html]x", "%5%", "C:\\new", "\\*"], &[], &["ls ~", "- > {x}"]);
    comes_back(&texts(Kind::FillIn(typed.clone())));
    typed.ignore_case = true;
    comes_back(&texts(Kind::FillIn(typed)));
    let numbers = fill_in(&[], &["3", "2.90..3.1", "-5..-4", "1e3", "40.0"], &["4", "7.50"]);
    comes_back(&texts(Kind::FillIn(numbers)));
}

#[test]
fn the_file_is_such_as_moodle_reads() {
    let (en, pt_br) = (
        body("A: `b`?\nC?", &[("d", "e"), ("f", ""), ("g", "")], "h"),
        body("A?", &[("d", ""), ("f", ""), ("g", "")], ""),
    );
    let question = question(Kind::Multiple { keys: [0, 1].into() }, en, pt_br);
    let file = String::from_utf8(write(&[Outgoing { question: &question, languages: &[Lang::En] }]).bytes).unwrap();
    let (comment, rest) = file.split_once("\n::").unwrap();
    assert!(
        comment.starts_with("$CATEGORY: $course$/top/351.4\n\n// [id:a-question.en] [tag:simulado.name=a-question] "),
        "{comment}"
    );
    assert_eq!(rest, "a-question (en)::[markdown]A\\: `b`?\\nC?{\n\t~%50%d#e\n\t~%50%f\n\t~%-100%g\n\t####h\n}\n\n");
}

#[test]
fn what_cannot_be_written_is_named() {
    let texts = || body("A ![b](images/b.png)?", &[], "");
    let lost = |kind| {
        written(&question(kind, texts(), texts())).lost.into_iter().map(|(_, remark)| remark).collect::<Vec<_>>()
    };
    let part = |what| Remark::PartLost { what };
    assert_eq!(
        lost(Kind::FillIn(fill_in(&["a"], &[], &[]))),
        [part(words!("that case matters")), part(words!("pictures"))]
    );
    let near = part(words!("answers that are nearly right and no numbers"));
    assert_eq!(lost(Kind::FillIn(fill_in(&[], &["3"], &["three"]))), [near, part(words!("pictures"))]);
    let both = question(Kind::FillIn(fill_in(&["three"], &["3"], &[])), texts(), texts());
    assert!(matches!(written(&both).lost[..], [(_, Remark::LeftOut { .. })]));
    assert!(written(&both).bytes.is_empty());
    let arrow = question(Kind::FillIn(fill_in(&["a->b"], &[], &[])), texts(), texts());
    assert!(matches!(written(&arrow).lost[..], [(_, Remark::LeftOut { .. })]));
    let options = vec![("a", ""); 12];
    let many = body("A?", &options, "");
    let eleven = question(Kind::Multiple { keys: (0..11).collect() }, many.clone(), many);
    assert!(matches!(written(&eleven).lost[..], [(_, Remark::LeftOut { .. })]));
}

/// A text without spaces or newlines at its ends, with every sign that means something.
fn text(signs: &'static str) -> impl Strategy<Value = String> {
    proptest::string::string_regex(signs).unwrap().prop_map(|text| format!("a{}", text.trim()))
}

proptest! {
    #[test]
    fn any_choice_comes_back(
        stem in text("[\\\\:#={}~%\\[\\]n*_`'\"a1 \n>/$-]{0,30}"),
        options in proptest::collection::vec((text("[\\\\:#={}~%\\[\\]n*_`'\"a1 >/$-]{0,12}"), text("[\\\\:#={}~%n`\n ]{0,12}")), 2..6),
        key in 0..2_usize,
        mark in "[\\[%#=~]|\\[html\\]|%5%",
    ) {
        let options: Vec<(String, &str)> = options.iter().map(|(text, why)| (format!("{mark}{text}"), why.as_str())).collect();
        let options: Vec<(&str, &str)> = options.iter().map(|(text, why)| (text.as_str(), *why)).collect();
        let body = body(&stem, &options, &format!("{mark}b"));
        comes_back(&question(Kind::Single { key }, body.clone(), body));
    }

    #[test]
    fn any_answer_comes_back(answers in proptest::collection::hash_set("[\\\\:#={}~%\\[\\]n*_`'\"a1<>/$-]{1,8}", 2..5)) {
        let answers: Vec<&str> = answers.iter().map(String::as_str).filter(|answer| !answer.contains("->")).collect();
        prop_assume!(answers.len() > 1);
        let kind = Kind::FillIn(fill_in(&answers[1..], &[], &answers[..1]));
        comes_back(&question(kind, body("A?", &[], ""), body("B?", &[], "")));
    }
}
