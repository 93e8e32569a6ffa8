//! Form assembly: which questions an attempt gets, in which order, with which order of options.
//!
//! A form is a pure function of the blueprint, the questions with the candidate's history, and a seed that is stored with the
//! attempt.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::attempt::{Only, Practice};
use super::blueprint::Blueprint;
use super::id::{ObjectiveId, QuestionName, RevisionId};
use super::question::Verdict;

/// A question that may be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawable {
    /// Its name in the exam.
    pub question: QuestionName,
    /// The revision that would be served.
    pub revision: RevisionId,
    /// How many options it has; 0 for a fill-in.
    pub options: usize,
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

/// The drawable questions of an exam by objective, the same for every candidate.
pub type Stock = BTreeMap<ObjectiveId, Vec<Drawable>>;

/// What a candidate already had, by question; those never had are not in it.
pub type Histories = HashMap<QuestionName, History>;

/// The drawable questions, with what one candidate already had of them.
#[derive(Clone, Copy, Debug)]
pub struct Pool<'p> {
    /// The questions.
    pub stock: &'p Stock,
    /// What the candidate had.
    pub histories: &'p Histories,
}

impl<'p> Pool<'p> {
    fn of(self, objective: &ObjectiveId) -> &'p [Drawable] {
        self.stock.get(objective).map_or(&[], Vec::as_slice)
    }

    fn history(self, drawable: &Drawable) -> History {
        // Nobody's first form is to pay for looking things up in nothing.
        if self.histories.is_empty() {
            return History::default();
        }
        self.histories.get(&drawable.question).copied().unwrap_or_default()
    }
}

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
pub fn exam(blueprint: &Blueprint, pool: Pool<'_>, seed: u64) -> Result<Vec<Place>, Shortage> {
    let mut shuffle = Shuffle::new(seed);
    let mut form = Vec::with_capacity(usize::from(blueprint.questions()));
    for objective in blueprint.objectives() {
        let needed = usize::from(objective.weight);
        let held = pool.of(&objective.id);
        if held.len() < needed {
            return Err(Shortage::Objective { objective: objective.id.clone(), held: held.len(), needed });
        }
        let mut order: Vec<&Drawable> = held.iter().collect();
        shuffle.apply(&mut order);
        let drawn = first(order, needed, |drawable| {
            let history = pool.history(drawable);
            (history.on_exam, history.on_open_practice, history.seen)
        });
        form.extend(drawn.into_iter().map(|drawable| (objective.id.clone(), drawable)));
    }
    Ok(places(form, &mut shuffle))
}

/// The first of them in the order of their keys; of equals, those that come first. As a rule so many have the least key there is,
/// that of a question never had, that the others need not be looked at, however many there are.
fn first<K: Default + Ord>(mut order: Vec<&Drawable>, needed: usize, key: impl Fn(&Drawable) -> K) -> Vec<&Drawable> {
    let least = K::default();
    let never_had: Vec<&Drawable> =
        order.iter().copied().filter(|drawable| key(drawable) == least).take(needed).collect();
    if never_had.len() == needed {
        return never_had;
    }
    order.sort_by_cached_key(|drawable| key(drawable));
    order.truncate(needed);
    order
}

/// A practice: up to `count` questions of the chosen objectives, spread evenly over them, unseen and longest unseen first.
/// What is on a mock exam that is still open is left out: its keys are not told before the hand-in.
pub fn practice(blueprint: &Blueprint, pool: Pool<'_>, choice: &Practice, seed: u64) -> Result<Vec<Place>, Shortage> {
    let mut shuffle = Shuffle::new(seed);
    let fits = |history: History| {
        !history.on_open_exam
            && match choice.only {
                Only::All => true,
                Only::Unseen => history.seen.is_none(),
                Only::Missed => history.verdict.is_some_and(|verdict| verdict != Verdict::Right),
                Only::Flagged => history.flagged,
            }
    };
    let mut queues: Vec<(ObjectiveId, Vec<&Drawable>)> = Vec::new();
    for objective in blueprint.objectives() {
        if !choice.objectives.is_empty() && !choice.objectives.contains(&objective.id) {
            continue;
        }
        let held = pool.of(&objective.id).iter();
        let mut order: Vec<&Drawable> = held.filter(|drawable| fits(pool.history(drawable))).collect();
        shuffle.apply(&mut order);
        // The best comes last, to be popped.
        order.sort_by_cached_key(|drawable| std::cmp::Reverse(pool.history(drawable).seen));
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
