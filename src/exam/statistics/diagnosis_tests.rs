//! What is found in a revision, and what is not: with too few responses, by chance, at the thresholds.

use std::collections::BTreeSet;

use super::super::item::{FirstResponse, tests::response};
use super::Finding::{
    DistractorAttractsTheBest, DistractorNobodyTakes, NegativeDiscrimination, TooEasy, TooHard, WeakDiscrimination,
};
use super::*;
use crate::exam::question::{FillIn, Instruction, Kind};

/// For each third how often every option of a single with the key 0 is chosen; the rests are 2, 5 and 8 of 10.
fn diagnosis(lower: [usize; 4], middle: [usize; 4], upper: [usize; 4]) -> Diagnosis {
    let mut responses = Vec::new();
    for (rest, chosen) in [(2, lower), (5, middle), (8, upper)] {
        for (option, times) in chosen.into_iter().enumerate() {
            responses.extend(std::iter::repeat_n(response(0, Some(option), rest), times));
        }
    }
    ItemStatistics::of(&Kind::Single { key: 0 }, 4, &responses).diagnosis()
}

fn finds<const N: usize>(findings: [Finding; N]) -> Diagnosis {
    Diagnosis::Findings(findings.to_vec())
}

#[test]
fn a_sound_question_has_no_findings() {
    assert_eq!(diagnosis([10, 10, 10, 10], [20, 8, 6, 6], [30, 4, 3, 3]), finds([]));
}

#[test]
fn few_responses_are_called_few() {
    assert_eq!(diagnosis([0, 10, 0, 0], [0, 9, 0, 0], [0, 10, 0, 0]), Diagnosis::TooFew);
    assert_eq!(diagnosis([10, 0, 0, 0], [10, 0, 0, 0], [10, 0, 0, 0]), finds([TooEasy]));
}

#[test]
fn a_wrong_key_is_found_with_the_option_that_the_best_take() {
    let found = diagnosis([7, 1, 1, 1], [5, 3, 1, 1], [3, 5, 1, 1]);
    assert_eq!(found, finds([NegativeDiscrimination, DistractorAttractsTheBest(1)]));
    let by_chance = diagnosis([5, 2, 2, 1], [5, 2, 2, 1], [4, 3, 2, 1]);
    assert_eq!(by_chance, finds([]));
}

#[test]
fn thirty_of_thirty_are_too_easy_and_two_of_thirty_too_hard() {
    assert_eq!(diagnosis([9, 1, 0, 0], [10, 0, 0, 0], [10, 0, 0, 0]), finds([]));
    assert_eq!(diagnosis([0, 4, 3, 3], [1, 3, 3, 3], [1, 3, 3, 3]), finds([TooHard]));
}

/// One in four is chance here, so that 26 of 150 are too few, though their interval holds a fifth.
#[test]
fn fewer_right_than_by_chance_are_too_few() {
    assert_eq!(diagnosis([8, 14, 14, 14], [9, 14, 14, 13], [9, 14, 14, 13]), finds([TooHard]));
}

#[test]
fn a_question_that_tells_nobody_apart_is_found_with_enough_responses() {
    assert_eq!(diagnosis([15, 5, 5, 5], [15, 5, 5, 5], [15, 5, 5, 5]), finds([]));
    assert_eq!(diagnosis([50, 17, 17, 16], [50, 17, 17, 16], [50, 17, 17, 16]), finds([WeakDiscrimination]));
}

#[test]
fn a_distractor_that_nobody_takes_is_found_from_52_responses_on() {
    assert_eq!(diagnosis([8, 5, 4, 0], [10, 4, 3, 0], [13, 2, 2, 0]), finds([]));
    assert_eq!(diagnosis([8, 5, 4, 0], [10, 4, 3, 0], [14, 2, 2, 0]), finds([DistractorNobodyTakes(3)]));
}

#[test]
fn no_key_counts_as_a_distractor() {
    let mut responses = vec![response(0, Some(0), 2); 40];
    responses.extend(vec![response(0, Some(2), 8); 40]);
    let kind = Kind::Multiple { keys: BTreeSet::from([0, 2]) };
    let found = ItemStatistics::of(&kind, 3, &responses).diagnosis();
    assert_eq!(found, finds([NegativeDiscrimination, DistractorNobodyTakes(1)]));
}

#[test]
fn a_fill_in_has_no_distractors() {
    let typed = FirstResponse { chosen: BTreeSet::new(), ..response(0, Some(0), 2) };
    let (answers, instruction) = (vec!["ls".to_owned()], Instruction::Command);
    let fill_in = Kind::FillIn(FillIn { answers, ranges: vec![], ignore_case: false, instruction, near: vec![] });
    assert_eq!(ItemStatistics::of(&fill_in, 0, &vec![typed; 40]).diagnosis(), finds([TooEasy]));
}
