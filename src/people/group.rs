//! What admins do with groups.

use serde_json::json;

use crate::authoring::Desk;
use crate::exam::id::{CandidateId, GroupId};
use crate::store::candidate::Candidate;
use crate::store::group::{self, Named};
use crate::store::{StoreError, audit};

impl Desk {
    /// Makes a group. The same form twice makes one.
    pub async fn make_group(&self, admin: &Candidate, id: GroupId, name: String) -> Result<Named, StoreError> {
        let after = json!({ "name": name.trim() });
        let act = self.act(admin, "group-made", format!("group/{id}"), json!({}), after);
        let now = self.clock.now();
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let named = group::add(tx, id, &name, now).await?;
                    if matches!(named, Named::Done(_)) {
                        audit::add(tx, &act).await?;
                    }
                    Ok(named)
                })
            })
            .await
    }

    /// Gives a group another name.
    pub async fn rename_group(&self, admin: &Candidate, id: GroupId, name: String) -> Result<Named, StoreError> {
        let after = json!({ "name": name.trim() });
        let mut act = self.act(admin, "group-renamed", format!("group/{id}"), json!({}), after);
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let named = group::rename(tx, id, &name).await?;
                    if let Named::Done(before) = &named {
                        act.before = json!({ "name": before });
                        audit::add(tx, &act).await?;
                    }
                    Ok(named)
                })
            })
            .await
    }

    /// Deletes a group; its people stay. False when there was none.
    pub async fn delete_group(&self, admin: &Candidate, id: GroupId) -> Result<bool, StoreError> {
        let mut act = self.act(admin, "group-deleted", format!("group/{id}"), json!({}), json!({}));
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let Some(before) = group::delete(tx, id).await? else { return Ok(false) };
                    act.before = json!({ "name": before.name, "members": before.members });
                    audit::add(tx, &act).await?;
                    Ok(true)
                })
            })
            .await
    }

    /// Adds people to a group. Answers how many were not in it before.
    pub async fn add_to_group(
        &self,
        admin: &Candidate,
        id: GroupId,
        people: Vec<CandidateId>,
    ) -> Result<usize, StoreError> {
        let mut act = self.act(admin, "members-added", format!("group/{id}"), json!({}), json!({}));
        let now = self.clock.now();
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let added = group::add_members(tx, id, &people, now).await?;
                    if !added.is_empty() {
                        act.after = json!({ "people": added });
                        audit::add(tx, &act).await?;
                    }
                    Ok(added.len())
                })
            })
            .await
    }

    /// Takes somebody out of a group. False when they were not in it.
    pub async fn remove_from_group(
        &self,
        admin: &Candidate,
        id: GroupId,
        person: CandidateId,
    ) -> Result<bool, StoreError> {
        let before = json!({ "people": [person] });
        let act = self.act(admin, "member-removed", format!("group/{id}"), before, json!({}));
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    let removed = group::remove_member(tx, id, person).await?;
                    if removed {
                        audit::add(tx, &act).await?;
                    }
                    Ok(removed)
                })
            })
            .await
    }
}
