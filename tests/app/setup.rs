//! The one-time link that makes the first admin.

use jiff::SignedDuration;
use simulado::auth::token::Token;
use simulado::store::setup;

use crate::candidate::PASSWORD;
use crate::support::Simulado;

/// The link as `serve` prints it.
async fn link(simulado: &Simulado) -> String {
    let (token, now) = (Token::new(simulado.app.random()), simulado.clock.now());
    let (hash, until) = (token.hash(), now + SignedDuration::from_hours(24));
    let kept =
        simulado.app.store().write(move |tx| Box::pin(async move { setup::replace(tx, hash, now, until).await }));
    kept.await.expect("the link is kept");
    format!("/setup/{}", token.reveal())
}

async fn admins(simulado: &Simulado) -> i64 {
    simulado.count("SELECT COUNT(*) FROM candidate WHERE role = 'admin'").await
}

#[tokio::test]
async fn the_link_makes_one_admin_and_then_it_is_nothing() {
    let simulado = Simulado::tiny().await;
    let link = link(&simulado).await;
    let ana = simulado.guest();
    let page = ana.opens(&link).await;
    page.must_say("First administrator");
    assert_eq!(page.find("name=\"return_to\" value=\"([^\"]*)\"").as_deref(), Some("/"), "the link is a secret");
    let wrong = ana.sends(&link, &[("name", "ana"), ("password", "short")]).await;
    wrong.must_be(422).must_say("At least 10 characters, please.");
    assert_eq!(admins(&simulado).await, 0);
    ana.sends(&link, &[("name", "ana"), ("password", PASSWORD)]).await.must_be(303);
    assert_eq!(admins(&simulado).await, 1);
    ana.opens("/account").await.must_be(200);
    let bruno = simulado.guest();
    bruno.opens(&link).await.must_be(404);
    bruno.sends(&link, &[("name", "bruno"), ("password", PASSWORD)]).await.must_be(404);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 1);
}

#[tokio::test]
async fn two_who_use_the_link_at_once_are_one_admin_and_nobody_else() {
    let simulado = Simulado::tiny().await;
    let link = link(&simulado).await;
    let (ana, bruno) = (simulado.guest(), simulado.guest());
    let (one, two) = ([("name", "ana"), ("password", PASSWORD)], [("name", "bruno"), ("password", PASSWORD)]);
    let (one, two) = tokio::join!(ana.sends(&link, &one), bruno.sends(&link, &two));
    assert_eq!(admins(&simulado).await, 1);
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404], "who came too late hears of it");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 1, "and no account is left behind");
}

#[tokio::test]
async fn the_link_is_good_for_a_day() {
    let simulado = Simulado::tiny().await;
    let link = link(&simulado).await;
    simulado.wait_seconds(24 * 3600);
    let ana = simulado.guest();
    ana.opens(&link).await.must_be(404);
    ana.sends(&link, &[("name", "ana"), ("password", PASSWORD)]).await.must_be(404);
    assert_eq!(admins(&simulado).await, 0);
}

#[tokio::test]
async fn an_account_of_a_name_cannot_be_taken_over_by_the_link() {
    let simulado = Simulado::tiny().await;
    simulado.member("ana").await;
    let link = link(&simulado).await;
    let thief = simulado.guest();
    thief.sends(&link, &[("name", "ana"), ("password", "a password of mine")]).await.must_be(422);
    assert_eq!(admins(&simulado).await, 0);
    thief.signs_in("ana", "a password of mine").await.must_be(422);
    thief.sends(&link, &[("name", "eva"), ("password", PASSWORD)]).await.must_be(303);
    assert_eq!(admins(&simulado).await, 1);
}
