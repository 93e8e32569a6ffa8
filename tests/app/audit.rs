//! The log: who did what, to whom, and what was before.

use std::path::Path;

use regex::Regex;
use simulado::auth::token::Token;
use simulado::store::setup;
use simulado::web::pages::admin::audit::ACTS;

use crate::candidate::PASSWORD;
use crate::support::Simulado;

#[tokio::test]
async fn every_act_is_told_in_words_with_before_and_after() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    simulado.member("caio").await;
    let url = simulado.page_of(&admin, "caio").await;
    admin.sends(&format!("{url}/role"), &[("role", "author")]).await.must_be(303);
    admin.sends(&format!("{url}/extra-time"), &[("percent", "50")]).await.must_be(303);
    admin.sends(&format!("{url}/suspension"), &[("reason", "left the <course>")]).await.must_be(303);
    let id = "00000000-0000-0000-0000-000000000007";
    admin.sends("/admin/groups", &[("id", id), ("name", "Turma A")]).await.must_be(303);
    admin.sends(&format!("/admin/groups/{id}/members"), &[("names", "caio")]).await.must_be(303);
    let page = admin.opens("/admin/audit").await;
    page.must_say("ana Role changed caio role: Candidate → Author");
    page.must_say("Extra time changed caio attempts moved: 0 extra time: 0 % → +50 %");
    page.must_say("Account suspended caio reason: left the <course>");
    page.must_say("Members added Turma A people: caio");
    assert_eq!(page.link("caio"), url);
    let page = admin.speaking("pt-BR").opens("/admin/audit").await;
    page.must_say("Papel mudado caio papel: Candidato → Autor");
    // Somebody who is gone has no name here.
    admin.sends(&format!("{url}/suspension/deletion"), &[]).await.must_be(303);
    let caio = simulado.guest();
    caio.signs_in("caio", PASSWORD).await.must_be(303);
    caio.sends("/account/deletion", &[("password", PASSWORD)]).await.must_be(303);
    let page = admin.opens("/admin/audit").await;
    page.must_not_say("caio");
    page.must_not_say("left the <course>");
    page.must_say("Role changed a deleted account");
}

#[tokio::test]
async fn the_log_is_filtered_paged_and_taken_along() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    for n in 0..120 {
        let (actor, act) = if n % 3 == 0 { ("Ágata", "role-changed") } else { ("bia", "question-saved") };
        let at = (crate::support::START + i64::from(n) * 3600) * 1000;
        let row = format!(
            "INSERT INTO audit VALUES (X'0190000000007000800000000000{n:04x}', {at}, NULL, '{actor}', '{act}',
             'question/tiny/q{n}', '{{}}', '{{\"reason\":\"=1+{n}\"}}')"
        );
        simulado.sql(&row).await;
    }
    let (mut path, mut seen) = ("/admin/audit".to_owned(), Vec::new());
    loop {
        let page = admin.opens(&path).await;
        seen.extend(page.find_all(">q([0-9]+)</a>"));
        let Some(next) = page.find("rel=\"next\" href=\"([^\"]*)\"") else { break };
        path = next.replace("&#38;", "&");
    }
    let expected: Vec<String> = (0..120).rev().map(|n| n.to_string()).collect();
    assert_eq!(seen, expected);
    let found = async |query: &str| {
        let acts = admin.opens(&format!("/admin/audit.json?{query}")).await.json();
        acts.as_array().expect("acts").len()
    };
    assert_eq!(found("").await, 120);
    assert_eq!(found("who=%C3%81ga").await, 40, "a name as it is written");
    assert_eq!(found("who=BI").await, 80);
    assert_eq!(found("act=role-changed").await, 40);
    assert_eq!(found("object=question/tiny/q11").await, 11);
    assert_eq!(found("from=2026-11-25&until=2026-11-25").await, 24);
    assert_eq!(found("from=nonsense&until=").await, 120);
    let mut cookies = admin.cookies();
    cookies.insert("zone".to_owned(), "Asia/Tokyo".to_owned());
    admin.keeps(cookies);
    assert_eq!(found("until=2026-11-24").await, 3, "days are the reader's");
    let page = admin.opens("/admin/audit?act=role-changed&who=%C3%81gata").await;
    let file = admin.opens(&page.link("Download as CSV")).await;
    let text = file.must_be(200).text();
    assert!(text.starts_with("\u{feff}id,at,actor_id,actor,act,object,before,after\r\n"));
    assert_eq!(text.lines().count(), 41);
    admin.opens("/admin/audit?act=nothing").await.must_say("Nothing of that kind is logged.");
}

#[tokio::test]
async fn long_acts_make_no_long_page_and_are_whole_in_the_file() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let long = "é".repeat(500);
    for n in 0..50 {
        let row = format!(
            "INSERT INTO audit VALUES (randomblob(16), {n}, (SELECT id FROM candidate), 'ana', 'person-suspended',
             'question/tiny/q{n}', '{{\"reason\":\"a{long}\"}}', '{{\"reason\":\"b{long}\"}}')"
        );
        simulado.sql(&row).await;
    }
    let page = admin.speaking("pt-BR").opens("/admin/audit").await;
    page.must_be(200).must_say(&format!("a{}…", "é".repeat(119)));
    assert!(admin.opens("/admin/audit.csv").await.text().contains(&long));
}

#[tokio::test]
async fn the_first_admin_is_logged_too() {
    let simulado = Simulado::tiny().await;
    let (token, now) = (Token::new(simulado.app.random()), simulado.clock.now());
    let (hash, until) = (token.hash(), now + jiff::SignedDuration::from_hours(1));
    let store = simulado.app.store();
    store.write(move |tx| Box::pin(async move { setup::replace(tx, hash, now, until).await })).await.expect("a link");
    let ana = simulado.guest();
    let sent = [("name", "ana"), ("password", PASSWORD)];
    ana.sends(&format!("/setup/{}", token.reveal()), &sent).await.must_be(303);
    ana.opens("/admin/audit").await.must_say("ana Admin created ana role: Admin");
}

#[test]
fn every_act_that_the_program_logs_has_words() {
    fn read(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                read(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&std::fs::read_to_string(&path).expect("a file"));
            }
        }
    }
    let mut text = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    let logged = Regex::new(r#"(?s)(?:\.act\(|Act::plain\()[^;]*?"([a-z]+(?:-[a-z]+)+)""#).expect("a pattern");
    let logged: Vec<&str> = logged.captures_iter(&text).map(|found| found.get(1).expect("a word").as_str()).collect();
    assert!(logged.len() > 10, "the acts are found: {logged:?}");
    for act in logged {
        assert!(ACTS.contains(&act), "{act} has no words: add it to ACTS and to the locales");
    }
}
