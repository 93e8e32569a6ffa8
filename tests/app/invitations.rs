//! Invitations: a link that works once, for whom it may be, and that nothing gives away.

use crate::candidate::{Candidate, PASSWORD};
use crate::page::Page;
use crate::support::Simulado;

/// Fills in the form for a new invitation.
async fn form(admin: &Candidate, fields: &[(&str, &str)]) -> Page {
    let (action, hidden) = admin.opens("/admin/invitations").await.form("/admin/invitations");
    let mut sent: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.extend(fields);
    admin.sends(&action, &sent).await
}

/// The link on a page that shows one.
fn link(page: &Page) -> String {
    page.find("<code class=\"secret\">([^<]*)</code>").expect("a link")
}

async fn invited(admin: &Candidate, role: &str) -> String {
    let page = form(admin, &[("role", role), ("group", ""), ("note", "for Caio"), ("days", "14")]).await;
    link(page.must_be(200))
}

async fn role_of(simulado: &Simulado, name: &str) -> String {
    for role in ["candidate", "author", "admin"] {
        let query = format!("SELECT COUNT(*) FROM candidate WHERE name_key = '{name}' AND role = '{role}'");
        if simulado.count(&query).await == 1 {
            return role.to_owned();
        }
    }
    panic!("nobody is called {name}")
}

#[tokio::test]
async fn an_invitation_makes_an_account_with_its_role_once() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let link = invited(&admin, "author").await;
    let token = link.rsplit('/').next().expect("a token").to_owned();
    let list = admin.opens("/admin/invitations").await;
    list.must_say("for Caio open until 8 Dec 2026, 12:00");
    assert!(!list.text().contains(&token), "it is shown this once");
    let caio = simulado.guest();
    let page = caio.opens(&link).await;
    page.must_be(200).must_say("You can write questions here, and sit exams.");
    assert_eq!(page.find("name=\"return_to\" value=\"([^\"]*)\"").as_deref(), Some("/"), "no page carries it along");
    page.must_not_say("for Caio");
    let wrong = caio.sends(&link, &[("name", "caio"), ("password", "short")]).await;
    wrong.must_be(422).must_say("At least 10 characters, please.");
    caio.sends(&link, &[("name", "ANA"), ("password", PASSWORD)]).await.must_be(422).must_say("Someone has that name");
    assert_eq!(
        caio.sends(&link, &[("name", "caio"), ("password", PASSWORD)]).await.leads_to(),
        "/account?done=invited"
    );
    caio.opens("/account?done=invited").await.must_say("The invitation is accepted.");
    assert_eq!(role_of(&simulado, "caio").await, "author");
    caio.opens("/admin").await.must_be(200);
    caio.opens(&link).await.must_be(200).must_say("You have accepted this invitation.");
    let dora = simulado.guest();
    dora.opens(&link).await.must_be(410).must_say("Somebody has used it already.");
    dora.sends(&link, &[("name", "dora"), ("password", PASSWORD)]).await.must_be(410);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 2, "nobody is left behind");
    admin.opens("/admin/invitations").await.must_say("used by caio");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act LIKE 'invitation-%'").await, 2);
    for end in ["", "-wal"] {
        let file = format!("{}{end}", simulado.database().display());
        let bytes = std::fs::read(file).expect("the database");
        assert!(!bytes.windows(token.len()).any(|part| part == token.as_bytes()), "only its hash is kept");
    }
}

#[tokio::test]
async fn somebody_with_an_account_accepts_and_is_never_lowered() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let caio = simulado.with_role("caio", "author").await;
    let link = invited(&admin, "candidate").await;
    let page = caio.opens(&link).await;
    page.must_say("You are signed in as caio");
    let (action, _) = page.form("/invitations/[^\"]*/acceptance");
    for _ in 0..2 {
        assert_eq!(caio.sends(&action, &[]).await.leads_to(), "/account?done=invited");
    }
    assert_eq!(role_of(&simulado, "caio").await, "author");
    simulado.member("dora").await.sends(&action, &[]).await.must_be(410);
    simulado.guest().sends(&action, &[]).await.must_be(401);
    let guest = simulado.guest();
    guest.begins_mock_exam().await;
    let other = invited(&admin, "admin").await;
    guest.sends(&format!("{other}/acceptance"), &[]).await.must_be(401);
    // Signed out: signing in on the page of the link comes back to it.
    let phone = simulado.guest();
    let (action, hidden) = phone.opens(&other).await.form("/session");
    assert_eq!(hidden, [("return_to".to_owned(), other.clone())]);
    let back = [("name", "caio"), ("password", PASSWORD), ("return_to", &other)];
    assert_eq!(phone.sends(&action, &back).await.leads_to(), other);
    phone.sends(&format!("{other}/acceptance"), &[]).await.must_be(303);
    phone.opens("/admin/people").await.must_be(200);
}

#[tokio::test]
async fn a_guest_who_is_invited_keeps_what_was_done() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let link = invited(&admin, "author").await;
    let guest = simulado.guest();
    let exam = guest.begins_mock_exam().await;
    guest.opens(&link).await.must_say("You keep what you did here as a guest.");
    guest.sends(&link, &[("name", "caio"), ("password", PASSWORD)]).await.must_be(303);
    exam.question(1).await.must_be(200);
}

