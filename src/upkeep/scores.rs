//! Whether every stored attempt is what the rules make of it: each score recomputed from its responses, some attempts at a
//! time, so that neither the number of attempts nor a service that is running meanwhile matters.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::bank::BankedQuestion;
use crate::exam::consistency::{Rules, wrong};
use crate::exam::id::{AttemptId, RevisionId};
use crate::exam::question::Question;
use crate::exam::scoring::Curve;
use crate::store::StoreError;
use crate::store::bank::{StoredRevision, revisions};
use crate::store::check::{self, Page};
use crate::store::reader::Reader;

/// Attempts that are looked at together.
const PAGE: u32 = 200;
/// How many findings are told one by one.
const TOLD: usize = 50;
/// How many questions are kept in memory.
const QUESTIONS: usize = 20_000;

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In which attempt.
    pub attempt: AttemptId,
    /// What, as a sentence.
    pub what: String,
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Closed attempts.
    pub closed: u64,
    /// Open attempts.
    pub open: u64,
    /// Their items.
    pub items: u64,
    /// Closed attempts of exams whose plan is not known here, by exam: their scaled scores could not be recomputed.
    pub without_plan: BTreeMap<String, u64>,
    /// The first findings.
    pub findings: Vec<Finding>,
    /// How many there are.
    pub found: u64,
}

/// Looks at every attempt. `curves` are those of the exams that are known, by their names.
pub async fn check(
    reader: &mut Reader,
    curves: &BTreeMap<String, Curve>,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Outcome, StoreError> {
    let all = reader.snapshot(|tx| Box::pin(async move { check::attempts(tx).await })).await?;
    let (mut outcome, mut questions, mut after) = (Outcome::default(), HashMap::new(), None);
    loop {
        let page = reader.snapshot(|tx| Box::pin(async move { check::page(tx, after, PAGE).await })).await?;
        let Some((last, _)) = page.attempts.last() else { return Ok(outcome) };
        after = Some(last.id);
        learn(reader, &page, &mut questions).await?;
        for (attempt, items) in &page.attempts {
            let curve = curves.get(&attempt.exam);
            if attempt.open {
                outcome.open += 1;
            } else {
                outcome.closed += 1;
                if curve.is_none() {
                    *outcome.without_plan.entry(attempt.exam.clone()).or_default() += 1;
                }
            }
            outcome.items += items.len() as u64;
            let rules = Rules { questions: &questions, holding: &page.holding, curve };
            for what in wrong(attempt, items, &rules) {
                outcome.found += 1;
                if outcome.findings.len() < TOLD {
                    outcome.findings.push(Finding { attempt: attempt.id, what });
                }
            }
        }
        progress((outcome.open + outcome.closed).min(all), all);
    }
}

/// Reads the questions of a page that are not known yet. One that cannot be read stays unknown, and is found where it is asked
/// for.
async fn learn(
    reader: &mut Reader,
    page: &Page,
    questions: &mut HashMap<RevisionId, Question>,
) -> Result<(), StoreError> {
    let served = page.attempts.iter().flat_map(|(_, items)| items).map(|item| item.revision);
    let decided = page.holding.values().filter_map(|holding| holding.key);
    let wanted: HashSet<RevisionId> = served.chain(decided).collect();
    if questions.len() + wanted.len() > QUESTIONS {
        questions.clear();
    }
    let missing: Vec<RevisionId> = wanted.into_iter().filter(|id| !questions.contains_key(id)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let stored = reader.snapshot(|tx| Box::pin(async move { revisions(tx, &missing).await })).await?;
    questions.extend(stored.iter().filter_map(|revision| Some((revision.id, parse(revision)?))));
    Ok(())
}

fn parse(revision: &StoredRevision) -> Option<Question> {
    let (objective, name) = (revision.objective.parse().ok()?, revision.question.parse().ok()?);
    BankedQuestion::from_text(&revision.body, objective, name).ok().map(|banked| banked.question)
}
