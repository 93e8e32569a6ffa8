//! Everything that is stored about one candidate, as they may take it with them.

use serde_json::{Value, json};
use sqlx::types::Json;
use uuid::Uuid;

use super::{StoreError, Tx, attempt, candidate, group, item, on, regraded, session, time};
use crate::exam::attempt::Mode;
use crate::exam::id::CandidateId;
use crate::exam::scoring::Score;
use crate::store::attempt::{Attempt, Stage};
use crate::store::item::Item;
use crate::store::regraded::Recount;

/// How many attempts one download holds at most.
const ATTEMPTS: u32 = 100_000;

/// All of a candidate's data: `{account, groups, sessions, attempts: [{…, items}], counted_again, reports}`, times as RFC 3339 in UTC. Secrets (the
/// hashes of the password and of session tokens) are left out. Nothing for an unknown candidate.
pub async fn of_candidate(tx: &mut Tx<'_>, id: CandidateId) -> Result<Option<Value>, StoreError> {
    let Some(person) = candidate::by_id(tx, id).await? else { return Ok(None) };
    let sessions: Vec<Value> = session::of_candidate(tx, id)
        .await?
        .into_iter()
        .map(|session| {
            json!({
                "browser": session.user_agent,
                "created_at": session.created_at.to_string(),
                "last_seen_at": session.last_seen_at.to_string(),
            })
        })
        .collect();
    let groups: Vec<Value> = group::of_candidate(tx, id)
        .await?
        .into_iter()
        .map(|one| json!({ "name": one.name, "joined_at": one.joined_at.to_string() }))
        .collect();
    let mut attempts = Vec::new();
    for attempt in attempt::all_of(tx, id, ATTEMPTS).await? {
        let items = item::of_attempt(tx, attempt.id).await?;
        attempts.push(attempt_json(&attempt, &items));
    }
    Ok(Some(json!({
        "account": {
            "id": person.id.to_string(),
            "name": person.name,
            "role": person.role.as_str(),
            "language": person.language.as_str(),
            "theme": person.theme,
            "time_zone": person.time_zone,
            "extra_time": person.extra_time,
            "created_at": person.created_at.to_string(),
        },
        "groups": groups,
        "sessions": sessions,
        "attempts": attempts,
        "counted_again": regraded::of_candidate(tx, id).await?.iter().map(recount_json).collect::<Vec<_>>(),
        "reports": reports(tx, id).await?,
    })))
}

fn attempt_json(attempt: &Attempt, items: &[Item]) -> Value {
    let (closed, score) = match &attempt.stage {
        Stage::Open(_) => (None, None),
        Stage::Scored(scored) => (Some(scored.closed), Some(scored.score)),
    };
    let settings = match &attempt.mode {
        Mode::Exam => None,
        Mode::Practice(practice) => Some(practice),
    };
    let items: Vec<Value> = items
        .iter()
        .map(|item| {
            json!({
                "number": item.position,
                "objective": item.objective.as_str(),
                "question": item.question.as_str(),
                "revision_id": item.revision_id.to_string(),
                "option_order": item.option_order,
                "response": item.entry.response,
                "struck": item.entry.struck,
                "note": item.entry.note,
                "flagged": item.entry.flagged,
                "seen_at": item.seen_at.map(|at| at.to_string()),
                "answered_at": item.answered_at.map(|at| at.to_string()),
                "seconds_spent": item.spent.as_secs(),
                // What was right is not told before the attempt is closed, not even here.
                "decided": item.decided.map(|(_, decision)| decision.as_str()),
                "verdict": item.verdict.filter(|_| closed.is_some() || item.closed_at.is_some()).map(super::super::exam::question::Verdict::as_str),
            })
        })
        .collect();
    json!({
        "id": attempt.id.to_string(),
        "exam": attempt.exam.as_str(),
        "mode": attempt.mode.name(),
        "settings": settings,
        "started_at": attempt.started_at().to_string(),
        "closed_at": closed.map(|closed| closed.closed_at.to_string()),
        "ending": closed.map(|closed| closed.ending.as_str()),
        "right": score.map(|score| score.right),
        "questions": attempt.questions,
        "questions_that_count": score.map(|score| score.questions),
        "scaled_estimate": score.map(|score| score.scaled),
        "items": items,
    })
}

fn recount_json(one: &Recount) -> Value {
    let score = |score: &Score| json!({ "right": score.right, "of": score.questions, "scaled_estimate": score.scaled });
    json!({
        "attempt": one.attempt.to_string(),
        "number": one.position,
        "decided": one.decision.as_str(),
        "decided_at": one.at.to_string(),
        "reason": one.reason,
        "before": score(&one.old),
        "after": score(&one.new),
    })
}

/// Attempt, number, message, response, time, state and answer of a report.
type ReportRow = (Uuid, i64, String, Json<Value>, i64, String, String);

async fn reports(tx: &mut Tx<'_>, id: CandidateId) -> Result<Vec<Value>, StoreError> {
    let rows: Vec<ReportRow> = on!(tx, db => sqlx::query_as(
        "SELECT r.attempt_id, r.position, r.message, r.response, r.created_at, r.state, r.answer
         FROM report r JOIN attempt a ON a.id = r.attempt_id WHERE a.candidate_id = $1 ORDER BY r.created_at, r.id")
        .bind(id.0).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(attempt, number, message, response, created_at, state, answer)| {
            Ok(json!({
                "attempt": attempt.to_string(),
                "number": number,
                "message": message,
                "response": response.0,
                "created_at": time(created_at)?.to_string(),
                "state": state,
                "answer": answer,
            }))
        })
        .collect()
}
