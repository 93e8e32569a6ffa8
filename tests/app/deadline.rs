//! The server's clock decides: deadlines, the grace after them, extra time, and clocks that jump.

use std::time::Duration;

use simulado::exam::attempt::Ending;
use simulado::proctor::file_attempts;
use simulado::store::attempt::Stage;

use crate::banks::{changed, tiny};
use crate::candidate::{Attempt, restart};
use crate::support::{START, Simulado};

const LIMIT: i64 = 90 * 60;

/// How an attempt ended, and how many seconds after the beginning of the test.
async fn ending(simulado: &Simulado, exam: &Attempt) -> (Ending, i64) {
    match simulado.sitting(exam).await.attempt.stage {
        Stage::Scored(scored) => (scored.closed.ending, scored.closed.closed_at.as_second() - START),
        Stage::Open(_) => panic!("it is still open"),
    }
}

async fn state(simulado: &Simulado, exam: &Attempt) -> String {
    let states = ["open", "submitted", "expired"];
    for state in states {
        let query = format!(
            "SELECT COUNT(*) FROM attempt WHERE hex(id) = upper(replace('{}', '-', '')) AND state = '{state}'",
            exam.id
        );
        if simulado.count(&query).await == 1 {
            return state.to_owned();
        }
    }
    panic!("no such attempt")
}

#[tokio::test]
async fn a_save_within_the_grace_counts() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    let key = simulado.key(&exam, number).await;
    simulado.wait_seconds(LIMIT + 5);
    let saved = exam.saves(number, 0, &[("choice", key[0].as_str())]).await;
    assert_eq!(saved.must_be(200).json()["seconds_left"], 0);
    simulado.wait_seconds(1);
    exam.opens("/result").await.must_say("1 of 4");
}

#[tokio::test]
async fn a_save_after_the_grace_is_refused_in_words_and_what_was_sent_is_shown() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    let number = simulado.first_of(&exam, "fill-in").await;
    exam.saves(number, 0, &[("text", "in time")]).await.must_be(200);
    simulado.wait_seconds(LIMIT + 6);
    let late = [("revision", "1"), ("content", "en"), ("text", "too late <b>"), ("note", "my note"), ("go", "next")];
    let page = ana.sends(&exam.url(&format!("/items/{number}/response")), &late).await;
    page.must_be(410).must_say("This attempt is closed");
    page.must_say("too late <b>");
    page.must_say("my note");
    assert_eq!(page.link("To the result"), exam.url("/result"));
    let reply = exam.saves(number, 1, &[("text", "too late")]).await;
    assert_eq!(reply.must_be(410).json()["location"], exam.url("/result"));
    assert!(!reply.json()["message"].as_str().expect("words").is_empty());
    exam.opens(&format!("/result/items/{number}")).await.must_say("in time");
    assert_eq!(ending(&simulado, &exam).await, (Ending::Expired, LIMIT));
}

#[tokio::test]
async fn an_attempt_ends_without_anybody_coming_back() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    exam.answers_right(&simulado, 2).await;
    simulado.wait_seconds(LIMIT + 5);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 0, "the grace is not over");
    assert_eq!(state(&simulado, &exam).await, "open");
    simulado.wait_seconds(1);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 1);
    assert_eq!(state(&simulado, &exam).await, "expired");
    assert_eq!(simulado.count("SELECT raw_score FROM attempt").await, 1);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 0, "once is enough");
    assert_eq!(ending(&simulado, &exam).await, (Ending::Expired, LIMIT));
}

#[tokio::test]
async fn many_end_in_the_same_second() {
    let simulado = Simulado::tiny().await;
    for _ in 0..40 {
        simulado.guest().begins_mock_exam().await;
    }
    simulado.wait_seconds(LIMIT + 6);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 40);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM attempt WHERE state = 'expired' AND raw_score = 0").await, 40);
}

#[tokio::test]
async fn attempts_are_filed_some_minutes_after_they_began() {
    let simulado = Simulado::tiny().await;
    simulado.guest().begins_mock_exam().await;
    let filed = "SELECT COUNT(*) FROM item i JOIN attempt a ON a.id = i.attempt_id WHERE a.filed AND i.filed";
    assert_eq!(simulado.proctor().file_once().await.expect("a look"), 0, "others may be beginning just now");
    assert_eq!(simulado.count(filed).await, 0);
    simulado.wait_seconds(10 * 60 + 1);
    simulado.guest().begins_mock_exam().await;
    assert_eq!(simulado.proctor().file_once().await.expect("a look"), 1);
    let all = simulado.count("SELECT COUNT(*) FROM item").await;
    assert_eq!(simulado.count(filed).await * 2, all, "the older one, whole");
}

