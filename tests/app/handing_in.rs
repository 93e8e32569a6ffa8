//! The hand-in: once, whatever is repeated, and nothing after it.

use simulado::exam::attempt::Ending;
use simulado::store::attempt::Stage;

use crate::support::Simulado;

#[tokio::test]
async fn handing_in_twice_leads_to_the_same_result() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    simulado.wait_seconds(60);
    let first = exam.hands_in().await;
    let stage = simulado.sitting(&exam).await.attempt.stage;
    let Stage::Scored(scored) = stage else { panic!("it is still open") };
    assert_eq!(scored.closed.ending, Ending::Submitted);
    assert_eq!((scored.score.right, scored.score.questions), (1, 4));
    simulado.wait_seconds(600);
    let second = exam.hands_in().await;
    assert_eq!(second.body, first.body);
    assert_eq!(simulado.sitting(&exam).await.attempt.stage, stage);
}

#[tokio::test]
async fn handing_in_in_two_tabs_at_once_is_handing_in_once() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let (one, two) = tokio::join!(exam.hands_in(), exam.hands_in());
    assert_eq!(one.body, two.body);
}

#[tokio::test]
async fn a_save_after_the_hand_in_is_refused_and_shown() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let number = simulado.first_of(&exam, "fill-in").await;
    exam.saves(number, 0, &[("text", "before")]).await.must_be(200);
    exam.hands_in().await;
    let before = simulado.sitting(&exam).await;
    let refused = exam.saves(number, 1, &[("text", "after")]).await;
    assert_eq!(refused.must_be(410).json()["location"], exam.url("/result"));
    let fields = [("revision", "1"), ("content", "en"), ("text", "typed after"), ("go", "next")];
    let page = ana.sends(&exam.url(&format!("/items/{number}/response")), &fields).await;
    page.must_be(410).must_say("typed after");
    page.must_say("What was saved in time counts.");
    assert_eq!(simulado.sitting(&exam).await.items, before.items);
}

#[tokio::test]
async fn a_save_and_a_hand_in_at_once_agree_on_what_counts() {
    for _ in 0..5 {
        let simulado = Simulado::tiny().await;
        let exam = simulado.guest().begins_mock_exam().await;
        let number = simulado.first_of(&exam, "single").await;
        let key = simulado.key(&exam, number).await;
        let choice = [("choice", key[0].as_str())];
        let (saved, _) = tokio::join!(exam.saves(number, 0, &choice), exam.hands_in());
        let right = simulado.count("SELECT raw_score FROM attempt").await;
        assert_eq!(right, i64::from(saved.status == 200), "acknowledged is counted: {}", saved.status);
    }
}

#[tokio::test]
async fn after_the_hand_in_every_page_of_the_attempt_leads_to_the_result() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    for rest in ["/result", "/result/items/1", "/result/paper"] {
        let leads_to = exam.opens(rest).await.leads_to();
        assert!(leads_to.contains("/items/1"), "before the hand-in there is no {rest}: {leads_to}");
    }
    exam.hands_in().await;
    for rest in ["", "/items/1", "/items/1?content=pt-BR", "/navigator", "/submission"] {
        assert_eq!(exam.opens(rest).await.leads_to(), exam.url("/result"), "{rest}");
    }
    exam.who.opens("/").await.must_not_say("in progress");
}

#[tokio::test]
async fn the_end_page_says_what_is_missing_and_that_it_is_final() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    exam.fills_in(2, &[("flagged", "yes")], "stay").await.must_be(303);
    let page = exam.opens("/submission").await;
    page.must_say("This cannot be undone");
    page.must_say("Unanswered or incomplete 3");
    page.must_say("Flagged for review 1");
    assert_eq!(page.form("/attempts/[^\"]*/submission").0, exam.url("/submission"));
}
