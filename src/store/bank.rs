//! Revisions: what a candidate saw, for ever; and how often what is drawn of an exam has changed.

use std::collections::BTreeMap;

use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{StoreError, Tx, count, on};
use crate::exam::id::RevisionId;

/// A stored revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRevision {
    /// Which.
    pub id: RevisionId,
    /// Which exam.
    pub exam: String,
    /// The question's name.
    pub question: String,
    /// 1 for the first, counted per question.
    pub number: u32,
    /// The objective it belonged to.
    pub objective: String,
    /// The question file, or the text of a draft.
    pub body: String,
}

/// Notes that what is drawn of an exam has changed, so that every program that serves it reads it anew.
pub(super) async fn changed(tx: &mut Tx<'_>, exam: &str) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query(
        "INSERT INTO bank_version (exam, version) VALUES ($1, 1)
         ON CONFLICT (exam) DO UPDATE SET version = bank_version.version + 1")
        .bind(exam).execute(db).await.map(drop))?;
    Ok(())
}

/// How often what is drawn has changed, per exam.
pub async fn versions(tx: &mut Tx<'_>) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows: Vec<(String, i64)> =
        on!(tx, db => sqlx::query_as("SELECT exam, version FROM bank_version").fetch_all(db).await)?;
    Ok(rows.into_iter().collect())
}

/// How many ids one statement names: `SQLite` takes 32,766 parameters.
const IDS: usize = 10_000;

/// Revisions by id, in no particular order; unknown ids are left out.
pub async fn revisions(tx: &mut Tx<'_>, ids: &[RevisionId]) -> Result<Vec<StoredRevision>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(IDS) {
        let rows: Vec<(Uuid, String, String, i64, String, String)> = on!(tx, db => {
            let mut select =
                QueryBuilder::new("SELECT id, exam, question, number, objective, body FROM revision WHERE id IN (");
            let mut list = select.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            select.push(")");
            select.build_query_as().fetch_all(db).await
        })?;
        for (id, exam, question, number, objective, body) in rows {
            let number = count("revision number", number)?;
            found.push(StoredRevision { id: RevisionId::from(id), exam, question, number, objective, body });
        }
    }
    Ok(found)
}
