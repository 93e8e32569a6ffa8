//! The promises of form assembly, as properties over blueprints, pools and histories of any shape.

use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::exam::attempt::Feedback;

/// A blueprint with these weights, one topic.
fn blueprint(weights: &[u16]) -> Blueprint {
    let objectives: Vec<String> = (1..)
        .zip(weights)
        .map(|(n, weight)| {
            format!(
                "[[topic.objective]]\nid = \"1.{n}\"\ntitle = {{ en = \"o\", pt-BR = \"o\" }}\nweight = {weight}\n\
                 [[topic.objective.area]]\nid = \"1.{n}.a\"\ntitle = {{ en = \"a\", pt-BR = \"a\" }}\n"
            )
        })
        .collect();
    toml::from_str(&format!(
        "slug = \"x\"\ncode = \"x\"\nversion = \"1\"\ntitle = {{ en = \"X\", pt-BR = \"X\" }}\nminutes = 90\npass_share = 0.65\n\
         scale = {{ min = 200, max = 800, pass = 500 }}\n[[topic]]\nid = \"1\"\ntitle = {{ en = \"t\", pt-BR = \"t\" }}\n{}",
        objectives.concat()
    ))
    .expect("a blueprint")
}

/// Questions, and what a candidate had of them.
struct Shelf {
    stock: Stock,
    histories: Histories,
}

impl Shelf {
    fn pool(&self) -> Pool<'_> {
        Pool { stock: &self.stock, histories: &self.histories }
    }

    /// What the candidate had of the question at this place of the first objective.
    fn had(&mut self, place: usize) -> &mut History {
        let name = self.stock.values().next().unwrap()[place].question.clone();
        self.histories.entry(name).or_default()
    }
}

fn shelf(blueprint: &Blueprint, times: usize) -> Shelf {
    let mut id = 0;
    let stock = blueprint
        .objectives()
        .map(|objective| {
            let held = usize::from(objective.weight) * times;
            let drawables = (0..held)
                .map(|n| {
                    id += 1;
                    Drawable {
                        question: format!("q{}-{n}", objective.id).parse().unwrap(),
                        revision: RevisionId(Uuid::from_u128(id)),
                        options: n % 6,
                    }
                })
                .collect();
            (objective.id.clone(), drawables)
        })
        .collect();
    Shelf { stock, histories: Histories::new() }
}

fn names(form: &[Place]) -> BTreeSet<QuestionName> {
    form.iter().map(|place| place.question.clone()).collect()
}

/// Notes that a form was taken at `second`.
fn take(shelf: &mut Shelf, form: &[Place], second: i64) {
    let at = Some(Timestamp::from_second(second).unwrap());
    for place in form {
        let history = shelf.histories.entry(place.question.clone()).or_default();
        history.on_exam = at;
        history.seen = at;
    }
}

fn weights() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(1_u16..10, 1..8)
}

