//! What holds on every answer: headers, nothing inline, nothing from elsewhere, nobody else's forms.

use axum::http::Method;
use regex::Regex;

use crate::candidate::{Attempt, Candidate, PASSWORD};
use crate::page::Page;
use crate::support::Simulado;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Fails if a page of the application could not stand under its own policy. Asked of every page that any test opens.
pub fn must_be_clean(path: &str, page: &Page) {
    let html = page.text();
    assert_eq!(page.header("content-security-policy"), POLICY, "{path}");
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), value, "{path}: {name}");
    }
    // What people typed may stand in quotes, where it does nothing.
    let unquoted = Regex::new("\"[^\"]*\"").expect("a pattern").replace_all(&html, "\"\"").into_owned();
    for (pattern, what) in
        [(r"<[a-zA-Z][^>]*\sstyle\s*=", "a style attribute"), (r"<[a-zA-Z][^>]*\son[a-z]+\s*=", "an event handler")]
    {
        let found = Regex::new(pattern).expect("a pattern").find(&unquoted).map(|found| found.as_str().to_owned());
        assert_eq!(found, None, "{path} has {what}");
    }
    let forbidden = [
        (r"<style", "a style element"),
        (r#"(?:href|src|action)="\s*(?i:javascript|data|vbscript):"#, "an address that is a script"),
        (r#"<(?:script|img|link|iframe|form|source)[^>]*(?:src|href|action)="(?:https?:)?//"#, "a third party"),
        (r"<(?:iframe|object|embed|base|math)", "an element that embeds"),
    ];
    for (pattern, what) in forbidden {
        let found = Regex::new(pattern).expect("a pattern").find(&html).map(|found| found.as_str().to_owned());
        assert_eq!(found, None, "{path} has {what}");
    }
    let scripts = Regex::new(r"(?s)<script([^>]*)>(.*?)</script>").expect("a pattern");
    for script in scripts.captures_iter(&html) {
        assert!(
            script[1].contains("src=\"/static/") && script[2].is_empty(),
            "{path} has a script inline: {}",
            &script[0]
        );
    }
}

/// Every page there is, in every state: opening it checks it, as every test's pages are checked.
async fn opens_every_page(simulado: &Simulado, ana: &Candidate, exam: &Attempt, slug: &str) {
    let last = simulado.sitting(exam).await.items.len();
    for number in 1..=last {
        exam.opens(&format!("/items/{number}")).await.must_be(200);
        exam.opens(&format!("/items/{number}?content=pt-BR")).await.must_be(200);
    }
    for rest in ["/navigator", "/navigator?show=incomplete", "/submission"] {
        exam.opens(rest).await.must_be(200);
    }
    exam.hands_in().await.must_be(200);
    for number in 1..=last {
        exam.opens(&format!("/result/items/{number}")).await.must_be(200);
        exam.opens(&format!("/result/items/{number}?content=pt-BR")).await.must_be(200);
    }
    exam.opens("/result/paper").await.must_be(200);
    let blueprint = &simulado.sitting(exam).await.shelf.blueprint;
    for objective in blueprint.objectives() {
        ana.opens(&format!("/study/{slug}/{}", objective.id)).await.must_be(200);
    }
    let exam_pages = [format!("/exams/{slug}"), format!("/study/{slug}"), format!("/exams/{slug}/start?mode=exam")];
    let practice = format!("/exams/{slug}/start?mode=practice");
    let plain = ["/", "/progress", "/account", "/sign-in", "/sign-up"].map(str::to_owned);
    for path in exam_pages.into_iter().chain([practice]).chain(plain) {
        ana.opens(&path).await.must_be(200);
    }
    ana.opens("/nothing").await.must_be(404);
}

#[tokio::test]
async fn every_page_of_the_real_bank_is_clean_and_small_in_english() {
    let simulado = Simulado::start().await;
    let ana = simulado.member("ana").await;
    let exam = ana.begins("lpic3-305-300", &[]).await;
    opens_every_page(&simulado, &ana, &exam, "lpic3-305-300").await;
}

#[tokio::test]
async fn every_page_of_the_real_bank_is_clean_and_small_in_portuguese() {
    let simulado = Simulado::start().await;
    let ana = simulado.member("ana").await.speaking("pt-BR");
    let exam = ana.begins("lpic3-305-300", &[]).await;
    opens_every_page(&simulado, &ana, &exam, "lpic3-305-300").await;
    let second = ana.begins("lpic3-305-300", &[]).await;
    opens_every_page(&simulado, &ana, &second, "lpic3-305-300").await;
}

#[tokio::test]
async fn what_people_type_stays_text() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onfocus='x";
    let exam = ana.practises(&[("count", "8"), ("feedback", "at-once")]).await;
    let typed = simulado.first_of(&exam, "fill-in").await;
    exam.fills_in(typed, &[("text", evil), ("note", evil)], "stay").await.must_be(303);
    exam.question(typed).await.must_say(evil);
    exam.fills_in(typed, &[("text", evil), ("note", evil)], "check").await.must_be(303);
    exam.question(typed).await.must_say(evil);
    ana.sends(&exam.url(&format!("/items/{typed}/reports")), &[("message", &evil.repeat(40))]).await.must_be(422);
    ana.signs_up(evil).await.must_be(422);
    ana.signs_in(evil, evil).await.must_be(422);
    ana.sends("/account/time-zone", &[("time_zone", evil)]).await.must_be(422);
    let quoted: String = percent_encoding::utf8_percent_encode(evil, percent_encoding::NON_ALPHANUMERIC).collect();
    for path in [
        "/sign-in?return_to=",
        "/sign-up?return_to=",
        "/progress?exam=",
        "/exams/tiny/start?mode=practice&count=",
        "/?",
    ] {
        ana.opens(&format!("{path}{quoted}")).await;
    }
    ana.opens(&format!("/{quoted}")).await.must_be(404);
}

