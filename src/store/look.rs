//! Looks at attempts under way, in one statement for all who look at the same time: who is looking, the attempt, how far its items are,
//! and one item whole.

use std::collections::HashMap;
use std::str::FromStr as _;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use sqlx::types::Json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::attempt::{self, Attempt};
use super::candidate::{Candidate, CandidateRow};
use super::item::Entry;
use super::rows::Cell::{Bytes, Id, Number};
use super::rows::Table;
use super::session::{Session, SessionRow};
use super::{StoreError, Tx, count, ids_in, on, rows_for, time};
use crate::exam::id::AttemptId;
use crate::exam::question::{Response, Verdict};

/// What is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Who is looking.
    pub candidate: Candidate,
    /// By which session.
    pub session: Session,
    /// The attempt, which is open.
    pub attempt: Attempt,
    /// How far its items are, in order.
    pub marks: Vec<Mark>,
    /// The item that was asked for, if there is one.
    pub current: Option<Current>,
}

/// How far an item is: what the number grid shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What was answered.
    pub response: Response,
    /// Marked to come back to.
    pub flagged: bool,
    /// Whether it was shown.
    pub seen: bool,
    /// Whether it takes no more answers, in a practice with feedback at once.
    pub closed: bool,
    /// Whether it was right, once it is closed.
    pub verdict: Option<Verdict>,
}

/// What a candidate left on an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// What the candidate can change.
    pub entry: Entry,
    /// Counts the changes of the entry.
    pub revision: u32,
    /// When the response last changed; nothing while there is none.
    pub answered_at: Option<Timestamp>,
    /// How long the candidate was on it.
    pub spent: SignedDuration,
}

/// The marks of the items `m` as one text, a line an item, in whatever order: sixty rows would cost more than all the rest. Most items
/// are open, seen and not flagged: of them there is the place and the response alone.
macro_rules! marks {
    () => {
        "string_agg(m.position || CASE WHEN m.closed_at IS NULL AND m.seen_at IS NOT NULL AND NOT m.flagged THEN ''
             ELSE CASE WHEN m.flagged THEN ' f' ELSE ' -' END || CASE WHEN m.seen_at IS NULL THEN '-' ELSE 's' END
                 || CASE WHEN m.closed_at IS NULL THEN '-' ELSE 'c' END || COALESCE(m.verdict, '') END
             || CAST(m.response AS TEXT), '
')"
    };
}

/// How far the items of attempts are, in order.
pub async fn marks(tx: &mut Tx<'_>, attempts: &[AttemptId]) -> Result<HashMap<AttemptId, Vec<Mark>>, StoreError> {
    let rows: Vec<(Uuid, String)> = on!(tx, db => {
        let mut select =
            QueryBuilder::new(concat!("SELECT m.attempt_id, ", marks!(), " FROM item m WHERE m.attempt_id"));
        ids_in(&mut select, attempts.iter().map(|id| id.0));
        select.push(" GROUP BY m.attempt_id");
        select.build_query_as().fetch_all(db).await
    })?;
    rows.into_iter().map(|(id, text)| Ok((AttemptId::from(id), read_marks(&text)?))).collect()
}

/// Who asks for what: a token, an attempt, and the position of an item, 0 for none.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The hash of the session's token.
    pub token_hash: [u8; 32],
    /// Which attempt.
    pub attempt: AttemptId,
    /// Which of its items.
    pub position: u16,
}

#[derive(FromRow)]
struct Row {
    which: i64,
    #[sqlx(flatten)]
    attempt: attempt::Row,
    #[sqlx(flatten)]
    session: SessionRow,
    name: Option<String>,
    role: String,
    language: String,
    theme: String,
    time_zone: String,
    extra_time: f64,
    candidate_created_at: i64,
    marks: String,
    response: Option<Json<Response>>,
    struck: Option<Json<Vec<usize>>>,
    note: Option<String>,
    flagged: Option<bool>,
    revision: Option<i64>,
    answered_at: Option<i64>,
    spent_ms: Option<i64>,
}

