//! Authors change many questions at once: they see what would happen, it happens once, and it can be undone.

use crate::candidate::Candidate;
use crate::page::Page;
use crate::support::Simulado;

const LIST: &str = "/admin/exams/tiny/questions";
const CHANGES: &str = "/admin/exams/tiny/questions/changes";

impl Candidate {
    /// Asks for a change and looks at what it would do.
    async fn looks_at(&self, fields: &[(&str, &str)]) -> (String, Page) {
        let url = self.sends(CHANGES, fields).await.leads_to();
        let page = self.opens(&url).await;
        page.must_be(200);
        (url, page)
    }

    /// Does the change, or undoes it, and looks at its page.
    async fn does(&self, url: &str, what: &str) -> Page {
        self.visits(&self.sends(&format!("{url}/{what}"), &[]).await.leads_to()).await
    }
}

const LEVELS: &str = "SELECT COUNT(*) FROM question WHERE level = 'apply'";
const REVISIONS: &str = "SELECT COUNT(*) FROM revision";

#[tokio::test]
async fn all_that_a_filter_finds_are_changed_once_and_put_back() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let (before, revisions) = (simulado.count(LEVELS).await, simulado.count(REVISIONS).await);
    let list = ana.opens(&format!("{LIST}?part=1.1")).await;
    list.must_say("All 4 of this list");
    let hidden = list.form("[^\"]*/changes").1;
    assert_eq!(hidden, [("list".to_owned(), "part=1.1".to_owned())]);
    let so_already = simulado.count("SELECT COUNT(*) FROM question WHERE level = 'apply' AND objective = '1.1'").await;
    assert!((1..4).contains(&so_already), "the bank has both");
    let (url, page) = ana.looks_at(&[("list", "part=1.1"), ("scope", "all"), ("to", "level:apply")]).await;
    page.must_say(&format!("Change {} questions?", 4 - so_already));
    page.must_say("New level: Apply");
    page.must_say("Nothing is changed yet.");
    page.must_say("so already");
    assert_eq!((simulado.count(LEVELS).await, simulado.count(REVISIONS).await), (before, revisions));
    assert_eq!(page.link("Back to the questions"), "/admin/exams/tiny/questions?part=1.1");

    simulado.wait_seconds(60);
    let done = ana.does(&url, "confirmation").await;
    done.must_say(&format!("{} questions were changed", 4 - so_already));
    let again = ana.does(&url, "confirmation").await;
    again.must_say("questions were changed");
    assert_eq!(simulado.count(LEVELS).await, before + 4 - so_already);
    assert_eq!(simulado.count(REVISIONS).await, revisions + 4 - so_already, "each once");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question WHERE state = 'live' AND live_id = revision_id").await, 8);
    ana.opens(CHANGES).await.must_say("New level: Apply");

    simulado.wait_seconds(60);
    let undone = ana.does(&url, "undoing").await;
    undone.must_say(&format!("{} questions were put back", 4 - so_already));
    ana.does(&url, "undoing").await.must_say("questions were put back");
    assert_eq!(simulado.count(LEVELS).await, before);
    assert_eq!(
        simulado.count("SELECT COUNT(*) FROM question q JOIN revision r ON r.id = q.live_id WHERE r.number = 1").await,
        8
    );
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE object = 'exam/tiny'").await, 2, "one line an act");
    let named = "SELECT COUNT(*) FROM audit a, json_each(a.after, '$.questions') WHERE a.act = 'questions-changed'";
    assert_eq!(simulado.count(named).await, 4 - so_already);
}

#[tokio::test]
async fn what_somebody_changed_meanwhile_is_left_and_named() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let bia = simulado.with_role("bia", "author").await;
    let all: &[(&str, &str)] = &[("list", "part=1.1"), ("scope", "all"), ("to", "state:retired")];
    let (url, page) = ana.looks_at(all).await;
    page.must_say("Change 4 questions?");
    // What is not done is nobody else's business.
    bia.opens(&url).await.must_be(404);
    bia.sends(&format!("{url}/confirmation"), &[]).await.must_be(404);
    bia.edits(&format!("{LIST}/format-of-file"), &[("reason", "x"), ("stem_en", "What is it?")], "save")
        .await
        .must_be(303);
    let done = ana.does(&url, "confirmation").await;
    done.must_say("3 questions were changed");
    done.must_say("One was left alone: somebody changed it after this page was shown");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question WHERE state = 'retired'").await, 3);
    let practice = simulado.guest().practises(&[("objective", "1.1"), ("count", "4")]).await;
    assert!(simulado.place_of(&practice, "sparse-images").await.is_none(), "what is retired is drawn no more");
    simulado.wait_seconds(5);
    bia.moves(&format!("{LIST}/sparse-images"), "draft").await.must_be(303);
    let undone = bia.does(&url, "undoing").await;
    undone.must_say("2 questions were put back");
    undone.must_say("One was left as it is: somebody has changed it since");
    assert_eq!(
        undone.find(r#"(?s)id="group-left".*?<li><a href="([^"]*)""#).expect("it is named"),
        format!("{LIST}/sparse-images")
    );
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question WHERE state = 'live' AND objective = '1.1'").await, 2);
}