#[tokio::test]
async fn an_invitation_leads_into_its_group() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let id = "00000000-0000-0000-0000-000000000007";
    admin.sends("/admin/groups", &[("id", id), ("name", "Turma A")]).await.must_be(303);
    let prefilled = admin.opens(&format!("/admin/invitations?group={id}")).await;
    assert!(prefilled.text().contains(&format!("value=\"{id}\" selected")));
    let page = form(&admin, &[("role", "candidate"), ("group", id), ("note", ""), ("days", "1")]).await;
    let link = link(&page);
    let caio = simulado.guest();
    caio.opens(&link).await.must_say("You join the group Turma A.");
    caio.sends(&link, &[("name", "caio"), ("password", PASSWORD)]).await.must_be(303);
    admin.opens(&format!("/admin/groups/{id}")).await.must_say("One member");
    let data = caio.opens("/account/data").await.json();
    assert_eq!(data["groups"][0]["name"], "Turma A");
    // The group goes; an invitation to it still makes an account.
    let page = form(&admin, &[("role", "candidate"), ("group", id), ("note", ""), ("days", "1")]).await;
    let link = self::link(&page);
    admin.sends(&format!("/admin/groups/{id}/deletion"), &[("confirm", "yes")]).await.must_be(303);
    simulado.guest().sends(&link, &[("name", "dora"), ("password", PASSWORD)]).await.must_be(303);
    let gone = form(&admin, &[("role", "candidate"), ("group", id), ("note", ""), ("days", "1")]).await;
    gone.must_be(422).must_say("That group is gone. Choose again.");
}

#[tokio::test]
async fn an_invitation_ends_with_its_time_or_when_it_is_withdrawn() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let late = invited(&admin, "candidate").await;
    simulado.wait_seconds(14 * 24 * 3600);
    let caio = simulado.guest();
    caio.opens(&late).await.must_be(410).must_say("Its time has run out.");
    let withdrawn = invited(&admin, "candidate").await;
    let (withdraw, _) = admin.opens("/admin/invitations").await.form("/admin/invitations/[^\"]*/deletion");
    for _ in 0..2 {
        let done = admin.sends(&withdraw, &[]).await.leads_to();
        admin.opens(&done).await.must_say("The invitation was withdrawn.");
    }
    caio.opens(&withdrawn).await.must_be(410).must_say("It was withdrawn.");
    caio.sends(&withdrawn, &[("name", "caio"), ("password", PASSWORD)]).await.must_be(410);
    caio.opens("/invitations/nonsense").await.must_be(404);
    caio.opens(&format!("/invitations/{}", "A".repeat(43))).await.must_be(404);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'invitation-withdrawn'").await, 1);
}

#[tokio::test]
async fn the_same_form_twice_is_one_invitation_and_an_old_form_filled_in_anew_is_another() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let (action, hidden) = admin.opens("/admin/invitations").await.form("/admin/invitations");
    let fields = |role| [("token", hidden[0].1.as_str()), ("role", role), ("note", "x"), ("days", "14")];
    let first = link(&admin.sends(&action, &fields("author")).await);
    assert_eq!(link(&admin.sends(&action, &fields("author")).await), first, "a lost reply costs nothing");
    let other = link(&admin.sends(&action, &fields("admin")).await);
    assert_ne!(other, first);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM invitation").await, 2);
    let long = form(&admin, &[("role", "author"), ("note", &"x".repeat(121)), ("days", "14")]).await;
    long.must_be(422).must_say("At most 120 characters, please.");
    for days in ["0", "366", "", "soon"] {
        let page = form(&admin, &[("role", "admin"), ("note", "kept"), ("days", days)]).await;
        page.must_be(422).must_say("A whole number from 1 to 365.");
        assert!(page.text().contains("value=\"kept\"") && page.text().contains("value=\"admin\" checked"));
    }
    admin.sends("/admin/invitations", &[("token", "guessable"), ("days", "14")]).await.must_be(422);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM invitation").await, 2);
}

#[tokio::test]
async fn a_long_list_has_pages_that_stay_small() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    for n in 0..120 {
        let name = format!("{n:03}{}", "x".repeat(57));
        let group = format!("INSERT INTO people_group VALUES (randomblob(16), '{name}', '{name}', 0)");
        simulado.sql(&group).await;
        let invitation = format!(
            "INSERT INTO invitation SELECT randomblob(16), randomblob(32), 'candidate', g.id, '{}', c.id, 0,
             4000000000000, NULL, NULL, NULL FROM people_group g, candidate c WHERE g.name = '{name}'",
            "n".repeat(120)
        );
        simulado.sql(&invitation).await;
    }
    let (mut path, mut seen) = ("/admin/invitations".to_owned(), 0);
    loop {
        let page = admin.speaking("pt-BR").opens(&path).await;
        seen += page.find_all("<th scope=\"row\">(.)").len();
        let Some(next) = page.find("rel=\"next\" href=\"([^\"]*)\"") else { break };
        path = next.replace("&#38;", "&");
    }
    assert_eq!(seen, 120);
}

#[tokio::test]
async fn two_who_use_an_invitation_at_once_are_one_account() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let link = invited(&admin, "author").await;
    let (caio, dora) = (simulado.guest(), simulado.guest());
    let (one, two) = ([("name", "caio"), ("password", PASSWORD)], [("name", "dora"), ("password", PASSWORD)]);
    let (one, two) = tokio::join!(caio.sends(&link, &one), dora.sends(&link, &two));
    assert_eq!([one.status, two.status].iter().filter(|status| **status == 303).count(), 1);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 2);
}
