//! Authors see what first answers say about a question.

use crate::candidate::{Attempt, Candidate};
use crate::page::Page;
use crate::support::Simulado;

const QUESTION: &str = "/admin/exams/tiny/questions/format-of-file";

/// Somebody's practice of all questions, with the one that is looked at answered so.
async fn practised(simulado: &Simulado, who: &Candidate, right: Option<bool>) -> Attempt {
    let attempt = who.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&attempt, "format-of-file").await.expect("all are on the form");
    attempt.question(number).await.must_be(200);
    simulado.wait_seconds(40);
    match right {
        Some(true) => attempt.answers_right(simulado, number).await,
        Some(false) => attempt.answers_wrong(simulado, number).await,
        None => {}
    }
    attempt.hands_in().await;
    attempt
}

async fn statistics(author: &Candidate, from: &str) -> Page {
    let page = author.opens(&format!("{QUESTION}/statistics{from}")).await;
    page.must_be(200);
    page
}

#[tokio::test]
async fn first_answers_are_counted_once_and_by_where_they_were_given() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    ana.opens(QUESTION).await.link("Statistics");
    statistics(&ana, "").await.must_say("Nobody has met this revision for the first time in a mock exam");
    let caio = simulado.guest();
    practised(&simulado, &caio, Some(false)).await;
    practised(&simulado, &caio, Some(true)).await;
    practised(&simulado, &simulado.guest(), Some(true)).await;
    practised(&simulado, &simulado.guest(), Some(true)).await;
    practised(&simulado, &simulado.guest(), None).await;
    let page = statistics(&ana, "?from=practices").await;
    page.must_say("Too few to tell: 26 more first answers are needed.");
    page.must_say("First answers 4 ");
    page.must_say("50% probably between 18% and 82%");
    page.must_say("what chance alone would score: 25%");
    page.must_say("there is no upper and lower third to compare");
    page.must_say("Left blank");
    page.must_say("Half took less than 40 s; 40 s on average.");
    statistics(&ana, "").await.must_say("Nobody has met this revision");
    let portuguese = ana.speaking("pt-BR").opens(&format!("{QUESTION}/statistics?from=practices")).await;
    portuguese.must_say("faltam 26 primeiras respostas");
}

#[tokio::test]
async fn an_older_revision_keeps_its_statistics_and_unknown_ones_have_none() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    practised(&simulado, &simulado.guest(), Some(true)).await;
    ana.edits(QUESTION, &[("stem_en", "Which command of `qemu-img` tells the format of an image?")], "save").await;
    ana.moves(QUESTION, "live").await.must_be(303);
    // The newest revision that anybody has seen is the older one.
    statistics(&ana, "?from=practices").await.must_say("shows the format of a disk file");
    practised(&simulado, &simulado.guest(), Some(true)).await;
    let newest = statistics(&ana, "?from=practices").await;
    newest.must_say("tells the format of an image?");
    newest.must_say("First answers 1 ");
    let older = ana.opens(&newest.link("1")).await;
    older.must_say("shows the format of a disk file");
    older.must_say("First answers 1 ");
    let other =
        ana.opens("/admin/exams/tiny/questions/new-bridge/statistics?revision=01900000-0000-7000-8000-000000000001");
    other.await.must_be(404);
    ana.opens(&format!("{QUESTION}/statistics?revision=x")).await.must_be(404);
    ana.opens("/admin/exams/tiny/questions/nobody/statistics").await.must_be(404);
}
