//! The main pages in both languages, as they are: `cargo insta review` shows what changed.

use regex::Regex;

use crate::candidate::Candidate;
use crate::page::Page;
use crate::support::Simulado;

/// The `<main>` of a page, a tag to a line, without what is different each time.
fn tidy(page: &Page) -> String {
    let main = page.main();
    let id = Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}").expect("a pattern");
    let zones = Regex::new("(?s)<datalist id=\"zones\">.*</datalist>").expect("a pattern");
    let main = zones.replace(&id.replace_all(&main, "ID"), "<datalist id=\"zones\">…</datalist>").replace("><", ">\n<");
    main.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn is_as_before(name: &str, page: &Page) {
    page.must_be(200);
    let name = format!("{name}.{}", page.find("<html lang=\"([^\"]*)\"").expect("a language"));
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, tidy(page));
    });
}

async fn shoots(path: &str, name: &str, person: &Candidate) {
    for language in ["en", "pt-BR"] {
        is_as_before(name, &person.speaking(language).opens(path).await);
    }
}

#[tokio::test]
async fn pages_before_an_exam() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    shoots("/", "landing", &ana).await;
    shoots("/exams/tiny", "exam", &ana).await;
    shoots("/exams/tiny/start?mode=exam", "start", &ana).await;
    shoots("/exams/tiny/start?mode=practice&objective=1.1&clock=on", "start-practice", &ana).await;
    shoots("/study/tiny/1.1", "study", &ana).await;
    shoots("/progress", "progress-empty", &ana).await;
    shoots("/sign-in", "sign-in", &ana).await;
}

#[tokio::test]
async fn pages_of_an_exam() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.practises(&[("count", "8"), ("clock", "on"), ("feedback", "at-once")]).await;
    let place = async |name| simulado.place_of(&exam, name).await.expect("all are on the form");
    let (single, multiple, typed) =
        (place("format-of-file").await, place("sparse-images").await, place("larger-disk").await);
    exam.fills_in(single, &[("choice", "A"), ("struck", "B"), ("flagged", "yes")], "stay").await.must_be(303);
    simulado.wait_seconds(61);
    shoots(&exam.url(&format!("/items/{single}")), "question-single", &ana).await;
    shoots(&exam.url(&format!("/items/{multiple}?content=pt-BR")), "question-multiple", &ana).await;
    shoots(&exam.url(&format!("/items/{typed}")), "question-fill-in", &ana).await;
    shoots(&exam.url("/navigator"), "navigator", &ana).await;
    shoots(&exam.url("/submission"), "submission", &ana).await;
    exam.fills_in(single, &[("choice", "A")], "check").await.must_be(303);
    shoots(&exam.url(&format!("/items/{single}")), "feedback", &ana).await;
    shoots("/", "landing-open", &ana).await;
}

#[tokio::test]
async fn pages_after_an_exam() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    for number in 1..=3 {
        simulado.wait_seconds(45);
        exam.answers_right(&simulado, number).await;
    }
    exam.hands_in().await;
    shoots(&exam.url("/result"), "result", &ana).await;
    shoots(&exam.url("/result/items/1"), "review", &ana).await;
    shoots(&exam.url("/result/paper"), "paper", &ana).await;
    simulado.wait_seconds(24 * 3600);
    let second = ana.begins_mock_exam().await;
    second.answers_right(&simulado, 1).await;
    second.hands_in().await;
    shoots("/progress", "progress", &ana).await;
    shoots("/account", "account-guest", &ana).await;
    ana.signs_up("ana").await.must_be(303);
    shoots("/account", "account", &ana).await;
}
