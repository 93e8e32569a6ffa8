//! Answers that come in together: each is stored exactly when it would be stored alone, and none for somebody else.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::SignedDuration;
use simulado::exam::attempt::Mode;
use simulado::exam::id::{AttemptId, CandidateId, SessionId};
use simulado::exam::lang::Lang;
use simulado::exam::question::{Response, Verdict};
use simulado::exam::scoring::Curve;
use simulado::store::answers::{Glance, Sent, Stored};
use simulado::store::form::forms;
use simulado::store::item::{self, Entry, Save, Saved};
use simulado::store::look::{Asked, Look};
use simulado::store::{StoreError, answers, attempt, candidate, rights, session};
use uuid::Uuid;

use crate::setting::{Stage, at, new_attempt};
use crate::{job, on_both, read};

/// The token of a guest's session.
pub fn token(number: u128) -> [u8; 32] {
    [u8::try_from(number).unwrap(); 32]
}

pub fn entry(chosen: &[usize]) -> Entry {
    Entry {
        response: Response::Choice(chosen.iter().copied().collect()),
        struck: vec![2],
        note: "uma linha\ne outra: “é”".to_owned(),
        flagged: true,
    }
}

/// A guest with a session and an attempt of two items.
pub async fn sits(stage: &Stage, number: u128) -> (CandidateId, AttemptId) {
    let guest = stage.guest(number).await;
    job!(stage, tx => session::add(tx, guest, SessionId(Uuid::from_u128(number)), token(number), "a test", at(0)));
    (guest, stage.attempt(100 + number, guest, &stage.bank(2).await).await)
}

pub fn sent(number: u128, attempt: AttemptId, revision: u32, entry: Entry) -> Sent {
    Sent { token_hash: token(number), attempt, position: 1, revision, entry, content: Lang::PtBr, now: at(20) }
}

pub async fn answered(stage: &Stage, sent: Sent) -> Option<u32> {
    stage.store.answer(sent).await.unwrap().map(|stored| stored.revision)
}

pub async fn looks(stage: &Stage, number: u128, attempt: AttemptId, position: u16) -> Option<Look> {
    stage.store.look(Asked { token_hash: token(number), attempt, position }).await.unwrap()
}

