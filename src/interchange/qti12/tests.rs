//! What items become, and what is said of them.

use proptest::prelude::*;

use super::*;
use crate::{
    exam::question::{Body, FillIn, Instruction, Kind},
    interchange::{Cause, Content, Draft, Entry, Foreign, Outcome, Remark},
};

mod dialects;
pub(in crate::interchange) mod round_trip;
mod typing;

/// A document with these items.
fn document(items: &str) -> String {
    format!("<questestinterop><assessment title='Quiz'><section>{items}</section></assessment></questestinterop>")
}

fn entries(items: &str) -> Vec<Entry> {
    let reading = read(document(items).as_bytes());
    assert_eq!(reading.failure, None);
    reading.entries
}

fn outcome(item: &str) -> Outcome {
    let [entry] = <[Entry; 1]>::try_from(entries(item)).unwrap();
    entry.outcome
}

fn taken(item: &str) -> (Draft, Vec<Remark>) {
    match outcome(item) {
        Outcome::Taken { draft, remarks } => (*draft, remarks),
        other => panic!("{other:?}"),
    }
}

fn body(draft: &Draft) -> &Body {
    match &draft.content {
        Content::One(_, body) => body,
        Content::Both(_) => panic!("an item has one language"),
    }
}

fn fill_in(item: &str) -> FillIn {
    match taken(item).0.kind {
        Kind::FillIn(fill_in) => fill_in,
        other => panic!("{other:?}"),
    }
}

/// An item with a kind, a response and rules.
fn item(kind: &str, response: &str, rules: &str) -> String {
    let labels = format!(
        "<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>"
    );
    format!(
        "<item ident='i1' title='Ports'><itemmetadata><qtimetadata>{labels}</qtimetadata></itemmetadata>\
        <presentation><material><mattext texttype='text/html'>&lt;p&gt;Which &lt;b&gt;port&lt;/b&gt;?&lt;/p&gt;</mattext></material>{response}</presentation>\
        <resprocessing><outcomes><decvar varname='SCORE' maxvalue='100'/></outcomes>{rules}</resprocessing></item>"
    )
}

/// Options A, B, C …
fn options(cardinality: &str, count: usize) -> String {
    let option = |name| {
        format!("<response_label ident='{name}'><material><mattext>Port {name}</mattext></material></response_label>")
    };
    let options: String = ('A'..).take(count).map(option).collect();
    format!(
        "<response_lid ident='r' rcardinality='{cardinality}'><render_choice>{options}</render_choice></response_lid>"
    )
}

fn is(name: &str) -> String {
    format!("<varequal respident='r'>{name}</varequal>")
}

/// A rule: if, then so many points.
fn rule(test: &str, action: &str, points: &str) -> String {
    format!(
        "<respcondition><conditionvar>{test}</conditionvar><setvar varname='SCORE' action='{action}'>{points}</setvar></respcondition>"
    )
}

#[test]
fn one_right_option_makes_a_single() {
    let (draft, remarks) =
        taken(&item("multiple_choice_question", &options("Single", 3), &rule(&is("B"), "Set", "100")));
    assert_eq!((draft.kind.clone(), remarks), (Kind::Single { key: 1 }, vec![]));
    assert_eq!(draft.id, "i1");
    assert_eq!(draft.category, ["Quiz"]);
    assert_eq!(body(&draft).stem, "Which **port**?");
    assert_eq!(body(&draft).options[2].text, "Port C");
}

#[test]
fn several_right_options_make_a_multiple_however_they_are_rewarded() {
    let all = format!("<and>{}<not>{}</not>{}</and>", is("A"), is("B"), is("C"));
    let rest = "<respcondition><conditionvar><other/></conditionvar><setvar>0</setvar></respcondition>";
    let shares = ["A", "C"].map(|name| rule(&is(name), "Add", "50")).concat() + &rule(&is("B"), "Subtract", "50");
    // Brightspace counts in two variables.
    let counted: String = [("A", "C"), ("C", "C"), ("B", "I")]
        .map(|(name, right)| {
            let (chosen, left) =
                if right == "C" { ("D2L_Correct", "D2L_Incorrect") } else { ("D2L_Incorrect", "D2L_Correct") };
            let rule = |test: &str, variable: &str| rule(test, "Add", "1").replace("SCORE", variable);
            rule(&is(name), chosen) + &rule(&format!("<not>{}</not>", is(name)), left)
        })
        .concat();
    for rules in [rule(&all, "Set", "100") + rest, shares, counted] {
        let (draft, _) = taken(&item("multiple_answers_question", &options("Multiple", 3), &rules));
        assert_eq!(draft.kind, Kind::Multiple { keys: [0, 2].into() }, "{rules}");
    }
}

