//! Where candidates are is known at once, and written a moment later.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use simulado::exam::id::AttemptId;
use simulado::exam::lang::Lang;
use simulado::exam::question::Response;
use simulado::store::answers::Glance;
use simulado::store::attempt;
use simulado::store::item::{self, Entry, Save, Saved};

use crate::setting::{Stage, at};
use crate::{job, on_both, read};

/// An attempt of so many items.
async fn begun(stage: &Stage, number: u128, items: u128) -> AttemptId {
    let guest = stage.guest(number).await;
    stage.attempt(100 + number, guest, &stage.bank(items).await).await
}

async fn written(stage: &Stage, id: AttemptId) -> u16 {
    read!(stage, tx => attempt::by_id(tx, id)).unwrap().current
}

/// Where a candidate is found to be, written or not.
async fn found(stage: &Stage, id: AttemptId) -> u16 {
    match stage.store.noted_place(id) {
        Some(position) => position,
        None => written(stage, id).await,
    }
}

fn place(attempt: AttemptId, position: u16, second: i64) -> Glance {
    Glance { attempt, position, now: at(second) }
}

on_both! {
    async fn a_place_is_known_at_once_and_written_later(stage: Stage) {
        let (one, other) = (begun(&stage, 1, 3).await, begun(&stage, 2, 3).await);
        assert_eq!(stage.store.noted_place(one), None);
        stage.store.note_place(place(one, 3, 10));
        assert_eq!((found(&stage, one).await, found(&stage, other).await), (3, 1));
        stage.store.note_place(place(one, 2, 11));
        stage.store.note_place(place(other, 3, 12));
        assert_eq!((found(&stage, one).await, found(&stage, other).await), (2, 3));
        stage.store.settle().await;
        assert_eq!((written(&stage, one).await, written(&stage, other).await), (2, 3));
        assert_eq!((stage.store.noted_place(one), stage.store.noted_place(other)), (None, None), "it is written");
    }

    async fn nobody_has_to_ask_for_it_to_be_written(stage: Stage) {
        let id = begun(&stage, 1, 3).await;
        stage.store.note_place(place(id, 3, 10));
        while written(&stage, id).await != 3 {
            tokio::task::yield_now().await;
        }
    }

    async fn more_than_one_statement_holds_are_all_written(stage: Stage) {
        let bank = stage.bank(2).await;
        let mut all = Vec::new();
        for number in 0..300 {
            let guest = stage.guest(number).await;
            all.push(stage.attempt(1_000 + number, guest, &bank).await);
        }
        for id in &all {
            stage.store.note_place(place(*id, 2, 10));
        }
        stage.store.settle().await;
        for id in all {
            assert_eq!(written(&stage, id).await, 2);
        }
    }

    async fn an_answer_that_came_later_says_where_one_is(stage: Stage) {
        let id = begun(&stage, 1, 3).await;
        stage.store.note_place(place(id, 3, 10));
        let save = Save {
            attempt: id,
            position: 2,
            revision: 0,
            entry: Entry {
                response: Response::Choice(BTreeSet::new()),
                struck: Vec::new(),
                note: "kept".to_owned(),
                flagged: false,
            },
            content: Lang::En,
            spent: SignedDuration::ZERO,
            now: at(20),
        };
        assert_eq!(job!(stage, tx => item::save(tx, &save)), Saved::Stored(1));
        stage.store.settle().await;
        assert_eq!(written(&stage, id).await, 2);
    }

    async fn a_first_sight_that_comes_later_says_where_one_is(stage: Stage) {
        let id = begun(&stage, 1, 3).await;
        stage.store.note_place(place(id, 3, 10));
        stage.store.see(place(id, 2, 11)).await.unwrap();
        assert_eq!(stage.store.noted_place(id), None);
        stage.store.settle().await;
        assert_eq!(written(&stage, id).await, 2);
    }
}
