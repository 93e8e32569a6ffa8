//! Imports: files that were looked at, what was said of them, and many questions stored at once.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use sqlx::types::Json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::question::NewRevision;
use super::{StoreError, Tx, count, millis, on, time, word};
use crate::exam::id::{CandidateId, ExamSlug, ImportId, ObjectiveId, QuestionName, RevisionId};

/// How many rows one statement takes.
const ROWS: usize = 500;

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Which.
    pub id: ImportId,
    /// Whose.
    pub author: CandidateId,
    /// For which exam.
    pub exam: ExamSlug,
    /// What the file was called.
    pub file_name: String,
    /// The file; empty once it is done.
    pub bytes: Vec<u8>,
    /// What its author said of it.
    pub choices: serde_json::Value,
    /// When it was uploaded.
    pub created_at: Timestamp,
    /// When it was done, and how many questions came in.
    pub done: Option<(Timestamp, u32)>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    author_id: Uuid,
    exam: String,
    file_name: String,
    bytes: Vec<u8>,
    choices: Json<serde_json::Value>,
    created_at: i64,
    done_at: Option<i64>,
    taken: Option<i64>,
}

impl Row {
    fn read(self) -> Result<Import, StoreError> {
        let done = match (self.done_at, self.taken) {
            (Some(at), Some(taken)) => Some((time(at)?, count("taken questions", taken)?)),
            _ => None,
        };
        Ok(Import {
            id: ImportId::from(self.id),
            author: CandidateId::from(self.author_id),
            exam: word("exam", &self.exam)?,
            file_name: self.file_name,
            bytes: self.bytes,
            choices: self.choices.0,
            created_at: time(self.created_at)?,
            done,
        })
    }
}

/// Keeps a file to be looked at. The same id again changes nothing.
pub async fn add(tx: &mut Tx<'_>, import: &Import) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query(
        "INSERT INTO import (id, author_id, exam, file_name, bytes, choices, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING")
        .bind(import.id.0).bind(import.author.0).bind(import.exam.as_str()).bind(&import.file_name).bind(&import.bytes)
        .bind(Json(&import.choices)).bind(millis(import.created_at))
        .execute(db).await.map(drop))?;
    Ok(())
}

/// An import of an author; nothing for an unknown id as for somebody else's.
pub async fn of_author(tx: &mut Tx<'_>, author: CandidateId, id: ImportId) -> Result<Option<Import>, StoreError> {
    let row: Option<Row> = on!(tx, db => sqlx::query_as("SELECT * FROM import WHERE id = $1 AND author_id = $2")
        .bind(id.0).bind(author.0).fetch_optional(db).await)?;
    row.map(Row::read).transpose()
}

/// Stores what an author says of an import that is not done.
pub async fn choose(tx: &mut Tx<'_>, id: ImportId, choices: &serde_json::Value) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE import SET choices = $2 WHERE id = $1 AND done_at IS NULL")
        .bind(id.0).bind(Json(choices)).execute(db).await.map(drop))?;
    Ok(())
}

/// Whether an import is still to be done.
pub async fn is_open(tx: &mut Tx<'_>, id: ImportId) -> Result<bool, StoreError> {
    let (open,): (i64,) = on!(tx, db => sqlx::query_as("SELECT COUNT(*) FROM import WHERE id = $1 AND done_at IS NULL")
        .bind(id.0).fetch_one(db).await)?;
    Ok(open == 1)
}

/// Notes that so many questions more have come in by an import.
pub async fn add_taken(tx: &mut Tx<'_>, id: ImportId, taken: u32) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE import SET taken = COALESCE(taken, 0) + $2 WHERE id = $1 AND done_at IS NULL")
        .bind(id.0).bind(i64::from(taken)).execute(db).await.map(drop))?;
    Ok(())
}

