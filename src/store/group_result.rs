//! How the members of a group are getting on in an exam.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::candidate::name_key;
use super::{StoreError, Tx, count, on, time, word};
use crate::exam::id::{CandidateId, ExamSlug, GroupId, ObjectiveId};
use crate::exam::progress::Tally;

/// How many ids one statement takes.
const IDS: usize = 10_000;

/// A member with their attempts at an exam. What is open does not count yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: CandidateId,
    /// Their name.
    pub name: String,
    /// Mock exams.
    pub exams: u32,
    /// Practices.
    pub practices: u32,
    /// The best estimate of a mock exam.
    pub best: Option<u32>,
    /// The estimate of the last one.
    pub last: Option<u32>,
    /// When the last one ended.
    pub last_at: Option<Timestamp>,
    /// Whether any passed.
    pub passed: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    exams: i64,
    practices: i64,
    best: Option<i64>,
    last: Option<i64>,
    last_at: Option<i64>,
    passed: bool,
}

impl Row {
    fn read(self) -> Result<Member, StoreError> {
        let score = |score: Option<i64>| score.map(|score| count("score", score)).transpose();
        Ok(Member {
            id: self.id.into(),
            name: self.name,
            exams: count("attempts", self.exams)?,
            practices: count("attempts", self.practices)?,
            best: score(self.best)?,
            last: score(self.last)?,
            last_at: self.last_at.map(time).transpose()?,
            passed: self.passed,
        })
    }
}

/// Members in the order of their names, after a name or from the beginning, `limit` at most.
pub async fn members(
    tx: &mut Tx<'_>,
    group: GroupId,
    exam: &ExamSlug,
    after: &str,
    limit: u32,
) -> Result<Vec<Member>, StoreError> {
    let rows: Vec<Row> = on!(tx, db => sqlx::query_as(
        "SELECT c.id, c.name,
                (SELECT COUNT(*) FROM attempt a
                 WHERE a.candidate_id = c.id AND a.exam = $2 AND a.state <> 'open' AND a.mode = 'exam') AS exams,
                (SELECT COUNT(*) FROM attempt a
                 WHERE a.candidate_id = c.id AND a.exam = $2 AND a.state <> 'open' AND a.mode <> 'exam') AS practices,
                (SELECT MAX(a.scaled_score) FROM attempt a
                 WHERE a.candidate_id = c.id AND a.exam = $2 AND a.state <> 'open' AND a.mode = 'exam') AS best,
                (SELECT a.scaled_score FROM attempt a
                 WHERE a.candidate_id = c.id AND a.exam = $2 AND a.state <> 'open' AND a.mode = 'exam'
                 ORDER BY a.closed_at DESC, a.id DESC LIMIT 1) AS last,
                (SELECT MAX(a.closed_at) FROM attempt a
                 WHERE a.candidate_id = c.id AND a.exam = $2 AND a.state <> 'open' AND a.mode = 'exam') AS last_at,
                EXISTS (SELECT 1 FROM attempt a
                 WHERE a.candidate_id = c.id AND a.exam = $2 AND a.state <> 'open' AND a.mode = 'exam' AND a.passed) AS passed
         FROM membership m JOIN candidate c ON c.id = m.candidate_id
         WHERE m.group_id = $1 AND c.name_key > $3 ORDER BY c.name_key LIMIT $4")
        .bind(group.0).bind(exam.as_str()).bind(name_key(after)).bind(i64::from(limit)).fetch_all(db).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// Per person and objective how many different questions were answered and how many of them were right the last time: what
/// each sees of themselves on the page of their progress.
pub async fn tallies(
    tx: &mut Tx<'_>,
    people: &[CandidateId],
    exam: &ExamSlug,
) -> Result<HashMap<CandidateId, BTreeMap<ObjectiveId, Tally>>, StoreError> {
    let mut found: HashMap<CandidateId, BTreeMap<ObjectiveId, Tally>> = HashMap::new();
    for people in people.chunks(IDS) {
        let rows: Vec<(Uuid, String, i64, i64)> = on!(tx, db => {
            let mut select = QueryBuilder::new(
                "SELECT candidate_id, objective, CAST(SUM(CASE WHEN verdict = 'right' THEN 1 ELSE 0 END) AS BIGINT), COUNT(*)
                 FROM (
                     SELECT a.candidate_id, i.objective, i.verdict, ROW_NUMBER() OVER (
                                PARTITION BY a.candidate_id, i.question ORDER BY a.closed_at DESC, a.id DESC) AS place
                     FROM attempt a JOIN item i ON i.attempt_id = a.id
                     WHERE a.state <> 'open' AND i.verdict <> 'unanswered' AND a.exam = ");
            select.push_bind(exam.to_string()).push(" AND a.candidate_id IN (");
            let mut list = select.separated(", ");
            for person in people {
                list.push_bind(person.0);
            }
            select.push(")) AS ranked WHERE place = 1 GROUP BY candidate_id, objective");
            select.build_query_as().fetch_all(db).await
        })?;
        for (person, objective, right, answered) in rows {
            let tally = Tally { right: count("count", right)?, answered: count("count", answered)? };
            found.entry(person.into()).or_default().insert(word("objective", &objective)?, tally);
        }
    }
    Ok(found)
}
