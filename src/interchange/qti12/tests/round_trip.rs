//! Questions of ours, written and read again.

use super::*;
use crate::{
    exam::{
        lang::{Lang, Localized},
        question::{Level, OptionText, Question},
    },
    interchange::{Meta, Outgoing, Pictures, pair},
};

const HARD: &str = "Given `a < b && c`:\n\n```sh\n# echo \"*x*\"  <y>\n\n\tvirsh list\n```\n\nWhat does **it** do? See \\_this\\_ & 5 > 4.\n\n- one\n- `two`";

pub(in crate::interchange) fn question(name: &str, kind: Kind, options: usize) -> Question {
    let body = |lang: &str| Body {
        stem: format!("{HARD}\n\n({lang})"),
        options: (0..options)
            .map(|place| OptionText {
                text: format!("`--opt {place} <{lang}>` & *more*"),
                explanation: if place == 1 { String::new() } else { format!("Because {place}.\n\nSee `man {lang}`.") },
            })
            .collect(),
        explanation: format!("Remember: `]]>` {lang}."),
    };
    Question {
        objective: "351.3".parse().unwrap(),
        name: name.parse().unwrap(),
        area: "351.3.a".parse().unwrap(),
        terms: vec!["<domain type='kvm'>".to_owned(), "a = b, c".to_owned()],
        level: Level::Apply,
        sources: vec!["man:virsh(1)".to_owned(), "https://example.com/?a=1&b=2".to_owned()],
        checked: jiff::civil::date(2026, 11, 23),
        kind,
        body: Localized { en: body("en"), pt_br: body("não") },
        allow: vec!["key-echo: no synonym".to_owned()],
    }
}

fn typed(answers: &[&str], near: &[&str], ranges: &[&str], ignore_case: bool) -> Kind {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Kind::FillIn(FillIn {
        answers: owned(answers),
        ranges: ranges.iter().map(|range| range.parse().unwrap()).collect(),
        ignore_case,
        instruction: if ranges.is_empty() { Instruction::CommandLine } else { Instruction::Number },
        near: owned(near),
    })
}

/// Questions of every kind.
pub(in crate::interchange) fn questions() -> Vec<Question> {
    let kinds = [
        (Kind::Single { key: 2 }, 5),
        (Kind::Multiple { keys: [0, 4].into() }, 5),
        (Kind::Multiple { keys: [1].into() }, 3),
        (Kind::Multiple { keys: (0..11).collect() }, 12),
        (typed(&["virsh list --all", "virsh  \"list\" <&'"], &["/usr/bin/virsh list --all"], &[], false), 0),
        (typed(&["KVM", "kvm-intel"], &["xen"], &[], true), 0),
        (typed(&["64"], &[], &[], true), 0),
        (typed(&["config-2", "CONFIG-2"], &["y"], &[], false), 0),
        (typed(&[], &["8"], &["2.90..3.1", "7"], true), 0),
        (typed(&["three", "3"], &["thirty"], &["3", "4..5"], false), 0),
    ];
    let named = kinds.into_iter().enumerate();
    named.map(|(number, (kind, options))| question(&format!("what-is-it-{number}"), kind, options)).collect()
}

/// Says that a reading holds these questions, and nothing was lost.
pub(in crate::interchange) fn assert_whole(reading: Reading, questions: &[Question]) {
    let reading = pair(reading);
    assert_eq!(reading.failure, None);
    assert_eq!(reading.entries.len(), questions.len());
    for (entry, question) in reading.entries.iter().zip(questions) {
        let Outcome::Taken { draft, remarks } = &entry.outcome else { panic!("{entry:?}") };
        assert_eq!(draft.kind, question.kind);
        assert_eq!(draft.content, Content::Both(question.body.clone()));
        assert_eq!(draft.meta, Meta::of(question, None));
        assert!(draft.tags.is_empty() && draft.images.is_empty());
        let unexpected: Vec<_> = remarks.iter().filter(|remark| **remark != Remark::Numerical).collect();
        assert!(unexpected.is_empty(), "{:?}: {unexpected:?}", question.kind);
    }
}

#[test]
fn questions_of_ours_come_back_whole() {
    let questions = questions();
    let outgoing: Vec<Outgoing<'_>> =
        questions.iter().map(|question| Outgoing { question, languages: &Lang::ALL }).collect();
    let written = write(&outgoing, &Pictures::new());
    assert_eq!(written.lost, []);
    assert_whole(read(&written.bytes), &questions);
}

#[test]
fn canvas_is_told_what_it_looks_for() {
    let written = |kind, options| {
        let question = question("x", kind, options);
        String::from_utf8(write(&[Outgoing { question: &question, languages: &[Lang::En] }], &Pictures::new()).bytes)
            .unwrap()
    };
    let number = written(typed(&[], &["seven"], &["3", "4..5"], false), 0);
    assert!(number.contains("numerical_question") && number.contains("fibtype=\"Decimal\""));
    assert!(
        number.contains(
            "<or><varequal respident=\"response1\">3</varequal><and><vargte respident=\"response1\">3</vargte>"
        )
    );
    assert!(!number.contains(">seven</varequal>"), "it would be one more right answer");
    let several = written(Kind::Multiple { keys: [0].into() }, 2);
    assert!(several.contains("multiple_answers_question") && several.contains("rcardinality=\"Multiple\""));
    assert!(several.contains("<and><varequal respident=\"response1\">choice_1</varequal><not><varequal"));
    assert!(written(typed(&["x"], &[], &[], false), 0).contains("short_answer_question"));
}

#[test]
fn pictures_are_said_to_be_lost() {
    let mut shown = question("x", Kind::Single { key: 0 }, 2);
    shown.body.pt_br.options[1].explanation = "![A](images/a.png)".to_owned();
    let lost = |languages: &[Lang]| write(&[Outgoing { question: &shown, languages }], &Pictures::new()).lost;
    assert_eq!(lost(&[Lang::En]), []);
    assert_eq!(lost(&Lang::ALL), [("x".to_owned(), Remark::PartLost { what: words!("pictures") })]);
}

proptest! {
    /// Whatever the texts are, what is written is XML, and the key comes back.
    #[test]
    fn every_text_can_be_written(stem in "\\PC{1,40}", option in "\\PC{0,20}", answer in any::<String>()) {
        let mut choice = question("x", Kind::Single { key: 1 }, 3);
        choice.body.en.stem = format!("x{stem}");
        choice.body.en.options[0].text = format!("y{option}");
        let mut text = question("y", typed(&[&format!("z{answer}")], &[], &[], false), 0);
        text.body.en.explanation = answer;
        let written = write(&[&choice, &text].map(|question| Outgoing { question, languages: &[Lang::En] }), &Pictures::new());
        let reading = read(&written.bytes);
        let kinds: Vec<&Kind> = reading.taken().map(|draft| &draft.kind).collect();
        prop_assert_eq!(kinds.len(), 2);
        prop_assert_eq!(kinds[0], &choice.kind);
        prop_assert!(matches!(kinds[1], Kind::FillIn(read) if read.near.is_empty()));
    }
}
