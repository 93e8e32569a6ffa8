//! Saving what was answered: from a script as the candidate goes, or with the page's buttons.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::attempt::{item_url, result_url, sitting};
use super::input::Form;
use super::problem::{Explained, Problem, Script};
use super::state::App;
use super::visitor::{Unknown, Visitor};
use super::{format, see_other, view};
use crate::exam::attempt::Open;
use crate::exam::lang::Lang;
use crate::proctor::{Answer, SaveError, Sitting, Taken};

/// The form of the question page.
#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    choice: Vec<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    struck: Vec<String>,
    flagged: Option<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    revision: u32,
    content: Option<String>,
    #[serde(default)]
    go: Vec<String>,
}

/// `POST /attempts/{id}/items/{n}/response`
pub async fn save(
    State(app): State<App>,
    unknown: Unknown,
    Path((id, n)): Path<(String, String)>,
    Script(script): Script,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    if script && let Some(stored) = quickly(&app, &unknown, &id, &n, &sent).await? {
        return Ok(stored);
    }
    // In a box: what is hardly ever needed must not make every answer's future large.
    Box::pin(at_length(app, unknown, id, n, script, sent)).await
}

/// Stores an answer, or says why not.
async fn at_length(
    app: App,
    unknown: Unknown,
    id: String,
    n: String,
    json: bool,
    sent: Sent,
) -> Result<Response, Problem> {
    let visitor = unknown.identified(&app).await?;
    let sitting = sitting(&app, &visitor, &id).await?;
    let position: u16 = n.parse().map_err(|_| Problem::NotFound)?;
    let answer = read_answer(&sitting, &sent)?;
    match app.proctor.save(&sitting, position, &answer).await {
        Ok(Taken::Stored(revision)) if json => {
            let now = app.clock().now();
            Ok(acknowledged(revision, &visitor.zoned(now), sitting.open(), now))
        }
        Ok(Taken::Stored(_)) => go(&app, &sitting, position, sent.go.last().map_or("", String::as_str)).await,
        Ok(Taken::Changed(revision)) => changed(&app, &visitor, &sitting, position, &sent, revision, json).await,
        Ok(Taken::Closed) => Err(closed(&app, &visitor, &sitting, position, &sent).await?),
        Err(SaveError::Unknown) => Err(Problem::NotFound),
        Err(SaveError::Unfit) => Err(Problem::Unreadable { detail: None }),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

/// Stores an answer as a script sends it, which knows its language. Nothing if it was not stored, for whatever reason.
async fn quickly(app: &App, unknown: &Unknown, id: &str, n: &str, sent: &Sent) -> Result<Option<Response>, Problem> {
    let content = sent.content.as_deref().and_then(|tag| tag.parse().ok());
    let (Some(hash), Ok(id), Ok(position), Some(content)) = (unknown.token_hash, id.parse(), n.parse(), content) else {
        return Ok(None);
    };
    match app.proctor.save_quickly(hash, id, position, &answer(content, sent)).await {
        Ok(Some(stored)) => {
            let now = app.clock().now();
            let at = unknown.zoned(now, &stored.time_zone);
            Ok(Some(acknowledged(stored.revision, &at, Some(stored.open), now)))
        }
        // The long way says why.
        Ok(None) | Err(SaveError::Unfit | SaveError::Unknown) => Ok(None),
        Err(SaveError::Store(error)) => Err(error.into()),
    }
}

fn read_answer<'s>(sitting: &Sitting, sent: &'s Sent) -> Result<Answer<'s>, Problem> {
    let content = match sent.content.as_deref() {
        None | Some("") => sitting.attempt.content,
        Some(tag) => tag.parse().map_err(|_| Problem::Unreadable { detail: None })?,
    };
    Ok(answer(content, sent))
}

fn answer(content: Lang, sent: &Sent) -> Answer<'_> {
    Answer {
        choice: &sent.choice,
        text: &sent.text,
        struck: &sent.struck,
        flagged: sent.flagged.is_some(),
        // Browsers send a line's end as two characters.
        note: sent.note.replace("\r\n", "\n"),
        revision: sent.revision,
        content,
    }
}

/// What a script hears once an answer is stored.
#[derive(Serialize)]
struct Acknowledged {
    revision: u32,
    saved_at: String,
    seconds_left: Option<u64>,
    total: Option<u64>,
}

fn acknowledged(revision: u32, at: &ZonedDateTime, open: Option<Open>, now: Timestamp) -> Response {
    Json(Acknowledged {
        revision,
        saved_at: format::time(at),
        seconds_left: open.and_then(|open| open.seconds_left(now)),
        total: open.and_then(|open| open.total_seconds()),
    })
    .into_response()
}

/// On to where the button leads.
async fn go(app: &App, sitting: &Sitting, position: u16, to: &str) -> Result<Response, Problem> {
    let last = u16::try_from(sitting.items.len()).unwrap_or(u16::MAX);
    let page = |name: &str| format!("/attempts/{}/{name}", sitting.attempt.id);
    let url = match to {
        "previous" => item_url(sitting, position.saturating_sub(1).max(1)),
        "next" if position >= last => page("navigator"),
        "next" => item_url(sitting, position + 1),
        "navigator" => page("navigator"),
        "submission" => page("submission"),
        "check" => {
            app.proctor.check(sitting, position).await.map_err(|error| match error {
                SaveError::Store(error) => error.into(),
                SaveError::Unfit | SaveError::Unknown => Problem::NotFound,
            })?;
            item_url(sitting, position)
        }
        other => match other.strip_prefix("item-").and_then(|n| n.parse().ok()) {
            Some(n) if (1..=last).contains(&n) => item_url(sitting, n),
            _ => item_url(sitting, position),
        },
    };
    Ok(see_other(&url))
}

/// What was sent, in a few words, so that nothing typed is lost even where it cannot be stored.
fn in_words(sent: &Sent) -> String {
    let mut parts = vec![sent.choice.join(", "), sent.text.clone(), sent.note.clone()];
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

async fn changed(
    app: &App,
    visitor: &Visitor,
    before: &Sitting,
    position: u16,
    sent: &Sent,
    revision: u32,
    json: bool,
) -> Result<Response, Problem> {
    if json {
        let body = json!({ "message": visitor.t().words_changed(), "revision": revision });
        let mut response = (StatusCode::CONFLICT, Json(body)).into_response();
        response.extensions_mut().insert(Explained);
        return Ok(response);
    }
    let now = sitting(app, visitor, &before.attempt.id.to_string()).await?;
    let stored = now.item(position).map(|item| {
        let answer = view::summary(item, &item.entry.response);
        if item.entry.note.is_empty() { answer } else { format!("{answer}\n{}", item.entry.note) }
    });
    Err(Problem::Changed {
        onward: item_url(before, position),
        sent: in_words(sent),
        stored: stored.unwrap_or_default(),
    })
}

/// Why it takes no more answers: the attempt has ended, or this item was checked.
async fn closed(
    app: &App,
    visitor: &Visitor,
    before: &Sitting,
    position: u16,
    sent: &Sent,
) -> Result<Problem, Problem> {
    let now = sitting(app, visitor, &before.attempt.id.to_string()).await?;
    let onward = if now.open().is_some() { item_url(&now, position) } else { result_url(&now) };
    Ok(Problem::Closed { onward, sent: Some(in_words(sent)).filter(|words| !words.is_empty()) })
}
