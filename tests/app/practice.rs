//! Practice: what one chooses is what one gets, and feedback comes when it was asked for.

use std::collections::BTreeSet;

use simulado::exam::question::Verdict;
use simulado::store::attempt::Stage;

use crate::candidate::{Attempt, Candidate};
use crate::support::Simulado;

async fn questions(simulado: &Simulado, exam: &Attempt) -> BTreeSet<String> {
    simulado.sitting(exam).await.items.iter().map(|item| item.question.to_string()).collect()
}

/// Practises the whole tiny bank to its end: right but for these questions, which are answered wrong, and with those flagged.
async fn practises_everything(simulado: &Simulado, ana: &Candidate, wrong: &[&str], flagged: &[&str]) -> Attempt {
    let exam = ana.practises(&[("count", "8"), ("feedback", "at-end")]).await;
    for number in 1..=8 {
        let name = simulado.sitting(&exam).await.item(number).expect("an item").question.to_string();
        if wrong.contains(&name.as_str()) {
            exam.answers_wrong(simulado, number).await;
        } else {
            exam.answers_right(simulado, number).await;
        }
        if flagged.contains(&name.as_str()) {
            let page = exam.question(number).await;
            let choice = page.find("name=\"choice\" value=\"([A-Z])\"[^>]* checked").unwrap_or_default();
            let text = page.find("id=\"answer\" value=\"([^\"]*)\"").unwrap_or_default();
            let answer = if choice.is_empty() { ("text", text.as_str()) } else { ("choice", choice.as_str()) };
            exam.fills_in(number, &[answer, ("flagged", "yes")], "stay").await.must_be(303);
        }
    }
    exam.hands_in().await;
    simulado.wait_seconds(60);
    exam
}

#[tokio::test]
async fn only_the_chosen_objectives_and_no_more_than_asked() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.practises(&[("objective", "1.2"), ("objective", "2.1"), ("count", "3")]).await;
    let sitting = simulado.sitting(&exam).await;
    assert_eq!(sitting.items.len(), 3);
    let objectives: BTreeSet<&str> = sitting.items.iter().map(|item| item.objective.as_str()).collect();
    assert_eq!(objectives, BTreeSet::from(["1.2", "2.1"]), "spread over all that were chosen");
    let all = ana.practises(&[("objective", "1.1"), ("count", "200")]).await;
    assert_eq!(simulado.sitting(&all).await.items.len(), 4, "as many as there are");
    exam.question(1).await.must_say("Question 1 of 3");
}

#[tokio::test]
async fn the_page_before_the_start_says_what_will_come() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let chosen = "mode=practice&objective=1.2&count=5&only=unseen&clock=on&feedback=at-end";
    let page = ana.opens(&format!("/exams/tiny/start?{chosen}")).await;
    page.must_say("Only 2 questions fit what you chose; you asked for 5.");
    page.must_say("45 min");
    let (action, hidden) = page.form("/exams/[^\"]*/attempts");
    let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let exam = ana.visits(&ana.sends(&action, &fields).await.leads_to()).await;
    exam.must_say("Question 1 of 2");
    assert_eq!(
        exam.find("data-total=\"(\\d+)\"").as_deref(),
        Some("2700"),
        "two of four questions: half of 90 minutes"
    );
}

