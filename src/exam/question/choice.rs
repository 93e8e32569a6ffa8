//! Judging the questions that are answered by choosing options.

use std::collections::BTreeSet;

use super::{Completeness, Verdict};

/// Right when all and only the keys are chosen: no share of a point for a part of them.
pub(super) fn verdict(keys: &BTreeSet<usize>, chosen: &BTreeSet<usize>) -> Verdict {
    if chosen.is_empty() {
        Verdict::Unanswered
    } else if chosen == keys {
        Verdict::Right
    } else {
        Verdict::Wrong
    }
}

/// Complete with exactly as many options as are asked for.
pub(super) fn completeness(wanted: usize, chosen: &BTreeSet<usize>) -> Completeness {
    match chosen.len() {
        0 => Completeness::Empty,
        count if count == wanted => Completeness::Complete,
        _ => Completeness::Partial,
    }
}
