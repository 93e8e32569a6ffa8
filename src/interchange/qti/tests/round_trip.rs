//! Questions of ours, written and read again.

use super::*;
use crate::{
    exam::{
        lang::{Lang, Localized},
        question::{Instruction, Level, OptionText, Question},
    },
    interchange::{Meta, pair},
};

const HARD: &str = "Given `a < b && c`:\n\n```sh\n# echo \"*x*\"  <y>\n\n\tvirsh list\n```\n\nWhat does **it** do? See \\_this\\_ & 5 > 4, \"that\".\n\n- one\n- `two`";

fn question(kind: Kind, options: usize) -> Question {
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
        name: "what-is-it".parse().unwrap(),
        area: "351.3.a".parse().unwrap(),
        terms: vec!["<domain type='kvm'>".to_owned(), "a = b".to_owned()],
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

#[test]
fn questions_of_ours_come_back_whole() {
    for version in [Version::V2p1, Version::V3p0] {
        for question in [
            question(Kind::Single { key: 2 }, 5),
            question(Kind::Multiple { keys: [0, 4].into() }, 5),
            question(Kind::Multiple { keys: [1].into() }, 3),
            question(Kind::Multiple { keys: (0..11).collect() }, 12),
            question(
                typed(&["virsh list --all", "virsh  \"list\" <&'"], &["/usr/bin/virsh list --all"], &[], false),
                0,
            ),
            question(typed(&["KVM", "kvm-intel"], &["xen"], &[], true), 0),
            question(typed(&["64"], &[], &[], true), 0),
            question(typed(&["config-2", "CONFIG-2"], &["y"], &[], false), 0),
            question(typed(&[], &[], &["2.90..3.1", "7"], false), 0),
            question(typed(&["three", "3"], &["thirty"], &["3", "4..5"], false), 0),
        ] {
            let halves = Lang::ALL.map(|lang| read_item(&write_item(&question, lang, version), Place::default()));
            let read = pair(Reading { entries: halves.into(), ..Reading::default() });
            let [Entry { outcome: Outcome::Taken { draft, remarks }, .. }] = read.entries.as_slice() else {
                panic!("{read:?}")
            };
            assert_eq!(draft.kind, question.kind, "{version:?}");
            assert_eq!(draft.content, Content::Both(question.body.clone()), "{version:?}");
            assert_eq!(draft.meta, Meta::of(&question, None), "{version:?}");
            assert!(draft.tags.is_empty() && draft.images.is_empty());
            let numerical = draft_has_ranges(&question.kind).then_some(Remark::Numerical);
            let unexpected: Vec<_> = remarks.iter().filter(|remark| Some(*remark) != numerical.as_ref()).collect();
            assert!(unexpected.is_empty(), "{version:?} {:?}: {unexpected:?}", question.kind);
        }
    }
}

fn draft_has_ranges(kind: &Kind) -> bool {
    matches!(kind, Kind::FillIn(fill_in) if !fill_in.ranges.is_empty())
}

#[test]
fn each_version_has_its_own_names() {
    let question = question(Kind::Single { key: 0 }, 2);
    let old = write_item(&question, Lang::En, Version::V2p1);
    let new = write_item(&question, Lang::En, Version::V3p0);
    assert!(old.contains("<simpleChoice identifier=\"choice_1\">") && !old.contains("qti-"));
    assert!(new.contains("<qti-simple-choice identifier=\"choice_1\">") && new.contains("max-choices=\"1\""));
    assert!(new.contains("<pre><code class=\"language-sh\">") && new.contains("time-dependent=\"false\""));
    assert!(new.contains("<qti-content-body>") && !old.contains("contentBody"));
    assert!(old.contains("xsi:schemaLocation=") && new.contains("xsi:schemaLocation="));
}

#[test]
fn the_templates_that_all_know_are_used_where_they_are_enough() {
    let mut plain = question(Kind::Single { key: 0 }, 2);
    for body in [&mut plain.body.en, &mut plain.body.pt_br] {
        body.options.iter_mut().for_each(|option| option.explanation.clear());
    }
    assert!(write_item(&plain, Lang::En, Version::V2p1).contains("rptemplates/match_correct\"/>"));
    let typed = question(typed(&["x"], &[], &[], false), 0);
    assert!(write_item(&typed, Lang::En, Version::V3p0).contains("/v3p0/rptemplates/map_response.xml\"/>"));
}

proptest! {
    /// Whatever the texts are, what is written is XML, and the key comes back.
    #[test]
    fn every_text_can_be_written(stem in "\\PC{1,40}", option in "\\PC{0,20}", answer in any::<String>()) {
        let mut choice = question(Kind::Single { key: 1 }, 3);
        choice.body.en.stem = format!("x{stem}");
        choice.body.en.options[0].text = format!("y{option}");
        let mut text = question(typed(&[&format!("z{answer}")], &[], &[], false), 0);
        text.body.en.explanation = answer;
        for version in [Version::V2p1, Version::V3p0] {
            prop_assert_eq!(&taken(&write_item(&choice, Lang::En, version)).0.kind, &choice.kind);
            let written = write_item(&text, Lang::En, version);
            prop_assert!(fill_in(&taken(&written).0.kind).near.is_empty());
        }
    }
}
