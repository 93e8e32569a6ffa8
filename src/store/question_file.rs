//! The files of questions as they were last read: what has not changed is not parsed again, and what differs from them is found.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::QueryBuilder;

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
    // One text for all: a hundred thousand rows would take longer on their way than it takes to read the files.
    let sql = if tx.is_postgres() {
        "SELECT string_agg(encode(print, 'hex') || encode(hash, 'hex'), ',') FROM question_file"
    } else {
        "SELECT string_agg(hex(print) || hex(hash), ',') FROM question_file"
    };
    let (pairs,): (Option<String>,) = on!(tx, db => sqlx::query_as(sql).fetch_one(db).await)?;
    let pair = |text: &str| Some((unhex(text.get(..64)?)?, unhex(text.get(64..)?)?));
    let corrupt = || StoreError::Corrupt("a file's hash".to_owned());
    let pairs = pairs.as_deref().into_iter().flat_map(|pairs| pairs.split(','));
    pairs.map(|text| pair(text).ok_or_else(corrupt)).collect()
}

/// Thirty-two bytes from their hexadecimal digits.
fn unhex(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 {
        return None;
    }
    let half = |digits: &str| u128::from_str_radix(digits, 16).ok();
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&half(digits.get(..32)?)?.to_be_bytes());
    bytes[16..].copy_from_slice(&half(digits.get(32..)?)?.to_be_bytes());
    Some(bytes)
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
    let here: Vec<(String, bool)> = on!(tx, db => sqlx::query_as(
        "SELECT f.name, q.file_hash IS NOT NULL FROM question_file f LEFT JOIN question q ON q.exam = f.exam AND q.name = f.name
         WHERE f.exam = $1 AND (q.file_hash IS NULL OR q.file_hash <> f.hash)")
        .bind(exam.as_str()).fetch_all(db).await)?;
    let (had,): (i64,) = on!(tx, db => sqlx::query_as(
        "SELECT COUNT(*) FROM question WHERE exam = $1 AND file_hash IS NOT NULL")
        .bind(exam.as_str()).fetch_one(db).await)?;
    let had: usize = super::count("files", had)?;
    let new = here.iter().filter(|(_, had)| !had).count();
    let mut names: Vec<String> = here.into_iter().map(|(name, _)| name).collect();
    // Where as many questions had a file as have one now, and each of these had one, none is gone: they need not be looked for.
    if had + new != count(tx, exam).await? {
        let gone: Vec<(String,)> = on!(tx, db => sqlx::query_as(
            "SELECT q.name FROM question q
             WHERE q.exam = $1 AND q.file_hash IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM question_file f WHERE f.exam = q.exam AND f.name = q.name)")
            .bind(exam.as_str()).fetch_all(db).await)?;
        names.extend(gone.into_iter().map(|(name,)| name));
    }
    names.sort_unstable();
    names.iter().map(|name| word("question", name)).collect()
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
