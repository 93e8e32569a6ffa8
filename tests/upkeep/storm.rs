//! A backup in the middle of a storm of saves holds all that was answered before it began, and is whole.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use simulado::exam::attempt::Mode;
use simulado::exam::id::{CandidateId, SessionId};
use simulado::exam::lang::Lang;
use simulado::exam::scoring::Curve;
use simulado::proctor::{Answer, Proctor, Wish};
use simulado::store::contents::of_file;
use simulado::store::reader::Reader;
use simulado::store::{candidate, session};
use simulado::upkeep::backup::{Wanted, backup};
use simulado::upkeep::scores;

use crate::place::TINY;
use crate::support::Simulado;

const CANDIDATES: usize = 20;

/// The hash of the token of a guest's session.
fn token(id: CandidateId) -> [u8; 32] {
    let mut hash = [0; 32];
    hash[..16].copy_from_slice(id.0.as_bytes());
    hash
}

/// A new guest sits an exam, from the first question to the hand-in.
async fn sits_an_exam(proctor: &Proctor, answered: &AtomicU64) {
    let now = proctor.clock.now();
    let id = CandidateId(proctor.random.uuid(now));
    let guest = proctor.store.write(move |tx| {
        Box::pin(async move {
            candidate::add_guest(tx, id, Lang::En, "system", now).await?;
            session::add(tx, id, SessionId(id.0), token(id), "a storm", now).await?;
            candidate::by_id(tx, id).await
        })
    });
    let guest = guest.await.expect("a guest").expect("it is there");
    let wish = Wish { exam: "tiny".parse().expect("a slug"), mode: Mode::Exam, content: Lang::En, newcomer: true };
    let attempt = proctor.begin(&guest, wish).await.expect("an attempt");
    let sitting = proctor.sitting(id, attempt).await.expect("a read").expect("a sitting");
    for item in &sitting.items {
        let choice = if item.option_order.is_empty() { vec![] } else { vec!["A".to_owned()] };
        let text = if item.option_order.is_empty() { "qemu-img".to_owned() } else { String::new() };
        let answer = Answer {
            choice: &choice,
            text: &text,
            struck: &[],
            flagged: false,
            note: String::new(),
            revision: 0,
            content: Lang::En,
        };
        let stored = proctor.save_quickly(token(id), attempt, item.position, &answer).await.expect("a save");
        assert_eq!(stored.map(|stored| stored.revision), Some(1));
        answered.fetch_add(1, Ordering::SeqCst);
    }
    let seated = proctor.seated(token(id), attempt, 0).await.expect("a read").expect("an attempt under way");
    proctor.submit(&seated).await.expect("a hand-in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_during_a_storm_of_saves_is_whole_and_has_every_answer_given_before_it() {
    let simulado = Simulado::with_questions(Path::new(TINY)).await;
    let (answered, over) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let storm: Vec<_> = (0..CANDIDATES)
        .map(|_| {
            let (proctor, answered, over) = (simulado.proctor().clone(), Arc::clone(&answered), Arc::clone(&over));
            tokio::spawn(async move {
                while !over.load(Ordering::SeqCst) {
                    sits_an_exam(&proctor, &answered).await;
                }
            })
        })
        .collect();
    let dir = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", simulado.database().display());
    let curves: BTreeMap<String, Curve> = simulado
        .proctor()
        .library
        .shelves()
        .iter()
        .map(|shelf| (shelf.blueprint.slug.to_string(), Curve::of(&shelf.blueprint)))
        .collect();
    for round in 1..=3 {
        // In the middle: more has been answered since the round before.
        let least = answered.load(Ordering::SeqCst) + 100;
        while answered.load(Ordering::SeqCst) < least {
            tokio::task::yield_now().await;
        }
        let before = answered.load(Ordering::SeqCst);
        let file = dir.path().join(format!("{round}.db"));
        let (clock, random) = (&simulado.clock, &simulado.proctor().random);
        let made = backup(Wanted { url: &url, file: &file, over: false }, (clock, random), &mut |_| ()).await;
        let made = made.expect("a backup");
        assert!(made.contents.answers >= before, "{} of {before}", made.contents.answers);
        assert_eq!(of_file(&file).await.expect("it is read"), made.contents);
        let mut reader = Reader::open(&format!("sqlite:{}", file.display())).await.expect("it opens");
        assert_eq!(reader.flaws().await.expect("it is read"), Vec::<String>::new());
        let outcome = scores::check(&mut reader, &curves, &mut |_, _| ()).await.expect("it is checked");
        assert_eq!((outcome.findings, outcome.closed + outcome.open), (vec![], made.contents.attempts));
    }
    // The live database, too, while the storm goes on.
    let mut reader = Reader::open(&url).await.expect("it opens");
    let outcome = scores::check(&mut reader, &curves, &mut |_, _| ()).await.expect("it is checked");
    assert_eq!(outcome.findings, vec![]);
    assert!(outcome.closed > 0 && outcome.without_plan.is_empty());
    over.store(true, Ordering::SeqCst);
    for candidate in storm {
        candidate.await.expect("nobody was refused");
    }
}
