//! Candidates, sessions and the link for the first admin.

use simulado::exam::id::{CandidateId, SessionId};
use simulado::exam::lang::Lang;
use simulado::exam::role::Role;
use simulado::store::{candidate, export, session, setup};
use uuid::Uuid;

use crate::setting::at;
use crate::{job, on_both, read};

on_both! {
    async fn a_guest_becomes_an_account_once(stage: Stage) {
        let guest = stage.guest(1).await;
        assert!(read!(stage, tx => candidate::by_id(tx, guest)).unwrap().is_guest());
        assert!(job!(stage, tx => candidate::register(tx, guest, " Ana ", "hash")));
        assert!(!job!(stage, tx => candidate::register(tx, guest, "other", "hash")), "it is no guest any more");
        let ana = read!(stage, tx => candidate::by_id(tx, guest)).unwrap();
        assert_eq!((ana.name.as_deref(), ana.role, ana.extra_time), (Some("Ana"), Role::Candidate, 1.0));
        assert_eq!(read!(stage, tx => candidate::by_name(tx, "ANA")), Some((guest, "hash".to_owned())));
        assert_eq!(read!(stage, tx => candidate::by_name(tx, "nobody")), None);
    }

    async fn a_name_belongs_to_one_account(stage: Stage) {
        let (ana, other) = (stage.guest(1).await, stage.guest(2).await);
        assert!(job!(stage, tx => candidate::register(tx, ana, "Ana", "hash")));
        assert!(!job!(stage, tx => candidate::register(tx, other, "ANA", "hash")));
        assert!(job!(stage, tx => candidate::register(tx, other, "Bruno", "hash")));
        assert!(!job!(stage, tx => candidate::set_name(tx, other, "ana")));
        assert!(job!(stage, tx => candidate::set_name(tx, other, "BRUNO")), "one's own name in another case");
    }

    async fn what_a_candidate_sets_stays_set(stage: Stage) {
        let ana = stage.guest(1).await;
        job!(stage, tx => candidate::set_password(tx, ana, "hash"));
        assert_eq!(read!(stage, tx => candidate::password_hash(tx, ana)), None, "a guest has no password");
        job!(stage, tx => candidate::register(tx, ana, "Ana", "hash"));
        job!(stage, tx => candidate::set_password(tx, ana, "new hash"));
        job!(stage, tx => candidate::set_appearance(tx, ana, Lang::PtBr, "dark"));
        job!(stage, tx => candidate::set_time_zone(tx, ana, "America/Sao_Paulo"));
        let person = read!(stage, tx => candidate::by_id(tx, ana)).unwrap();
        assert_eq!((person.language, person.theme.as_str()), (Lang::PtBr, "dark"));
        assert_eq!(person.time_zone, "America/Sao_Paulo");
        assert_eq!(read!(stage, tx => candidate::password_hash(tx, ana)).as_deref(), Some("new hash"));
    }

    async fn an_admin_is_found(stage: Stage) {
        let ana = stage.guest(1).await;
        assert!(!read!(stage, tx => candidate::any_admin(tx)));
        job!(stage, tx => candidate::set_role(tx, ana, Role::Admin));
        assert!(read!(stage, tx => candidate::any_admin(tx)));
    }

    async fn a_session_is_found_by_its_token_alone(stage: Stage) {
        let ana = stage.guest(1).await;
        let id = SessionId(Uuid::from_u128(7));
        job!(stage, tx => session::add(tx, ana, id, [1; 32], "Firefox", at(0)));
        let (person, found) = read!(stage, tx => session::find(tx, [1; 32])).unwrap();
        assert_eq!((person.id, found.id, found.user_agent.as_str()), (ana, id, "Firefox"));
        assert_eq!(read!(stage, tx => session::find(tx, [2; 32])), None);
        job!(stage, tx => session::touch(tx, ana, id, at(50)));
        assert_eq!(read!(stage, tx => session::of_candidate(tx, ana))[0].last_seen_at, at(50));
    }

    async fn sessions_end_one_by_one_all_others_or_when_idle(stage: Stage) {
        let (ana, bruno) = (stage.guest(1).await, stage.guest(2).await);
        let id = |n| SessionId(Uuid::from_u128(n));
        for n in 1..=4_u8 {
            job!(stage, tx => session::add(tx, ana, id(n.into()), [n; 32], "", at(n.into())));
        }
        assert!(!job!(stage, tx => session::delete(tx, bruno, id(1))), "not one's own");
        assert!(job!(stage, tx => session::delete(tx, ana, id(1))));
        assert_eq!(job!(stage, tx => session::delete_idle(tx, at(3))), 1);
        job!(stage, tx => session::delete_others(tx, ana, id(4)));
        let left = read!(stage, tx => session::of_candidate(tx, ana));
        assert_eq!(left.iter().map(|session| session.id).collect::<Vec<_>>(), [id(4)]);
    }

    async fn a_setup_link_is_good_once_and_for_a_while(stage: Stage) {
        job!(stage, tx => setup::replace(tx, [1; 32], at(0), at(10)));
        job!(stage, tx => setup::replace(tx, [2; 32], at(0), at(10)));
        assert!(!read!(stage, tx => setup::is_valid(tx, [1; 32], at(1))), "the later one replaced it");
        assert!(!read!(stage, tx => setup::is_valid(tx, [2; 32], at(10))), "its time is over");
        assert!(read!(stage, tx => setup::is_valid(tx, [2; 32], at(9))));
        assert!(job!(stage, tx => setup::consume(tx, [2; 32], at(9))));
        assert!(!job!(stage, tx => setup::consume(tx, [2; 32], at(9))));
    }

    async fn deleting_a_candidate_leaves_nothing_of_theirs(stage: Stage) {
        let (ana, bruno) = (stage.guest(1).await, stage.guest(2).await);
        let revisions = stage.bank(2).await;
        stage.attempt(10, ana, &revisions).await;
        let kept = stage.attempt(11, bruno, &revisions).await;
        job!(stage, tx => session::add(tx, ana, SessionId(Uuid::from_u128(7)), [1; 32], "", at(0)));
        job!(stage, tx => candidate::delete(tx, ana));
        assert_eq!(read!(stage, tx => export::of_candidate(tx, ana)), None);
        assert_eq!(read!(stage, tx => session::find(tx, [1; 32])), None);
        assert_eq!(read!(stage, tx => simulado::store::attempt::all_of(tx, ana, 9)), []);
        let first = simulado::exam::id::AttemptId(Uuid::from_u128(10));
        assert_eq!(read!(stage, tx => simulado::store::item::of_attempt(tx, first)), []);
        assert_eq!(read!(stage, tx => simulado::store::item::of_attempt(tx, kept)).len(), 2);
    }

    async fn signing_in_takes_the_guests_attempts_along(stage: Stage) {
        let (guest, ana) = (stage.guest(1).await, stage.guest(2).await);
        job!(stage, tx => candidate::register(tx, ana, "Ana", "hash"));
        let revisions = stage.bank(1).await;
        let taken = stage.attempt(10, guest, &revisions).await;
        job!(stage, tx => candidate::absorb(tx, guest, ana));
        assert!(read!(stage, tx => simulado::store::attempt::of_candidate(tx, ana, taken)).is_some());
        assert_eq!(read!(stage, tx => candidate::by_id(tx, guest)), None);
        // A second guest's open exam cannot stand beside the one that is open already.
        let other = stage.guest(3).await;
        let left = stage.attempt(11, other, &revisions).await;
        job!(stage, tx => candidate::absorb(tx, other, ana));
        assert!(read!(stage, tx => simulado::store::attempt::of_candidate(tx, other, left)).is_some());
    }

    async fn an_unknown_candidate_is_nobody(stage: Stage) {
        let nobody = CandidateId(Uuid::from_u128(99));
        assert_eq!(read!(stage, tx => candidate::by_id(tx, nobody)), None);
        assert_eq!(read!(stage, tx => candidate::password_hash(tx, nobody)), None);
    }
}
