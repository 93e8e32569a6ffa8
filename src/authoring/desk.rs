//! The desk: everything that writing needs, and a question laid open on it.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::import::Queue;
use crate::ambient::{Clock, Random};
use crate::bank::format::read_draft;
use crate::bank::lint::{self, Finding, Severity};
use crate::exam::blueprint::Blueprint;
use crate::exam::draft::{Draft, Gap};
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName, RevisionId};
use crate::proctor::Library;
use crate::store::audit::{self, Act};
use crate::store::bank::revisions;
use crate::store::candidate::Candidate;
use crate::store::editing::{self, Editing};
use crate::store::question::{self, Head};
use crate::store::{Store, StoreError, Tx};

/// Who typed on a question within this time counts as working on it.
const RECENT: SignedDuration = SignedDuration::from_mins(30);

/// What writing needs. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    /// Where questions are kept.
    pub store: Store,
    /// What is drawn.
    pub library: Library,
    /// The time that counts.
    pub clock: Clock,
    /// For ids.
    pub random: Random,
    /// Where files wait to be read.
    pub queue: Queue,
}

/// A question laid open.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What is stored.
    pub head: Head,
    /// The newest text.
    pub draft: Draft,
    /// What its opener has typed and not saved, if it was kept.
    pub unsaved: Option<Editing>,
    /// Who else has typed on it lately, and when last.
    pub others: Vec<(String, Timestamp)>,
}

impl Desk {
    /// Lays a question open for an author; nothing if there is none of this name.
    pub async fn open(
        &self,
        author: &Candidate,
        exam: &ExamSlug,
        name: &QuestionName,
    ) -> Result<Option<Opened>, StoreError> {
        let (id, slug, of) = (author.id, exam.clone(), name.clone());
        let now = self.clock.now();
        let since = now.checked_sub(RECENT).unwrap_or(now);
        let read = self
            .store
            .read(|tx| {
                Box::pin(async move {
                    let Some(head) = question::head(tx, &slug, &of).await? else { return Ok(None) };
                    let unsaved = editing::of(tx, id, &slug, of.as_str()).await?;
                    Ok(Some((head, unsaved, editing::others(tx, id, &slug, &of, since).await?)))
                })
            })
            .await?;
        let Some((head, unsaved, others)) = read else { return Ok(None) };
        let draft = Self::draft_of(exam, &head)?;
        Ok(Some(Opened { head, draft, unsaved, others }))
    }

    /// What an author has typed of a new question and not saved.
    pub async fn unsaved_new(&self, author: &Candidate, exam: &ExamSlug) -> Result<Option<Editing>, StoreError> {
        let (id, slug) = (author.id, exam.clone());
        self.store.read(|tx| Box::pin(async move { editing::of(tx, id, &slug, "").await })).await
    }

    /// The text of any revision of a question, with its objective and number; nothing for a revision of another question.
    pub async fn revision(
        &self,
        exam: &ExamSlug,
        name: &QuestionName,
        id: RevisionId,
    ) -> Result<Option<(u32, ObjectiveId, Draft)>, StoreError> {
        let found = self.store.read(|tx| Box::pin(async move { revisions(tx, &[id]).await })).await?;
        let Some(stored) = found.into_iter().find(|one| one.exam == exam.as_str() && one.question == name.as_str())
        else {
            return Ok(None);
        };
        let corrupt = |why: String| StoreError::Corrupt(format!("revision {id}: {why}"));
        let objective: ObjectiveId = stored.objective.parse().map_err(|_| corrupt("its objective".to_owned()))?;
        let draft = read_draft(&stored.body, &objective, name).map_err(|error| corrupt(error.to_string()))?;
        Ok(Some((stored.number, objective, draft)))
    }

    /// Keeps what somebody has typed. An empty name is a new question.
    pub async fn keep(
        &self,
        author: &Candidate,
        exam: &ExamSlug,
        name: &str,
        editing: Editing,
    ) -> Result<(), StoreError> {
        let (id, slug, name) = (author.id, exam.clone(), name.to_owned());
        self.store.write(move |tx| Box::pin(async move { editing::keep(tx, id, &slug, &name, &editing).await })).await
    }

    /// Lets go of what somebody has typed.
    pub async fn let_go(&self, author: &Candidate, exam: &ExamSlug, name: &str) -> Result<(), StoreError> {
        let (id, slug, name) = (author.id, exam.clone(), name.to_owned());
        self.store.write(move |tx| Box::pin(async move { editing::drop_of(tx, id, &slug, &name).await })).await
    }

    /// What a draft lacks to be a question, or what the lint says of it once nothing is missing.
    pub fn judge(
        &self,
        blueprint: &Blueprint,
        draft: &Draft,
        objective: &ObjectiveId,
        name: &QuestionName,
    ) -> Judgement {
        let question = match draft.finish(objective.clone(), name.clone()) {
            Ok(question) => question,
            Err(gaps) => return Judgement { gaps, findings: Vec::new() },
        };
        let text = crate::bank::format::write(&question);
        // The day in the westernmost zone may be yesterday; a day ahead is none in the future anywhere.
        let today = self.clock.now().checked_add(SignedDuration::from_hours(14)).unwrap_or(self.clock.now());
        let today = jiff::tz::TimeZone::UTC.to_datetime(today).date();
        let file = std::path::Path::new(name.as_str());
        let findings = lint::lint_question(text.as_bytes(), file, blueprint, objective.clone(), name.clone(), today);
        Judgement { gaps: Vec::new(), findings }
    }

    pub(super) fn draft_of(exam: &ExamSlug, head: &Head) -> Result<Draft, StoreError> {
        read_draft(&head.body, &head.objective, &head.name)
            .map_err(|error| StoreError::Corrupt(format!("question {exam}/{}: {error}", head.name)))
    }

    /// An act to be logged.
    pub fn act(&self, actor: &Candidate, act: &str, object: String, before: Value, after: Value) -> Act {
        let now = self.clock.now();
        Act {
            id: self.random.uuid(now),
            at: now,
            actor: Some(actor.id),
            actor_name: actor.name.clone().unwrap_or_default(),
            act: act.to_owned(),
            object,
            before,
            after,
        }
    }
}

/// Logs an act in the transaction that does it.
pub(super) async fn log(tx: &mut Tx<'_>, act: &Act) -> Result<(), StoreError> {
    audit::add(tx, act).await
}

/// What there is to say of a text.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// What the lint found, once nothing is missing.
    pub findings: Vec<Finding>,
}

impl Judgement {
    /// Whether the text may go live.
    pub fn is_ready(&self) -> bool {
        self.gaps.is_empty() && self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }
}
