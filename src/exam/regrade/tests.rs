//! Decisions: the same twice is one, the later one holds, and nothing depends on when an attempt was closed.

use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::exam::lang::Localized;
use crate::exam::question::{Body, FillIn, Instruction, Level, OptionText};

const CURVE: Curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };
const OPTIONS: usize = 4;

fn question(kind: Kind, texts: &[&str]) -> Question {
    let options: Vec<OptionText> =
        texts.iter().map(|text| OptionText { text: (*text).to_owned(), explanation: String::new() }).collect();
    let body = Body { stem: "What?".to_owned(), options, explanation: String::new() };
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

fn single(key: usize) -> Question {
    question(Kind::Single { key }, &["info", "map", "check", "rebase"])
}

fn typed(instruction: Instruction) -> Question {
    let fill_in = FillIn {
        answers: vec!["virsh".to_owned()],
        ranges: Vec::new(),
        ignore_case: false,
        instruction,
        near: Vec::new(),
    };
    question(Kind::FillIn(fill_in), &[])
}

fn revision(n: usize) -> RevisionId {
    RevisionId(Uuid::from_u128(n as u128))
}

/// An attempt at a form: which option is chosen of each question, and, once it is closed, how it is judged and scored.
#[derive(Clone, Debug)]
struct Attempt {
    chosen: Vec<Option<usize>>,
    closed: Option<(Vec<Judged>, Score)>,
}

/// What is done one after the other: attempts are closed, questions are decided about.
#[derive(Clone, Debug)]
enum Step {
    Close(usize),
    Decide(usize, Decision, usize),
}

/// A small world: every question's key as it was served, and the decisions so far.
struct World {
    keys: Vec<usize>,
    decided: Vec<(usize, Decision, usize)>,
    attempts: Vec<Attempt>,
}

impl World {
    fn response(chosen: Option<usize>) -> Response {
        Response::Choice(chosen.into_iter().collect())
    }

    /// The latest decision about a question, and the key that it is judged by.
    fn rule(&self, asked: usize) -> (Option<Decision>, usize) {
        match self.decided.iter().rev().find(|(about, ..)| *about == asked) {
            Some((_, Decision::Key, key)) => (Some(Decision::Key), *key),
            Some((_, decision, _)) => (Some(*decision), self.keys[asked]),
            None => (None, self.keys[asked]),
        }
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Close(who) => {
                let who = who % self.attempts.len();
                if self.attempts[who].closed.is_some() {
                    return;
                }
                let judged: Vec<Judged> = (0..self.keys.len())
                    .map(|asked| {
                        let (decision, key) = self.rule(asked);
                        judge(&single(key), decision, &Self::response(self.attempts[who].chosen[asked]))
                    })
                    .collect();
                let score = score(&judged, &CURVE);
                self.attempts[who].closed = Some((judged, score));
            }
            Step::Decide(asked, decision, key) => {
                let asked = asked % self.keys.len();
                self.decided.push((asked, decision, key));
                let by = if decision == Decision::Key { key } else { self.keys[asked] };
                let order = Order { decision, keys: [(revision(asked), single(by))].into(), curve: CURVE };
                for (n, attempt) in self.attempts.iter_mut().enumerate() {
                    let Some((judged, score)) = &mut attempt.closed else { continue };
                    let before = Concerned {
                        attempt: AttemptId(Uuid::from_u128(n as u128)),
                        position: 1,
                        revision: revision(asked),
                        response: Self::response(attempt.chosen[asked]),
                        judged: judged[asked],
                        score: *score,
                        is_exam: true,
                    };
                    let change = order.change(before).expect("it is about this revision");
                    (judged[asked], *score) = (change.judged, change.score);
                }
            }
        }
    }
}

fn decision() -> impl Strategy<Value = Decision> {
    prop::sample::select(&Decision::ALL[..])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..6_usize).prop_map(Step::Close),
        (0..5_usize, decision(), 0..OPTIONS).prop_map(|(asked, decision, key)| Step::Decide(asked, decision, key)),
    ];
    prop::collection::vec(step, 0..14)
}