/// Notes that an import is done, and lets its bytes go. Answers how many questions have come in by it; nothing when it was done
/// before.
pub async fn finish(tx: &mut Tx<'_>, id: ImportId, now: Timestamp) -> Result<Option<u32>, StoreError> {
    let row: Option<(i64,)> = on!(tx, db => sqlx::query_as(
        "UPDATE import SET done_at = $2, taken = COALESCE(taken, 0), bytes = $3 WHERE id = $1 AND done_at IS NULL RETURNING taken")
        .bind(id.0).bind(millis(now)).bind(Vec::<u8>::new()).fetch_optional(db).await)?;
    row.map(|(taken,)| count("taken questions", taken)).transpose()
}

/// Lets imports go that were looked at before a time and never decided.
pub async fn delete_old(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    Ok(on!(tx, db => sqlx::query("DELETE FROM import WHERE created_at < $1 AND done_at IS NULL")
        .bind(millis(before)).execute(db).await.map(|done| done.rows_affected()))?)
}

/// Where categories and tags belong, as it was said before.
pub async fn rules(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<BTreeMap<String, String>, StoreError> {
    let rows: Vec<(String, String)> = on!(tx, db => sqlx::query_as("SELECT text, part FROM import_rule WHERE exam = $1")
        .bind(exam.as_str()).fetch_all(db).await)?;
    Ok(rows.into_iter().collect())
}

/// Remembers where categories and tags belong.
pub async fn remember(tx: &mut Tx<'_>, exam: &ExamSlug, rules: &BTreeMap<String, String>) -> Result<(), StoreError> {
    let rules: Vec<(&String, &String)> = rules.iter().collect();
    for rows in rules.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new("INSERT INTO import_rule (exam, text, part) ");
            insert.push_values(rows, |mut row, (text, part)| {
                row.push_bind(exam.to_string()).push_bind((*text).clone()).push_bind((*part).clone());
            });
            insert.push(" ON CONFLICT (exam, text) DO UPDATE SET part = excluded.part");
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

/// What is known of a question that an entry may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its newest revision.
    pub revision: RevisionId,
    /// The objective of it.
    pub objective: ObjectiveId,
    /// SHA-256 of its text.
    pub hash: Vec<u8>,
}

/// Every question of an exam by its name.
pub async fn known(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<HashMap<QuestionName, Known>, StoreError> {
    let rows: Vec<(String, Uuid, String, Vec<u8>)> = on!(tx, db => sqlx::query_as(
        "SELECT q.name, r.id, r.objective, r.hash FROM question q JOIN revision r ON r.id = q.revision_id WHERE q.exam = $1")
        .bind(exam.as_str()).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(name, id, objective, hash)| {
            Ok((
                word("question", &name)?,
                Known { revision: id.into(), objective: word("objective", &objective)?, hash },
            ))
        })
        .collect()
}

/// What an entry became that was imported before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// The question.
    pub question: QuestionName,
    /// SHA-256 of the entry as it was.
    pub hash: Vec<u8>,
}

/// Where a text came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The format and the entry's own identifier, or the hash of its text.
    pub name: String,
    /// SHA-256 of the entry.
    pub hash: [u8; 32],
}

