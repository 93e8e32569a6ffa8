//! The texts that go out into files, and what the store knows of the files there.

use sqlx::{FromRow, QueryBuilder};

use super::file_sync::sha256;
use super::{StoreError, Tx, on, word};
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName};
use crate::exam::lifecycle::State;

/// How many rows one statement takes.
const ROWS: usize = 500;

/// A stored text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The objective that it is for.
    pub objective: ObjectiveId,
    /// A question file, or a draft.
    pub body: String,
}

/// A question with its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The question.
    pub question: QuestionName,
    /// Where its newest text is.
    pub state: State,
    /// The newest text.
    pub newest: Text,
    /// What is drawn instead, if that is an older text.
    pub drawn: Option<Text>,
    /// SHA-256 of its file when page and file last agreed.
    pub file_hash: Option<[u8; 32]>,
}

#[derive(FromRow)]
struct Row {
    name: String,
    state: String,
    objective: String,
    body: String,
    drawn_objective: Option<String>,
    drawn_body: Option<String>,
    file_hash: Option<Vec<u8>>,
}

/// Every question of an exam with its texts, in the order of the names. Of a retired question nothing is drawn.
pub async fn all(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<Vec<Texts>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as(
        "SELECT q.name, q.state, q.file_hash, n.objective, n.body, d.objective AS drawn_objective, d.body AS drawn_body
         FROM question q JOIN revision n ON n.id = q.revision_id
         LEFT JOIN revision d ON d.id = q.live_id AND q.live_id <> q.revision_id
         WHERE q.exam = $1 ORDER BY q.name")
        .bind(exam.as_str()).fetch_all(db).await)?;
    rows.into_iter()
        .map(|row| {
            let text =
                |objective: &str, body| Ok::<_, StoreError>(Text { objective: word("objective", objective)?, body });
            Ok(Texts {
                question: word("question", &row.name)?,
                state: word("state", &row.state)?,
                newest: text(&row.objective, row.body)?,
                drawn: match (row.drawn_objective, row.drawn_body) {
                    (Some(objective), Some(body)) => Some(text(&objective, body)?),
                    _ => None,
                },
                file_hash: row.file_hash.map(|hash| sha256(&row.name, hash)).transpose()?,
            })
        })
        .collect()
}

/// SHA-256 of every text that the questions of an exam ever had here.
pub async fn hashes(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<Vec<(QuestionName, [u8; 32])>, StoreError> {
    let rows: Vec<(String, Vec<u8>)> = on!(tx, db => sqlx::query_as("SELECT question, hash FROM revision WHERE exam = $1 ORDER BY question, number")
        .bind(exam.as_str()).fetch_all(db).await)?;
    rows.into_iter().map(|(name, hash)| Ok((word("question", &name)?, sha256(&name, hash)?))).collect()
}

/// Notes what the files of questions say now, or that there are none any more: no differences to be asked about later.
pub async fn agree(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    files: &[(QuestionName, Option<[u8; 32]>)],
) -> Result<(), StoreError> {
    for rows in files.chunks(ROWS) {
        on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE question SET file_hash = v.column2 FROM (");
            update.push_values(rows, |mut row, (question, hash)| {
                row.push_bind(question.to_string()).push_bind(hash.map(|hash| hash.to_vec()));
            });
            update.push(") AS v WHERE question.name = v.column1 AND question.exam = ").push_bind(exam.to_string());
            update.build().execute(db).await.map(drop)
        })?;
        let names: Vec<String> = rows.iter().map(|(question, _)| question.to_string()).collect();
        on!(tx, db => {
            let mut delete = QueryBuilder::new("DELETE FROM file_conflict WHERE exam = ");
            super::names_in(delete.push_bind(exam.to_string()).push(" AND question"), &names);
            delete.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}