#[tokio::test]
async fn a_few_attempts_are_filed_at_a_time_and_all_of_them_in_the_end() {
    let simulado = Simulado::tiny().await;
    for _ in 0..12 {
        simulado.guest().begins_mock_exam().await;
    }
    simulado.wait_seconds(10 * 60 + 1);
    assert_eq!(simulado.proctor().file_once().await.expect("a look"), 5, "no answer waits for more");
    let filing = tokio::spawn(file_attempts(simulado.proctor().clone()));
    let all = async { while simulado.count("SELECT COUNT(*) FROM attempt WHERE NOT filed").await > 0 {} };
    tokio::time::timeout(Duration::from_mins(1), all).await.expect("all are filed");
    filing.abort();
    assert_eq!(simulado.count("SELECT COUNT(*) FROM item WHERE NOT filed").await, 0);
}

#[tokio::test]
async fn an_attempt_ends_that_fell_due_while_the_server_was_down() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    simulado.wait_seconds(LIMIT + 24 * 3600);
    let simulado = restart(simulado, &tiny(), &[&ana]).await;
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 1);
    assert_eq!(state(&simulado, &exam).await, "expired");
    let page = exam.opens("/result").await;
    page.must_say("Time is up. Your answers were submitted.");
    page.must_say("1 h 30 min");
    assert_eq!(ending(&simulado, &exam).await, (Ending::Expired, LIMIT));
}

#[tokio::test]
async fn every_page_of_an_attempt_whose_time_is_up_leads_to_its_result() {
    for rest in ["", "/items/1", "/navigator", "/submission"] {
        let simulado = Simulado::tiny().await;
        let exam = simulado.guest().begins_mock_exam().await;
        simulado.wait_seconds(LIMIT + 6);
        assert_eq!(exam.opens(rest).await.leads_to(), exam.url("/result"), "{rest}");
        assert_eq!(state(&simulado, &exam).await, "expired");
    }
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let open = exam.clock().await;
    assert_eq!((open["state"].as_str(), open["seconds_left"].as_i64()), (Some("open"), Some(LIMIT)));
    simulado.wait_seconds(LIMIT + 6);
    let closed = exam.clock().await;
    assert_eq!((closed["state"].as_str(), closed["seconds_left"].as_i64()), (Some("closed"), None));
    assert_eq!(closed["location"], exam.url("/result"));
}

#[tokio::test]
async fn a_hand_in_after_the_time_is_an_expiry_and_not_a_longer_exam() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    simulado.wait_seconds(LIMIT + 3600);
    exam.hands_in().await.must_say("Time is up");
    assert_eq!(ending(&simulado, &exam).await, (Ending::Expired, LIMIT));
}

#[tokio::test]
async fn one_whose_time_is_up_does_not_stand_in_the_way_of_a_new_one() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let first = ana.begins_mock_exam().await;
    simulado.wait_seconds(LIMIT + 6);
    let second = ana.begins_mock_exam().await;
    assert_ne!(second.id, first.id);
    assert_eq!(second.seconds_left().await, LIMIT);
    assert_eq!(state(&simulado, &first).await, "expired");
}

#[tokio::test]
async fn extra_time_lengthens_the_exam() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.member("ana").await;
    simulado.sql("UPDATE candidate SET extra_time = 1.5").await;
    ana.opens("/exams/tiny/start?mode=exam").await.must_say("135 min, 45 of them your extra time");
    let exam = ana.begins_mock_exam().await;
    assert_eq!(exam.seconds_left().await, 135 * 60);
    simulado.wait_seconds(120 * 60);
    exam.saves(1, 0, &[("flagged", "yes")]).await.must_be(200);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 0);
    simulado.wait_seconds(15 * 60 + 6);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 1);
    assert_eq!(ending(&simulado, &exam).await, (Ending::Expired, 135 * 60));
    exam.opens("/result").await.must_say("2 h 15 min of 2 h 15 min");
}

#[tokio::test]
async fn a_clock_that_jumps_forward_takes_time_but_loses_nothing() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    exam.saves(number, 0, &[("choice", "B")]).await.must_be(200);
    simulado.wait_seconds(3600);
    assert_eq!(exam.seconds_left().await, LIMIT - 3600);
    exam.saves(number, 1, &[("choice", "C")]).await.must_be(200);
    assert!(exam.question(number).await.text().contains("value=\"C\" id=\"choice-C\" data-letter=\"C\" checked"));
}

