//! Questions as authors write them: nothing is overwritten, history stays, lists find what they are asked for.

use simulado::exam::draft::Draft;
use simulado::exam::id::{CandidateId, RevisionId};
use simulado::exam::lifecycle::State;
use simulado::store::card::{self, Filter, Sort};
use simulado::store::editing::{self, Editing};
use simulado::store::question::{self, NewRevision, Origin, Saved, head, history};
use simulado::store::{audit, candidate};
use uuid::Uuid;

use crate::setting::{at, exam, incoming, revision};
use crate::{job, on_both, read};

fn id(n: u128) -> RevisionId {
    RevisionId(Uuid::from_u128(n))
}

on_both! {
    async fn a_saved_text_is_the_newest_revision_and_a_repeated_save_changes_nothing(stage: Stage) {
        let author = stage.guest(1).await;
        let first = stage.bank(1).await[0];
        let new = NewRevision { author: Some(author), state: State::Draft, ..revision(500, 1, "better", Some(first)) };
        let again = new.clone();
        assert_eq!(job!(stage, tx => question::save(tx, &new, at(5))), Saved::Stored(2));
        assert_eq!(job!(stage, tx => question::save(tx, &again, at(6))), Saved::Stored(2));
        let (slug, name) = (exam(), "q1".parse().unwrap());
        let found = read!(stage, tx => head(tx, &slug, &name)).unwrap();
        assert_eq!((found.revision, found.number, found.body.as_str()), (id(500), 2, "better"));
        assert_eq!((found.state, found.live, found.author), (State::Draft, Some(first), Some(author)));
        assert_eq!((found.updated_at, found.objective.as_str()), (at(5), "1.1"));
        assert_eq!(stage.drawn().await["q1"], first, "a draft does not touch what is drawn");
        let (slug, name) = (exam(), "q1".parse().unwrap());
        let past = read!(stage, tx => history(tx, &slug, &name));
        let told: Vec<_> = past.iter().map(|p| (p.number, p.origin, p.reason.as_str())).collect();
        assert_eq!(told, [(2, Origin::Page, "to say better"), (1, Origin::File, "")]);
    }

    async fn of_two_authors_the_second_is_told(stage: Stage) {
        let first = stage.bank(1).await[0];
        let (ana, bia) = (revision(501, 1, "ana", Some(first)), revision(502, 1, "bia", Some(first)));
        job!(stage, tx => question::save(tx, &ana, at(1)));
        assert_eq!(job!(stage, tx => question::save(tx, &bia, at(2))), Saved::Changed(id(501)));
        let after = revision(502, 1, "bia", Some(id(501)));
        assert_eq!(job!(stage, tx => question::save(tx, &after, at(3))), Saved::Stored(3));
        let same = revision(503, 1, "bia", Some(id(502)));
        assert_eq!(job!(stage, tx => question::save(tx, &same, at(4))), Saved::Same);
        let taken = revision(504, 1, "new", None);
        assert_eq!(job!(stage, tx => question::save(tx, &taken, at(5))), Saved::NameTaken);
    }

    async fn a_text_goes_live_only_as_it_was_seen(stage: Stage) {
        let first = stage.bank(1).await[0];
        let draft = NewRevision { state: State::Draft, ..revision(500, 1, "draft", Some(first)) };
        job!(stage, tx => question::save(tx, &draft, at(1)));
        let (slug, name) = (exam(), "q1".parse().unwrap());
        let stale = job!(stage, tx => question::set_state(tx, &slug, &name, first, (State::Draft, State::Live), at(2)));
        assert!(!stale, "another text is the newest");
        let (slug, name) = (exam(), "q1".parse().unwrap());
        assert!(job!(stage, tx => question::set_state(tx, &slug, &name, id(500), (State::Draft, State::Live), at(2))));
        assert_eq!(stage.drawn().await["q1"], id(500));
        let (slug, name) = (exam(), "q1".parse().unwrap());
        assert!(job!(stage, tx => question::set_state(tx, &slug, &name, id(500), (State::Live, State::Retired), at(3))));
        assert!(stage.drawn().await.is_empty());
    }

    async fn lists_are_filtered_searched_and_paged(stage: Stage) {
        stage.reads((1..=5).map(|n| incoming(n, "disco")).collect(), 0).await;
        let base = stage.drawn().await["q2"];
        let mut odd = NewRevision { state: State::Draft, ..revision(500, 2, "rede 100%", Some(base)) };
        " pt-BR ".clone_into(&mut odd.card.languages);
        odd.card.checked = String::new();
        odd.card.kind = "fill-in";
        job!(stage, tx => question::save(tx, &odd, at(9)));
        let names = async |filter: Filter, sort: Sort| {
            let slug = exam();
            let found = read!(stage, tx => card::list(tx, &slug, &filter, sort, None, 10));
            found.into_iter().map(|one| one.name.to_string()).collect::<Vec<_>>()
        };
        let all = Filter::default;
        assert_eq!(names(all(), Sort::Name).await, ["q1", "q2", "q3", "q4", "q5"]);
        assert_eq!(names(all(), Sort::Updated).await, ["q2", "q5", "q4", "q3", "q1"]);
        assert_eq!(names(all(), Sort::Checked).await[0], "q2");
        assert_eq!(names(Filter { words: "disco q3".to_owned(), ..all() }, Sort::Name).await, ["q3"]);
        assert_eq!(names(Filter { words: "100%".to_owned(), ..all() }, Sort::Name).await, ["q2"]);
        assert_eq!(names(Filter { words: "1%".to_owned(), ..all() }, Sort::Name).await, [""; 0]);
        assert_eq!(names(Filter { language_missing: "en".to_owned(), ..all() }, Sort::Name).await, ["q2"]);
        assert_eq!(names(Filter { state: Some(State::Draft), ..all() }, Sort::Name).await, ["q2"]);
        assert_eq!(names(Filter { kind: "fill-in".to_owned(), ..all() }, Sort::Name).await, ["q2"]);
        assert_eq!(names(Filter { checked_before: "2026-11-20".to_owned(), ..all() }, Sort::Name).await, ["q2"]);
        let two = Filter { objectives: vec!["1.1".to_owned(), "1.4".to_owned()], ..all() };
        assert_eq!(names(two.clone(), Sort::Objective).await, ["q1", "q4"]);
        let (slug, both) = (exam(), two.clone());
        assert_eq!(read!(stage, tx => card::count_of(tx, &slug, &both)), 2);
        for (most, counted) in [(1, 1), (2, 2), (3, 2)] {
            let (slug, two) = (exam(), two.clone());
            assert_eq!(read!(stage, tx => card::count_up_to(tx, &slug, &two, most)), counted);
        }
        let slug = exam();
        assert_eq!(read!(stage, tx => card::names(tx, &slug, &Filter::default(), 3)).len(), 3);
        let slug = exam();
        let cells = read!(stage, tx => card::coverage(tx, &slug, Some(State::Live)));
        assert_eq!(cells.iter().map(|cell| cell.questions).sum::<i64>(), 4);
        for sort in Sort::ALL {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let (slug, place) = (exam(), after.clone());
                let page = read!(stage, tx => card::list(tx, &slug, &Filter::default(), sort, place.as_ref(), 2));
                let Some(last) = page.last() else { break };
                after = Some(last.place(sort));
                seen.extend(page.into_iter().map(|one| one.name.to_string()));
            }
            assert_eq!(seen, names(all(), sort).await, "{sort:?}");
        }
    }

    async fn what_is_typed_is_kept_and_others_see_that_it_is(stage: Stage) {
        let (ana, bia) = (stage.guest(1).await, stage.guest(2).await);
        job!(stage, tx => candidate::register(tx, ana, "Ana", "hash"));
        let typed = Editing {
            base: Some(id(9)),
            objective: "1.1".to_owned(),
            draft: Draft { answers: vec!["virsh".to_owned()], ..Draft::default() },
            saved_at: at(10),
        };
        let kept = typed.clone();
        let slug = exam();
        job!(stage, tx => editing::keep(tx, ana, &slug, "q1", &kept));
        let slug = exam();
        assert_eq!(read!(stage, tx => editing::of(tx, ana, &slug, "q1")), Some(typed));
        let (slug, name) = (exam(), "q1".parse().unwrap());
        assert_eq!(read!(stage, tx => editing::others(tx, bia, &slug, &name, at(5))), [("Ana".to_owned(), at(10))]);
        let (slug, name) = (exam(), "q1".parse().unwrap());
        assert_eq!(read!(stage, tx => editing::others(tx, bia, &slug, &name, at(11))), []);
        let (slug, name) = (exam(), "q1".parse().unwrap());
        assert_eq!(read!(stage, tx => editing::others(tx, ana, &slug, &name, at(5))), []);
        let slug = exam();
        job!(stage, tx => editing::drop_of(tx, ana, &slug, "q1"));
        let slug = exam();
        assert_eq!(read!(stage, tx => editing::of(tx, ana, &slug, "q1")), None);
    }

    async fn acts_are_logged_once_and_found(stage: Stage) {
        let ana = stage.guest(1).await;
        for n in 1..=3_u128 {
            let act = audit::Act {
                id: Uuid::from_u128(n),
                at: at(i64::try_from(n).unwrap()),
                actor: Some(ana),
                actor_name: "Ana".to_owned(),
                act: if n == 2 { "role-changed" } else { "question-saved" }.to_owned(),
                object: format!("question/exam/q{n}"),
                before: serde_json::json!({}),
                after: serde_json::json!({ "n": n.to_string() }),
            };
            job!(stage, tx => audit::add(tx, &act.clone()));
        }
        let found = async |filter: audit::Filter| {
            let acts = read!(stage, tx => audit::list(tx, &filter, 10));
            acts.into_iter().map(|act| act.id.as_u128()).collect::<Vec<_>>()
        };
        let all = audit::Filter::default;
        assert_eq!(found(all()).await, [3, 2, 1]);
        assert_eq!(found(audit::Filter { act: "role-changed".to_owned(), ..all() }).await, [2]);
        assert_eq!(found(audit::Filter { object: "question/exam/q3".to_owned(), ..all() }).await, [3]);
        assert_eq!(found(audit::Filter { from: Some(at(2)), until: Some(at(3)), ..all() }).await, [2]);
        assert_eq!(found(audit::Filter { before: Some(Uuid::from_u128(2)), ..all() }).await, [1]);
        assert_eq!(found(audit::Filter { actor: "an".to_owned(), ..all() }).await, [3, 2, 1]);
        job!(stage, tx => audit::forget(tx, CandidateId(Uuid::from_u128(1))));
        assert_eq!(found(audit::Filter { actor: "an".to_owned(), ..all() }).await, [0; 0]);
        assert_eq!(found(all()).await, [3, 2, 1]);
    }
}
