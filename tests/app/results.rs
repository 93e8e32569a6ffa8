//! The result: what it says, what it proposes, and each question with everything that may be told now.

use std::collections::BTreeMap;

use crate::candidate::Attempt;
use crate::page::Page;
use crate::support::Simulado;

/// Saves the right answer to every item whose objective passes, as the page's script would.
async fn answers_where(simulado: &Simulado, exam: &Attempt, right: impl Fn(&str) -> Option<bool>) {
    let sitting = simulado.sitting(exam).await;
    for item in &sitting.items {
        let Some(right) = right(item.objective.as_str()) else { continue };
        let number = item.position;
        let answer = if right { simulado.key(exam, number).await } else { simulado.wrong(exam, number).await };
        let name = if item.option_order.is_empty() { "text" } else { "choice" };
        let fields: Vec<(&str, &str)> = answer.iter().map(|value| (name, value.as_str())).collect();
        exam.saves(number, 0, &fields).await.must_be(200);
    }
}

/// The verdict beside each objective.
fn verdicts(page: &Page) -> BTreeMap<String, String> {
    let measures =
        page.find("(?s)<h2 id=\"topics\">(.*?)</section>\\s*<section aria-labelledby=\"questions\"").expect("measures");
    let row = regex::Regex::new(
        "(?s)<li class=\"measure\">.*?<span class=\"id\">([^<]*)</span>.*?<span class=\"verdict [^\"]*\">([^<]*)</span>",
    );
    row.expect("a pattern").captures_iter(&measures).map(|row| (row[1].to_owned(), row[2].to_owned())).collect()
}

/// The objectives that are proposed to work on, in their order.
fn proposed(page: &Page) -> Vec<String> {
    let list = page.find("(?s)<ol class=\"weakest\">(.*?)</ol>").expect("a list of the weakest");
    let id = regex::Regex::new("<span class=\"id\">([^<]*)</span>").expect("a pattern");
    id.captures_iter(&list).map(|found| found[1].to_owned()).collect()
}

#[tokio::test]
async fn a_result_says_pass_or_fail_in_words_with_an_estimate() {
    let simulado = Simulado::start().await;
    let ana = simulado.guest();
    let exam = ana.begins("lpic3-305-300", &[]).await;
    simulado.wait_seconds(300);
    let failed = exam.hands_in().await;
    failed.must_say("This would not be a pass yet");
    failed.must_say("Estimated score 200: 300 points below the pass mark.");
    failed.must_say("The score is an estimate");
    failed.must_say("0 of 60 · 0%");
    failed.must_say("5 min of 1 h 30 min");
    let exam = ana.begins("lpic3-305-300", &[]).await;
    answers_where(&simulado, &exam, |_| Some(true)).await;
    let passed = exam.hands_in().await;
    passed.must_say("This would be a pass");
    passed.must_say("Estimated score 800: 300 points above the pass mark.");
    passed.must_say("60 of 60 · 100%");
}

#[tokio::test]
async fn few_answers_are_called_few_whatever_they_say() {
    let simulado = Simulado::start().await;
    let exam = simulado.guest().begins("lpic3-305-300", &[]).await;
    let right = |objective: &str| match objective {
        "351.1" => None,
        "351.4" | "353.1" => Some(false),
        _ => Some(true),
    };
    answers_where(&simulado, &exam, right).await;
    let result = exam.hands_in().await;
    let verdicts = verdicts(&result);
    let says = |objective: &str, words: &str| assert_eq!(verdicts[objective], words, "{objective}");
    says("351.1", "not answered yet");
    says("351.2", "3 of 3: too few to be sure");
    says("351.4", "0 of 9: too few to be sure, but likely weak");
    says("352.3", "9 of 9: too few to be sure, but likely strong");
    says("353.1", "0 of 2: too few to be sure");
    assert_eq!(verdicts.len(), 13);
    // By what is to be gained: nine wrong of the heaviest; six of which nothing is known; two wrong of a light one.
    assert_eq!(proposed(&result), ["351.4", "351.1", "353.1"]);
}

#[tokio::test]
async fn one_click_practises_what_is_proposed() {
    let simulado = Simulado::start().await;
    let ana = simulado.guest();
    let exam = ana.begins("lpic3-305-300", &[]).await;
    answers_where(&simulado, &exam, |objective| Some(objective != "352.1")).await;
    let result = exam.hands_in().await;
    let weakest = proposed(&result);
    assert_eq!(weakest[0], "352.1");
    let (action, hidden) = result.form("/exams/[^\"]*/attempts");
    let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let begun = ana.sends(&action, &fields).await;
    let practice = Attempt { who: ana, id: begun.leads_to().replace("/attempts/", "") };
    let sitting = simulado.sitting(&practice).await;
    assert_eq!(sitting.items.len(), 10);
    assert!(sitting.items.iter().all(|item| weakest.contains(&item.objective.to_string())));
    assert!(sitting.attempt.mode.feedback_at_once());
    practice.question(1).await.must_say("Question 1 of 10");
}

