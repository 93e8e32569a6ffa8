//! Changes to many questions at once: done once, only on what is as it was seen, undone only where nobody changed it since.

use std::collections::BTreeMap;

use simulado::exam::bulk::Outcome;
use simulado::exam::id::{BulkId, CandidateId, QuestionName, RevisionId};
use simulado::exam::lifecycle::State;
use simulado::store::bulk::{self, Bulk, NewText, Planned, Step};
use simulado::store::card::{self, Filter};
use simulado::store::question::{self, Head, heads, history};
use uuid::Uuid;

use crate::setting::{Stage, at, exam, incoming, revision};
use crate::{job, on_both, read};

fn change(id: u128, author: CandidateId, word: &str) -> Bulk {
    Bulk {
        id: BulkId(Uuid::from_u128(id)),
        exam: exam(),
        author: Some(author),
        author_name: String::new(),
        change: word.parse().unwrap(),
        list: "state=live".to_owned(),
        created_at: at(1),
        done_at: None,
        undone_at: None,
        questions: 0,
    }
}

fn planned(head: &Head, outcome: Outcome) -> Planned {
    Planned {
        name: head.name.clone(),
        outcome,
        revision: head.revision,
        state: head.state,
        live: head.live,
        after: None,
        undone: false,
    }
}

fn moved(head: &Head, to: State) -> Step {
    Step { name: head.name.clone(), base: head.revision, from: head.state, to, text: None }
}

/// The question "q<n>" with the level "apply".
fn rewritten(head: &Head, n: u128) -> Step {
    let mut card = crate::setting::card(n, "applied");
    card.level = "apply";
    let text = NewText {
        id: RevisionId(Uuid::from_u128(9_000_000 + n)),
        hash: incoming(n, "applied").hash,
        body: "applied".to_owned(),
        card,
        reason: "New level".to_owned(),
    };
    Step { text: Some(text), ..moved(head, head.state) }
}

