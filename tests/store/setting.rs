//! A fresh database of either kind, with people and questions to put into it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use simulado::exam::attempt::{Mode, Open, Scored};
use simulado::exam::card::Card;
use simulado::exam::facts::Facts;
use simulado::exam::form::Place;
use simulado::exam::id::{AttemptId, CandidateId, ExamSlug, RevisionId};
use simulado::exam::lang::Lang;
use simulado::exam::lifecycle::State;
use simulado::exam::question::Verdict;
use simulado::store::begin::{self, NewAttempt};
use simulado::store::drawable::drawn;
use simulado::store::end::{self, Ended};
use simulado::store::file_sync::{Incoming, Synced, sync};
use simulado::store::look::{self, Mark};
use simulado::store::question::{NewRevision, Origin};
use simulado::store::question_file::{self, FileRead};
use simulado::store::regrade::{self, OnItem};
use simulado::store::{Store, StoreError, Tx, candidate, file_choice};
use sqlx::{Connection as _, Executor as _};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::postgres;
use crate::{job, read};

/// A database for one test.
pub struct Stage {
    pub store: Store,
    /// Where it is, to be opened a second time.
    pub url: String,
    _dir: Option<TempDir>,
}

impl Stage {
    pub async fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("store.db").display());
        Self { store: Store::open(&url).await.unwrap(), url, _dir: Some(dir) }
    }

    /// A database of its own on the server that `bin/test` started.
    pub async fn postgres() -> Self {
        let url = postgres::database().await;
        Self { store: Store::open(&url).await.unwrap(), url, _dir: None }
    }

    /// Runs statements of its own, behind the store's back.
    pub async fn sql(&self, statements: impl Into<String>) {
        let statements = sqlx::AssertSqlSafe(statements.into());
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{path}")).await.unwrap();
            connection.execute(statements).await.unwrap();
            connection.close().await.unwrap();
        } else {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            connection.execute(statements).await.unwrap();
            connection.close().await.unwrap();
        }
    }

    /// A guest called by a number.
    pub async fn guest(&self, number: u128) -> CandidateId {
        let id = CandidateId(Uuid::from_u128(number));
        job!(self, tx => candidate::add_guest(tx, id, Lang::En, "system", at(0)));
        id
    }

    /// A bank of questions "q1", "q2", … with an objective each; their revisions.
    pub async fn bank(&self, questions: u128) -> Vec<RevisionId> {
        self.reads((1..=questions).map(|n| incoming(n, "first")).collect(), 0).await;
        let current = self.drawn().await;
        (1..=questions).map(|n| current[&format!("q{n}")]).collect()
    }

    /// The program starts with these files, and no others.
    pub async fn reads(&self, files: Vec<Incoming>, second: i64) -> Synced {
        let print = |file: &Incoming| FileRead { name: file.question.clone(), print: file.hash, hash: file.hash };
        let read: Vec<FileRead> = files.iter().map(print).collect();
        job!(self, tx => async move {
            let exam = exam();
            let noted = question_file::names(tx, &exam).await?;
            let gone: Vec<_> = noted.into_iter().filter(|name| read.iter().all(|one| one.name.as_str() != *name)).collect();
            question_file::forget(tx, &exam, &gone).await?;
            question_file::put(tx, &exam, &read).await?;
            let differing = question_file::differing(tx, &exam).await?;
            let mut over = file_choice::undecided(tx, &exam).await?;
            over.retain(|name| differing.iter().all(|one| one.as_str() != *name));
            file_choice::take_back(tx, &exam, &over).await?;
            let (mut changed, mut without) = (Vec::new(), Vec::new());
            for name in differing {
                match files.iter().find(|file| file.question == name) {
                    Some(file) => changed.push(file.clone()),
                    None => without.push(name.to_string()),
                }
            }
            sync(tx, &exam, changed, &without, 1, at(second)).await
        })
    }

    /// What is drawn now.
    pub async fn drawn(&self) -> BTreeMap<String, RevisionId> {
        let slug = exam();
        let drawn = read!(self, tx => drawn(tx, &slug, 1));
        drawn.into_iter().map(|one| (one.question.to_string(), one.revision)).collect()
    }

    /// An open attempt of a guest at these revisions: choices of five options.
    pub async fn attempt(&self, number: u128, candidate: CandidateId, revisions: &[RevisionId]) -> AttemptId {
        let new = new_attempt(number, candidate, revisions, Mode::Exam);
        job!(self, tx => begin(tx, &new)).unwrap()
    }
}

