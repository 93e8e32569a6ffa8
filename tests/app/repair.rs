//! A wrong question, from the first report to the corrected result: reported, mended, regraded, and everybody concerned told.

use simulado::authoring::Text;
use simulado::exam::draft::Draft;
use simulado::exam::id::{QuestionName, RevisionId};
use simulado::exam::lang::Lang;
use simulado::exam::lifecycle::State;
use simulado::store::candidate;

use crate::candidate::{Attempt, Candidate};
use crate::page::Page;
use crate::support::Simulado;

const NAME: &str = "format-of-file";
const REPORTS: &str = "/admin/exams/tiny/reports/format-of-file";
const REGRADE: &str = "/admin/exams/tiny/questions/format-of-file/regrade";

impl Simulado {
    /// An author changes the text of the question and puts it live.
    async fn mends(&self, author: &str, change: impl FnOnce(&mut Draft)) {
        let desk = self.app.desk();
        let exam = "tiny".parse().expect("a slug");
        let name: QuestionName = NAME.parse().expect("a name");
        let shelf = desk.library.shelf(&exam).expect("the exam");
        let author = author.to_owned();
        let account = desk.store.read(|tx| {
            Box::pin(async move {
                let (id, _) = candidate::by_name(tx, &author).await?.expect("an account");
                Ok(candidate::by_id(tx, id).await?.expect("an account"))
            })
        });
        let account = account.await.expect("a read");
        let mut opened = desk.open(&account, &exam, &name).await.expect("a read").expect("the question");
        change(&mut opened.draft);
        let id = RevisionId(desk.random.uuid(desk.clock.now()));
        let text = Text {
            name: name.clone(),
            objective: opened.head.objective.clone(),
            draft: opened.draft,
            reason: String::new(),
            base: Some(opened.head.revision),
            id,
        };
        desk.save(&account, &shelf.blueprint, text).await.expect("a save");
        let opened = desk.open(&account, &exam, &name).await.expect("a read").expect("the question");
        desk.move_on(&account, &shelf.blueprint, &opened, id, State::Live).await.expect("it goes live");
    }
}

/// The key is `map` after all, and the explanation of that option says so.
fn map_is_right(draft: &mut Draft) {
    draft.keys = [2].into();
    for lang in Lang::ALL {
        "Mended: it is this one.".clone_into(&mut draft.body.get_mut(lang).options[2].explanation);
    }
}

