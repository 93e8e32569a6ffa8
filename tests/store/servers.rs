//! One `PostgreSQL` for several nodes: what others do there meanwhile, what it does not say, and how it finds rows.

use std::sync::Arc;
use std::time::Duration;

use simulado::exam::question::Response;
use simulado::store::answers::Glance;
use simulado::store::look::Asked;
use simulado::store::{StoreError, item};
use sqlx::{Connection as _, Executor as _};
use tokio::sync::Notify;

use crate::answers::{answered, entry, looks, sent, sits, token};
use crate::read;
use crate::setting::{Stage, at};

/// How many statements wait for others.
async fn waiting(connection: &mut sqlx::PgConnection) -> i64 {
    let waiting = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND pid IN
                   (SELECT pid FROM pg_stat_activity WHERE datname = current_database())";
    sqlx::query_scalar(waiting).fetch_one(connection).await.unwrap()
}

/// Another node stores an answer to the same item in the very moment in which this one waits for it: the second is not put over it.
#[tokio::test]
async fn an_answer_that_was_overtaken_while_it_waited_is_not_stored() {
    let stage = Stage::postgres().await;
    let (_, id) = sits(&stage, 1).await;
    let mut other = sqlx::PgConnection::connect(&stage.url).await.unwrap();
    other
        .execute(
            "BEGIN; SELECT id FROM attempt FOR UPDATE;
             UPDATE item SET response = '{\"choice\": [3]}', revision = revision + 1 WHERE position = 1",
        )
        .await
        .unwrap();
    let store = stage.store.clone();
    let overtaken = tokio::spawn(async move { store.answer(sent(1, id, 0, entry(&[4]))).await });
    while waiting(&mut other).await == 0 {
        tokio::task::yield_now().await;
    }
    other.execute("COMMIT").await.unwrap();
    assert_eq!(overtaken.await.unwrap().unwrap(), None);
    let stored = read!(stage, tx => item::at(tx, id, 1)).unwrap();
    assert_eq!((stored.entry.response, stored.revision), (Response::Choice([3].into()), 1));
}

/// The statement has done its work and told of it, and then its commit fails.
#[tokio::test]
async fn an_answer_whose_commit_fails_is_not_acknowledged() {
    let stage = Stage::postgres().await;
    let (_, id) = sits(&stage, 1).await;
    let refusing = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
                    CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON item DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION refuse()";
    stage.sql(refusing).await;
    stage.store.answer(sent(1, id, 0, entry(&[4]))).await.unwrap_err();
    stage.store.see(Glance { attempt: id, position: 2, now: at(30) }).await.unwrap_err();
    stage.sql("DROP TRIGGER late ON item").await;
    let items = read!(stage, tx => item::of_attempt(tx, id));
    assert_eq!((items[0].revision, items[1].seen_at), (0, None));
    assert_eq!(answered(&stage, sent(1, id, 0, entry(&[4]))).await, Some(1));
}

/// A node that has vanished in the middle of a transaction ends nothing and gives nothing up: here it is a job that never goes on.
#[tokio::test]
async fn a_node_that_vanished_does_not_keep_its_attempts_from_the_others() {
    let stage = Stage::postgres().await;
    let (_, id) = sits(&stage, 1).await;
    let (node, holds) = (stage.store.clone(), Arc::new(Notify::new()));
    let held = Arc::clone(&holds);
    let vanished = tokio::spawn(async move {
        node.write(move |tx| {
            Box::pin(async move {
                crate::setting::lock_open(tx, id).await?;
                held.notify_one();
                std::future::pending::<Result<(), StoreError>>().await
            })
        })
        .await
    });
    holds.notified().await;
    // As a browser does, which comes again when it is told to.
    let patient = async {
        loop {
            match stage.store.answer(sent(1, id, 0, entry(&[4]))).await {
                Err(StoreError::Unavailable(_)) => {}
                done => return done.unwrap(),
            }
        }
    };
    let stored = tokio::time::timeout(Duration::from_mins(1), patient).await.expect("it is stored within a minute");
    assert_eq!(stored.map(|stored| stored.revision), Some(1));
    vanished.abort();
}

