//! Choosing between a question's file and what was written here.

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::desk::{Desk, log};
use crate::bank::card;
use crate::bank::format::{is_finished, read_draft, write_unfinished};
use crate::exam::draft::Draft;
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lifecycle::State;
use crate::store::candidate::Candidate;
use crate::store::file_choice::{self, Agreed, Sides};
use crate::store::file_sync::{Conflict, settle};
use crate::store::question::{self, Head, NewRevision, Origin};
use crate::store::{StoreError, Tx};

/// A question beside its file.
#[derive(Clone, Debug)]
pub struct Beside {
    /// What is stored.
    pub head: Head,
    /// The newest text as its file would be, as far as it is written.
    pub text: String,
    /// The conflict, if somebody has to choose.
    pub conflict: Option<Conflict>,
    /// What the file said when page and file last agreed.
    pub agreed: Option<Agreed>,
}

impl Beside {
    /// Both sides of the conflict, if there is one.
    pub fn sides(&self) -> Option<Sides> {
        let conflict = self.conflict.as_ref()?;
        let file = conflict.file.as_ref().map(|(hash, _)| *hash);
        Some(Sides { revision: self.head.revision, state: self.head.state, file })
    }

    /// Whether a choice that was seen as `seen` has been made already, in this way.
    fn is_done(&self, choice: Choice, seen: &Sides) -> bool {
        if self.conflict.is_some() {
            return false;
        }
        let file = self.agreed.as_ref().map(|agreed| agreed.hash);
        match choice {
            Choice::Mine => file == seen.file && (self.head.revision, self.head.state) == (seen.revision, seen.state),
            Choice::File => match seen.file {
                Some(hash) => {
                    let stands = matches!(self.head.state, State::InReview | State::Live);
                    stands && hash[..] == Sha256::digest(&self.head.body)[..]
                }
                None => self.head.state == State::Retired && file.is_none(),
            },
        }
    }
}

/// Which text is to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The file's: it becomes the newest text and goes live, or waits for a second person where the exam wants one; a file that is
    /// gone retires the question.
    File,
    /// The one written here: the file's is known, and not asked about again.
    Mine,
}

/// Why a choice was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    /// One of the sides is another by now, or somebody has chosen.
    #[error("one of the sides has changed since")]
    Changed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// A question beside its file; nothing if there is none of this name.
    pub async fn beside(&self, exam: &ExamSlug, name: &QuestionName) -> Result<Option<Beside>, StoreError> {
        let (slug, of) = (exam.clone(), name.clone());
        let read = self
            .store
            .read(|tx| {
                Box::pin(async move {
                    let Some(head) = question::head(tx, &slug, &of).await? else { return Ok(None) };
                    let conflict = file_choice::of(tx, &slug, &of).await?;
                    Ok(Some((head, conflict, file_choice::agreed(tx, &slug, &of).await?)))
                })
            })
            .await?;
        let Some((head, conflict, agreed)) = read else { return Ok(None) };
        let text =
            if is_finished(&head.body) { head.body.clone() } else { write_unfinished(&Self::draft_of(exam, &head)?) };
        Ok(Some(Beside { head, text, conflict, agreed }))
    }

    /// Ends the conflict about a question, if both sides are still those that the chooser saw. The same choice again changes
    /// nothing.
    pub async fn choose(
        &self,
        chooser: &Candidate,
        exam: &ExamSlug,
        beside: &Beside,
        seen: Sides,
        choice: Choice,
    ) -> Result<(), ChoiceError> {
        if beside.is_done(choice, &seen) {
            return Ok(());
        }
        let Some(conflict) = beside.conflict.clone().filter(|_| beside.sides() == Some(seen)) else {
            return Err(ChoiceError::Changed);
        };
        let new = match (choice, conflict.file) {
            (Choice::File, Some((hash, body))) => {
                let review = self.needs_review(exam, &beside.head.name, &conflict.objective, &hash).await?;
                let new = self.revision_of(exam, beside, conflict.objective, hash, body)?;
                // Who brings the text in answers for it, so that it is somebody else who approves it.
                Some(if review { NewRevision { author: Some(chooser.id), state: State::InReview, ..new } } else { new })
            }
            _ => None,
        };
        let name = &beside.head.name;
        let act = self.act(
            chooser,
            if choice == Choice::File { "file-taken" } else { "file-declined" },
            format!("question/{exam}/{name}"),
            json!({ "revision": seen.revision, "state": seen.state.as_str() }),
            json!({ "revision": new.as_ref().map_or(seen.revision, |new| new.id), "file": seen.file.is_some() }),
        );
        let (exam, name, now) = (exam.clone(), name.clone(), self.clock.now());
        let chosen = self
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if !file_choice::end(tx, &exam, &name, &seen).await? {
                        return Ok(false);
                    }
                    match (choice, new) {
                        (Choice::Mine, _) => {}
                        (Choice::File, Some(new)) => store(tx, &new, now).await?,
                        (Choice::File, None) => retire(tx, &exam, &name, &seen, now).await?,
                    }
                    settle(tx, &exam, &name, seen.file).await?;
                    log(tx, &act).await?;
                    Ok(true)
                })
            })
            .await?;
        if !chosen {
            return Err(ChoiceError::Changed);
        }
        self.library.refresh(&self.store).await?;
        Ok(())
    }

    /// Whether a file's text waits for a second person when somebody takes it: the exam wants one, and it is not what is drawn
    /// already.
    pub async fn needs_review(
        &self,
        exam: &ExamSlug,
        name: &QuestionName,
        objective: &ObjectiveId,
        hash: &[u8; 32],
    ) -> Result<bool, StoreError> {
        if !self.library.shelf(exam).is_some_and(|shelf| shelf.blueprint.second_person) {
            return Ok(false);
        }
        let (exam, name, objective, hash) = (exam.clone(), name.clone(), objective.clone(), *hash);
        let drawn = self
            .store
            .read(|tx| Box::pin(async move { file_choice::is_drawn(tx, &exam, &name, &objective, &hash).await }));
        drawn.await.map(|is_drawn| !is_drawn)
    }

    fn revision_of(
        &self,
        exam: &ExamSlug,
        beside: &Beside,
        objective: ObjectiveId,
        hash: [u8; 32],
        body: String,
    ) -> Result<NewRevision, StoreError> {
        let name = &beside.head.name;
        let draft: Draft = read_draft(&body, &objective, name)
            .map_err(|error| StoreError::Corrupt(format!("the file of {exam}/{name}: {error}")))?;
        Ok(NewRevision {
            exam: exam.clone(),
            name: name.clone(),
            id: RevisionId(self.random.uuid(self.clock.now())),
            hash,
            body,
            author: None,
            origin: Origin::File,
            reason: String::new(),
            base: Some(beside.head.revision),
            card: card::card(&draft, objective, name),
            card_version: card::VERSION,
            state: State::Live,
        })
    }
}

async fn store(tx: &mut Tx<'_>, new: &NewRevision, now: jiff::Timestamp) -> Result<(), StoreError> {
    match question::save(tx, new, now).await? {
        question::Saved::Stored(_) | question::Saved::Same => Ok(()),
        // The conflict has just been ended on this revision, in the same transaction.
        other => Err(StoreError::Corrupt(format!("question {}/{}: {other:?} while it was held", new.exam, new.name))),
    }
}

async fn retire(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    name: &QuestionName,
    seen: &Sides,
    now: jiff::Timestamp,
) -> Result<(), StoreError> {
    if seen.state != State::Retired {
        question::set_state(tx, exam, name, seen.revision, (seen.state, State::Retired), now).await?;
    }
    Ok(())
}
