//! Whether a stored attempt is what the rules make of it: every verdict and score recomputed from the responses, and what must
//! hold of open and closed attempts.
//!
//! It takes what is stored as it stands, however wrong, and says in words what is.

use std::collections::HashMap;

use super::clock::GRACE;
use super::id::{AttemptId, RegradeId, RevisionId};
use super::question::{Question, Response, Verdict};
use super::regrade::{Decision, Judged, judge, score};
use super::scoring::Curve;

/// An attempt as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAttempt {
    /// Which.
    pub id: AttemptId,
    /// Of which exam.
    pub exam: String,
    /// Whether it takes answers.
    pub open: bool,
    /// When its time is or was up, in milliseconds; nothing where the clock is off.
    pub deadline: Option<i64>,
    /// How many items it says it has.
    pub questions: i64,
    /// How many of them it says count for nothing.
    pub excluded: i64,
    /// Items that were right.
    pub raw: Option<i64>,
    /// The score on the exam's scale.
    pub scaled: Option<i64>,
    /// Whether it passed.
    pub passed: Option<bool>,
}

/// An item as it is stored; nothing where what is stored cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredItem {
    /// From 1.
    pub position: i64,
    /// What was served.
    pub revision: RevisionId,
    /// What was answered.
    pub response: Option<Response>,
    /// When, in milliseconds.
    pub answered_at: Option<i64>,
    /// Whether it was checked by itself, in a practice with feedback at once.
    pub checked: bool,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The decision that it was judged by.
    pub decided: Option<RegradeId>,
}

/// The decision that holds for a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Which.
    pub id: RegradeId,
    /// What was decided.
    pub decision: Decision,
    /// Whose key applies.
    pub key: Option<RevisionId>,
}

/// What attempts are compared with.
pub struct Rules<'r> {
    /// The questions by the revision that was served, and those whose keys were decided on.
    pub questions: &'r HashMap<RevisionId, Question>,
    /// The decision that holds for each revision that there is one for.
    pub holding: &'r HashMap<RevisionId, Holding>,
    /// The exam's curve; without it no scaled score is recomputed.
    pub curve: Option<&'r Curve>,
}

/// What is wrong with an attempt, a sentence each; nothing where all is as it must be.
pub fn wrong(attempt: &StoredAttempt, items: &[StoredItem], rules: &Rules<'_>) -> Vec<String> {
    let mut found = form(attempt, items);
    let mut judged = Some(Vec::with_capacity(items.len()));
    for item in items {
        let mut say = |words: String| found.push(format!("item {}: {words}", item.position));
        if let Some(response) = &item.response {
            answered(attempt, item, response, &mut say);
        } else {
            say("its response cannot be read".to_owned());
        }
        let worth = verdict(attempt, item, rules, &mut say);
        judged = judged.zip(worth).map(|(mut all, one)| {
            all.push(one);
            all
        });
    }
    if attempt.open {
        if attempt.raw.is_some() || attempt.scaled.is_some() || attempt.passed.is_some() || attempt.excluded != 0 {
            found.push("it is open and has a score".to_owned());
        }
    } else if let Some(judged) = judged {
        result(attempt, &judged, rules.curve, &mut found);
    }
    found
}

/// Whether the form is whole.
fn form(attempt: &StoredAttempt, items: &[StoredItem]) -> Vec<String> {
    let complete = (1..).zip(items).all(|(position, item)| item.position == position);
    if complete && i64::try_from(items.len()) == Ok(attempt.questions) {
        return Vec::new();
    }
    vec![format!("its form of {} questions has {} items, not one at each position", attempt.questions, items.len())]
}

/// Whether the time of an answer is there exactly where an answer is, and no later than answers are taken.
fn answered(attempt: &StoredAttempt, item: &StoredItem, response: &Response, say: &mut impl FnMut(String)) {
    match item.answered_at {
        None if !response.is_blank() => say("it has an answer, and no time of it".to_owned()),
        Some(_) if response.is_blank() => say("it has the time of an answer, and no answer".to_owned()),
        Some(at) if !attempt.open => {
            let grace = i64::try_from(GRACE.as_millis()).unwrap_or(0);
            if let Some(late) = attempt.deadline.map(|deadline| at - deadline).filter(|late| *late > grace) {
                say(format!("it was answered {} after the deadline", seconds(late)));
            }
        }
        _ => {}
    }
}

fn seconds(millis: i64) -> String {
    format!("{}.{:03} s", millis / 1000, millis % 1000)
}

/// What an item is worth by the rules; says where something else is stored.
fn verdict(
    attempt: &StoredAttempt,
    item: &StoredItem,
    rules: &Rules<'_>,
    say: &mut impl FnMut(String),
) -> Option<Judged> {
    let settled = !attempt.open || item.checked;
    if !settled {
        if item.verdict.is_some() {
            say("it is open and has a verdict".to_owned());
        }
        return None;
    }
    // An item that was checked in an open attempt is decided about when that ends.
    let holding = rules.holding.get(&item.revision).filter(|_| !attempt.open);
    if item.decided != holding.map(|holding| holding.id) {
        say(match (item.decided, holding) {
            (Some(by), Some(latest)) => format!("it was judged by decision {by}, and {} is the latest", latest.id),
            (None, Some(latest)) => format!("it was not judged by decision {}", latest.id),
            (by, None) => format!(
                "it was judged by decision {}, which does not hold for it",
                by.map_or_else(String::new, |by| by.to_string())
            ),
        });
    }
    let response = item.response.as_ref()?;
    let key = holding.and_then(|holding| holding.key).unwrap_or(item.revision);
    let Some(question) = rules.questions.get(&key) else {
        say(format!("the text of revision {key} is not there or cannot be read"));
        return None;
    };
    let judged = judge(question, holding.map(|holding| holding.decision), response);
    if item.verdict != Some(judged.verdict) {
        let stored = item.verdict.map_or("nothing", Verdict::as_str);
        say(format!("its verdict is {stored}, and its response makes it {}", judged.verdict.as_str()));
    }
    Some(judged)
}

/// Whether the score is what the items make of it.
fn result(attempt: &StoredAttempt, judged: &[Judged], curve: Option<&Curve>, found: &mut Vec<String>) {
    // Without the exam's plan, how many are right is known all the same.
    let any = Curve { min: 0, pass: 0, max: 0, pass_share: 1.0 };
    let score = score(judged, curve.unwrap_or(&any));
    let mut compare = |what: &str, stored: Option<i64>, right: i64| {
        if stored != Some(right) {
            let stored = stored.map_or_else(|| "missing".to_owned(), |stored| stored.to_string());
            found.push(format!("its {what} is {stored}, and its items make it {right}"));
        }
    };
    compare("raw score", attempt.raw, score.right.into());
    compare("number of excluded questions", Some(attempt.excluded), attempt.questions - i64::from(score.questions));
    if curve.is_some() {
        compare("scaled score", attempt.scaled, score.scaled.into());
        if attempt.passed != Some(score.passed) {
            let word = |passed: bool| if passed { "passed" } else { "failed" };
            let stored = attempt.passed.map_or("neither passed nor failed", word);
            found.push(format!("it is {stored}, and its items make it {}", word(score.passed)));
        }
    }
}

#[cfg(test)]
mod tests;
