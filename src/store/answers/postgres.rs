//! Answers on `PostgreSQL`: one statement asks, stores and answers. It is its own transaction, so that a batch is one way to the server
//! and back.

use sqlx::QueryBuilder;

use super::{Glance, Sent, Stored, asked, entry};
use crate::exam::attempt::Open;
use crate::exam::clock::LONGEST;
use crate::store::rows::Cell::{Id, Number, Text, Truth};
use crate::store::rows::Table;
use crate::store::{StoreError, count, millis, time};

/// Which answer, the item's revision now, the attempt's beginning and deadline, the candidate's time zone.
type Row = (i64, i64, i64, Option<i64>, String);

/// Stores what can be stored of a batch that holds something. For each answer that was taken, which one it is and what became of it.
pub(super) async fn store(
    connection: &mut sqlx::PgConnection,
    sent: &[Sent],
    glances: &[Glance],
) -> Result<Vec<(usize, Stored)>, StoreError> {
    let numbered: Vec<(i64, &Sent)> = (0..).zip(sent).collect();
    let mut statement = QueryBuilder::new("WITH ");
    if !sent.is_empty() {
        push_answers(&mut statement, &numbered);
    }
    if !glances.is_empty() {
        statement.push(if sent.is_empty() { "" } else { ", " });
        push_glances(&mut statement, glances);
    }
    if sent.is_empty() {
        statement.push(" SELECT 1");
        statement.build().execute(connection).await?;
        return Ok(Vec::new());
    }
    statement.push(" SELECT number, revision, started_at, deadline, time_zone FROM answered");
    // All of them, to the end: that there is nothing more is said after the commit, and the rows are sent before it.
    let rows: Vec<Row> = statement.build_query_as().fetch_all(connection).await?;
    rows.into_iter()
        .map(|(number, revision, started_at, deadline, time_zone)| {
            let open = Open { started_at: time(started_at)?, deadline: deadline.map(time).transpose()? };
            Ok((count("number", number)?, Stored { revision: count("revision", revision)?, open, time_zone }))
        })
        .collect()
}

/// The attempts are taken first and in order: a hand-in at the same moment waits, or was quicker, and two batches do not wait for each
/// other. An item that was changed while this waited has another revision, and is left.
///
/// That an attempt is open is told by `closed_at`, as everywhere where attempts are looked up by their ids: by its `state`, the server
/// may come to read all that are open and pick some, if it takes them for a few – which it does until it has counted them anew.
fn push_answers<'s>(statement: &mut QueryBuilder<sqlx::Postgres>, numbered: &'s [(i64, &'s Sent)]) {
    statement.push(
        "found AS MATERIALIZED (
             SELECT v.*, a.started_at, a.deadline, a.last_event_at, c.time_zone FROM (",
    );
    Table::push_rows(statement, numbered, 0, |row| {
        let sent = row.map(|(_, one)| *one);
        let [number, attempt, position, revision, token, latest] = asked(row);
        let [response, struck, note, flagged] = entry(sent);
        [
            number,
            attempt,
            position,
            revision,
            token,
            latest,
            Number(sent.map(|one| millis(one.now))),
            Text(sent.map(|one| one.content.as_str())),
            Truth(sent.map(|one| one.entry.response.is_blank())),
            response,
            struck,
            note,
            flagged,
        ]
    });
    statement.push(
        ") AS v (number, attempt_id, position, revision, token_hash, latest, now, content, is_blank,
                   response, struck, note, flagged)
             JOIN attempt a ON a.id = v.attempt_id AND a.closed_at IS NULL AND (a.deadline IS NULL OR a.deadline >= v.latest)
             JOIN session s ON s.token_hash = v.token_hash AND s.candidate_id = a.candidate_id
             JOIN candidate c ON c.id = a.candidate_id AND c.suspended_at IS NULL
             ORDER BY a.id FOR NO KEY UPDATE OF a),
         answered AS (
             UPDATE item SET response = v.response, struck = v.struck, note = v.note, flagged = v.flagged,
                 revision = item.revision + CASE WHEN item.response = v.response AND item.struck = v.struck
                     AND item.note = v.note AND item.flagged = v.flagged THEN 0 ELSE 1 END,
                 answered_at = CASE WHEN v.is_blank THEN NULL WHEN item.response = v.response THEN item.answered_at
                     ELSE v.now END,
                 spent_ms = item.spent_ms + LEAST(GREATEST(v.now - v.last_event_at, 0), ");
    statement.push_bind(i64::try_from(LONGEST.as_millis()).unwrap_or(0));
    statement.push(
        "), seen_at = COALESCE(item.seen_at, v.now)
             FROM found AS v
             WHERE item.attempt_id = v.attempt_id AND item.position = v.position AND item.revision = v.revision
                 AND item.closed_at IS NULL
             RETURNING v.number, item.revision, v.started_at, v.deadline, v.time_zone,
                 item.attempt_id, item.position, v.content, v.now),
         written AS (
             UPDATE attempt SET current_position = w.position, content_language = w.content, last_event_at = w.now
             FROM answered AS w WHERE attempt.id = w.attempt_id)",
    );
}

fn push_glances(statement: &mut QueryBuilder<sqlx::Postgres>, glances: &[Glance]) {
    statement.push("glance (attempt_id, position, now) AS MATERIALIZED (");
    Table::push_rows(statement, glances, 0, |row| {
        [
            Id(row.map(|one| one.attempt.0)),
            Number(row.map(|one| i64::from(one.position))),
            Number(row.map(|one| millis(one.now))),
        ]
    });
    statement.push(
        "), looked AS (
             UPDATE attempt SET current_position = g.position FROM glance AS g
             WHERE attempt.id = g.attempt_id AND attempt.closed_at IS NULL),
         seen AS (
             UPDATE item SET seen_at = g.now FROM glance AS g
             WHERE item.attempt_id = g.attempt_id AND item.position = g.position AND item.seen_at IS NULL)",
    );
}
