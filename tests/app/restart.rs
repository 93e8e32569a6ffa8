//! The server goes down in the middle of an exam and comes back.

use crate::candidate::restart;
use crate::support::{Simulado, real_questions};

#[tokio::test]
async fn after_a_restart_everything_is_as_it_was() {
    let simulado = Simulado::start().await;
    let ana = simulado.guest();
    let exam = ana.begins("lpic3-305-300", &[]).await;
    for number in [1, 2, 5, 60] {
        exam.answers_right(&simulado, number).await;
        simulado.wait_seconds(20);
    }
    exam.fills_in(3, &[("flagged", "yes"), ("note", "ask Bruno"), ("struck", "B")], "stay").await.must_be(303);
    // What is looked at for the first time is marked as seen, and so changes the pages after it.
    for number in 1..=60 {
        exam.question(number).await;
    }
    let (mut pages, rest) = (Vec::new(), ["/navigator", "/submission", "/clock"]);
    for number in 1..=60 {
        pages.push(exam.question(number).await.body);
    }
    for page in rest {
        pages.push(exam.opens(page).await.body);
    }
    let before = simulado.sitting(&exam).await;

    let simulado = restart(simulado, &real_questions(), &[&ana]).await;

    let after = simulado.sitting(&exam).await;
    assert_eq!(after.attempt.stage, before.attempt.stage, "the deadline is the same");
    assert_eq!(after.attempt.exam, before.attempt.exam);
    let order = |sitting: &simulado::proctor::Sitting| -> Vec<_> {
        sitting.items.iter().map(|item| (item.revision_id, item.option_order.clone(), item.entry.clone())).collect()
    };
    assert_eq!(order(&after), order(&before));
    for (number, before) in (1..=60).zip(&pages) {
        assert_eq!(exam.question(number).await.body, before, "question {number}");
    }
    for (page, before) in rest.into_iter().zip(&pages[60..]) {
        assert_eq!(exam.opens(page).await.body, before, "{page}");
    }
}

#[tokio::test]
async fn after_a_restart_one_goes_on_where_one_was() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    exam.question(3).await;
    let simulado = restart(simulado, &crate::banks::tiny(), &[&ana]).await;
    assert_eq!(exam.opens("").await.leads_to(), exam.url("/items/3"));
    exam.answers_right(&simulado, 3).await;
    exam.hands_in().await.must_say("1 of 4");
}

#[tokio::test]
async fn whoever_turns_back_and_leaves_comes_back_to_the_same_page() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    for number in [1, 2, 3, 2, 1] {
        exam.question(number).await;
        assert_eq!(exam.opens("").await.leads_to(), exam.url(&format!("/items/{number}")));
        let back = exam.opens("/navigator").await.find(r#"<a class="button button-quiet" href="([^"]*)""#);
        assert_eq!(back, Some(exam.url(&format!("/items/{number}"))));
    }
}

/// As after an update whose rules are others, or from a version that kept nothing of the kind.
#[tokio::test]
async fn what_a_start_derived_is_derived_anew_where_it_is_missing_or_of_other_rules() {
    let facts = "SELECT COUNT(*) FROM drawable d JOIN question q ON q.live_id = d.revision_id
                 WHERE q.name = 'format-of-file' AND d.version = 1 AND d.options = 4 AND d.sources <> ''";
    let files = "SELECT COUNT(*) FROM question_file";
    let mut simulado = Simulado::tiny().await;
    assert_eq!((simulado.count(facts).await, simulado.count(files).await), (1, 8));
    for damage in [
        "UPDATE drawable SET version = 0, options = 2, sources = ''; UPDATE question_file SET print = zeroblob(32)",
        "DELETE FROM drawable; DELETE FROM question_file",
        "UPDATE drawable SET revision_id = zeroblob(16), options = 2",
    ] {
        simulado.sql(damage).await;
        let ana = simulado.guest();
        simulado = restart(simulado, &crate::banks::tiny(), &[&ana]).await;
        assert_eq!((simulado.count(facts).await, simulado.count(files).await), (1, 8), "{damage}");
        let exam = ana.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
        let number = simulado.place_of(&exam, "format-of-file").await.expect("all are on the form");
        let options = simulado.sitting(&exam).await.item(number).expect("an item").option_order.len();
        assert_eq!(options, 4, "{damage}");
        assert_eq!(simulado.count("SELECT COUNT(*) FROM revision").await, 8, "no text is another for that");
    }
}

#[tokio::test]
async fn the_time_goes_on_while_the_server_is_down() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    simulado.wait_seconds(600);
    let _simulado = restart(simulado, &crate::banks::tiny(), &[&ana]).await;
    assert_eq!(exam.seconds_left().await, 5400 - 600);
}
