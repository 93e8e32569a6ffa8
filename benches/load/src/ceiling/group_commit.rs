//! Answers that are stored by one thread, many to a commit, and acknowledged after it.

use std::path::Path;
use std::sync::mpsc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use tokio::sync::oneshot;

use super::super::client::Failure;

/// Answers in a commit at most.
const BATCH: usize = 256;

struct Save {
    attempt: i64,
    position: i64,
    response: String,
    done: oneshot::Sender<bool>,
}

type Saves = mpsc::Sender<Save>;

pub fn routes(folder: &Path) -> Result<Router, Failure> {
    let mut connection = super::open(&folder.join("group.db")).map_err(|error| error.to_string())?;
    super::fill(&mut connection).map_err(|error| error.to_string())?;
    let (saves, queue) = mpsc::channel::<Save>();
    std::thread::spawn(move || write(&connection, &queue));
    Ok(Router::new().route("/save", post(save)).with_state(saves))
}

/// `attempt=7&position=3&response=…`, read by hand: the least that reading a form can be.
async fn save(State(saves): State<Saves>, form: String) -> Result<String, StatusCode> {
    let field = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let number = |name| field(name).and_then(|text| text.parse().ok()).ok_or(StatusCode::BAD_REQUEST);
    let (done, written) = oneshot::channel();
    let save = Save {
        attempt: number("attempt")?,
        position: number("position")?,
        response: field("response").unwrap_or_default().to_owned(),
        done,
    };
    saves.send(save).map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    match written.await {
        Ok(true) => Ok("{\"revision\": 1}".to_owned()),
        _ => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn write(connection: &rusqlite::Connection, queue: &mpsc::Receiver<Save>) {
    while let Ok(first) = queue.recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(next) = queue.try_recv()
        {
            batch.push(next);
        }
        let stored = store(connection, &batch).is_ok();
        for save in batch {
            // Whoever has gone away needs no answer.
            let _ = save.done.send(stored);
        }
    }
}

fn store(connection: &rusqlite::Connection, batch: &[Save]) -> Result<(), rusqlite::Error> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let mut update = connection.prepare_cached(
        "UPDATE item SET response = ?3, revision = revision + 1, answered_at = ?4 WHERE attempt = ?1 AND position = ?2",
    )?;
    for save in batch {
        update.execute((save.attempt, save.position, &save.response, 1_790_000_000_000_i64))?;
    }
    connection.execute_batch("COMMIT")
}
