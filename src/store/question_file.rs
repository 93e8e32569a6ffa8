//! The files of questions as they were last read: what has not changed is not parsed again, and what differs from them is found.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::QueryBuilder;

use super::file_sync::sha256;
use super::reader::Reader;
use super::{StoreError, Tx, on, time, word};
use crate::exam::id::{ExamSlug, QuestionName};
use crate::exam::lifecycle::State;

/// How many rows one statement takes.
const ROWS: usize = 500;

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// The question.
    pub name: QuestionName,
    /// SHA-256 of all that decides whether the file is a question.
    pub print: [u8; 32],
    /// SHA-256 of its canonical text.
    pub hash: [u8; 32],
}

/// The hashes of canonical texts by the prints of their files, of all exams. Nothing where there is no database yet, or one that
/// this program has not brought up to date; nothing is made or changed. What is wrong with it is said when it is opened.
pub async fn peek(url: &str) -> HashMap<[u8; 32], [u8; 32]> {
    let Ok(mut reader) = Reader::open(url).await else { return HashMap::new() };
    let known = reader.snapshot(|tx| Box::pin(async move { known(tx).await })).await;
    reader.close().await;
    known.unwrap_or_default()
}

/// The hashes of canonical texts by the prints of their files, of all exams.
pub async fn known(tx: &mut Tx<'_>) -> Result<HashMap<[u8; 32], [u8; 32]>, StoreError> {
    let rows: Vec<(Vec<u8>, Vec<u8>)> =
        on!(tx, db => sqlx::query_as("SELECT print, hash FROM question_file").fetch_all(db).await)?;
    rows.into_iter().map(|(print, hash)| Ok((sha256("a file", print)?, sha256("a file", hash)?))).collect()
}

/// Notes files as they are now.
pub async fn put(tx: &mut Tx<'_>, exam: &ExamSlug, files: &[FileRead]) -> Result<(), StoreError> {
    for rows in files.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new("INSERT INTO question_file (exam, name, print, hash) ");
            insert.push_values(rows, |mut row, file| {
                row.push_bind(exam.to_string()).push_bind(file.name.to_string()).push_bind(file.print.to_vec())
                    .push_bind(file.hash.to_vec());
            });
            insert.push(" ON CONFLICT (exam, name) DO UPDATE SET print = excluded.print, hash = excluded.hash");
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

/// Forgets files that are gone.
pub async fn forget(tx: &mut Tx<'_>, exam: &ExamSlug, names: &[String]) -> Result<(), StoreError> {
    for names in names.chunks(ROWS) {
        on!(tx, db => {
            let mut delete = QueryBuilder::new("DELETE FROM question_file WHERE exam = ");
            super::names_in(delete.push_bind(exam.to_string()).push(" AND name"), names);
            delete.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

/// How many files of an exam are noted.
pub async fn count(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<usize, StoreError> {
    let (files,): (i64,) = on!(tx, db => sqlx::query_as("SELECT COUNT(*) FROM question_file WHERE exam = $1")
        .bind(exam.as_str()).fetch_one(db).await)?;
    super::count("files", files)
}

/// The names of the files of an exam that are noted.
pub async fn names(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = on!(tx, db => sqlx::query_as("SELECT name FROM question_file WHERE exam = $1")
        .bind(exam.as_str()).fetch_all(db).await)?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// The questions whose file is not what it was when page and file last agreed: it is new, has changed, or is gone.
pub async fn differing(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<Vec<QuestionName>, StoreError> {
    let rows: Vec<(String,)> = on!(tx, db => sqlx::query_as(
        "SELECT q.name FROM question q LEFT JOIN question_file f ON f.exam = q.exam AND f.name = q.name
         WHERE q.exam = $1 AND (f.hash IS NULL AND q.file_hash IS NOT NULL
                                OR f.hash IS NOT NULL AND (q.file_hash IS NULL OR q.file_hash <> f.hash))
         UNION ALL
         SELECT f.name FROM question_file f
         WHERE f.exam = $1 AND NOT EXISTS (SELECT 1 FROM question q WHERE q.exam = f.exam AND q.name = f.name)
         ORDER BY 1")
        .bind(exam.as_str()).fetch_all(db).await)?;
    rows.into_iter().map(|(name,)| word("question", &name)).collect()
}

/// A question whose newest text is not what its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The question.
    pub question: QuestionName,
    /// Its state here.
    pub state: State,
    /// Whether it has a file at all.
    pub has_file: bool,
    /// When it was changed here.
    pub updated_at: Timestamp,
}

/// The questions that were written or changed here and not in a file, the latest first.
pub async fn differences(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<Vec<Difference>, StoreError> {
    let rows: Vec<(String, String, Option<Vec<u8>>, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT q.name, q.state, q.file_hash, q.updated_at FROM question q JOIN revision r ON r.id = q.revision_id
         WHERE q.exam = $1 AND (q.file_hash IS NULL AND q.state <> 'retired'
                                OR q.file_hash <> r.hash OR q.file_hash IS NOT NULL AND q.state <> 'live')
         ORDER BY q.updated_at DESC, q.name")
        .bind(exam.as_str()).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(question, state, hash, updated_at)| {
            Ok(Difference {
                question: word("question", &question)?,
                state: word("state", &state)?,
                has_file: hash.is_some(),
                updated_at: time(updated_at)?,
            })
        })
        .collect()
}
