//! Moving a text from state to state: to review, live, retired, back to draft.

use serde_json::json;

use super::desk::{Desk, Opened, log};
use crate::exam::blueprint::Blueprint;
use crate::exam::id::RevisionId;
use crate::exam::lifecycle::{self, Mover, Refusal, State};
use crate::store::candidate::Candidate;
use crate::store::{StoreError, question};

/// Where a text is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved(pub State);

/// Why a text stays where it is.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The rules say no.
    #[error("the text may not go there")]
    Refused(Refusal),
    /// Another text is the newest by now, or it is in another state.
    #[error("the question has changed since")]
    Changed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Moves the text that the mover has seen to another state. One that is there already stays there, silently.
    pub async fn move_on(
        &self,
        mover: &Candidate,
        blueprint: &Blueprint,
        opened: &Opened,
        seen: RevisionId,
        to: State,
    ) -> Result<Moved, MoveError> {
        let head = &opened.head;
        if head.revision != seen {
            return Err(MoveError::Changed);
        }
        if head.state == to {
            return Ok(Moved(to));
        }
        let who = Mover { role: mover.role, wrote_it: head.author == Some(mover.id) };
        let ready = self.judge(blueprint, &opened.draft, &head.objective, &head.name).is_ready();
        lifecycle::step(head.state, to, who, ready, blueprint.second_person).map_err(MoveError::Refused)?;
        let exam = blueprint.slug.clone();
        let act = self.act(
            mover,
            "question-moved",
            format!("question/{exam}/{}", head.name),
            json!({ "state": head.state.as_str() }),
            json!({ "state": to.as_str(), "revision": seen }),
        );
        let (name, from, now) = (head.name.clone(), head.state, self.clock.now());
        let moved = self
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let moved = question::set_state(tx, &exam, &name, seen, (from, to), now).await?;
                    if moved {
                        log(tx, &act).await?;
                    }
                    Ok(moved)
                })
            })
            .await?;
        if !moved {
            return Err(MoveError::Changed);
        }
        self.library.refresh(&self.store).await?;
        Ok(Moved(to))
    }
}