/// Every form there is, and what it would change.
fn forms(exam: &Attempt) -> Vec<String> {
    let router = include_str!("../../src/web/mod.rs");
    let route = Regex::new(r#"\.route\("([^"]*)", .*post\("#).expect("a pattern");
    let forms: Vec<String> = route
        .captures_iter(router)
        .map(|found| found[1].replace("/attempts/{id}", &exam.url("")).replace("{n}", "1"))
        .map(|path| path.replace("{exam}", "tiny").replace("{id}", "x").replace("{token}", "x"))
        .collect();
    assert!(forms.len() >= 16, "the router is written in another way now: {forms:?}");
    forms
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    let exam = ana.begins_mock_exam().await;
    let body = b"name=eva&password=a+password+of+mine&mode=exam&choice=A&revision=0&lang=pt-BR&confirm=yes".to_vec();
    let before = simulado.sitting(&exam).await;
    for path in forms(&exam) {
        for site in ["cross-site", "same-site"] {
            let page = ana.sent_from(Some(site)).posts(&path, body.clone()).await;
            page.must_be(403).must_say("Not for this account");
        }
    }
    assert_eq!(simulado.sitting(&exam).await.items, before.items);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate WHERE name_key = 'ana'").await, 1);
    // A link from another site may be followed, and a program that is no browser may send forms.
    ana.sent_from(Some("cross-site")).opens("/").await.must_be(200);
    ana.sent_from(None)
        .sends(&exam.url("/items/1/response"), &[("revision", "0"), ("flagged", "yes")])
        .await
        .must_be(303);
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    for evil in [
        "//evil.example.com",
        "https://evil.example.com/",
        "/\\evil.example.com",
        "\\\\evil.example.com",
        "/\t/evil.example.com",
        "javascript:alert(1)",
        " //evil.example.com",
        "/a\r\nlocation: https://evil.example.com",
        "evil.example.com",
    ] {
        let preferences = ana.sends("/preferences", &[("theme", "dark"), ("return_to", evil)]).await;
        assert_eq!(preferences.leads_to(), "/", "{evil:?}");
        let fields = [("name", "ana"), ("password", PASSWORD), ("return_to", evil)];
        assert_eq!(simulado.guest().sends("/session", &fields).await.leads_to(), "/", "{evil:?}");
        simulado.wait_seconds(61);
        let name = format!("new.{}", simulado.clock.now().as_second());
        let fields = [("name", name.as_str()), ("password", PASSWORD), ("return_to", evil)];
        assert_eq!(simulado.guest().sends("/accounts", &fields).await.leads_to(), "/", "{evil:?}");
    }
    let back = ana.sends("/preferences", &[("theme", "dark"), ("return_to", "/exams/tiny?a=b&c=d")]).await;
    assert_eq!(back.leads_to(), "/exams/tiny?a=b&c=d");
}

fn cookie(page: &Page, name: &str) -> String {
    let cookies = page.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().expect("ASCII").to_owned());
    let mut named = cookies.filter(|cookie| cookie.starts_with(&format!("{name}=")));
    named.next().unwrap_or_else(|| panic!("no cookie {name}"))
}

