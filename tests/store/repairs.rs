//! Reports are answered once; decisions reach every closed attempt, no open one, and each in its turn.

use std::collections::BTreeMap;

use simulado::exam::attempt::Mode;
use simulado::exam::id::{AttemptId, CandidateId, RegradeId, ReportId, RevisionId};
use simulado::exam::lang::{Lang, Localized};
use simulado::exam::question::{Body, Kind, Level, OptionText, Question, Response, Verdict};
use simulado::exam::regrade::{Decision, Judged, Order, judge, score};
use simulado::exam::scoring::Curve;
use simulado::store::attempt::{self, Stage as Life};
use simulado::store::item::{self, Entry, Save};
use simulado::store::regrade::{self, Decided, Extent, NewRegrade};
use simulado::store::report::{self, Answer, State};
use simulado::store::{StoreError, Tx, candidate, history, regraded};
use uuid::Uuid;

use crate::setting::{Stage, at, exam, new_attempt};
use crate::{job, on_both, read};

const CURVE: Curve = Curve { min: 200, pass: 500, max: 800, pass_share: 0.65 };
/// The key of every question as it is served.
const SERVED: usize = 0;

fn question(key: usize) -> Question {
    let body = Body { stem: "What?".to_owned(), options: vec![OptionText::default(); 5], explanation: String::new() };
    Question {
        objective: "1.1".parse().unwrap(),
        name: "q1".parse().unwrap(),
        area: "1.1.a".parse().unwrap(),
        terms: Vec::new(),
        level: Level::Recall,
        sources: Vec::new(),
        checked: jiff::civil::date(2026, 11, 23),
        kind: Kind::Single { key },
        body: Localized { en: body.clone(), pt_br: body },
        allow: Vec::new(),
    }
}

/// A decision about the question "q1", by the key of this option where it is one about the key.
fn decision(id: u128, decision: Decision, key: Option<RevisionId>, after: i64) -> NewRegrade {
    NewRegrade {
        id: RegradeId(Uuid::from_u128(id)),
        exam: exam(),
        question: "q1".parse().unwrap(),
        key: key.filter(|_| decision == Decision::Key),
        range: (1, 1),
        reason: format!("because of {id}"),
        by: CandidateId(Uuid::from_u128(1)),
        after,
    }
}

fn order(decision: Decision, revision: RevisionId, key: usize) -> Order {
    let key = if decision == Decision::Key { key } else { SERVED };
    Order { decision, keys: [(revision, question(key))].into(), curve: CURVE }
}

async fn decides(stage: &Stage, new: NewRegrade, order: Order) -> Decided {
    job!(stage, tx => async move { regrade::decide(tx, &new, &order, at(500)).await })
}

/// Begins an attempt at these questions and answers the first ones.
async fn begins(stage: &Stage, n: u32, revisions: &[RevisionId], chosen: &[Option<usize>]) -> AttemptId {
    let who = stage.guest(u128::from(n) + 1_000).await;
    let mut new = new_attempt(u128::from(n), who, revisions, Mode::Exam);
    new.open.deadline = None;
    let id = job!(stage, tx => crate::setting::begin(tx, &new)).unwrap();
    let chosen = chosen.to_vec();
    job!(stage, tx => async move {
        for (position, chosen) in (1..).zip(chosen) {
            let entry = Entry {
                response: Response::Choice(chosen.into_iter().collect()),
                struck: Vec::new(),
                note: String::new(),
                flagged: false,
            };
            let (content, spent) = (Lang::En, jiff::SignedDuration::ZERO);
            item::save(tx, &Save { attempt: id, position, revision: 0, entry, content, spent, now: at(5) }).await?;
        }
        Ok(())
    });
    id
}

