//! Lists of questions: filtered, searched, sorted, a page at a time, however many there are.

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};

use super::{StoreError, Tx, count, like, on, time, word};
use crate::exam::card::Card;
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName};
use crate::exam::lifecycle::State;

/// How many rows one statement takes.
const ROWS: usize = 500;

/// Which questions are listed. Empty texts let everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Objectives; none for all. A topic is its objectives.
    pub objectives: Vec<String>,
    /// The area.
    pub area: String,
    /// The kind, as files have it.
    pub kind: String,
    /// The level, as files have it.
    pub level: String,
    /// The state.
    pub state: Option<State>,
    /// The tag of a language that is not written yet.
    pub language_missing: String,
    /// Last checked before this day, `2026-11-23`, or never.
    pub checked_before: String,
    /// Only those with reports that nobody has answered.
    pub reported: bool,
    /// Words that must all be there, folded as cards are.
    pub words: String,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By objective, then name.
    #[default]
    Objective,
    /// By name.
    Name,
    /// The last changed first.
    Updated,
    /// The longest unchecked first.
    Checked,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Objective, Self::Name, Self::Updated, Self::Checked];

    /// The order as it is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Objective => "objective",
            Self::Name => "name",
            Self::Updated => "updated",
            Self::Checked => "checked",
        }
    }
}

/// A question in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The question.
    pub name: QuestionName,
    /// The objective of its newest text.
    pub objective: ObjectiveId,
    /// Its area; empty if none was chosen.
    pub area: String,
    /// Its kind.
    pub kind: String,
    /// Its level; empty if none was chosen.
    pub level: String,
    /// The day of the last check; empty if there was none.
    pub checked: String,
    /// The tags of the languages that are written.
    pub languages: Vec<String>,
    /// The beginning of the stem.
    pub title: String,
    /// The state of its newest text.
    pub state: State,
    /// Whether it is drawn, if only with an older text.
    pub drawn: bool,
    /// Reports that nobody has answered.
    pub reports: u32,
    /// When it last changed.
    pub updated_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    name: String,
    objective: String,
    area: String,
    kind: String,
    level: String,
    checked: String,
    languages: String,
    title: String,
    state: String,
    drawn: bool,
    reports: i64,
    updated_at: i64,
}

impl Row {
    fn read(self) -> Result<Listed, StoreError> {
        Ok(Listed {
            name: word("question", &self.name)?,
            objective: word("objective", &self.objective)?,
            area: self.area,
            kind: self.kind,
            level: self.level,
            checked: self.checked,
            languages: self.languages.split_whitespace().map(str::to_owned).collect(),
            title: self.title,
            state: word("state", &self.state)?,
            drawn: self.drawn,
            reports: count("reports", self.reports)?,
            updated_at: time(self.updated_at)?,
        })
    }
}

/// The place where a page of a list ended: the sort key and the name of its last row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The sort key: an objective, a day, a time in milliseconds, or nothing for a list by name.
    pub key: String,
    /// The question.
    pub name: String,
}

impl Listed {
    /// Where a page ends that ends with this row.
    pub fn place(&self, sort: Sort) -> Place {
        let key = match sort {
            Sort::Objective => self.objective.to_string(),
            Sort::Name => String::new(),
            Sort::Updated => self.updated_at.as_millisecond().to_string(),
            Sort::Checked => self.checked.clone(),
        };
        Place { key, name: self.name.to_string() }
    }
}