#[tokio::test]
async fn a_clock_that_jumps_back_gives_no_more_than_the_whole_time_and_breaks_nothing() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().begins_mock_exam().await;
    let number = simulado.first_of(&exam, "single").await;
    simulado.wait_seconds(-3600);
    assert_eq!(exam.seconds_left().await, LIMIT);
    exam.question(1).await.must_be(200);
    exam.saves(number, 0, &[("choice", "B")]).await.must_be(200);
    exam.opens("/navigator").await.must_be(200);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 0);
    simulado.wait_seconds(3600 + 60);
    assert_eq!(exam.seconds_left().await, LIMIT - 60, "the deadline stays where it was");
    simulado.wait_seconds(-7200);
    let page = exam.hands_in().await;
    page.must_say("0 s");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM item WHERE spent_ms < 0").await, 0);
}

#[tokio::test]
async fn a_jump_does_not_become_thinking_time() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "4"), ("clock", "off"), ("feedback", "at-end")]).await;
    simulado.wait_seconds(30);
    exam.saves(1, 0, &[("flagged", "yes")]).await.must_be(200);
    simulado.wait_seconds(100 * 3600);
    exam.saves(2, 0, &[("flagged", "yes")]).await.must_be(200);
    let spent: Vec<i64> = simulado.sitting(&exam).await.items.iter().map(|item| item.spent.as_secs()).collect();
    assert_eq!(spent, [30, 3600, 0, 0]);
}

#[tokio::test]
async fn a_practice_without_a_clock_never_ends_by_itself() {
    let simulado = Simulado::tiny().await;
    let exam = simulado.guest().practises(&[("count", "4"), ("clock", "off"), ("feedback", "at-end")]).await;
    assert_eq!(exam.clock().await["seconds_left"], serde_json::Value::Null);
    simulado.wait_seconds(60 * 24 * 3600);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 0);
    let saved = exam.saves(1, 0, &[("flagged", "yes")]).await;
    assert_eq!(saved.must_be(200).json()["seconds_left"], serde_json::Value::Null);
}

/// A folder with the tiny exam and another one beside it.
fn with_another_exam() -> tempfile::TempDir {
    let folder = changed(&tiny(), |_, text| text);
    let other = changed(&tiny().join("tiny"), |_, text| text);
    let file = other.path().join("exam.toml");
    let text = std::fs::read_to_string(&file).expect("the exam").replace("slug = \"tiny\"", "slug = \"other\"");
    std::fs::write(&file, text).expect("another exam");
    std::fs::rename(other.keep(), folder.path().join("other")).expect("both in one folder");
    folder
}

#[tokio::test]
async fn many_attempts_of_an_exam_that_is_gone_keep_no_other_open() {
    let folder = with_another_exam();
    let simulado = Simulado::with_questions(folder.path()).await;
    let (ana, bruno) = (simulado.guest(), simulado.guest());
    ana.begins("other", &[("mode", "exam")]).await;
    // As many as a whole round of the sweeper and more, all due before the one that can be scored.
    simulado
        .sql(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 250)
             INSERT INTO attempt (id, candidate_id, exam, mode, settings, seed, state, content_language, started_at,
                                  deadline, last_event_at, questions)
             SELECT randomblob(16), candidate_id, exam, 'practice',
                    '{\"objectives\":[],\"count\":1,\"only\":\"all\",\"clock\":true,\"feedback\":\"at-end\"}',
                    seed, state, content_language, started_at, deadline - 1000, last_event_at, 0 FROM attempt, n",
        )
        .await;
    let exam = bruno.begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    simulado.wait_seconds(LIMIT + 60);
    let simulado = restart(simulado, &tiny(), &[&ana, &bruno]).await;
    let sweep = simulado.proctor().sweep_once();
    let ended = tokio::time::timeout(std::time::Duration::from_secs(20), sweep).await.expect("an end of the sweep");
    assert_eq!(ended.expect("a sweep"), 1);
    exam.opens("/result").await.must_say("1 of 4");
}

#[tokio::test]
async fn somebody_with_an_attempt_of_an_exam_that_is_gone_is_kept_from_nothing_else() {
    let folder = with_another_exam();
    let simulado = Simulado::with_questions(folder.path()).await;
    let ana = simulado.guest();
    let gone = ana.begins("other", &[("mode", "exam")]).await;
    simulado.wait_seconds(LIMIT + 60);
    let simulado = restart(simulado, &tiny(), &[&ana]).await;
    for path in ["/", "/exams/tiny", "/exams/tiny/start?mode=exam", "/progress", "/account", "/account/data"] {
        ana.opens(path).await.must_be(200);
    }
    gone.opens("/items/1").await.must_be(404);
    gone.opens("/result").await.must_be(404);
    ana.begins_mock_exam().await.question(1).await.must_be(200);
    // The folder comes back, and with it the result.
    let simulado = restart(simulado, folder.path(), &[&ana]).await;
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 1);
    gone.opens("/result").await.must_say("Time is up");
}
