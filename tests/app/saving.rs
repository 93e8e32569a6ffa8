//! What is answered is kept: by the page's buttons without scripts, and by the page's script.

use simulado::exam::question::{Completeness, Response};

use crate::support::Simulado;

#[tokio::test]
async fn every_button_saves_the_whole_form_and_leads_where_it_says() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    let item = |n: u16| exam.url(&format!("/items/{n}"));
    let next = if number == 4 { exam.url("/navigator") } else { item(number + 1) };
    let buttons = [
        ("next", next),
        ("previous", item(number.saturating_sub(1).max(1))),
        ("navigator", exam.url("/navigator")),
        ("submission", exam.url("/submission")),
        ("item-3", item(3)),
        ("stay", item(number)),
        ("item-99", item(number)),
        ("nonsense", item(number)),
    ];
    for (letter, (go, leads_to)) in ["A", "B", "C", "D"].iter().cycle().zip(buttons) {
        assert_eq!(exam.fills_in(number, &[("choice", letter)], go).await.leads_to(), leads_to, "{go}");
        let page = exam.question(number).await;
        let checked = page.find_all("name=\"choice\" value=\"([A-Z])\"[^>]* checked");
        assert_eq!(checked, [(*letter).to_owned()], "after {go}");
    }
}

#[tokio::test]
async fn a_question_comes_back_with_everything_that_was_left_on_it() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let choice = simulado.first_of(&exam, "single").await;
    let left =
        [("choice", "C"), ("struck", "A"), ("struck", "D"), ("flagged", "yes"), ("note", "a <note>\nof two lines")];
    exam.fills_in(choice, &left, "stay").await.must_be(303);
    let page = exam.question(choice).await;
    assert_eq!(page.find_all("name=\"choice\" value=\"([A-Z])\"[^>]* checked"), ["C"]);
    assert_eq!(page.find_all("name=\"struck\" value=\"([A-Z])\" checked"), ["A", "D"]);
    assert!(page.text().contains("id=\"flagged\" checked"));
    page.must_say("a <note> of two lines");
    page.must_say("Saved 12:00:00");
    let typed = simulado.first_of(&exam, "fill-in").await;
    exam.fills_in(typed, &[("text", "  two  spaces \"quoted\" ")], "stay").await.must_be(303);
    let text = exam.question(typed).await.find("id=\"answer\" value=\"([^\"]*)\"").expect("a text field");
    assert_eq!(text.replace("&#34;", "\""), "  two  spaces \"quoted\" ", "exactly what was typed");
}

#[tokio::test]
async fn an_answer_can_be_taken_back() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    exam.saves(number, 0, &[("choice", "A"), ("flagged", "yes"), ("struck", "B")]).await.must_be(200);
    exam.saves(number, 1, &[]).await.must_be(200);
    let sitting = simulado.sitting(&exam).await;
    let item = sitting.item(number).expect("an item");
    assert_eq!(item.entry.response, Response::Choice([].into()));
    assert!(!item.entry.flagged && item.entry.struck.is_empty());
}

#[tokio::test]
async fn the_script_hears_when_it_was_saved_and_what_time_is_left() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let exam = ana.begins_mock_exam().await;
    simulado.wait_seconds(221);
    let saved = exam.saves(1, 0, &[("flagged", "yes")]).await.must_be(200).json();
    assert_eq!(saved["revision"], 1);
    assert_eq!(saved["saved_at"], "12:03:41");
    assert_eq!(saved["seconds_left"], 5400 - 221);
    ana.sends("/account/time-zone", &[("time_zone", "America/Sao_Paulo")]).await.must_be(303);
    let saved = exam.saves(1, 1, &[]).await.json();
    assert_eq!(saved["saved_at"], "09:03:41", "in the person's zone");
}

#[tokio::test]
async fn the_language_of_a_question_is_switched_by_a_link_and_kept_by_the_next_save() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let lang = |page: &crate::page::Page| page.find("name=\"content\" value=\"([^\"]*)\"").expect("a language");
    assert_eq!(lang(&exam.question(1).await), "en");
    let page = exam.opens("/items/1?content=pt-BR").await;
    assert_eq!(lang(&page), "pt-BR");
    page.must_say("Question 1 of 4");
    assert_eq!(lang(&exam.question(2).await), "en", "looking is not choosing");
    exam.saves(1, 0, &[("content", "pt-BR")]).await.must_be(422);
    let saved =
        exam.who.script().sends(&exam.url("/items/1/response"), &[("revision", "0"), ("content", "pt-BR")]).await;
    saved.must_be(200);
    assert_eq!(lang(&exam.question(2).await), "pt-BR");
}

#[tokio::test]
async fn the_navigator_counts_what_is_complete_incomplete_unseen_and_flagged() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let multiple = loop_for_multiple(&simulado, &exam).await;
    let others: Vec<u16> = (1..=4).filter(|n| *n != multiple).collect();
    exam.fills_in(multiple, &[("choice", "A"), ("flagged", "yes")], "stay").await.must_be(303);
    exam.answers_right(&simulado, others[0]).await;
    exam.question(others[1]).await;
    let page = exam.opens("/navigator").await;
    page.must_say("1 of 4 complete.");
    let states = page.find_all("<span class=\"state [^\"]*\">([^<]*)</span>");
    assert_eq!(states[usize::from(multiple) - 1], "Incomplete", "one of two");
    assert_eq!(states[usize::from(others[0]) - 1], "Complete");
    assert_eq!(states[usize::from(others[1]) - 1], "Incomplete", "seen, not answered");
    assert_eq!(states[usize::from(others[2]) - 1], "Unseen");
    let rows = |page: &crate::page::Page| page.find_all("<th scope=\"row\"><a href=\"[^\"]*/items/(\\d+)\">").len();
    assert_eq!(rows(&page), 4);
    assert_eq!(rows(&exam.opens("/navigator?show=incomplete").await), 3);
    assert_eq!(rows(&exam.opens("/navigator?show=flagged").await), 1);
    exam.opens("/submission").await.must_say("3 questions have no full answer");
    let sitting = simulado.sitting(&exam).await;
    assert_eq!(sitting.completeness(sitting.item(multiple).expect("an item")), Completeness::Partial);
}

/// The tiny bank has two multiples in eight: begins exams until one is on the form.
async fn loop_for_multiple(simulado: &Simulado, exam: &crate::candidate::Attempt) -> u16 {
    let sitting = simulado.sitting(exam).await;
    let multiple = sitting.items.iter().find(|item| sitting.question(item).question.kind.as_str() == "multiple");
    multiple.expect("the seed gives a multiple").position
}

#[tokio::test]
async fn choosing_more_than_asked_is_kept_and_said() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = loop_for_multiple(&simulado, &exam).await;
    exam.fills_in(number, &[("choice", "A"), ("choice", "B"), ("choice", "C")], "stay").await.must_be(303);
    let page = exam.question(number).await;
    assert_eq!(page.find_all("name=\"choice\" value=\"([A-Z])\"[^>]* checked"), ["A", "B", "C"]);
    page.must_say("3 chosen: choose 2.");
}
