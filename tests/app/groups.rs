//! Groups: people who are looked after together, and how they are getting on.

use crate::candidate::Candidate;
use crate::support::Simulado;

/// A new group; its address.
async fn made(admin: &Candidate, name: &str) -> String {
    let (action, hidden) = admin.opens("/admin/groups").await.form("/admin/groups");
    let sent = admin.sends(&action, &[("id", &hidden[0].1), ("name", name)]).await.leads_to();
    sent.trim_end_matches("?done=made").to_owned()
}

#[tokio::test]
async fn a_group_is_made_once_renamed_and_deleted_and_its_people_stay() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    simulado.member("caio").await;
    let (action, hidden) = admin.opens("/admin/groups").await.form("/admin/groups");
    let form = [("id", hidden[0].1.as_str()), ("name", " Turma A ")];
    let url = admin.sends(&action, &form).await.leads_to();
    assert_eq!(admin.sends(&action, &form).await.leads_to(), url, "the same form twice");
    let url = url.trim_end_matches("?done=made");
    let other = [("id", "00000000-0000-0000-0000-000000000009"), ("name", "turma a")];
    let taken = admin.sends("/admin/groups", &other).await;
    taken.must_be(422).must_say("Another group has that name already.");
    assert_eq!(taken.find("id=\"name\" name=\"name\" value=\"([^\"]*)\"").as_deref(), Some("turma a"));
    admin.sends("/admin/groups", &[other[0], ("name", "")]).await.must_be(422).must_say("Type a name.");
    admin.sends("/admin/groups", &[other[0], ("name", &"x".repeat(61))]).await.must_be(422).must_say("At most 60");
    admin.sends(&format!("{url}/members"), &[("names", "caio")]).await.must_be(303);
    admin.sends(&format!("{url}/name"), &[("name", "")]).await.must_be(422);
    admin.sends(&format!("{url}/name"), &[("name", "Turma B")]).await.must_be(303);
    admin.opens("/admin/groups").await.must_say("Turma B 1");
    admin.sends(&format!("{url}/deletion"), &[]).await.must_be(422).must_say("Tick the box if you are sure.");
    let gone = admin.sends(&format!("{url}/deletion"), &[("confirm", "yes")]).await.leads_to();
    admin.opens(&gone).await.must_say("The group was deleted.");
    admin.opens(url).await.must_be(404);
    admin.opens("/admin/people?q=caio").await.must_say("One person");
    let acts = "SELECT COUNT(*) FROM audit WHERE act LIKE 'group-%' OR act LIKE 'member%'";
    assert_eq!(simulado.count(acts).await, 4, "made, added, renamed, deleted: each once");
}

#[tokio::test]
async fn members_are_added_by_their_names_all_or_nobody() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    for name in ["caio", "dora", "eva"] {
        simulado.member(name).await;
    }
    let url = made(&admin, "Turma").await;
    let members = format!("{url}/members");
    let typed = "caio, nobody; DORA\nnot.here";
    let page = admin.sends(&members, &[("names", typed)]).await;
    page.must_be(422).must_say("Nobody is called nobody, not.here. No one was added.");
    assert!(page.text().contains("caio, nobody; DORA\nnot.here</textarea>"));
    admin.sends(&members, &[("names", " ,; ")]).await.must_be(422).must_say("Type at least one name.");
    admin.opens(&url).await.must_say("Nobody is in this group yet.");
    let added = admin.sends(&members, &[("names", "caio, DORA\n\neva caio")]).await.leads_to();
    admin.opens(&added).await.must_say("3 people were added.");
    let again = admin.sends(&members, &[("names", "eva")]).await.leads_to();
    let page = admin.opens(&again).await;
    page.must_say("They were in the group already.");
    let (remove, _) = page.form("/admin/groups/[^\"]*/members/[^\"]*/deletion");
    let removed = admin.sends(&remove, &[]).await.leads_to();
    admin.sends(&remove, &[]).await.must_be(303);
    let page = admin.opens(&removed).await;
    page.must_say("2 members");
    page.must_not_say("caio");
    let dora = admin.opens(&simulado.page_of(&admin, "dora").await).await;
    assert_eq!(dora.link("Turma"), url);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act LIKE 'member%'").await, 2);
}

#[tokio::test]
async fn a_group_shows_how_its_members_are_getting_on() {
    let simulado = Simulado::tiny().await;
    let admin = simulado.with_role("ana", "admin").await;
    let caio = simulado.member("caio").await;
    simulado.member("dora").await;
    let first = caio.begins_mock_exam().await;
    for number in 1..=4 {
        first.answers_right(&simulado, number).await;
    }
    first.hands_in().await;
    simulado.wait_seconds(60);
    let second = caio.begins_mock_exam().await;
    second.answers_wrong(&simulado, 1).await;
    second.hands_in().await;
    let url = made(&admin, "A").await;
    admin.sends(&format!("{url}/members"), &[("names", "caio dora")]).await.must_be(303);
    let page = admin.opens(&url).await;
    page.must_say("caio 800 passed 200 not passed 2 0");
    page.must_say("dora none yet none yet 0 0 – –");
    page.must_say("Best estimate");
    let file = admin.opens(&page.link("Download for a spreadsheet")).await;
    assert_eq!(file.must_be(200).header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"results-tiny.csv\"");
    let text = file.text();
    let mut lines = text.split("\r\n");
    assert_eq!(
        lines.next(),
        Some(
            "\u{feff}Name,Mock exams,Practices,Best estimate,Last estimate,Last exam ended,Passed,1 right,1 answered,\
             2 right,2 answered"
        )
    );
    let of_caio = lines.next().expect("a member");
    assert!(of_caio.starts_with("caio,2,0,800,200,2026-11-24 12:01,yes,"), "{of_caio}");
    let answered: Vec<u32> = of_caio.split(',').skip(7).map(|cell| cell.parse().expect("a number")).collect();
    assert_eq!(answered[1] + answered[3], 5, "each question by its last answer");
    assert_eq!(lines.next(), Some("dora,0,0,,,,no,0,0,0,0"));
    let file = admin.speaking("pt-BR").opens(&format!("{url}/results.csv?exam=tiny")).await;
    assert!(file.text().starts_with("\u{feff}Nome;Simulados;"));
    admin.opens(&format!("{url}?exam=nothing")).await.must_be(404);
}

#[tokio::test]
async fn a_large_group_has_pages_that_stay_small() {
    let simulado = Simulado::start().await;
    let admin = simulado.with_role("ana", "admin").await;
    let url = made(&admin, "A").await;
    for n in 0..90 {
        let name = format!("person-{n:02}.with.a.name.as.long.as.it.gets");
        let row = format!(
            "INSERT INTO candidate (id, name, name_key, password_hash, language, created_at)
             VALUES (randomblob(16), '{name}', '{name}', 'hash', 'en', 0)"
        );
        simulado.sql(&row).await;
    }
    simulado.sql("INSERT INTO membership SELECT c.id, g.id, 0 FROM candidate c, people_group g").await;
    let (mut path, mut seen) = (url, 0);
    loop {
        let page = admin.speaking("pt-BR").opens(&path).await;
        seen += page.find_all("<th scope=\"row\">(.)").len();
        let Some(next) = page.find("rel=\"next\" href=\"([^\"]*)\"") else { break };
        path = next.replace("&#38;", "&");
    }
    assert_eq!(seen, 91, "all of them, and the admin");
}