prop_compose! {
    fn world()(questions in 1..6_usize)(
        keys in prop::collection::vec(0..OPTIONS, questions),
        chosen in prop::collection::vec(prop::collection::vec(prop::option::of(0..OPTIONS), questions), 1..5),
    ) -> (Vec<usize>, Vec<Vec<Option<usize>>>) {
        (keys, chosen)
    }
}

fn begin((keys, chosen): &(Vec<usize>, Vec<Vec<Option<usize>>>)) -> World {
    let attempts = chosen.iter().map(|chosen| Attempt { chosen: chosen.clone(), closed: None }).collect();
    World { keys: keys.clone(), decided: Vec::new(), attempts }
}

proptest! {
    #[test]
    fn whether_an_attempt_is_closed_before_a_decision_or_after_makes_no_difference(start in world(), steps in steps()) {
        let mut mixed = begin(&start);
        for step in &steps {
            mixed.take(step);
        }
        let everybody = (0..start.1.len()).map(Step::Close);
        everybody.clone().for_each(|step| mixed.take(&step));
        let mut late = begin(&start);
        steps.iter().filter(|step| matches!(step, Step::Decide(..))).for_each(|step| late.take(step));
        everybody.for_each(|step| late.take(&step));
        for (one, other) in mixed.attempts.iter().zip(&late.attempts) {
            prop_assert_eq!(&one.closed, &other.closed);
        }
    }

    #[test]
    fn a_score_is_always_that_of_its_items(start in world(), steps in steps()) {
        let mut world = begin(&start);
        for step in &steps {
            world.take(step);
            for (judged, found) in world.attempts.iter().filter_map(|attempt| attempt.closed.as_ref()) {
                prop_assert_eq!(*found, score(judged, &CURVE));
                prop_assert!((CURVE.min..=CURVE.max).contains(&found.scaled) && found.right <= found.questions);
            }
        }
    }

    #[test]
    fn a_decision_twice_is_one_and_of_two_the_later_holds(
        start in world(), asked in 0..5_usize, first in (decision(), 0..OPTIONS), then in (decision(), 0..OPTIONS),
    ) {
        let close = |world: &mut World| (0..start.1.len()).for_each(|who| world.take(&Step::Close(who)));
        let (first, then) = (Step::Decide(asked, first.0, first.1), Step::Decide(asked, then.0, then.1));
        let after = |steps: &[&Step]| {
            let mut world = begin(&start);
            close(&mut world);
            for step in steps {
                world.take(step);
            }
            world.attempts.into_iter().map(|attempt| attempt.closed).collect::<Vec<_>>()
        };
        prop_assert_eq!(after(&[&then, &then]), after(&[&then]));
        prop_assert_eq!(after(&[&first, &then]), after(&[&then]));
    }

    #[test]
    fn of_different_questions_the_order_of_decisions_does_not_matter(
        start in world(), first in (decision(), 0..OPTIONS), then in (decision(), 0..OPTIONS),
    ) {
        prop_assume!(start.0.len() > 1);
        let (first, then) = (Step::Decide(0, first.0, first.1), Step::Decide(1, then.0, then.1));
        let after = |steps: [&Step; 2]| {
            let mut world = begin(&start);
            (0..start.1.len()).for_each(|who| world.take(&Step::Close(who)));
            for step in steps {
                world.take(step);
            }
            world.attempts.into_iter().map(|attempt| attempt.closed).collect::<Vec<_>>()
        };
        prop_assert_eq!(after([&first, &then]), after([&then, &first]));
    }

    #[test]
    fn nobody_loses_by_full_credit_and_nothing_open_is_touched(start in world(), asked in 0..5_usize) {
        let mut world = begin(&start);
        world.take(&Step::Close(0));
        let before = world.attempts[0].closed.clone().expect("it is closed").1;
        world.take(&Step::Decide(asked, Decision::Credit, 0));
        let after = world.attempts[0].closed.clone().expect("it is closed").1;
        prop_assert!(after.scaled >= before.scaled && after.questions == before.questions);
        prop_assert!(world.attempts[1..].iter().all(|attempt| attempt.closed.is_none()));
    }
}

