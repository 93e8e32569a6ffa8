//! Changes to many questions at once: kept while they are shown, done in one transaction, undone in another. No statement
//! per question.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{StoreError, Tx, millis, on, time, word};
use crate::exam::bulk::{Change, Outcome};
use crate::exam::card::Card;
use crate::exam::id::{BulkId, CandidateId, ExamSlug, QuestionName, RevisionId};
use crate::exam::lifecycle::State;

/// How many rows one statement takes: each has up to twelve parameters, and `SQLite` takes 32,766 of them.
const ROWS: usize = 500;

/// A change to many questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// Which.
    pub id: BulkId,
    /// The exam.
    pub exam: ExamSlug,
    /// Who made it; nothing for somebody who is gone.
    pub author: Option<CandidateId>,
    /// Their name.
    pub author_name: String,
    /// What is changed.
    pub change: Change,
    /// The query of the list that it was made from.
    pub list: String,
    /// When it was shown first.
    pub created_at: Timestamp,
    /// When it was done; nothing while it is only shown.
    pub done_at: Option<Timestamp>,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// How many questions it changes, or changed.
    pub questions: u32,
}

/// A question in a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The question.
    pub name: QuestionName,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Its newest text before.
    pub revision: RevisionId,
    /// Where that was.
    pub state: State,
    /// What was drawn before.
    pub live: Option<RevisionId>,
    /// Its newest text and where that was once it was changed; nothing for what was not.
    pub after: Option<(RevisionId, State)>,
    /// Whether the change was undone on it.
    pub undone: bool,
}

/// A new text, or a move to another state, of one question.
#[derive(Clone, Debug)]
pub struct Step {
    /// The question.
    pub name: QuestionName,
    /// Its newest text, which must still be that.
    pub base: RevisionId,
    /// Its state, which must still be that.
    pub from: State,
    /// Where it goes.
    pub to: State,
    /// The new text; nothing for a move alone.
    pub text: Option<NewText>,
}

/// A text that stands in for the newest of a question.
#[derive(Clone, Debug)]
pub struct NewText {
    /// The revision that it becomes.
    pub id: RevisionId,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
    /// The text.
    pub body: String,
    /// What lists show of it.
    pub card: Card,
    /// Why, in words.
    pub reason: String,
}

/// Keeps a change to be shown, and lets go of what was shown before `stale` and never done.
pub async fn plan(tx: &mut Tx<'_>, bulk: &Bulk, questions: &[Planned], stale: Timestamp) -> Result<(), StoreError> {
    on!(tx, db => sqlx::query("DELETE FROM bulk_change WHERE done_at IS NULL AND created_at < $1")
        .bind(millis(stale)).execute(db).await.map(drop))?;
    let new = on!(tx, db => sqlx::query(
        "INSERT INTO bulk_change (id, exam, author_id, change, list, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING")
        .bind(bulk.id.0).bind(bulk.exam.as_str()).bind(bulk.author.map(|author| author.0)).bind(bulk.change.word())
        .bind(&bulk.list).bind(millis(bulk.created_at)).execute(db).await.map(|done| done.rows_affected()))?;
    for rows in questions.chunks(ROWS).filter(|_| new > 0) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO bulk_question (change_id, question, outcome, revision_id, state, live_id) ");
            insert.push_values(rows, |mut row, one| {
                row.push_bind(bulk.id.0).push_bind(one.name.to_string()).push_bind(one.outcome.as_str())
                    .push_bind(one.revision.0).push_bind(one.state.as_str()).push_bind(one.live.map(|live| live.0));
            });
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    exam: String,
    author_id: Option<Uuid>,
    author: Option<String>,
    change: String,
    list: String,
    created_at: i64,
    done_at: Option<i64>,
    undone_at: Option<i64>,
    questions: i64,
}

impl Row {
    fn read(self) -> Result<Bulk, StoreError> {
        Ok(Bulk {
            id: BulkId(self.id),
            exam: word("exam", &self.exam)?,
            author: self.author_id.map(CandidateId::from),
            author_name: self.author.unwrap_or_default(),
            change: word("change", &self.change)?,
            list: self.list,
            created_at: time(self.created_at)?,
            done_at: self.done_at.map(time).transpose()?,
            undone_at: self.undone_at.map(time).transpose()?,
            questions: super::count("questions", self.questions)?,
        })
    }
}

/// A change of an exam.
pub async fn by_id(tx: &mut Tx<'_>, exam: &ExamSlug, id: BulkId) -> Result<Option<Bulk>, StoreError> {
    let row: Option<Row> = on!(tx, db => sqlx::query_as(
        "SELECT b.*, c.name AS author, (SELECT COUNT(*) FROM bulk_question q WHERE q.change_id = b.id
                                         AND q.outcome IN ('changed', 'drafted')) AS questions
         FROM bulk_change b LEFT JOIN candidate c ON c.id = b.author_id WHERE b.exam = $1 AND b.id = $2")
        .bind(exam.as_str()).bind(id.0).fetch_optional(db).await)?;
    row.map(Row::read).transpose()
}

