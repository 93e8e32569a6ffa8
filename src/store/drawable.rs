//! What drawing needs to know of every live text: facts that were derived from it, and are stored beside it.

use std::collections::BTreeSet;

use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{StoreError, Tx, on, word};
use crate::exam::facts::Facts;
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName, RevisionId};

/// How many rows one statement takes.
const ROWS: usize = 500;

/// A live text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The question.
    pub question: QuestionName,
    /// The revision.
    pub revision: RevisionId,
    /// The objective that it counts for, and how many options it has; nothing where its facts are not there, or not of this
    /// version.
    pub known: Option<(ObjectiveId, usize)>,
}

/// What is drawn of an exam, in no particular order.
pub async fn drawn(tx: &mut Tx<'_>, exam: &ExamSlug, version: i64) -> Result<Vec<Drawn>, StoreError> {
    // One text with a line for each question: a hundred thousand rows would take longer on their way than all else of a start.
    let sql = if tx.is_postgres() {
        "SELECT string_agg(q.name || ' ' || CAST(q.live_id AS TEXT)
                           || COALESCE(' ' || d.objective || ' ' || CAST(d.options AS TEXT), ''), ',')
         FROM question q LEFT JOIN drawable d
              ON d.exam = q.exam AND d.name = q.name AND d.revision_id = q.live_id AND d.version = $2
         WHERE q.exam = $1 AND q.live_id IS NOT NULL"
    } else {
        "SELECT string_agg(q.name || ' ' || hex(q.live_id) || COALESCE(' ' || d.objective || ' ' || d.options, ''), ',')
         FROM question q LEFT JOIN drawable d
              ON d.exam = q.exam AND d.name = q.name AND d.revision_id = q.live_id AND d.version = $2
         WHERE q.exam = $1 AND q.live_id IS NOT NULL"
    };
    let (lines,): (Option<String>,) =
        on!(tx, db => sqlx::query_as(sql).bind(exam.as_str()).bind(version).fetch_one(db).await)?;
    lines.as_deref().into_iter().flat_map(|lines| lines.split(',')).map(read).collect()
}

/// A line of what is drawn: name, revision, and where it is known, objective and number of options.
fn read(line: &str) -> Result<Drawn, StoreError> {
    let words: Vec<&str> = line.split(' ').collect();
    let (question, id, known) = match words[..] {
        [question, id] => (question, id, None),
        [question, id, objective, options] => {
            (question, id, Some((word("objective", objective)?, word("options", options)?)))
        }
        _ => return Err(StoreError::Corrupt(format!("what is drawn: \u{201c}{line}\u{201d}"))),
    };
    Ok(Drawn { question: word("question", question)?, revision: word("revision", id)?, known })
}

/// A live text with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithFacts {
    /// The question.
    pub question: QuestionName,
    /// The revision.
    pub revision: RevisionId,
    /// The objective that it counts for.
    pub objective: ObjectiveId,
    /// Its facts.
    pub facts: Facts,
}

/// Stores facts.
pub async fn put(tx: &mut Tx<'_>, exam: &ExamSlug, texts: &[WithFacts]) -> Result<(), StoreError> {
    for rows in texts.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO drawable (exam, name, version, revision_id, objective, options, sources, marks) ");
            insert.push_values(rows, |mut row, text| {
                let WithFacts { question, revision, objective, facts } = text;
                let marks: Vec<u8> = facts.marks.iter().flat_map(|mark| mark.to_be_bytes()).collect();
                row.push_bind(exam.to_string()).push_bind(question.to_string()).push_bind(facts.version)
                    .push_bind(revision.0).push_bind(objective.to_string())
                    .push_bind(i64::try_from(facts.options).unwrap_or(i64::MAX)).push_bind(facts.sources.join("\n"))
                    .push_bind(marks);
            });
            insert.push(
                " ON CONFLICT (exam, name) DO UPDATE SET version = excluded.version, revision_id = excluded.revision_id,
                     objective = excluded.objective, options = excluded.options, sources = excluded.sources,
                     marks = excluded.marks");
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

/// The sources of everything that is drawn for an objective.
pub async fn sources(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    objective: &ObjectiveId,
) -> Result<BTreeSet<String>, StoreError> {
    let rows: Vec<(String,)> = on!(tx, db => sqlx::query_as(
        "SELECT DISTINCT d.sources FROM drawable d JOIN question q ON q.exam = d.exam AND q.name = d.name
         WHERE d.exam = $1 AND d.objective = $2 AND d.revision_id = q.live_id")
        .bind(exam.as_str()).bind(objective.as_str()).fetch_all(db).await)?;
    Ok(rows.iter().flat_map(|(sources,)| sources.lines()).map(str::to_owned).collect())
}

/// The marks of everything that is drawn, by revision.
pub async fn marks(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<Vec<(RevisionId, Box<[u32]>)>, StoreError> {
    let rows: Vec<(Uuid, Vec<u8>)> = on!(tx, db => sqlx::query_as(
        "SELECT d.revision_id, d.marks FROM drawable d JOIN question q ON q.exam = d.exam AND q.name = d.name
         WHERE d.exam = $1 AND d.revision_id = q.live_id")
        .bind(exam.as_str()).fetch_all(db).await)?;
    let mark = |bytes: &[u8; 4]| u32::from_be_bytes(*bytes);
    Ok(rows
        .into_iter()
        .map(|(id, marks)| (RevisionId::from(id), marks.as_chunks().0.iter().map(mark).collect()))
        .collect())
}