proptest! {
    #[test]
    fn a_form_has_exactly_the_weights_and_no_question_twice(weights in weights(), times in 1_usize..4, seed: u64) {
        let blueprint = blueprint(&weights);
        let form = exam(&blueprint, shelf(&blueprint, times).pool(), seed).unwrap();
        for objective in blueprint.objectives() {
            let count = form.iter().filter(|place| place.objective == objective.id).count();
            prop_assert_eq!(count, usize::from(objective.weight));
        }
        prop_assert_eq!(names(&form).len(), form.len());
    }

    #[test]
    fn every_option_is_shown_once(weights in weights(), seed: u64) {
        let blueprint = blueprint(&weights);
        let shelf = shelf(&blueprint, 1);
        for place in exam(&blueprint, shelf.pool(), seed).unwrap() {
            let options = shelf.stock.values().flatten().find(|d| d.question == place.question).unwrap().options;
            let mut order = place.option_order.clone();
            order.sort_unstable();
            prop_assert_eq!(order, (0..options).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_form(weights in weights(), seed: u64) {
        let blueprint = blueprint(&weights);
        let shelf = shelf(&blueprint, 2);
        prop_assert_eq!(exam(&blueprint, shelf.pool(), seed), exam(&blueprint, shelf.pool(), seed));
    }

    #[test]
    fn a_pool_of_k_forms_gives_k_forms_without_a_repeat_and_then_the_oldest_again(
        weights in weights(), times in 2_usize..5, seeds in prop::collection::vec(any::<u64>(), 8),
    ) {
        let blueprint = blueprint(&weights);
        let mut shelf = shelf(&blueprint, times);
        let mut forms = Vec::new();
        for (second, seed) in (1..).zip(seeds) {
            let form = exam(&blueprint, shelf.pool(), seed).unwrap();
            take(&mut shelf, &form, second);
            forms.push(names(&form));
        }
        for (n, form) in forms.iter().enumerate() {
            for earlier in &forms[n.saturating_sub(times - 1)..n] {
                prop_assert!(form.is_disjoint(earlier));
            }
            if n >= times {
                prop_assert_eq!(form, &forms[n - times]);
            }
        }
    }

    #[test]
    fn what_was_only_practised_still_comes_before_what_an_exam_had(weights in weights(), seed: u64) {
        let blueprint = blueprint(&weights);
        let mut shelf = shelf(&blueprint, 2);
        let first = exam(&blueprint, shelf.pool(), seed).unwrap();
        take(&mut shelf, &first, 1);
        for drawable in shelf.stock.values().flatten() {
            let history = shelf.histories.entry(drawable.question.clone()).or_default();
            history.seen = Some(Timestamp::from_second(2).unwrap());
        }
        let second = exam(&blueprint, shelf.pool(), seed.wrapping_add(1)).unwrap();
        prop_assert!(names(&first).is_disjoint(&names(&second)));
    }

    #[test]
    fn what_is_left_unlooked_at_would_not_have_been_drawn(
        weights in weights(), times in 1_usize..5, had in prop::collection::vec((0_i64..4, 0_i64..4, any::<bool>()), 0..60),
        seed: u64,
    ) {
        let blueprint = blueprint(&weights);
        let mut shelf = shelf(&blueprint, times);
        let second = |second| (second > 0).then(|| Timestamp::from_second(second).unwrap());
        for (drawable, (on_exam, seen, on_open_practice)) in shelf.stock.values().flatten().zip(had) {
            let history = History { on_exam: second(on_exam), seen: second(seen), on_open_practice, ..History::default() };
            shelf.histories.insert(drawable.question.clone(), history);
        }
        for (objective, held) in &shelf.stock {
            let needed = usize::from(blueprint.objective(objective).unwrap().weight);
            let mut order: Vec<&Drawable> = held.iter().collect();
            Shuffle::new(seed).apply(&mut order);
            let key = |drawable: &Drawable| {
                let history = shelf.pool().history(drawable);
                (history.on_exam, history.on_open_practice, history.seen)
            };
            let mut all = order.clone();
            all.sort_by_key(|drawable| key(drawable));
            prop_assert_eq!(first(order, needed, key), &all[..needed]);
        }
    }

    #[test]
    fn a_short_bank_is_named_not_papered_over(weights in weights(), seed: u64) {
        let blueprint = blueprint(&weights);
        let mut shelf = shelf(&blueprint, 1);
        let objective = blueprint.objectives().next().unwrap();
        shelf.stock.get_mut(&objective.id).unwrap().pop();
        let needed = usize::from(objective.weight);
        let shortage = Shortage::Objective { objective: objective.id.clone(), held: needed - 1, needed };
        prop_assert_eq!(exam(&blueprint, shelf.pool(), seed), Err(shortage));
    }

    #[test]
    fn practice_keeps_to_its_objectives_and_its_number(weights in weights(), count in 1_u16..80, seed: u64) {
        let blueprint = blueprint(&weights);
        let shelf = shelf(&blueprint, 3);
        let objective = blueprint.objectives().next().unwrap().id.clone();
        let form = practice(&blueprint, shelf.pool(), &choice(vec![objective.clone()], count, Only::All), seed).unwrap();
        prop_assert!(form.iter().all(|place| place.objective == objective));
        prop_assert_eq!(form.len(), usize::from(count).min(shelf.stock[&objective].len()));
        prop_assert_eq!(names(&form).len(), form.len());
    }
}

fn choice(objectives: Vec<ObjectiveId>, count: u16, only: Only) -> Practice {
    Practice { objectives, count, only, clock: false, feedback: Feedback::AtEnd }
}

#[test]
fn practice_draws_what_was_missed_unseen_or_flagged() {
    let blueprint = blueprint(&[4]);
    let mut shelf = shelf(&blueprint, 1);
    let seen = Some(Timestamp::from_second(1).unwrap());
    *shelf.had(0) = History { seen, verdict: Some(Verdict::Right), ..History::default() };
    *shelf.had(1) = History { seen, verdict: Some(Verdict::Wrong), ..History::default() };
    *shelf.had(2) = History { seen, verdict: Some(Verdict::Unanswered), flagged: true, ..History::default() };
    let drawn =
        |only| practice(&blueprint, shelf.pool(), &choice(Vec::new(), 10, only), 7).map(|form| names(&form).len());
    assert_eq!(drawn(Only::Missed), Ok(2));
    assert_eq!(drawn(Only::Unseen), Ok(1));
    assert_eq!(drawn(Only::Flagged), Ok(1));
    assert_eq!(drawn(Only::All), Ok(4));
    shelf.histories.values_mut().for_each(|history| history.flagged = false);
    let nothing = practice(&blueprint, shelf.pool(), &choice(Vec::new(), 10, Only::Flagged), 7);
    assert_eq!(nothing, Err(Shortage::Nothing));
}

#[test]
fn what_an_open_mock_exam_asks_is_practised_by_nobody_and_an_open_practice_comes_last() {
    let blueprint = blueprint(&[2]);
    let mut shelf = shelf(&blueprint, 2);
    shelf.had(0).on_open_exam = true;
    shelf.had(1).on_open_practice = true;
    shelf.had(2).seen = Some(Timestamp::from_second(1).unwrap());
    let held = shelf.stock.values().next().unwrap();
    let (asked, shown) = (held[0].question.clone(), held[1].question.clone());
    for seed in 0..50 {
        let practised = practice(&blueprint, shelf.pool(), &choice(Vec::new(), 10, Only::All), seed).unwrap();
        assert!(practised.len() == 3 && !names(&practised).contains(&asked));
        assert!(!names(&exam(&blueprint, shelf.pool(), seed).unwrap()).contains(&shown));
    }
}

#[test]
fn chance_reaches_every_place() {
    let mut first = BTreeSet::new();
    for seed in 0..200 {
        let mut things = [0, 1, 2, 3, 4];
        Shuffle::new(seed).apply(&mut things);
        first.insert(things[0]);
    }
    assert_eq!(first.len(), 5);
}