#[tokio::test]
async fn the_list_of_questions_can_be_filtered() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    exam.answers_wrong(&simulado, 2).await;
    exam.fills_in(3, &[("flagged", "yes")], "stay").await.must_be(303);
    exam.hands_in().await;
    let listed = async |show: &str| -> Vec<String> {
        let page = exam.opens(&format!("/result{show}")).await;
        page.find_all("/result/items/(\\d+)\"><span class=\"no\">")
    };
    assert_eq!(listed("").await, ["1", "2", "3", "4"]);
    assert_eq!(listed("?show=all").await, ["1", "2", "3", "4"]);
    assert_eq!(listed("?show=nonsense").await, ["1", "2", "3", "4"]);
    assert_eq!(listed("?show=unanswered").await, ["3", "4"]);
    assert_eq!(listed("?show=flagged").await, ["3"]);
    assert_eq!(listed("?show=wrong").await.first().map(String::as_str), Some("2"));
    assert!(!listed("?show=wrong").await.contains(&"1".to_owned()));
}

#[tokio::test]
async fn a_reviewed_question_tells_everything() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "8"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&exam, "format-of-file").await.expect("all are on the form");
    let (key, wrong) = (simulado.key(&exam, number).await, simulado.wrong(&exam, number).await);
    simulado.wait_seconds(65);
    exam.fills_in(number, &[("choice", &wrong[0]), ("flagged", "yes"), ("note", "look it up")], "stay")
        .await
        .must_be(303);
    exam.hands_in().await;
    let page = exam.opens(&format!("/result/items/{number}")).await;
    page.must_say(&format!("Your answer: {}", wrong[0]));
    page.must_say(&format!("Right answer: {}", key[0]));
    for told in [
        "It looks for damage.",
        "It shows format and sizes.",
        "It shows what is allocated.",
        "It changes the backing file.",
        "The header of the file tells its format.",
        "qemu-img(1)",
        "1.1 Disk Images",
        "Handle images",
        "1 min 05 s",
        "look it up",
        "You flagged it for review",
        "Wrong, and you chose it",
        "Right, but you did not choose it",
    ] {
        page.must_say(told);
    }
    assert_eq!(page.link("qemu-img(1)"), "https://manpages.debian.org/bookworm/qemu-img.1");
    let portuguese = exam.opens(&format!("/result/items/{number}?content=pt-BR")).await;
    portuguese.must_say("Mostra formato e tamanhos.");
    portuguese.must_say("Right answer:");
}

#[tokio::test]
async fn a_practice_has_no_scaled_score() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "3"), ("feedback", "at-end")]).await;
    exam.answers_right(&simulado, 2).await;
    let page = exam.hands_in().await;
    page.must_say("1 of 3 right");
    page.must_not_say("estimate");
    page.must_not_say("pass mark 500");
}

#[tokio::test]
async fn the_paper_has_blank_questions_and_the_key_apart() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let mut keys = Vec::new();
    for number in 1..=4 {
        keys.push(simulado.key(&exam, number).await.join(", "));
    }
    exam.hands_in().await;
    let page = exam.opens("/result/paper").await;
    assert_eq!(page.find_all("<span class=\"no\">\\d+</span> <b>([^<]*)</b>"), keys);
    page.must_not_say("It shows format and sizes.");
}

#[tokio::test]
async fn a_problem_with_a_question_is_reported_once() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let path = exam.url("/items/2/reports");
    ana.sends(&path, &[("message", "before the hand-in")]).await.must_be(403);
    exam.answers_wrong(&simulado, 2).await;
    exam.hands_in().await;
    let form = exam.opens("/result/items/2").await.form("/attempts/[^\"]*/reports").0;
    assert_eq!(form, path);
    for empty in ["", "  \r\n "] {
        ana.sends(&path, &[("message", empty)]).await.must_be(422).must_say("Say in a few words what is wrong.");
    }
    let long = "x".repeat(2001);
    let page = ana.sends(&path, &[("message", &long)]).await;
    page.must_be(422).must_say("At most 2000 characters, please.");
    page.must_say(&long);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM report").await, 0);
    for _ in 0..2 {
        let sent = ana.sends(&path, &[("message", "B is right <too>")]).await;
        let thanks = ana.opens(&sent.leads_to().replace("#report", "")).await;
        thanks.must_say("Thank you. An author will look at it.");
        simulado.wait_seconds(3);
    }
    assert_eq!(simulado.count("SELECT COUNT(*) FROM report").await, 1);
    assert_eq!(
        simulado
            .count(
                "SELECT COUNT(*) FROM report r JOIN item i ON i.attempt_id = r.attempt_id AND i.position = r.position
                 WHERE r.message = 'B is right <too>' AND r.revision_id = i.revision_id AND r.position = 2
                 AND r.response = i.response"
            )
            .await,
        1
    );
    ana.sends(&path, &[("message", "and another thing")]).await.must_be(303);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM report").await, 2);
}

#[tokio::test]
async fn in_a_practice_a_checked_question_can_be_reported_at_once() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.practises(&[("count", "8"), ("feedback", "at-once")]).await;
    exam.fills_in(1, &[("choice", "A"), ("text", "x")], "check").await.must_be(303);
    let sent = ana.sends(&exam.url("/items/1/reports"), &[("message", "no")]).await;
    ana.visits(&sent.leads_to().replace("#report", "")).await.must_be(200);
    ana.sends(&exam.url("/items/2/reports"), &[("message", "no")]).await.must_be(403);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM report").await, 1);
}