/// A practice of all eight questions in which `format-of-file` is answered with `map`, and the number it has there.
async fn practises_with_map(simulado: &Simulado, who: &Candidate) -> (Attempt, u16) {
    let practice = who.practises(&[("count", "8"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&practice, NAME).await.expect("all are on the form");
    let letter = letter_of(simulado, &practice, number, 2).await;
    practice.answers(number, &[&letter]).await;
    (practice, number)
}

/// The letter of an option, by its place in the file.
async fn letter_of(simulado: &Simulado, exam: &Attempt, number: u16, place: usize) -> String {
    let sitting = simulado.sitting(exam).await;
    let order = &sitting.item(number).expect("an item").option_order;
    let shown = order.iter().position(|option| *option == place).expect("it is shown");
    ('A'..).nth(shown).expect("a letter").to_string()
}

/// Fills in the form that decides on a preview, and sends it.
async fn decides(author: &Candidate, preview: &Page, reason: &str) -> Page {
    let form = preview.find(&format!("(?s)<form method=\"post\" action=\"{REGRADE}\">(.*?)</form>")).expect("a form");
    let hidden = regex::Regex::new("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">").expect("a pattern");
    let fields: Vec<(String, String)> =
        hidden.captures_iter(&form).map(|found| (found[1].to_owned(), found[2].to_owned())).collect();
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.push(("reason", reason));
    author.sends(REGRADE, &sent).await
}

#[tokio::test]
async fn a_wrong_key_is_reported_mended_and_regraded_and_the_candidate_learns_of_it() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    let caio = simulado.member("caio").await;
    let (practice, number) = practises_with_map(&simulado, &caio).await;
    practice.hands_in().await.must_say("0 of 8 right");
    let item = format!("/result/items/{number}");
    caio.sends(&practice.url(&format!("/items/{number}/reports")), &[("message", "map shows it, too")])
        .await
        .must_be(303);
    practice.opens(&item).await.must_say("Nobody has answered yet.");

    // The author finds the report, with what the candidate saw and chose, and without the candidate.
    author.opens("/admin").await.must_say("1 was reported");
    let queue = author.opens("/admin/exams/tiny/reports").await;
    queue.must_say("Which subcommand of qemu-img shows the format of a disk file?");
    queue.must_say("1 waits");
    let page = author.opens(REPORTS).await;
    for told in ["map shows it, too", "Text 1 in English", "still live", "The answer was: Wrong", "chosen"] {
        page.must_say(told);
    }
    page.must_not_say("caio");
    let letters = page.find_all("<span class=\"letter\">([A-Z])</span>");
    assert_eq!(letters, ["A", "B", "C", "D"]);

    // The question is mended; the decision is looked at before it is made.
    simulado.mends("ana", map_is_right).await;
    author.opens(REPORTS).await.must_say("text 2 is live now");
    author.opens(REGRADE).await.must_say("can be applied");
    let preview = author.opens(&format!("{REGRADE}?decision=key&from=1&through=1")).await;
    assert_eq!(preview.find("<div><dt>Ended with it</dt><dd>(\\d+)</dd>").as_deref(), Some("1"));
    preview.must_say("0 of 8");
    preview.must_say("1 of 8");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM regrade").await, 0, "nothing is written");
    practice.opens("/result").await.must_say("0 of 8 right");
    let done = decides(&author, &preview, "map lists the format, too.").await;
    author.opens(&done.leads_to().replace("#decided", "")).await.must_say("Decided: 1 attempt, 1 score changed.");

    // The reporter gets an answer.
    let id = author.opens(REPORTS).await.find("name=\"report\" value=\"([^\"]*)\"").expect("a report");
    let answers = format!("{REPORTS}/answers");
    let told = author.sends(&answers, &[("report", &id), ("state", "fixed"), ("text", "You were right.")]).await;
    author.opens(&told.leads_to()).await.must_say("One report was answered.");

    // The candidate learns of both, until they have seen it.
    let progress = caio.opens("/progress").await;
    progress.must_say("Your practice of 24 Nov 2026 was counted again: it was 0 of 8 right and is now 1 of 8.");
    progress.must_say(&format!("Your report on question {number} was answered."));
    let result = practice.opens("/result").await;
    result.must_say("1 of 8 right");
    result.must_say("Counted again on 24 Nov 2026");
    result.must_say(&format!("The key of question {number} was corrected."));
    result.must_say("map lists the format, too.");
    result.must_say(&format!("Your report on question {number} was answered."));
    let review = practice.opens(&item).await;
    for told in [
        "The question was mended",
        "You were right.",
        "Right, and you chose it",
        "(corrected)",
        "Mended: it is this one.",
    ] {
        review.must_say(told);
    }
    review.must_say("It looks for damage.");
    review.must_not_say("It shows what is allocated.");
    for page in [caio.opens("/progress").await, practice.opens("/result").await] {
        page.must_not_say("counted again: it was");
        page.must_not_say("was answered.");
    }
    practice.opens("/result").await.must_say("Counted again on 24 Nov 2026");
    let paper = practice.opens("/result/paper").await;
    let letter = letter_of(&simulado, &practice, number, 2).await;
    assert_eq!(paper.find(&format!("<span class=\"no\">{number}</span> <b>([^<]*)</b>")), Some(letter));
    paper.must_say("corrected");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'question-regraded'").await, 1);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'reports-answered'").await, 1);
}

#[tokio::test]
async fn a_candidate_in_the_middle_of_an_attempt_notices_nothing_and_is_scored_by_what_was_decided() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    let caio = simulado.guest();
    let (practice, number) = practises_with_map(&simulado, &caio).await;
    let before = practice.question(number).await;
    simulado.mends("ana", map_is_right).await;
    let preview = author.opens(&format!("{REGRADE}?decision=key&from=1&through=1")).await;
    preview.must_say("No score changes.");
    decides(&author, &preview, "map is right.").await.must_be(303);
    assert_eq!(practice.question(number).await.body, before.body, "the page is the same");
    caio.opens("/progress").await.must_not_say("counted again");
    let result = practice.hands_in().await;
    result.must_say("1 of 8 right");
    result.must_say("corrected");
    result.must_not_say("Counted again");
    let review = practice.opens(&format!("/result/items/{number}")).await;
    review.must_say("The key of this question was corrected on 24 Nov 2026.");
    review.must_say("map is right.");
}

#[tokio::test]
async fn what_is_checked_in_an_open_practice_stays_as_it_was_shown_until_its_end() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    let practice = simulado.guest().practises(&[("count", "8"), ("feedback", "at-once")]).await;
    let number = simulado.place_of(&practice, NAME).await.expect("all are on the form");
    let map = letter_of(&simulado, &practice, number, 2).await;
    practice.fills_in(number, &[("choice", &map)], "check").await.must_be(303);
    let before = practice.question(number).await;
    before.must_say("Wrong, and you chose it");
    simulado.mends("ana", map_is_right).await;
    let preview = author.opens(&format!("{REGRADE}?decision=key")).await;
    decides(&author, &preview, "map is right.").await.must_be(303);
    assert_eq!(practice.question(number).await.body, before.body, "what was shown is not taken back meanwhile");
    practice.hands_in().await.must_say("1 of 8 right");
    practice.opens(&format!("/result/items/{number}")).await.must_say("Right, and you chose it");
}