#[tokio::test]
async fn cookies_are_for_this_site_and_not_for_scripts() {
    let mut simulado = Simulado::tiny().await;
    let page = simulado.guest().signs_up("ana").await;
    let session = cookie(&page, "session");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=7776000"] {
        assert!(session.contains(attribute), "{session} lacks {attribute}");
    }
    assert!(!session.contains("Secure"), "plain http on one's own machine: {session}");
    assert!(!session.contains("Domain"), "{session}");
    simulado.app = simulado.app.clone().secured(true);
    let browser = simulado.guest();
    let page = browser.signs_up("bruno").await;
    let session = cookie(&page, "__Host-session");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"] {
        assert!(session.contains(attribute), "{session} lacks {attribute}");
    }
    browser.opens("/account").await.must_be(200);
    let page = browser.sends("/preferences", &[("lang", "pt-BR"), ("theme", "dark"), ("return_to", "/")]).await;
    for name in ["lang", "theme"] {
        assert!(cookie(&page, name).contains("Secure"));
    }
    // Over https a cookie of the plain name is nothing: a neighbour on another port may have set it.
    let mut cookies = browser.cookies();
    let token = cookies.remove("__Host-session").expect("a session");
    cookies.insert("session".to_owned(), token);
    browser.keeps(cookies);
    browser.opens("/account").await.must_be(303);
}

#[tokio::test]
async fn tokens_are_long_random_and_stored_only_as_a_hash() {
    let simulado = Simulado::tiny().await;
    let (ana, bruno) = (simulado.member("ana").await, simulado.member("bruno").await);
    let (one, two) = (ana.cookies()["session"].clone(), bruno.cookies()["session"].clone());
    assert_eq!(one.len(), 43, "256 bits in base64");
    assert_ne!(one, two);
    let query = format!("SELECT COUNT(*) FROM session WHERE token_hash = CAST('{one}' AS BLOB)");
    assert_eq!(simulado.count(&query).await, 0);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM session WHERE length(token_hash) = 32").await, 2);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM candidate WHERE password_hash LIKE '$argon2id$%'").await, 2);
    for nonsense in ["", "x", "a; b", &"x".repeat(10_000)] {
        let stranger = simulado.guest();
        stranger.keeps([("session".to_owned(), nonsense.to_owned())].into());
        stranger.opens("/").await.must_be(200);
        stranger.opens("/account").await.must_be(303);
    }
}

#[tokio::test]
async fn static_files_have_names_that_change_with_their_content() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let page = exam.question(1).await;
    let files = page.find_all("(?:src|href)=\"(/static/[^\"]*)\"");
    assert!(files.len() >= 4, "{files:?}");
    // A debug build reads the files where they lie, so that one sees what one edits; their names have no hash then.
    let hashed = Regex::new(r"\.[0-9a-zA-Z_-]{6,}\.|-[0-9a-zA-Z_-]{6,}\.").expect("a pattern");
    for file in files {
        let answer = ana.opens(&file).await;
        answer.must_be(200);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(!answer.header("content-type").is_empty(), "{file}");
        if !cfg!(debug_assertions) {
            assert!(hashed.is_match(&file), "{file}");
            assert!(answer.header("cache-control").contains("immutable"), "{file}: {}", answer.header("cache-control"));
        }
        assert!(!answer.header("cache-control").contains("no-store"), "{file} is asked for again with every page");
    }
    for outside in ["/static/../Cargo.toml", "/static/%2e%2e/Cargo.toml", "/static/", "/static"] {
        ana.opens(outside).await.must_be(404);
    }
}

#[tokio::test]
async fn the_service_says_whether_it_is_well() {
    let simulado = Simulado::tiny().await;
    let page = simulado.guest().opens("/healthz").await;
    assert_eq!(page.must_be(200).text(), "ok\n");
    assert_eq!(page.header("set-cookie"), "");
}

#[tokio::test]
async fn every_answer_has_a_number_to_ask_for_help_with() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let (one, two) = (ana.opens("/").await, ana.opens("/nothing").await);
    assert!(!one.header("x-request-id").is_empty());
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
}

#[tokio::test]
async fn what_fails_inside_is_not_shown_outside() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    simulado.sql("UPDATE attempt SET content_language = 'klingon'").await;
    let page = ana.fails(Method::GET, &exam.url("/items/1")).await;
    assert_eq!(page.status, 500);
    page.must_say("Something went wrong here");
    page.must_say(page.header("x-request-id"));
    for inner in ["klingon", "stored data", "language", "sqlx"] {
        assert!(!page.main().contains(inner), "{inner}: {}", page.main());
    }
    let reply = ana.script().fails(Method::GET, &exam.url("/clock")).await;
    assert_eq!(reply.status, 500);
    assert!(!reply.text().contains("klingon"));
}