/// Closes an attempt as the proctor does, by whatever was decided; `keys` has the keys that were decided on.
async fn close(tx: &mut Tx<'_>, id: AttemptId, keys: &BTreeMap<RegradeId, usize>) -> Result<(), StoreError> {
    let Some(open) = crate::setting::lock_open(tx, id).await? else { return Ok(()) };
    let items = item::of_attempt(tx, id).await?;
    let holding = crate::setting::decided(tx, id).await?;
    let judged: Vec<Judged> = items
        .iter()
        .map(|item| {
            let held = holding.iter().find(|(position, ..)| *position == item.position);
            let key = held.and_then(|(_, id, decision, _)| (*decision == Decision::Key).then(|| keys[id]));
            let decision = held.map(|(_, _, decision, _)| *decision);
            judge(&question(key.unwrap_or(SERVED)), decision, &item.entry.response)
        })
        .collect();
    let scored = open.submit(at(30)).score_judged(&judged, &CURVE);
    let placed: Vec<(u16, Verdict)> = (1..).zip(judged.iter().map(|one| one.verdict)).collect();
    crate::setting::close(tx, id, &scored, &placed).await?;
    regrade::mark(tx, id, &holding).await
}

async fn closes(stage: &Stage, id: AttemptId) {
    job!(stage, tx => async move { close(tx, id, &BTreeMap::new()).await });
}

/// Right answers, questions that count, scaled score; nothing while the attempt is open.
async fn result(stage: &Stage, id: AttemptId) -> Option<(u16, u16, u16)> {
    match read!(stage, tx => attempt::by_id(tx, id)).unwrap().stage {
        Life::Open(_) => None,
        Life::Scored(scored) => {
            assert_eq!(scored.score.passed, scored.score.questions > 0 && scored.score.scaled >= CURVE.pass);
            Some((scored.score.right, scored.score.questions, scored.score.scaled))
        }
    }
}

