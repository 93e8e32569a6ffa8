//! Two tabs on the same question do not overwrite each other, and a request that is repeated changes nothing more.

use crate::support::Simulado;

#[tokio::test]
async fn a_save_on_an_old_revision_is_refused_and_what_is_stored_stays() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    exam.saves(number, 0, &[("choice", "B")]).await.must_be(200);
    let refused = exam.saves(number, 0, &[("choice", "C")]).await;
    assert_eq!(refused.must_be(409).json()["revision"], 1);
    assert!(refused.json()["message"].as_str().expect("words").contains("another tab"));
    assert_eq!(exam.question(number).await.find_all("name=\"choice\" value=\"([A-Z])\"[^>]* checked"), ["B"]);
    // Having seen it, one may still change one's mind.
    exam.saves(number, 1, &[("choice", "C")]).await.must_be(200);
}

#[tokio::test]
async fn without_scripts_the_page_shows_both_versions() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let number = simulado.first_of(&exam, "fill-in").await;
    let other_tab = exam.question(number).await;
    exam.fills_in(number, &[("text", "resize --one-tab"), ("note", "first note")], "stay").await.must_be(303);
    let (action, hidden) = other_tab.form("/attempts/[^\"]*/response");
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([("text", "resize --other-tab"), ("note", "second note"), ("go", "next")]);
    let page = ana.sends(&action, &fields).await;
    page.must_be(409).must_say("Changed in another tab");
    for words in ["resize --one-tab", "first note", "resize --other-tab", "second note"] {
        page.must_say(words);
    }
    assert_eq!(page.link("Open the question"), exam.url(&format!("/items/{number}")));
    let portuguese = ana.speaking("pt-BR").sends(&action, &fields).await;
    portuguese.must_be(409).must_not_say("Changed in another tab");
}

#[tokio::test]
async fn a_repeated_save_is_taken_silently() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    for _ in 0..3 {
        let saved = exam.saves(number, 0, &[("choice", "B"), ("flagged", "yes")]).await;
        assert_eq!(saved.must_be(200).json()["revision"], 1, "the first reply was lost, and nothing more changed");
    }
    exam.saves(number, 1, &[("choice", "C")]).await.must_be(200);
    let same = exam.saves(number, 0, &[("choice", "C")]).await;
    assert_eq!(same.must_be(200).json()["revision"], 2, "the same content on an older revision is no conflict");
    let unchanged = exam.saves(number, 2, &[("choice", "C")]).await;
    assert_eq!(unchanged.must_be(200).json()["revision"], 2, "a save that changes nothing is no change");
}

#[tokio::test]
async fn a_revision_that_never_was_is_no_way_to_overwrite() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    exam.saves(number, 0, &[("choice", "B")]).await.must_be(200);
    exam.saves(number, 7, &[("choice", "C")]).await.must_be(409);
    let path = exam.url(&format!("/items/{number}/response"));
    for revision in ["-1", "x", "99999999999", ""] {
        exam.who.sends(&path, &[("revision", revision), ("choice", "C")]).await.must_be(422);
    }
    let saved = exam.saves(number, 1, &[("choice", "B")]).await;
    assert_eq!(saved.must_be(200).json()["revision"], 1, "nothing was changed by any of it");
}

#[tokio::test]
async fn a_refused_save_does_not_move_anything_else() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    exam.saves(1, 0, &[("flagged", "yes")]).await.must_be(200);
    let before = simulado.sitting(&exam).await.attempt;
    simulado.wait_seconds(60);
    let stale = [("revision", "0"), ("content", "pt-BR"), ("note", "stale")];
    exam.who.script().sends(&exam.url("/items/1/response"), &stale).await.must_be(409);
    let after = simulado.sitting(&exam).await.attempt;
    assert_eq!(after.content, before.content, "a save that was refused does not switch the language");
    assert_eq!(after.last_event_at, before.last_event_at, "nor does it take the time that was spent");
}
