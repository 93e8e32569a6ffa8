//! What is right never leaves the server before the hand-in: two banks that differ in nothing but their keys, answers and
//! explanations give the same bytes.

use std::path::Path;

use axum::body::Bytes;

use crate::banks::{tiny, with_other_keys};
use crate::candidate::{Attempt, Candidate};
use crate::support::{Simulado, real_questions};

/// Everything that is shown before the hand-in, in the order in which somebody would see it.
async fn before_submission(slug: &str, questions: &Path, fields: &[(&str, &str)]) -> (Vec<(String, Bytes)>, Bytes) {
    let simulado = Simulado::with_questions(questions).await;
    let ana = simulado.guest();
    let mut seen = Vec::new();
    look(&ana, slug, &mut seen).await;
    let exam = ana.begins(slug, fields).await;
    let last = u16::try_from(simulado.sitting(&exam).await.items.len()).expect("a form");
    for number in 1..=last {
        sit(&simulado, &exam, number, &mut seen).await;
    }
    for page in ["/navigator", "/navigator?show=incomplete", "/navigator?show=flagged", "/submission", "/clock", ""] {
        seen.push((page.to_owned(), exam.opens(page).await.body));
    }
    look(&ana, slug, &mut seen).await;
    for page in ["/result", "/result/items/1", "/result/paper"] {
        let page = exam.opens(page).await;
        seen.push((page.leads_to(), page.body));
    }
    (seen, exam.hands_in().await.body)
}

async fn look(ana: &Candidate, slug: &str, seen: &mut Vec<(String, Bytes)>) {
    let exam = [format!("/exams/{slug}"), format!("/exams/{slug}/start?mode=exam"), format!("/study/{slug}")];
    let practice = format!("/exams/{slug}/start?mode=practice&count=7&only=unseen");
    for path in ["/", "/progress", "/account/data"].map(str::to_owned).into_iter().chain(exam).chain([practice]) {
        seen.push((path.clone(), ana.opens(&path).await.body));
    }
}

async fn sit(simulado: &Simulado, exam: &Attempt, number: u16, seen: &mut Vec<(String, Bytes)>) {
    let path = |rest: &str| format!("/items/{number}{rest}");
    for path in [path(""), path("?content=pt-BR"), path("?content=en")] {
        seen.push((path.clone(), exam.opens(&path).await.body));
    }
    let fill_in = simulado.sitting(exam).await.item(number).expect("an item").option_order.is_empty();
    // The first option shown, and a text that is right in neither bank.
    let fields = if fill_in { [("text", "virsh")] } else { [("choice", "A")] };
    seen.push((format!("save {number}"), exam.saves(number, 0, &fields).await.body));
    seen.push((format!("save {number} again"), exam.saves(number, 0, &fields).await.body));
    seen.push((path(""), exam.opens(&path("")).await.body));
    // A check is not for this mode: it must tell nothing either.
    let check = [("revision", "1"), ("content", "en"), ("go", "check"), fields[0]];
    let checked = exam.who.sends(&exam.url(&path("/response")), &check).await;
    seen.push((format!("check {number}"), checked.body));
    seen.push((path(""), exam.opens(&path("")).await.body));
    simulado.wait_seconds(7);
}

async fn must_be_the_same(slug: &str, questions: &Path, fields: &[(&str, &str)]) {
    let other = with_other_keys(questions);
    let (one, one_result) = before_submission(slug, questions, fields).await;
    let (two, two_result) = before_submission(slug, other.path(), fields).await;
    assert_eq!(one.len(), two.len());
    for ((path, one), (_, two)) in one.into_iter().zip(two) {
        assert!(one == two, "{path} depends on the key");
    }
    assert_ne!(one_result, two_result, "the banks do differ: after the hand-in it shows");
}

#[tokio::test]
async fn no_page_of_a_mock_exam_depends_on_the_key() {
    must_be_the_same("lpic3-305-300", &real_questions(), &[("mode", "exam")]).await;
}

#[tokio::test]
async fn no_page_of_a_practice_with_feedback_at_the_end_depends_on_the_key() {
    must_be_the_same("tiny", &tiny(), &[("mode", "practice"), ("feedback", "at-end"), ("count", "8")]).await;
}

#[tokio::test]
async fn in_a_practice_with_feedback_at_once_only_the_checked_item_tells() {
    let other = with_other_keys(&tiny());
    let mut bytes = Vec::new();
    for questions in [&tiny(), other.path()] {
        let simulado = Simulado::with_questions(questions).await;
        let exam = simulado.guest().practises(&[("feedback", "at-once"), ("count", "8")]).await;
        let mut pages = Vec::new();
        for number in 1..=8 {
            exam.fills_in(number, &[("choice", "A"), ("text", "nonsense")], "stay").await.must_be(303);
        }
        exam.fills_in(1, &[("choice", "A"), ("text", "nonsense")], "check").await.must_be(303);
        for number in 1..=8 {
            pages.push(exam.question(number).await.body);
        }
        bytes.push(pages);
    }
    assert_ne!(bytes[0][0], bytes[1][0], "the checked item shows its key");
    // The grid beside every question may say of the checked one that it was right or wrong: compare what is asked.
    for number in 2..=8 {
        let stem = |page: &Bytes| String::from_utf8_lossy(page).split("<nav class=\"grid\"").next().map(str::to_owned);
        assert_eq!(stem(&bytes[0][number - 1]), stem(&bytes[1][number - 1]), "item {number}");
    }
}