/// Adds the conditions of a filter to a statement on `question q`.
fn conditions<DB>(statement: &mut QueryBuilder<DB>, exam: &ExamSlug, filter: &Filter)
where
    DB: sqlx::Database,
    String: sqlx::Type<DB> + for<'q> sqlx::Encode<'q, DB>,
{
    statement.push(" WHERE q.exam = ").push_bind(exam.to_string());
    if !filter.objectives.is_empty() {
        super::names_in(statement.push(" AND q.objective"), &filter.objectives);
    }
    for (column, value) in [("area", &filter.area), ("kind", &filter.kind), ("level", &filter.level)] {
        if !value.is_empty() {
            statement.push(" AND q.").push(column).push(" = ").push_bind(value.clone());
        }
    }
    if let Some(state) = filter.state {
        statement.push(" AND q.state = ").push_bind(state.as_str().to_owned());
    }
    if !filter.language_missing.is_empty() {
        let pattern = format!("% {} %", like(&filter.language_missing));
        statement.push(" AND q.languages NOT LIKE ").push_bind(pattern).push(" ESCAPE '\\'");
    }
    if !filter.checked_before.is_empty() {
        statement.push(" AND q.checked < ").push_bind(filter.checked_before.clone());
    }
    if filter.reported {
        statement.push(
            " AND EXISTS (SELECT 1 FROM report p WHERE p.exam = q.exam AND p.question = q.name AND p.state = 'open')",
        );
    }
    for word in filter.words.split_whitespace() {
        statement
            .push(" AND EXISTS (SELECT 1 FROM question_words w WHERE w.exam = q.exam AND w.name = q.name AND w.words LIKE ")
            .push_bind(format!("%{}%", like(word)))
            .push(" ESCAPE '\\')");
    }
}

/// A page of the questions that a filter lets through, after a place or from the beginning, `limit` rows at most.
pub async fn list(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    filter: &Filter,
    sort: Sort,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => {
        let mut select = QueryBuilder::new(
            "SELECT q.name, q.objective, q.area, q.kind, q.level, q.checked, q.languages, q.title, q.state,
                    q.live_id IS NOT NULL AS drawn, q.updated_at,
                    (SELECT COUNT(*) FROM report p WHERE p.exam = q.exam AND p.question = q.name AND p.state = 'open') AS reports
             FROM question q");
        conditions(&mut select, exam, filter);
        if let Some(place) = after {
            match sort {
                Sort::Name => { select.push(" AND q.name > ").push_bind(place.name.clone()); }
                Sort::Objective | Sort::Checked => {
                    let column = if sort == Sort::Checked { "checked" } else { "objective" };
                    select.push(" AND (q.").push(column).push(", q.name) > (").push_bind(place.key.clone()).push(", ")
                        .push_bind(place.name.clone()).push(")");
                }
                Sort::Updated => {
                    select.push(" AND (q.updated_at, q.name) < (").push_bind(place.key.parse::<i64>().unwrap_or(i64::MAX))
                        .push(", ").push_bind(place.name.clone()).push(")");
                }
            }
        }
        select.push(match sort {
            Sort::Objective => " ORDER BY q.objective, q.name",
            Sort::Name => " ORDER BY q.name",
            Sort::Updated => " ORDER BY q.updated_at DESC, q.name DESC",
            Sort::Checked => " ORDER BY q.checked, q.name",
        });
        select.push(" LIMIT ").push_bind(i64::from(limit));
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(Row::read).collect()
}

/// How many questions a filter lets through.
pub async fn count_of(tx: &mut Tx<'_>, exam: &ExamSlug, filter: &Filter) -> Result<u32, StoreError> {
    let (questions,): (i64,) = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT COUNT(*) FROM question q");
        conditions(&mut select, exam, filter);
        select.build_query_as().fetch_one(db).await
    })?;
    count("questions", questions)
}

/// How many questions a filter lets through, counted no further than to `most`.
pub async fn count_up_to(tx: &mut Tx<'_>, exam: &ExamSlug, filter: &Filter, most: u32) -> Result<u32, StoreError> {
    let (questions,): (i64,) = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT COUNT(*) FROM (SELECT 1 FROM question q");
        conditions(&mut select, exam, filter);
        select.push(" LIMIT ").push_bind(i64::from(most)).push(") AS found");
        select.build_query_as().fetch_one(db).await
    })?;
    count("questions", questions)
}

