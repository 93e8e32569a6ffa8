//! What a candidate saw is what they go on seeing, whatever becomes of the question's file meanwhile.

use crate::banks::{changed, tiny};
use crate::candidate::restart;
use crate::support::Simulado;

const NAME: &str = "format-of-file";

/// The tiny bank with one question asked in other words, and with its key elsewhere.
fn edited() -> tempfile::TempDir {
    changed(&tiny(), |name, text| {
        if name != "format-of-file.md" {
            return text;
        }
        text.replace("shows the format of a disk file", "tells what format a file has")
            .replace("- [x] `info`", "- [ ] `info`")
            .replace("- [ ] `map`", "- [x] `map`")
            .replace("It shows format and sizes.", "It tells them now.")
    })
}

#[tokio::test]
async fn an_attempt_begun_before_a_file_changed_still_shows_and_scores_the_old_text() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&exam, NAME).await.expect("all are on the form");
    exam.question(number).await;
    let before = exam.question(number).await;
    before.must_say("shows the format of a disk file");
    let old_key = simulado.key(&exam, number).await;

    let folder = edited();
    let simulado = restart(simulado, folder.path(), &[&ana]).await;

    assert_eq!(exam.question(number).await.body, before.body, "the page is the same");
    exam.answers(number, &[&old_key[0]]).await;
    exam.hands_in().await.must_say("1 of 4 right");
    let review = exam.opens(&format!("/result/items/{number}")).await;
    review.must_say("shows the format of a disk file");
    review.must_say("It shows format and sizes.");
    review.must_not_say("It tells them now.");
    // Whoever begins now has the new one.
    simulado.wait_seconds(60);
    let later = ana.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&later, NAME).await.expect("all are on the form");
    later.question(number).await.must_say("tells what format a file has");
    assert_ne!(simulado.sitting(&later).await.item(number).map(|item| item.revision_id), None);
    assert_eq!(simulado.count(&format!("SELECT COUNT(*) FROM revision WHERE question = '{NAME}'")).await, 2);
}

#[tokio::test]
async fn a_question_that_is_gone_stays_in_the_attempts_that_have_it_and_is_drawn_no_more() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let exam = ana.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&exam, NAME).await.expect("all are on the form");
    let folder = changed(&tiny(), |_, text| text);
    std::fs::remove_file(folder.path().join("tiny/1.1/format-of-file.md")).expect("the file");
    let simulado = restart(simulado, folder.path(), &[&ana]).await;
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question WHERE live_id IS NOT NULL").await, 7);
    exam.question(number).await.must_say("shows the format of a disk file");
    exam.answers_right(&simulado, number).await;
    exam.hands_in().await.must_say("1 of 4 right");
    simulado.wait_seconds(60);
    let later = ana.practises(&[("objective", "1.1"), ("count", "4")]).await;
    assert_eq!(simulado.place_of(&later, NAME).await, None);
    assert_eq!(simulado.sitting(&later).await.items.len(), 3);
}

#[tokio::test]
async fn a_renamed_file_is_another_question_though_its_text_is_known() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.guest();
    let folder = changed(&tiny(), |_, text| text);
    let file = |name: &str| folder.path().join("tiny/1.1").join(name);
    std::fs::rename(file("format-of-file.md"), file("another-name.md")).expect("a rename");
    let simulado = restart(simulado, folder.path(), &[&ana]).await;
    let live = |name: &str| format!("SELECT COUNT(*) FROM question WHERE live_id IS NOT NULL AND name = '{name}'");
    assert_eq!(simulado.count(&live(NAME)).await, 0);
    assert_eq!(simulado.count(&live("another-name")).await, 1);
    // And back again: neither is a text that was never there.
    std::fs::rename(file("another-name.md"), file("format-of-file.md")).expect("a rename");
    let simulado = restart(simulado, folder.path(), &[&ana]).await;
    assert_eq!((simulado.count(&live(NAME)).await, simulado.count(&live("another-name")).await), (1, 0));
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision").await, 9);
}

#[tokio::test]
async fn starting_again_with_the_same_files_makes_no_new_revisions() {
    let simulado = Simulado::tiny().await;
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision").await, 8);
    let simulado = simulado.restarted().await;
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision").await, 8);
    let folder = edited();
    let simulado = simulado.restart(folder.path()).await;
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision").await, 9);
    let simulado = simulado.restarted().await;
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question WHERE live_id IS NOT NULL").await, 8);
    simulado.guest().begins_mock_exam().await;
}