#[tokio::test]
async fn full_credit_reaches_those_who_left_it_open_and_an_excluded_question_counts_for_nothing() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    let caio = simulado.member("caio").await;
    let exam = caio.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&exam, NAME).await.expect("all are on the form");
    exam.answers_right(&simulado, if number == 1 { 2 } else { 1 }).await;
    exam.hands_in().await.must_say("1 of 4 right");
    let preview = author.opens(&format!("{REGRADE}?decision=credit")).await;
    decides(&author, &preview, "No option was right.").await.must_be(303);
    let result = exam.opens("/result").await;
    result.must_say("2 of 4 right");
    result.must_say(&format!("Everybody got full credit for question {number}."));
    result.must_say("full credit");
    caio.opens("/progress").await.must_say("1 of 1: too few to be sure");
    let preview = author.opens(&format!("{REGRADE}?decision=exclude")).await;
    preview.must_say("Full credit for everybody");
    decides(&author, &preview, "It asked two things.").await.must_be(303);
    let result = exam.opens("/result").await;
    result.must_say("1 of 3 right");
    result.must_say("Not counted");
    result.must_say("One question does not count.");
    assert_eq!(result.find_all("<h2>(Counted again)"), ["Counted again", "Counted again"]);
    exam.opens(&format!("/result/items/{number}")).await.must_say("This question was taken out of the scores");
    exam.opens("/result/paper").await.must_say("not counted");
    caio.opens("/progress").await.must_say("1 of 3");
}

#[tokio::test]
async fn a_mock_exam_may_pass_by_it_and_the_preview_says_how_many() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    let mut exam = simulado.guest().begins_mock_exam().await;
    while simulado.place_of(&exam, NAME).await.is_none() {
        exam = simulado.guest().begins_mock_exam().await;
    }
    let number = simulado.place_of(&exam, NAME).await.expect("it is on the form");
    for other in (1..=4).filter(|other| *other != number).take(2) {
        exam.answers_right(&simulado, other).await;
    }
    exam.hands_in().await.must_say("This would not be a pass yet");
    let preview = author.opens(&format!("{REGRADE}?decision=credit")).await;
    assert_eq!(preview.find("<div><dt>Would pass now</dt><dd>(\\d+)</dd>").as_deref(), Some("1"));
    preview.must_say("430 2 of 4, does not pass");
    preview.must_say("585 3 of 4, passes");
    decides(&author, &preview, "It was unclear.").await.must_be(303);
    let result = exam.opens("/result").await;
    result.must_say("This would be a pass");
    result.must_say("estimate 430, 2 of 4 right");
    result.must_say("estimate 585, 3 of 4 right");
    result.must_say("This would be a pass now.");
}

#[tokio::test]
async fn a_key_that_says_nothing_about_what_was_served_is_refused_with_the_reason() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    let (practice, _) = practises_with_map(&simulado, &simulado.guest()).await;
    practice.hands_in().await;
    simulado
        .mends("ana", |draft| {
            for lang in Lang::ALL {
                "`compare`".clone_into(&mut draft.body.get_mut(lang).options[0].text);
            }
        })
        .await;
    let page = author.opens(REGRADE).await;
    page.must_say("no: option 1 says something else there");
    let preview = author.opens(&format!("{REGRADE}?decision=key&from=1&through=1")).await;
    preview.must_say("No text in this range can be regraded like that.");
    assert!(preview.find("(name=\"reason\")").is_none(), "there is nothing to confirm");
    author.opens(&format!("{REGRADE}?decision=credit&from=1&through=1")).await.must_say("1 of 8");
}

#[tokio::test]
async fn sent_twice_it_is_decided_once_and_what_is_stale_is_shown_again() {
    let simulado = Simulado::tiny().await;
    let (ana, bia) = (simulado.with_role("ana", "author").await, simulado.with_role("bia", "author").await);
    let (practice, _) = practises_with_map(&simulado, &simulado.guest()).await;
    practice.hands_in().await;
    let (hers, other) = (
        ana.opens(&format!("{REGRADE}?decision=credit")).await,
        bia.opens(&format!("{REGRADE}?decision=exclude")).await,
    );
    decides(&ana, &hers, "").await.must_be(422).must_say("Say in a sentence why: the candidates read it.");
    decides(&ana, &hers, &"x".repeat(1001)).await.must_be(422).must_say("At most 1000 characters, please.");
    for _ in 0..2 {
        let done = decides(&ana, &hers, "Nothing was right.").await;
        assert!(done.leads_to().starts_with(&format!("{REGRADE}?concerned=1&changed=1")));
    }
    assert_eq!(simulado.count("SELECT COUNT(*) FROM regrade").await, 1);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'question-regraded'").await, 1);
    let stale = decides(&bia, &other, "It is unclear.").await;
    stale.must_be(409).must_say("Something else was decided or went live meanwhile.");
    stale.must_say("It is unclear.");
    stale.must_say("Nothing was right.");
    practice.opens("/result").await.must_say("1 of 8 right");
    // What is shown then can be confirmed.
    decides(&bia, &stale, "It is unclear.").await.must_be(303);
    practice.opens("/result").await.must_say("0 of 7 right");
}