/// The names of all questions that a filter lets through, `limit` at most.
pub async fn names(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<QuestionName>, StoreError> {
    let rows: Vec<(String,)> = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT q.name FROM question q");
        conditions(&mut select, exam, filter);
        select.push(" ORDER BY q.name LIMIT ").push_bind(i64::from(limit));
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(|(name,)| word("question", &name)).collect()
}

/// How many questions that are drawn an area has of a kind and a level.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Cell {
    /// The objective.
    pub objective: String,
    /// The area.
    pub area: String,
    /// The kind.
    pub kind: String,
    /// The level.
    pub level: String,
    /// How many.
    pub questions: i64,
}

/// What the questions of an exam cover: those in this state, or all that are not retired.
pub async fn coverage(tx: &mut Tx<'_>, exam: &ExamSlug, state: Option<State>) -> Result<Vec<Cell>, StoreError> {
    let filter = Filter { state, ..Filter::default() };
    Ok(on!(tx, db => {
        let mut select =
            QueryBuilder::new("SELECT q.objective, q.area, q.kind, q.level, COUNT(*) AS questions FROM question q");
        conditions(&mut select, exam, &filter);
        select.push(" AND q.state <> 'retired' GROUP BY q.objective, q.area, q.kind, q.level ORDER BY 1, 2, 3, 4");
        select.build_query_as().fetch_all(db).await
    })?)
}

/// Questions whose cards another version of the program made: name, objective and newest text; `limit` at most.
pub async fn stale(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    version: i64,
    limit: u32,
) -> Result<Vec<(QuestionName, ObjectiveId, String)>, StoreError> {
    let rows: Vec<(String, String, String)> = on!(tx, db => sqlx::query_as(
        "SELECT q.name, r.objective, r.body FROM question q JOIN revision r ON r.id = q.revision_id
         WHERE q.exam = $1 AND q.card_version <> $2 LIMIT $3")
        .bind(exam.as_str()).bind(version).bind(i64::from(limit)).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(name, objective, body)| Ok((word("question", &name)?, word("objective", &objective)?, body)))
        .collect()
}

/// Replaces cards.
pub async fn renew(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    cards: Vec<(QuestionName, Card)>,
    version: i64,
) -> Result<(), StoreError> {
    for rows in cards.chunks(ROWS) {
        on!(tx, db => {
            let mut update = QueryBuilder::new("UPDATE question SET card_version = ");
            update.push_bind(version).push(
                ", objective = v.column2, area = v.column3, kind = v.column4, level = v.column5, checked = v.column6,
                   languages = v.column7, title = v.column8 FROM (");
            update.push_values(rows, |mut row, (name, card)| {
                row.push_bind(name.to_string()).push_bind(card.objective.to_string()).push_bind(card.area.clone())
                    .push_bind(card.kind).push_bind(card.level).push_bind(card.checked.clone())
                    .push_bind(card.languages.clone()).push_bind(card.title.clone());
            });
            update.push(") AS v WHERE question.name = v.column1 AND question.exam = ").push_bind(exam.to_string());
            update.build().execute(db).await.map(drop)
        })?;
    }
    put_words(tx, exam, cards.into_iter().map(|(name, card)| (name.to_string(), card.words)).collect()).await
}

/// Stores the words that questions are searched by.
pub(super) async fn put_words(
    tx: &mut Tx<'_>,
    exam: &ExamSlug,
    words: Vec<(String, String)>,
) -> Result<(), StoreError> {
    for rows in words.chunks(ROWS) {
        on!(tx, db => {
            let mut insert = QueryBuilder::new("INSERT INTO question_words (exam, name, words) ");
            insert.push_values(rows, |mut row, (name, words)| {
                row.push_bind(exam.to_string()).push_bind(name.clone()).push_bind(words.clone());
            });
            insert.push(" ON CONFLICT (exam, name) DO UPDATE SET words = excluded.words");
            insert.build().execute(db).await.map(drop)
        })?;
    }
    Ok(())
}
