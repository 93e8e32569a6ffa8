//! Somebody else's attempt, session and report are not there: the answer is, byte for byte, that of an unknown id.

use axum::http::Method;
use regex::Regex;

use crate::candidate::{Attempt, Candidate};
use crate::page::Page;
use crate::support::Simulado;

const UNKNOWN: &str = "01234567-89ab-7cde-8f01-23456789abcd";

/// Every address below `/attempts/{id}` with its methods, read from the router itself, so that a new one is tested too.
fn routes() -> Vec<(Method, String)> {
    let router = include_str!("../../src/web/mod.rs");
    let route = Regex::new(r#"\.route\("/attempts/\{id\}([^"]*)", (.*)\)\n"#).expect("a pattern");
    let mut routes = Vec::new();
    for found in route.captures_iter(router) {
        let rest = found[1].replace("{n}", "1");
        for (method, word) in [(Method::GET, "get("), (Method::POST, "post(")] {
            if found[2].contains(word) {
                routes.push((method, rest.clone()));
            }
        }
    }
    assert!(routes.len() >= 11, "the router is written in another way now: {routes:?}");
    routes
}

/// What every form of an attempt would send.
fn fields() -> Vec<u8> {
    b"revision=0&content=en&choice=A&text=x&go=next&message=wrong".to_vec()
}

async fn asks(who: &Candidate, method: &Method, path: &str) -> Page {
    let body = if method == Method::POST { fields() } else { Vec::new() };
    who.asks(method.clone(), path, body).await
}

/// The whole answer, with the id replaced: status, headers without the number of the request, body.
fn without(page: &Page, id: &str) -> (u16, String, String) {
    let mut headers = page.headers.clone();
    headers.remove("x-request-id");
    headers.remove("content-length");
    (page.status, format!("{headers:?}").replace(id, "ID"), page.text().replace(id, "ID"))
}

async fn is_not_there(who: &Candidate, exam: &Attempt, status: u16) {
    for (method, rest) in routes() {
        for who in [who.clone(), who.script(), who.speaking("pt-BR")] {
            let foreign = asks(&who, &method, &exam.url(&rest)).await;
            let unknown = asks(&who, &method, &format!("/attempts/{UNKNOWN}{rest}")).await;
            assert_eq!(foreign.status, status, "{method} {rest}");
            assert_eq!(without(&foreign, &exam.id), without(&unknown, UNKNOWN), "{method} {rest}");
        }
    }
}

#[tokio::test]
async fn somebody_elses_open_attempt_is_not_there() {
    let simulado = Simulado::tiny().await;
    let (ana, bruno) = (simulado.guest(), simulado.member("bruno").await);
    let exam = ana.begins_mock_exam().await;
    let before = simulado.sitting(&exam).await;
    is_not_there(&bruno, &exam, 404).await;
    let after = simulado.sitting(&exam).await;
    assert_eq!(after.items, before.items, "nothing was changed");
    assert_eq!(after.attempt, before.attempt);
}

#[tokio::test]
async fn somebody_elses_result_is_not_there() {
    let simulado = Simulado::tiny().await;
    let (ana, bruno) = (simulado.guest(), simulado.guest());
    let exam = ana.begins_mock_exam().await;
    exam.hands_in().await;
    bruno.begins_mock_exam().await;
    is_not_there(&bruno, &exam, 404).await;
    assert_eq!(simulado.count("SELECT COUNT(*) FROM report").await, 0);
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_is_asked_to_sign_in_for_both() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    is_not_there(&simulado.guest(), &exam, 401).await;
    let page = simulado.guest().opens(&exam.url("")).await;
    page.must_say("Please sign in");
    assert_eq!(page.link("Sign in"), "/sign-in");
}

#[tokio::test]
async fn an_id_that_is_none_is_not_there_either() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    ana.begins_mock_exam().await;
    for (method, rest) in routes() {
        for id in ["nonsense", "%00", "1"] {
            asks(&ana, &method, &format!("/attempts/{id}{rest}")).await.must_be(404);
        }
    }
}

#[tokio::test]
async fn an_item_that_is_not_on_the_form_is_not_there() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    for number in ["0", "5", "65536", "-1", "one", "1.0"] {
        exam.opens(&format!("/items/{number}")).await.must_be(404);
        for path in ["response", "reports"] {
            let path = exam.url(&format!("/items/{number}/{path}"));
            ana.posts(&path, fields()).await.must_be(404);
            ana.script().posts(&path, fields()).await.must_be(404);
        }
    }
    exam.hands_in().await;
    exam.opens("/result/items/5").await.must_be(404);
    exam.opens("/result/items/0").await.must_be(404);
}

#[tokio::test]
async fn somebody_elses_session_cannot_be_ended() {
    let simulado = Simulado::tiny().await;
    let (ana, bruno) = (simulado.member("ana").await, simulado.member("bruno").await);
    let elsewhere = simulado.guest();
    elsewhere.signs_in("ana", crate::candidate::PASSWORD).await.must_be(303);
    let action = ana.opens("/account").await.form("/account/sessions/[^\"]*/deletion").0;
    let id = action.split('/').nth(3).expect("an id").to_owned();
    let foreign = bruno.sends(&action, &[]).await;
    let unknown = bruno.sends(&action.replace(&id, UNKNOWN), &[]).await;
    assert_eq!(foreign.status, 404);
    assert_eq!(without(&foreign, &id), without(&unknown, UNKNOWN));
    elsewhere.opens("/account").await.must_be(200);
    let nobody = simulado.guest();
    let (foreign, unknown) =
        (nobody.sends(&action, &[]).await, nobody.sends("/account/sessions/x/deletion", &[]).await);
    assert_eq!((foreign.status, unknown.status), (401, 401));
    ana.sends(&action, &[]).await.must_be(303);
    elsewhere.opens("/account").await.must_be(303);
}
