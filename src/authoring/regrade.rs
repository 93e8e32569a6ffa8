//! Regrading: a question laid out with what was served of it, who a decision would concern, and the decision itself.

use std::collections::BTreeMap;

use serde_json::json;

use super::desk::{Desk, log};
use crate::exam::blueprint::Blueprint;
use crate::exam::id::{QuestionName, RegradeId, RevisionId};
use crate::exam::regrade::{Change, Decision, Misfit, Order, fits};
use crate::exam::scoring::{Curve, Score};
use crate::proctor::{Question, Questions};
use crate::store::candidate::Candidate;
use crate::store::question::{self, Head};
use crate::store::regrade::{self, Decided, Extent, NewRegrade, Served, concerned};
use crate::store::regraded::{self, Regrade};
use crate::store::{Store, StoreError};

/// How many earlier decisions are shown.
const DECISIONS: u32 = 10;
/// How many kinds of change a preview tells apart at most.
const GROUPS: usize = 40;

/// A text of a question that was served, or is drawn.
#[derive(Clone, Debug)]
pub struct ServedText {
    /// Which, and to how many.
    pub served: Served,
    /// The question as it was served.
    pub question: Question,
    /// Whether the key of the live text can judge what was answered to this one; nothing where no text is live.
    pub fits: Option<Result<(), Misfit>>,
}

/// A question laid out to be decided about.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The question.
    pub head: Head,
    /// What is drawn, with its number.
    pub live: Option<(RevisionId, u32)>,
    /// The texts that were served, the first first.
    pub texts: Vec<ServedText>,
    /// What was decided so far, the latest first.
    pub decided: Vec<Regrade>,
}

/// What is to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What.
    pub decision: Decision,
    /// About which texts: the number of the first and of the last.
    pub range: (u32, u32),
}

impl Ground {
    /// The number of the latest decision; 0 for none.
    pub fn latest(&self) -> i64 {
        self.decided.first().map_or(0, |regrade| regrade.number)
    }

    /// The texts that a decision is usually about: all that were served before the live one, or the live one alone.
    pub fn usual_range(&self) -> Option<(u32, u32)> {
        let first = self.texts.first()?.served.number;
        let live = self.live.map(|(_, number)| number);
        let before =
            self.texts.iter().map(|text| text.served.number).rfind(|number| live.is_none_or(|live| *number < live));
        Some((first, before.or(live).unwrap_or(first)))
    }

    /// The texts that a plan is about and can be carried out on.
    pub fn reached(&self, plan: Plan) -> impl Iterator<Item = &ServedText> {
        self.texts.iter().filter(move |text| {
            (plan.range.0..=plan.range.1).contains(&text.served.number)
                && (plan.decision != Decision::Key || text.fits == Some(Ok(())))
        })
    }

    fn order(&self, plan: Plan, curve: Curve) -> Order {
        let live = self.live.and_then(|(live, _)| self.texts.iter().find(|text| text.served.revision == live));
        let keys = self.reached(plan).map(|text| {
            let by = if plan.decision == Decision::Key { live.unwrap_or(text) } else { text };
            (text.served.revision, by.question.question.clone())
        });
        Order { decision: plan.decision, keys: keys.collect(), curve }
    }
}

/// Scores that would change alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Whether these are mock exams.
    pub is_exam: bool,
    /// What they are.
    pub old: Score,
    /// What they would be.
    pub new: Score,
    /// How many.
    pub attempts: u32,
}

/// What a plan would do. Nothing is written for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Closed attempts that have the question, and those whose score would change.
    pub extent: Extent,
    /// Open attempts, which will be scored by the decision when they end.
    pub open: u32,
    /// Mock exams that passed and would not any more.
    pub lost: u32,
    /// Mock exams that would pass and did not.
    pub won: u32,
    /// The changes: what decides about passing first, then mock exams, the most first. Bounded.
    pub groups: Vec<Group>,
    /// How many kinds of change there are.
    pub kinds: usize,
}

impl Preview {
    fn add(&mut self, change: &Change, kinds: &mut BTreeMap<(bool, [u16; 6]), Group>) {
        self.extent.concerned += 1;
        if !change.is_one() {
            return;
        }
        let (old, new, is_exam) = (change.before.score, change.score, change.before.is_exam);
        self.extent.changed += 1;
        self.lost += u32::from(is_exam && old.passed && !new.passed);
        self.won += u32::from(is_exam && !old.passed && new.passed);
        let key = (is_exam, [old.right, old.questions, old.scaled, new.right, new.questions, new.scaled]);
        kinds.entry(key).or_insert(Group { is_exam, old, new, attempts: 0 }).attempts += 1;
    }
}

/// A plan that is to be carried out.
#[derive(Clone, Debug)]
pub struct Resolve {
    /// The decision's id, made when the form was shown: the same form twice decides once.
    pub id: RegradeId,
    /// What is to be decided.
    pub plan: Plan,
    /// Why, for the candidates.
    pub reason: String,
    /// What was live when the preview was shown.
    pub live: Option<RevisionId>,
    /// The number of the latest decision when the preview was shown.
    pub after: i64,
}

