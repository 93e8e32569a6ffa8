//! Files and pages agree: what changed in a file comes in, what was changed here stays, and where both changed neither wins
//! until somebody chooses.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::drawable::{self, WithFacts};
use super::{StoreError, Tx, millis, on, time, word};
use crate::exam::card::Card;
use crate::exam::facts::Facts;
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lifecycle::State;

/// How many rows one statement inserts: each has up to fifteen parameters, and `SQLite` takes 32,766 of them.
const ROWS: usize = 500;

/// A question as its file has it now.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Its name in the exam.
    pub question: QuestionName,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
    /// The file in its canonical form.
    pub body: String,
    /// What lists show of it.
    pub card: Card,
    /// What drawing needs to know of it.
    pub facts: Facts,
    /// The id to use if this turns out to be a new revision.
    pub id: RevisionId,
}

#[derive(FromRow)]
struct Head {
    name: String,
    state: String,
    file_hash: Option<Vec<u8>>,
    hash: Vec<u8>,
    /// The number of the newest text: not the highest where a change was undone.
    number: i64,
    latest: i64,
    objective: String,
}

/// What is to be done about a question.
enum Step {
    /// The file's text becomes the newest revision, with this number, and live.
    Take(Incoming, i64),
    /// File and page say the same.
    Agree(Incoming),
    /// Both have changed.
    Conflict(Incoming),
    /// The file is gone, and nothing else has changed.
    Retire(String),
    /// The file is gone, and the question was changed here.
    Orphan(String, String),
    /// The file is gone from a question that was retired before.
    Forget(String),
}

/// What became of an exam's files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Texts that came in, as new questions or new revisions.
    pub taken: usize,
    /// Questions whose file is gone.
    pub retired: usize,
    /// Questions that wait for somebody to choose, new ones only.
    pub conflicts: usize,
}

impl std::ops::AddAssign for Synced {
    fn add_assign(&mut self, more: Self) {
        self.taken += more.taken;
        self.retired += more.retired;
        self.conflicts += more.conflicts;
    }
}

/// Brings stored questions of an exam in line with their files: those that have one, and those whose file is gone. Running it again
/// changes nothing.
pub async fn sync(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    files: Vec<Incoming>,
    without: &[String],
    card_version: i64,
    now: Timestamp,
) -> Result<Synced, StoreError> {
    let names: Vec<String> =
        files.iter().map(|file| file.question.to_string()).chain(without.iter().cloned()).collect();
    let mut heads = heads(tx, exam, &names).await?;
    let mut steps = Vec::new();
    for file in files {
        let head = heads.remove(file.question.as_str());
        steps.extend(step(file, head.as_ref()));
    }
    steps.extend(heads.into_values().filter(|head| head.file_hash.is_some()).map(gone));
    let synced = carry_out(tx, exam, &names, steps, now, card_version).await?;
    if synced.taken + synced.retired > 0 {
        super::bank::changed(tx, exam.as_str()).await?;
    }
    Ok(synced)
}

