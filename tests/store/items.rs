//! Saves: stored once however often they are sent, refused when the item was changed elsewhere or is closed.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use simulado::exam::id::{AttemptId, ReportId};
use simulado::exam::lang::Lang;
use simulado::exam::question::{Response, Verdict};
use simulado::exam::scoring::Curve;
use simulado::store::item::{self, Entry, Save, Saved};
use simulado::store::{answers, attempt, export, report};
use uuid::Uuid;

use crate::setting::{Stage, at};
use crate::{job, on_both, read};

fn entry(chosen: &[usize]) -> Entry {
    Entry {
        response: Response::Choice(chosen.iter().copied().collect()),
        struck: vec![1, 2],
        note: "lembrar: “cgroup” é v2".to_owned(),
        flagged: true,
    }
}

fn save(attempt: AttemptId, revision: u32, entry: Entry) -> Save {
    Save { attempt, position: 1, revision, entry, content: Lang::En, spent: SignedDuration::from_secs(7), now: at(20) }
}

async fn one(stage: &Stage) -> AttemptId {
    let ana = stage.guest(1).await;
    stage.attempt(10, ana, &stage.bank(2).await).await
}

on_both! {
    async fn a_save_is_read_back(stage: Stage) {
        let id = one(&stage).await;
        assert_eq!(job!(stage, tx => async move { item::save(tx, &save(id, 0, entry(&[4]))).await }), Saved::Stored(1));
        let stored = read!(stage, tx => item::at(tx, id, 1)).unwrap();
        assert_eq!(stored.entry, entry(&[4]));
        assert_eq!((stored.revision, stored.answered_at, stored.spent), (1, Some(at(20)), SignedDuration::from_secs(7)));
        let found = read!(stage, tx => attempt::by_id(tx, id)).unwrap();
        assert_eq!((found.content, found.last_event_at), (Lang::En, at(20)));
    }

    async fn an_answer_taken_back_is_none_any_more(stage: Stage) {
        let id = one(&stage).await;
        let ana = read!(stage, tx => attempt::by_id(tx, id)).unwrap().candidate;
        let answered = async |stage: &Stage| read!(stage, tx => attempt::open_of(tx, ana))[0].answered;
        job!(stage, tx => async move { item::save(tx, &save(id, 0, entry(&[4]))).await });
        assert_eq!(answered(&stage).await, 1);
        job!(stage, tx => async move { item::save(tx, &save(id, 1, entry(&[]))).await });
        assert_eq!(answered(&stage).await, 0);
    }

    async fn a_repeated_save_changes_nothing_more(stage: Stage) {
        let id = one(&stage).await;
        for _ in 0..3 {
            let saved = job!(stage, tx => async move { item::save(tx, &save(id, 0, entry(&[4]))).await });
            assert_eq!(saved, Saved::Stored(1));
        }
        assert_eq!(read!(stage, tx => item::at(tx, id, 1)).unwrap().spent, SignedDuration::from_secs(7));
    }

    async fn a_save_on_an_older_revision_is_refused_and_overwrites_nothing(stage: Stage) {
        let id = one(&stage).await;
        job!(stage, tx => async move { item::save(tx, &save(id, 0, entry(&[4]))).await });
        let other = job!(stage, tx => async move { item::save(tx, &save(id, 0, entry(&[3]))).await });
        assert_eq!(other, Saved::Changed(1));
        assert_eq!(read!(stage, tx => item::at(tx, id, 1)).unwrap().entry, entry(&[4]));
        let again = job!(stage, tx => async move { item::save(tx, &save(id, 1, entry(&[3]))).await });
        assert_eq!(again, Saved::Stored(2));
    }

    async fn of_two_saves_at_once_on_one_revision_one_wins(stage: Stage) {
        let id = one(&stage).await;
        let saves: Vec<_> = (0..5_usize)
            .map(|option| {
                let store = stage.store.clone();
                tokio::spawn(async move {
                    store
                        .write(move |tx| Box::pin(async move { item::save(tx, &save(id, 0, entry(&[option]))).await }))
                        .await
                        .unwrap()
                })
            })
            .collect();
        let mut stored = 0;
        for save in saves {
            stored += u32::from(save.await.unwrap() == Saved::Stored(1));
        }
        assert_eq!(stored, 1);
    }

    async fn an_item_that_is_not_there_is_unknown(stage: Stage) {
        let id = one(&stage).await;
        let mut wrong = save(id, 0, entry(&[4]));
        wrong.position = 3;
        assert_eq!(job!(stage, tx => async move { item::save(tx, &wrong).await }), Saved::Unknown);
        assert_eq!(read!(stage, tx => item::at(tx, id, 3)), None);
    }

    async fn a_closed_attempt_takes_nothing(stage: Stage) {
        let id = one(&stage).await;
        job!(stage, tx => async move {
            let open = crate::setting::lock_open(tx, id).await?.unwrap();
            let curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };
            let scored = open.submit(at(1)).score(&[Verdict::Unanswered; 2], &curve);
            crate::setting::close(tx, id, &scored, &[(1, Verdict::Unanswered), (2, Verdict::Unanswered)]).await
        });
        let late = job!(stage, tx => async move { item::save(tx, &save(id, 0, entry(&[4]))).await });
        assert_eq!(late, Saved::AttemptClosed);
        assert_eq!(read!(stage, tx => item::at(tx, id, 1)).unwrap().entry.response, Response::Choice(BTreeSet::new()));
    }

    async fn a_checked_item_keeps_its_first_verdict_and_its_answer(stage: Stage) {
        let id = one(&stage).await;
        job!(stage, tx => async move { item::save(tx, &save(id, 0, entry(&[4]))).await });
        job!(stage, tx => item::close(tx, id, 1, Verdict::Wrong, at(21)));
        job!(stage, tx => item::close(tx, id, 1, Verdict::Right, at(22)));
        let refused = job!(stage, tx => async move { item::save(tx, &save(id, 1, entry(&[0]))).await });
        assert_eq!(refused, Saved::ItemClosed);
        let stored = read!(stage, tx => item::at(tx, id, 1)).unwrap();
        assert_eq!((stored.verdict, stored.closed_at), (Some(Verdict::Wrong), Some(at(21))));
        assert_eq!(stored.entry, entry(&[4]));
    }

    async fn seeing_is_noted_the_first_time(stage: Stage) {
        let id = one(&stage).await;
        job!(stage, tx => answers::store(tx, &[], &[answers::Glance { attempt: id, position: 2, now: at(5) }]));
        job!(stage, tx => answers::store(tx, &[], &[answers::Glance { attempt: id, position: 2, now: at(9) }]));
        assert_eq!(read!(stage, tx => item::at(tx, id, 2)).unwrap().seen_at, Some(at(5)));
        assert_eq!(read!(stage, tx => attempt::by_id(tx, id)).unwrap().current, 2);
    }

    async fn a_report_keeps_what_was_answered_and_is_filed_once(stage: Stage) {
        let id = one(&stage).await;
        job!(stage, tx => async move { item::save(tx, &save(id, 0, entry(&[4]))).await });
        let report = ReportId(Uuid::from_u128(5));
        for _ in 0..2 {
            assert!(job!(stage, tx => report::add(tx, report, id, 1, "Está errado", at(30))));
        }
        assert!(!job!(stage, tx => report::add(tx, report, id, 9, "no such item", at(30))));
        assert_eq!(read!(stage, tx => report::count_of(tx, id, 1)), 1);
        let ana = read!(stage, tx => attempt::by_id(tx, id)).unwrap().candidate;
        let data = read!(stage, tx => export::of_candidate(tx, ana)).unwrap();
        assert_eq!(data["reports"][0]["message"], "Está errado");
        assert_eq!(data["reports"][0]["response"]["choice"][0], 4);
        assert_eq!(data["attempts"][0]["items"][0]["note"], "lembrar: “cgroup” é v2");
    }
}
