//! Signing in and out, the limit on tries, and sessions that are ended.

use crate::candidate::{Candidate, PASSWORD};
use crate::support::Simulado;

async fn is_signed_in(person: &Candidate) -> bool {
    person.opens("/account").await.status == 200
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_answered_in_the_same_words() {
    let simulado = Simulado::tiny().await;
    simulado.member("ana").await;
    let nobody = simulado.guest();
    let wrong_password = nobody.signs_in("ana", "not the one at all").await;
    let wrong_name = nobody.signs_in("eva", "not the one at all").await;
    wrong_password.must_be(422).must_say("Name and password do not fit together.");
    assert_eq!(wrong_password.text().replace("ana", "eva"), wrong_name.text());
    assert_eq!(wrong_name.status, 422);
    assert!(!is_signed_in(&nobody).await);
    nobody.signs_in("", "").await.must_be(422);
}

#[tokio::test]
async fn signing_in_leads_back_to_where_one_was() {
    let simulado = Simulado::tiny().await;
    simulado.member("ana").await;
    let ana = simulado.guest();
    let sent_away = ana.opens("/account").await.leads_to();
    let page = ana.opens(&sent_away).await;
    page.must_say("Sign in to see that page.");
    let (action, hidden) = page.form("/session");
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([("name", " Ana "), ("password", PASSWORD)]);
    assert_eq!(ana.sends(&action, &fields).await.leads_to(), "/account");
    assert!(is_signed_in(&ana).await);
}

#[tokio::test]
async fn too_many_tries_have_to_wait_and_then_may_try_again() {
    let simulado = Simulado::tiny().await;
    simulado.member("ana").await;
    let nobody = simulado.guest();
    for _ in 0..5 {
        nobody.signs_in("ana", "not the one at all").await.must_be(422);
    }
    let held = nobody.signs_in("ANA", PASSWORD).await;
    held.must_be(429).must_say("Too many tries.");
    let wait: i64 = held.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    held.must_say(&format!("Wait {wait} seconds."));
    assert!(!is_signed_in(&nobody).await, "not even with the right password");
    simulado.guest().signs_up("bruno").await.must_be(303);
    nobody.signs_in("bruno", PASSWORD).await.must_be(303);
    simulado.wait_seconds(wait + 1);
    nobody.signs_in("ana", PASSWORD).await.must_be(303);
}

#[tokio::test]
async fn tries_on_many_names_from_one_address_are_limited_too() {
    let simulado = Simulado::tiny().await;
    let nobody = simulado.guest();
    let mut held = 0;
    for number in 0..40 {
        let page = nobody.signs_in(&format!("name{number}"), "not the one at all").await;
        held += u32::from(page.status == 429);
    }
    assert_eq!(held, 10);
}

#[tokio::test]
async fn behind_a_proxy_of_ours_each_address_has_tries_of_its_own() {
    let mut simulado = Simulado::tiny().await;
    let tries = async |simulado: &Simulado, forwarded| {
        let nobody = simulado.guest().forwarded(forwarded);
        let mut taken = 0;
        for number in 0..31 {
            let page = nobody.signs_in(&format!("{forwarded}-{number}"), "not the one at all").await;
            taken += u32::from(page.status == 422);
        }
        taken
    };
    assert_eq!(tries(&simulado, "203.0.113.1").await, 30);
    assert_eq!(tries(&simulado, "203.0.113.2").await, 0, "whoever is no proxy of ours is not believed");
    simulado.app = simulado.app.clone().behind(vec![[192, 0, 2, 7].into()]);
    assert_eq!(tries(&simulado, "203.0.113.1").await, 30);
    assert_eq!(tries(&simulado, "10.0.0.1, 203.0.113.1").await, 0, "what was there before is not read");
    assert_eq!(tries(&simulado, "203.0.113.2").await, 30);
}

#[tokio::test]
async fn passwords_are_not_guessed_on_the_account_page_either() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    for _ in 0..5 {
        let page = ana
            .sends("/account/password", &[("current", "not the one at all"), ("password", "another good one")])
            .await;
        page.must_be(422).must_say("That is not your password.");
    }
    let held = ana.sends("/account/deletion", &[("password", PASSWORD)]).await;
    held.must_be(429);
    assert!(!held.header("retry-after").is_empty());
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 1);
}

#[tokio::test]
async fn signing_out_ends_the_session_itself() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let kept = ana.cookies();
    assert_eq!(ana.sends("/session/deletion", &[]).await.leads_to(), "/");
    assert!(!ana.cookies().contains_key("session"));
    let thief = simulado.guest();
    thief.keeps(kept);
    assert!(!is_signed_in(&thief).await, "the cookie alone is worth nothing any more");
    ana.sends("/session/deletion", &[]).await.must_be(303);
}

#[tokio::test]
async fn changing_the_password_ends_the_other_sessions() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let phone = simulado.guest();
    phone.signs_in("ana", PASSWORD).await.must_be(303);
    let new = "cinco cavalos verdes";
    let short = ana.sends("/account/password", &[("current", PASSWORD), ("password", "short")]).await;
    short.must_be(422).must_say("At least 10 characters, please.");
    assert!(is_signed_in(&phone).await);
    let changed = ana.sends("/account/password", &[("current", PASSWORD), ("password", new)]).await;
    assert_eq!(changed.leads_to(), "/account?done=password");
    assert!(is_signed_in(&ana).await, "this session goes on");
    assert!(!is_signed_in(&phone).await);
    phone.signs_in("ana", PASSWORD).await.must_be(422);
    phone.signs_in("ana", new).await.must_be(303);
    let guest = simulado.guest();
    guest.begins_mock_exam().await;
    guest.sends("/account/password", &[("current", ""), ("password", new)]).await.must_be(403);
}

#[tokio::test]
async fn open_sessions_are_listed_and_can_be_ended() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    simulado.wait_seconds(3600);
    let phone = simulado.guest();
    phone.signs_in("ana", PASSWORD).await.must_be(303);
    let page = ana.opens("/account").await;
    page.must_say("Firefox, Linux this one");
    let others = page.find_all("action=\"(/account/sessions/[^\"]*/deletion)\"");
    assert_eq!(others.len(), 1, "one's own is not to be ended here");
    assert_eq!(ana.sends(&others[0], &[]).await.leads_to(), "/account?done=session");
    assert!(!is_signed_in(&phone).await);
    assert!(is_signed_in(&ana).await);
    ana.sends(&others[0], &[]).await.must_be(404);
}

#[tokio::test]
async fn a_session_that_is_not_used_for_long_ends_in_the_browser_and_one_in_use_goes_on() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let page = ana.opens("/").await;
    page.must_be(200);
    simulado.wait_seconds(11 * 60);
    ana.opens("/").await;
    // The use is noted behind the answer's back: the next write comes after it.
    ana.sends("/account/language", &[("lang", "en"), ("theme", "dark")]).await.must_be(303);
    let noted = simulado.count("SELECT last_seen_at - created_at FROM session").await;
    assert_eq!(noted, 11 * 60 * 1000);
}
