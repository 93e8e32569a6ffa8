//! The write path: a job fails alone, nothing is answered before its commit, and a second writer finds it all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use simulado::exam::id::{CandidateId, SessionId};
use simulado::exam::lang::Lang;
use simulado::store::guest::NewGuest;
use simulado::store::{OpenError, Store, StoreError, candidate, session};
use uuid::Uuid;

use crate::setting::{Stage, at, fail};
use crate::{job, on_both, read};

fn id(number: u128) -> CandidateId {
    CandidateId(Uuid::from_u128(number))
}

/// Starts a job that adds a candidate and then fails, panics or succeeds.
fn start(store: &Store, number: u128, then: u128) -> tokio::task::JoinHandle<Result<(), StoreError>> {
    let store = store.clone();
    tokio::spawn(async move {
        store
            .write(move |tx| {
                Box::pin(async move {
                    candidate::add_guest(tx, id(number), Lang::En, "system", at(0)).await?;
                    match then {
                        1 => fail(tx).await,
                        _ => Ok(()),
                    }
                })
            })
            .await
    })
}

on_both! {
    async fn a_failed_job_rolls_back_alone(stage: Stage) {
        // Sent together, so that on SQLite they share batches: of which the first fails, one in the middle, the last.
        for failing in [0, 1, 59] {
            let jobs = 1_000 * failing..1_000 * failing + 60;
            let fails = |n| (n - 1_000 * failing) % 3 == failing % 3;
            let started: Vec<_> = jobs.clone().map(|n| (n, start(&stage.store, n, u128::from(fails(n))))).collect();
            for (n, job) in started {
                assert_eq!(job.await.unwrap().is_err(), fails(n));
            }
            for n in jobs {
                let there = read!(stage, tx => candidate::by_id(tx, id(n))).is_some();
                assert_eq!(there, !fails(n), "candidate {n}");
            }
        }
    }

    async fn one_that_cannot_be_written_does_not_take_with_it_those_who_came_at_the_same_time(stage: Stage) {
        // Sent together, so that they share batches. No two sessions may have one token: the eighth guest is refused.
        let guest = |n: u8| NewGuest {
            id: id(u128::from(n)),
            language: Lang::PtBr,
            theme: "dark".to_owned(),
            now: at(5),
            session: SessionId(Uuid::from_u128(u128::from(n))),
            token_hash: [if n == 7 { 0 } else { n }; 32],
            user_agent: "a browser".to_owned(),
        };
        stage.store.welcome(guest(0)).await.unwrap();
        let guests: Vec<_> = (1..20)
            .map(|n| {
                let (store, guest) = (stage.store.clone(), guest(n));
                (n, tokio::spawn(async move { store.welcome(guest).await }))
            })
            .collect();
        for (n, welcomed) in guests {
            assert_eq!(welcomed.await.unwrap().is_err(), n == 7, "guest {n}");
        }
        for n in 0..20_u8 {
            let who = id(u128::from(n));
            assert_eq!(read!(stage, tx => candidate::by_id(tx, who)).is_some(), n != 7, "candidate {n}");
            let open = read!(stage, tx => session::of_candidate(tx, who));
            assert_eq!(open.len(), usize::from(n != 7), "the session of {n}");
        }
        let (found, _) = read!(stage, tx => session::find(tx, [3; 32])).unwrap();
        assert_eq!((found.id, found.language, found.theme.as_str()), (id(3), Lang::PtBr, "dark"));
    }

    async fn what_was_answered_is_there_for_somebody_else(stage: Stage) {
        let other = Store::open(&stage.url).await.unwrap();
        for n in 0..20 {
            start(&stage.store, n, 0).await.unwrap().unwrap();
            let there = other.read(|tx| Box::pin(async move { candidate::by_id(tx, id(n)).await })).await.unwrap();
            assert!(there.is_some(), "answered before its commit");
        }
    }

    async fn a_constraint_that_fails_rolls_back_alone(stage: Stage) {
        stage.guest(1).await;
        let broken = stage.store.write(|tx| Box::pin(async move {
            candidate::add_guest(tx, id(2), Lang::En, "system", at(0)).await?;
            simulado::store::session::add(tx, id(404), simulado::exam::id::SessionId(Uuid::nil()), [0; 32], "", at(0)).await
        })).await;
        assert!(matches!(broken, Err(StoreError::Database(_))));
        assert_eq!(read!(stage, tx => candidate::by_id(tx, id(2))), None);
        job!(stage, tx => candidate::add_guest(tx, id(3), Lang::En, "system", at(0)));
    }

    async fn it_answers_when_asked(stage: Stage) {
        stage.store.ping().await.unwrap();
    }

    async fn a_database_of_a_newer_version_is_left_alone(stage: Stage) {
        let statement = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                         VALUES (9999, 'from the future', TRUE, 'x', 0)";
        stage.sql(statement).await;
        let error = Store::open(&stage.url).await.err().expect("it must not open");
        assert!(matches!(error, OpenError::Newer { version: 9999, .. }), "{error}");
        assert!(error.to_string().contains("newer version"), "{error}");
    }
}

