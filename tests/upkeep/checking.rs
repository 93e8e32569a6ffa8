//! `simulado check`: finds what is not as it must be, on both databases, and changes nothing.

use crate::place::Place;

#[tokio::test]
async fn a_score_that_was_changed_is_found() {
    let place = Place::with_an_exam();
    place.runs(&["check"]).must_be(0).must_say("attempts: 1 closed, their scores recomputed; 0 open; 4 items in all");
    place.executes("simulado.db", "UPDATE attempt SET raw_score = raw_score + 1").await;
    let found = place.runs(&["check"]);
    found.must_be(1).must_say("findings: 1\n").must_say("  attempt 0").must_say(": its raw score is ");
    found.must_say("Nothing was changed");
    place
        .executes(
            "simulado.db",
            "UPDATE attempt SET raw_score = raw_score - 1, scaled_score = 800, passed = NOT passed",
        )
        .await;
    place.runs(&["check"]).must_be(1).must_say("findings: 2\n").must_say("its scaled score is 800");
}

#[tokio::test]
async fn each_way_to_break_an_attempt_is_found() {
    let place = Place::with_an_exam();
    for (breaks, mends, words) in [
        (
            "UPDATE item SET response = 'no JSON' WHERE position = 2",
            "UPDATE item SET response = (SELECT kept FROM mending)",
            "item 2: its response cannot be read",
        ),
        (
            "UPDATE item SET verdict = 'unanswered' WHERE position = 2",
            "UPDATE item SET verdict = (SELECT verdict FROM mending)",
            "item 2: its verdict is unanswered, and its response makes it",
        ),
        (
            "UPDATE item SET answered_at = NULL WHERE position = 2",
            "UPDATE item SET answered_at = (SELECT answered_at FROM mending)",
            "item 2: it has an answer, and no time of it",
        ),
        (
            "UPDATE item SET answered_at = answered_at + 6000000 WHERE position = 2",
            "UPDATE item SET answered_at = answered_at - 6000000",
            "after the deadline",
        ),
        (
            "UPDATE item SET position = 9 WHERE position = 2",
            "UPDATE item SET position = 2",
            "its form of 4 questions has 4 items, not one at each position",
        ),
    ] {
        place
            .executes(
                "simulado.db",
                "DROP TABLE IF EXISTS mending;
                 CREATE TABLE mending AS SELECT response AS kept, verdict, answered_at FROM item WHERE position = 2",
            )
            .await;
        place.executes("simulado.db", breaks).await;
        place.runs(&["check"]).must_be(1).must_say(words);
        place
            .executes(
                "simulado.db",
                &format!("{mends} WHERE position = {}", if words.contains("form") { 9 } else { 2 }),
            )
            .await;
        place.runs(&["check"]).must_be(0);
    }
}

#[tokio::test]
async fn many_findings_are_counted_and_the_first_are_told() {
    let place = Place::with_an_exam();
    let many = "INSERT INTO attempt (id, candidate_id, exam, mode, settings, seed, state, content_language, started_at,
                    last_event_at, questions)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
                SELECT CAST(printf('%016x', i) AS BLOB), (SELECT id FROM candidate), 'gone', 'practice', '{}', 1, 'open', 'en', 1, 1, 2
                FROM n";
    place.executes("simulado.db", many).await;
    let found = place.runs(&["check"]);
    found
        .must_be(1)
        .must_say("1 closed, their scores recomputed; 500 open")
        .must_say("findings: 500\n")
        .must_say("  and 450 more\n");
    assert_eq!(found.out.matches("its form of 2 questions has 0 items").count(), 50);
}

#[tokio::test]
async fn an_exam_without_its_plan_is_said() {
    let place = Place::with_an_exam();
    let nothing = place.path("nothing").display().to_string();
    place.runs(&["check", "--questions", &nothing]).must_be(0).must_say("their scaled scores were not recomputed");
    place.executes("simulado.db", "UPDATE attempt SET raw_score = 4").await;
    place.runs(&["check", "--questions", &nothing]).must_be(1).must_say("its raw score is 4");
}

#[test]
fn what_cannot_be_checked_is_said() {
    let place = Place::new();
    place.runs(&["check"]).refuses("there is no such file");
    assert!(place.names().is_empty(), "nothing is made");
    std::fs::write(place.database(), "x".repeat(9000)).expect("a file");
    place.runs(&["check"]).refuses("file is not a database");
}
