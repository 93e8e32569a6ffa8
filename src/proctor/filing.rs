//! The files of an exam come into the store: what has changed in them since they were last read, some at a time, so that a start with
//! very many takes no more memory than one with a few.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use tokio::task::JoinHandle;

use super::OpenError;
use crate::ambient::Random;
use crate::bank::files::Folder;
use crate::bank::{BankError, BankedQuestion, card, facts};
use crate::exam::draft::Draft;
use crate::exam::id::{QuestionName, RevisionId};
use crate::store::file_choice::{take_back, undecided};
use crate::store::file_sync::{Incoming, Synced, sync};
use crate::store::question_file::{self, FileRead, differing};
use crate::store::{Store, StoreError};

/// How many questions come in with one transaction. A bank of so many comes in whole or not at all.
const AT_ONCE: usize = 2_000;

/// A question of a file as it goes into the store.
pub fn incoming(banked: &BankedQuestion, id: RevisionId) -> Incoming {
    let question = &banked.question;
    Incoming {
        question: question.name.clone(),
        hash: banked.hash,
        body: banked.text.clone(),
        card: card::card(&Draft::of(question), question.objective.clone(), &question.name),
        facts: facts::facts(question),
        id,
    }
}

/// Brings the stored questions of an exam in line with its files. After a start that was cut off, the next one goes on.
pub async fn file(store: &Store, folder: &Arc<Folder>, random: &Random, now: Timestamp) -> Result<Synced, OpenError> {
    note(store, folder).await?;
    let exam = &folder.blueprint.slug;
    let slug = exam.clone();
    let (differing, noted) = store
        .read(|tx| Box::pin(async move { Ok((differing(tx, &slug).await?, undecided(tx, &slug).await?)) }))
        .await?;
    take_back_all_but(store, folder, &differing, noted).await?;
    let (mut synced, mut done, whole) = (Synced::default(), 0, differing.len());
    let parts: Vec<Vec<QuestionName>> = differing.chunks(AT_ONCE).map(<[_]>::to_vec).collect();
    // The next ones are parsed while some are being stored.
    let mut parts = stream::iter(parts).map(|names| prepare(folder, names, random, now)).buffered(2);
    while let Some(part) = parts.next().await {
        let Part { files, without } = part.map_err(|_| StoreError::Panicked)??;
        if whole > AT_ONCE {
            tracing::info!(%exam, done, of = whole, "changed files come in");
        }
        done += files.len() + without.len();
        let slug = exam.clone();
        synced += store
            .write(move |tx| Box::pin(async move { sync(tx, &slug, files, &without, card::VERSION, now).await }))
            .await?;
    }
    if synced.conflicts > 0 {
        tracing::warn!(%exam, conflicts = synced.conflicts, "questions changed in their files and here: choose on the admin pages");
    }
    Ok(synced)
}

/// Questions that come in together, and those whose file is gone.
struct Part {
    files: Vec<Incoming>,
    without: Vec<String>,
}

/// Parses files on a thread of its own.
fn prepare(
    folder: &Arc<Folder>,
    names: Vec<QuestionName>,
    random: &Random,
    now: Timestamp,
) -> JoinHandle<Result<Part, BankError>> {
    let (folder, random) = (Arc::clone(folder), random.clone());
    tokio::task::spawn_blocking(move || {
        let mut part = Part { files: Vec::with_capacity(names.len()), without: Vec::new() };
        for name in names {
            match folder.question(&name)? {
                Some(banked) => part.files.push(incoming(&banked, RevisionId(random.uuid(now)))),
                None => part.without.push(name.to_string()),
            }
        }
        Ok(part)
    })
}

/// Notes how the files are now, as far as that is new.
async fn note(store: &Store, folder: &Folder) -> Result<(), StoreError> {
    let exam = &folder.blueprint.slug;
    let new = folder.files.iter().filter(|(_, file)| file.is_new);
    let new: Vec<FileRead> =
        new.map(|(name, file)| FileRead { name: name.clone(), print: file.print, hash: file.hash }).collect();
    for files in new.chunks(AT_ONCE) {
        let (slug, files) = (exam.clone(), files.to_vec());
        store.write(move |tx| Box::pin(async move { question_file::put(tx, &slug, &files).await })).await?;
    }
    let slug = exam.clone();
    let noted = store.read(|tx| Box::pin(async move { question_file::count(tx, &slug).await })).await?;
    if noted == folder.files.len() {
        return Ok(());
    }
    let slug = exam.clone();
    let noted = store.read(|tx| Box::pin(async move { question_file::names(tx, &slug).await })).await?;
    let gone: Vec<String> =
        noted.into_iter().filter(|name| name.parse().map_or(true, |name| !folder.files.contains_key(&name))).collect();
    let slug = exam.clone();
    store.write(move |tx| Box::pin(async move { question_file::forget(tx, &slug, &gone).await })).await
}

/// Takes back the conflicts about questions whose files are again what they were.
async fn take_back_all_but(
    store: &Store,
    folder: &Folder,
    differing: &[QuestionName],
    noted: Vec<String>,
) -> Result<(), StoreError> {
    let differing: BTreeSet<&str> = differing.iter().map(QuestionName::as_str).collect();
    let over: Vec<String> = noted.into_iter().filter(|name| !differing.contains(name.as_str())).collect();
    if over.is_empty() {
        return Ok(());
    }
    let slug = folder.blueprint.slug.clone();
    store.write(move |tx| Box::pin(async move { take_back(tx, &slug, &over).await })).await
}
