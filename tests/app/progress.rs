//! What the landing, progress and study pages say to a guest, and to somebody who comes back.

use std::collections::BTreeSet;

use crate::candidate::Attempt;
use crate::page::Page;
use crate::support::Simulado;

/// A mock exam of the real bank, all right or all wrong.
async fn sits(simulado: &Simulado, exam: &Attempt, right: bool) {
    for item in &simulado.sitting(exam).await.items {
        let number = item.position;
        let answer = if right { simulado.key(exam, number).await } else { simulado.wrong(exam, number).await };
        let name = if item.option_order.is_empty() { "text" } else { "choice" };
        let fields: Vec<(&str, &str)> = answer.iter().map(|value| (name, value.as_str())).collect();
        exam.saves(number, 0, &fields).await.must_be(200);
    }
    exam.hands_in().await;
    simulado.wait_seconds(24 * 3600);
}

#[tokio::test]
async fn a_stranger_is_told_what_this_is() {
    let simulado = Simulado::start().await;
    let page = simulado.guest().opens("/").await;
    page.must_say("LPIC-3 Virtualization and Containerization");
    for fact in ["Minutes 90", "Questions 60", "Pass mark 500 of 800", "No account needed", "How it works"] {
        page.must_say(fact);
    }
    page.must_not_say("Your last attempts");
    let progress = simulado.guest().opens("/progress").await;
    progress.must_be(200).must_say("Nothing to show yet.");
    simulado.guest().opens("/account").await.must_be(303);
}

#[tokio::test]
async fn somebody_with_an_open_attempt_is_led_back_to_it() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    simulado.wait_seconds(600);
    for path in ["/", "/exams/tiny"] {
        let page = ana.opens(path).await;
        page.must_say("Mock exam in progress: Tiny Exam");
        page.must_say("1 of 4 answered.");
        page.must_say("1:20:00 left.");
        assert_eq!(page.link("Continue"), exam.url(""));
    }
    ana.opens("/progress").await.must_say("In progress: continue");
    simulado.wait_seconds(5400);
    let page = ana.opens("/").await;
    page.must_not_say("in progress");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM attempt WHERE state = 'expired'").await, 1, "looking ended it");
    ana.opens("/").await.must_say("Your last attempts");
}

#[tokio::test]
async fn an_attempt_that_looking_at_the_page_ended_is_among_the_last_at_once() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    ana.begins_mock_exam().await;
    simulado.wait_seconds(5406);
    ana.opens("/").await.must_say("Your last attempts");
}

#[tokio::test]
async fn two_exams_make_a_picture() {
    let simulado = Simulado::start().await;
    let ana = simulado.guest();
    let first = ana.begins("lpic3-305-300", &[]).await;
    sits(&simulado, &first, false).await;
    let one = ana.opens("/progress").await;
    one.must_not_say("Estimated scores");
    one.must_say("0 of 9: too few to be sure, but likely weak");
    let second = ana.begins("lpic3-305-300", &[]).await;
    sits(&simulado, &second, true).await;
    let page = ana.opens("/progress").await;
    page.must_say("Estimated scores of your mock exams.");
    page.must_say("9 of 18: about as needed");
    page.must_say("2 of 4: too few to be sure");
    let scores = page.find_all("<span class=\"state is-(?:right|wrong)\">(\\d+)</span>");
    assert_eq!(scores, ["800", "200"], "the newest first");
    page.must_say("Practise these");
    // The weakest by what is to be gained: the two of weight nine first.
    let list = page.find("(?s)<ol class=\"weakest\">(.*?)</ol>").expect("a list");
    assert!(list.find("351.4").is_some() && list.find("352.3").is_some(), "{list}");
    let landing = ana.opens("/").await;
    landing.must_say("Your last attempts");
    landing.must_say("these objectives have the most to gain");
    let study = ana.opens("/study/lpic3-305-300").await;
    study.must_say("9 of 18: about as needed");
}

#[tokio::test]
async fn enough_answers_are_called_weak_or_strong() {
    let simulado = Simulado::start().await;
    let (ana, bruno) = (simulado.guest(), simulado.guest());
    for _ in 0..2 {
        let exam = ana.begins("lpic3-305-300", &[]).await;
        sits(&simulado, &exam, true).await;
        let exam = bruno.begins("lpic3-305-300", &[]).await;
        sits(&simulado, &exam, false).await;
    }
    ana.opens("/progress").await.must_say("18 of 18: strong");
    bruno.opens("/progress").await.must_say("0 of 18: weak");
}

