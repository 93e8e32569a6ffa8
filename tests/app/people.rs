//! Admins and people: lists, roles that change at once, suspensions, and extra time that reaches a running exam.

use crate::candidate::{Candidate, PASSWORD};
use crate::support::Simulado;

impl Simulado {
    /// The address of somebody's page among the people.
    pub async fn page_of(&self, admin: &Candidate, name: &str) -> String {
        admin.opens(&format!("/admin/people?q={name}")).await.link(name)
    }
}

#[tokio::test]
async fn people_are_found_by_name_and_guests_only_where_they_are_asked_for() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let caio = simulado.member("caio").await;
    caio.begins_mock_exam().await;
    simulado.guest().begins_mock_exam().await;
    let page = admin.opens("/admin/people").await;
    page.must_say("2 people");
    page.must_say("caio Candidate Attempts 1 Last seen 24 Nov 2026, 12:00");
    page.must_not_say("Guest Candidate");
    admin.opens("/admin/people?q=CAI").await.must_say("One person");
    admin.opens("/admin/people?q=nobody").await.must_say("Nobody is like that.");
    admin.opens("/admin/people?role=admin").await.must_say("One person");
    let guests = admin.opens("/admin/people?show=guests").await;
    guests.must_say("One person");
    let guest = admin.opens(&guests.link("Guest")).await;
    guest.must_say("under way, until 24 Nov 2026, 13:30");
    assert!(guest.find("/role\"").is_none() && guest.find("/suspension\"").is_none(), "a guest has no rights");
    admin.opens("/admin/people/00000000-0000-0000-0000-000000000009").await.must_be(404);
    admin.opens("/admin/people/nonsense").await.must_be(404);
}

#[tokio::test]
async fn a_long_list_has_pages() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    for n in 0..120 {
        let name = format!("person-{n:03}.with.a.name.as.long.as.it.gets");
        let row = format!(
            "INSERT INTO candidate (id, name, name_key, password_hash, language, created_at, suspended_at, extra_time)
             VALUES (randomblob(16), '{name}', '{name}', 'hash', 'en', {n}, 0, 1.5)"
        );
        simulado.sql(&row).await;
    }
    for sort in ["", "seen"] {
        let (mut path, mut seen) = (format!("/admin/people?q=person&sort={sort}"), Vec::new());
        loop {
            let page = admin.speaking("pt-BR").opens(&path).await;
            seen.extend(page.find_all(">(person-[0-9]*)"));
            let Some(next) = page.find("rel=\"next\" href=\"([^\"]*)\"") else { break };
            path = next.replace("&#38;", "&");
        }
        assert_eq!(seen.len(), 120);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 120, "nobody twice");
    }
}

#[tokio::test]
async fn a_role_holds_from_the_next_page_on_and_is_logged_once() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let caio = simulado.member("caio").await;
    let url = simulado.page_of(&admin, "caio").await;
    caio.opens("/admin").await.must_be(403);
    for _ in 0..2 {
        let done = admin.sends(&format!("{url}/role"), &[("role", "author")]).await;
        assert_eq!(done.leads_to(), format!("{url}?done=role"));
    }
    caio.opens("/admin").await.must_be(200);
    admin.opens(&format!("{url}?done=role")).await.must_say("The role was changed.");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'role-changed'").await, 1);
    admin.sends(&format!("{url}/role"), &[("role", "king")]).await.must_be(422).must_say("Choose one of the roles.");
    admin.sends(&format!("{url}/role"), &[("role", "candidate")]).await.must_be(303);
    caio.opens("/admin").await.must_be(403);
}

#[tokio::test]
async fn the_last_admin_stays_one() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "admin").await;
    let url = simulado.page_of(&ana, "ana").await;
    let page = ana.sends(&format!("{url}/role"), &[("role", "author")]).await;
    page.must_be(422).must_say("This is the only admin. Make somebody else an admin first.");
    ana.opens(&url).await.must_say("This is your own account.");
    ana.sends(&format!("{url}/suspension"), &[("reason", "why")]).await.must_be(422);
    let bia = simulado.with_role("bia", "admin").await;
    let of_bia = simulado.page_of(&ana, "bia").await;
    let (role_of_bia, role_of_ana) = (format!("{of_bia}/role"), format!("{url}/role"));
    let lower = [("role", "candidate")];
    let (one, two) = tokio::join!(ana.sends(&role_of_bia, &lower), bia.sends(&role_of_ana, &lower));
    assert_eq!([one.status, two.status].iter().filter(|status| **status == 303).count(), 1);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate WHERE role = 'admin'").await, 1);
}

