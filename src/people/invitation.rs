//! Inviting: links that admins make, take back, and that people who have an account accept.

use jiff::SignedDuration;
use serde_json::json;

use crate::authoring::Desk;
use crate::exam::id::{GroupId, InvitationId};
use crate::exam::role::Role;
use crate::store::StoreError;
use crate::store::audit::{self, Act};
use crate::store::candidate::Candidate;
use crate::store::invitation::{self, Made, Taken};

/// What is offered by a link.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What the invited become.
    pub role: Role,
    /// The group that they join.
    pub group: Option<GroupId>,
    /// For whom, in the admin's words.
    pub note: String,
    /// For how many days it is good.
    pub days: u16,
}

impl Desk {
    /// Makes an invitation for the token of this hash.
    pub async fn invite(&self, admin: &Candidate, token_hash: [u8; 32], offer: Offer) -> Result<Made, StoreError> {
        let now = self.clock.now();
        let id = InvitationId(self.random.uuid(now));
        let until = now.checked_add(SignedDuration::from_hours(i64::from(offer.days) * 24)).unwrap_or(now);
        let after = json!({ "role": offer.role.as_str(), "group": offer.group, "until": until.to_string() });
        let act = self.act(admin, "invitation-made", format!("invitation/{id}"), json!({}), after);
        let new = invitation::New {
            id,
            token_hash,
            role: offer.role,
            group: offer.group,
            note: offer.note,
            made_by: admin.id,
            expires_at: until,
        };
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let made = invitation::add(tx, &new, now).await?;
                    if made == Made::Done {
                        audit::add(tx, &act).await?;
                    }
                    Ok(made)
                })
            })
            .await
    }

    /// Takes an invitation back. False when it is not open any more.
    pub async fn withdraw_invitation(&self, admin: &Candidate, id: InvitationId) -> Result<bool, StoreError> {
        let act = self.act(admin, "invitation-withdrawn", format!("invitation/{id}"), json!({}), json!({}));
        let now = self.clock.now();
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let withdrawn = invitation::withdraw(tx, id, now).await?;
                    if withdrawn {
                        audit::add(tx, &act).await?;
                    }
                    Ok(withdrawn)
                })
            })
            .await
    }

    /// Somebody who has an account accepts. False when the link is not good any more.
    pub async fn accept_invitation(&self, person: &Candidate, token_hash: [u8; 32]) -> Result<bool, StoreError> {
        let mut act = self.act(person, "invitation-accepted", String::new(), json!({}), json!({}));
        let (id, now) = (person.id, self.clock.now());
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let Some(taken) = invitation::take(tx, token_hash, id, now).await? else { return Ok(false) };
                    describe(&mut act, &taken);
                    audit::add(tx, &act).await?;
                    Ok(true)
                })
            })
            .await
    }
}

/// Says in the log what an invitation has made of somebody.
pub(super) fn describe(act: &mut Act, taken: &Taken) {
    act.object = format!("invitation/{}", taken.id);
    act.before = json!({ "role": taken.before.as_str() });
    act.after = json!({ "role": taken.before.max(taken.role).as_str(), "group": taken.group });
}
