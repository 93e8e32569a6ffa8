//! Questions as authors write them: the newest text, what is drawn, and who has it open.

use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::{StoreError, Tx, count, millis, on, time, word};
use crate::exam::card::Card;
use crate::exam::id::{CandidateId, ExamSlug, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lifecycle::State;

/// The newest text of a question, and what is drawn of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The question.
    pub name: QuestionName,
    /// The objective of the newest text.
    pub objective: ObjectiveId,
    /// Where the newest text is.
    pub state: State,
    /// The newest text.
    pub revision: RevisionId,
    /// Its number.
    pub number: u32,
    /// Who wrote it, if that is known.
    pub author: Option<CandidateId>,
    /// The text itself: a question file, or a draft.
    pub body: String,
    /// What is drawn; nothing before the first text went live, nor once the question is retired.
    pub live: Option<RevisionId>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Where a text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file of the bank.
    File,
    /// The editor.
    Page,
    /// A file of another system, or of this one.
    Import,
}

impl Origin {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Page => "page",
            Self::Import => "import",
        }
    }
}

impl std::str::FromStr for Origin {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::File, Self::Page, Self::Import].into_iter().find(|origin| origin.as_str() == text).ok_or(())
    }
}

/// A text to be stored as the newest revision of a question.
#[derive(Clone, Debug)]
pub struct NewRevision {
    /// The exam.
    pub exam: ExamSlug,
    /// The question.
    pub name: QuestionName,
    /// The revision's id, made before: the same request twice makes the same revision.
    pub id: RevisionId,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
    /// The text.
    pub body: String,
    /// Who wrote it.
    pub author: Option<CandidateId>,
    /// From where.
    pub origin: Origin,
    /// Why, in the author's words.
    pub reason: String,
    /// The newest revision that the author knew; nothing for a new question.
    pub base: Option<RevisionId>,
    /// What lists show of it.
    pub card: Card,
    /// The version of the program's cards.
    pub card_version: i64,
    /// Where the text is to be. [`State::Live`] makes it what is drawn.
    pub state: State,
}

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is the newest revision; its number.
    Stored(u32),
    /// It is, to the letter, what the newest revision says already: nothing was stored.
    Same,
    /// Somebody saved another text since: that stays the newest.
    Changed(RevisionId),
    /// A new question with a name that is taken.
    NameTaken,
}

#[derive(FromRow)]
struct Row {
    name: String,
    objective: String,
    state: String,
    revision_id: Uuid,
    number: i64,
    author_id: Option<Uuid>,
    body: String,
    live_id: Option<Uuid>,
    updated_at: i64,
}

impl Row {
    fn read(self) -> Result<Head, StoreError> {
        Ok(Head {
            name: word("question", &self.name)?,
            objective: word("objective", &self.objective)?,
            state: word("state", &self.state)?,
            revision: self.revision_id.into(),
            number: count("revision number", self.number)?,
            author: self.author_id.map(CandidateId::from),
            body: self.body,
            live: self.live_id.map(RevisionId::from),
            updated_at: time(self.updated_at)?,
        })
    }
}

/// A question with its newest text.
pub async fn head(tx: &mut Tx<'_>, exam: &ExamSlug, name: &QuestionName) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(tx, db => sqlx::query_as(
        "SELECT q.name, r.objective, q.state, q.revision_id, r.number, r.author_id, r.body, q.live_id, q.updated_at
         FROM question q JOIN revision r ON r.id = q.revision_id WHERE q.exam = $1 AND q.name = $2")
        .bind(exam.as_str()).bind(name.as_str()).fetch_optional(db).await)?;
    row.map(Row::read).transpose()
}

/// How many names one statement has.
const NAMES: usize = 5_000;