/// No job of a batch is answered while another of the same batch still runs: the commit comes after both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_job_is_answered_before_the_commit_of_its_batch() {
    let stage = Stage::sqlite().await;
    let (opened, gate) = (Arc::new(tokio::sync::Notify::new()), Arc::new(tokio::sync::Notify::new()));
    let committed = Arc::new(AtomicBool::new(false));
    // The first job holds the batch open until the second one is waiting in the queue.
    let first = {
        let (store, opened, gate) = (stage.store.clone(), Arc::clone(&opened), Arc::clone(&gate));
        tokio::spawn(async move {
            store
                .write(move |tx| {
                    Box::pin(async move {
                        candidate::add_guest(tx, id(1), Lang::En, "system", at(0)).await?;
                        opened.notify_one();
                        gate.notified().await;
                        Ok(())
                    })
                })
                .await
        })
    };
    opened.notified().await;
    let second = {
        let (store, committed) = (stage.store.clone(), Arc::clone(&committed));
        let reader = stage.store.clone();
        tokio::spawn(async move {
            store
                .write(move |_| {
                    Box::pin(async move {
                        // Inside the batch of the first job: what it wrote is not committed yet, so nobody else sees it.
                        let seen = reader.read(|tx| Box::pin(async move { candidate::by_id(tx, id(1)).await })).await?;
                        committed.store(seen.is_some(), Ordering::SeqCst);
                        Ok(())
                    })
                })
                .await
        })
    };
    while !stage.store.is_waiting() {
        tokio::task::yield_now().await;
    }
    gate.notify_one();
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    assert!(!committed.load(Ordering::SeqCst), "the first job was committed before its batch ended");
    assert!(read!(stage, tx => candidate::by_id(tx, id(1))).is_some());
}

/// A job that panics is rolled back, its caller hears of it, and the next job is taken.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_in_a_job_does_not_end_the_writer() {
    let stage = Stage::sqlite().await;
    let panicked = stage
        .store
        .write(|tx| {
            Box::pin(async move {
                candidate::add_guest(tx, id(1), Lang::En, "system", at(0)).await?;
                assert!(std::hint::black_box(false), "on purpose");
                Ok(())
            })
        })
        .await;
    assert!(matches!(panicked, Err(StoreError::Panicked)));
    job!(stage, tx => candidate::add_guest(tx, id(2), Lang::En, "system", at(0)));
    assert!(read!(stage, tx => candidate::by_id(tx, id(1))).is_none());
}

/// A place that cannot be written is refused in one sentence, before anything is done.
#[tokio::test]
async fn a_place_that_cannot_be_written_is_said() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let url = format!("sqlite:{}", dir.path().join("file/simulado.db").display());
    let error = Store::open(&url).await.err().expect("it must not open").to_string();
    assert!(error.contains("cannot be opened for writing"), "{error}");
    let error = Store::open("mysql://x").await.err().expect("it must not open").to_string();
    assert!(error.contains("must be"), "{error}");
}

/// Two transactions that wait for each other's row: the server gives one of them up, and it is run again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_that_wait_for_each_other_both_are_done() {
    let stage = Stage::postgres().await;
    stage.guest(1).await;
    stage.guest(2).await;
    let both_hold = Arc::new(tokio::sync::Barrier::new(2));
    let start = |own: u128, other: u128| {
        let (store, both_hold, first) = (stage.store.clone(), Arc::clone(&both_hold), Arc::new(AtomicBool::new(true)));
        let zone = if own == 1 { "UTC" } else { "Europe/Lisbon" };
        tokio::spawn(async move {
            store
                .write(move |tx| {
                    Box::pin(async move {
                        candidate::set_time_zone(tx, id(own), zone).await?;
                        if first.swap(false, Ordering::SeqCst) {
                            both_hold.wait().await;
                        }
                        candidate::set_time_zone(tx, id(other), zone).await
                    })
                })
                .await
        })
    };
    for (one, two) in [(1, 2), (2, 1), (1, 2)] {
        let (one, two) = (start(one, two), start(two, one));
        one.await.unwrap().unwrap();
        two.await.unwrap().unwrap();
        let zones = [
            read!(stage, tx => candidate::by_id(tx, id(1))).unwrap().time_zone,
            read!(stage, tx => candidate::by_id(tx, id(2))).unwrap().time_zone,
        ];
        assert_eq!(zones[0], zones[1], "one after the other, each with both rows");
    }
}