#[tokio::test]
async fn the_same_question_answered_again_counts_once() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    for _ in 0..3 {
        let exam = ana.practises(&[("objective", "1.2"), ("count", "2"), ("feedback", "at-end")]).await;
        for number in 1..=2 {
            exam.answers_right(&simulado, number).await;
        }
        exam.hands_in().await;
        simulado.wait_seconds(60);
    }
    ana.opens("/progress?exam=tiny").await.must_say("2 of 2: too few to be sure");
}

#[tokio::test]
async fn the_study_pages_go_from_objective_to_objective() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let index = ana.opens("/study/tiny").await;
    index.must_be(200).must_say("Disk Images");
    let page = ana.opens(&index.link("<span class=\"id\">1.2</span>")).await;
    for word in ["Partitions", "List partitions", "parted", "lsblk(8)", "1 question on every exam"] {
        page.must_say(word);
    }
    assert_eq!(page.find("rel=\"prev\" href=\"([^\"]*)\"").as_deref(), Some("/study/tiny/1.1"));
    assert_eq!(page.find("rel=\"next\" href=\"([^\"]*)\"").as_deref(), Some("/study/tiny/2.1"));
    let (action, hidden) = page.form("/exams/[^\"]*/attempts");
    let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let begun = ana.visits(&ana.sends(&action, &fields).await.leads_to()).await;
    begun.must_say("Question 1 of 2");
    ana.opens("/study/tiny/1.1").await.must_say("knowing of it is enough");
}

#[tokio::test]
async fn a_guide_is_shown_with_its_contents_its_terms_and_where_to_read_on() {
    let simulado = Simulado::tiny().await;
    let page = simulado.guest().opens("/study/tiny/1.1").await;
    let has = |page: &Page, html: &str| assert!(page.text().contains(html), "{html} is not in {}", page.text());
    for (anchor, title) in [
        ("1.1.a", "Handling images"),
        ("section-3", "Easily confused"),
        ("terms", "Terms and files"),
        ("commands", "Commands"),
    ] {
        has(&page, &format!("<a href=\"#{anchor}\">{title}</a>"));
        has(&page, &format!("<h2 id=\"{anchor}\">{title}</h2>"));
    }
    has(&page, "<td>as the guest sees it, or sparse</td>");
    has(&page, "<dt id=\"term-qemu-img-resize\"><code>qemu-img resize</code></dt>");
    for words in
        ["most often a file on the host", "Recognize formats", "knowing of it is enough", "What each format can do."]
    {
        page.must_say(words);
    }
    // In Portuguese the same places have the other words.
    let page = simulado.guest().speaking("pt-BR").opens("/study/tiny/1.1").await;
    has(&page, "<a href=\"#1.1.a\">Manipular imagens</a>");
    has(&page, "<dt id=\"term-raw\"><code>raw</code> <span class=\"soft\">imagem raw</span></dt>");
}

#[tokio::test]
async fn the_terms_of_a_closed_question_lead_to_the_guide() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
    exam.hands_in().await;
    let mut explained = 0;
    for number in 1..=4 {
        let page = exam.opens(&format!("/result/items/{number}")).await.text();
        assert!(page.contains("<a class=\"term\" href=\"/study/tiny/1.1#term-"), "{page}");
        let link = "An image of the format <a class=\"term\" href=\"/study/tiny/1.1#term-qcow2\">qcow2</a> grows.";
        explained += usize::from(page.contains(link));
    }
    assert_eq!(explained, 1, "one explanation names qcow2");
}

/// What a page has at most, so that it comes at once over a slow line.
const HTML_BYTES: usize = 50_000;

#[tokio::test]
async fn no_guide_makes_a_page_too_long_for_a_slow_line() {
    let simulado = Simulado::start().await;
    let slug = "lpic3-305-300";
    let ana = simulado.guest();
    let objectives: BTreeSet<String> = ana
        .opens(&format!("/study/{slug}"))
        .await
        .find_all(&format!("href=\"(/study/{slug}/[^\"]*)\""))
        .into_iter()
        .collect();
    assert!(objectives.len() > 10, "{objectives:?}");
    for language in ["en", "pt-BR"] {
        for page in &objectives {
            let bytes = simulado.guest().speaking(language).opens(page).await.body.len();
            assert!(bytes <= HTML_BYTES, "{page} has {bytes} bytes in {language}");
        }
    }
}