#[tokio::test]
async fn a_suspended_account_is_closed_at_once_and_told_why_after_the_right_password_only() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let caio = simulado.member("caio").await;
    let exam = caio.begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    let url = simulado.page_of(&admin, "caio").await;
    let empty = admin.sends(&format!("{url}/suspension"), &[("reason", " ")]).await;
    empty.must_be(422).must_say("Say why, in a few words.");
    let reason = "Shared the account & <b>more</b>.";
    admin.sends(&format!("{url}/suspension"), &[("reason", reason)]).await.must_be(303);
    let page = admin.opens(&format!("{url}?done=suspended")).await;
    page.must_say("The account is suspended. Its sessions were ended.");
    page.must_say(reason);
    exam.question(1).await.must_be(401);
    exam.saves(1, 1, &[("choice", "A")]).await.must_be(401);
    let phone = simulado.guest();
    let wrong = phone.signs_in("caio", "not the password").await;
    wrong.must_be(422).must_not_say("suspended");
    let told = phone.signs_in("caio", PASSWORD).await;
    told.must_be(403).must_say("This account is suspended. Its attempts are kept.");
    told.must_say(&format!("The reason: {reason}"));
    assert!(!phone.cookies().contains_key("session"));
    phone.speaking("pt-BR").signs_in("caio", PASSWORD).await.must_be(403).must_say("Esta conta está suspensa");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM attempt").await, 1);
    admin.opens("/admin/people?show=suspended").await.must_say("caio suspended");
    admin.sends(&format!("{url}/suspension/deletion"), &[]).await.must_be(303);
    admin.sends(&format!("{url}/suspension/deletion"), &[]).await.must_be(303);
    phone.signs_in("caio", PASSWORD).await.must_be(303);
    phone.opens(&exam.url("/items/1")).await.must_be(200);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'suspension-lifted'").await, 1);
}

#[tokio::test]
async fn extra_time_reaches_a_running_exam_at_once() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let caio = simulado.member("caio").await;
    let exam = caio.begins_mock_exam().await;
    let untimed = caio.practises(&[("count", "2"), ("clock", "off")]).await;
    let url = format!("{}/extra-time", simulado.page_of(&admin, "caio").await);
    for wrong in ["", "-1", "901", "1.5", "a lot"] {
        let page = admin.sends(&url, &[("percent", wrong)]).await;
        page.must_be(422).must_say("A whole number from 0 to 900.");
        assert_eq!(page.find("name=\"percent\" value=\"([^\"]*)\"").as_deref(), Some(wrong));
    }
    simulado.wait_seconds(3600);
    let done = admin.sends(&url, &[("percent", "50")]).await.leads_to();
    let told = admin.opens(&done).await;
    told.must_say("The attempt under way ends at another time now.");
    told.must_say("under way, until 24 Nov 2026, 14:15");
    let clock = caio.script().opens(&exam.url("/clock")).await.json();
    assert_eq!((clock["seconds_left"].as_i64(), clock["total"].as_i64()), (Some(75 * 60), Some(135 * 60)));
    let saved = exam.saves(1, 0, &[("flagged", "yes")]).await.json();
    assert_eq!((saved["seconds_left"].as_i64(), saved["total"].as_i64()), (Some(75 * 60), Some(135 * 60)));
    assert!(exam.question(1).await.text().contains("data-total=\"8100\""));
    let free = caio.script().opens(&untimed.url("/clock")).await.json();
    assert!(free["total"].is_null() && free["seconds_left"].is_null());
    // Past the plain end, and still at it.
    simulado.wait_seconds(45 * 60);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 0);
    exam.saves(1, 1, &[]).await.must_be(200);
    // Taken back: it ends now, with everything that was answered, and not before the last answer.
    admin.sends(&url, &[("percent", "0")]).await.must_be(303);
    assert_eq!(exam.seconds_left().await, 0);
    simulado.wait_seconds(6);
    exam.opens("/result").await.must_say("1 h 45 min");
    // The next one is begun with what holds then.
    admin.sends(&url, &[("percent", "25")]).await.must_be(303);
    let next = caio.begins_mock_exam().await;
    assert_eq!(next.seconds_left().await, 90 * 75);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'extra-time-changed'").await, 3);
}

#[tokio::test]
async fn less_extra_time_never_ends_an_exam_before_its_plain_end() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let caio = simulado.member("caio").await;
    let url = format!("{}/extra-time", simulado.page_of(&admin, "caio").await);
    admin.sends(&url, &[("percent", "900")]).await.must_be(303);
    let exam = caio.begins_mock_exam().await;
    assert_eq!(exam.seconds_left().await, 900 * 60);
    simulado.wait_seconds(600);
    admin.sends(&url, &[("percent", "0")]).await.must_be(303);
    assert_eq!(exam.seconds_left().await, 80 * 60);
}