/// The questions of these names, as far as there are any.
async fn heads(tx: &mut Tx<'_>, exam: &ExamSlug, names: &[String]) -> Result<BTreeMap<String, Head>, StoreError> {
    let mut heads = BTreeMap::new();
    for names in names.chunks(ROWS) {
        let found: Vec<Head> = on!(tx, db => {
            let mut select = QueryBuilder::new(
                "SELECT q.name, q.state, q.file_hash, r.hash, r.number, r.objective,
                        (SELECT MAX(n.number) FROM revision n WHERE n.exam = q.exam AND n.question = q.name) AS latest
                 FROM question q JOIN revision r ON r.id = q.revision_id WHERE q.exam = ");
            super::names_in(select.push_bind(exam.to_string()).push(" AND q.name"), names);
            select.build_query_as().fetch_all(db).await
        })?;
        heads.extend(found.into_iter().map(|head| (head.name.clone(), head)));
    }
    Ok(heads)
}

/// What to do about a file; nothing if it is as it was.
fn step(file: Incoming, head: Option<&Head>) -> Option<Step> {
    let Some(head) = head else { return Some(Step::Take(file, 1)) };
    let newest_is = |hash: &[u8]| head.hash == hash;
    let live = head.state == State::Live.as_str();
    match head.file_hash.as_deref() {
        Some(base) if base == file.hash => None,
        // The file is what the page has: whoever did it first.
        _ if newest_is(&file.hash) && (live || head.file_hash.is_some()) => Some(Step::Agree(file)),
        // The file is back, as it was when it went.
        None if newest_is(&file.hash) => Some(Step::Take(file, head.number)),
        Some(base) if newest_is(base) && live => Some(Step::Take(file, head.latest + 1)),
        // It went, and comes back with another text.
        None if head.state == State::Retired.as_str() => Some(Step::Take(file, head.latest + 1)),
        _ => Some(Step::Conflict(file)),
    }
}

/// What to do about a question whose file is gone.
fn gone(head: Head) -> Step {
    if head.state == State::Retired.as_str() {
        Step::Forget(head.name)
    } else if head.file_hash.as_deref() == Some(&head.hash) && head.state == State::Live.as_str() {
        Step::Retire(head.name)
    } else {
        Step::Orphan(head.name, head.objective)
    }
}

async fn carry_out(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    names: &[String],
    steps: Vec<Step>,
    now: Timestamp,
    card_version: i64,
) -> Result<Synced, StoreError> {
    let (mut taken, mut agreed, mut retired, mut forgotten) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut undecided = BTreeSet::new();
    let mut synced = Synced::default();
    for step in steps {
        match step {
            Step::Take(file, number) => taken.push((file, number)),
            Step::Agree(file) => agreed.push(file),
            Step::Conflict(file) => {
                let found = conflict(tx, exam, file.question.as_str(), file.card.objective.as_str(), Some(&file), now);
                synced.conflicts += usize::from(found.await?);
                undecided.insert(file.question.to_string());
            }
            Step::Orphan(name, objective) => {
                synced.conflicts += usize::from(conflict(tx, exam, &name, &objective, None, now).await?);
                undecided.insert(name);
            }
            Step::Retire(name) => retired.push(name),
            Step::Forget(name) => forgotten.push(name),
        }
    }
    (synced.taken, synced.retired) = (taken.len(), retired.len());
    insert(tx, exam, &taken, now, card_version).await?;
    for file in agreed {
        settle(tx, exam, &file.question, Some(file.hash)).await?;
    }
    for names in retired.chunks(ROWS) {
        without_file(tx, exam, names, Some(now)).await?;
    }
    for names in forgotten.chunks(ROWS) {
        without_file(tx, exam, names, None).await?;
    }
    let decided: Vec<String> = names.iter().filter(|name| !undecided.contains(*name)).cloned().collect();
    super::file_choice::take_back(tx, exam, &decided).await?;
    Ok(synced)
}

/// Stores texts of files as the newest and live revisions of their questions. A number that is there already is that
/// revision: it is only drawn again.
async fn insert(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    taken: &[(Incoming, i64)],
    now: Timestamp,
    card_version: i64,
) -> Result<(), StoreError> {
    for rows in taken.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO revision (id, exam, question, number, objective, hash, body, created_at) ");
            insert.push_values(rows, |mut row, (file, number)| {
                row.push_bind(file.id.0).push_bind(exam.to_string()).push_bind(file.question.to_string())
                    .push_bind(*number).push_bind(file.card.objective.to_string()).push_bind(file.hash.to_vec())
                    .push_bind(file.body.clone()).push_bind(millis(now));
            });
            insert.push(" ON CONFLICT DO NOTHING");
            insert.build().execute(db).await.map(drop)
        })?;
        on!(tx, db => {
            // Each revision by its number: the row that was inserted, or the one that was there.
            let mut insert = QueryBuilder::new(
                "INSERT INTO question (exam, name, revision_id, state, live_id, file_hash, updated_at, card_version, objective,
                                       area, kind, level, checked, languages, title)
                 SELECT r.exam, r.question, r.id, 'live', r.id, r.hash, v.column3, v.column4, r.objective, v.column5, v.column6,
                        v.column7, v.column8, v.column9, v.column10 FROM (");
            insert.push_values(rows, |mut row, (file, number)| {
                let card = &file.card;
                row.push_bind(file.question.to_string()).push_bind(*number).push_bind(millis(now)).push_bind(card_version)
                    .push_bind(card.area.clone()).push_bind(card.kind).push_bind(card.level).push_bind(card.checked.clone())
                    .push_bind(card.languages.clone()).push_bind(card.title.clone());
            });
            insert.push(") AS v JOIN revision r ON r.question = v.column1 AND r.number = v.column2 AND r.exam = ")
                .push_bind(exam.to_string())
                .push(" WHERE TRUE ON CONFLICT (exam, name) DO UPDATE SET revision_id = excluded.revision_id, state = excluded.state,
                     live_id = excluded.live_id, file_hash = excluded.file_hash, updated_at = excluded.updated_at,
                     card_version = excluded.card_version, objective = excluded.objective, area = excluded.area,
                     kind = excluded.kind, level = excluded.level, checked = excluded.checked,
                     languages = excluded.languages, title = excluded.title");
            insert.build().execute(db).await.map(drop)
        })?;
        put_facts(tx, exam, rows).await?;
    }
    let cards = taken.iter().map(|(file, _)| (file.question.to_string(), file.card.words.clone())).collect();
    super::card::put_words(tx, exam, cards).await?;
    Ok(())
}

