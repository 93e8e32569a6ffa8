//! Form assembly: which questions an attempt gets, in which order, with which order of options.
//!
//! A form is a pure function of the blueprint, the pool with the candidate's history, and a seed that is stored with the
//! attempt.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::attempt::{Only, Practice};
use super::blueprint::Blueprint;
use super::id::{ObjectiveId, QuestionName, RevisionId};
use super::question::Verdict;

/// A question that may be drawn, and what this candidate already had of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawable {
    /// Its name in the exam.
    pub question: QuestionName,
    /// The revision that would be served.
    pub revision: RevisionId,
    /// How many options it has; 0 for a fill-in.
    pub options: usize,
    /// What the candidate already had of it.
    pub history: History,
}

/// What a candidate already had of one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// When it was last on a mock exam's form.
    pub on_exam: Option<Timestamp>,
    /// When it was last seen at all.
    pub seen: Option<Timestamp>,
    /// The last verdict on it.
    pub verdict: Option<Verdict>,
    /// Whether it was flagged the last time.
    pub flagged: bool,
    /// Whether it is on a mock exam that is still open: no practice may give its key away meanwhile.
    pub on_open_exam: bool,
    /// Whether it is on a practice that is still open, which may show its key at any time.
    pub on_open_practice: bool,
}

/// The drawable questions by objective.
pub type Pool = BTreeMap<ObjectiveId, Vec<Drawable>>;

/// One place on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The objective it counts for.
    pub objective: ObjectiveId,
    /// The question's name.
    pub question: QuestionName,
    /// The revision served.
    pub revision: RevisionId,
    /// The options as shown, each by its place in the file.
    pub option_order: Vec<usize>,
}

/// Why no form could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Shortage {
    /// The bank has fewer questions for an objective than its weight asks for.
    #[error("objective {objective} has {held} questions and needs {needed}")]
    Objective {
        /// Which objective.
        objective: ObjectiveId,
        /// How many the bank holds.
        held: usize,
        /// Its weight.
        needed: usize,
    },
    /// No question is left after the choices that were made.
    #[error("no question fits these choices")]
    Nothing,
}

/// A mock exam: exactly the weights, the questions that were not on an exam form before, then those longest ago.
///
/// Within an objective the order is: never seen, seen only in practice, on an exam form (longest ago first); chance decides
/// between equals. A question so comes back only when its objective's pool is exhausted.
pub fn exam(blueprint: &Blueprint, pool: &Pool, seed: u64) -> Result<Vec<Place>, Shortage> {
    let mut shuffle = Shuffle::new(seed);
    let mut form = Vec::with_capacity(usize::from(blueprint.questions()));
    for objective in blueprint.objectives() {
        let needed = usize::from(objective.weight);
        let held = pool.get(&objective.id).map_or(&[][..], Vec::as_slice);
        if held.len() < needed {
            return Err(Shortage::Objective { objective: objective.id.clone(), held: held.len(), needed });
        }
        let mut order: Vec<&Drawable> = held.iter().collect();
        shuffle.apply(&mut order);
        order.sort_by_key(|drawable| {
            (drawable.history.on_exam, drawable.history.on_open_practice, drawable.history.seen)
        });
        let drawn = order.into_iter().take(needed);
        form.extend(drawn.map(|drawable| (objective.id.clone(), drawable)));
    }
    Ok(places(form, &mut shuffle))
}

/// A practice: up to `count` questions of the chosen objectives, spread evenly over them, unseen and longest unseen first.
/// What is on a mock exam that is still open is left out: its keys are not told before the hand-in.
pub fn practice(blueprint: &Blueprint, pool: &Pool, choice: &Practice, seed: u64) -> Result<Vec<Place>, Shortage> {
    let mut shuffle = Shuffle::new(seed);
    let fits = |drawable: &&Drawable| {
        !drawable.history.on_open_exam
            && match choice.only {
                Only::All => true,
                Only::Unseen => drawable.history.seen.is_none(),
                Only::Missed => drawable.history.verdict.is_some_and(|verdict| verdict != Verdict::Right),
                Only::Flagged => drawable.history.flagged,
            }
    };
    let mut queues: Vec<(ObjectiveId, Vec<&Drawable>)> = Vec::new();
    for objective in blueprint.objectives() {
        if !choice.objectives.is_empty() && !choice.objectives.contains(&objective.id) {
            continue;
        }
        let mut order: Vec<&Drawable> = pool.get(&objective.id).into_iter().flatten().filter(fits).collect();
        shuffle.apply(&mut order);
        // The best comes last, to be popped.
        order.sort_by_key(|drawable| std::cmp::Reverse(drawable.history.seen));
        queues.push((objective.id.clone(), order));
    }
    shuffle.apply(&mut queues);
    let mut form = Vec::new();
    let wanted = usize::from(choice.count);
    while form.len() < wanted && queues.iter().any(|(_, queue)| !queue.is_empty()) {
        for (objective, queue) in &mut queues {
            if form.len() < wanted
                && let Some(drawable) = queue.pop()
            {
                form.push((objective.clone(), drawable));
            }
        }
    }
    if form.is_empty() { Err(Shortage::Nothing) } else { Ok(places(form, &mut shuffle)) }
}

fn places(mut drawn: Vec<(ObjectiveId, &Drawable)>, shuffle: &mut Shuffle) -> Vec<Place> {
    shuffle.apply(&mut drawn);
    drawn
        .into_iter()
        .map(|(objective, drawable)| {
            let mut option_order: Vec<usize> = (0..drawable.options).collect();
            shuffle.apply(&mut option_order);
            Place { objective, question: drawable.question.clone(), revision: drawable.revision, option_order }
        })
        .collect()
}

/// `SplitMix64` (Steele, Lea, Flood: “Fast splittable pseudorandom number generators”, OOPSLA 2014) with a Fisher–Yates
/// shuffle. Our own, because a stored seed must give the same form in every later version, which libraries do not promise.
struct Shuffle {
    state: u64,
}

impl Shuffle {
    fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`, by the high half of a product: its bias is below 2⁻⁵⁰ for any pool there is.
    fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * (bound as u128);
        usize::try_from(wide >> 64).expect("below a usize bound")
    }

    fn apply<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
