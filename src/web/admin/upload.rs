//! The file of a form: no more of it is held than is taken, and whoever sends too much still gets to see the answer.

use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{StatusCode, header};
use futures_util::{StreamExt as _, stream};
use tokio::sync::mpsc::{self, Sender};
use tokio::time::timeout;

use crate::authoring::import::{Choices, FILE_BYTES};
use crate::web::problem::Problem;
use crate::web::state::App;

/// What a form around it may add.
pub const BODY_BYTES: usize = FILE_BYTES + 64 * 1024;
/// The longest name of a file that is kept, in characters.
const NAME: usize = 120;
/// So much of what is not taken is read and thrown away.
const UNWANTED_BYTES: usize = 4 * FILE_BYTES;
/// For so long.
const UNWANTED_TIME: Duration = Duration::from_secs(10);

/// A file that was sent, and what was said of it.
pub struct Upload {
    /// Its name, without the folders in which it lay.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Its format, its language.
    pub choices: Choices,
}

/// Why there is no file.
pub enum NoFile {
    /// More than is taken.
    TooLarge,
    /// None was chosen.
    NotChosen,
    /// The form cannot be read.
    Problem(Problem),
}

/// Reads the form. One that says of itself that it is too long is refused before it is read.
pub async fn read(app: &App, request: Request) -> Result<Upload, NoFile> {
    let said = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: usize| length > UNWANTED_BYTES) {
        return Err(NoFile::TooLarge);
    }
    let request = request.map(lingering);
    if said.is_some_and(|length| length > BODY_BYTES) {
        return Err(NoFile::TooLarge);
    }
    // A form of another kind has no file.
    let Ok(multipart) = Multipart::from_request(request, app).await else { return Err(NoFile::NotChosen) };
    parts(multipart).await.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => NoFile::TooLarge,
        _ => NoFile::Problem(Problem::Unreadable { detail: None }),
    })?
}

async fn parts(mut multipart: Multipart) -> Result<Result<Upload, NoFile>, MultipartError> {
    let mut file = None;
    let mut choices = Choices::default();
    while let Some(field) = multipart.next_field().await? {
        match field.name().unwrap_or_default() {
            "file" => {
                let name = field.file_name().unwrap_or_default();
                let name: String = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(NAME).collect();
                let bytes = field.bytes().await?;
                if !name.is_empty() || !bytes.is_empty() {
                    file = Some((name.replace('\0', ""), bytes));
                }
            }
            "format" => choices.format = field.text().await?.parse().ok(),
            "lang" => choices.lang = field.text().await?.parse().ok(),
            _ => {}
        }
    }
    Ok(file.map(|(name, bytes)| Upload { name, bytes: bytes.into(), choices }).ok_or(NoFile::NotChosen))
}

/// A body whose rest is read and thrown away when nobody wants it any more. A browser that is cut off while it sends says that the
/// connection broke, and not what the answer was.
fn lingering(body: Body) -> Body {
    let (sender, mut receiver) = mpsc::channel(1);
    tokio::spawn(pass_on(body.into_data_stream(), sender));
    Body::from_stream(stream::poll_fn(move |context| receiver.poll_recv(context)))
}

async fn pass_on(mut body: BodyDataStream, to: Sender<Result<Bytes, axum::Error>>) {
    loop {
        let chunk = tokio::select! {
            chunk = body.next() => chunk,
            () = to.closed() => break,
        };
        let Some(chunk) = chunk else { return };
        if to.send(chunk).await.is_err() {
            break;
        }
    }
    // Whoever goes on longer than this is cut off after all.
    let _ = timeout(UNWANTED_TIME, throw_away(body)).await;
}

async fn throw_away(mut body: BodyDataStream) {
    let mut left = UNWANTED_BYTES;
    while let Some(Ok(chunk)) = body.next().await {
        left = left.saturating_sub(chunk.len());
        if left == 0 {
            return;
        }
    }
}
