//! What others write against the rules, and what is meant by it.

use super::*;

fn chosen(cardinality: &str, correct: &str) -> String {
    format!(
        "<responseDeclaration identifier=\"R\" cardinality=\"{cardinality}\" baseType=\"identifier\">{correct}</responseDeclaration>"
    )
}

fn correct(values: &[&str]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("<value>{value}</value>")).collect();
    format!("<correctResponse>{}</correctResponse>", values.concat())
}

#[test]
fn a_key_may_spell_the_numbers_of_its_options_otherwise() {
    let numbered = |keys: &[&str]| {
        let body = choices("", 3);
        let body = ["A", "B", "C"].iter().zip(["o_1", "o_2", "o_10"]).fold(body, |body, (old, new)| {
            body.replace(&format!("identifier=\"{old}\""), &format!("identifier=\"{new}\""))
        });
        read_one(&item(&chosen("multiple", &correct(keys)), &body, ""))
    };
    let (outcome, words) = numbered(&["o_002", "o_010"]);
    assert!(matches!(outcome, Outcome::Taken { draft, .. } if draft.kind == Kind::Multiple { keys: [1, 2].into() }));
    assert_eq!(words, ["the file contradicts itself: its key spells the names of its options otherwise"]);
    for keys in [&["o_20"][..], &["o_2", "o_003"], &["p_2"]] {
        assert!(matches!(numbered(keys).0, Outcome::Refused(Cause::UnknownKey(_))), "{keys:?}");
    }
}

#[test]
fn paragraphs_may_cross_other_elements() {
    let body = format!("<p>One<br/></p><div></p><p>two</div><p>three</p>{}", choices("", 2));
    let (draft, _) = taken(&item(&chosen("single", &correct(&["A"])), &body, ""));
    assert_eq!(super::body(&draft).stem, "One\n\ntwo\n\nthree\n\nWhich port?");
    let (outcome, _) = read_one(&item(&chosen("single", &correct(&["A"])), "<b><i></b></i>", ""));
    assert!(matches!(outcome, Outcome::Refused(Cause::Xml(_))));
}

#[test]
fn of_many_options_those_are_right_that_are_worth_something_alone() {
    let rule = |name: &str| {
        format!(
            "<responseCondition><responseIf><member><baseValue baseType=\"identifier\">{name}</baseValue><variable identifier=\"R\"/></member>\
            <setOutcomeValue identifier=\"SCORE\"><sum><variable identifier=\"SCORE\"/><baseValue baseType=\"float\">1</baseValue></sum>\
            </setOutcomeValue></responseIf></responseCondition>"
        )
    };
    let rules = format!("<responseProcessing>{}</responseProcessing>", ["B", "D", "K"].map(rule).concat());
    let (draft, _) = taken(&item(&chosen("multiple", ""), &choices("maxChoices=\"0\"", 12), &rules));
    assert_eq!(draft.kind, Kind::Multiple { keys: [1, 3, 10].into() });
}