#[test]
fn an_excluded_question_leaves_both_sides_of_the_share() {
    let judged = |verdict, decision| Judged { verdict, decision };
    let items = [
        judged(Verdict::Right, None),
        judged(Verdict::Right, Some(Decision::Exclude)),
        judged(Verdict::Wrong, Some(Decision::Exclude)),
        judged(Verdict::Right, Some(Decision::Credit)),
        judged(Verdict::Unanswered, None),
    ];
    let found = score(&items, &CURVE);
    assert_eq!((found.right, found.questions), (2, 3));
    assert_eq!(score(&items[1..3], &CURVE), Score { right: 0, questions: 0, scaled: 200, passed: false });
    assert!(judge(&single(0), Some(Decision::Credit), &Response::Choice(BTreeSet::new())).scores());
}

#[test]
fn a_key_holds_for_the_same_options_in_the_same_order() {
    let served = single(0);
    assert_eq!(fits(&served, &single(2)), Ok(()));
    let mut mended = single(2);
    mended.body.en.options[1].text = "maps".to_owned();
    mended.body.pt_br.options[0].text = " info ".to_owned();
    assert_eq!(fits(&served, &mended), Ok(()), "one language still tells that it is the same option");
    mended.body.pt_br.options[1].text = "mapas".to_owned();
    assert_eq!(fits(&served, &mended), Err(Misfit::Text(2)));
    let other = |texts: &[&str]| question(Kind::Single { key: 0 }, texts);
    assert_eq!(fits(&served, &other(&["map", "info", "check", "rebase"])), Err(Misfit::Order));
    assert_eq!(fits(&served, &other(&["info", "map", "check"])), Err(Misfit::Count { served: 4, newest: 3 }));
}

#[test]
fn a_key_holds_where_the_same_was_asked_for() {
    let two = question(Kind::Multiple { keys: BTreeSet::from([0, 2]) }, &["info", "map", "check", "rebase"]);
    assert_eq!(fits(&single(0), &two), Err(Misfit::Asked { served: 1, newest: 2 }));
    let others = question(Kind::Multiple { keys: BTreeSet::from([1, 3]) }, &["info", "map", "check", "rebase"]);
    assert_eq!(fits(&two, &others), Ok(()));
    assert_eq!(fits(&single(0), &typed(Instruction::Command)), Err(Misfit::Kind));
    assert_eq!(fits(&typed(Instruction::Command), &typed(Instruction::FullPath)), Err(Misfit::Instruction));
    assert_eq!(fits(&typed(Instruction::Command), &typed(Instruction::Command)), Ok(()));
}

#[test]
fn an_order_is_about_its_revisions_alone() {
    let order = Order { decision: Decision::Credit, keys: [(revision(1), single(0))].into(), curve: CURVE };
    let judged = Judged { verdict: Verdict::Wrong, decision: None };
    let before = Concerned {
        attempt: AttemptId(Uuid::from_u128(1)),
        position: 3,
        revision: revision(2),
        response: Response::Choice(BTreeSet::from([1])),
        judged,
        score: score(&[judged], &CURVE),
        is_exam: false,
    };
    assert_eq!(order.change(before.clone()), None);
    let change = order.change(Concerned { revision: revision(1), ..before }).unwrap();
    assert!(change.is_one());
    assert_eq!((change.score.right, change.score.scaled, change.score.passed), (1, 800, true));
}

#[test]
fn every_decision_is_read_back_from_its_word() {
    for decision in Decision::ALL {
        assert_eq!(decision.as_str().parse(), Ok(decision));
    }
    assert!("undo".parse::<Decision>().is_err());
}