/// The changes that were done in an exam, the latest first, `limit` at most.
pub async fn done(tx: &mut Tx<'_>, exam: &ExamSlug, limit: u32) -> Result<Vec<Bulk>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as(
        "SELECT b.*, c.name AS author, (SELECT COUNT(*) FROM bulk_question q WHERE q.change_id = b.id
                                         AND q.outcome IN ('changed', 'drafted')) AS questions
         FROM bulk_change b LEFT JOIN candidate c ON c.id = b.author_id
         WHERE b.exam = $1 AND b.done_at IS NOT NULL ORDER BY b.done_at DESC, b.id DESC LIMIT $2")
        .bind(exam.as_str()).bind(i64::from(limit)).fetch_all(db).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// The questions of a change, by their names.
pub async fn questions(tx: &mut Tx<'_>, id: BulkId) -> Result<Vec<Planned>, StoreError> {
    #[derive(FromRow)]
    struct Found {
        question: String,
        outcome: String,
        revision_id: Uuid,
        state: String,
        live_id: Option<Uuid>,
        after_id: Option<Uuid>,
        after_state: Option<String>,
        undone: bool,
    }
    let rows: Vec<Found> = on!(tx, db => sqlx::query_as("SELECT * FROM bulk_question WHERE change_id = $1 ORDER BY question")
        .bind(id.0).fetch_all(db).await)?;
    rows.into_iter()
        .map(|row| {
            let after_state: Option<State> =
                row.after_state.as_deref().map(|state| word("state", state)).transpose()?;
            Ok(Planned {
                name: word("question", &row.question)?,
                outcome: word("outcome", &row.outcome)?,
                revision: row.revision_id.into(),
                state: word("state", &row.state)?,
                live: row.live_id.map(RevisionId::from),
                after: row.after_id.map(RevisionId::from).zip(after_state),
                undone: row.undone,
            })
        })
        .collect()
}

/// Does a change: every step whose question is as it was when the change was shown. The names of those that were changed;
/// nothing if the change was done before.
pub async fn carry_out(
    tx: &mut Tx<'_>,
    bulk: &Bulk,
    steps: &[Step],
    card_version: i64,
    now: Timestamp,
) -> Result<Option<Vec<QuestionName>>, StoreError> {
    let taken = on!(tx, db => sqlx::query("UPDATE bulk_change SET done_at = $2 WHERE id = $1 AND done_at IS NULL")
        .bind(bulk.id.0).bind(millis(now)).execute(db).await.map(|done| done.rows_affected()))?;
    if taken == 0 {
        return Ok(None);
    }
    let seen: Vec<_> = steps.iter().map(|step| (step.name.clone(), step.base, step.from)).collect();
    let lives = take(tx, &bulk.exam, &seen, None).await?;
    let fresh: Vec<&Step> = steps.iter().filter(|step| lives.contains_key(step.name.as_str())).collect();
    insert(tx, bulk, &fresh, now).await?;
    let places: Vec<Place> = fresh
        .iter()
        .map(|step| {
            let revision = step.text.as_ref().map_or(step.base, |text| text.id);
            let live = match step.to {
                State::Live => Some(revision),
                State::Retired => None,
                State::Draft | State::InReview => lives.get(step.name.as_str()).copied().flatten(),
            };
            let card = step.text.as_ref().map(|text| text.card.clone());
            Place { name: step.name.clone(), revision, state: step.to, live, card }
        })
        .collect();
    put(tx, &bulk.exam, &places, card_version, now).await?;
    for rows in places.chunks(ROWS) {
        on!(tx, db => {
            let mut update =
                QueryBuilder::new("UPDATE bulk_question SET after_id = v.column2, after_state = v.column3 FROM (");
            update.push_values(rows, |mut row, place| {
                row.push_bind(place.name.to_string()).push_bind(place.revision.0).push_bind(place.state.as_str());
            });
            update.push(") AS v WHERE bulk_question.question = v.column1 AND bulk_question.change_id = ").push_bind(bulk.id.0);
            update.build().execute(db).await.map(drop)
        })?;
    }
    on!(tx, db => sqlx::query(
        "UPDATE bulk_question SET outcome = 'overtaken'
         WHERE change_id = $1 AND outcome IN ('changed', 'drafted') AND after_id IS NULL")
        .bind(bulk.id.0).execute(db).await.map(drop))?;
    Ok(Some(places.into_iter().map(|place| place.name).collect()))
}

/// Undoes a change on every question that nobody has changed since, with the cards of the texts that come back. The names of
/// those; nothing if the change was not done, or undone before.
pub async fn put_back(
    tx: &mut Tx<'_>,
    bulk: &Bulk,
    mut cards: BTreeMap<QuestionName, Card>,
    card_version: i64,
    now: Timestamp,
) -> Result<Option<Vec<QuestionName>>, StoreError> {
    let taken = on!(tx, db => sqlx::query(
        "UPDATE bulk_change SET undone_at = $2 WHERE id = $1 AND done_at IS NOT NULL AND undone_at IS NULL")
        .bind(bulk.id.0).bind(millis(now)).execute(db).await.map(|done| done.rows_affected()))?;
    if taken == 0 {
        return Ok(None);
    }
    let changed = questions(tx, bulk.id).await?;
    let seen: Vec<_> = changed
        .iter()
        .filter_map(|one| one.after.map(|(revision, state)| (one.name.clone(), revision, state)))
        .collect();
    let lives = take(tx, &bulk.exam, &seen, bulk.done_at).await?;
    let places: Vec<Place> = changed
        .into_iter()
        .filter(|one| one.after.is_some() && lives.contains_key(one.name.as_str()))
        .map(|one| {
            let card = cards.remove(&one.name);
            Place { name: one.name, revision: one.revision, state: one.state, live: one.live, card }
        })
        .collect();
    put(tx, &bulk.exam, &places, card_version, now).await?;
    for rows in places.chunks(ROWS) {
        let names: Vec<String> = rows.iter().map(|place| place.name.to_string()).collect();
        on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE bulk_question SET undone = TRUE WHERE change_id = ");
            super::names_in(update.push_bind(bulk.id.0).push(" AND question"), &names);
            update.build().execute(db).await.map(drop)
        })?;
    }
    Ok(Some(places.into_iter().map(|place| place.name).collect()))
}

