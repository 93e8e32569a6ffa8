//! Roles, suspensions, extra time: the last admin stays, and what is granted reaches whoever is at it.

use simulado::exam::attempt::{Mode, Open};
use simulado::exam::id::{AttemptId, CandidateId, SessionId};
use simulado::exam::role::Role;
use simulado::store::attempt;
use simulado::store::begin::NewAttempt;
use simulado::store::rights::{self, Outcome};
use simulado::store::{candidate, extra_time, session};
use uuid::Uuid;

use crate::setting::{Stage as Setting, at, new_attempt};
use crate::{job, on_both, read};

impl Setting {
    /// An account with a role.
    pub async fn account(&self, number: u128, name: &'static str, role: Role) -> CandidateId {
        let id = self.guest(number).await;
        assert!(job!(self, tx => candidate::register(tx, id, name, "hash")));
        job!(self, tx => candidate::set_role(tx, id, role));
        id
    }

    /// When an attempt ends, in seconds after the beginning.
    async fn deadline(&self, id: AttemptId) -> Option<i64> {
        let attempt = read!(self, tx => attempt::by_id(tx, id)).unwrap();
        attempt.deadline.map(|deadline| deadline.duration_since(at(0)).as_secs())
    }
}

on_both! {
    async fn the_last_admin_keeps_the_role_and_is_let_in(stage: Stage) {
        let ana = stage.account(1, "ana", Role::Admin).await;
        assert!(job!(stage, tx => rights::is_last_admin(tx, ana)));
        assert_eq!(job!(stage, tx => rights::set_role(tx, ana, Role::Author)), Outcome::LastAdmin);
        assert_eq!(job!(stage, tx => rights::set_role(tx, ana, Role::Admin)), Outcome::Same);
        assert_eq!(job!(stage, tx => rights::suspend(tx, ana, "why", at(5))), Outcome::LastAdmin);
        let bia = stage.account(2, "bia", Role::Candidate).await;
        assert_eq!(job!(stage, tx => rights::set_role(tx, bia, Role::Admin)), Outcome::Done(Role::Candidate));
        assert!(!job!(stage, tx => rights::is_last_admin(tx, ana)));
        assert_eq!(job!(stage, tx => rights::suspend(tx, bia, "why", at(5))), Outcome::Done(None));
        assert!(job!(stage, tx => rights::is_last_admin(tx, ana)), "a suspended admin is none to count on");
        assert_eq!(job!(stage, tx => rights::set_role(tx, ana, Role::Candidate)), Outcome::LastAdmin);
        assert_eq!(job!(stage, tx => rights::set_role(tx, bia, Role::Author)), Outcome::Done(Role::Admin));
        let guest = stage.guest(3).await;
        assert_eq!(job!(stage, tx => rights::set_role(tx, guest, Role::Author)), Outcome::Unknown);
        assert_eq!(job!(stage, tx => rights::suspend(tx, guest, "why", at(5))), Outcome::Unknown);
    }

    async fn of_two_admins_who_remove_each_other_at_once_one_stays(stage: Stage) {
        for round in 0..8_u128 {
            let first: &'static str = ["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7"][usize::try_from(round).unwrap()];
            let second: &'static str = ["b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7"][usize::try_from(round).unwrap()];
            let (ana, bia) = (
                stage.account(10 + 2 * round, first, Role::Admin).await,
                stage.account(11 + 2 * round, second, Role::Admin).await,
            );
            let of_ana = stage.store.write(move |tx| Box::pin(async move {
                rights::set_role(tx, bia, Role::Candidate).await
            }));
            let of_bia = stage.store.write(move |tx| Box::pin(async move {
                if round % 2 == 0 {
                    rights::set_role(tx, ana, Role::Candidate).await.map(|outcome| outcome == Outcome::LastAdmin)
                } else {
                    rights::suspend(tx, ana, "why", at(1)).await.map(|outcome| outcome == Outcome::LastAdmin)
                }
            }));
            let (of_ana, of_bia) = tokio::join!(of_ana, of_bia);
            let refused = [of_ana.unwrap() == Outcome::LastAdmin, of_bia.unwrap()];
            assert_eq!(refused.iter().filter(|refused| **refused).count(), 1, "round {round}");
            assert!(read!(stage, tx => candidate::any_admin(tx)));
            // Nobody of this round is left for the next.
            for id in [ana, bia] {
                job!(stage, tx => candidate::delete(tx, id));
            }
        }
    }

    async fn a_suspended_account_has_no_session_whatever_is_stored(stage: Stage) {
        let ana = stage.account(1, "ana", Role::Candidate).await;
        let id = SessionId(Uuid::from_u128(7));
        job!(stage, tx => session::add(tx, ana, id, [1; 32], "", at(0)));
        assert!(read!(stage, tx => session::find(tx, [1; 32])).is_some());
        assert_eq!(read!(stage, tx => rights::suspension(tx, ana)), None);
        job!(stage, tx => rights::suspend(tx, ana, "a reason", at(5)));
        assert_eq!(read!(stage, tx => session::of_candidate(tx, ana)), []);
        // A sign-in that was under way.
        job!(stage, tx => session::add(tx, ana, id, [2; 32], "", at(6)));
        assert_eq!(read!(stage, tx => session::find(tx, [2; 32])), None);
        let told = read!(stage, tx => rights::suspension(tx, ana)).unwrap();
        assert_eq!((told.since, told.reason.as_str()), (at(5), "a reason"));
        assert_eq!(job!(stage, tx => rights::suspend(tx, ana, "a reason", at(8))), Outcome::Same);
        let changed = job!(stage, tx => rights::suspend(tx, ana, "another", at(9)));
        assert_eq!(changed, Outcome::Done(Some(told)));
        assert_eq!(read!(stage, tx => rights::suspension(tx, ana)).unwrap().since, at(5), "since the first");
        assert!(matches!(job!(stage, tx => rights::lift(tx, ana)), Outcome::Done(_)));
        assert_eq!(job!(stage, tx => rights::lift(tx, ana)), Outcome::Same);
        assert_eq!(read!(stage, tx => rights::suspension(tx, ana)), None);
    }

    async fn extra_time_moves_the_deadline_of_what_is_open_and_timed(stage: Stage) {
        let (ana, bia) = (stage.guest(1).await, stage.guest(2).await);
        let revisions = stage.bank(1).await;
        let running = stage.attempt(10, ana, &revisions).await;
        let others = stage.attempt(11, bia, &revisions).await;
        let untimed = NewAttempt {
            open: Open::begin(at(0), None),
            limit: None,
            ..new_attempt(12, ana, &revisions, practice())
        };
        let untimed = job!(stage, tx => crate::setting::begin(tx, &untimed)).unwrap();
        let granted = job!(stage, tx => extra_time::set(tx, ana, 1.5, at(10)));
        assert_eq!(granted, Outcome::Done(extra_time::Granted { before: 1.0, moved: 1 }));
        assert_eq!(stage.deadline(running).await, Some(90));
        assert_eq!(stage.deadline(others).await, Some(60));
        assert_eq!(stage.deadline(untimed).await, None);
        assert_eq!(job!(stage, tx => extra_time::set(tx, ana, 1.5, at(20))), Outcome::Same);
        let nobody = CandidateId(Uuid::from_u128(99));
        assert_eq!(job!(stage, tx => extra_time::hold_all(tx, &[ana, nobody])), [(ana, 1.5)].into());
        // Taken back after the plain end: it ends now, not a quarter of a minute ago.
        job!(stage, tx => extra_time::set(tx, ana, 1.0, at(75)));
        assert_eq!(stage.deadline(running).await, Some(75));
        assert_eq!(job!(stage, tx => extra_time::set(tx, nobody, 2.0, at(0))), Outcome::Unknown);
    }

    async fn extra_time_of_an_account_reaches_what_its_owner_began_as_a_guest(stage: Stage) {
        let (guest, ana) = (stage.guest(1).await, stage.account(2, "ana", Role::Candidate).await);
        let revisions = stage.bank(1).await;
        let running = stage.attempt(10, guest, &revisions).await;
        job!(stage, tx => extra_time::set(tx, ana, 2.0, at(0)));
        job!(stage, tx => candidate::absorb(tx, guest, ana));
        assert_eq!(stage.deadline(running).await, Some(120));
        let generous = stage.guest(3).await;
        job!(stage, tx => extra_time::set(tx, generous, 3.0, at(0)));
        let bia = stage.account(4, "bia", Role::Candidate).await;
        let kept = stage.attempt(11, generous, &revisions).await;
        job!(stage, tx => extra_time::set(tx, generous, 2.5, at(0)));
        job!(stage, tx => candidate::absorb(tx, generous, bia));
        assert_eq!(stage.deadline(kept).await, Some(150), "what was granted is not taken away by signing in");
    }
}

fn practice() -> Mode {
    use simulado::exam::attempt::{Feedback, Only, Practice};
    Mode::Practice(Practice {
        objectives: Vec::new(),
        count: 1,
        only: Only::All,
        clock: false,
        feedback: Feedback::AtEnd,
    })
}