#[test]
fn many_options_are_found_out_without_trying_every_set() {
    let wanted = ('A'..='Z').filter(|name| name.is_ascii_uppercase() && *name < 'K').map(|name| is(&name.to_string()));
    let others = ('K'..='Z').map(|name| format!("<not>{}</not>", is(&name.to_string())));
    let test = format!("<and>{}{}</and>", wanted.collect::<String>(), others.collect::<String>());
    let (draft, remarks) =
        taken(&item("multiple_answers_question", &options("Multiple", 26), &rule(&test, "Set", "1")));
    assert_eq!(draft.kind, Kind::Multiple { keys: (0..10).collect() });
    assert_eq!(remarks, []);
}

#[test]
fn points_that_are_not_all_or_nothing_are_named() {
    let rules = rule(&is("A"), "Set", "100") + &rule(&is("B"), "Set", "50") + &rule(&is("C"), "Set", "-25");
    let (draft, remarks) = taken(&item("multiple_choice_question", &options("Single", 3), &rules));
    assert_eq!(draft.kind, Kind::Single { key: 0 });
    assert_eq!(remarks, [Remark::PartialCredit, Remark::Points]);
    let rules = rule(&is("A"), "Set", "100") + &rule(&is("B"), "Set", "100");
    let (draft, remarks) = taken(&item("multiple_choice_question", &options("Single", 3), &rules));
    assert_eq!((draft.kind, remarks), (Kind::Multiple { keys: [0, 1].into() }, vec![Remark::SeveralKeys]));
}

#[test]
fn a_question_whose_options_are_all_right_is_taken_and_named() {
    let all = format!("<and>{}{}</and>", is("A"), is("B"));
    let (draft, remarks) = taken(&item("x", &options("Multiple", 2), &rule(&all, "Set", "1")));
    assert_eq!((draft.kind, remarks), (Kind::Multiple { keys: [0, 1].into() }, vec![Remark::AllKeys]));
}

#[test]
fn what_has_no_usable_key_is_refused() {
    let refused = |cardinality: &str, count, rules: &str| match outcome(&item("x", &options(cardinality, count), rules))
    {
        Outcome::Refused(cause) => cause,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("Single", 2, &rule(&is("Z"), "Set", "1")), Cause::UnknownKey("Z".to_owned()));
    assert_eq!(refused("Single", 1, &rule(&is("A"), "Set", "1")), Cause::TooFewOptions);
    assert!(matches!(refused("Single", 101, &rule(&is("A"), "Set", "1")), Cause::TooLarge(_)));
    let impossible = format!("<and>{}<not>{}</not></and>", is("A"), is("A"));
    assert_eq!(refused("Single", 2, &rule(&impossible, "Set", "1")), Cause::NoKey);
    let survey = item("x", &options("Single", 2), &rule(&is("A"), "Set", "0"));
    assert_eq!(outcome(&survey), Outcome::Skipped(Foreign::Survey));
    let untold =
        item("x", &options("Single", 2), &rule(&is("A"), "Set", "1")).replace("Which &lt;b&gt;port&lt;/b&gt;?", "");
    assert_eq!(outcome(&untold), Outcome::Refused(Cause::NoStem));
}

#[test]
fn an_option_without_a_text_is_passed_over_unless_it_is_right() {
    let empty = |name: &str| options("Single", 3).replace(&format!("Port {name}"), "");
    let rules = rule(&is("B"), "Set", "100");
    let (draft, remarks) = taken(&item("multiple_choice_question", &empty("A"), &rules));
    assert_eq!(draft.kind, Kind::Single { key: 0 });
    assert_eq!(remarks, [Remark::PassedOver { what: words!("an option without a text") }]);
    let wrong = outcome(&item("multiple_choice_question", &empty("B"), &rules));
    assert_eq!(wrong, Outcome::Refused(Cause::UnknownKey("B".to_owned())));
}

#[test]
fn kinds_that_there_are_not_here_are_skipped_with_their_name() {
    let one = options("Single", 2);
    let rules = rule(&is("A"), "Set", "1");
    for (kind, foreign) in [
        ("matching_question", Foreign::Matching),
        ("ordering_question", Foreign::Ordering),
        ("essay_question", Foreign::Essay),
        ("cc.essay.v0p1", Foreign::Essay),
        ("file_upload_question", Foreign::Upload),
        ("calculated_question", Foreign::Calculated),
        ("hot_spot_question", Foreign::HotSpot),
        ("text_only_question", Foreign::NoQuestion),
        ("Opinion Scale", Foreign::Survey),
        ("Quiz Bowl", Foreign::Other("Quiz Bowl".to_owned())),
    ] {
        assert_eq!(outcome(&item(kind, &one, &rules)), Outcome::Skipped(foreign), "{kind}");
    }
}

