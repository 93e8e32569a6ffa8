//! Whole journeys in a real browser. Each is a script in `tests/browser/`, run against an application of its own.
//!
//! They need Chromium, Node.js and `npm ci` in `tests/browser`; `bin/test` sees to all of it.

mod support;

use std::path::Path;
use std::process::Command;

use axum::Router;
use axum::extract::Query;
use axum::routing::post;
use jiff::SignedDuration;
use serde::Deserialize;
use simulado::ambient::Clock;
use simulado::auth::token::Token;
use simulado::store::setup;
use support::Simulado;

/// Runs one script to its end; what it prints is the report.
fn journey(script: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    assert!(folder.join("node_modules").exists(), "the browser tests are not installed: run bin/test once");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let simulado = runtime.block_on(Simulado::start());
    let address = runtime.block_on(simulado.listen_with(steering(simulado.clock.clone())));
    let setup = runtime.block_on(setup_link(&simulado));
    let output = Command::new("node")
        .arg(folder.join(script))
        .env("BASE_URL", format!("http://{address}"))
        .env("SETUP_PATH", setup)
        .output()
        .expect("the browser tests need Node.js: run bin/test, which installs it");
    let said = [output.stdout, output.stderr].concat();
    print!("{}", String::from_utf8_lossy(&said));
    assert!(output.status.success(), "{script}: see above");
}

#[derive(Deserialize)]
struct Steering {
    advance: i64,
}

/// `POST /test/clock?advance=SECONDS`: not in the product, so that nothing there can move the clock.
fn steering(clock: Clock) -> Router {
    let steer = async move |Query(by): Query<Steering>| clock.advance(SignedDuration::from_secs(by.advance));
    Router::new().route("/test/clock", post(steer))
}

/// The one-time link for the first admin, as `serve` prints it.
async fn setup_link(simulado: &Simulado) -> String {
    let (token, now) = (Token::new(simulado.app.random()), simulado.clock.now());
    let (hash, until) = (token.hash(), now + SignedDuration::from_hours(24));
    let store = simulado.app.store();
    let kept = store.write(move |tx| Box::pin(async move { setup::replace(tx, hash, now, until).await })).await;
    kept.expect("the link is kept");
    format!("/setup/{}", token.reveal())
}

#[test]
fn a_whole_mock_exam_by_keyboard_alone() {
    journey("keyboard.mjs");
}

#[test]
fn an_exam_without_script() {
    journey("no_script.mjs");
}

#[test]
fn nothing_is_lost_with_the_network() {
    journey("network.mjs");
}

#[test]
fn two_tabs_do_not_overwrite_each_other() {
    journey("two_tabs.mjs");
}

#[test]
fn the_time_runs_out_with_the_page_open() {
    journey("deadline.mjs");
}

#[test]
fn every_page_is_accessible_valid_and_small() {
    journey("pages.mjs");
}

#[test]
fn every_admin_page_is_accessible_valid_and_small() {
    journey("admin_pages.mjs");
}

#[test]
fn admin_pages_with_work_on_them_are_accessible_valid_and_small() {
    journey("admin_work.mjs");
}

#[test]
fn an_author_loses_nothing_and_nothing_stored_is_obeyed() {
    journey("editor.mjs");
}
