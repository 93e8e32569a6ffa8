//! Changing many questions at once: shown first, done once, undone where nobody has changed anything since.

use std::collections::{BTreeMap, HashMap};

use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::desk::{Desk, log};
use crate::bank::card;
use crate::bank::format::write_draft;
use crate::exam::blueprint::Blueprint;
use crate::exam::bulk::{self as rules, Change, MOST, Outcome};
use crate::exam::draft::Draft;
use crate::exam::id::{BulkId, ExamSlug, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lifecycle::{Mover, State};
use crate::store::bulk::{self, Bulk, NewText, Planned, Step};
use crate::store::candidate::Candidate;
use crate::store::card::{self as cards, Filter};
use crate::store::question::{self, Head};
use crate::store::{StoreError, bank};

/// A change that was shown and not done for this long is let go.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Which questions are to be changed.
#[derive(Clone, Debug)]
pub enum Which {
    /// Those of these names.
    These(Vec<QuestionName>),
    /// All that a filter lets through.
    All(Filter),
}

/// Why a change cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// No question was chosen, or none is like that.
    #[error("no question is chosen")]
    Nothing,
    /// More than one change takes.
    #[error("too many questions")]
    TooMany,
    /// The exam has no such area.
    #[error("the exam has no such area")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Says what a change would do to each question, and keeps that. Nothing is changed yet. `list` is the query of the list
    /// that it is made from.
    pub async fn plan_change(
        &self,
        author: &Candidate,
        blueprint: &Blueprint,
        change: Change,
        which: Which,
        list: String,
    ) -> Result<BulkId, PlanError> {
        if let Change::Area(area) = &change
            && blueprint.area(area).is_none()
        {
            return Err(PlanError::Unknown);
        }
        let slug = blueprint.slug.clone();
        let heads = self
            .store
            .read(|tx| {
                Box::pin(async move {
                    let names = match which {
                        Which::These(names) => names,
                        Which::All(filter) => cards::names(tx, &slug, &filter, MOST + 1).await?,
                    };
                    if names.len() > MOST as usize {
                        Ok(None)
                    } else {
                        question::heads(tx, &slug, &names).await.map(Some)
                    }
                })
            })
            .await?
            .ok_or(PlanError::TooMany)?;
        if heads.is_empty() {
            return Err(PlanError::Nothing);
        }
        let now = self.clock.now();
        let bulk = Bulk {
            id: BulkId(self.random.uuid(now)),
            exam: blueprint.slug.clone(),
            author: Some(author.id),
            author_name: String::new(),
            change,
            list,
            created_at: now,
            done_at: None,
            undone_at: None,
            questions: 0,
        };
        let (desk, role, blueprint) = (self.clone(), author.clone(), blueprint.clone());
        let id = bulk.id;
        // Thousands of texts are linted: nobody else waits for that.
        let (bulk, planned) = tokio::task::spawn_blocking(move || {
            let planned = heads.iter().map(|head| desk.planned(&role, &blueprint, &bulk.change, head)).collect();
            (bulk, planned)
        })
        .await
        .map_err(|error| StoreError::Corrupt(error.to_string()))
        .and_then(|(bulk, planned): (Bulk, Result<Vec<Planned>, StoreError>)| Ok((bulk, planned?)))?;
        let stale = now.checked_sub(KEPT).unwrap_or(now);
        self.store.write(move |tx| Box::pin(async move { bulk::plan(tx, &bulk, &planned, stale).await })).await?;
        Ok(id)
    }

    fn planned(
        &self,
        author: &Candidate,
        blueprint: &Blueprint,
        change: &Change,
        head: &Head,
    ) -> Result<Planned, StoreError> {
        let mover = Mover { role: author.role, wrote_it: head.author == Some(author.id) };
        let draft = Self::draft_of(&blueprint.slug, head)?;
        let outcome = match rewritten(blueprint, change, head, &draft) {
            None => match change {
                Change::State(to) => {
                    let ready = || self.judge(blueprint, &draft, &head.objective, &head.name).is_ready();
                    rules::moved((head.state, *to), mover, ready, blueprint.second_person)
                }
                Change::Area(_) | Change::Level(_) => Outcome::Same,
            },
            Some((objective, draft)) => {
                let ready = || self.judge(blueprint, &draft, &objective, &head.name).is_ready();
                match rules::rewritten(head.state, mover, ready, blueprint.second_person) {
                    to if to == head.state => Outcome::Changed,
                    _ => Outcome::Drafted,
                }
            }
        };
        Ok(Planned {
            name: head.name.clone(),
            outcome,
            revision: head.revision,
            state: head.state,
            live: head.live,
            after: None,
            undone: false,
        })
    }

    /// A change with its questions; nothing if there is none. What is not done yet is seen by its maker alone.
    pub async fn change(
        &self,
        author: &Candidate,
        exam: &ExamSlug,
        id: BulkId,
    ) -> Result<Option<(Bulk, Vec<Planned>)>, StoreError> {
        let slug = exam.clone();
        let found = self
            .store
            .read(|tx| {
                Box::pin(async move {
                    let Some(bulk) = bulk::by_id(tx, &slug, id).await? else { return Ok(None) };
                    Ok(Some((bulk, bulk::questions(tx, id).await?)))
                })
            })
            .await?;
        Ok(found.filter(|(bulk, _)| bulk.done_at.is_some() || bulk.author == Some(author.id)))
    }

    /// Does a change that was shown, once: a second time changes nothing. Questions that have changed since they were shown
    /// are left alone. `reason` stands in the history of each new text.
    pub async fn carry_out(
        &self,
        author: &Candidate,
        blueprint: &Blueprint,
        bulk: Bulk,
        planned: &[Planned],
        reason: &str,
    ) -> Result<(), StoreError> {
        if bulk.done_at.is_some() {
            return Ok(());
        }
        let names: Vec<QuestionName> =
            planned.iter().filter(|one| one.outcome.is_change()).map(|one| one.name.clone()).collect();
        let slug = bulk.exam.clone();
        let heads = self.store.read(|tx| Box::pin(async move { question::heads(tx, &slug, &names).await })).await?;
        let mut heads: HashMap<QuestionName, Head> = heads.into_iter().map(|head| (head.name.clone(), head)).collect();
        let mut steps = Vec::new();
        for one in planned.iter().filter(|one| one.outcome.is_change()) {
            // One that has changed since is left out; the store looks once more.
            let Some(head) = heads.remove(&one.name).filter(|head| head.revision == one.revision) else { continue };
            steps.push(self.step(blueprint, &bulk.change, one, &head, reason)?);
        }
        let mut act = self.act(
            author,
            "questions-changed",
            format!("exam/{}", bulk.exam),
            json!({}),
            json!({ "change": bulk.change.word(), "id": bulk.id }),
        );
        let now = self.clock.now();
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(names) = bulk::carry_out(tx, &bulk, &steps, card::VERSION, now).await? {
                        act.after["questions"] = json!(names);
                        log(tx, &act).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.library.refresh(&self.store).await
    }

    fn step(
        &self,
        blueprint: &Blueprint,
        change: &Change,
        one: &Planned,
        head: &Head,
        reason: &str,
    ) -> Result<Step, StoreError> {
        let draft = Self::draft_of(&blueprint.slug, head)?;
        let text = rewritten(blueprint, change, head, &draft).map(|(objective, draft)| {
            let body = write_draft(&draft, &objective, &head.name);
            NewText {
                id: RevisionId(self.random.uuid(self.clock.now())),
                hash: Sha256::digest(body.as_bytes()).into(),
                card: card::card(&draft, objective, &head.name),
                reason: reason.to_owned(),
                body,
            }
        });
        let to = match (change, one.outcome) {
            (Change::State(to), _) => *to,
            (_, Outcome::Drafted) => State::Draft,
            _ => one.state,
        };
        Ok(Step { name: one.name.clone(), base: one.revision, from: one.state, to, text })
    }

    /// Undoes a change, once, on every question that nobody has changed since.
    pub async fn undo(&self, author: &Candidate, bulk: Bulk, planned: &[Planned]) -> Result<(), StoreError> {
        let texts: Vec<RevisionId> = planned
            .iter()
            .filter(|one| one.after.is_some_and(|(revision, _)| revision != one.revision))
            .map(|one| one.revision)
            .collect();
        let stored = self.store.read(|tx| Box::pin(async move { bank::revisions(tx, &texts).await })).await?;
        let mut before = BTreeMap::new();
        for one in stored {
            let corrupt = |why: String| StoreError::Corrupt(format!("revision {}: {why}", one.id));
            let name: QuestionName = one.question.parse().map_err(|_| corrupt("its name".to_owned()))?;
            let objective: ObjectiveId = one.objective.parse().map_err(|_| corrupt("its objective".to_owned()))?;
            let draft = crate::bank::format::read_draft(&one.body, &objective, &name)
                .map_err(|error| corrupt(error.to_string()))?;
            before.insert(name.clone(), card::card(&draft, objective, &name));
        }
        let mut act = self.act(
            author,
            "questions-change-undone",
            format!("exam/{}", bulk.exam),
            json!({ "change": bulk.change.word() }),
            json!({ "id": bulk.id }),
        );
        let now = self.clock.now();
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(names) = bulk::put_back(tx, &bulk, before, card::VERSION, now).await? {
                        act.after["questions"] = json!(names);
                        log(tx, &act).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.library.refresh(&self.store).await
    }
}

/// The text with the change in it; nothing if the text stays as it is.
fn rewritten(blueprint: &Blueprint, change: &Change, head: &Head, draft: &Draft) -> Option<(ObjectiveId, Draft)> {
    match change {
        Change::State(_) => None,
        Change::Level(level) => (draft.level != Some(*level))
            .then(|| (head.objective.clone(), Draft { level: Some(*level), ..draft.clone() })),
        Change::Area(area) => {
            let (objective, _) = blueprint.area(area)?;
            (draft.area.as_ref() != Some(area) || head.objective != objective.id)
                .then(|| (objective.id.clone(), Draft { area: Some(area.clone()), ..draft.clone() }))
        }
    }
}
