//! People: guests that become accounts, names and passwords, one's data, and an account that really goes.

use std::collections::BTreeSet;

use crate::candidate::PASSWORD;
use crate::support::Simulado;

#[tokio::test]
async fn a_guest_becomes_an_account_and_keeps_everything() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let done = ana.begins_mock_exam().await;
    done.hands_in().await;
    let open = ana.begins_mock_exam().await;
    open.answers_right(&simulado, 1).await;
    let before = ana.cookies()["session"].clone();
    ana.opens("/account").await.must_say("You are a guest");
    let registered = ana.sends("/account/registration", &[("name", "ana"), ("password", PASSWORD)]).await;
    assert_eq!(registered.leads_to(), "/account?done=registered");
    ana.opens("/account?done=registered").await.must_say("Your account is ready.");
    assert_ne!(ana.cookies()["session"], before, "a new token for a new role");
    let thief = simulado.guest();
    thief.keeps([("session".to_owned(), before)].into());
    open.question(1).await.must_be(200);
    thief.opens(&open.url("/items/1")).await.must_be(401);
    // On another device.
    let phone = simulado.guest();
    assert_eq!(phone.signs_in("ana", PASSWORD).await.leads_to(), "/");
    phone.opens(&open.url("/items/1")).await.must_be(200);
    phone.opens(&done.url("/result")).await.must_be(200);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 1);
}

#[tokio::test]
async fn a_guest_who_signs_in_keeps_what_was_done_meanwhile() {
    let simulado = Simulado::tiny().await;
    simulado.member("ana").await;
    let guest = simulado.guest();
    let exam = guest.begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    guest.signs_in("ana", PASSWORD).await.must_be(303);
    exam.question(1).await.must_be(200);
    guest.opens("/").await.must_say("Mock exam in progress");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 1, "the guest is gone");
}

#[tokio::test]
async fn a_guest_who_signs_in_to_an_account_with_an_open_exam_goes_on_with_that_one() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let open = ana.begins_mock_exam().await;
    let guest = simulado.guest();
    let other = guest.begins_mock_exam().await;
    guest.signs_in("ana", PASSWORD).await.must_be(303);
    assert_eq!(guest.begins_mock_exam().await.id, open.id);
    guest.opens(&other.url("/items/1")).await.must_be(404);
}

#[tokio::test]
async fn sign_up_says_beside_the_field_what_is_wrong_and_keeps_the_name() {
    let simulado = Simulado::tiny().await;
    simulado.member("ana").await;
    let bruno = simulado.guest();
    for (name, password, words) in [
        ("ana", PASSWORD, "Someone has that name already."),
        ("  ANA ", PASSWORD, "Someone has that name already."),
        ("", PASSWORD, "Type a name."),
        ("ab", PASSWORD, "A name has 3 to 40 characters."),
        ("two words", PASSWORD, "Use letters, digits, dots, hyphens and underscores."),
        ("bruno", "", "Type a password."),
        ("bruno", "short", "At least 10 characters, please."),
        ("bruno", "password1234", "on every list of stolen ones"),
        ("bruno", "bruno-1234567", "on every list of stolen ones"),
    ] {
        for path in ["/accounts", "/account/registration"] {
            if path == "/account/registration" && !bruno.cookies().contains_key("session") {
                bruno.sends(path, &[("name", name), ("password", password)]).await.must_be(401);
                continue;
            }
            let page = bruno.sends(path, &[("name", name), ("password", password)]).await;
            page.must_be(422).must_say(words);
            let kept = page.find("name=\"name\" value=\"([^\"]*)\"").expect("a field");
            assert_eq!(kept, name);
            assert!(password.is_empty() || !page.text().contains(password), "a password never comes back");
        }
    }
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 1, "a refusal leaves nobody behind");
    bruno.begins_mock_exam().await;
    let page = bruno.sends("/account/registration", &[("name", "ana"), ("password", PASSWORD)]).await;
    page.must_be(422).must_say("Someone has that name already.");
    page.must_say("You are a guest");
    bruno.speaking("pt-BR").signs_up("ana").await.must_be(422).must_not_say("Someone has that name");
}

