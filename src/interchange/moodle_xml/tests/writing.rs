//! Writing, and reading what was written.

use std::collections::BTreeSet;

use super::*;
use crate::{
    exam::{
        lang::{Lang, Localized},
        question::{Instruction, Level, OptionText, Question},
    },
    interchange::{Meta, Outgoing, Pictures, Severity, Written, pair, xml},
};

fn question(kind: Kind, options: &[&str]) -> Question {
    let half = |lang: &str| Body {
        stem: format!(
            "{lang}: what does `a <b> && c` do to <name>, *x* & ]]>?\n\n```sh\nif [ 1 -lt 2 ]; then\n\n  echo \"&lt;\"\nfi\n```\n\n- one\n- two?"
        ),
        options: options
            .iter()
            .map(|text| OptionText { text: (*text).to_owned(), explanation: format!("{lang} about {text}.\n\nMore.") })
            .collect(),
        explanation: format!("{lang}: because."),
    };
    Question {
        objective: "1.2".parse().unwrap(),
        name: "a-question".parse().unwrap(),
        area: "1.2.a".parse().unwrap(),
        terms: vec!["QEMU".to_owned(), "qemu".to_owned(), "/etc/<domain>.xml".to_owned()],
        level: Level::Apply,
        sources: vec![format!("https://example.com/{}?a=1&b=-->", "long/".repeat(12))],
        checked: "2026-11-23".parse().unwrap(),
        kind,
        body: Localized { en: half("en"), pt_br: half("pt") },
        allow: vec!["stem-ending: it is a test".to_owned()],
    }
}

fn typed(answers: &[&str], ranges: &[&str], near: &[&str]) -> Kind {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Kind::FillIn(FillIn {
        answers: owned(answers),
        ranges: ranges.iter().map(|range| range.parse().unwrap()).collect(),
        ignore_case: false,
        instruction: Instruction::Number,
        near: owned(near),
    })
}

fn written(questions: &[Question], languages: &[Lang]) -> Written {
    write(&questions.iter().map(|question| Outgoing { question, languages }).collect::<Vec<_>>(), &Pictures::new())
}

#[test]
fn what_is_written_is_read_back_whole() {
    let options = ["`ls <dir>`", "a & b", "1 < 2", "*", "no_thing"];
    let keys = |keys: &[usize]| Kind::Multiple { keys: keys.iter().copied().collect::<BTreeSet<_>>() };
    let FillIn { answers, near, .. } = match typed(&["ls *.c", "a\\*b", "<x> & y"], &[], &["*"]) {
        Kind::FillIn(fill_in) => fill_in,
        other => panic!("{other:?}"),
    };
    let lax = FillIn { answers, near, ranges: Vec::new(), ignore_case: true, instruction: Instruction::CommandLine };
    let kinds = [
        (Kind::Single { key: 3 }, &options[..]),
        (keys(&[0, 4]), &options[..]),
        (keys(&[1, 2, 3]), &options[..]),
        (Kind::FillIn(lax), &[]),
        (typed(&["one"], &[], &["two", "three"]), &[]),
        (typed(&[], &["2.9..3.1", "40", "-1..1000", "0.1..0.3"], &["2000"]), &[]),
    ];
    for (kind, options) in kinds {
        let question = question(kind, options);
        let Written { bytes, lost } = written(std::slice::from_ref(&question), &Lang::ALL);
        assert_eq!(lost, []);
        let reading = pair(read(&bytes));
        assert_eq!((reading.failure, reading.remarks.len(), reading.entries.len()), (None, 0, 1));
        let Outcome::Taken { draft, remarks } = &reading.entries[0].outcome else { panic!("{:?}", reading.entries) };
        assert_eq!(draft.kind, question.kind);
        assert_eq!(draft.content, Content::Both(question.body.clone()));
        assert_eq!(draft.meta, Meta::of(&question, None));
        assert_eq!((&draft.tags[..], &draft.id[..]), (&[][..], "a-question.en"));
        assert!(remarks.iter().all(|remark| remark.severity() == Severity::Note), "{remarks:?}");
    }
}

#[test]
fn each_language_has_its_folder() {
    let questions = [question(Kind::Single { key: 0 }, &["a", "b"]), question(Kind::Single { key: 1 }, &["a", "b"])];
    let reading = read(&written(&questions, &Lang::ALL).bytes);
    let found: Vec<_> = reading.taken().map(|draft| (draft.category.join("/"), draft.meta.lang)).collect();
    let expected = [(Lang::En, "en/1.2"), (Lang::En, "en/1.2"), (Lang::PtBr, "pt-BR/1.2"), (Lang::PtBr, "pt-BR/1.2")];
    assert_eq!(found, expected.map(|(lang, folder)| (folder.to_owned(), Some(lang))));
    let one = written(&questions, &[Lang::PtBr]);
    assert_eq!(read(&one.bytes).taken().map(|draft| draft.id.as_str()).collect::<Vec<_>>(), ["a-question.pt-BR"; 2]);
}

