//! Revisions: what a candidate saw, for ever; and which revision of a question is drawn now.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{StoreError, Tx, count, millis, on};
use crate::exam::id::RevisionId;

/// How many rows one statement inserts: each has eight parameters, and `SQLite` takes 32,766 of them.
const ROWS: usize = 500;

/// A question as its file has it now.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Its name in the exam.
    pub question: String,
    /// The objective it belongs to.
    pub objective: String,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
    /// The file in its canonical form.
    pub body: String,
    /// The id to use if this turns out to be a new revision.
    pub id: RevisionId,
}

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
    /// The file in its canonical form.
    pub body: String,
}

#[derive(FromRow)]
struct Head {
    name: String,
    revision_id: Uuid,
    live: bool,
    hash: Vec<u8>,
    latest: i64,
}

/// Brings the stored questions of an exam in line with its files: a changed file is a new revision, a file that is gone
/// is no longer drawn. Answers which revision each question has now. Running it again changes nothing.
pub async fn sync(
    tx: &mut Tx<'_>,
    exam: &str,
    files: Vec<Incoming>,
    now: Timestamp,
) -> Result<BTreeMap<String, RevisionId>, StoreError> {
    let heads: Vec<Head> = on!(tx, db => sqlx::query_as(
        "SELECT q.name, q.revision_id, q.live, r.hash,
                (SELECT MAX(n.number) FROM revision n WHERE n.exam = q.exam AND n.question = q.name) AS latest
         FROM question q JOIN revision r ON r.id = q.revision_id WHERE q.exam = $1")
        .bind(exam).fetch_all(db).await)?;
    let mut heads: BTreeMap<String, Head> = heads.into_iter().map(|head| (head.name.clone(), head)).collect();
    let mut current = BTreeMap::new();
    let mut changed = Vec::new();
    for file in files {
        match heads.remove(&file.question) {
            Some(head) if head.live && head.hash == file.hash => {
                current.insert(file.question, RevisionId::from(head.revision_id));
            }
            head => {
                let same = head.as_ref().is_some_and(|head| head.hash == file.hash);
                let id = match &head {
                    Some(head) if same => RevisionId::from(head.revision_id),
                    _ => file.id,
                };
                current.insert(file.question.clone(), id);
                changed.push((file, id, (!same).then(|| head.map_or(1, |head| head.latest + 1))));
            }
        }
    }
    let gone: Vec<String> = heads.into_values().filter(|head| head.live).map(|head| head.name).collect();
    insert_revisions(tx, exam, &changed, now).await?;
    point_questions(tx, exam, &changed).await?;
    retire(tx, exam, &gone).await?;
    Ok(current)
}

/// A file, the revision it is now, and that revision's number if it is new.
type Change = (Incoming, RevisionId, Option<i64>);

async fn insert_revisions(tx: &mut Tx<'_>, exam: &str, changed: &[Change], now: Timestamp) -> Result<(), StoreError> {
    let new: Vec<_> = changed.iter().filter_map(|(file, id, number)| number.map(|n| (file, id, n))).collect();
    for rows in new.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO revision (id, exam, question, number, objective, hash, body, created_at) ");
            insert.push_values(rows, |mut row, (file, id, number)| {
                row.push_bind(id.0).push_bind(exam.to_owned()).push_bind(file.question.clone())
                    .push_bind(*number).push_bind(file.objective.clone()).push_bind(file.hash.to_vec())
                    .push_bind(file.body.clone()).push_bind(millis(now));
            });
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

async fn point_questions(tx: &mut Tx<'_>, exam: &str, changed: &[Change]) -> Result<(), StoreError> {
    for rows in changed.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new("INSERT INTO question (exam, name, revision_id, live) ");
            insert.push_values(rows, |mut row, (file, id, _)| {
                row.push_bind(exam.to_owned()).push_bind(file.question.clone()).push_bind(id.0).push_bind(true);
            });
            insert.push(" ON CONFLICT (exam, name) DO UPDATE SET revision_id = excluded.revision_id, live = excluded.live");
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

async fn retire(tx: &mut Tx<'_>, exam: &str, gone: &[String]) -> Result<(), StoreError> {
    for names in gone.chunks(ROWS) {
        on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE question SET live = FALSE WHERE exam = ");
            update.push_bind(exam.to_owned()).push(" AND name IN (");
            let mut list = update.separated(", ");
            for name in names {
                list.push_bind(name.clone());
            }
            update.push(")");
            update.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

/// Revisions by id, in no particular order; unknown ids are left out.
pub async fn revisions(tx: &mut Tx<'_>, ids: &[RevisionId]) -> Result<Vec<StoredRevision>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(Uuid, String, String, i64, String, String)> = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT id, exam, question, number, objective, body FROM revision WHERE id IN (");
        let mut list = select.separated(", ");
        for id in ids {
            list.push_bind(id.0);
        }
        select.push(")");
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter()
        .map(|(id, exam, question, number, objective, body)| {
            let number = count("revision number", number)?;
            Ok(StoredRevision { id: RevisionId::from(id), exam, question, number, objective, body })
        })
        .collect()
}
