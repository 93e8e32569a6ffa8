//! Which numbers are right. What a number is worth changes only at those that the rules name; so these and one between each
//! two of them are tried.

use super::{
    condition::{Comparison, Given, How, same},
    score::{Literal, Rules, TooMuch},
};
use crate::exam::question::NumberRange;

/// So many numbers are named at most.
const NAMED: usize = 200;

/// A number as the rules have it.
struct Named {
    value: f64,
    text: String,
}

/// The ranges in which a number is worth the most, and what it is worth. Nothing if one of them has no end.
pub(super) struct Found {
    /// The ranges.
    pub ranges: Vec<NumberRange>,
    /// Their worth.
    pub best: f64,
    /// Whether an end was left out there, and is not here.
    pub open: bool,
    /// Whether other numbers are worth something, too.
    pub partial: bool,
}

/// Tries the numbers that the rules compare with.
pub(super) fn found(rules: &Rules<'_>, literals: &[Literal<'_, '_>]) -> Result<Option<Found>, TooMuch> {
    let mut named: Vec<Named> = literals.iter().filter_map(|(comparison, _)| named(comparison)).collect();
    // A stable order: of equal numbers the one stays that was found first.
    named.sort_by(|a, b| a.value.total_cmp(&b.value));
    named.dedup_by(|later, earlier| same(later.value, earlier.value));
    named.truncate(NAMED);
    let (Some(first), Some(last)) = (named.first(), named.last()) else { return Ok(None) };
    let mut probes = vec![first.value - 1.0 - first.value.abs()];
    for pair in named.windows(2) {
        probes.extend([pair[0].value, pair[0].value + (pair[1].value - pair[0].value) / 2.0]);
    }
    probes.extend([last.value, last.value + 1.0 + last.value.abs()]);
    let score = |probe: &f64| rules.run(Given::Typed(&probe.to_string())).map(|tried| tried.score);
    let scores = probes.iter().map(score).collect::<Result<Vec<f64>, TooMuch>>()?;
    Ok(ranges(&named, &scores))
}

fn named(comparison: &Comparison<'_>) -> Option<Named> {
    let is_number = comparison.is_bound() || (comparison.how == How::Equal && comparison.case.is_none());
    comparison.number.filter(|_| is_number).map(|value| Named { value, text: comparison.text.clone() })
}

/// The named numbers are at the odd places of the scores.
fn ranges(named: &[Named], scores: &[f64]) -> Option<Found> {
    let best = scores.iter().copied().fold(0.0, f64::max);
    if same(best, 0.0) {
        return None;
    }
    let partial = scores.iter().any(|score| *score > 0.0 && !same(*score, best));
    let (mut ranges, mut open, mut place) = (Vec::new(), false, 0);
    while place < scores.len() {
        let run = scores[place..].iter().take_while(|score| same(**score, best)).count();
        if run > 0 {
            let (first, last) = (place, place + run - 1);
            if first == 0 || last + 1 == scores.len() {
                return None;
            }
            open |= first % 2 == 0 || last % 2 == 0;
            ranges.push(range(&named[(first - 1) / 2], &named[last / 2])?);
        }
        place += run.max(1);
    }
    Some(Found { ranges, best, open, partial })
}

fn range(low: &Named, high: &Named) -> Option<NumberRange> {
    let text = if same(low.value, high.value) { low.text.clone() } else { format!("{}..{}", low.text, high.text) };
    text.parse().ok().or_else(|| NumberRange::between(low.value, high.value))
}
