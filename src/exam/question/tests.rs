//! How responses are judged.

use super::*;

fn question(kind: Kind, options: usize) -> Question {
    let body =
        Body { stem: "What?".to_owned(), options: vec![OptionText::default(); options], explanation: String::new() };
    Question {
        objective: "1.1".parse().unwrap(),
        name: "what".parse().unwrap(),
        area: "1.1.a".parse().unwrap(),
        terms: Vec::new(),
        level: Level::Recall,
        sources: Vec::new(),
        checked: jiff::civil::date(2026, 11, 23),
        kind,
        body: Localized { en: body.clone(), pt_br: body },
        allow: Vec::new(),
    }
}

fn choice(options: impl IntoIterator<Item = usize>) -> Response {
    Response::Choice(options.into_iter().collect())
}

#[test]
fn a_single_has_one_right_option() {
    let single = question(Kind::Single { key: 2 }, 5);
    assert_eq!(single.verdict(&choice([2])), Verdict::Right);
    assert_eq!(single.verdict(&choice([1])), Verdict::Wrong);
    assert_eq!(single.verdict(&choice([])), Verdict::Unanswered);
    assert!(!single.accepts(&choice([1, 2])));
    assert!(!single.accepts(&choice([5])));
}

#[test]
fn a_multiple_is_right_only_with_all_and_only_its_keys() {
    let multiple = question(Kind::Multiple { keys: BTreeSet::from([0, 3]) }, 5);
    assert_eq!(multiple.verdict(&choice([0, 3])), Verdict::Right);
    assert_eq!(multiple.verdict(&choice([0])), Verdict::Wrong);
    assert_eq!(multiple.verdict(&choice([0, 3, 4])), Verdict::Wrong);
    assert_eq!(multiple.completeness(&choice([1])), Completeness::Partial);
    assert_eq!(multiple.completeness(&choice([1, 2])), Completeness::Complete);
    assert_eq!(multiple.completeness(&choice([0, 1, 2])), Completeness::Partial);
}

#[test]
fn a_response_of_the_wrong_shape_answers_nothing() {
    let single = question(Kind::Single { key: 0 }, 4);
    let typed = Response::Text("0".to_owned());
    assert_eq!(single.verdict(&typed), Verdict::Unanswered);
    assert_eq!(single.completeness(&typed), Completeness::Empty);
    assert!(!single.accepts(&typed));
}