#[tokio::test]
async fn a_password_that_is_too_long_is_told_the_true_limit() {
    let simulado = Simulado::tiny().await;
    let limit = simulado::auth::password::MAX_LENGTH;
    let long = "palavra ".repeat(limit / 8 + 1);
    for language in ["en", "pt-BR"] {
        let page =
            simulado.guest().speaking(language).sends("/accounts", &[("name", "ana"), ("password", &long)]).await;
        page.must_be(422).must_say(&limit.to_string());
    }
    let just = &long[..limit];
    simulado.guest().sends("/accounts", &[("name", "ana"), ("password", just)]).await.must_be(303);
    simulado.guest().signs_in("ana", just).await.must_be(303);
}

#[tokio::test]
async fn the_same_name_twice_at_once_is_one_account() {
    let simulado = Simulado::tiny().await;
    let (one, two) = (simulado.guest(), simulado.guest());
    let (one, two) = tokio::join!(one.signs_up("ana"), two.signs_up("Ana"));
    assert_eq!(BTreeSet::from([one.status, two.status]), BTreeSet::from([303, 422]));
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate WHERE name_key = 'ana'").await, 1);
}

#[tokio::test]
async fn somebody_signed_in_who_signs_up_has_a_second_account_and_the_first_stays() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let exam = ana.begins_mock_exam().await;
    ana.signs_up("ana.two").await.must_be(303);
    exam.question(1).await.must_be(404);
    ana.signs_in("ana", PASSWORD).await.must_be(303);
    exam.question(1).await.must_be(200);
}

#[tokio::test]
async fn a_name_can_be_changed_to_one_that_is_free() {
    let simulado = Simulado::tiny().await;
    let (ana, bruno) = (simulado.member("ana").await, simulado.member("bruno").await);
    ana.sends("/account/name", &[("name", "Bruno")]).await.must_be(422).must_say("Someone has that name already.");
    ana.sends("/account/name", &[("name", "x")]).await.must_be(422).must_say("A name has 3 to 40 characters.");
    assert_eq!(ana.sends("/account/name", &[("name", "Ana.Maria")]).await.leads_to(), "/account?done=name");
    ana.sends("/account/name", &[("name", "ANA.maria")]).await.must_be(303);
    simulado.guest().signs_in("ana", PASSWORD).await.must_be(422);
    simulado.guest().signs_in("ana.maria", PASSWORD).await.must_be(303);
    bruno.sends("/account/name", &[("name", "ana")]).await.must_be(303);
    let guest = simulado.guest();
    guest.begins_mock_exam().await;
    let page = guest.sends("/account/name", &[("name", "guest.name")]).await;
    assert_ne!(page.status, 303, "a guest has no name to change");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate WHERE name = 'guest.name'").await, 0);
}

#[tokio::test]
async fn the_time_zone_is_the_browsers_until_one_is_chosen() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    ana.sends("/account/time-zone", &[("time_zone", "Mars/Olympus")])
        .await
        .must_be(422)
        .must_say("That time zone is not known.");
    let page = ana.sends("/account/time-zone", &[("time_zone", "../etc/passwd")]).await;
    page.must_be(422);
    assert_eq!(page.find("name=\"time_zone\" value=\"([^\"]*)\"").as_deref(), Some("../etc/passwd"));
    ana.opens("/account").await.must_say("12:00:00");
    let mut cookies = ana.cookies();
    cookies.insert("zone".to_owned(), "America/Sao_Paulo".to_owned());
    ana.keeps(cookies.clone());
    ana.opens("/account").await.must_say("09:00:00");
    ana.sends("/account/time-zone", &[("time_zone", "Asia/Tokyo")]).await.must_be(303);
    ana.opens("/account").await.must_say("21:00:00");
    cookies.insert("zone".to_owned(), "Mars/Olympus".to_owned());
    ana.keeps(cookies);
    ana.opens("/account").await.must_be(200);
}

