//! What a candidate already had, for the next form and for the progress page.

use jiff::SignedDuration;
use simulado::exam::attempt::Mode;
use simulado::exam::id::{AttemptId, CandidateId, RevisionId};
use simulado::exam::lang::Lang;
use simulado::exam::progress::Tally;
use simulado::exam::question::{Response, Verdict};
use simulado::exam::scoring::Curve;
use simulado::store::begin;
use simulado::store::end::{self, Ended};
use simulado::store::history;
use simulado::store::item::{self, Entry, Save};

use crate::setting::{Stage, at, exam, new_attempt};
use crate::{job, on_both, read};

/// One attempt at q1, q2, …: each seen, flagged or not, and ended with a verdict.
async fn take(stage: &Stage, number: u32, who: CandidateId, mode: Mode, ended: &[(Verdict, bool)]) {
    let revisions = stage.bank(ended.len() as u128).await;
    let mut new = new_attempt(number.into(), who, &revisions, mode);
    new.open.started_at = at(i64::from(number) * 100);
    new.open.deadline = None;
    let id: AttemptId = job!(stage, tx => crate::setting::begin(tx, &new)).unwrap();
    let ended = ended.to_vec();
    job!(stage, tx => async move {
        for (position, (_, flagged)) in (1..).zip(&ended) {
            let entry = Entry {
                response: Response::Choice([1].into()),
                struck: Vec::new(),
                note: String::new(),
                flagged: *flagged,
            };
            let (spent, now) = (SignedDuration::ZERO, at(i64::from(number) * 100 + 1));
            let save = Save { attempt: id, position, revision: 0, entry, content: Lang::En, spent, now };
            item::save(tx, &save).await?;
        }
        let open = crate::setting::lock_open(tx, id).await?.unwrap();
        let verdicts: Vec<Verdict> = ended.iter().map(|(verdict, _)| *verdict).collect();
        let curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };
        let scored = open.submit(at(i64::from(number) * 100 + 50)).score(&verdicts, &curve);
        let placed: Vec<_> = (1..).zip(verdicts).collect();
        crate::setting::close(tx, id, &scored, &placed).await
    });
}

/// Practices with all right, in this order.
async fn sit(stage: &Stage, numbers: std::ops::Range<u32>, who: CandidateId, revisions: &[RevisionId]) {
    let curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };
    let news: Vec<_> = numbers.clone().map(|number| new_attempt(number.into(), who, revisions, practice())).collect();
    let verdicts = vec![Verdict::Right; revisions.len()];
    job!(stage, tx => async move {
        begin::begin(tx, &news).await?;
        let ended: Vec<Ended> = numbers
            .zip(&news)
            .map(|(number, new)| {
                let scored = new.open.submit(at(i64::from(number))).score(&verdicts, &curve);
                Ended { id: new.id, scored, verdicts: verdicts.clone() }
            })
            .collect();
        end::close(tx, &ended).await
    });
}

fn practice() -> Mode {
    use simulado::exam::attempt::{Feedback, Only, Practice};
    Mode::Practice(Practice { objectives: vec![], count: 9, only: Only::All, clock: false, feedback: Feedback::AtEnd })
}

on_both! {
    async fn what_lies_a_hundred_exams_back_says_nothing_of_today(stage: Stage) {
        let ana = stage.guest(1).await;
        let bank = stage.bank(61).await;
        // Once all of them, then the first sixty again and again.
        sit(&stage, 1..2, ana, &bank).await;
        sit(&stage, 2..100, ana, &bank[..60]).await;
        let tallies = read!(stage, tx => history::tallies(tx, ana, &exam()));
        assert_eq!(tallies[&"1.61".parse().unwrap()], Tally { right: 1, answered: 1 });
        assert_eq!(tallies.len(), 61);
        sit(&stage, 100..102, ana, &bank[..60]).await;
        let tallies = read!(stage, tx => history::tallies(tx, ana, &exam()));
        assert_eq!(tallies.len(), 60, "the first one is too far back");
    }

    async fn the_last_time_counts(stage: Stage) {
        let ana = stage.guest(1).await;
        take(&stage, 1, ana, Mode::Exam, &[(Verdict::Wrong, true), (Verdict::Right, false)]).await;
        take(&stage, 2, ana, practice(), &[(Verdict::Right, false)]).await;
        let histories = read!(stage, tx => history::of_questions(tx, ana, &exam()));
        let of = |name: &str| histories[&name.parse().unwrap()];
        assert_eq!((of("q1").on_exam, of("q1").seen), (Some(at(100)), Some(at(201))));
        assert_eq!((of("q1").verdict, of("q1").flagged), (Some(Verdict::Right), false));
        assert_eq!((of("q2").on_exam, of("q2").verdict), (Some(at(100)), Some(Verdict::Right)));
        assert_eq!(histories.len(), 2);
    }

    async fn a_question_answered_again_is_one_answer(stage: Stage) {
        let ana = stage.guest(1).await;
        take(&stage, 1, ana, Mode::Exam, &[(Verdict::Wrong, false), (Verdict::Right, false), (Verdict::Unanswered, false)]).await;
        take(&stage, 2, ana, practice(), &[(Verdict::Right, false)]).await;
        let tallies = read!(stage, tx => history::tallies(tx, ana, &exam()));
        assert_eq!(tallies[&"1.1".parse().unwrap()], Tally { right: 1, answered: 1 });
        assert_eq!(tallies[&"1.2".parse().unwrap()], Tally { right: 1, answered: 1 });
        assert!(!tallies.contains_key(&"1.3".parse().unwrap()), "unanswered says nothing");
    }

    async fn nobody_elses_history_is_mixed_in(stage: Stage) {
        let (ana, bruno) = (stage.guest(1).await, stage.guest(2).await);
        take(&stage, 1, ana, Mode::Exam, &[(Verdict::Right, false)]).await;
        assert!(read!(stage, tx => history::of_questions(tx, bruno, &exam())).is_empty());
        assert!(read!(stage, tx => history::tallies(tx, bruno, &exam())).is_empty());
    }
}
