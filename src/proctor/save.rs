//! Taking an answer: checked against the question that was served, refused in words, stored before it is acknowledged.

use std::collections::BTreeSet;

use super::{Proctor, Sitting};
use crate::bank::BankedQuestion;
use crate::exam::clock;
use crate::exam::id::AttemptId;
use crate::exam::lang::Lang;
use crate::exam::question::{Kind, Response};
use crate::store::StoreError;
use crate::store::answers::{Sent, Stored};
use crate::store::end;
use crate::store::item::{self, Entry, Save, Saved};

/// The longest note, in characters.
const NOTE: usize = 2_000;

/// What a candidate sends for one item. Options are named by the letter they were shown with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<'s> {
    /// The letters chosen.
    pub choice: &'s [String],
    /// The text typed.
    pub text: &'s str,
    /// The letters struck out.
    pub struck: &'s [String],
    /// Marked to come back to.
    pub flagged: bool,
    /// A private note.
    pub note: String,
    /// The item's revision that was on the page.
    pub revision: u32,
    /// The language the question was shown in.
    pub content: Lang,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is stored; the item's revision now.
    Stored(u32),
    /// The item was changed elsewhere since the page was shown; what is stored stays. The item's revision now.
    Changed(u32),
    /// The item or the attempt takes no more answers.
    Closed,
}

/// Why an answer was not even tried.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// It names an option that was not shown, several of a single choice, or is too long.
    #[error("this answer does not fit the question")]
    Unfit,
    /// There is no such item on this form.
    #[error("no such item")]
    Unknown,
    /// The store failed; nothing was stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Proctor {
    /// Stores an answer of whoever holds a token, with as little ado as can be: the way that a page's script takes. Nothing if that
    /// cannot be, for whatever reason; the long way then tells which.
    pub async fn save_quickly(
        &self,
        token_hash: [u8; 32],
        attempt: AttemptId,
        position: u16,
        answer: &Answer<'_>,
    ) -> Result<Option<Stored>, SaveError> {
        // Whose it is, is asked with the answer itself.
        let Some(seat) = self.seat(attempt).await? else { return Ok(None) };
        let (Some(question), Some(order)) = (seat.question(position), seat.order(position)) else { return Ok(None) };
        let entry = entry(question, &order, answer)?;
        let (revision, content, now) = (answer.revision, answer.content, self.clock.now());
        Ok(self.store.answer(Sent { token_hash, attempt, position, revision, entry, content, now }).await?)
    }

    /// Stores an answer to the item at `position`, if the attempt still takes it.
    pub async fn save(&self, sitting: &Sitting, position: u16, answer: &Answer<'_>) -> Result<Taken, SaveError> {
        let item = sitting.item(position).ok_or(SaveError::Unknown)?;
        let now = self.clock.now();
        let entry = entry(sitting.question(item), &item.option_order.iter().copied(), answer)?;
        let Some(open) = sitting.open() else { return Ok(Taken::Closed) };
        if !open.accepts(now) {
            self.close(sitting.attempt.id).await?;
            return Ok(Taken::Closed);
        }
        let save = Save {
            attempt: sitting.attempt.id,
            position,
            revision: answer.revision,
            entry,
            content: answer.content,
            spent: clock::spent(sitting.attempt.last_event_at, now),
            now,
        };
        match self.store.write(move |tx| Box::pin(async move { item::save(tx, &save).await })).await? {
            Saved::Stored(revision) => Ok(Taken::Stored(revision)),
            Saved::Changed(revision) => Ok(Taken::Changed(revision)),
            Saved::ItemClosed | Saved::AttemptClosed => Ok(Taken::Closed),
            Saved::Unknown => Err(SaveError::Unknown),
        }
    }

    /// Closes one item of a practice with feedback at once, so that its key may be shown. An unanswered one stays open.
    /// Answers whether it is closed now.
    pub async fn check(&self, sitting: &Sitting, position: u16) -> Result<bool, SaveError> {
        let item = sitting.item(position).ok_or(SaveError::Unknown)?;
        if sitting.open().is_none() || !sitting.attempt.mode.feedback_at_once() {
            return Ok(false);
        }
        if item.closed_at.is_some() {
            return Ok(true);
        }
        let (attempt, now) = (sitting.attempt.id, self.clock.now());
        let question = std::sync::Arc::clone(sitting.question(item));
        let closed = self
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if end::lock_open(tx, &[attempt]).await?.is_empty() {
                        return Ok(false);
                    }
                    // Judged on what is stored now, not on what this request happened to read before.
                    let Some(item) = item::at(tx, attempt, position).await? else { return Ok(false) };
                    let verdict = question.question.verdict(&item.entry.response);
                    if verdict == crate::exam::question::Verdict::Unanswered {
                        return Ok(false);
                    }
                    item::close(tx, attempt, position, verdict, now).await?;
                    Ok(true)
                })
            })
            .await?;
        Ok(closed)
    }
}

/// What is to be stored for an answer, or that it does not fit. `order` has the options as they are shown, each by its place in the
/// file.
fn entry(
    question: &BankedQuestion,
    order: &(impl Iterator<Item = usize> + Clone),
    answer: &Answer<'_>,
) -> Result<Entry, SaveError> {
    let question = &question.question;
    let response = match &question.kind {
        Kind::FillIn(_) => Response::Text(answer.text.to_owned()),
        Kind::Single { .. } | Kind::Multiple { .. } => Response::Choice(places(order, answer.choice)?),
    };
    if !question.accepts(&response) || answer.note.chars().count() > NOTE {
        return Err(SaveError::Unfit);
    }
    Ok(Entry {
        response,
        struck: places(order, answer.struck)?.into_iter().collect(),
        note: answer.note.clone(),
        flagged: answer.flagged,
    })
}

/// From the letters of the page to the places in the file.
fn places(order: &(impl Iterator<Item = usize> + Clone), letters: &[String]) -> Result<BTreeSet<usize>, SaveError> {
    letters
        .iter()
        .map(|letter| {
            let [byte @ b'A'..=b'Z'] = letter.as_bytes() else { return Err(SaveError::Unfit) };
            order.clone().nth(usize::from(byte - b'A')).ok_or(SaveError::Unfit)
        })
        .collect()
}