#[tokio::test]
async fn language_and_theme_are_kept_with_the_person() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let chosen = [("lang", "pt-BR"), ("theme", "dark"), ("return_to", "/exams/tiny")];
    assert_eq!(ana.sends("/preferences", &chosen).await.leads_to(), "/exams/tiny");
    let page = ana.opens("/exams/tiny").await;
    assert!(page.text().contains("<html lang=\"pt-BR\" data-theme=\"dark\">"));
    page.must_say("Prova Miúda");
    let phone = simulado.guest();
    phone.signs_in("ana", PASSWORD).await.must_be(303);
    assert!(phone.opens("/").await.text().contains("<html lang=\"pt-BR\" data-theme=\"dark\">"));
    phone.sends("/account/language", &[("lang", "en"), ("theme", "light")]).await.must_be(303);
    assert!(phone.opens("/account?done=language").await.text().contains("<html lang=\"en\" data-theme=\"light\">"));
    // A stranger's choice is kept in the browser alone, one at a time.
    let stranger = simulado.guest();
    stranger.sends("/preferences", &[("theme", "dark"), ("return_to", "/")]).await.must_be(303);
    stranger.sends("/preferences", &[("lang", "pt-BR"), ("return_to", "/")]).await.must_be(303);
    assert!(stranger.opens("/").await.text().contains("<html lang=\"pt-BR\" data-theme=\"dark\">"));
    let brazilian = simulado.guest().speaking("pt;q=0.9, fr");
    assert!(brazilian.opens("/").await.text().contains("<html lang=\"pt-BR\""));
}

#[tokio::test]
async fn all_of_ones_data_can_be_taken_along_and_no_secret_is_in_it() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let done = ana.begins_mock_exam().await;
    done.answers_right(&simulado, 1).await;
    done.hands_in().await;
    ana.sends(&done.url("/items/1/reports"), &[("message", "typo in A")]).await.must_be(303);
    simulado.wait_seconds(60);
    let open = ana.begins_mock_exam().await;
    open.answers_right(&simulado, 2).await;
    open.fills_in(3, &[("note", "my own note"), ("flagged", "yes")], "stay").await.must_be(303);
    let page = ana.opens("/account/data").await;
    assert_eq!(page.header("content-type"), "application/json");
    assert!(page.header("content-disposition").starts_with("attachment"));
    let data = page.json();
    assert_eq!(data["account"]["name"], "ana");
    assert_eq!(data["attempts"].as_array().map(Vec::len), Some(2));
    let of = |exam: &crate::candidate::Attempt| {
        let attempts = data["attempts"].as_array().expect("attempts").clone();
        attempts.into_iter().find(|attempt| attempt["id"] == exam.id.as_str()).expect("the attempt")
    };
    assert_eq!(of(&done)["items"][0]["verdict"], "right");
    assert_eq!(of(&done)["right"], 1);
    assert_eq!(of(&open)["items"][2]["note"], "my own note");
    assert!(of(&open)["items"].as_array().expect("items").iter().all(|item| item["verdict"].is_null()));
    assert_eq!(data["reports"][0]["message"], "typo in A");
    let text = page.text();
    let token = ana.cookies()["session"].clone();
    for secret in ["argon2", "token", "password", token.as_str()] {
        assert!(!text.contains(secret), "{secret} is in it");
    }
    simulado.guest().opens("/account/data").await.must_be(401);
}