#[tokio::test]
async fn a_form_that_cannot_be_says_why_and_keeps_what_was_chosen() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let chosen = "mode=practice&objective=1.2&objective=2.1&only=flagged&clock=on&feedback=at-end";
    for count in ["0", "201", "many", "-3", "1.5"] {
        let path = format!("/exams/tiny/start?{chosen}&count={count}");
        let page = ana.opens(&path).await;
        page.must_be(422).must_say("Type a number from 1 to 8.");
        assert_eq!(page.find("name=\"count\"[^>]* value=\"([^\"]*)\"").as_deref(), Some(count));
        let ticked = page.find_all("name=\"objective\" value=\"([^\"]*)\" checked");
        assert_eq!(ticked, ["1.2", "2.1"]);
        for (name, value) in [("only", "flagged"), ("clock", "on"), ("feedback", "at-end")] {
            let kept = page.find(&format!("name=\"{name}\" value=\"([^\"]*)\" checked"));
            assert_eq!(kept.as_deref(), Some(value), "{name}");
        }
    }
    let nothing = [("mode", "practice"), ("objective", "1.2"), ("only", "missed"), ("count", "7")];
    let page = ana.sends("/exams/tiny/attempts", &nothing).await;
    page.must_be(422).must_say("No question fits what you chose.");
    assert_eq!(page.find_all("name=\"objective\" value=\"([^\"]*)\" checked"), ["1.2"]);
    assert_eq!(page.find("name=\"count\"[^>]* value=\"([^\"]*)\"").as_deref(), Some("7"));
    assert_eq!(page.find("name=\"only\" value=\"([^\"]*)\" checked").as_deref(), Some("missed"));
    ana.speaking("pt-BR").sends("/exams/tiny/attempts", &nothing).await.must_be(422).must_not_say("No question fits");
    let before = ana.opens("/exams/tiny/start?mode=practice&objective=1.2&only=missed").await;
    before.must_be(200).must_say("No question fits what you chose.");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM attempt").await, 0);
}

#[tokio::test]
async fn only_what_was_missed_or_flagged_the_last_time() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let (missed, flagged) = (["block-devices", "larger-disk"], ["new-bridge", "partition-tool"]);
    practises_everything(&simulado, &ana, &missed, &flagged).await;
    let names = |names: [&str; 2]| -> BTreeSet<String> { names.map(str::to_owned).into() };
    let again = ana.practises(&[("only", "missed"), ("count", "8"), ("feedback", "at-end")]).await;
    assert_eq!(questions(&simulado, &again).await, names(missed));
    let marked = ana.practises(&[("only", "flagged"), ("count", "8"), ("feedback", "at-end")]).await;
    assert_eq!(questions(&simulado, &marked).await, names(flagged));
    // Mended, it is missed no more.
    for number in 1..=2 {
        again.answers_right(&simulado, number).await;
    }
    again.hands_in().await;
    ana.opens("/exams/tiny/start?mode=practice&only=missed").await.must_say("No question fits");
    ana.opens("/exams/tiny/start?mode=practice&only=unseen").await.must_say("No question fits");
}

#[tokio::test]
async fn only_what_was_never_seen() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let first = ana.practises(&[("count", "3"), ("feedback", "at-end")]).await;
    let seen = questions(&simulado, &first).await;
    for number in 1..=3 {
        first.question(number).await;
    }
    simulado.wait_seconds(60);
    let second = ana.practises(&[("only", "unseen"), ("count", "8"), ("feedback", "at-end")]).await;
    let rest = questions(&simulado, &second).await;
    assert_eq!(rest.len(), 5);
    assert!(rest.is_disjoint(&seen));
}

#[tokio::test]
async fn a_check_closes_the_item_and_shows_the_key_and_only_then() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "8"), ("feedback", "at-once")]).await;
    let number = simulado.place_of(&exam, "format-of-file").await.expect("all are on the form");
    let page = exam.question(number).await;
    assert!(page.text().contains("value=\"check\""));
    for secret in ["It shows format and sizes.", "The header of the file tells its format.", "Right answer"] {
        page.must_not_say(secret);
    }
    let wrong = simulado.wrong(&exam, number).await;
    let checked = exam.fills_in(number, &[("choice", &wrong[0])], "check").await;
    assert_eq!(checked.leads_to(), exam.url(&format!("/items/{number}")));
    let page = exam.question(number).await;
    for told in ["Wrong", "It shows format and sizes.", "The header of the file tells its format."] {
        page.must_say(told);
    }
    page.must_say(&format!("Right answer: {}", simulado.key(&exam, number).await[0]));
    // It takes no more answers, and keeps the first.
    let key = simulado.key(&exam, number).await;
    exam.saves(number, 1, &[("choice", key[0].as_str())]).await.must_be(410);
    exam.saves(number, 1, &[("choice", wrong[0].as_str())]).await.must_be(200);
    assert_eq!(simulado.verdicts(&exam).await[usize::from(number) - 1], Some(Verdict::Wrong));
    // The others are open.
    let other = if number == 1 { 2 } else { 1 };
    assert_eq!(simulado.verdicts(&exam).await[usize::from(other) - 1], None);
    exam.answers_right(&simulado, other).await;
    exam.hands_in().await.must_say("1 of 8 right");
}

