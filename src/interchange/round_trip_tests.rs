//! Whatever question of ours is written in whatever format comes back as it was, but for what the writer said is lost.

use proptest::{collection::vec, prelude::*, sample::select};

use super::*;
use crate::exam::{
    lang::Localized,
    question::{Body, FillIn, Instruction, Kind, Level, NumberRange, OptionText},
};

/// Formats in which a question stays a question of ours.
const WHOLE: [Format; 6] =
    [Format::Csv, Format::Gift, Format::MoodleXml, Format::Package, Format::Qti30, Format::Qti12];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-zà-ü0-9]{1,8}", 1 => "[a-z]{1,4}[=:;&'\"/%@$(){}?.,#~][a-z0-9]{1,4}"]
}

fn code() -> impl Strategy<Value = String> {
    "[!-_a-~]([ -_a-~]{0,10}[!-_a-~])?".prop_map(|code| format!("`{code}`"))
}

fn stressed() -> impl Strategy<Value = String> {
    (select(vec!["*", "**"]), "[a-z0-9]{1,8}").prop_map(|(sign, word)| format!("{sign}{word}{sign}"))
}

/// A line of Markdown as authors write it.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => word(), 2 => code(), 1 => stressed()];
    (word(), vec(piece, 0..5)).prop_map(|(first, rest)| [vec![first], rest].concat().join(" "))
}

fn listing() -> impl Strategy<Value = String> {
    let lines = vec("[!-_a-~][ -_a-~]{0,14}[!-_a-~]", 1..4).prop_map(|lines| lines.join("\n"));
    (select(vec!["sh", "xml", "yaml"]), lines).prop_map(|(lang, code)| format!("```{lang}\n{code}\n```"))
}

/// A text with paragraphs, code and lists.
fn text() -> impl Strategy<Value = String> {
    let list = vec(line(), 2..4).prop_map(|items| format!("- {}", items.join("\n- ")));
    // Two lists one after the other are one, with paragraphs in it.
    let block = (prop_oneof![3 => line(), 1 => listing(), 1 => list], line()).prop_map(|(block, then)| [block, then]);
    (line(), vec(block, 0..2)).prop_map(|(first, blocks)| [vec![first], blocks.concat()].concat().join("\n\n"))
}

fn body(options: usize) -> impl Strategy<Value = Body> {
    let explained = || prop_oneof![3 => text(), 1 => Just(String::new())];
    let option = (line(), explained()).prop_map(|(text, explanation)| OptionText { text, explanation });
    (text(), vec(option, options), explained()).prop_map(|(stem, mut options, explanation)| {
        // Two that are the same are one in some formats.
        for (place, option) in options.iter_mut().enumerate() {
            option.text = format!("{} {place}", option.text);
        }
        Body { stem, options, explanation }
    })
}

fn choice() -> impl Strategy<Value = (Kind, usize)> {
    (2..7_usize).prop_flat_map(|options| {
        let single = (0..options).prop_map(|key| Kind::Single { key });
        // Several are two at least, and not all.
        let several =
            proptest::collection::btree_set(0..options, 2..options.max(3)).prop_map(|keys| Kind::Multiple { keys });
        let kind = if options > 2 { prop_oneof![single, several].boxed() } else { single.boxed() };
        (kind, Just(options))
    })
}

fn typed() -> impl Strategy<Value = (Kind, usize)> {
    let answers = || proptest::collection::btree_set("[!-~]([ -~]{0,12}[!-~])?", 0..4);
    let range = (0..1000_u32, 0..50_u32).prop_map(|(low, more)| {
        let text = if more == 0 { low.to_string() } else { format!("{}.5..{}", low, low + more) };
        text.parse::<NumberRange>().expect("a range")
    });
    let instruction = select(vec![Instruction::CommandLine, Instruction::Number, Instruction::Text]);
    // Of several, QTI forgets the order, in which nothing lies.
    (answers(), answers(), vec(range, 0..2), any::<bool>(), instruction).prop_map(
        |(answers, near, ranges, ignore_case, instruction)| {
            let mut answers: Vec<String> = answers.into_iter().collect();
            // In QTI a number beside ranges is taken by its value, too.
            answers.retain(|answer| ranges.is_empty() || answer.parse::<NumberRange>().is_err());
            if answers.is_empty() && ranges.is_empty() {
                answers.push("virsh".to_owned());
            }
            let is_same = |one: &String, other: &String| one.eq_ignore_ascii_case(other);
            let mut once = std::collections::BTreeSet::new();
            answers.retain(|answer| once.insert(answer.to_ascii_lowercase()));
            let mut near: Vec<String> = near.into_iter().collect();
            near.retain(|near| !answers.iter().any(|answer| is_same(near, answer)));
            (Kind::FillIn(FillIn { answers, ranges, ignore_case, instruction, near }), 0)
        },
    )
}