#[tokio::test]
async fn what_may_not_go_live_is_refused_before_anything_is_written() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    ana.edits(&format!("{LIST}/new"), &[("name", "half"), ("part", "1.1.a"), ("stem_en", "Half")], "save")
        .await
        .must_be(303);
    let ticked: &[(&str, &str)] = &[
        ("scope", "ticked"),
        ("question", "half"),
        ("question", "new-bridge"),
        ("question", "nobody"),
        ("to", "state:live"),
    ];
    let (url, page) = ana.looks_at(ticked).await;
    page.must_say("No question would be changed");
    page.must_say("One stays as it is: something is missing or a rule is broken");
    page.must_say("One is so already");
    ana.does(&url, "confirmation").await.must_say("No question was changed");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question WHERE name = 'half' AND state = 'draft'").await, 1);
    let (_, page) = ana.looks_at(&[("scope", "all"), ("to", "state:draft")]).await;
    page.must_say("they cannot go there from where they are");
}

#[tokio::test]
async fn moved_to_another_area_a_question_is_of_its_objective_and_drawn_there_or_waits_as_a_draft() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let asked = ana.sends(CHANGES, &[("scope", "ticked"), ("question", "new-bridge"), ("to", "area")]).await;
    asked.must_be(200).must_say("Move to which area?");
    assert!(asked.form("[^\"]*/changes").1.contains(&("question".to_owned(), "new-bridge".to_owned())));
    let ticked: &[(&str, &str)] = &[("scope", "ticked"), ("question", "new-bridge"), ("to", "area:1.1.a")];
    let (url, page) = ana.looks_at(ticked).await;
    // Its terms are those of its objective: the new text breaks a rule, and is a draft.
    page.must_say("One will be changed and become a draft");
    ana.does(&url, "confirmation").await.must_say("One was changed and is a draft now");
    let draft = "SELECT COUNT(*) FROM question q JOIN revision live ON live.id = q.live_id
                 WHERE q.name = 'new-bridge' AND q.objective = '1.1' AND q.state = 'draft' AND live.objective = '2.1'";
    assert_eq!(simulado.count(draft).await, 1);
    let ticked: &[(&str, &str)] = &[("scope", "ticked"), ("question", "larger-disk"), ("to", "area:1.1.b")];
    let (url, _) = ana.looks_at(ticked).await;
    ana.does(&url, "confirmation").await.must_say("One question was changed");
    let live = "SELECT COUNT(*) FROM question WHERE name = 'larger-disk' AND area = '1.1.b' AND live_id = revision_id";
    assert_eq!(simulado.count(live).await, 1);
}

#[tokio::test]
async fn a_form_that_lacks_something_comes_back_with_what_was_chosen() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let page = ana.sends(CHANGES, &[("list", "part=1.1"), ("scope", "ticked"), ("to", "level:apply")]).await;
    page.must_be(422).must_say("Tick at least one question");
    assert!(page.text().contains("<option value=\"level:apply\" selected>"));
    let page = ana.sends(CHANGES, &[("scope", "ticked"), ("question", "new-bridge"), ("to", "level:hard")]).await;
    page.must_be(422).must_say("Choose what they are to be changed to.");
    assert!(page.text().contains("value=\"new-bridge\" aria-label=\"Tick new-bridge\" checked>"));
    ana.sends(CHANGES, &[("to", "area")]).await.must_be(422).must_say("Tick at least one question");
    let page = ana.sends(CHANGES, &[("scope", "all"), ("to", "area:9.9.z")]).await;
    page.must_be(422).must_say("Choose what they are to be changed to.");
    ana.opens(&format!("{CHANGES}/01900000-0000-7000-8000-000000000001")).await.must_be(404);
}