on_both! {
    async fn an_answer_is_stored_with_all_that_goes_with_it(stage: Stage) {
        let (_, id) = sits(&stage, 1).await;
        let before = read!(stage, tx => attempt::by_id(tx, id)).unwrap();
        let stored = stage.store.answer(sent(1, id, 0, entry(&[4]))).await.unwrap();
        let open = before.open().unwrap();
        assert_eq!(stored, Some(Stored { revision: 1, open, time_zone: String::new() }));
        let item = read!(stage, tx => item::at(tx, id, 1)).unwrap();
        assert_eq!((&item.entry, item.revision), (&entry(&[4]), 1));
        assert_eq!((item.answered_at, item.seen_at), (Some(at(20)), Some(at(20))));
        assert_eq!(item.spent, at(20).duration_since(before.last_event_at));
        let after = read!(stage, tx => attempt::by_id(tx, id)).unwrap();
        assert_eq!((after.content, after.last_event_at, after.current), (Lang::PtBr, at(20), 1));
        assert_eq!(read!(stage, tx => item::at(tx, id, 2)).unwrap().revision, 0, "the other item is as it was");
    }

    async fn it_is_what_a_save_alone_would_have_stored(stage: Stage) {
        let (_, together) = sits(&stage, 1).await;
        let (_, alone) = sits(&stage, 2).await;
        let entries = [entry(&[4]), entry(&[4]), entry(&[]), entry(&[0, 3])];
        for (revision, (entry, second)) in [0, 1, 1, 2].into_iter().zip(entries.into_iter().zip(30..)) {
            let one = Sent { now: at(second), ..sent(1, together, revision, entry.clone()) };
            let quick = answered(&stage, one).await;
            let save = Save {
                attempt: alone, position: 1, revision, entry, content: Lang::PtBr,
                spent: SignedDuration::ZERO, now: at(second),
            };
            let long = job!(stage, tx => async move { item::save(tx, &save).await });
            assert_eq!(Some(long), quick.map(Saved::Stored));
        }
        let read = async |id: AttemptId| {
            let mut item = read!(stage, tx => item::at(tx, id, 1)).unwrap();
            item.spent = SignedDuration::ZERO;
            item
        };
        assert_eq!(read(together).await, read(alone).await);
    }

    async fn what_cannot_be_stored_is_left_and_changes_nothing(stage: Stage) {
        let (_, id) = sits(&stage, 1).await;
        let (_, other) = sits(&stage, 2).await;
        let late = read!(stage, tx => attempt::by_id(tx, id)).unwrap().deadline.unwrap() + SignedDuration::from_millis(5_001);
        let refused = [
            ("no session", Sent { token_hash: [9; 32], ..sent(1, id, 0, entry(&[4])) }),
            ("somebody else's attempt", sent(1, other, 0, entry(&[4]))),
            ("an older revision", sent(1, id, 7, entry(&[4]))),
            ("no such item", Sent { position: 3, ..sent(1, id, 0, entry(&[4])) }),
            ("no such attempt", sent(1, AttemptId(Uuid::from_u128(5)), 0, entry(&[4]))),
            ("too late", Sent { now: late, ..sent(1, id, 0, entry(&[4])) }),
        ];
        for (why, sent) in refused {
            assert_eq!(answered(&stage, sent).await, None, "{why}");
        }
        for id in [id, other] {
            assert_eq!(read!(stage, tx => item::at(tx, id, 1)).unwrap().entry.response, Response::Choice(BTreeSet::new()));
        }
        let in_grace = late - SignedDuration::from_millis(1);
        assert_eq!(answered(&stage, Sent { now: in_grace, ..sent(1, id, 0, entry(&[4])) }).await, Some(1));
    }

    async fn a_closed_attempt_a_checked_item_and_a_suspended_account_take_nothing(stage: Stage) {
        let (ana, closed) = sits(&stage, 1).await;
        let (_, checked) = sits(&stage, 2).await;
        let (carla, suspended) = sits(&stage, 3).await;
        job!(stage, tx => async move {
            let open = crate::setting::lock_open(tx, closed).await?.unwrap();
            let curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };
            let scored = open.submit(at(1)).score(&[Verdict::Unanswered; 2], &curve);
            crate::setting::close(tx, closed, &scored, &[(1, Verdict::Unanswered), (2, Verdict::Unanswered)]).await
        });
        job!(stage, tx => item::close(tx, checked, 1, Verdict::Wrong, at(3)));
        job!(stage, tx => candidate::register(tx, carla, "Carla", "hash"));
        job!(stage, tx => rights::suspend(tx, carla, "why", at(3)));
        for (number, id) in [(1, closed), (2, checked), (3, suspended)] {
            assert_eq!(answered(&stage, sent(number, id, 0, entry(&[4]))).await, None);
        }
        assert_eq!(looks(&stage, 1, closed, 1).await, None);
        assert_eq!(looks(&stage, 3, suspended, 1).await, None);
        let new = new_attempt(50, ana, &stage.bank(2).await, Mode::Exam);
        let next = job!(stage, tx => async move { crate::setting::begin(tx, &new).await }).unwrap();
        assert_eq!(answered(&stage, sent(1, next, 0, entry(&[4]))).await, Some(1), "the next attempt takes them");
    }

    async fn many_at_once_are_all_stored_each_on_its_own(stage: Stage) {
        let mut sitting = Vec::new();
        for number in 1..=40 {
            sitting.push((number, sits(&stage, number).await.1));
        }
        let saving: Vec<_> = sitting
            .iter()
            .map(|&(number, id)| {
                let store = stage.store.clone();
                // One in ten holds nobody's token.
                let token_hash = if number % 10 == 0 { [99; 32] } else { token(number) };
                let chosen = [usize::try_from(number % 5).unwrap()];
                tokio::spawn(async move { store.answer(Sent { token_hash, ..sent(number, id, 0, entry(&chosen)) }).await })
            })
            .collect();
        for ((number, id), saved) in sitting.into_iter().zip(saving) {
            let revision = saved.await.unwrap().unwrap().map(|stored| stored.revision);
            let wanted = (number % 10 != 0).then_some(1);
            assert_eq!(revision, wanted, "candidate {number}");
            let chosen = wanted.map(|_| usize::try_from(number % 5).unwrap()).into_iter().collect();
            let stored = read!(stage, tx => item::at(tx, id, 1)).unwrap().entry.response;
            assert_eq!(stored, Response::Choice(chosen), "candidate {number}");
        }
    }

    async fn a_batch_is_answered_in_its_order(stage: Stage) {
        let (_, first) = sits(&stage, 1).await;
        let (_, second) = sits(&stage, 2).await;
        let batch = [sent(2, second, 0, entry(&[1])), sent(2, first, 0, entry(&[1]))];
        let taken = job!(stage, tx => async move { answers::store(tx, &batch, &[]).await });
        assert_eq!(taken.iter().map(|one| one.as_ref().map(|one| one.revision)).collect::<Vec<_>>(), [Some(1), None]);
        assert_eq!(job!(stage, tx => answers::store(tx, &[], &[])), []);
    }

    async fn nobody_thinks_for_less_than_nothing_or_more_than_an_hour(stage: Stage) {
        let (_, id) = sits(&stage, 1).await;
        let began = read!(stage, tx => attempt::by_id(tx, id)).unwrap().last_event_at;
        stage.sql("UPDATE attempt SET deadline = NULL").await;
        let mut spent = SignedDuration::ZERO;
        for (revision, minutes, adds) in [(0, 10, 10), (1, 5, 0), (2, 64, 59), (3, 125, 60)] {
            let now = began + SignedDuration::from_mins(minutes);
            let chosen = entry(&[usize::try_from(revision).unwrap()]);
            assert_eq!(answered(&stage, Sent { now, ..sent(1, id, revision, chosen) }).await, Some(revision + 1));
            spent += SignedDuration::from_mins(adds);
            assert_eq!(read!(stage, tx => item::at(tx, id, 1)).unwrap().spent, spent, "after {minutes} minutes");
        }
    }

    async fn of_those_who_answer_and_those_who_look_each_is_noted_with_their_own(stage: Stage) {
        let (_, answering) = sits(&stage, 1).await;
        let (_, looking) = sits(&stage, 2).await;
        let (_, refused) = sits(&stage, 3).await;
        let before = read!(stage, tx => attempt::by_id(tx, looking)).unwrap();
        let sent = [
            Sent { content: Lang::En, ..sent(1, answering, 0, entry(&[1])) },
            Sent { content: Lang::En, ..sent(3, refused, 7, entry(&[1])) },
        ];
        let taken = job!(stage, tx => async move {
            answers::store(tx, &sent, &[Glance { attempt: looking, position: 2, now: at(30) }]).await
        });
        assert_eq!(taken.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false]);
        for (id, content, last_event_at, current) in [
            (answering, Lang::En, at(20), 1),
            (looking, Lang::PtBr, before.last_event_at, 2),
            (refused, Lang::PtBr, before.last_event_at, 1),
        ] {
            let after = read!(stage, tx => attempt::by_id(tx, id)).unwrap();
            assert_eq!((after.content, after.last_event_at, after.current), (content, last_event_at, current));
        }
        assert_eq!(read!(stage, tx => item::at(tx, looking, 2)).unwrap().seen_at, Some(at(30)));
    }

    async fn forms_are_read_in_the_order_in_which_they_are_asked_for(stage: Stage) {
        let (_, first) = sits(&stage, 1).await;
        let (_, second) = sits(&stage, 2).await;
        let asked = [second, AttemptId::from(Uuid::from_u128(77)), first, second];
        let forms = read!(stage, tx => forms(tx, Arc::new(asked)));
        let orders: Vec<Vec<&[usize]>> = forms.iter().map(|form| form.iter().map(|(_, order)| order.as_slice()).collect()).collect();
        let order: [&[usize]; 2] = [&[4, 2, 0, 1, 3]; 2];
        assert_eq!(orders, [&order[..], &[], &order, &order]);
        for (place, (revision, _)) in (1..).zip(&forms[0]) {
            assert_eq!(read!(stage, tx => item::at(tx, second, place)).unwrap().revision_id, *revision);
        }
        assert_eq!(stage.store.form(first).await.unwrap(), forms[2]);
    }

    async fn of_answers_to_one_item_at_once_one_is_stored_and_a_flood_is_told_to_come_again(stage: Stage) {
        let (_, id) = sits(&stage, 1).await;
        let saving: Vec<_> = (0..60_usize)
            .map(|n| {
                let store = stage.store.clone();
                tokio::spawn(async move { store.answer(sent(1, id, 0, entry(&[n % 5]))).await })
            })
            .collect();
        let (mut stored, mut busy) = (0, 0);
        for save in saving {
            match save.await.unwrap() {
                Ok(Some(_)) => stored += 1,
                Ok(None) => {}
                Err(StoreError::Busy) => busy += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(stored, 1, "{busy} were told to come again");
    }

    async fn what_else_is_written_at_the_same_time_is_kept_too(stage: Stage) {
        let mut sitting = Vec::new();
        for number in 1..=20 {
            sitting.push((number, sits(&stage, number).await.1));
        }
        let other = |number: u128, then: bool| {
            let store = stage.store.clone();
            tokio::spawn(async move {
                let add = store.write(move |tx| {
                    Box::pin(async move {
                        candidate::add_guest(tx, CandidateId(Uuid::from_u128(number)), Lang::En, "dark", at(0)).await?;
                        if then { Ok(()) } else { crate::setting::fail(tx).await }
                    })
                });
                add.await.is_ok()
            })
        };
        let mut jobs = Vec::new();
        for (number, id) in &sitting {
            let (store, sent) = (stage.store.clone(), sent(*number, *id, 0, entry(&[1])));
            let answering = tokio::spawn(async move { store.answer(sent).await.unwrap().is_some() });
            jobs.push((other(1_000 + number, true), answering, other(2_000 + number, false)));
        }
        for (kept, answered, failed) in jobs {
            assert!(kept.await.unwrap() && answered.await.unwrap() && !failed.await.unwrap());
        }
        for (number, id) in sitting {
            assert_eq!(read!(stage, tx => item::at(tx, id, 1)).unwrap().revision, 1);
            let there = |number| CandidateId(Uuid::from_u128(number));
            assert!(read!(stage, tx => candidate::by_id(tx, there(1_000 + number))).is_some());
            assert!(read!(stage, tx => candidate::by_id(tx, there(2_000 + number))).is_none());
        }
    }

    async fn one_look_tells_all_that_a_page_shows(stage: Stage) {
        let (ana, id) = sits(&stage, 1).await;
        answered(&stage, sent(1, id, 0, entry(&[4]))).await;
        stage.store.see(Glance { attempt: id, position: 2, now: at(30) }).await.unwrap();
        let seen = looks(&stage, 1, id, 1).await.unwrap();
        assert_eq!((seen.candidate.id, seen.session.id.0), (ana, Uuid::from_u128(1)));
        assert_eq!(Some(&seen.attempt), read!(stage, tx => attempt::by_id(tx, id)).as_ref());
        assert_eq!(seen.attempt.current, 2);
        let current = seen.current.unwrap();
        assert_eq!((current.entry, current.revision, current.answered_at), (entry(&[4]), 1, Some(at(20))));
        let marks: Vec<_> = seen.marks.iter().map(|mark| (mark.flagged, mark.seen, mark.closed, mark.verdict)).collect();
        assert_eq!(marks, [(true, true, false, None), (false, true, false, None)]);
        assert_eq!(seen.marks[0].response, entry(&[4]).response);
        assert_eq!(seen.marks, read!(stage, tx => crate::setting::marks(tx, id)));
        assert_eq!(looks(&stage, 1, id, 0).await.unwrap().current, None, "no item was asked for");
        assert_eq!(looks(&stage, 2, id, 1).await, None, "somebody else sees nothing");
    }

    async fn many_who_look_at_once_each_see_their_own(stage: Stage) {
        let mut sitting = Vec::new();
        for number in 1..=40 {
            sitting.push((number, sits(&stage, number).await));
        }
        // What is stored of one of them cannot be read: the others see theirs all the same.
        stage.sql("UPDATE attempt SET content_language = 'klingon'
                   WHERE candidate_id = (SELECT candidate_id FROM session ORDER BY token_hash LIMIT 1)").await;
        let looking: Vec<_> = sitting
            .iter()
            .map(|&(number, (_, id))| {
                let (store, position) = (stage.store.clone(), u16::try_from(number % 3).unwrap());
                // One in ten holds nobody's token.
                let token_hash = if number % 10 == 0 { [99; 32] } else { token(number) };
                tokio::spawn(async move { store.look(Asked { token_hash, attempt: id, position }).await })
            })
            .collect();
        for ((number, (candidate, id)), look) in sitting.into_iter().zip(looking) {
            let seen = look.await.unwrap();
            if number == 1 {
                assert!(matches!(seen, Err(StoreError::Corrupt(_))), "{seen:?}");
                continue;
            }
            let seen = seen.unwrap();
            assert_eq!(seen.is_some(), number % 10 != 0, "candidate {number}");
            if let Some(seen) = seen {
                assert_eq!((seen.candidate.id, seen.attempt.id), (candidate, id));
                assert_eq!(seen.current.is_some(), number % 3 != 0, "candidate {number}");
            }
        }
    }
}

/// A batch ends its transaction by itself, however far it came.
#[tokio::test]
async fn after_answers_that_could_not_be_stored_everything_can_be_written() {
    let stage = Stage::sqlite().await;
    let (_, id) = sits(&stage, 1).await;
    let refusing = "BEGIN SELECT RAISE(ABORT, 'refused'); END";
    stage.sql(format!("CREATE TRIGGER refuse BEFORE UPDATE ON item WHEN NEW.note = 'bad' {refusing}")).await;
    let bad = Entry { note: "bad".to_owned(), ..entry(&[4]) };
    for _ in 0..2 {
        stage.store.answer(sent(1, id, 0, bad.clone())).await.unwrap_err();
        assert_eq!(answered(&stage, sent(1, id, 7, entry(&[4]))).await, None, "there is no such revision");
    }
    stage.guest(2).await;
    stage.store.see(Glance { attempt: id, position: 2, now: at(30) }).await.unwrap();
    assert_eq!(answered(&stage, sent(1, id, 0, entry(&[4]))).await, Some(1));
    let items = read!(stage, tx => item::of_attempt(tx, id));
    assert_eq!((items[0].revision, items[1].seen_at), (1, Some(at(30))));
}
