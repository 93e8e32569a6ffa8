//! Guests: candidates without a name, each with the session of the browser that came.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use sqlx::QueryBuilder;

use super::{StoreError, Tx, millis, on, padded};
use crate::exam::id::{CandidateId, SessionId};
use crate::exam::lang::Lang;

/// A guest who has just come.
#[derive(Clone, Debug)]
pub struct NewGuest {
    /// Who.
    pub id: CandidateId,
    /// The language of the pages.
    pub language: Lang,
    /// Their look.
    pub theme: String,
    /// When.
    pub now: Timestamp,
    /// The session.
    pub session: SessionId,
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// The browser as it names itself.
    pub user_agent: String,
}

/// Adds guests and their sessions.
pub(super) fn welcome<'a>(tx: &'a mut Tx<'_>, guests: Arc<[NewGuest]>) -> BoxFuture<'a, Result<Vec<()>, StoreError>> {
    Box::pin(async move {
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO candidate (id, language, theme, created_at, last_seen_at)
                 SELECT v.column1, v.column2, v.column3, v.column4, v.column4 FROM (");
            insert.push_values(padded(&guests), |mut row, guest| {
                row.push_bind(guest.map(|guest| guest.id.0)).push_bind(guest.map(|guest| guest.language.as_str()))
                    .push_bind(guest.map(|guest| guest.theme.clone())).push_bind(guest.map(|guest| millis(guest.now)));
            });
            insert.push(") AS v WHERE v.column1 IS NOT NULL");
            insert.build().execute(db).await.map(drop)
        })?;
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO session (candidate_id, id, token_hash, user_agent, created_at, last_seen_at)
                 SELECT v.column1, v.column2, v.column3, v.column4, v.column5, v.column5 FROM (");
            insert.push_values(padded(&guests), |mut row, guest| {
                row.push_bind(guest.map(|guest| guest.id.0)).push_bind(guest.map(|guest| guest.session.0))
                    .push_bind(guest.map(|guest| guest.token_hash.to_vec()))
                    .push_bind(guest.map(|guest| guest.user_agent.clone()))
                    .push_bind(guest.map(|guest| millis(guest.now)));
            });
            insert.push(") AS v WHERE v.column1 IS NOT NULL");
            insert.build().execute(db).await.map(drop)
        })?;
        Ok(vec![(); guests.len()])
    })
}