on_both! {
    async fn a_decision_reaches_closed_attempts_and_leaves_open_ones_alone(stage: Stage) {
        stage.guest(1).await;
        let bank = stage.bank(2).await;
        let wrong = begins(&stage, 10, &bank, &[Some(3), Some(SERVED)]).await;
        let right = begins(&stage, 11, &bank, &[Some(SERVED), Some(SERVED)]).await;
        let open = begins(&stage, 12, &bank, &[Some(3), None]).await;
        let other = begins(&stage, 13, &bank[1..], &[Some(SERVED)]).await;
        for id in [wrong, right, other] {
            closes(&stage, id).await;
        }
        assert_eq!(result(&stage, wrong).await, Some((1, 2, 430)));
        let before = read!(stage, tx => item::of_attempt(tx, open));
        let (new, key) = (decision(900, Decision::Key, Some(bank[0]), 0), order(Decision::Key, bank[0], 3));
        let first = bank[0];
        let found = read!(stage, tx => async move { regrade::concerned(tx, [first].iter(), None).await });
        assert_eq!(found.len(), 2);
        assert_eq!(decides(&stage, new, key).await, Decided::Done(Extent { concerned: 2, changed: 2 }));
        assert_eq!(result(&stage, wrong).await, Some((2, 2, 800)));
        assert_eq!(result(&stage, right).await, Some((1, 2, 430)));
        assert_eq!(result(&stage, other).await, Some((1, 1, 800)));
        assert_eq!(read!(stage, tx => item::of_attempt(tx, open)), before, "nothing of it is touched");
        assert_eq!(result(&stage, open).await, None);
        let judged = read!(stage, tx => item::at(tx, wrong, 1)).unwrap();
        assert_eq!(judged.verdict, Some(Verdict::Right));
        assert_eq!(judged.decided, Some((RegradeId(Uuid::from_u128(900)), Decision::Key)));
        // The open one applies it at its end.
        job!(stage, tx => async move { close(tx, open, &[(RegradeId(Uuid::from_u128(900)), 3)].into()).await });
        assert_eq!(result(&stage, open).await, Some((1, 2, 430)));
        // Both scores are kept, until they are seen.
        let told = read!(stage, tx => regraded::of_attempt(tx, wrong, 9));
        assert_eq!((told.len(), told[0].old.right, told[0].new.right, told[0].seen), (1, 1, 2, false));
        assert_eq!(told[0].reason, "because of 900");
        assert_eq!(read!(stage, tx => regraded::of_attempt(tx, open, 9)), [], "it never had another score");
        let who = read!(stage, tx => attempt::by_id(tx, wrong)).unwrap().candidate;
        assert_eq!(read!(stage, tx => regraded::unseen(tx, who, 5)), told);
        assert_eq!(read!(stage, tx => regraded::of_candidate(tx, who)), told);
        job!(stage, tx => regraded::see(tx, wrong, at(600)));
        assert_eq!(read!(stage, tx => regraded::unseen(tx, who, 5)), []);
        assert!(read!(stage, tx => regraded::of_attempt(tx, wrong, 9))[0].seen);
        let on_items = read!(stage, tx => regraded::on_items(tx, open));
        assert_eq!((on_items.len(), on_items[0].key), (1, Some((bank[0], 1))));
    }

    async fn the_same_form_twice_decides_once_and_a_stale_one_not_at_all(stage: Stage) {
        stage.guest(1).await;
        let bank = stage.bank(1).await;
        let id = begins(&stage, 10, &bank, &[Some(3)]).await;
        closes(&stage, id).await;
        let credit = order(Decision::Credit, bank[0], SERVED);
        let first = decision(900, Decision::Credit, None, 0);
        let extent = Extent { concerned: 1, changed: 1 };
        assert_eq!(decides(&stage, first.clone(), credit.clone()).await, Decided::Done(extent));
        assert_eq!(decides(&stage, first, credit.clone()).await, Decided::Again(extent));
        // Somebody who looked before that.
        let late = decision(901, Decision::Exclude, None, 0);
        assert_eq!(decides(&stage, late, order(Decision::Exclude, bank[0], SERVED)).await, Decided::Changed);
        assert_eq!(result(&stage, id).await, Some((1, 1, 800)));
        let name = "q1".parse().unwrap();
        let past = read!(stage, tx => regraded::of_question(tx, &exam(), &name, 9));
        assert_eq!((past.len(), past[0].decision, past[0].changed, past[0].range), (1, Decision::Credit, 1, (1, 1)));
        let again = decision(902, Decision::Exclude, None, past[0].number);
        assert_eq!(decides(&stage, again, order(Decision::Exclude, bank[0], SERVED)).await, Decided::Done(extent));
        assert_eq!(result(&stage, id).await, Some((0, 0, 200)));
        // A key that is not what is drawn any more decides nothing.
        let past = read!(stage, tx => regraded::of_question(tx, &exam(), &"q1".parse().unwrap(), 9));
        let gone = decision(903, Decision::Key, Some(RevisionId(Uuid::from_u128(77))), past[0].number);
        assert_eq!(decides(&stage, gone, order(Decision::Key, bank[0], 3)).await, Decided::Changed);
        // Carrying it out once more finds nothing to do; and an overruled decision stays overruled.
        for id in [902, 900] {
            let order = order(if id == 902 { Decision::Exclude } else { Decision::Credit }, bank[0], SERVED);
            let rest = job!(stage, tx => async move {
                regrade::settle(tx, &exam(), RegradeId(Uuid::from_u128(id)), &order, at(501)).await
            });
            assert_eq!(rest, Extent::default());
        }
        assert_eq!(result(&stage, id).await, Some((0, 0, 200)));
    }

    async fn scores_are_what_the_rule_says_whatever_comes_in_which_order(stage: Stage) {
        stage.guest(1).await;
        let bank = stage.bank(3).await;
        let mut dice = 7_u32;
        let mut roll = move |sides: u32| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dice >> 16) % sides
        };
        let mut chosen = BTreeMap::new();
        for n in 10..30 {
            let answers: Vec<Option<usize>> = (0..3).map(|_| Some(roll(6) as usize).filter(|o| *o < 5)).collect();
            chosen.insert(n, (begins(&stage, n, &bank, &answers).await, answers));
        }
        let (mut keys, mut after) = (BTreeMap::new(), 0);
        for step in 0..12_u32 {
            for (id, _) in chosen.values().filter(|_| roll(4) == 0) {
                let (id, keys) = (*id, keys.clone());
                job!(stage, tx => async move { close(tx, id, &keys).await });
            }
            let (what, key) = (Decision::ALL[roll(3) as usize], roll(5) as usize);
            let id = 900 + u128::from(step);
            keys.insert(RegradeId(Uuid::from_u128(id)), key);
            let done = decides(&stage, decision(id, what, Some(bank[0]), after), order(what, bank[0], key)).await;
            assert!(matches!(done, Decided::Done(_)));
            after = read!(stage, tx => regraded::of_question(tx, &exam(), &"q1".parse().unwrap(), 1))[0].number;
            for (id, answers) in chosen.values() {
                let Some(found) = result(&stage, *id).await else { continue };
                let judged: Vec<Judged> = (0..3)
                    .map(|place| {
                        let decision = (place == 0).then_some(what);
                        let key = if decision == Some(Decision::Key) { key } else { SERVED };
                        judge(&question(key), decision, &Response::Choice(answers[place].into_iter().collect()))
                    })
                    .collect();
                let expected = score(&judged, &CURVE);
                assert_eq!(found, (expected.right, expected.questions, expected.scaled), "after {step}");
            }
        }
    }

    async fn attempts_that_end_while_it_is_decided_are_scored_by_it(stage: Stage) {
        stage.guest(1).await;
        let bank = stage.bank(2).await;
        let mut ids = Vec::new();
        for n in 10..40 {
            ids.push(begins(&stage, n, &bank, &[Some(3), Some(1)]).await);
        }
        let closings: Vec<_> = ids
            .iter()
            .map(|&id| {
                let store = stage.store.clone();
                tokio::spawn(async move {
                    store.write(move |tx| Box::pin(async move { close(tx, id, &BTreeMap::new()).await })).await
                })
            })
            .collect();
        let credit = order(Decision::Credit, bank[0], SERVED);
        let (new, rest) = (decision(900, Decision::Credit, None, 0), credit.clone());
        assert!(matches!(decides(&stage, new, credit).await, Decided::Done(_)));
        for closing in closings {
            closing.await.unwrap().unwrap();
        }
        let id = RegradeId(Uuid::from_u128(900));
        job!(stage, tx => async move { regrade::settle(tx, &exam(), id, &rest, at(501)).await });
        for id in ids {
            assert_eq!(result(&stage, id).await, Some((1, 2, 430)));
        }
        let name = "q1".parse().unwrap();
        let served = read!(stage, tx => regrade::served(tx, &exam(), &name));
        assert_eq!((served.len(), served[0].number, served[0].closed, served[0].open), (1, 1, 30, 0));
    }

    async fn two_decisions_at_once_come_one_after_the_other(stage: Stage) {
        stage.guest(1).await;
        let bank = stage.bank(2).await;
        for n in 10..30 {
            let id = begins(&stage, n, &bank, &[Some(3), Some(1)]).await;
            closes(&stage, id).await;
        }
        let both = (0..2_u128).map(|n| {
            let (store, revision) = (stage.store.clone(), bank[usize::try_from(n).unwrap()]);
            let mut new = decision(900 + n, Decision::Credit, None, 0);
            new.question = format!("q{}", n + 1).parse().unwrap();
            let order = order(Decision::Credit, revision, SERVED);
            tokio::spawn(async move {
                store.write(move |tx| Box::pin(async move { regrade::decide(tx, &new, &order, at(500)).await })).await
            })
        });
        for one in both.collect::<Vec<_>>() {
            assert_eq!(one.await.unwrap().unwrap(), Decided::Done(Extent { concerned: 20, changed: 20 }));
        }
        assert_eq!(result(&stage, AttemptId(Uuid::from_u128(10))).await, Some((2, 2, 800)));
    }

    async fn what_is_excluded_or_given_says_nothing_of_what_one_knows(stage: Stage) {
        stage.guest(1).await;
        let bank = stage.bank(2).await;
        let id = begins(&stage, 10, &bank, &[Some(3), Some(SERVED)]).await;
        closes(&stage, id).await;
        let who = read!(stage, tx => attempt::by_id(tx, id)).unwrap().candidate;
        let first = "1.1".parse().unwrap();
        assert_eq!(read!(stage, tx => history::tallies(tx, who, &exam()))[&first].answered, 1);
        decides(&stage, decision(900, Decision::Exclude, None, 0), order(Decision::Exclude, bank[0], SERVED)).await;
        assert!(!read!(stage, tx => history::tallies(tx, who, &exam())).contains_key(&first));
        let had = read!(stage, tx => history::of_questions(tx, who, &exam()));
        assert_eq!(had[&"q1".parse().unwrap()].verdict, None, "it is not among those missed");
        assert!(had[&"q1".parse().unwrap()].seen.is_some());
        let name = "q1".parse().unwrap();
        let after = read!(stage, tx => regraded::of_question(tx, &exam(), &name, 1))[0].number;
        decides(&stage, decision(901, Decision::Credit, None, after), order(Decision::Credit, bank[0], SERVED)).await;
        assert!(!read!(stage, tx => history::tallies(tx, who, &exam())).contains_key(&first));
        assert_eq!(result(&stage, id).await, Some((2, 2, 800)));
    }

    async fn reports_wait_in_a_queue_and_are_answered_once(stage: Stage) {
        let author = stage.guest(1).await;
        job!(stage, tx => candidate::register(tx, author, "Ana", "hash"));
        let bank = stage.bank(2).await;
        let id = begins(&stage, 10, &bank, &[Some(3), None]).await;
        closes(&stage, id).await;
        let who = read!(stage, tx => attempt::by_id(tx, id)).unwrap().candidate;
        let report = |n: u128| ReportId(Uuid::from_u128(n));
        for (n, position) in [(1, 1), (2, 1), (3, 2)] {
            let words = format!("wrong {n}");
            job!(stage, tx => async move {
                report::add(tx, report(n), id, position, &words, at(40 + i64::try_from(n).unwrap())).await
            });
        }
        let queue = async |skip| {
            let queue = read!(stage, tx => report::queue(tx, &exam(), skip, 5));
            queue.into_iter().map(|one| (one.question.to_string(), one.title, one.open, one.reports)).collect::<Vec<_>>()
        };
        let one = |name: &str, open, reports| (name.to_owned(), "first".to_owned(), open, reports);
        assert_eq!(queue(0).await, [one("q1", 2, 2), one("q2", 1, 1)]);
        let name = "q1".parse().unwrap();
        let found = read!(stage, tx => report::of_question(tx, &exam(), &name, 0, 9));
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [report(1), report(2)]);
        assert_eq!((found[0].number, &found[0].option_order, found[0].content), (1, &vec![4, 2, 0, 1, 3], Lang::En));
        assert_eq!(found[0].response, Response::Choice([3].into()));
        let said = Answer {
            exam: exam(),
            question: "q1".parse().unwrap(),
            // The third is about another question.
            reports: vec![report(1), report(2), report(3)],
            state: State::Fixed,
            text: "Mended, thank you.".to_owned(),
            by: author,
        };
        assert_eq!(read!(stage, tx => report::unseen(tx, who, 9)), []);
        let again = said.clone();
        assert_eq!(job!(stage, tx => async move { report::answer(tx, &said, at(60)).await }).len(), 2);
        assert_eq!(job!(stage, tx => async move { report::answer(tx, &again, at(61)).await }).len(), 0);
        assert_eq!(queue(0).await, [one("q2", 1, 1), one("q1", 0, 2)]);
        assert_eq!(queue(1).await, [one("q1", 0, 2)]);
        let name = "q1".parse().unwrap();
        let found = read!(stage, tx => report::of_question(tx, &exam(), &name, 1, 9));
        assert_eq!((found[0].state, found[0].answered_at, found[0].by.as_deref()), (State::Fixed, Some(at(60)), Some("Ana")));
        let unseen = read!(stage, tx => report::unseen(tx, who, 9));
        assert_eq!((unseen.len(), unseen[0].position, unseen[0].answer.as_str()), (2, 1, "Mended, thank you."));
        job!(stage, tx => report::see(tx, id, 1, at(70)));
        assert_eq!(read!(stage, tx => report::unseen(tx, who, 9)), []);
        let own = read!(stage, tx => report::of_item(tx, id, 1, 9));
        assert_eq!(own.iter().map(|one| one.message.as_str()).collect::<Vec<_>>(), ["wrong 2", "wrong 1"]);
        assert!(own.iter().all(|one| one.seen && one.state == State::Fixed));
        let other = read!(stage, tx => report::of_item(tx, id, 2, 9));
        assert_eq!((other[0].state, other[0].seen), (State::Open, true), "there is nothing new to see");
    }
}
