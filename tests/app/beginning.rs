//! From the landing page to the first question, and what is on the form.

use std::collections::{BTreeMap, BTreeSet};

use simulado::exam::attempt::Mode;
use simulado::exam::id::{ObjectiveId, QuestionName};

use crate::candidate::Attempt;
use crate::support::Simulado;

/// The weights of LPIC-3 305-300, in the order of its objectives.
const WEIGHTS: [u16; 13] = [6, 3, 4, 9, 3, 7, 6, 9, 3, 2, 2, 3, 3];

async fn questions_of(simulado: &Simulado, exam: &Attempt) -> BTreeSet<QuestionName> {
    simulado.sitting(exam).await.items.into_iter().map(|item| item.question).collect()
}

#[tokio::test]
async fn a_guest_is_on_question_1_after_one_click_and_begin() {
    let simulado = Simulado::start().await;
    let ana = simulado.guest();
    let landing = ana.opens("/").await;
    let before = ana.opens(&landing.link("Start a mock exam")).await;
    before.must_say("Before you start");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM attempt").await, 0, "the click starts no clock");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 0, "looking around leaves nobody behind");
    let (action, hidden) = before.form("/exams/[^\"]*/attempts");
    let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let begun = ana.sends(&action, &fields).await;
    let first = ana.visits(&begun.leads_to()).await;
    first.must_be(200).must_say("Question 1 of 60");
    assert_eq!(first.find("data-seconds-left=\"(\\d+)\"").as_deref(), Some("5400"));
}

#[tokio::test]
async fn a_form_of_60_has_exactly_the_weights_and_no_question_twice() {
    let simulado = Simulado::start().await;
    let exam = simulado.guest().begins("lpic3-305-300", &[]).await;
    let sitting = simulado.sitting(&exam).await;
    assert_eq!(sitting.attempt.mode, Mode::Exam);
    let mut counts: BTreeMap<ObjectiveId, u16> = BTreeMap::new();
    for item in &sitting.items {
        *counts.entry(item.objective.clone()).or_default() += 1;
        assert_eq!(sitting.question(item).question.objective, item.objective);
    }
    assert_eq!(counts.into_values().collect::<Vec<_>>(), WEIGHTS);
    assert_eq!(questions_of(&simulado, &exam).await.len(), 60);
    assert_eq!(sitting.items.iter().map(|item| item.position).collect::<Vec<_>>(), (1..=60).collect::<Vec<_>>());
}

#[tokio::test]
async fn two_successive_mock_exams_share_no_question() {
    let simulado = Simulado::start().await;
    let ana = simulado.guest();
    let first = ana.begins("lpic3-305-300", &[]).await;
    first.hands_in().await;
    simulado.wait_seconds(60);
    let second = ana.begins("lpic3-305-300", &[]).await;
    assert_ne!(first.id, second.id);
    let (first, second) = (questions_of(&simulado, &first).await, questions_of(&simulado, &second).await);
    assert_eq!((first.len(), second.len()), (60, 60));
    assert!(first.is_disjoint(&second));
}

#[tokio::test]
async fn questions_come_back_only_when_the_pool_is_exhausted_and_then_the_oldest() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let exam = ana.begins_mock_exam().await;
        seen.push(questions_of(&simulado, &exam).await);
        exam.hands_in().await;
        simulado.wait_seconds(60);
    }
    assert!(seen[0].is_disjoint(&seen[1]));
    assert_eq!(seen[2], seen[0], "two forms hold all of the tiny bank, so the third is the first again");
}

#[tokio::test]
async fn the_options_are_shown_in_an_order_of_the_attempt_and_stay_in_it() {
    let simulado = Simulado::start().await;
    let exam = simulado.guest().begins("lpic3-305-300", &[]).await;
    let sitting = simulado.sitting(&exam).await;
    let shuffled = sitting.items.iter().filter(|item| !item.option_order.is_sorted()).count();
    assert!(shuffled > 20, "only {shuffled} of 60 items have their options in another order than the file");
    // From the second look on, it is no longer unseen.
    exam.question(7).await;
    let before = exam.question(7).await;
    assert_eq!(exam.question(7).await.body, before.body);
}

#[tokio::test]
async fn starting_twice_gives_the_same_attempt() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let first = ana.begins_mock_exam().await;
    first.answers(1, &[]).await;
    simulado.wait_seconds(300);
    let again = ana.begins_mock_exam().await;
    assert_eq!(again.id, first.id);
    assert_eq!(again.seconds_left().await, 5400 - 300, "the clock did not start again");
    let start = ana.opens("/exams/tiny/start?mode=exam").await;
    start.must_say("Mock exam in progress: Tiny Exam");
    assert_eq!(start.link("Continue"), first.url(""));
}

#[tokio::test]
async fn starting_in_many_tabs_at_once_gives_one_attempt() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let (a, b, c, d) =
        tokio::join!(ana.begins_mock_exam(), ana.begins_mock_exam(), ana.begins_mock_exam(), ana.begins_mock_exam());
    assert_eq!(BTreeSet::from([a.id, b.id, c.id, d.id]).len(), 1);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM attempt").await, 1);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM item").await, 4);
}

#[tokio::test]
async fn a_practice_form_posted_twice_is_one_practice_and_later_it_is_another() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let wanted = [("objective", "1.1"), ("count", "3"), ("clock", "off")];
    let first = ana.practises(&wanted).await;
    simulado.wait_seconds(5);
    assert_eq!(ana.practises(&wanted).await.id, first.id);
    let other = ana.practises(&[("objective", "1.2"), ("count", "3")]).await;
    assert_ne!(other.id, first.id, "another practice was asked for");
    simulado.wait_seconds(60);
    assert_ne!(ana.practises(&wanted).await.id, first.id, "a minute later it is meant");
}

#[tokio::test]
async fn two_people_have_attempts_of_their_own() {
    let simulado = Simulado::tiny().await;
    let (ana, bruno) = (simulado.guest(), simulado.guest());
    assert_ne!(ana.begins_mock_exam().await.id, bruno.begins_mock_exam().await.id);
}

#[tokio::test]
async fn the_exam_page_shows_the_blueprint_and_the_bank() {
    let simulado = Simulado::start().await;
    let page = simulado.guest().opens("/exams/lpic3-305-300").await;
    page.must_be(200).must_say("LPIC-3 Virtualization and Containerization");
    page.must_say("500 of 800");
    for weight in WEIGHTS {
        page.must_say(&format!("{weight} questions"));
    }
    assert_eq!(page.find_all("type=\"checkbox\" name=\"objective\" value=\"([^\"]*)\"").len(), 13);
}

#[tokio::test]
async fn the_questions_are_in_the_language_that_was_chosen_before_the_start() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins("tiny", &[("mode", "exam"), ("content", "pt-BR")]).await;
    let page = exam.question(1).await;
    page.must_say("Question 1 of 4");
    assert!(page.text().contains("<div class=\"stem\" id=\"stem\" lang=\"pt-BR\">"), "{}", page.text());
}
