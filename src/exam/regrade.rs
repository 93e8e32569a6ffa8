//! Regrading: what may be decided about a question after it was served, and what that makes of an item and of a score.
//!
//! What an item is worth follows from its response and from the *latest* decision about the revision that was served, and from
//! nothing else. So the same decision twice is one decision, of two the later one holds, and it makes no difference whether an
//! attempt was closed before a decision or after it.

use std::collections::BTreeMap;

use super::id::{AttemptId, RevisionId};
use super::lang::Lang;
use super::question::{Kind, Question, Response, Verdict};
use super::scoring::{Curve, Score, score_of};

/// What was decided about a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Another revision's key applies.
    Key,
    /// Everybody is right, also who answered nothing.
    Credit,
    /// It counts for nothing: neither as right nor as a question.
    Exclude,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Self; 3] = [Self::Key, Self::Credit, Self::Exclude];

    /// The decision as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Credit => "credit",
            Self::Exclude => "exclude",
        }
    }
}

impl std::str::FromStr for Decision {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|decision| decision.as_str() == text).ok_or(())
    }
}

/// What an item is worth: a verdict, and the decision that it was made by; nothing where the key that was served holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// The decision.
    pub decision: Option<Decision>,
}

impl Judged {
    /// Whether it is one of the questions that count.
    pub fn counts(self) -> bool {
        self.decision != Some(Decision::Exclude)
    }

    /// Whether it scores.
    pub fn scores(self) -> bool {
        self.counts() && self.verdict.is_right()
    }

    /// Whether it says something of what its candidate knows: a point that everybody gets does not.
    pub fn tells(self) -> bool {
        matches!(self.decision, None | Some(Decision::Key))
    }
}

/// Judges a response by the key of `key`: of the revision that was served, unless another's was decided on.
pub fn judge(key: &Question, decision: Option<Decision>, response: &Response) -> Judged {
    let verdict = match decision {
        Some(Decision::Credit) => Verdict::Right,
        None | Some(Decision::Key | Decision::Exclude) => key.verdict(response),
    };
    Judged { verdict, decision }
}

/// The score of items as they are judged.
pub fn score(items: &[Judged], curve: &Curve) -> Score {
    let count =
        |of: fn(Judged) -> bool| u16::try_from(items.iter().filter(|item| of(**item)).count()).unwrap_or(u16::MAX);
    score_of(count(Judged::scores), count(Judged::counts), curve)
}

/// A score after one of its items is judged otherwise.
pub fn rescore(old: &Score, was: Judged, is: Judged, curve: &Curve) -> Score {
    let moved = |count: u16, before: bool, after: bool| (count + u16::from(after)).saturating_sub(u16::from(before));
    score_of(moved(old.right, was.scores(), is.scores()), moved(old.questions, was.counts(), is.counts()), curve)
}

/// An item of a closed attempt that a decision is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Concerned {
    /// The attempt.
    pub attempt: AttemptId,
    /// The item.
    pub position: u16,
    /// The revision that was served.
    pub revision: RevisionId,
    /// What was answered.
    pub response: Response,
    /// How it was judged so far.
    pub judged: Judged,
    /// The attempt's score so far.
    pub score: Score,
    /// Whether the attempt is a mock exam: a practice is not passed or failed.
    pub is_exam: bool,
}

/// What a decision makes of a closed attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What was.
    pub before: Concerned,
    /// How the item is judged now.
    pub judged: Judged,
    /// The new score.
    pub score: Score,
}

impl Change {
    /// Whether the score is another one.
    pub fn is_one(&self) -> bool {
        self.score != self.before.score
    }
}

/// A decision with all that it takes to carry it out.
#[derive(Clone, Debug)]
pub struct Order {
    /// What was decided.
    pub decision: Decision,
    /// The revisions it holds for, each with the question whose key its responses are compared with: of the revision itself,
    /// or of the one whose key was decided on.
    pub keys: BTreeMap<RevisionId, Question>,
    /// The exam's curve.
    pub curve: Curve,
}

impl Order {
    /// What it makes of an attempt; nothing if it is not about the revision that was served there.
    pub fn change(&self, before: Concerned) -> Option<Change> {
        let judged = judge(self.keys.get(&before.revision)?, Some(self.decision), &before.response);
        let score = rescore(&before.score, before.judged, judged, &self.curve);
        Some(Change { before, judged, score })
    }
}

/// Why the key of a newer revision says nothing about the responses to an older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// One is answered by choosing, the other by typing.
    Kind,
    /// There are more options now, or fewer.
    Count {
        /// How many were served.
        served: usize,
        /// How many there are.
        newest: usize,
    },
    /// The same options stand in another order.
    Order,
    /// An option, counted from 1, says something else in every language.
    Text(usize),
    /// Another number of answers was asked for than is right now.
    Asked {
        /// How many were asked for.
        served: usize,
        /// How many are right.
        newest: usize,
    },
    /// Something else was to be typed.
    Instruction,
}

/// Whether the key of `newest` can judge what was answered to `served`: what was chosen must still mean the same.
pub fn fits(served: &Question, newest: &Question) -> Result<(), Misfit> {
    let (served_keys, newest_keys) = (served.kind.keys().len(), newest.kind.keys().len());
    match (&served.kind, &newest.kind) {
        (Kind::FillIn(old), Kind::FillIn(new)) if old.instruction == new.instruction => return Ok(()),
        (Kind::FillIn(_), Kind::FillIn(_)) => return Err(Misfit::Instruction),
        (Kind::FillIn(_), _) | (_, Kind::FillIn(_)) => return Err(Misfit::Kind),
        _ if served.option_count() != newest.option_count() => {
            return Err(Misfit::Count { served: served.option_count(), newest: newest.option_count() });
        }
        _ => {}
    }
    // A wording that was mended in one language is still the same option by the other.
    let same = |new: usize, old: usize| {
        Lang::ALL.into_iter().any(|lang| {
            words(&newest.body.get(lang).options[new].text) == words(&served.body.get(lang).options[old].text)
        })
    };
    let options = 0..served.option_count();
    for new in options.clone() {
        if same(new, new) {
            continue;
        }
        let elsewhere = options.clone().any(|old| same(new, old));
        return Err(if elsewhere { Misfit::Order } else { Misfit::Text(new + 1) });
    }
    if served_keys == newest_keys { Ok(()) } else { Err(Misfit::Asked { served: served_keys, newest: newest_keys }) }
}

/// A text as it is compared: however its words are spaced.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[cfg(test)]
mod tests;
