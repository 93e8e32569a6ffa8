//! Bad input gets a clear answer, in the reader's language, and nothing is lost or changed.

use std::time::Duration;

use axum::http::Method;
use sqlx::{Connection as _, Executor as _};

use crate::banks::tiny;
use crate::candidate::Attempt;
use crate::support::Simulado;

/// Sends a broken answer as a page and as a script, and checks that nothing was changed by it.
async fn is_refused(simulado: &Simulado, exam: &Attempt, number: u16, body: &[u8], status: u16) {
    let path = exam.url(&format!("/items/{number}/response"));
    let before = simulado.sitting(exam).await.items;
    let page = exam.who.posts(&path, body.to_vec()).await;
    assert_eq!(page.status, status, "{}", page.text());
    assert!(page.header("content-type").starts_with("text/html"));
    let reply = exam.who.script().posts(&path, body.to_vec()).await;
    assert_eq!(reply.status, status);
    assert!(!reply.json()["message"].as_str().expect("words").is_empty());
    assert_eq!(simulado.sitting(exam).await.items, before, "nothing was changed");
}

#[tokio::test]
async fn an_option_that_does_not_exist_is_refused() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    exam.saves(number, 0, &[("choice", "B")]).await.must_be(200);
    for letter in ["E", "Z", "a", "AB", "1", "%C3%A9", "", "-"] {
        is_refused(&simulado, &exam, number, format!("revision=1&choice={letter}").as_bytes(), 422).await;
        is_refused(&simulado, &exam, number, format!("revision=1&choice=A&struck={letter}").as_bytes(), 422).await;
    }
}

#[tokio::test]
async fn two_choices_on_a_single_are_refused() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    is_refused(&simulado, &exam, number, b"revision=0&choice=A&choice=B", 422).await;
    let same = exam.saves(number, 0, &[("choice", "A"), ("choice", "A")]).await;
    same.must_be(200);
}

#[tokio::test]
async fn a_fill_in_of_a_megabyte_is_refused() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "fill-in").await;
    exam.saves(number, 0, &[("text", "kept")]).await.must_be(200);
    let megabyte = [b"revision=1&text=".as_slice(), &vec![b'x'; 1024 * 1024]].concat();
    is_refused(&simulado, &exam, number, &megabyte, 413).await;
    let long = format!("revision=1&text={}", "x".repeat(501));
    is_refused(&simulado, &exam, number, long.as_bytes(), 422).await;
    let note = format!("revision=1&text=kept&note={}", "n".repeat(2001));
    is_refused(&simulado, &exam, number, note.as_bytes(), 422).await;
    let (text, note) = ("x".repeat(500), "ã".repeat(2000));
    exam.saves(number, 1, &[("text", &text), ("note", &note)]).await.must_be(200);
}

#[tokio::test]
async fn what_is_no_text_is_refused() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "fill-in").await;
    for body in [
        b"revision=0&text=%ff%fe".as_slice(),
        b"revision=0&text=\xff\xfe",
        b"revision=0&text=a%00b",
        b"revision=0&note=a\0b",
    ] {
        is_refused(&simulado, &exam, number, body, 422).await;
    }
    let anything = "ação ☕ \u{1F600} <script> ' \" \\ & + % \u{200B}";
    exam.saves(number, 0, &[("text", anything)]).await.must_be(200);
    let shown = exam.question(number).await.find("id=\"answer\" value=\"([^\"]*)\"").expect("the text box");
    assert_eq!(crate::page::plain(&shown), anything, "it is shown exactly as it was typed");
}

#[tokio::test]
async fn a_form_that_is_none_is_refused() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    for body in [b"revision=x".as_slice(), b"content=de", b"content=EN", b"revision=0&revision=1"] {
        is_refused(&simulado, &exam, 1, body, 422).await;
    }
    let broken = ["/exams/tiny/attempts", "/preferences", "/session", "/accounts", "/account/name"];
    for path in broken {
        exam.who.posts(path, b"name=%ff&mode=%ff".to_vec()).await.must_be(422);
        exam.who.posts(path, vec![b'x'; 1024 * 1024]).await.must_be(413);
    }
}

#[tokio::test]
async fn an_unknown_language_is_refused() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let exam = ana.begins_mock_exam().await;
    exam.opens("/items/1?content=de").await.must_be(422);
    exam.opens("/items/1?content=").await.must_be(422);
    ana.opens("/exams/tiny/start?mode=exam&content=de").await.must_be(422);
    ana.sends("/exams/tiny/attempts", &[("mode", "exam"), ("content", "de")]).await.must_be(422);
    ana.sends("/preferences", &[("lang", "de"), ("return_to", "/")]).await.must_be(422);
    ana.sends("/preferences", &[("theme", "pink"), ("return_to", "/")]).await.must_be(422);
    ana.sends("/account/language", &[("lang", "de")]).await.must_be(422);
    exam.hands_in().await;
    exam.opens("/result/items/1?content=de").await.must_be(422);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let paths = [
        "/exams/nonsense",
        "/exams/nonsense/start",
        "/exams/NONSENSE",
        "/exams/..",
        "/study/nonsense",
        "/study/tiny/9.9",
        "/study/tiny/1.1%00",
        "/progress?exam=nonsense",
        "/nonsense",
        "/static/nonsense.css",
        "/attempts",
        "/setup/nonsense",
    ];
    for path in paths {
        ana.opens(path).await.must_be(404).must_say("Nothing here");
        ana.speaking("pt-BR").opens(path).await.must_be(404).must_not_say("Nothing here");
    }
    ana.sends("/exams/nonsense/attempts", &[("mode", "exam")]).await.must_be(404);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 0);
}

