//! Lists of people, groups with the results of their members, and invitations.

use simulado::exam::attempt::Closed;
use simulado::exam::attempt::{Ending, Scored};
use simulado::exam::id::{CandidateId, GroupId, InvitationId};
use simulado::exam::question::Verdict;
use simulado::exam::role::Role;
use simulado::exam::scoring::Score;
use simulado::store::group::{self, Named};
use simulado::store::invitation::{self, Made, New, State};
use simulado::store::person::{self, Filter, Show, Sort};
use simulado::store::{candidate, export, group_result, rights, session};
use uuid::Uuid;

use crate::setting::{at, exam};
use crate::{job, on_both, read};

fn group_id(n: u128) -> GroupId {
    GroupId(Uuid::from_u128(n))
}

fn invitation(n: u128, by: CandidateId) -> New {
    New {
        id: InvitationId(Uuid::from_u128(n)),
        token_hash: [u8::try_from(n).unwrap(); 32],
        role: Role::Author,
        group: None,
        note: "for Bia".to_owned(),
        made_by: by,
        expires_at: at(100),
    }
}

on_both! {
    async fn people_are_filtered_and_paged(stage: Stage) {
        for (n, name) in [(1, "Ágata"), (2, "bruno"), (3, "caio_1"), (4, "dora"), (5, "eva")] {
            let role = if n == 4 { Role::Author } else { Role::Candidate };
            stage.account(n, name, role).await;
        }
        for n in 6..=8_u128 {
            let guest = stage.guest(n).await;
            let token = [u8::try_from(n).unwrap(); 32];
            let id = simulado::exam::id::SessionId(Uuid::from_u128(n));
            job!(stage, tx => session::add(tx, guest, id, token, "", at(i64::try_from(n).unwrap())));
        }
        let revisions = stage.bank(1).await;
        let dora = CandidateId(Uuid::from_u128(4));
        stage.attempt(50, dora, &revisions).await;
        job!(stage, tx => rights::suspend(tx, dora, "why", at(1)));
        let found = async |filter: Filter, sort: Sort| {
            let rows = read!(stage, tx => person::list(tx, &filter, sort, None, 10));
            rows.into_iter().map(|one| one.id.0.as_u128()).collect::<Vec<_>>()
        };
        let all = Filter::default;
        assert_eq!(found(Filter { name: "CAIO_".to_owned(), ..all() }, Sort::Name).await, [3]);
        assert_eq!(found(Filter { name: "ágA".to_owned(), ..all() }, Sort::Name).await, [1]);
        assert_eq!(found(Filter { role: Some(Role::Author), ..all() }, Sort::Name).await, [4]);
        assert_eq!(found(Filter { show: Show::Suspended, ..all() }, Sort::Name).await, [4]);
        assert_eq!(found(Filter { show: Show::Guests, ..all() }, Sort::Name).await, [8, 7, 6]);
        assert_eq!(found(all(), Sort::Name).await.len(), 5, "guests are not among the accounts");
        assert_eq!(read!(stage, tx => person::count_of(tx, &Filter::default())), 5);
        let guests = Filter { show: Show::Guests, ..all() };
        for (filter, sort) in [(all(), Sort::Name), (all(), Sort::Seen), (guests, Sort::Name)] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let (filter, place) = (filter.clone(), after.clone());
                let page = read!(stage, tx => person::list(tx, &filter, sort, place.as_ref(), 2));
                let Some(last) = page.last() else { break };
                after = Some(last.place(sort));
                seen.extend(page.into_iter().map(|one| one.id.0.as_u128()));
            }
            assert_eq!(seen, found(filter.clone(), sort).await, "{filter:?} {sort:?}");
        }
        let one = read!(stage, tx => person::of(tx, dora)).unwrap();
        assert_eq!((one.attempts, one.last_seen_at, one.suspension.is_some()), (1, at(0), true));
        assert_eq!(read!(stage, tx => person::of(tx, CandidateId(Uuid::from_u128(99)))), None);
        let ids: Vec<_> = [2, 6, 99].map(|n| CandidateId(Uuid::from_u128(n))).into();
        let names = read!(stage, tx => person::names(tx, &ids));
        assert_eq!(names.into_values().collect::<Vec<_>>(), ["bruno"]);
        let asked = vec!["BRUNO".to_owned(), "nobody".to_owned()];
        let known = read!(stage, tx => person::by_names(tx, &asked));
        assert_eq!(known.into_iter().collect::<Vec<_>>(), [("bruno".to_owned(), CandidateId(Uuid::from_u128(2)))]);
    }

    async fn groups_have_names_of_their_own_and_people_outlive_them(stage: Stage) {
        let (ana, bia) =
            (stage.account(1, "ana", Role::Candidate).await, stage.account(2, "bia", Role::Candidate).await);
        let (one, two) = (group_id(1), group_id(2));
        assert_eq!(job!(stage, tx => group::add(tx, one, " Turma A ", at(0))), Named::Done(String::new()));
        assert_eq!(job!(stage, tx => group::add(tx, one, "Turma A", at(1))), Named::Same);
        assert_eq!(job!(stage, tx => group::add(tx, two, "TURMA A", at(1))), Named::Taken);
        assert_eq!(job!(stage, tx => group::add(tx, two, "Turma B", at(1))), Named::Done(String::new()));
        assert_eq!(job!(stage, tx => group::rename(tx, two, "turma a")), Named::Taken);
        assert_eq!(job!(stage, tx => group::rename(tx, two, "Turma C")), Named::Done("Turma B".to_owned()));
        assert_eq!(job!(stage, tx => group::rename(tx, two, "Turma C")), Named::Same);
        assert_eq!(job!(stage, tx => group::rename(tx, group_id(9), "x")), Named::Unknown);
        assert_eq!(job!(stage, tx => group::add_members(tx, one, &[ana, bia], at(5))).len(), 2);
        assert_eq!(job!(stage, tx => group::add_members(tx, one, &[ana], at(6))), []);
        assert!(job!(stage, tx => group::remove_member(tx, one, bia)));
        assert!(!job!(stage, tx => group::remove_member(tx, one, bia)));
        let listed = read!(stage, tx => group::list(tx, "", 9));
        let told: Vec<_> = listed.iter().map(|group| (group.name.as_str(), group.members)).collect();
        assert_eq!(told, [("Turma A", 1), ("Turma C", 0)]);
        assert_eq!(read!(stage, tx => group::list(tx, "turma A", 9)).len(), 1);
        assert_eq!(read!(stage, tx => group::names(tx, &[one, group_id(9)])), [(one, "Turma A".to_owned())]);
        assert_eq!(read!(stage, tx => group::by_id(tx, one)).unwrap().members, 1);
        let of_ana = read!(stage, tx => group::of_candidate(tx, ana));
        assert_eq!((of_ana[0].name.as_str(), of_ana[0].joined_at), ("Turma A", at(5)));
        let data = read!(stage, tx => export::of_candidate(tx, ana)).unwrap();
        assert_eq!(data["groups"][0]["name"], "Turma A");
        assert_eq!(job!(stage, tx => group::delete(tx, one)).unwrap().members, 1);
        assert_eq!(job!(stage, tx => group::delete(tx, one)), None);
        assert!(read!(stage, tx => candidate::by_id(tx, ana)).is_some());
        assert_eq!(read!(stage, tx => group::of_candidate(tx, ana)), []);
    }

    async fn a_group_shows_the_results_of_its_members(stage: Stage) {
        let (ana, bia) =
            (stage.account(1, "ana", Role::Candidate).await, stage.account(2, "bia", Role::Candidate).await);
        job!(stage, tx => group::add(tx, group_id(1), "A", at(0)));
        job!(stage, tx => group::add_members(tx, group_id(1), &[ana, bia], at(0)));
        let revisions = stage.bank(2).await;
        for (number, scaled, passed, verdicts) in [
            (10, 620, true, [Verdict::Right, Verdict::Wrong]),
            (11, 480, false, [Verdict::Wrong, Verdict::Unanswered]),
        ] {
            let id = stage.attempt(number, ana, &revisions).await;
            let scored = Scored {
                closed: Closed {
                    started_at: at(0),
                    closed_at: at(i64::try_from(number).unwrap()),
                    ending: Ending::Submitted,
                },
                score: Score { right: 1, questions: 2, scaled, passed },
            };
            let placed = [(1, verdicts[0]), (2, verdicts[1])];
            job!(stage, tx => crate::setting::close(tx, id, &scored, &placed));
        }
        stage.attempt(12, ana, &revisions).await;
        let slug = exam();
        let members = read!(stage, tx => group_result::members(tx, group_id(1), &slug, "", 9));
        let told: Vec<_> = members.iter().map(|m| (m.name.as_str(), m.exams, m.best, m.last, m.passed)).collect();
        assert_eq!(told, [("ana", 2, Some(620), Some(480), true), ("bia", 0, None, None, false)]);
        assert_eq!((members[0].practices, members[0].last_at), (0, Some(at(11))));
        let slug = exam();
        assert_eq!(read!(stage, tx => group_result::members(tx, group_id(1), &slug, "ana", 9)).len(), 1);
        let slug = exam();
        let tallies = read!(stage, tx => group_result::tallies(tx, &[ana, bia], &slug));
        let of_ana: Vec<_> = tallies[&ana].iter().map(|(o, t)| (o.as_str(), t.right, t.answered)).collect();
        assert_eq!(of_ana, [("1.1", 0, 1), ("1.2", 0, 1)], "each question by its last answer");
        assert!(!tallies.contains_key(&bia));
    }

    async fn an_invitation_is_good_once_for_a_while_and_until_it_is_withdrawn(stage: Stage) {
        let (ana, bia) = (stage.account(1, "ana", Role::Admin).await, stage.account(2, "bia", Role::Candidate).await);
        job!(stage, tx => group::add(tx, group_id(1), "A", at(0)));
        let first = New { group: Some(group_id(1)), ..invitation(1, ana) };
        let again = New { id: InvitationId(Uuid::from_u128(77)), ..first.clone() };
        let other = New { role: Role::Admin, ..again.clone() };
        assert_eq!(job!(stage, tx => invitation::add(tx, &first, at(0))), Made::Done);
        assert_eq!(job!(stage, tx => invitation::add(tx, &again, at(0))), Made::Same);
        assert_eq!(job!(stage, tx => invitation::add(tx, &other, at(0))), Made::Taken);
        let found = read!(stage, tx => invitation::by_token(tx, [1; 32])).unwrap();
        assert_eq!((found.state(at(99)), found.state(at(100))), (State::Open, State::Expired));
        assert_eq!(found.made_by.as_deref(), Some("ana"));
        let guest = stage.guest(3).await;
        assert_eq!(job!(stage, tx => invitation::take(tx, [1; 32], guest, at(5))), None, "a guest is no account");
        assert_eq!(job!(stage, tx => invitation::take(tx, [1; 32], bia, at(100))), None, "too late");
        let taken = job!(stage, tx => invitation::take(tx, [1; 32], bia, at(5))).unwrap();
        assert_eq!((taken.before, taken.role, taken.group), (Role::Candidate, Role::Author, Some(group_id(1))));
        assert_eq!(job!(stage, tx => invitation::take(tx, [1; 32], ana, at(6))), None, "only once");
        assert_eq!(read!(stage, tx => candidate::by_id(tx, bia)).unwrap().role, Role::Author);
        assert_eq!(read!(stage, tx => group::of_candidate(tx, bia)).len(), 1);
        let lower = New { role: Role::Candidate, ..invitation(2, ana) };
        job!(stage, tx => invitation::add(tx, &lower, at(0)));
        job!(stage, tx => invitation::take(tx, [2; 32], ana, at(6)));
        assert_eq!(read!(stage, tx => candidate::by_id(tx, ana)).unwrap().role, Role::Admin, "never lowered");
        job!(stage, tx => invitation::add(tx, &invitation(3, ana), at(0)));
        assert!(job!(stage, tx => invitation::withdraw(tx, InvitationId(Uuid::from_u128(3)), at(7))));
        assert!(!job!(stage, tx => invitation::withdraw(tx, InvitationId(Uuid::from_u128(3)), at(8))));
        assert!(!job!(stage, tx => invitation::withdraw(tx, InvitationId(Uuid::from_u128(1)), at(8))), "it is used");
        assert_eq!(job!(stage, tx => invitation::take(tx, [3; 32], bia, at(8))), None);
        let listed = read!(stage, tx => invitation::list(tx, None, 9));
        let states: Vec<_> = listed.iter().map(|one| one.state(at(9))).collect();
        assert_eq!(states, [State::Withdrawn, State::Used, State::Used]);
        let after = Some(InvitationId(Uuid::from_u128(2)));
        assert_eq!(read!(stage, tx => invitation::list(tx, after, 9)).len(), 1);
        job!(stage, tx => candidate::delete(tx, bia));
        let gone = read!(stage, tx => invitation::by_token(tx, [1; 32])).unwrap();
        assert_eq!((gone.used_by, gone.used_at.is_some(), gone.note.as_str()), (None, true, ""));
    }
}