/// Stores the facts of texts that have just gone live.
async fn put_facts(tx: &mut Tx<'_>, exam: &ExamSlug, taken: &[(Incoming, i64)]) -> Result<(), StoreError> {
    let names: Vec<String> = taken.iter().map(|(file, _)| file.question.to_string()).collect();
    let live: Vec<(String, Uuid)> = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT name, live_id FROM question WHERE live_id IS NOT NULL AND exam = ");
        super::names_in(select.push_bind(exam.to_string()).push(" AND name"), &names);
        select.build_query_as().fetch_all(db).await
    })?;
    let live: BTreeMap<String, Uuid> = live.into_iter().collect();
    let with_facts = |(file, _): &(Incoming, i64)| {
        let revision = RevisionId::from(*live.get(file.question.as_str())?);
        let (question, objective) = (file.question.clone(), file.card.objective.clone());
        Some(WithFacts { question, revision, objective, facts: file.facts.clone() })
    };
    let texts: Vec<WithFacts> = taken.iter().filter_map(with_facts).collect();
    drawable::put(tx, exam, &texts).await
}

async fn without_file(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    names: &[String],
    retired: Option<Timestamp>,
) -> Result<(), StoreError> {
    on!(tx, db => {
        let mut update = QueryBuilder::new("UPDATE question SET file_hash = NULL");
        if let Some(now) = retired {
            update.push(", state = 'retired', live_id = NULL, updated_at = ").push_bind(millis(now));
        }
        super::names_in(update.push(" WHERE exam = ").push_bind(exam.to_string()).push(" AND name"), names);
        update.build().execute(db).await.map(drop)
    })?;
    Ok(())
}

/// Notes a conflict. Answers whether it is a new one.
async fn conflict(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    question: &str,
    objective: &str,
    file: Option<&Incoming>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let rows = on!(tx, db => sqlx::query(
        "INSERT INTO file_conflict (exam, question, objective, hash, body, found_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (exam, question) DO UPDATE SET objective = excluded.objective, hash = excluded.hash, body = excluded.body,
             found_at = excluded.found_at
         WHERE file_conflict.hash IS NULL AND excluded.hash IS NOT NULL OR file_conflict.hash <> excluded.hash
             OR file_conflict.hash IS NOT NULL AND excluded.hash IS NULL")
        .bind(exam.as_str()).bind(question).bind(objective).bind(file.map(|file| file.hash.to_vec()))
        .bind(file.map(|file| file.body.clone())).bind(millis(now))
        .execute(db).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// A question that was changed in its file and here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The question.
    pub question: QuestionName,
    /// The objective whose folder the file lies in.
    pub objective: ObjectiveId,
    /// The file's text; nothing when the file is gone.
    pub file: Option<([u8; 32], String)>,
    /// When it was found.
    pub found_at: Timestamp,
}

#[derive(FromRow)]
pub(super) struct ConflictRow {
    question: String,
    objective: String,
    hash: Option<Vec<u8>>,
    body: Option<String>,
    found_at: i64,
}

impl ConflictRow {
    pub(super) fn read(self) -> Result<Conflict, StoreError> {
        let hash = self.hash.map(|hash| sha256(&self.question, hash)).transpose()?;
        Ok(Conflict {
            question: word("question", &self.question)?,
            objective: word("objective", &self.objective)?,
            file: hash.zip(self.body),
            found_at: time(self.found_at)?,
        })
    }
}

/// A stored hash, read back.
pub(super) fn sha256(question: &str, hash: Vec<u8>) -> Result<[u8; 32], StoreError> {
    hash.try_into().map_err(|_| StoreError::Corrupt(format!("hash of {question}")))
}

/// The conflicts of an exam, by the questions' names.
pub async fn conflicts(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<Vec<Conflict>, StoreError> {
    let rows: Vec<ConflictRow> = on!(tx, db => sqlx::query_as(
        "SELECT question, objective, hash, body, found_at FROM file_conflict WHERE exam = $1 ORDER BY question")
        .bind(exam.as_str()).fetch_all(db).await)?;
    rows.into_iter().map(ConflictRow::read).collect()
}

/// Ends a conflict, or notes an agreement: what the file says now is known, and no difference to be asked about again.
pub async fn settle(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    question: &QuestionName,
    file: Option<[u8; 32]>,
) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("UPDATE question SET file_hash = $3 WHERE exam = $1 AND name = $2")
        .bind(exam.as_str()).bind(question.as_str()).bind(file.map(|hash| hash.to_vec())).execute(db).await.map(drop))?;
    on!(tx, db => sqlx::query("DELETE FROM file_conflict WHERE exam = $1 AND question = $2")
        .bind(exam.as_str()).bind(question.as_str()).execute(db).await.map(drop))?;
    Ok(())
}