/// A server that has vanished says nothing more: here it is one that waits for somebody else.
#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for_without_end() {
    let stage = Stage::postgres().await;
    let (_, id) = sits(&stage, 1).await;
    let mut other = sqlx::PgConnection::connect(&stage.url).await.unwrap();
    other.execute("BEGIN; LOCK TABLE attempt").await.unwrap();
    let refused = stage.store.answer(sent(1, id, 0, entry(&[4]))).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unavailable(_)), "{refused}");
    stage.store.ping().await.unwrap();
    let asked = Asked { token_hash: token(1), attempt: id, position: 1 };
    let looking: Vec<_> = (0..20)
        .map(|_| {
            let store = stage.store.clone();
            tokio::spawn(async move { store.look(asked).await })
        })
        .collect();
    for look in looking {
        let refused = look.await.unwrap().unwrap_err();
        assert!(matches!(refused, StoreError::Unavailable(_)), "{refused}");
    }
    // What nobody waits for any more is not done later: whoever was refused may have sent something else since.
    let given_up = async {
        while waiting(&mut other).await > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), given_up).await.expect("nobody waits");
    other.execute("ROLLBACK").await.unwrap();
    assert!(looks(&stage, 1, id, 1).await.is_some());
    assert_eq!(answered(&stage, sent(1, id, 0, entry(&[4]))).await, Some(1));
}

/// The moment after everybody has begun: the server has not counted its rows yet, and takes those who are under way for a few. Were it to
/// read all of them to find some, each answer would cost as much as the room is large.
#[tokio::test]
async fn attempts_are_looked_up_by_their_ids_however_many_are_under_way() {
    let stage = Stage::postgres().await;
    stage.sql("ALTER TABLE attempt SET (autovacuum_enabled = off)").await;
    let mut sitting = Vec::new();
    for number in 1..=60 {
        sitting.push((number, sits(&stage, number).await.1));
    }
    // Each statement is planned with its values at first, and for all after some times.
    for revision in 0..12 {
        let answering: Vec<_> = sitting
            .iter()
            .map(|&(number, id)| {
                let (store, sent) =
                    (stage.store.clone(), sent(number, id, revision, entry(&[usize::from(revision % 2 == 0)])));
                tokio::spawn(async move {
                    let asked = Asked { token_hash: sent.token_hash, attempt: id, position: 1 };
                    let stored = store.answer(sent).await.unwrap().is_some();
                    store.see(Glance { attempt: id, position: 2, now: at(30) }).await.unwrap();
                    store.note_place(Glance { attempt: id, position: 2, now: at(30) });
                    stored && store.look(asked).await.unwrap().is_some()
                })
            })
            .collect();
        for one in answering {
            assert!(one.await.unwrap());
        }
        stage.store.settle().await;
        let ids: Vec<_> = sitting.iter().map(|(_, id)| *id).collect();
        crate::job!(stage, tx => simulado::store::end::lock_open(tx, &ids));
    }
    let Stage { store, url, .. } = stage;
    // A connection that ends has told what it read.
    drop(store);
    let mut other = sqlx::PgConnection::connect(&url).await.unwrap();
    let there =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'simulado'";
    while sqlx::query_scalar::<_, i64>(there).fetch_one(&mut other).await.unwrap() > 0 {
        tokio::task::yield_now().await;
    }
    let read = "SELECT COALESCE(SUM(idx_tup_read), 0)::bigint FROM pg_stat_user_indexes WHERE indexrelname = $1";
    let looked_up: i64 = sqlx::query_scalar(read).bind("attempt_pkey").fetch_one(&mut other).await.unwrap();
    assert!(looked_up >= 12 * 60 * 5, "{looked_up} were looked up");
    let under_way: i64 = sqlx::query_scalar(read).bind("attempt_due").fetch_one(&mut other).await.unwrap();
    assert_eq!(under_way, 0, "attempts under way that were read to find some of them");
}