#[tokio::test]
async fn several_reports_get_one_answer_and_mistakes_are_shown_beside_the_form() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    let (caio, dora) = (simulado.member("caio").await, simulado.guest());
    for (who, words) in [(&caio, "what is <map>?"), (&dora, "info is not it")] {
        let (practice, number) = practises_with_map(&simulado, who).await;
        practice.hands_in().await;
        who.sends(&practice.url(&format!("/items/{number}/reports")), &[("message", words)]).await.must_be(303);
    }
    let page = author.opens(REPORTS).await;
    page.must_say("what is <map>?");
    assert!(!page.text().contains(" checked"), "with two of them, somebody has to choose");
    let ids = page.find_all("name=\"report\" value=\"([^\"]*)\"");
    assert_eq!(ids.len(), 2);
    let answers = format!("{REPORTS}/answers");
    let wrong = author.sends(&answers, &[("state", "answered"), ("text", "Thank you.")]).await;
    wrong.must_be(422).must_say("Tick the reports that this answers.");
    wrong.must_say("Thank you.");
    let wrong = author.sends(&answers, &[("state", "rejected"), ("report", &ids[0]), ("text", " ")]).await;
    wrong.must_be(422).must_say("Write what the candidates are to read.");
    assert_eq!(wrong.find_all("value=\"([^\"]*)\" checked"), [ids[0].as_str()]);
    let long = "x".repeat(2001);
    author.sends(&answers, &[("state", "fixed"), ("report", &ids[0]), ("text", &long)]).await.must_be(422);
    author.sends(&answers, &[("state", "open"), ("report", &ids[0])]).await.must_be(422);
    let both =
        [("state", "rejected"), ("report", &*ids[0]), ("report", &*ids[1]), ("text", "info is right: it tells.")];
    author.opens(&author.sends(&answers, &both).await.leads_to()).await.must_say("2 reports were answered.");
    author.opens(&author.sends(&answers, &both).await.leads_to()).await.must_say("They were told this already.");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'reports-answered'").await, 1);
    for who in [&caio, &dora] {
        who.opens("/progress").await.must_say("was answered.");
    }
    author.opens("/admin/exams/tiny/reports").await.must_say("none");
    author.opens(REPORTS).await.must_say("Rejected");
}

#[tokio::test]
async fn whose_time_runs_out_is_scored_by_it_and_reads_it_in_their_language() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    let caio = simulado.guest().speaking("pt-BR");
    let late = caio.practises(&[("count", "8"), ("clock", "on"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&late, NAME).await.expect("all are on the form");
    let preview = author.opens(&format!("{REGRADE}?decision=exclude")).await;
    assert_eq!(preview.find("<div><dt>Under way</dt><dd>(\\d+)</dd>").as_deref(), Some("1"));
    decides(&author, &preview, "A pergunta era ambígua.").await.must_be(303);
    simulado.wait_seconds(4 * 3600);
    assert_eq!(simulado.proctor().sweep_once().await.expect("a sweep"), 1);
    let result = late.opens("/result").await;
    result.must_say("0 acertos em 7");
    result.must_say("Uma questão não conta.");
    let review = late.opens(&format!("/result/items/{number}")).await;
    review.must_say("Não conta");
    review.must_say("esta questão saiu do cálculo das notas.");
    review.must_say("A pergunta era ambígua.");
    let queue = author.speaking("pt-BR").opens(REGRADE).await;
    queue.must_say("nenhuma tentativa terminada, nenhuma nota mudou");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    for path in [
        "/admin/exams/none/reports",
        "/admin/exams/tiny/reports/none",
        "/admin/exams/tiny/reports/No%20Name",
        "/admin/exams/tiny/questions/none/regrade",
        "/admin/exams/none/questions/format-of-file/regrade",
    ] {
        author.opens(path).await.must_be(404);
    }
    author.opens("/admin/exams/tiny/reports").await.must_say("Nothing was reported.");
    author.opens(REPORTS).await.must_say("There are no reports here.");
    // Nothing was served yet, but the live text may be decided about.
    author.opens(&format!("{REGRADE}?decision=exclude")).await.must_say("No score changes.");
    author.opens(&format!("{REGRADE}?decision=nonsense&from=9&through=x")).await.must_be(200);
}
