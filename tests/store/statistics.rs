//! What first responses are: the first closed attempt of each candidate in which they saw the question.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use simulado::exam::attempt::{Feedback, Mode, Only, Practice};
use simulado::exam::id::{AttemptId, CandidateId, RevisionId};
use simulado::exam::lang::Lang;
use simulado::exam::progress::Tally;
use simulado::exam::question::{Response, Verdict};
use simulado::exam::scoring::Curve;
use simulado::exam::statistics::FirstResponse;
use simulado::store::item::{self, Entry, Save};
use simulado::store::statistics::{Source, first_responses, served};
use simulado::store::{answers, question};
use uuid::Uuid;

use crate::setting::{Stage, at, exam, new_attempt, revision};
use crate::{job, on_both, read};

const CURVE: Curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };

fn practice() -> Mode {
    Mode::Practice(Practice {
        objectives: Vec::new(),
        count: 12,
        only: Only::All,
        clock: false,
        feedback: Feedback::AtEnd,
    })
}

/// An attempt in which the first question is answered with this option, or seen and left blank, and so many others are right.
struct Sat {
    number: u128,
    who: CandidateId,
    mode: Mode,
    second: i64,
    chosen: Option<usize>,
    others_right: usize,
}

impl Stage {
    async fn sat(&self, sat: Sat, revisions: &[RevisionId]) -> AttemptId {
        let new = new_attempt(sat.number, sat.who, revisions, sat.mode);
        let id = job!(self, tx => crate::setting::begin(tx, &new)).unwrap();
        let second = sat.second;
        job!(self, tx => answers::store(tx, &[], &[answers::Glance { attempt: id, position: 1, now: at(second) }]));
        if let Some(option) = sat.chosen {
            let entry = Entry {
                response: Response::Choice(BTreeSet::from([option])),
                struck: Vec::new(),
                note: String::new(),
                flagged: false,
            };
            let (spent, now) = (SignedDuration::from_secs(30), at(second));
            let save = Save { attempt: id, position: 1, revision: 0, entry, content: Lang::En, spent, now };
            job!(self, tx => async move { item::save(tx, &save).await });
        }
        let first = match sat.chosen {
            Some(0) => Verdict::Right,
            Some(_) => Verdict::Wrong,
            None => Verdict::Unanswered,
        };
        let others = (1..revisions.len())
            .map(|place| if place <= sat.others_right { Verdict::Right } else { Verdict::Unanswered });
        let verdicts: Vec<Verdict> = std::iter::once(first).chain(others).collect();
        job!(self, tx => async move {
            let open = crate::setting::lock_open(tx, id).await?.expect("it is open");
            let placed: Vec<_> = (1..).zip(verdicts.iter().copied()).collect();
            crate::setting::close(tx, id, &open.submit(at(second + 1)).score(&verdicts, &CURVE), &placed).await
        });
        id
    }

    async fn responses(&self, revision: RevisionId, source: Source, limit: u32) -> Vec<FirstResponse> {
        let (slug, name) = (exam(), "q1".parse().unwrap());
        read!(self, tx => first_responses(tx, &slug, &name, revision, source, limit))
    }
}

fn response(chosen: &[usize], right: bool, seconds: i64, (others_right, others): (u32, u32)) -> FirstResponse {
    FirstResponse {
        right,
        chosen: chosen.iter().copied().collect(),
        spent: SignedDuration::from_secs(seconds),
        rest: Tally { right: others_right, answered: others },
    }
}

on_both! {
    async fn of_each_candidate_the_first_response_counts(stage: Stage) {
        let (ana, bia, caio) = (stage.guest(1).await, stage.guest(2).await, stage.guest(3).await);
        let bank = stage.bank(12).await;
        let exam = |number, who, second, chosen, others_right| {
            Sat { number, who, mode: Mode::Exam, second, chosen, others_right }
        };
        stage.sat(exam(10, ana, 5, Some(0), 7), &bank).await;
        // Again: now the key is known.
        stage.sat(exam(11, ana, 50, Some(3), 9), &bank).await;
        // Seen and blank.
        stage.sat(exam(12, bia, 6, None, 2), &bank).await;
        // In an attempt of few items: a response, but no rest.
        stage.sat(exam(13, caio, 7, Some(2), 3), &bank[..10]).await;
        assert_eq!(
            stage.responses(bank[0], Source::Exams, 10).await,
            [
                response(&[2], false, 30, (0, 0)),
                response(&[], false, 0, (2, 11)),
                response(&[0], true, 30, (7, 11)),
            ]
        );
        assert_eq!(stage.responses(bank[0], Source::Exams, 1).await.len(), 1, "the newest alone");
        assert!(stage.responses(bank[0], Source::Practices, 10).await.is_empty());
    }

    async fn exams_and_practices_and_revisions_are_told_apart(stage: Stage) {
        let (ana, bia, caio) = (stage.guest(1).await, stage.guest(2).await, stage.guest(3).await);
        let mut bank = stage.bank(12).await;
        let sat = |number, who, mode, second, chosen| Sat { number, who, mode, second, chosen, others_right: 5 };
        stage.sat(sat(10, ana, practice(), 5, Some(1)), &bank).await;
        // Ana has seen the key in the practice.
        stage.sat(sat(11, ana, Mode::Exam, 9, Some(0)), &bank).await;
        let first = bank[0];
        let new = revision(500, 1, "second", Some(first));
        job!(stage, tx => question::save(tx, &new, at(20)));
        bank[0] = RevisionId(Uuid::from_u128(500));
        // Ana knows the older text, Bia comes new to it; Caio does not get as far as to see it.
        stage.sat(sat(12, ana, Mode::Exam, 30, Some(0)), &bank).await;
        stage.sat(sat(13, bia, Mode::Exam, 31, Some(0)), &bank).await;
        let open = stage.attempt(14, caio, &bank).await;
        job!(stage, tx => answers::store(tx, &[], &[answers::Glance { attempt: open, position: 1, now: at(32) }]));
        assert_eq!(stage.responses(first, Source::Practices, 10).await, [response(&[1], false, 30, (5, 11))]);
        assert!(stage.responses(first, Source::Exams, 10).await.is_empty());
        assert_eq!(stage.responses(bank[0], Source::Exams, 10).await, [response(&[0], true, 30, (5, 11))]);
        let (slug, name) = (exam(), "q1".parse().unwrap());
        assert_eq!(read!(stage, tx => served(tx, &slug, &name)), [(bank[0], 2), (first, 1)]);
        let (slug, name) = (exam(), "q2".parse().unwrap());
        assert!(read!(stage, tx => served(tx, &slug, &name)).is_empty(), "nobody has seen it");
    }
}