/// The questions of these names with their newest texts, in no particular order; unknown names are left out.
pub async fn heads(tx: &mut Tx<'_>, exam: &ExamSlug, names: &[QuestionName]) -> Result<Vec<Head>, StoreError> {
    let mut found = Vec::with_capacity(names.len());
    for names in names.chunks(NAMES) {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let rows: Vec<Row> = on!(tx, db => {
            let mut select = sqlx::QueryBuilder::new(
                "SELECT q.name, r.objective, q.state, q.revision_id, r.number, r.author_id, r.body, q.live_id, q.updated_at
                 FROM question q JOIN revision r ON r.id = q.revision_id WHERE q.exam = ");
            super::names_in(select.push_bind(exam.to_string()).push(" AND q.name"), &names);
            select.build_query_as().fetch_all(db).await
        })?;
        for row in rows {
            found.push(row.read()?);
        }
    }
    Ok(found)
}

/// Stores a text as the newest revision, unless somebody else was quicker. A repeated save changes nothing.
pub async fn save(tx: &mut Tx<'_>, new: &NewRevision, now: Timestamp) -> Result<Saved, StoreError> {
    let newest: Option<(Uuid, Vec<u8>, i64, String)> = on!(tx, db => sqlx::query_as(
        "UPDATE question SET updated_at = updated_at WHERE exam = $1 AND name = $2
         RETURNING revision_id, (SELECT hash FROM revision WHERE id = question.revision_id),
                   (SELECT MAX(number) FROM revision WHERE exam = $1 AND question = $2), state")
        .bind(new.exam.as_str()).bind(new.name.as_str()).fetch_optional(db).await)?;
    let number = match (&newest, new.base) {
        (None, None) => 1,
        (None, Some(_)) => return Err(StoreError::Corrupt(format!("question {}/{}: gone", new.exam, new.name))),
        (Some((id, _, number, _)), _) if RevisionId::from(*id) == new.id => {
            return Ok(Saved::Stored(count("revision number", *number)?));
        }
        (Some(_), None) => return Ok(Saved::NameTaken),
        (Some((id, ..)), Some(base)) if RevisionId::from(*id) != base => return Ok(Saved::Changed((*id).into())),
        (Some((_, hash, _, state)), Some(_)) if *hash == new.hash && state == new.state.as_str() => {
            return Ok(Saved::Same);
        }
        (Some((.., number, _)), Some(_)) => number + 1,
    };
    on!(tx, db => sqlx::query(
        "INSERT INTO revision (id, exam, question, number, objective, hash, body, author_id, origin, reason, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
        .bind(new.id.0).bind(new.exam.as_str()).bind(new.name.as_str()).bind(number)
        .bind(new.card.objective.as_str()).bind(new.hash.to_vec()).bind(&new.body).bind(new.author.map(|author| author.0))
        .bind(new.origin.as_str()).bind(&new.reason).bind(millis(now))
        .execute(db).await.map(drop))?;
    point(tx, new, newest.is_none(), now).await?;
    Ok(Saved::Stored(count("revision number", number)?))
}

/// Makes a stored revision the newest of its question, with its card.
async fn point(tx: &mut Tx<'_>, new: &NewRevision, first: bool, now: Timestamp) -> Result<(), StoreError> {
    let live = (new.state == State::Live).then_some(new.id.0);
    // A retired question has nothing live; otherwise what was live stays so until the new text is.
    let sql = if first {
        "INSERT INTO question (exam, name, revision_id, state, live_id, updated_at, card_version, objective, area, kind, level,
                               checked, languages, title)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    } else {
        "UPDATE question SET revision_id = $3, state = $4, live_id = CASE WHEN $4 = 'retired' THEN NULL ELSE COALESCE($5, live_id) END,
                updated_at = $6, card_version = $7, objective = $8, area = $9, kind = $10, level = $11, checked = $12,
                languages = $13, title = $14
         WHERE exam = $1 AND name = $2"
    };
    let card = &new.card;
    on!(tx, db => sqlx::query(sql)
        .bind(new.exam.as_str()).bind(new.name.as_str()).bind(new.id.0).bind(new.state.as_str()).bind(live)
        .bind(millis(now)).bind(new.card_version).bind(card.objective.as_str()).bind(&card.area).bind(card.kind)
        .bind(card.level).bind(&card.checked).bind(&card.languages).bind(&card.title)
        .execute(db).await.map(drop))?;
    on!(tx, db => sqlx::query(
        "INSERT INTO question_words (exam, name, words) VALUES ($1, $2, $3)
         ON CONFLICT (exam, name) DO UPDATE SET words = excluded.words")
        .bind(new.exam.as_str()).bind(new.name.as_str()).bind(&card.words).execute(db).await.map(drop))?;
    if new.state == State::Live { super::bank::changed(tx, new.exam.as_str()).await } else { Ok(()) }
}

/// Moves the newest text of a question to another state, if it is still that text and that state. Going live makes it what is
/// drawn; retiring ends that.
pub async fn set_state(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    name: &QuestionName,
    newest: RevisionId,
    (from, to): (State, State),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let moved = on!(tx, db => sqlx::query(
        "UPDATE question SET state = $5, updated_at = $6,
                live_id = CASE WHEN $5 = 'live' THEN revision_id WHEN $5 = 'retired' THEN NULL ELSE live_id END
         WHERE exam = $1 AND name = $2 AND revision_id = $3 AND state = $4")
        .bind(exam.as_str()).bind(name.as_str()).bind(newest.0).bind(from.as_str()).bind(to.as_str()).bind(millis(now))
        .execute(db).await.map(|done| done.rows_affected()))?;
    if moved > 0 && matches!(to, State::Live | State::Retired) {
        super::bank::changed(tx, exam.as_str()).await?;
    }
    Ok(moved > 0)
}

/// A revision in a question's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Which.
    pub id: RevisionId,
    /// Its number.
    pub number: u32,
    /// Who wrote it; nothing for a file, or for somebody who is gone.
    pub author: Option<String>,
    /// Where it came from.
    pub origin: Origin,
    /// Why.
    pub reason: String,
    /// When.
    pub created_at: Timestamp,
}

/// The history of a question, the newest first.
pub async fn history(tx: &mut Tx<'_>, exam: &ExamSlug, name: &QuestionName) -> Result<Vec<Past>, StoreError> {
    let rows: Vec<(Uuid, i64, Option<String>, String, String, i64)> = on!(tx, db => sqlx::query_as(
        "SELECT r.id, r.number, c.name, r.origin, r.reason, r.created_at
         FROM revision r LEFT JOIN candidate c ON c.id = r.author_id
         WHERE r.exam = $1 AND r.question = $2 ORDER BY r.number DESC")
        .bind(exam.as_str()).bind(name.as_str()).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(id, number, author, origin, reason, created_at)| {
            Ok(Past {
                id: id.into(),
                number: count("revision number", number)?,
                author,
                origin: word("origin", &origin)?,
                reason,
                created_at: time(created_at)?,
            })
        })
        .collect()
}
