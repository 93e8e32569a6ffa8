//! Which numbers are right. What a number is worth changes only at the numbers that the item names, give or take a
//! tolerance; so these and one between each two of them are tried.

use super::{
    expression::Rounding,
    rules::{Given, NotUnderstood, Processing, Rules, Stop},
    typed::Typed,
    value::{Value, number, same},
};
use crate::{exam::question::NumberRange, interchange::xml::Element};

/// So many numbers are named at most.
const NAMED: usize = 200;
/// What compares numbers.
const COMPARISONS: [&str; 9] = ["match", "member", "equal", "notEqual", "equalRounded", "lt", "lte", "gt", "gte"];

/// A number that the item names, as it is written there.
#[derive(Clone, Debug)]
struct Named {
    value: f64,
    text: String,
}

/// The named numbers in order, and what was found at, before and after each.
#[derive(Debug, Default)]
pub(super) struct Tried {
    named: Vec<Named>,
    /// One more than twice as many: before the first, at the first, between the first and the second …
    scores: Vec<f64>,
}

/// Tries them.
pub(super) fn tried(field: &Typed<'_, '_>) -> Result<Tried, NotUnderstood> {
    let named = named(field);
    let (Some(first), Some(last)) = (named.first(), named.last()) else { return Ok(Tried::default()) };
    let mut probes = vec![first.value - 1.0 - first.value.abs()];
    for (place, one) in named.iter().enumerate() {
        probes.push(one.value);
        probes.push(
            named
                .get(place + 1)
                .map_or(last.value + 1.0 + last.value.abs(), |next| one.value + (next.value - one.value) / 2.0),
        );
    }
    let mut scores = Vec::with_capacity(probes.len());
    for probe in probes {
        let Some(score) = field.score(&probe.to_string())? else { return Ok(Tried::default()) };
        scores.push(score);
    }
    Ok(Tried { named, scores })
}

impl Tried {
    /// The highest score of all.
    pub(super) fn best(&self) -> f64 {
        self.scores.iter().copied().fold(0.0, f64::max)
    }

    /// Whether a number earns less than that, and more than nothing.
    pub(super) fn partial(&self, best: f64) -> bool {
        self.scores.iter().any(|score| *score > 0.0 && !same(*score, best))
    }

    /// Adds the ranges that earn this, and says whether they are exact: an end may have been left out there and not here.
    /// Nothing if one of them has no end.
    pub(super) fn ranges(&self, best: f64, ranges: &mut Vec<NumberRange>) -> Option<bool> {
        let (mut exact, mut place) = (true, 0);
        while place < self.scores.len() {
            let run = self.scores[place..].iter().take_while(|score| same(**score, best)).count();
            if run > 0 {
                let (first, last) = (place, place + run - 1);
                if first == 0 || last + 1 == self.scores.len() {
                    return None;
                }
                // The named numbers are at the odd places.
                exact &= first % 2 == 1 && last % 2 == 1;
                ranges.push(range(&self.named[(first - 1) / 2], &self.named[last / 2])?);
            }
            place += run.max(1);
        }
        Some(exact)
    }
}

fn range(low: &Named, high: &Named) -> Option<NumberRange> {
    let text = if same(low.value, high.value) { low.text.clone() } else { format!("{}..{}", low.text, high.text) };
    text.parse().ok().or_else(|| NumberRange::between(low.value, high.value))
}

/// The numbers that the item names, in order, each once.
fn named(field: &Typed<'_, '_>) -> Vec<Named> {
    let mut named = Vec::new();
    let mut add = |text: &str| {
        if let Some(value) = number(text) {
            named.push(Named { value, text: text.trim().to_owned() });
        }
    };
    if let Some(declaration) = field.rules().responses.get(field.response()) {
        declaration.correct.iter().for_each(|text| add(text));
        declaration.mapping.iter().flat_map(|mapping| &mapping.entries).for_each(|(key, _)| add(key));
    }
    if let Processing::Rules(rules) = field.rules().processing() {
        for comparison in COMPARISONS.map(|name| rules.find(name)).concat().into_iter().take(NAMED) {
            // What the rules cannot work out cannot be tried either.
            let _ = compared(field.rules(), comparison, &mut named);
        }
    }
    // A stable order: of equal numbers the one stays that was found first.
    named.sort_by(|a, b| a.value.total_cmp(&b.value));
    named.dedup_by(|later, earlier| same(later.value, earlier.value));
    named.truncate(NAMED);
    named
}

/// The numbers that an expression compares with.
fn compared(rules: &Rules<'_>, comparison: &Element, named: &mut Vec<Named>) -> Result<(), Stop> {
    let nothing = Given::new();
    let outcomes = rules.unanswered(&nothing);
    for part in comparison.elements().take(NAMED) {
        let Value::Number(value) = outcomes.evaluate(part)? else { continue };
        if part.name == "baseValue" {
            named.push(Named { value, text: part.text().trim().to_owned() });
        }
        let mut ends = vec![value];
        if comparison.name == "equalRounded"
            && let Some(rounding) = Rounding::of(comparison)
        {
            let (middle, half) = (rounding.round(value), rounding.unit(value) / 2.0);
            ends.extend([middle - half, middle + half]);
        }
        if comparison.name == "equal" && comparison.attribute("tolerance").is_some() {
            let (below, above) = outcomes.tolerances(comparison)?;
            for tolerance in [below, above] {
                let share = tolerance / 100.0;
                let absolute = [value - tolerance, value + tolerance];
                let relative =
                    [value * (1.0 - share), value * (1.0 + share), value / (1.0 - share), value / (1.0 + share)];
                ends.extend(absolute.into_iter().chain(relative));
            }
        }
        let found = ends.into_iter().filter_map(|end| NumberRange::between(end, end));
        named.extend(found.map(|end| Named { value: end.low(), text: end.to_string() }));
    }
    Ok(())
}
