//! What admins do to one account: its role, its suspension, its extra time.

use serde_json::json;

use crate::authoring::Desk;
use crate::exam::id::CandidateId;
use crate::exam::role::Role;
use crate::store::candidate::Candidate;
use crate::store::extra_time::{self, Granted};
use crate::store::rights::{self, Outcome, Suspension};
use crate::store::{StoreError, audit};

impl Desk {
    /// Gives an account another role, from its next request on. The last admin keeps theirs.
    pub async fn change_role(
        &self,
        admin: &Candidate,
        person: CandidateId,
        role: Role,
    ) -> Result<Outcome<Role>, StoreError> {
        let after = json!({ "role": role.as_str() });
        let mut act = self.act(admin, "role-changed", format!("person/{person}"), json!({}), after);
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let outcome = rights::set_role(tx, person, role).await?;
                    if let Outcome::Done(before) = outcome {
                        act.before = json!({ "role": before.as_str() });
                        audit::add(tx, &act).await?;
                    }
                    Ok(outcome)
                })
            })
            .await
    }

    /// Closes an account to its owner, and ends its sessions at once. The last admin's stays open.
    pub async fn suspend(
        &self,
        admin: &Candidate,
        person: CandidateId,
        reason: String,
    ) -> Result<Outcome<Option<Suspension>>, StoreError> {
        let after = json!({ "reason": reason });
        let mut act = self.act(admin, "person-suspended", format!("person/{person}"), json!({}), after);
        let now = self.clock.now();
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let outcome = rights::suspend(tx, person, &reason, now).await?;
                    if let Outcome::Done(before) = &outcome {
                        if let Some(before) = before {
                            act.before = json!({ "reason": before.reason });
                        }
                        audit::add(tx, &act).await?;
                    }
                    Ok(outcome)
                })
            })
            .await
    }

    /// Opens a suspended account again.
    pub async fn lift_suspension(
        &self,
        admin: &Candidate,
        person: CandidateId,
    ) -> Result<Outcome<Suspension>, StoreError> {
        let mut act = self.act(admin, "suspension-lifted", format!("person/{person}"), json!({}), json!({}));
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let outcome = rights::lift(tx, person).await?;
                    if let Outcome::Done(before) = &outcome {
                        act.before = json!({ "reason": before.reason });
                        audit::add(tx, &act).await?;
                    }
                    Ok(outcome)
                })
            })
            .await
    }

    /// Sets how much longer somebody has, and moves the end of the attempts that they are at.
    pub async fn grant_extra_time(
        &self,
        admin: &Candidate,
        person: CandidateId,
        factor: f64,
    ) -> Result<Outcome<Granted>, StoreError> {
        let mut act = self.act(admin, "extra-time-changed", format!("person/{person}"), json!({}), json!({}));
        let now = self.clock.now();
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let outcome = extra_time::set(tx, person, factor, now).await?;
                    if let Outcome::Done(granted) = outcome {
                        act.before = json!({ "extra_time": granted.before });
                        act.after = json!({ "extra_time": factor, "attempts_moved": granted.moved });
                        audit::add(tx, &act).await?;
                    }
                    Ok(outcome)
                })
            })
            .await
    }
}
