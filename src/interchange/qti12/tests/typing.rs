//! What is typed: texts, numbers, gaps.

use super::*;

const TEXT: &str = "<response_str ident='r'><render_fib><response_label ident='field'/></render_fib></response_str>";
const NUMBER: &str =
    "<response_str ident='r'><render_fib fibtype='Decimal'><response_label ident='field'/></render_fib></response_str>";

fn test(name: &str, text: &str) -> String {
    format!("<{name} respident='r'>{text}</{name}>")
}

fn between(low: &str, high: &str) -> String {
    test("vargte", low) + &test("varlte", high)
}

fn ranges(rules: &str) -> Vec<String> {
    let fill_in = fill_in(&item("numerical_question", NUMBER, rules));
    assert_eq!(fill_in.answers, Vec::<String>::new());
    assert_eq!(fill_in.instruction, Instruction::Decimal);
    fill_in.ranges.iter().map(ToString::to_string).collect()
}

#[test]
fn texts_that_one_answer_would_have_to_equal_at_once_are_alternatives() {
    let rules = rule(&(is("virsh") + &is("virt-install") + &is("VIRSH")), "Set", "100");
    let read = fill_in(&item("short_answer_question", TEXT, &rules));
    assert_eq!(read.answers, ["virsh", "virt-install"]);
    assert!(read.ignore_case, "nothing is said of case");
    assert_eq!(read.instruction, Instruction::Text);
    let read = fill_in(&item("short_answer_question", TEXT, &rules.replace("respident", "case='Yes' respident")));
    assert_eq!((read.answers.len(), read.ignore_case), (3, false));
}

#[test]
fn the_field_may_be_named_instead_of_the_response() {
    let rules = rule("<varequal respident='field' case='no'>one-tailed</varequal>", "Set", "100");
    assert_eq!(fill_in(&item("", TEXT, &rules)).answers, ["one-tailed"]);
}

#[test]
fn an_answer_worth_less_is_nearly_right() {
    let rules = rule(&is("virsh"), "Set", "100") + &rule(&is("virt"), "Set", "50") + &rule(&is("vi"), "Set", "0");
    let (draft, remarks) = taken(&item("short_answer_question", TEXT, &rules));
    let Kind::FillIn(read) = draft.kind else { panic!() };
    assert_eq!((read.answers, read.near), (vec!["virsh".to_owned()], vec!["virt".to_owned(), "vi".to_owned()]));
    assert_eq!(remarks, [Remark::PartialCredit]);
}

#[test]
fn a_part_of_an_answer_stands_for_many() {
    let (draft, remarks) = taken(&item("", TEXT, &rule(&test("varsubstring", "kvm"), "Set", "1")));
    assert!(matches!(draft.kind, Kind::FillIn(read) if read.answers == ["kvm"]));
    assert_eq!(remarks, [Remark::Wildcard { answer: "kvm".to_owned() }]);
}

#[test]
fn an_answer_that_is_not_told_is_missing() {
    let other = rule("<other/>", "Set", "100");
    assert_eq!(outcome(&item("short_answer_question", TEXT, &other)), Outcome::Refused(Cause::NoKey));
    assert_eq!(outcome(&item("", TEXT, &other)), Outcome::Skipped(Foreign::Essay));
}

#[test]
fn numbers_become_ranges_in_every_spelling() {
    let canvas = |exact: &str, low: &str, high: &str| {
        rule(&format!("<or>{}<and>{}</and></or>", is(exact), between(low, high)), "Set", "100")
    };
    assert_eq!(ranges(&canvas("77.0", "70.0", "84.0")), ["70.0..84.0"]);
    assert_eq!(ranges(&canvas("42", "42", "42")), ["42"]);
    assert_eq!(ranges(&rule(&between("1.5", "2.50"), "Set", "100")), ["1.5..2.50"]);
    // Blackboard has the middle beside the ends.
    assert_eq!(ranges(&rule(&(between("4", "6") + &is("5")), "Set", "SCORE.max")), ["4..6"]);
    assert_eq!(ranges(&rule(&is("3.142"), "Set", "100")), ["3.142"]);
    let two = canvas("1", "1", "1") + &rule(&between("-5", "-3"), "Set", "100");
    assert_eq!(ranges(&two), ["-5..-3", "1"]);
    // R/exams names the middle for itself, and takes the points back from all others.
    let inside = format!("<and>{}</and>", between("7.5", "7.7"));
    let middle = "<respcondition><conditionvar><varequal respident='r' case='No'>7.6</varequal></conditionvar>\
        <setvar action='Add'>0.001</setvar><setvar action='Add'>-0.001</setvar></respcondition>";
    let others = rule(&format!("<or><not>{inside}</not></or>"), "Set", "0") + &rule("<other/>", "Set", "0");
    assert_eq!(ranges(&(rule(&inside, "Set", "1") + middle + &others)), ["7.5..7.7"]);
}

#[test]
fn a_range_without_its_end_keeps_it_and_says_so() {
    let rules = rule(&(test("vargt", "41.995") + &test("varlte", "42.005")), "Set", "100");
    let (draft, remarks) = taken(&item("numerical_question", NUMBER, &rules));
    assert!(matches!(draft.kind, Kind::FillIn(read) if read.ranges[0].to_string() == "41.995..42.005"));
    assert_eq!(remarks, [Remark::Numerical, Remark::OpenRange]);
}

#[test]
fn a_number_without_bounds_is_no_key() {
    for rules in
        [rule(&test("vargte", "1"), "Set", "1"), rule(&between("3", "2"), "Set", "1"), rule(&is("x"), "Set", "0")]
    {
        assert_eq!(outcome(&item("numerical_question", NUMBER, &rules)), Outcome::Refused(Cause::NoKey), "{rules}");
    }
}

#[test]
fn where_something_is_typed_within_a_text_there_is_a_gap() {
    let text = item(
        "",
        &format!("{TEXT}<material><mattext>is a hypervisor.</mattext></material>"),
        &rule(&is("KVM"), "Set", "1"),
    );
    assert_eq!(body(&taken(&text).0).stem, "Which **port**?\n\n_____ is a hypervisor.");
    let end = item("", &format!("{TEXT}<material><matbreak/></material>"), &rule(&is("KVM"), "Set", "1"));
    assert_eq!(body(&taken(&end).0).stem, "Which **port**?");
}

#[test]
fn one_gap_of_canvas_becomes_a_fill_in_or_a_list() {
    let gap = options("Single", 2).replace("<render", "<material><mattext>b</mattext></material><render");
    let gapped = |kind: &str| item(kind, &gap, &rule(&is("A"), "Add", "100")).replace("Which", "Which [b]");
    let (draft, _) = taken(&gapped("fill_in_multiple_blanks_question"));
    assert_eq!(body(&draft).stem, "Which _____ **port**?");
    assert!(matches!(draft.kind, Kind::FillIn(read) if read.answers == ["Port A", "Port B"] && read.ignore_case));
    let (draft, _) = taken(&gapped("multiple_dropdowns_question"));
    assert_eq!((body(&draft).stem.as_str(), draft.kind.clone()), ("Which _____ **port**?", Kind::Single { key: 0 }));
    let two = item("multiple_dropdowns_question", &gap.repeat(2), "");
    assert_eq!(outcome(&two), Outcome::Skipped(Foreign::Cloze));
}