#[tokio::test]
async fn checking_nothing_closes_nothing() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "8"), ("feedback", "at-once")]).await;
    for number in 1..=8 {
        let leads_to = exam.fills_in(number, &[("text", "  ")], "check").await.leads_to();
        assert_eq!(leads_to, exam.url(&format!("/items/{number}")));
        assert!(exam.question(number).await.text().contains("id=\"response\""), "it can still be answered");
    }
    assert!(simulado.verdicts(&exam).await.iter().all(Option::is_none));
}

#[tokio::test]
async fn a_near_miss_is_wrong_with_a_hint() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "8"), ("feedback", "at-once")]).await;
    let number = simulado.place_of(&exam, "larger-disk").await.expect("all are on the form");
    exam.fills_in(number, &[("text", "qemu-img resize")], "check").await.must_be(303);
    let page = exam.question(number).await;
    page.must_say("Close, but not in the form that the instruction asks for.");
    page.must_say("Right answer: resize");
    assert_eq!(simulado.verdicts(&exam).await[usize::from(number) - 1], Some(Verdict::Near));
}

#[tokio::test]
async fn with_feedback_at_the_end_there_is_nothing_to_check() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "8"), ("feedback", "at-end")]).await;
    assert!(!exam.question(1).await.text().contains("value=\"check\""));
    exam.fills_in(1, &[("choice", "A"), ("text", "x")], "check").await.must_be(303);
    assert!(simulado.verdicts(&exam).await.iter().all(Option::is_none));
    assert!(exam.question(1).await.text().contains("id=\"response\""));
}

#[tokio::test]
async fn a_practice_against_the_clock_ends_with_it() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "2"), ("clock", "on"), ("feedback", "at-end")]).await;
    assert_eq!(exam.seconds_left().await, 45 * 60);
    simulado.wait_seconds(45 * 60 + 6);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 1);
    assert!(matches!(simulado.sitting(&exam).await.attempt.stage, Stage::Scored(_)));
}

#[tokio::test]
async fn a_practice_and_a_mock_exam_stand_beside_each_other() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let practice = ana.practises(&[("objective", "1.1"), ("count", "2")]).await;
    assert_ne!(exam.id, practice.id);
    let landing = ana.opens("/").await;
    landing.must_say("Mock exam in progress: Tiny Exam");
    landing.must_say("Practice in progress: Tiny Exam");
    practice.hands_in().await.must_say("0 of 2 right");
    exam.question(1).await.must_be(200);
}

#[tokio::test]
async fn no_practice_gives_away_what_an_open_mock_exam_asks() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let asked = names(&simulado, &exam).await;
    let practice = ana.practises(&[("count", "8"), ("feedback", "at-once")]).await;
    let practised = names(&simulado, &practice).await;
    assert_eq!((asked.len(), practised.len()), (4, 4), "all that the exam does not ask, and nothing else");
    assert!(asked.is_disjoint(&practised));
    exam.hands_in().await;
    practice.hands_in().await;
    simulado.wait_seconds(60);
    let later = ana.practises(&[("count", "8")]).await;
    assert_eq!(names(&simulado, &later).await.len(), 8);
}

async fn names(simulado: &Simulado, exam: &crate::candidate::Attempt) -> std::collections::BTreeSet<String> {
    simulado.sitting(exam).await.items.iter().map(|item| item.question.to_string()).collect()
}
