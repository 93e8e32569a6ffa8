//! Attempts: begun once, closed once.

use simulado::exam::attempt::{Feedback, Mode, Only, Open, Practice};
use simulado::exam::id::AttemptId;
use simulado::exam::lang::Lang;
use simulado::exam::question::Verdict;
use simulado::exam::scoring::Curve;
use simulado::store::attempt::{self, Stage as Life};
use simulado::store::begin::{self, NewAttempt};
use simulado::store::end::{self, Ended};
use simulado::store::item;
use uuid::Uuid;

use crate::setting::{Stage, at, new_attempt};
use crate::{job, on_both, read};

const CURVE: Curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };

fn practice() -> Mode {
    Mode::Practice(Practice {
        objectives: vec!["1.1".parse().unwrap()],
        count: 5,
        only: Only::Missed,
        clock: true,
        feedback: Feedback::AtOnce,
    })
}

/// Closes an attempt with these verdicts, as the proctor does.
async fn close(stage: &Stage, id: AttemptId, verdicts: Vec<Verdict>) {
    job!(stage, tx => async move {
        let open = crate::setting::lock_open(tx, id).await?.expect("it is open");
        let scored = open.submit(at(30)).score(&verdicts, &CURVE);
        let placed: Vec<_> = (1..).zip(verdicts).collect();
        crate::setting::close(tx, id, &scored, &placed).await
    });
}