#[test]
fn kinds_are_known_by_their_responses_as_well() {
    let gap = "<response_str ident='s'><render_fib><response_label ident='t'/></render_fib></response_str>";
    let named = |name: &str| {
        options("Single", 2).replace("<render", &format!("<material><mattext>{name}</mattext></material><render"))
    };
    for (response, foreign) in [
        (String::new(), Foreign::NoQuestion),
        (gap.repeat(2), Foreign::Cloze),
        (named("Which") + &named("<b>"), Foreign::Matching),
        (options("Single", 2).repeat(2), Foreign::Composite),
        (gap.to_owned() + &options("Single", 2), Foreign::Composite),
        (options("Ordered", 3), Foreign::Ordering),
        ("<response_xy ident='r'><render_hotspot/></response_xy>".to_owned(), Foreign::HotSpot),
        ("<response_grp ident='r'/>".to_owned(), Foreign::Matching),
        ("<response_num ident='r'><render_slider/></response_num>".to_owned(), Foreign::Other("slider".to_owned())),
        (gap.replace("<render_fib>", "<render_fib rows='10'>"), Foreign::Essay),
        (gap.to_owned(), Foreign::Essay),
    ] {
        let response = response.replace("<b>", "&lt;b&gt;");
        assert_eq!(outcome(&item("", &response, "")), Outcome::Skipped(foreign), "{response}");
    }
}

#[test]
fn a_file_that_is_none_is_refused_with_its_line() {
    let refused = |bytes: &[u8]| {
        let (place, cause) = read(bytes).failure.unwrap();
        (place.line, cause)
    };
    assert!(matches!(refused(b"<questestinterop>\n<item>\n</questestinterop>"), (Some(3), Cause::Xml(_))));
    assert!(matches!(refused(b"\n<quiz/>"), (Some(2), Cause::NotThisFormat(_))));
    assert!(matches!(refused(b"<a>\xff</a>"), (None, Cause::Encoding)));
    let entity = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><questestinterop>&b;</questestinterop>";
    assert_eq!(refused(entity).1, Cause::Entities);
    assert_eq!(read(b"<questestinterop/>"), Reading::default());
}

#[test]
fn one_broken_item_does_not_lose_the_others() {
    let good = item("x", &options("Single", 2), &rule(&is("A"), "Set", "1"));
    let broken = item("x", &options("Single", 2), &rule(&is("Z"), "Set", "1"));
    let outcomes: Vec<bool> = entries(&(good.clone() + &broken + &good))
        .iter()
        .map(|entry| matches!(entry.outcome, Outcome::Taken { .. }))
        .collect();
    assert_eq!(outcomes, [true, false, true]);
}

#[test]
fn what_is_around_the_items_is_named() {
    let text = "<questestinterop><objectbank><qtimetadata><qtimetadatafield><fieldlabel>bank_title</fieldlabel><fieldentry>Bank</fieldentry>\
        </qtimetadatafield></qtimetadata><section title='Bank'><section title='Part'>ITEM<bankentry_item item_ref='x'/><bankentry_item item_ref='i1'/>\
        <selection_ordering/><objectives><material><mattext>Read well.</mattext></material></objectives></section></section></objectbank></questestinterop>";
    let item = item("x", &options("Single", 2), &rule(&is("A"), "Set", "1"));
    let reading = read(text.replace("ITEM", &item).as_bytes());
    assert_eq!(reading.taken().next().unwrap().category, ["Bank", "Part"]);
    let said: Vec<String> = reading.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "the question \"x\", which lies elsewhere, was passed over",
            "the order and the rules of the test are gone: here every exam is drawn from the bank",
            "a text for the test as a whole was passed over"
        ]
    );
}

proptest! {
    #[test]
    fn no_input_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        read(&bytes);
    }

    /// Rules of any shape, with numbers and names where the other would be.
    #[test]
    fn no_rules_make_it_panic(parts in proptest::collection::vec(0..16_usize, 0..24), numeric in any::<bool>(), multiple in any::<bool>()) {
        let mut tests = String::new();
        for part in parts {
            tests.push_str(match part {
                0 => "<and>",
                1 => "</and>",
                2 => "<or>",
                3 => "</or>",
                4 => "<not>",
                5 => "</not>",
                6 => "<varequal respident='r'>A</varequal>",
                7 => "<varequal respident='r' case='Yes'>1e308</varequal>",
                8 => "<vargte respident='r'>-1e308</vargte>",
                9 => "<varlte respident='r'>NaN</varlte>",
                10 => "<varlt respident='r'>0.1</varlt>",
                11 => "<other/>",
                12 => "<varsubset respident='r'>A,,B</varsubset>",
                13 => "<varequal respident='B'/>",
                14 => "</conditionvar><setvar action='Multiply'>1e308</setvar></respcondition><respcondition><conditionvar>",
                _ => "<unknown respident='r'>x</unknown>",
            });
        }
        let field = "<response_num ident='r'><render_fib/></response_num>".to_owned();
        let response = if numeric { field } else { options(if multiple { "Multiple" } else { "Single" }, 3) };
        read(document(&item("", &response, &rule(&tests, "Add", "1e308"))).as_bytes());
    }
}