#[tokio::test]
async fn a_deleted_account_is_gone_from_every_table() {
    let simulado = Simulado::tiny().await;
    let (ana, bruno) = (simulado.member("ana").await, simulado.member("bruno").await);
    for person in [&ana, &bruno] {
        let exam = person.begins_mock_exam().await;
        exam.answers_right(&simulado, 1).await;
        exam.hands_in().await;
        person.sends(&exam.url("/items/1/reports"), &[("message", "typo")]).await.must_be(303);
        person.begins_mock_exam().await;
    }
    let tables = ["candidate", "session", "attempt", "item", "report", "editing", "import", "membership", "regraded"];
    simulado.sql("INSERT INTO editing SELECT id, 'tiny', 'q', NULL, '1.1', '{}', 0 FROM candidate").await;
    simulado.sql("INSERT INTO import SELECT id, id, 'tiny', 'a.gift', X'00', '{}', 0, NULL, NULL FROM candidate").await;
    simulado.sql("INSERT INTO audit SELECT id, 0, id, name, 'x', 'y', '{}', '{}' FROM candidate").await;
    simulado.sql("INSERT INTO people_group VALUES (X'00000000000000000000000000000002', 'A', 'a', 0)").await;
    simulado.sql("INSERT INTO membership SELECT id, X'00000000000000000000000000000002', 0 FROM candidate").await;
    simulado
        .sql(
            "INSERT INTO invitation SELECT id, id, 'author', NULL, 'for ' || name, id, 0, 9, id, 5, NULL FROM candidate",
        )
        .await;
    // What admins did to these accounts.
    simulado
        .sql(
            "INSERT INTO audit SELECT randomblob(16), 0, NULL, 'zoe', 'person-suspended', 'person/' || lower(
                 substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4) || '-' ||
                 substr(hex(id), 17, 4) || '-' || substr(hex(id), 21)), '{}', '{\"reason\":\"of ' || name || '\"}'
             FROM candidate",
        )
        .await;
    simulado
        .sql(
            "INSERT INTO regrade (id, exam, question, number, decision, from_number, through_number, reason, decided_by, decided_at)
             SELECT x'01', 'tiny', 'q', 1, 'credit', 1, 1, 'why', id, 0 FROM candidate WHERE name = 'ana'",
        )
        .await;
    simulado
        .sql(
            "INSERT INTO regraded SELECT id, x'01', 1, 'wrong', 'right', 0, 1, 4, 4, 200, 300, 0, 0, NULL FROM attempt",
        )
        .await;
    let mut before = Vec::new();
    for table in tables {
        before.push(simulado.count(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    ana.sends("/account/deletion", &[("password", "not the one at all")])
        .await
        .must_be(422)
        .must_say("That is not your password.");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 2);
    let gone = ana.sends("/account/deletion", &[("password", PASSWORD)]).await;
    assert_eq!(gone.leads_to(), "/");
    assert!(!ana.cookies().contains_key("session"));
    for (table, before) in tables.into_iter().zip(before) {
        assert_eq!(simulado.count(&format!("SELECT COUNT(*) FROM {table}")).await * 2, before, "{table}");
    }
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE actor = '' AND actor_id IS NULL").await, 1);
    for (what, left) in [
        ("invitation WHERE note = 'for ana' OR (used_at IS NOT NULL AND used_by IS NULL AND note <> '')", 0),
        ("invitation WHERE used_by IS NULL AND made_by IS NULL", 1),
        ("invitation WHERE note = 'for bruno'", 1),
        ("audit WHERE after LIKE '%of ana%'", 0),
        ("audit WHERE after LIKE '%of bruno%'", 1),
        ("audit WHERE act = 'person-suspended'", 2),
    ] {
        assert_eq!(simulado.count(&format!("SELECT COUNT(*) FROM {what}")).await, left, "{what}");
    }
    assert_eq!(simulado.count("SELECT COUNT(*) FROM regrade WHERE decided_by IS NULL AND reason = 'why'").await, 1);
    let tables_known = simulado
        .count("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'")
        .await;
    assert_eq!(
        // Among them login_try, which has hashes that are forgotten within minutes, and two about files of questions.
        tables_known,
        30,
        "there is a table that this test does not know: add it, or say why it holds nothing personal"
    );
    simulado.guest().signs_in("ana", PASSWORD).await.must_be(422);
    simulado.guest().signs_up("ana").await.must_be(303);
    bruno.opens("/account").await.must_be(200);
}

#[tokio::test]
async fn the_only_admin_names_another_one_before_the_account_goes() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "admin").await;
    let page = ana.sends("/account/deletion", &[("password", PASSWORD)]).await;
    page.must_be(422).must_say("You are the only admin. Make somebody else an admin first.");
    simulado.with_role("bia", "admin").await;
    ana.sends("/account/deletion", &[("password", PASSWORD)]).await.must_be(303);
}

#[tokio::test]
async fn a_guest_deletes_everything_by_saying_so() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    ana.sends("/account/deletion", &[]).await.must_be(422).must_say("Tick the box if you are sure.");
    exam.question(1).await.must_be(200);
    ana.sends("/account/deletion", &[("confirm", "yes")]).await.must_be(303);
    for table in ["candidate", "session", "attempt", "item"] {
        assert_eq!(simulado.count(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
    exam.question(1).await.must_be(401);
}