/// Looks at open attempts of whoever holds the tokens, each with one of its items. Nothing for an attempt that is closed, unknown or
/// somebody else's, and for a token that nobody holds: they look alike from here.
pub(super) fn look<'a>(
    tx: &'a mut Tx<'_>,
    asked: Arc<[Asked]>,
) -> BoxFuture<'a, Result<Vec<Option<Look>>, StoreError>> {
    Box::pin(async move {
        let numbered: Vec<(i64, &Asked)> = (0..).zip(asked.iter()).collect();
        let rows: Vec<Row> = on!(tx, db => {
            let mut select = QueryBuilder::new(concat!(
                "SELECT v.column1 AS which, a.*, s.id AS session_id, s.user_agent, s.created_at AS session_created_at,
                    s.last_seen_at, c.name, c.role, c.language, c.theme, c.time_zone, c.extra_time,
                    c.created_at AS candidate_created_at,
                    i.response, i.struck, i.note, i.flagged, i.revision, i.answered_at, i.spent_ms,
                    (SELECT ", marks!(), " FROM item m WHERE m.attempt_id = a.id) AS marks
                 FROM ("));
            Table::push_rows(&mut select, &numbered, rows_for(numbered.len()), |row| {
                let asked = row.map(|(_, asked)| *asked);
                [
                    Number(row.map(|(number, _)| *number)),
                    Bytes(asked.map(|asked| asked.token_hash.as_slice())),
                    Id(asked.map(|asked| asked.attempt.0)),
                    Number(asked.map(|asked| i64::from(asked.position))),
                ]
            });
            select.push(
                ") AS v JOIN session s ON s.token_hash = v.column2
                 JOIN candidate c ON c.id = s.candidate_id AND c.suspended_at IS NULL
                 JOIN attempt a ON a.id = v.column3 AND a.candidate_id = c.id AND a.closed_at IS NULL
                 LEFT JOIN item i ON i.attempt_id = a.id AND i.position = v.column4");
            select.build_query_as().fetch_all(db).await
        })?;
        let mut seen = vec![None; asked.len()];
        for row in rows {
            let which: usize = count("number of a look", row.which)?;
            if let Some(place) = seen.get_mut(which) {
                *place = Some(row.read()?);
            }
        }
        Ok(seen)
    })
}

impl Row {
    fn read(self) -> Result<Look, StoreError> {
        let marks = read_marks(&self.marks)?;
        let attempt = self.attempt.read()?;
        let candidate = CandidateRow {
            id: attempt.candidate.0,
            name: self.name,
            role: self.role,
            language: self.language,
            theme: self.theme,
            time_zone: self.time_zone,
            extra_time: self.extra_time,
            created_at: self.candidate_created_at,
        };
        let current = match (self.response, self.struck, self.note, self.flagged, self.revision) {
            (Some(response), Some(struck), Some(note), Some(flagged), Some(revision)) => Some(Current {
                entry: Entry { response: response.0, struck: struck.0, note, flagged },
                revision: count("revision", revision)?,
                answered_at: self.answered_at.map(time).transpose()?,
                spent: SignedDuration::from_millis(self.spent_ms.unwrap_or(0)),
            }),
            _ => None,
        };
        Ok(Look { candidate: candidate.read()?, session: self.session.read()?, attempt, marks, current })
    }
}

/// Reads the lines of items, and puts them into their order.
fn read_marks(text: &str) -> Result<Vec<Mark>, StoreError> {
    let mut marks: Vec<(u16, Mark)> = text.lines().map(mark).collect::<Result<_, _>>()?;
    marks.sort_by_key(|(position, _)| *position);
    Ok(marks.into_iter().map(|(_, mark)| mark).collect())
}

/// Reads `7 fscright{"choice": [1]}`, or `7{"choice": [1]}` of an item that is open, seen and not flagged: its position, its flag,
/// whether it was seen, whether it is closed, its verdict, its response. JSON has no line break in it: it escapes them.
fn mark(line: &str) -> Result<(u16, Mark), StoreError> {
    let corrupt = || StoreError::Corrupt(format!("an item's mark “{line}”"));
    let (head, response) = line.split_at(line.find('{').ok_or_else(corrupt)?);
    let (position, state) = head.split_once(' ').unwrap_or((head, "-s-"));
    let &[flagged, seen, closed, ..] = state.as_bytes() else { return Err(corrupt()) };
    let verdict = Some(&state[3..]).filter(|word| !word.is_empty());
    let mark = Mark {
        response: serde_json::from_str(response).map_err(|_| corrupt())?,
        flagged: flagged == b'f',
        seen: seen == b's',
        closed: closed == b'c',
        verdict: verdict.map(Verdict::from_str).transpose().map_err(|_| corrupt())?,
    };
    Ok((position.parse().map_err(|_| corrupt())?, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_in_the_order_of_their_items_however_they_come() {
        let marks = read_marks(
            "10 f-cright{\"choice\": [1]}\n9{\"text\": \"a {\"}\n2 ---{\"choice\": []}\n1 fs-{\"choice\": [0, 2]}",
        )
        .unwrap();
        let states: Vec<_> = marks.iter().map(|mark| (mark.flagged, mark.seen, mark.closed)).collect();
        assert_eq!(states, [(true, true, false), (false, false, false), (false, true, false), (true, false, true)]);
        assert_eq!(marks[2].response, Response::Text("a {".to_owned()));
        assert_eq!(marks[3].verdict, Some(Verdict::Right));
        for bad in ["", "7", "x{}", "7 f{}", "7 fscodd{\"choice\": []}"] {
            assert!(mark(bad).is_err(), "{bad}");
        }
    }
}