/// Runs a store function as a job of its own.
#[macro_export]
macro_rules! job {
    ($stage:expr, $tx:ident => $call:expr) => {
        $stage.store.write(move |$tx| Box::pin(async move { $call.await })).await.unwrap()
    };
}

/// Runs a store function that changes nothing.
#[macro_export]
macro_rules! read {
    ($stage:expr, $tx:ident => $call:expr) => {
        $stage.store.read(|$tx| Box::pin(async move { $call.await })).await.unwrap()
    };
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_000_000 + second).unwrap()
}

pub fn incoming(n: u128, body: &str) -> Incoming {
    let mut hash = [0; 32];
    hash[..body.len()].copy_from_slice(body.as_bytes());
    Incoming {
        question: format!("q{n}").parse().unwrap(),
        hash,
        body: body.to_owned(),
        card: card(n, body),
        facts: Facts {
            version: 1,
            options: 5,
            sources: vec![format!("man:{body}(1)"), "man:all(1)".to_owned()],
            marks: vec![7, u32::MAX],
        },
        id: RevisionId(Uuid::from_u128(n * 1_000 + body.len() as u128)),
    }
}

/// The card of a question "q<n>", whose title and words are its body.
pub fn card(n: u128, body: &str) -> Card {
    Card {
        objective: format!("1.{n}").parse().unwrap(),
        area: format!("1.{n}.a"),
        kind: "single",
        level: "recall",
        checked: "2026-11-20".to_owned(),
        languages: " en pt-BR ".to_owned(),
        title: body.to_owned(),
        words: format!("q{n} {body}"),
    }
}

pub fn exam() -> ExamSlug {
    "exam".parse().unwrap()
}

pub fn new_attempt(number: u128, candidate: CandidateId, revisions: &[RevisionId], mode: Mode) -> NewAttempt {
    NewAttempt {
        id: AttemptId(Uuid::from_u128(number)),
        candidate,
        exam: exam(),
        mode,
        seed: u64::MAX,
        open: Open::begin(at(0), Some(at(60))),
        limit: Some(SignedDuration::from_secs(60)),
        content: Lang::PtBr,
        places: (1..)
            .zip(revisions)
            .map(|(n, &revision)| Place {
                objective: format!("1.{n}").parse().unwrap(),
                question: format!("q{n}").parse().unwrap(),
                revision,
                option_order: vec![4, 2, 0, 1, 3],
            })
            .collect(),
    }
}

/// Begins one attempt.
pub async fn begin(tx: &mut Tx<'_>, new: &NewAttempt) -> Result<Option<AttemptId>, StoreError> {
    Ok(begin::begin(tx, std::slice::from_ref(new)).await?.pop().flatten())
}

/// Takes one attempt, if it is open.
pub async fn lock_open(tx: &mut Tx<'_>, id: AttemptId) -> Result<Option<Open>, StoreError> {
    Ok(end::lock_open(tx, &[id]).await?.remove(&id))
}

/// Ends one attempt.
pub async fn close(
    tx: &mut Tx<'_>,
    id: AttemptId,
    scored: &Scored,
    placed: &[(u16, Verdict)],
) -> Result<(), StoreError> {
    let verdicts = placed.iter().map(|(_, verdict)| *verdict).collect();
    end::close(tx, &[Ended { id, scored: *scored, verdicts }]).await
}

/// How far the items of one attempt are.
pub async fn marks(tx: &mut Tx<'_>, id: AttemptId) -> Result<Vec<Mark>, StoreError> {
    Ok(look::marks(tx, &[id]).await?.remove(&id).unwrap_or_default())
}

/// What was decided about the items of one attempt.
pub async fn decided(tx: &mut Tx<'_>, id: AttemptId) -> Result<Vec<OnItem>, StoreError> {
    Ok(regrade::on_attempts(tx, &[id]).await?.remove(&id).unwrap_or_default())
}

/// A job that fails after it has changed something.
pub async fn fail(_: &mut Tx<'_>) -> Result<(), StoreError> {
    Err(StoreError::Corrupt("on purpose".to_owned()))
}

/// A live text of the question "q<n>", written by nobody in particular.
pub fn revision(id: u128, n: u128, body: &str, base: Option<RevisionId>) -> NewRevision {
    NewRevision {
        exam: exam(),
        name: format!("q{n}").parse().unwrap(),
        id: RevisionId(Uuid::from_u128(id)),
        hash: incoming(n, body).hash,
        body: body.to_owned(),
        author: None,
        origin: Origin::Page,
        reason: format!("to say {body}"),
        base,
        card: card(n, body),
        card_version: 1,
        state: State::Live,
    }
}