on_both! {
    async fn an_attempt_is_read_back_as_it_began(stage: Stage) {
        let ana = stage.guest(1).await;
        let revisions = stage.bank(3).await;
        let new = new_attempt(10, ana, &revisions, practice());
        let id = job!(stage, tx => crate::setting::begin(tx, &new)).unwrap();
        let found = read!(stage, tx => attempt::of_candidate(tx, ana, id)).unwrap();
        assert_eq!(found.mode, practice());
        assert_eq!(found.stage, Life::Open(Open { started_at: at(0), deadline: Some(at(60)) }));
        assert_eq!((found.content, found.questions, found.current), (Lang::PtBr, 3, 1));
        let items = read!(stage, tx => item::of_attempt(tx, id));
        assert_eq!(items.iter().map(|item| item.revision_id).collect::<Vec<_>>(), revisions);
        assert_eq!(items[0].option_order, [4, 2, 0, 1, 3]);
    }

    async fn many_begin_and_end_together(stage: Stage) {
        let bank = stage.bank(2).await;
        let mut news = Vec::new();
        for number in 0..9_u128 {
            news.push(new_attempt(10 + number, stage.guest(1_000 + number).await, &bank, Mode::Exam));
        }
        // One asks twice, and one asks for what is somebody else's.
        news.push(new_attempt(20, news[3].candidate, &bank, Mode::Exam));
        news.push(NewAttempt { id: news[0].id, ..new_attempt(21, stage.guest(1).await, &bank, Mode::Exam) });
        let mut expected: Vec<_> = news.iter().map(|new| Some(new.id)).collect();
        (expected[9], expected[10]) = (expected[3], None);
        let asked = news.clone();
        assert_eq!(job!(stage, tx => async move { begin::begin(tx, &asked).await }), expected);
        let asked = news.clone();
        assert_eq!(job!(stage, tx => async move { begin::begin(tx, &asked).await }), expected, "again");
        for new in &news[..9] {
            let id = new.id;
            let items = read!(stage, tx => item::of_attempt(tx, id));
            assert_eq!(items.iter().map(|item| item.revision_id).collect::<Vec<_>>(), bank);
        }
        // All but the last are handed in.
        let ids: Vec<_> = news[..8].iter().map(|new| new.id).collect();
        let one = [Verdict::Near, Verdict::Right];
        let other = [Verdict::Wrong, Verdict::Unanswered];
        job!(stage, tx => async move {
            let open = end::lock_open(tx, &ids).await?;
            let ended: Vec<Ended> = ids.iter().enumerate().map(|(n, id)| {
                let verdicts = if n % 2 == 0 { one } else { other };
                let scored = open[id].submit(at(30)).score(&verdicts, &CURVE);
                Ended { id: *id, scored, verdicts: verdicts.to_vec() }
            }).collect();
            end::close(tx, &ended).await
        });
        for (n, new) in news[..9].iter().enumerate() {
            let id = new.id;
            let items = read!(stage, tx => item::of_attempt(tx, id));
            let verdicts: Vec<_> = items.into_iter().map(|item| item.verdict).collect();
            let expected = if n == 8 { [None; 2] } else if n % 2 == 0 { one.map(Some) } else { other.map(Some) };
            assert_eq!(verdicts, expected, "{n}");
            let life = read!(stage, tx => attempt::by_id(tx, id)).unwrap().stage;
            assert_eq!(matches!(life, Life::Open(_)), n == 8, "{n}");
        }
    }

    async fn somebody_elses_attempt_is_not_there(stage: Stage) {
        let (ana, bruno) = (stage.guest(1).await, stage.guest(2).await);
        let id = stage.attempt(10, ana, &stage.bank(1).await).await;
        assert_eq!(read!(stage, tx => attempt::of_candidate(tx, bruno, id)), None);
        let unknown = AttemptId(Uuid::from_u128(99));
        assert_eq!(read!(stage, tx => attempt::of_candidate(tx, ana, unknown)), None);
        assert_eq!(read!(stage, tx => attempt::by_id(tx, unknown)), None);
    }

    async fn beginning_again_gives_the_open_exam(stage: Stage) {
        let (ana, bruno) = (stage.guest(1).await, stage.guest(2).await);
        let revisions = stage.bank(1).await;
        let first = stage.attempt(10, ana, &revisions).await;
        assert_eq!(stage.attempt(11, ana, &revisions).await, first);
        assert_ne!(stage.attempt(12, bruno, &revisions).await, first);
        // A practice may stand beside it, and the same id twice is the same practice.
        let new = new_attempt(13, ana, &revisions, practice());
        let again = new.clone();
        let one = job!(stage, tx => crate::setting::begin(tx, &new));
        let two = job!(stage, tx => crate::setting::begin(tx, &again));
        assert_eq!(one, two);
        assert_eq!(read!(stage, tx => attempt::open_of(tx, ana)).len(), 2);
        assert_eq!(read!(stage, tx => attempt::count_of(tx, ana)), 2);
    }

    async fn an_id_of_somebody_else_begins_nothing(stage: Stage) {
        let (ana, bruno) = (stage.guest(1).await, stage.guest(2).await);
        let revisions = stage.bank(1).await;
        stage.attempt(10, ana, &revisions).await;
        let foreign = new_attempt(10, bruno, &revisions, Mode::Exam);
        assert_eq!(job!(stage, tx => crate::setting::begin(tx, &foreign)), None);
    }

    async fn starting_twice_at_once_is_starting_once(stage: Stage) {
        let ana = stage.guest(1).await;
        let revisions = stage.bank(2).await;
        let starts = (10..30).map(|n| {
            let (store, new) = (stage.store.clone(), new_attempt(n, ana, &revisions, Mode::Exam));
            tokio::spawn(async move {
                store.write(move |tx| Box::pin(async move { crate::setting::begin(tx, &new).await })).await.unwrap()
            })
        });
        let mut ids = Vec::new();
        for start in starts.collect::<Vec<_>>() {
            ids.push(start.await.unwrap().expect("an attempt"));
        }
        ids.dedup();
        assert_eq!(ids.len(), 1);
        assert_eq!(read!(stage, tx => attempt::count_of(tx, ana)), 1);
    }

    async fn closing_writes_the_verdicts_and_the_score_once(stage: Stage) {
        let ana = stage.guest(1).await;
        let id = stage.attempt(10, ana, &stage.bank(3).await).await;
        close(&stage, id, vec![Verdict::Right, Verdict::Near, Verdict::Unanswered]).await;
        let Life::Scored(scored) = read!(stage, tx => attempt::by_id(tx, id)).unwrap().stage else {
            panic!("it is still open");
        };
        assert_eq!((scored.score.right, scored.score.questions, scored.score.passed), (1, 3, false));
        assert_eq!(scored.closed.closed_at, at(30));
        let verdicts: Vec<_> = read!(stage, tx => item::of_attempt(tx, id)).into_iter().map(|i| i.verdict).collect();
        assert_eq!(verdicts, [Some(Verdict::Right), Some(Verdict::Near), Some(Verdict::Unanswered)]);
        assert_eq!(job!(stage, tx => crate::setting::lock_open(tx, id)), None, "it cannot be taken again");
        // A new one may begin now.
        assert_ne!(stage.attempt(11, ana, &stage.bank(3).await).await, id);
    }

    async fn what_is_due_is_found_the_longest_due_first(stage: Stage) {
        let revisions = stage.bank(1).await;
        for n in 1..=3_u32 {
            let candidate = stage.guest(n.into()).await;
            let mut new = new_attempt(u128::from(n) + 10, candidate, &revisions, Mode::Exam);
            new.open.deadline = Some(at(100 - i64::from(n)));
            job!(stage, tx => crate::setting::begin(tx, &new));
        }
        let due = read!(stage, tx => attempt::due(tx, at(99), 10));
        assert_eq!(due.iter().map(|id| id.0.as_u128()).collect::<Vec<_>>(), [13, 12]);
        assert_eq!(read!(stage, tx => attempt::due(tx, at(99), 1)).len(), 1);
    }

    async fn attempts_are_listed_the_newest_first(stage: Stage) {
        let ana = stage.guest(1).await;
        let revisions = stage.bank(1).await;
        for n in 1..=3_u32 {
            let mut new = new_attempt(n.into(), ana, &revisions, practice());
            new.open.started_at = at(n.into());
            job!(stage, tx => crate::setting::begin(tx, &new));
        }
        let listed = read!(stage, tx => attempt::all_of(tx, ana, 2));
        assert_eq!(listed.iter().map(|attempt| attempt.id.0.as_u128()).collect::<Vec<_>>(), [3, 2]);
    }
}
