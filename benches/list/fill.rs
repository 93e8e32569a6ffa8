//! Fills a fresh store with many questions: texts of the bank that is handed out, mixed so that no two are the same, in
//! every state, kind, level and area; some with reports, some in one language.

use std::collections::BTreeMap;
use std::error::Error;

use indicatif::ProgressBar;
use jiff::Timestamp;
use jiff::civil::date;
use simulado::bank::files::{Folder, Known};
use simulado::bank::{Bank, BankedQuestion, card};
use simulado::exam::blueprint::Blueprint;
use simulado::exam::id::{CandidateId, ExamSlug, RevisionId};
use simulado::exam::lang::Lang;
use simulado::exam::question::{Kind, Level, Question};
use simulado::exam::role::Role;
use simulado::proctor;
use simulado::store::file_sync::{Incoming, sync};
use simulado::store::{Store, StoreError, Tx, candidate};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Who writes questions.
pub const AUTHOR: CandidateId = CandidateId(Uuid::from_u128(1));
/// How many questions come in with one transaction.
const CHUNK: u32 = 5_000;

/// Runs a statement of the benchmark's own.
pub async fn execute(tx: &mut Tx<'_>, sql: String) -> Result<(), StoreError> {
    match tx {
        Tx::SqliteWriter(connection) | Tx::SqliteAlone(connection) => {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut **connection).await?;
        }
        Tx::PostgresJob(connection) => {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut **connection).await?;
        }
        Tx::SqliteReader(_) | Tx::PostgresReader(_) => {}
    }
    Ok(())
}

/// Puts questions of an exam into the store, as many as are asked for.
pub async fn questions(
    store: &Store,
    exam: &ExamSlug,
    bank: &Bank,
    many: u32,
    bar: &ProgressBar,
) -> Result<(), StoreError> {
    let offset = exam.as_str().bytes().fold(1_u128, |all, byte| (all << 7) ^ u128::from(byte)) << 32;
    let bases: Vec<&Question> = bank.iter().map(|banked| &banked.question).collect();
    for first in (0..many).step_by(CHUNK as usize) {
        let last = many.min(first + CHUNK);
        let files: Vec<Incoming> = (first..last).map(|n| incoming(offset, &bank.blueprint, &bases, n)).collect();
        let (slug, now) = (exam.clone(), at(first));
        store
            .write(move |tx| {
                Box::pin(async move {
                    sync(tx, &slug, files, &[], card::VERSION, now).await?;
                    // As if they had been written on pages: the next ones are no sign that these are gone.
                    execute(tx, "UPDATE question SET file_hash = NULL WHERE file_hash IS NOT NULL".to_owned()).await
                })
            })
            .await?;
        bar.inc(u64::from(last - first));
    }
    let slug = exam.clone();
    store.write(move |tx| Box::pin(async move { states(tx, &slug).await })).await
}

/// Moves some questions to other states, and reports some.
async fn states(tx: &mut Tx<'_>, exam: &ExamSlug) -> Result<(), StoreError> {
    for (state, live, names) in [("draft", "NULL", "%7"), ("in-review", "live_id", "%13"), ("retired", "NULL", "%29")] {
        let sql = format!(
            "UPDATE question SET state = '{state}', live_id = {live} WHERE exam = '{exam}' AND name LIKE '{names}'"
        );
        execute(tx, sql).await?;
    }
    execute(tx, format!("UPDATE question SET languages = ' en ' WHERE exam = '{exam}' AND name LIKE '%57'")).await
}

/// An author, and an attempt whose candidate has reported some questions.
pub async fn people(store: &Store, exam: &ExamSlug) -> Result<(), StoreError> {
    let slug = exam.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                candidate::add_guest(tx, AUTHOR, Lang::En, "system", Timestamp::UNIX_EPOCH).await?;
                candidate::register(tx, AUTHOR, "author", "no hash").await?;
                candidate::set_role(tx, AUTHOR, Role::Admin).await?;
                execute(
                    tx,
                    format!(
                        "INSERT INTO attempt (id, candidate_id, exam, mode, settings, seed, state, content_language, started_at,
                                              last_event_at, questions)
                         SELECT id, id, '{slug}', 'practice', '{{}}', 1, 'open', 'en', 0, 0, 1 FROM candidate"
                    ),
                )
                .await?;
                execute(
                    tx,
                    format!(
                        "INSERT INTO report (attempt_id, position, id, revision_id, response, message, created_at, exam, question)
                         SELECT c.id, 1, q.revision_id, q.revision_id, '{{}}', 'wrong', 0, q.exam, q.name
                         FROM question q CROSS JOIN candidate c WHERE q.exam = '{slug}' AND q.name LIKE '%777'"
                    ),
                )
                .await
            })
        })
        .await
}

fn at(n: u32) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + i64::from(n)).expect("a time")
}

/// Question number `n`: stem, options and place each of another question.
fn incoming(offset: u128, blueprint: &Blueprint, bases: &[&Question], n: u32) -> Incoming {
    let pick = |step: u32| bases[(n.wrapping_mul(step).wrapping_add(n >> 7)) as usize % bases.len()];
    let (base, stem) = (pick(1), pick(7));
    let options = bases.iter().cycle().skip(n as usize * 13 % bases.len());
    let alike = options.take(bases.len()).find(|other| other.kind == base.kind).unwrap_or(&base);
    let areas: Vec<_> = blueprint.objectives().flat_map(|o| o.areas.iter().map(move |area| (o, area))).collect();
    let (objective, area) = areas[n.wrapping_mul(31) as usize % areas.len()];
    let mut question = Question {
        objective: objective.id.clone(),
        name: format!("{}-{n:06}", stem.name).parse().expect("a name"),
        area: area.id.clone(),
        level: [Level::Recall, Level::Apply, Level::Troubleshoot][n as usize % 3],
        checked: date(2024, 1, 1).saturating_add(jiff::Span::new().days(n.wrapping_mul(17) % 1_000)),
        ..base.clone()
    };
    for lang in Lang::ALL {
        let body = question.body.get_mut(lang);
        // A name that few questions have, as those of hosts and volumes are.
        body.stem = format!("{}\n\nhost{:05}.example.com, vol-{:x}.", stem.body.get(lang).stem, n % 9_973, n % 1_021);
        if !matches!(question.kind, Kind::FillIn(_)) {
            body.options.clone_from(&alike.body.get(lang).options);
        }
    }
    let banked = BankedQuestion::new(question);
    proctor::incoming(&banked, RevisionId(Uuid::from_u128(offset | u128::from(n))))
}

/// The exam that is handed out, and the same without its questions, as the library is opened with.
pub fn banks() -> Result<(Bank, Folder), Box<dyn Error>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("questions/lpic3-305-300");
    let (full, mut empty) = (simulado::bank::load(&folder)?, Folder::read(&folder, &Known::new())?);
    empty.files = BTreeMap::new();
    Ok((full, empty))
}