fn question() -> impl Strategy<Value = Question> {
    let bodies = prop_oneof![3 => choice().boxed(), 2 => typed().boxed()]
        .prop_flat_map(|(kind, options)| (Just(kind), body(options), body(options)));
    let level = select(vec![Level::Recall, Level::Apply, Level::Troubleshoot]);
    let phrase = || "[!-~]([ -~]{0,20}[!-~])?";
    let date = (2020..2030_i16, 1..13_i8, 1..29_i8).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    let meta = ("[a-z][a-z0-9-]{0,20}[a-z0-9]", vec(phrase(), 1..4), vec(phrase(), 1..3), vec(phrase(), 0..2));
    (bodies, meta, level, date).prop_map(|((kind, en, pt_br), (name, terms, sources, allow), level, checked)| {
        Question {
            objective: "351.4".parse().expect("an objective"),
            name: name.parse().expect("a name"),
            area: "351.4.a".parse().expect("an area"),
            terms,
            level,
            sources,
            checked,
            kind,
            body: Localized { en, pt_br },
            allow,
        }
    })
}

/// What came back, with what is said to be lost put in again.
fn forgiven(mut got: Draft, question: &Question, lost: &[(String, Remark)]) -> Draft {
    for (_, remark) in lost {
        let Remark::PartLost { what } = remark else { continue };
        if let (Kind::FillIn(got), Kind::FillIn(wanted)) = (&mut got.kind, &question.kind) {
            if what.to_string().contains("case matters") {
                got.ignore_case = wanted.ignore_case;
            }
            if what.to_string().contains("near") {
                got.near.clone_from(&wanted.near);
            }
            if what.to_string().contains("range") {
                got.ranges.clone_from(&wanted.ranges);
            }
        }
    }
    got
}

/// Why a question is another after it was written and read; nothing if it is the same.
fn difference(question: &Question, format: Format) -> Option<String> {
    let written = format::write(format, &[Outgoing { question, languages: &Lang::ALL }], &Pictures::new());
    let written = written.expect("a format that is written");
    let is_left_out = written.lost.iter().any(|(_, remark)| matches!(remark, Remark::LeftOut { .. }));
    let from = if matches!(format, Format::Qti30 | Format::Qti12) { Format::Package } else { format };
    let reading = pair(format::read(from, &written.bytes, None));
    if is_left_out {
        return reading.taken().next().map(|draft| format!("{format}, left out: {draft:?}"));
    }
    let [Entry { outcome: Outcome::Taken { draft, .. }, .. }] = reading.entries.as_slice() else {
        return Some(format!("{format}: {reading:?}"));
    };
    let got = forgiven(draft.as_ref().clone(), question, &written.lost);
    let wanted = Draft {
        id: got.id.clone(),
        kind: question.kind.clone(),
        content: Content::Both(question.body.clone()),
        category: got.category.clone(),
        tags: Vec::new(),
        meta: Meta::of(question, None),
        images: Vec::new(),
    };
    (got != wanted).then(|| format!("{format}:\n  {wanted:?}\n  {got:?}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn what_is_written_comes_back_but_for_what_is_said_to_be_lost(question in question()) {
        let different: Vec<String> = WHOLE.iter().filter_map(|format| difference(&question, *format)).collect();
        prop_assert!(different.is_empty(), "{}", different.join("\n"));
    }
}
