//! Coming in: a new account, or a guest's that becomes one; by sign-up, by the first admin's link, by an invitation.

use jiff::Timestamp;
use serde_json::json;

use super::invitation::describe;
use crate::ambient::Random;
use crate::authoring::Desk;
use crate::exam::id::CandidateId;
use crate::exam::lang::Lang;
use crate::exam::role::Role;
use crate::store::audit::{self, Act};
use crate::store::{StoreError, Tx, candidate, invitation, setup};

/// Somebody who wants an account. What was typed has been checked.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// Their id: a guest's, or a new one.
    pub id: CandidateId,
    /// Whether nobody of that id is there yet.
    pub new: bool,
    /// The name that they want.
    pub name: String,
    /// The hash of their password.
    pub password_hash: String,
    /// The language of the pages.
    pub language: Lang,
    /// The look of the pages.
    pub theme: &'static str,
}

/// By which door somebody comes in. Links are known by the hash of their token, and used up by coming in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The sign-up page.
    SignUp,
    /// The link of the first admin.
    Setup([u8; 32]),
    /// An invitation.
    Invitation([u8; 32]),
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// The account is there.
    Done,
    /// Somebody has that name.
    NameTaken,
    /// The link is not good any more.
    NoLink,
}

impl Desk {
    /// Opens an account and uses the link up, or neither.
    pub async fn join(&self, newcomer: Newcomer, door: Door) -> Result<Joined, StoreError> {
        let desk = self.clone();
        self.store.write(move |tx| Box::pin(async move { desk.join_in(tx, &newcomer, door).await })).await
    }

    async fn join_in(&self, tx: &mut Tx<'_>, newcomer: &Newcomer, door: Door) -> Result<Joined, StoreError> {
        let (id, now) = (newcomer.id, self.clock.now());
        let good = match door {
            Door::SignUp => true,
            Door::Setup(hash) => setup::is_valid(tx, hash, now).await?,
            Door::Invitation(hash) => invitation::by_token(tx, hash)
                .await?
                .is_some_and(|invitation| invitation.state(now) == invitation::State::Open),
        };
        if !good {
            return Ok(Joined::NoLink);
        }
        // Asked before anybody is made, so that a refusal leaves no empty guest behind.
        if candidate::by_name(tx, &newcomer.name).await?.is_some() {
            return Ok(Joined::NameTaken);
        }
        if newcomer.new {
            candidate::add_guest(tx, id, newcomer.language, newcomer.theme, now).await?;
        }
        // From here on somebody else was quicker by a moment: nothing is kept, and the next try is told why.
        if !candidate::register(tx, id, &newcomer.name, &newcomer.password_hash).await? {
            return Err(StoreError::Busy);
        }
        match door {
            Door::SignUp => {}
            Door::Setup(hash) => {
                if !setup::consume(tx, hash, now).await? {
                    return Err(StoreError::Busy);
                }
                candidate::set_role(tx, id, Role::Admin).await?;
                let act = admin_made(&self.random, now, id, (Some(id), &newcomer.name));
                audit::add(tx, &act).await?;
            }
            Door::Invitation(hash) => {
                let taken = invitation::take(tx, hash, id, now).await?.ok_or(StoreError::Busy)?;
                let by = (Some(id), newcomer.name.as_str());
                let mut act = Act::plain(self.random.uuid(now), now, by, "invitation-accepted", String::new());
                describe(&mut act, &taken);
                audit::add(tx, &act).await?;
            }
        }
        Ok(Joined::Done)
    }
}

/// The act by which there is an admin whom no admin made: by the link of the first one, or on the command line.
pub fn admin_made(random: &Random, now: Timestamp, admin: CandidateId, by: (Option<CandidateId>, &str)) -> Act {
    let after = json!({ "role": Role::Admin.as_str() });
    Act { after, ..Act::plain(random.uuid(now), now, by, "admin-made", format!("person/{admin}")) }
}
