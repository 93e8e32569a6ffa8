//! The statistics of one revision: a case by hand, what says nothing, and what holds for all responses.

use proptest::prelude::*;

use super::*;

/// A response to a single, whose rest has so many right of 10, and which took 20 seconds.
pub fn response(key: usize, chosen: Option<usize>, rest: u32) -> FirstResponse {
    FirstResponse {
        right: chosen == Some(key),
        chosen: chosen.into_iter().collect(),
        spent: SignedDuration::from_secs(20),
        rest: Tally { right: rest, answered: 10 },
    }
}

fn single(responses: &[FirstResponse]) -> ItemStatistics {
    ItemStatistics::of(&Kind::Single { key: 0 }, 3, responses)
}

/// Rests 0.1 to 0.6; right are 0.2, 0.5, 0.6. The rests deviate from 0.35 by −.25 … .25; those of the right ones add up to
/// .25, so that the correlation is .25 / √(1.5 × .175).
#[test]
fn six_responses_agree_with_the_calculation_by_hand() {
    let chosen = [Some(1), Some(0), Some(1), None, Some(0), Some(0)];
    let responses: Vec<_> = (1..).zip(chosen).map(|(rest, chosen)| response(0, chosen, rest)).collect();
    let item = single(&responses);
    assert_eq!(item.answers, Tally { right: 3, answered: 6 });
    assert_eq!(item.thirds.lower, Tally { right: 1, answered: 2 });
    assert_eq!(item.thirds.middle, Tally { right: 0, answered: 2 });
    assert_eq!(item.thirds.upper, Tally { right: 2, answered: 2 });
    let expected = 0.25 / (1.5_f64 * 0.175).sqrt();
    assert!(item.discrimination_index.is_some_and(|r| (r - expected).abs() < 1e-12), "{item:?}");
    assert!(item.upper_lower.is_some_and(|difference| (difference.value - 0.5).abs() < 1e-12));
    let counts = |choices: Choices| (choices.all, choices.thirds.lower, choices.thirds.middle, choices.thirds.upper);
    assert_eq!(
        item.options.iter().copied().map(counts).collect::<Vec<_>>(),
        [(3, 1, 0, 2), (2, 1, 1, 0), (0, 0, 0, 0)]
    );
    assert_eq!(counts(item.blank), (1, 0, 1, 0));
    assert!(item.attraction(1).is_some_and(|difference| (difference.value + 0.5).abs() < 1e-12));
    assert_eq!(item.attraction(3), None);
    assert_eq!(item.times.map(|times| times.median), Some(SignedDuration::from_secs(20)));
}

#[test]
fn what_says_nothing_gives_nothing() {
    let nobody = single(&[]);
    assert_eq!((nobody.answers.share(), nobody.discrimination_index, nobody.upper_lower), (None, None, None));
    assert_eq!(nobody.times, None);
    let one = single(&[response(0, Some(0), 7)]);
    assert_eq!((one.answers.share(), one.discrimination_index, one.upper_lower), (Some(1.0), None, None));
    let all_right = single(&[response(0, Some(0), 7), response(0, Some(0), 3), response(0, Some(0), 5)]);
    assert_eq!(all_right.discrimination_index, None);
    assert_eq!(all_right.upper_lower.map(|difference| difference.value), Some(0.0));
    let all_wrong = single(&[response(0, Some(1), 7), response(0, None, 3)]);
    assert_eq!((all_wrong.answers.share(), all_wrong.discrimination_index), (Some(0.0), None));
    let alike = single(&[response(0, Some(0), 5), response(0, Some(1), 5), response(0, Some(1), 5)]);
    assert_eq!((alike.discrimination_index, alike.upper_lower), (None, None));
}

#[test]
fn who_answered_nothing_else_is_counted_and_not_compared() {
    let alone = FirstResponse { rest: Tally::default(), ..response(0, Some(0), 0) };
    let item = single(&[alone, response(0, Some(1), 2), response(0, Some(0), 8)]);
    assert_eq!(item.answers, Tally { right: 2, answered: 3 });
    assert_eq!((item.options[0].all, item.options[0].thirds.upper), (2, 1));
    assert!(item.discrimination_index.is_some_and(|r| (r - 1.0).abs() < 1e-12));
}

/// Two options of a multiple, in any order, and any rest, also an empty one.
fn responses() -> impl Strategy<Value = Vec<FirstResponse>> {
    let chosen = prop::collection::btree_set(0_usize..5, 0..3);
    let one = (chosen, 0_i64..300, 0_u32..6, 0_u32..6).prop_map(|(chosen, seconds, answered, right)| FirstResponse {
        right: chosen == BTreeSet::from([1, 3]),
        chosen,
        spent: SignedDuration::from_secs(seconds),
        rest: Tally { right: right.min(answered), answered },
    });
    prop::collection::vec(one, 0..50)
}

fn multiple(responses: &[FirstResponse]) -> ItemStatistics {
    ItemStatistics::of(&Kind::Multiple { keys: BTreeSet::from([1, 3]) }, 5, responses)
}

proptest! {
    #[test]
    fn counts_add_up_and_shares_keep_their_bounds(responses in responses()) {
        let item = multiple(&responses);
        let total = |thirds: ByThird<u32>| thirds.lower + thirds.middle + thirds.upper;
        let with_rest = responses.iter().filter(|response| response.rest.answered > 0).count();
        let ByThird { lower, middle, upper } = item.thirds;
        prop_assert_eq!(item.answers.answered as usize, responses.len());
        prop_assert_eq!((lower.answered + middle.answered + upper.answered) as usize, with_rest);
        let chosen: usize = responses.iter().map(|response| response.chosen.len()).sum();
        prop_assert_eq!(item.options.iter().map(|option| option.all as usize).sum::<usize>(), chosen);
        prop_assert_eq!(item.blank.all as usize, responses.iter().filter(|response| response.chosen.is_empty()).count());
        prop_assert!(item.options.iter().chain([&item.blank]).all(|choices| total(choices.thirds) <= choices.all));
        prop_assert!(item.options.iter().all(|option| option.thirds.upper <= upper.answered));
        prop_assert!(item.answers.share().is_none_or(|share| (0.0..=1.0).contains(&share)));
        prop_assert!(item.discrimination_index.is_none_or(|r| (-1.0..=1.0).contains(&r)));
        prop_assert!(item.upper_lower.is_none_or(|difference| (-1.0..=1.0).contains(&difference.value)));
    }

    #[test]
    fn the_order_of_the_responses_does_not_matter(responses in responses(), turn in 0_usize..50) {
        let mut turned = responses.clone();
        turned.rotate_left(turn.min(responses.len()));
        turned.reverse();
        let (mut one, mut other) = (multiple(&responses), multiple(&turned));
        let (r, s) = (one.discrimination_index.take(), other.discrimination_index.take());
        prop_assert_eq!(r.is_some(), s.is_some());
        prop_assert!((r.unwrap_or(0.0) - s.unwrap_or(0.0)).abs() < 1e-9);
        prop_assert_eq!(one.diagnosis(), other.diagnosis());
        prop_assert_eq!(one, other);
    }
}