/// What each entry became that was imported before, by where it came from.
pub async fn provenance(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<HashMap<String, Became>, StoreError> {
    let rows: Vec<(String, String, Vec<u8>)> = on!(tx, db => sqlx::query_as(
        "SELECT source, question, hash FROM provenance WHERE exam = $1")
        .bind(exam.as_str()).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(source, question, hash)| Ok((source, Became { question: word("question", &question)?, hash })))
        .collect()
}

/// Stores many texts at once as the newest revisions of their questions, each with where it came from. A question that was
/// changed since its `base` is left as it is. Answers how many were stored.
pub async fn store(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    texts: &[(NewRevision, Source)],
    now: Timestamp,
) -> Result<u32, StoreError> {
    let mut stored = 0;
    for rows in texts.chunks(ROWS) {
        let rows = unchanged(tx, exam, rows).await?;
        if rows.is_empty() {
            continue;
        }
        stored += u32::try_from(rows.len()).unwrap_or(u32::MAX);
        revisions(tx, exam, &rows, now).await?;
        questions(tx, exam, &rows, now).await?;
        let words = rows.iter().map(|(new, ..)| (new.name.to_string(), new.card.words.clone())).collect();
        super::card::put_words(tx, exam, words).await?;
        on!(tx, db => {
            let mut insert = QueryBuilder::new("INSERT INTO provenance (exam, source, question, hash) ");
            insert.push_values(&rows, |mut row, (new, source, _)| {
                row.push_bind(exam.to_string()).push_bind(source.name.clone()).push_bind(new.name.to_string())
                    .push_bind(source.hash.to_vec());
            });
            insert.push(" ON CONFLICT (exam, source) DO UPDATE SET question = excluded.question, hash = excluded.hash");
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(stored)
}

/// A text with where it came from, and the number of its revision.
type Numbered<'t> = (&'t NewRevision, &'t Source, i64);

/// Those whose question is still as it was when the file was looked at.
async fn unchanged<'t>(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    rows: &'t [(NewRevision, Source)],
) -> Result<Vec<Numbered<'t>>, StoreError> {
    let names: Vec<String> = rows.iter().map(|(new, _)| new.name.to_string()).collect();
    let heads: Vec<(String, Uuid, i64)> = on!(tx, db => {
        let mut select = QueryBuilder::new(
            "SELECT q.name, q.revision_id,
                    (SELECT MAX(n.number) FROM revision n WHERE n.exam = q.exam AND n.question = q.name) FROM question q WHERE q.exam = ");
        super::names_in(select.push_bind(exam.to_string()).push(" AND q.name"), &names);
        select.build_query_as().fetch_all(db).await
    })?;
    let heads: HashMap<String, (RevisionId, i64)> =
        heads.into_iter().map(|(name, id, number)| (name, (id.into(), number))).collect();
    Ok(rows
        .iter()
        .filter_map(|(new, source)| match (heads.get(new.name.as_str()), new.base) {
            (None, None) => Some((new, source, 1)),
            (Some((newest, number)), Some(base)) if *newest == base => Some((new, source, number + 1)),
            _ => None,
        })
        .collect())
}

async fn revisions(tx: &mut Tx<'_>, exam: &ExamSlug, rows: &[Numbered<'_>], now: Timestamp) -> Result<(), StoreError> {
    on!(tx, db => {
        let mut insert = QueryBuilder::new(
            "INSERT INTO revision (id, exam, question, number, objective, hash, body, author_id, origin, reason, created_at) ");
        insert.push_values(rows, |mut row, (new, _, number)| {
            row.push_bind(new.id.0).push_bind(exam.to_string()).push_bind(new.name.to_string()).push_bind(*number)
                .push_bind(new.card.objective.to_string()).push_bind(new.hash.to_vec()).push_bind(new.body.clone())
                .push_bind(new.author.map(|author| author.0)).push_bind(new.origin.as_str()).push_bind(new.reason.clone())
                .push_bind(millis(now));
        });
        insert.build().execute(db).await.map(drop)
    })?;
    Ok(())
}

async fn questions(tx: &mut Tx<'_>, exam: &ExamSlug, rows: &[Numbered<'_>], now: Timestamp) -> Result<(), StoreError> {
    on!(tx, db => {
        let mut insert = QueryBuilder::new(
            "INSERT INTO question (exam, name, revision_id, state, updated_at, card_version, objective, area, kind, level, checked,
                                   languages, title) ");
        insert.push_values(rows, |mut row, (new, ..)| {
            let card = &new.card;
            row.push_bind(exam.to_string()).push_bind(new.name.to_string()).push_bind(new.id.0).push_bind(new.state.as_str())
                .push_bind(millis(now)).push_bind(new.card_version).push_bind(card.objective.to_string())
                .push_bind(card.area.clone()).push_bind(card.kind).push_bind(card.level).push_bind(card.checked.clone())
                .push_bind(card.languages.clone()).push_bind(card.title.clone());
        });
        insert.push(
            " ON CONFLICT (exam, name) DO UPDATE SET revision_id = excluded.revision_id, state = excluded.state,
                 updated_at = excluded.updated_at, card_version = excluded.card_version, objective = excluded.objective,
                 area = excluded.area, kind = excluded.kind, level = excluded.level, checked = excluded.checked,
                 languages = excluded.languages, title = excluded.title");
        insert.build().execute(db).await.map(drop)
    })?;
    Ok(())
}