/// Takes those questions for itself that are as they were seen, if asked also last changed then; each with what is drawn.
async fn take(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    seen: &[(QuestionName, RevisionId, State)],
    updated: Option<Timestamp>,
) -> Result<HashMap<String, Option<RevisionId>>, StoreError> {
    let mut lives = HashMap::with_capacity(seen.len());
    for rows in seen.chunks(ROWS) {
        let found: Vec<(String, Option<Uuid>)> = on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE question SET updated_at = updated_at FROM (");
            update.push_values(rows, |mut row, (name, revision, state)| {
                row.push_bind(name.to_string()).push_bind(revision.0).push_bind(state.as_str());
            });
            update.push(") AS v WHERE question.name = v.column1 AND question.revision_id = v.column2
                          AND question.state = v.column3 AND question.exam = ").push_bind(exam.to_string());
            if let Some(updated) = updated {
                update.push(" AND question.updated_at = ").push_bind(millis(updated));
            }
            update.push(" RETURNING name, live_id");
            update.build_query_as().fetch_all(db).await
        })?;
        lives.extend(found.into_iter().map(|(name, live)| (name, live.map(RevisionId::from))));
    }
    Ok(lives)
}

/// Stores the new texts as revisions.
async fn insert(tx: &mut Tx<'_>, bulk: &Bulk, steps: &[&Step], now: Timestamp) -> Result<(), StoreError> {
    let texts: Vec<(&QuestionName, &NewText)> =
        steps.iter().filter_map(|step| Some((&step.name, step.text.as_ref()?))).collect();
    for rows in texts.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO revision (id, exam, question, number, objective, hash, body, origin, reason, author_id, created_at)
                 SELECT v.column1, v.column2, v.column3,
                        (SELECT MAX(n.number) + 1 FROM revision n WHERE n.exam = v.column2 AND n.question = v.column3),
                        v.column4, v.column5, v.column6, 'page', v.column7, v.column8, v.column9 FROM (");
            insert.push_values(rows, |mut row, (name, text)| {
                row.push_bind(text.id.0).push_bind(bulk.exam.to_string()).push_bind(name.to_string())
                    .push_bind(text.card.objective.to_string()).push_bind(text.hash.to_vec()).push_bind(text.body.clone())
                    .push_bind(text.reason.clone()).push_bind(bulk.author.map(|author| author.0)).push_bind(millis(now));
            });
            insert.push(") AS v");
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}

/// Where a question is to be.
struct Place {
    name: QuestionName,
    revision: RevisionId,
    state: State,
    live: Option<RevisionId>,
    card: Option<Card>,
}

/// Puts questions where they are to be: newest text, state, what is drawn; and the cards of those whose text changes.
async fn put(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    places: &[Place],
    card_version: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    for rows in places.chunks(ROWS) {
        on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE question SET updated_at = ");
            update.push_bind(millis(now)).push(", revision_id = v.column2, state = v.column3, live_id = v.column4 FROM (");
            update.push_values(rows, |mut row, place| {
                row.push_bind(place.name.to_string()).push_bind(place.revision.0).push_bind(place.state.as_str())
                    .push_bind(place.live.map(|live| live.0));
            });
            update.push(") AS v WHERE question.name = v.column1 AND question.exam = ").push_bind(exam.to_string());
            update.build().execute(db).await.map(drop)
        })?;
    }
    let cards: Vec<(QuestionName, Card)> =
        places.iter().filter_map(|place| Some((place.name.clone(), place.card.clone()?))).collect();
    super::card::renew(tx, exam, cards, card_version).await?;
    if places.is_empty() { Ok(()) } else { super::bank::changed(tx, exam.as_str()).await }
}
