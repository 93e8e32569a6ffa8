//! Saving a text: a new revision, unless somebody else was quicker.

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::desk::{Desk, log};
use crate::bank::{card, format::write_draft};
use crate::exam::blueprint::Blueprint;
use crate::exam::draft::Draft;
use crate::exam::id::{ObjectiveId, QuestionName, RevisionId};
use crate::exam::lifecycle::State;
use crate::store::candidate::Candidate;
use crate::store::question::{self, NewRevision, Origin};
use crate::store::{StoreError, editing};

/// A text to be saved.
#[derive(Clone, Debug)]
pub struct Text {
    /// The question's name.
    pub name: QuestionName,
    /// The objective that it is for.
    pub objective: ObjectiveId,
    /// The text.
    pub draft: Draft,
    /// Why, in the author's words; may be empty.
    pub reason: String,
    /// The newest revision that the author knew; nothing for a new question.
    pub base: Option<RevisionId>,
    /// The revision's id, made when the form was shown: the same form twice saves once.
    pub id: RevisionId,
}

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is the newest revision, with this number.
    Stored(u32),
    /// It says what is stored already.
    Same,
}

/// Why a text was not saved. What was typed is kept in any case.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody saved another text since.
    #[error("somebody else saved another text since")]
    Changed(RevisionId),
    /// A new question needs another name.
    #[error("the name is taken")]
    NameTaken,
    /// The objective, or the area in it, is not one of the exam's.
    #[error("the exam has no such objective or area")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Saves a text as a draft. What is drawn stays what it is until the draft goes live.
    pub async fn save(&self, author: &Candidate, blueprint: &Blueprint, text: Text) -> Result<Saved, SaveError> {
        let owner = text.draft.area.as_ref().map(|area| blueprint.area(area).map(|(objective, _)| &objective.id));
        if blueprint.objective(&text.objective).is_none() || owner.is_some_and(|owner| owner != Some(&text.objective)) {
            return Err(SaveError::Unknown);
        }
        let exam = blueprint.slug.clone();
        let body = write_draft(&text.draft, &text.objective, &text.name);
        let new = NewRevision {
            exam: exam.clone(),
            name: text.name.clone(),
            id: text.id,
            hash: Sha256::digest(body.as_bytes()).into(),
            body,
            author: Some(author.id),
            origin: Origin::Page,
            reason: text.reason.trim().to_owned(),
            base: text.base,
            card: card::card(&text.draft, text.objective, &text.name),
            card_version: card::VERSION,
            state: State::Draft,
        };
        let act = self.act(
            author,
            "question-saved",
            format!("question/{exam}/{}", text.name),
            json!({ "revision": text.base }),
            json!({ "revision": text.id, "reason": new.reason }),
        );
        let (author, now) = (author.id, self.clock.now());
        let kept_as = if text.base.is_some() { text.name.to_string() } else { String::new() };
        let saved = self
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let saved = question::save(tx, &new, now).await?;
                    if matches!(saved, question::Saved::Stored(_)) {
                        log(tx, &act).await?;
                    }
                    if matches!(saved, question::Saved::Stored(_) | question::Saved::Same) {
                        editing::drop_of(tx, author, &exam, &kept_as).await?;
                    }
                    Ok(saved)
                })
            })
            .await?;
        match saved {
            question::Saved::Stored(number) => Ok(Saved::Stored(number)),
            question::Saved::Same => Ok(Saved::Same),
            question::Saved::Changed(newest) => Err(SaveError::Changed(newest)),
            question::Saved::NameTaken => Err(SaveError::NameTaken),
        }
    }
}