async fn all(stage: &Stage, questions: u128) -> Vec<Head> {
    let (slug, names) = (exam(), names(questions));
    let mut found = read!(stage, tx => heads(tx, &slug, &names));
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn names(questions: u128) -> Vec<QuestionName> {
    (1..=questions).map(|n| format!("q{n}").parse().unwrap()).collect()
}

async fn of_level(stage: &Stage, level: &str) -> u32 {
    let (slug, filter) = (exam(), Filter { level: level.to_owned(), ..Filter::default() });
    read!(stage, tx => card::count_of(tx, &slug, &filter))
}

on_both! {
    async fn a_change_is_kept_while_it_is_shown_and_let_go_when_nobody_does_it(stage: Stage) {
        let author = stage.guest(1).await;
        stage.bank(2).await;
        let before = all(&stage, 2).await;
        let rows = vec![planned(&before[0], Outcome::Changed), planned(&before[1], Outcome::Same)];
        let kept = rows.clone();
        let (one, again) = (change(50, author, "level:apply"), change(50, author, "level:apply"));
        for bulk in [one, again] {
            let rows = rows.clone();
            job!(stage, tx => async move { bulk::plan(tx, &bulk, &rows, at(0)).await });
        }
        let (slug, id) = (exam(), BulkId(Uuid::from_u128(50)));
        let found = read!(stage, tx => bulk::by_id(tx, &slug, id)).unwrap();
        assert_eq!((found.questions, found.done_at, found.list.as_str()), (1, None, "state=live"));
        assert_eq!(found.change.word(), "level:apply");
        assert_eq!(read!(stage, tx => bulk::questions(tx, id)), kept);
        let slug = exam();
        assert!(read!(stage, tx => bulk::done(tx, &slug, 10)).is_empty());
        let later = change(51, author, "level:apply");
        job!(stage, tx => async move { bulk::plan(tx, &later, &[], at(2)).await });
        let slug = exam();
        assert_eq!(read!(stage, tx => bulk::by_id(tx, &slug, id)), None);
        assert!(read!(stage, tx => bulk::questions(tx, id)).is_empty());
    }

    async fn new_texts_are_stored_at_once_and_taken_back_where_nobody_changed_them(stage: Stage) {
        let author = stage.guest(1).await;
        let first = stage.bank(4).await;
        let before = all(&stage, 4).await;
        let bulk = change(50, author, "level:apply");
        let rows: Vec<Planned> = before.iter().map(|head| planned(head, Outcome::Changed)).collect();
        let plan = bulk.clone();
        job!(stage, tx => async move { bulk::plan(tx, &plan, &rows, at(0)).await });
        // Somebody is quicker with q4.
        let quick = revision(500, 4, "quick", Some(first[3]));
        job!(stage, tx => question::save(tx, &quick, at(5)));
        let steps: Vec<Step> = (1..).zip(&before).map(|(n, head)| rewritten(head, n)).collect();
        let (doing, done) = (bulk.clone(), steps.clone());
        let changed = job!(stage, tx => async move { bulk::carry_out(tx, &doing, &done, 1, at(10)).await });
        assert_eq!(changed, Some(names(3)));
        let doing = bulk.clone();
        let again = job!(stage, tx => async move { bulk::carry_out(tx, &doing, &steps, 1, at(11)).await });
        assert_eq!(again, None, "the same again changes nothing");
        let after = all(&stage, 4).await;
        let told: Vec<_> = after.iter().map(|head| (head.number, head.body.as_str(), head.state)).collect();
        let live = State::Live;
        assert_eq!(told, [(2, "applied", live), (2, "applied", live), (2, "applied", live), (2, "quick", live)]);
        assert!(after[..3].iter().all(|head| head.live == Some(head.revision) && head.author == Some(author)));
        assert_eq!((of_level(&stage, "apply").await, of_level(&stage, "recall").await), (3, 1));
        let (slug, filter) = (exam(), Filter { words: "applied".to_owned(), ..Filter::default() });
        assert_eq!(read!(stage, tx => card::count_of(tx, &slug, &filter)), 3);
        let (slug, name) = (exam(), "q1".parse().unwrap());
        assert_eq!(read!(stage, tx => history(tx, &slug, &name))[0].reason, "New level");
        let rows = read!(stage, tx => bulk::questions(tx, bulk.id));
        assert_eq!(rows[3].outcome, Outcome::Overtaken);
        assert_eq!(rows[0].after, Some((RevisionId(Uuid::from_u128(9_000_001)), State::Live)));

        // Somebody changes q2 before it is undone.
        let since = revision(501, 2, "since", Some(after[1].revision));
        job!(stage, tx => question::save(tx, &since, at(15)));
        let slug = exam();
        let done = read!(stage, tx => bulk::by_id(tx, &slug, bulk.id)).unwrap();
        assert_eq!((done.done_at, done.questions), (Some(at(10)), 3));
        let cards: BTreeMap<QuestionName, _> =
            (1..=3).map(|n| (format!("q{n}").parse().unwrap(), crate::setting::card(n, "first"))).collect();
        let (undoing, again) = (done.clone(), cards.clone());
        let undone = job!(stage, tx => async move { bulk::put_back(tx, &undoing, cards, 1, at(20)).await });
        assert_eq!(undone, Some(vec!["q1".parse().unwrap(), "q3".parse().unwrap()]));
        assert_eq!(job!(stage, tx => async move { bulk::put_back(tx, &done, again, 1, at(21)).await }), None);
        let back = all(&stage, 4).await;
        let told: Vec<_> = back.iter().map(|head| (head.number, head.body.as_str())).collect();
        assert_eq!(told, [(1, "first"), (3, "since"), (1, "first"), (2, "quick")]);
        assert_eq!((back[0].revision, back[0].live), (first[0], Some(first[0])));
        assert_eq!((of_level(&stage, "apply").await, of_level(&stage, "recall").await), (0, 4));
        let rows = read!(stage, tx => bulk::questions(tx, bulk.id));
        assert_eq!(rows.iter().map(|row| row.undone).collect::<Vec<_>>(), [true, false, true, false]);
        // What is written next gets the next number, and the file that comes back is the text that it was.
        let next = revision(502, 1, "next", Some(first[0]));
        assert_eq!(job!(stage, tx => question::save(tx, &next, at(30))), question::Saved::Stored(3));
        stage.reads(vec![incoming(1, "first"), incoming(2, "first"), incoming(4, "first")], 40).await;
        stage.reads((1..=4).map(|n| incoming(n, "first")).collect(), 50).await;
        assert_eq!(stage.drawn().await["q3"], first[2]);
    }

    async fn states_are_moved_at_once_and_what_was_live_comes_back(stage: Stage) {
        let author = stage.guest(1).await;
        let first = stage.bank(3).await;
        let mut draft = revision(500, 2, "draft", Some(first[1]));
        draft.state = State::Draft;
        job!(stage, tx => question::save(tx, &draft, at(1)));
        let before = all(&stage, 3).await;
        let bulk = change(50, author, "state:retired");
        let rows: Vec<Planned> = before.iter().map(|head| planned(head, Outcome::Changed)).collect();
        let plan = bulk.clone();
        job!(stage, tx => async move { bulk::plan(tx, &plan, &rows, at(0)).await });
        let steps: Vec<Step> = before.iter().map(|head| moved(head, State::Retired)).collect();
        let doing = bulk.clone();
        job!(stage, tx => async move { bulk::carry_out(tx, &doing, &steps, 1, at(10)).await });
        assert!(stage.drawn().await.is_empty());
        // One is made live again and retired again: changed since, though it looks the same.
        for (from, to, second) in [(State::Retired, State::Live, 11), (State::Live, State::Retired, 12)] {
            let (slug, name, newest) = (exam(), "q3".parse().unwrap(), first[2]);
            assert!(job!(stage, tx => question::set_state(tx, &slug, &name, newest, (from, to), at(second))));
        }
        let slug = exam();
        let done = read!(stage, tx => bulk::done(tx, &slug, 10)).remove(0);
        let undone = job!(stage, tx => async move { bulk::put_back(tx, &done, BTreeMap::new(), 1, at(20)).await });
        assert_eq!(undone, Some(names(2)));
        let back = all(&stage, 3).await;
        assert_eq!((back[0].state, back[0].live), (State::Live, Some(first[0])));
        assert_eq!((back[1].state, back[1].live), (State::Draft, Some(first[1])), "the older text is drawn again");
        assert_eq!((back[2].state, back[2].live), (State::Retired, None));
    }

    async fn thousands_are_changed_in_a_few_statements(stage: Stage) {
        let author = stage.guest(1).await;
        stage.bank(1_200).await;
        let before = all(&stage, 1_200).await;
        let bulk = change(50, author, "level:apply");
        let rows: Vec<Planned> = before.iter().map(|head| planned(head, Outcome::Changed)).collect();
        let steps: Vec<Step> = (1..).zip(&before).map(|(n, head)| rewritten(head, n)).collect();
        let plan = bulk.clone();
        job!(stage, tx => async move { bulk::plan(tx, &plan, &rows, at(0)).await });
        let changed = job!(stage, tx => async move { bulk::carry_out(tx, &bulk, &steps, 1, at(10)).await });
        assert_eq!(changed.map(|names| names.len()), Some(1_200));
        assert_eq!(of_level(&stage, "apply").await, 1_200);
    }
}
