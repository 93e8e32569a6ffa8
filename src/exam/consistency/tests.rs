//! An attempt that is as it must be, and what is said of each way in which it can be wrong.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::super::lang::Localized;
use super::super::question::{Body, Kind, Level};
use super::*;

const CURVE: Curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };
const DECISION: RegradeId = RegradeId(Uuid::from_u128(7));

fn revision(n: u128) -> RevisionId {
    RevisionId(Uuid::from_u128(n))
}

/// A single whose key is its number.
fn question(key: usize) -> Question {
    Question {
        objective: "1.1".parse().unwrap(),
        name: format!("q{key}").parse().unwrap(),
        area: "1.1.a".parse().unwrap(),
        terms: Vec::new(),
        level: Level::Recall,
        sources: Vec::new(),
        checked: "2026-11-20".parse().unwrap(),
        kind: Kind::Single { key },
        body: Localized { en: Body::default(), pt_br: Body::default() },
        allow: Vec::new(),
    }
}

fn choice(option: usize) -> Response {
    Response::Choice(BTreeSet::from([option]))
}

/// Three questions: right, wrong, unanswered; a third of them right.
fn sample() -> (StoredAttempt, Vec<StoredItem>) {
    let item = |position: i64, response: Option<Response>, answered_at: Option<i64>, verdict| StoredItem {
        position,
        revision: revision(u128::try_from(position).unwrap()),
        response,
        answered_at,
        checked: false,
        verdict: Some(verdict),
        decided: None,
    };
    let attempt = StoredAttempt {
        id: AttemptId(Uuid::from_u128(1)),
        exam: "exam".to_owned(),
        open: false,
        deadline: Some(60_000),
        questions: 3,
        excluded: 0,
        raw: Some(1),
        scaled: Some(353),
        passed: Some(false),
    };
    let items = vec![
        item(1, Some(choice(1)), Some(10_000), Verdict::Right),
        item(2, Some(choice(1)), Some(65_000), Verdict::Wrong),
        item(3, Some(Response::Choice(BTreeSet::new())), None, Verdict::Unanswered),
    ];
    (attempt, items)
}

/// What is said after a change.
fn after(
    change: impl FnOnce(&mut StoredAttempt, &mut Vec<StoredItem>, &mut HashMap<RevisionId, Holding>),
) -> Vec<String> {
    let (mut attempt, mut items) = sample();
    let mut holding = HashMap::new();
    change(&mut attempt, &mut items, &mut holding);
    let questions = (1..=3).map(|n: u8| (revision(n.into()), question(n.into()))).collect();
    wrong(&attempt, &items, &Rules { questions: &questions, holding: &holding, curve: Some(&CURVE) })
}

#[test]
fn what_is_as_it_must_be_is_not_mentioned() {
    assert_eq!(after(|_, _, _| ()), Vec::<String>::new());
}

#[test]
fn a_score_that_does_not_follow_from_the_items_is_said() {
    assert_eq!(after(|attempt, _, _| attempt.raw = Some(2)), ["its raw score is 2, and its items make it 1"]);
    assert_eq!(
        after(|attempt, _, _| attempt.scaled = None),
        ["its scaled score is missing, and its items make it 353"]
    );
    assert_eq!(after(|attempt, _, _| attempt.passed = Some(true)), ["it is passed, and its items make it failed"]);
    assert_eq!(
        after(|attempt, _, _| attempt.excluded = 1),
        ["its number of excluded questions is 1, and its items make it 0"]
    );
}

#[test]
fn a_verdict_that_does_not_follow_from_the_response_is_said() {
    let said = after(|_, items, _| items[1].response = Some(choice(2)));
    assert_eq!(said[0], "item 2: its verdict is wrong, and its response makes it right");
    assert_eq!(said[1], "its raw score is 1, and its items make it 2");
    assert_eq!(
        after(|_, items, _| items[2].verdict = None),
        ["item 3: its verdict is nothing, and its response makes it unanswered"]
    );
    // Without knowing what it is worth, nothing is said of the score.
    assert_eq!(after(|_, items, _| items[0].response = None), ["item 1: its response cannot be read"]);
    let said = after(|_, items, _| items[0].revision = revision(9));
    assert!(said[0].contains("is not there or cannot be read") && said.len() == 1, "{said:?}");
}

#[test]
fn a_decision_holds_for_what_was_served() {
    let credit = Holding { id: DECISION, decision: Decision::Credit, key: None };
    let said = after(|_, _, holding| {
        holding.insert(revision(3), credit);
    });
    assert_eq!(said[0], format!("item 3: it was not judged by decision {DECISION}"));
    assert_eq!(said[1], "item 3: its verdict is unanswered, and its response makes it right");
    let key = Holding { id: DECISION, decision: Decision::Key, key: Some(revision(1)) };
    let said = after(|attempt, items, holding| {
        holding.insert(revision(2), key);
        (items[1].decided, items[1].verdict) = (Some(DECISION), Some(Verdict::Right));
        (attempt.raw, attempt.scaled, attempt.passed) = (Some(2), Some(514), Some(true));
    });
    assert_eq!(said, Vec::<String>::new());
    let exclude = Holding { id: DECISION, decision: Decision::Exclude, key: None };
    let said = after(|attempt, items, holding| {
        holding.insert(revision(3), exclude);
        items[2].decided = Some(DECISION);
        (attempt.excluded, attempt.scaled) = (1, Some(430));
    });
    assert_eq!(said, Vec::<String>::new());
    assert!(after(|_, items, _| items[0].decided = Some(DECISION))[0].ends_with("which does not hold for it"));
}

#[test]
fn a_form_that_is_not_whole_is_said() {
    assert_eq!(
        after(|_, items, _| items[0].position = 4)[0],
        "its form of 3 questions has 3 items, not one at each position"
    );
    assert_eq!(
        after(|_, items, _| drop(items.pop()))[0],
        "its form of 3 questions has 2 items, not one at each position"
    );
}

#[test]
fn an_answer_has_its_time_and_none_comes_after_the_grace() {
    assert_eq!(after(|_, items, _| items[0].answered_at = None), ["item 1: it has an answer, and no time of it"]);
    assert_eq!(
        after(|_, items, _| items[2].answered_at = Some(1)),
        ["item 3: it has the time of an answer, and no answer"]
    );
    assert_eq!(
        after(|_, items, _| items[1].answered_at = Some(65_001)),
        ["item 2: it was answered 5.001 s after the deadline"]
    );
}

#[test]
fn an_open_attempt_has_no_result_but_of_what_was_checked() {
    let open = |attempt: &mut StoredAttempt, items: &mut Vec<StoredItem>| {
        attempt.open = true;
        (attempt.raw, attempt.scaled, attempt.passed) = (None, None, None);
        for item in items.iter_mut() {
            item.verdict = None;
        }
        (items[0].checked, items[0].verdict) = (true, Some(Verdict::Right));
    };
    assert_eq!(after(|attempt, items, _| open(attempt, items)), Vec::<String>::new());
    let said = after(|attempt, items, _| {
        open(attempt, items);
        attempt.scaled = Some(1);
        items[0].verdict = Some(Verdict::Wrong);
        items[1].verdict = Some(Verdict::Wrong);
    });
    assert_eq!(
        said,
        [
            "item 1: its verdict is wrong, and its response makes it right",
            "item 2: it is open and has a verdict",
            "it is open and has a score"
        ]
    );
}