#[test]
fn what_moodle_would_change_of_a_tag_stands_in_a_comment() {
    let bytes = written(&[question(Kind::Single { key: 0 }, &["a", "b"])], &[Lang::En]).bytes;
    let root = xml::parse(std::str::from_utf8(&bytes).unwrap()).unwrap();
    let tags: Vec<String> = root.find("tag").into_iter().map(text::raw).collect();
    assert!(tags.contains(&"simulado.area=1.2.a".to_owned()));
    assert!(tags.iter().all(|tag| tag.len() <= 50 && !tag.contains('<')), "{tags:?}");
    // As Moodle may give it back: one spelling of two tags, and those of a teacher.
    let text = String::from_utf8(bytes).unwrap().replace(">simulado.term=QEMU<", ">simulado.term=qemu<");
    let text = text.replace("<tags>", "<tags><tag><text>mine</text></tag>");
    let draft = read(text.as_bytes()).taken().next().cloned().unwrap();
    assert_eq!(draft.meta.terms, ["QEMU", "qemu", "/etc/<domain>.xml"]);
    assert_eq!(draft.tags, ["mine"]);
    // Without the comment the tags have to do.
    let start = text.find("<!-- simulado").unwrap();
    let end = start + text[start..].find("-->").unwrap() + 3;
    let draft = read(format!("{}{}", &text[..start], &text[end..]).as_bytes()).taken().next().cloned().unwrap();
    assert_eq!(draft.meta.terms, ["qemu", "qemu"]);
}

#[test]
fn what_cannot_be_held_is_listed() {
    let options: Vec<String> = (0..20).map(|index| index.to_string()).collect();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let lost = |kind: Kind, options: &[&str]| {
        let lost = written(&[question(kind, options)], &Lang::ALL).lost;
        lost.into_iter().map(|(name, remark)| format!("{name}: {remark}")).collect::<Vec<_>>()
    };
    assert_eq!(
        lost(Kind::Multiple { keys: (0..13).collect() }, &options),
        ["a-question: it was left out: Moodle has no weight for each of 13 right options"]
    );
    assert_eq!(
        lost(typed(&["many"], &["1..2"], &[]), &[]),
        ["a-question: the format cannot hold ranges of numbers beside other answers"]
    );
    assert_eq!(
        lost(typed(&[], &["1..2"], &["one"]), &[]),
        ["a-question: the format cannot hold the near answer \"one\" beside numbers"]
    );
    let nothing = written(&[], &Lang::ALL);
    assert_eq!(read(&nothing.bytes).failure.map(|(_, cause)| cause), Some(Cause::Empty));
}

#[test]
fn moodle_shows_our_placeholders_as_text() {
    let bytes = written(&[question(Kind::Single { key: 0 }, &["a <b>", "c"])], &[Lang::En]).bytes;
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("do to &lt;name>") && text.contains("a &lt;b>") && text.contains("`a <b> && c`"), "{text}");
}

#[test]
fn pictures_go_along_and_come_back_under_their_names() {
    let mut shown = question(Kind::Single { key: 0 }, &["a", "b", "c"]);
    let (one, two) = ("0a1b-3x2.png", "ffee-4x4.jpg");
    shown.body.en.stem = format!("See ![the <disks>](images/{one}).\n\n![again](images/{one} \"so\")\n\nWhich?");
    shown.body.en.options[1].text = format!("![b](images/{two})");
    shown.body.pt_br.options[2].explanation = format!("Veja ![b](images/{two}).");
    shown.body.pt_br.explanation = format!("![a](images/{one})");
    let pictures: Pictures = [(one, vec![0xff, 0, 1]), (two, vec![2; 200])].map(|(n, b)| (n.to_owned(), b)).into();
    let outgoing = [Outgoing { question: &shown, languages: &Lang::ALL }];
    let written = write(&outgoing, &pictures);
    assert_eq!(written.lost, []);
    let text = String::from_utf8(written.bytes.clone()).unwrap();
    assert!(text.contains("](@@PLUGINFILE@@/0a1b-3x2.png)") && !text.contains("](images/"), "{text}");
    assert!(text.contains("<file name=\"0a1b-3x2.png\" path=\"/\" encoding=\"base64\">/wAB</file>"), "{text}");
    let reading = pair(read(&written.bytes));
    let Outcome::Taken { draft, remarks } = &reading.entries[0].outcome else { panic!("{reading:?}") };
    assert_eq!((&draft.content, &remarks[..]), (&Content::Both(shown.body.clone()), &[][..]));
    let back: Pictures = draft.images.iter().map(|image| (image.name.clone(), image.bytes.clone())).collect();
    assert_eq!(back, pictures);
    // One that is not there is said to be lost, and shown as before.
    let written = write(&outgoing, &Pictures::new());
    assert_eq!(written.lost, [("a-question".to_owned(), Remark::PartLost { what: words!("pictures") })]);
    assert_eq!(pair(read(&written.bytes)).taken().next().unwrap().content, Content::Both(shown.body.clone()));
}