#[tokio::test]
async fn a_mode_that_is_unknown_is_refused_before_anybody_is_made_a_guest() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    for (field, value) in
        [("mode", "nonsense"), ("only", "nonsense"), ("clock", "maybe"), ("feedback", "never"), ("objective", "9.9")]
    {
        let mut fields = vec![("mode", "practice"), (field, value)];
        if field == "mode" {
            fields.remove(0);
        }
        ana.sends("/exams/tiny/attempts", &fields).await.must_be(422);
        let query: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        ana.opens(&format!("/exams/tiny/start?{}", query.join("&"))).await.must_be(422);
    }
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate").await, 0);
}

#[tokio::test]
async fn a_wrong_method_is_not_allowed_and_says_which_is() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    for (method, path, allowed) in [
        (Method::GET, exam.url("/items/1/response"), "POST"),
        (Method::POST, exam.url("/items/1"), "GET"),
        (Method::DELETE, exam.url(""), "GET"),
        (Method::PUT, "/".to_owned(), "GET"),
        (Method::GET, "/session".to_owned(), "POST"),
    ] {
        let page = ana.asks(method, &path, Vec::new()).await;
        page.must_be(405).must_say("That does not work here");
        assert!(page.header("allow").contains(allowed), "{path}: {}", page.header("allow"));
    }
}

#[tokio::test]
async fn errors_are_said_in_the_readers_language_to_people_and_to_scripts() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    let path = exam.url(&format!("/items/{number}/response"));
    let wrong = [("revision", "0"), ("choice", "Z")];
    for (language, title, message) in
        [("en", "Not understood", "The answer was not understood."), ("pt-BR", "Não deu para entender", "")]
    {
        let page = ana.speaking(language).sends(&path, &wrong).await;
        page.must_be(422);
        let heading = page.find("<h1>([^<]*)</h1>").expect("a heading");
        let reply = ana.speaking(language).script().sends(&path, &wrong).await;
        let words = reply.must_be(422).json()["message"].as_str().expect("words").to_owned();
        assert!(page.text().contains(&format!("<html lang=\"{language}\"")));
        if language == "en" {
            assert_eq!((heading.as_str(), words.as_str()), (title, message));
        } else {
            assert!(heading != "Not understood" && words != "The answer was not understood.", "{heading} {words}");
        }
    }
}

#[tokio::test]
async fn changing_the_language_on_any_error_page_leads_to_a_page_that_can_be_read() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let elsewhere = [exam.url("/items/1/response"), exam.url("/items/1/reports"), "/exams/tiny/attempts".to_owned()];
    let forms =
        ["/session", "/accounts", "/account/name", "/account/registration", "/preferences", "/account/deletion"];
    let refused = [exam.url("/submission"), "/session/deletion".to_owned()];
    for path in elsewhere.into_iter().chain(forms.map(str::to_owned)) {
        let page = ana.posts(&path, b"mode=practice&count=0&revision=x&lang=de&theme=de".to_vec()).await;
        assert!(page.status >= 400, "{path}: {}", page.status);
        let back = page.find("name=\"return_to\" value=\"([^\"]*)\"").expect("a way back");
        let there = ana.visits(&back).await;
        assert!(there.status != 405 && there.status != 404, "{path}: {back} answers {}", there.status);
    }
    for path in refused {
        let page = ana.sent_from(Some("cross-site")).posts(&path, Vec::new()).await;
        let back = page.must_be(403).find("name=\"return_to\" value=\"([^\"]*)\"").expect("a way back");
        let there = ana.visits(&back).await;
        assert!(there.status != 405 && there.status != 404, "{path}: {back} answers {}", there.status);
    }
}

/// A server that has vanished says nothing more: here it is one that waits for somebody else. Whoever saves is told, and need not be looked
/// up for that.
#[tokio::test]
async fn a_database_that_says_nothing_is_an_answer_in_words_all_the_same() {
    let (simulado, url) = Simulado::on_postgres(&tiny()).await;
    let exam = simulado.guest().begins_mock_exam().await;
    let mut other = sqlx::PgConnection::connect(&url).await.expect("a connection");
    other.execute("BEGIN; LOCK TABLE session, attempt").await.expect("a lock");
    let who = exam.who.script();
    let path = exam.url("/items/1/response");
    let saving = who.posts(&path, b"revision=0&note=kept&content=en".to_vec());
    let refused = tokio::time::timeout(Duration::from_mins(1), saving).await.expect("an answer");
    refused.must_be(503);
    assert_eq!(refused.header("retry-after"), "3");
    assert!(!refused.json()["message"].as_str().expect("words").is_empty());
    other.execute("ROLLBACK").await.expect("the end of the lock");
    who.posts(&path, b"revision=0&note=kept&content=en".to_vec()).await.must_be(200);
}