impl Desk {
    /// Lays a question out; nothing if there is none of this name.
    pub async fn ground(&self, blueprint: &Blueprint, name: &QuestionName) -> Result<Option<Ground>, StoreError> {
        let (slug, of) = (blueprint.slug.clone(), name.clone());
        let read = self
            .store
            .read(|tx| {
                Box::pin(async move {
                    let Some(head) = question::head(tx, &slug, &of).await? else { return Ok(None) };
                    let served = regrade::served(tx, &slug, &of).await?;
                    Ok(Some((head, served, regraded::of_question(tx, &slug, &of, DECISIONS).await?)))
                })
            })
            .await?;
        let Some((head, served, decided)) = read else { return Ok(None) };
        let revisions = served.iter().map(|one| one.revision);
        let questions: Questions = self.library.questions(&self.store, revisions).await?;
        let newest = head.live.and_then(|live| questions.get(&live));
        let texts: Vec<ServedText> = served
            .into_iter()
            .filter_map(|served| {
                let question = questions.get(&served.revision)?.clone();
                let fits = newest.map(|newest| fits(&question.question, &newest.question));
                Some(ServedText { served, question, fits })
            })
            .collect();
        let number = |live| texts.iter().find(|text| text.served.revision == live).map(|text| text.served.number);
        let live = head.live.and_then(|live| Some((live, number(live)?)));
        Ok(Some(Ground { head, live, texts, decided }))
    }

    /// Who a plan would concern, and how.
    pub async fn preview(&self, blueprint: &Blueprint, ground: &Ground, plan: Plan) -> Result<Preview, StoreError> {
        let order = ground.order(plan, Curve::of(blueprint));
        let keys = order.keys.clone();
        let found = self.store.read(|tx| Box::pin(async move { concerned(tx, keys.keys(), None).await })).await?;
        let open = ground.reached(plan).map(|text| text.served.open).sum();
        let mut preview = Preview { open, ..Preview::default() };
        let mut kinds = BTreeMap::new();
        for change in found.into_iter().filter_map(|one| order.change(one)) {
            preview.add(&change, &mut kinds);
        }
        preview.kinds = kinds.len();
        preview.groups = kinds.into_values().collect();
        preview.groups.sort_by_key(|group| {
            let turns = group.is_exam && group.old.passed != group.new.passed;
            (!turns, !group.is_exam, std::cmp::Reverse(group.attempts))
        });
        preview.groups.truncate(GROUPS);
        Ok(preview)
    }

    /// Decides: one transaction with its line in the log. A decision that is there already changes nothing.
    pub async fn regrade(
        &self,
        author: &Candidate,
        blueprint: &Blueprint,
        ground: &Ground,
        resolve: Resolve,
    ) -> Result<Decided, StoreError> {
        let plan = resolve.plan;
        let order = ground.order(plan, Curve::of(blueprint));
        let key = (plan.decision == Decision::Key).then_some(resolve.live).flatten();
        let new = NewRegrade {
            id: resolve.id,
            exam: blueprint.slug.clone(),
            question: ground.head.name.clone(),
            key,
            range: plan.range,
            reason: resolve.reason,
            by: author.id,
            after: resolve.after,
        };
        // The order was made by what is live now, not by what was when the preview was shown.
        let stale = plan.decision == Decision::Key && (key.is_none() || key != ground.live.map(|(live, _)| live));
        if order.keys.is_empty() || stale {
            return Ok(Decided::Changed);
        }
        let mut act = self.act(
            author,
            "question-regraded",
            format!("question/{}/{}", new.exam, new.question),
            json!({ "latest": new.after }),
            json!({}),
        );
        let (id, now, rest) = (new.id, self.clock.now(), order.clone());
        let decided = self
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let decided = regrade::decide(tx, &new, &order, now).await?;
                    if let Decided::Done(extent) = decided {
                        act.after = json!({
                            "regrade": new.id, "decision": order.decision.as_str(), "key": new.key, "texts": [new.range.0, new.range.1],
                            "reason": new.reason, "concerned": extent.concerned, "changed": extent.changed,
                        });
                        log(tx, &act).await?;
                    }
                    Ok(decided)
                })
            })
            .await?;
        if let Decided::Done(_) = decided {
            settle(&self.store, blueprint, id, rest, now).await?;
        }
        Ok(decided)
    }
}

/// Reaches the attempts that began and ended while the decision was being made.
async fn settle(
    store: &Store,
    blueprint: &Blueprint,
    id: RegradeId,
    order: Order,
    now: jiff::Timestamp,
) -> Result<(), StoreError> {
    let exam = blueprint.slug.clone();
    store.write(move |tx| Box::pin(async move { regrade::settle(tx, &exam, id, &order, now).await.map(drop) })).await
}
