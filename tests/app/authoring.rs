//! Authors write: nothing typed is lost, nobody is overwritten, what goes live is drawn, what was served stays.

use crate::candidate::Candidate;
use crate::page::Page;
use crate::support::Simulado;

const LIST: &str = "/admin/exams/tiny/questions";
const QUESTION: &str = "/admin/exams/tiny/questions/format-of-file";

/// What a form would send, as its page stands.
pub fn filled_in(page: &Page) -> Vec<(String, String)> {
    let text = page.text();
    let form =
        text.split("<form id=\"editor\"").nth(1).and_then(|rest| rest.split("</form>").next()).expect("the editor");
    let unescape = |text: &str| {
        [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
            .iter()
            .fold(text.to_owned(), |text, (written, read)| text.replace(written, read))
    };
    let inputs = regex::Regex::new(
        r#"(?s)<input type="(hidden|text|date|radio|checkbox)"[^>]*name="([^"]*)" value="([^"]*)"([^>]*)>|<input type="(text|date)" id="[^"]*" name="([^"]*)" value="([^"]*)"|<textarea id="[^"]*" name="([^"]*)"[^>]*>\n?(.*?)</textarea>|<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>"#,
    )
    .expect("a pattern");
    let chosen = regex::Regex::new(r#"<option value="([^"]*)"[^>]* selected"#).expect("a pattern");
    let mut fields = Vec::new();
    for found in inputs.captures_iter(form) {
        let part = |n: usize| found.get(n).map_or("", |part| part.as_str());
        if !part(1).is_empty() {
            let choosable = matches!(part(1), "radio" | "checkbox");
            if !choosable || part(4).contains("checked") {
                fields.push((part(2).to_owned(), unescape(part(3))));
            }
        } else if !part(5).is_empty() {
            fields.push((part(6).to_owned(), unescape(part(7))));
        } else if !part(8).is_empty() {
            fields.push((part(8).to_owned(), unescape(part(9))));
        } else {
            let value = chosen.captures(part(11)).map_or(String::new(), |found| unescape(&found[1]));
            fields.push((part(10).to_owned(), value));
        }
    }
    fields
}

impl Candidate {
    /// Opens the editor, changes fields in it and presses a button.
    pub async fn edits(&self, path: &str, changes: &[(&str, &str)], act: &str) -> Page {
        let page = self.opens(path).await;
        self.sends_editor(page.must_be(200), changes, act).await
    }

    /// Changes fields in an editor that is open and presses a button.
    pub async fn sends_editor(&self, page: &Page, changes: &[(&str, &str)], act: &str) -> Page {
        let mut fields = filled_in(page);
        fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        fields.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields.push(("act".to_owned(), act.to_owned()));
        let action = page.find(r#"<form id="editor"[^>]* action="([^"]*)""#).expect("an address");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.sends(&action, &fields).await
    }

    /// Moves the newest text of a question to a state.
    pub async fn moves(&self, path: &str, to: &str) -> Page {
        let page = self.opens(path).await;
        let (action, hidden) = page.must_be(200).form("[^\"]*/state");
        let revision = hidden.iter().find(|(name, _)| name == "revision").expect("a revision").1.clone();
        self.sends(&action, &[("revision", &revision), ("to", to)]).await
    }
}

#[tokio::test]
async fn a_text_is_saved_as_a_draft_and_drawn_once_it_is_live() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let guest = simulado.guest();
    let before = guest.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
    let saved = ana
        .edits(
            QUESTION,
            &[("stem_en", "Which command of `qemu-img` tells the format of an image?"), ("reason", "clearer")],
            "save",
        )
        .await;
    let page = ana.visits(&saved.leads_to()).await;
    page.must_say("Saved as revision 2.");
    page.must_say("an older text is live");
    let number = simulado.place_of(&before, "format-of-file").await.expect("all are on the form");
    before.question(number).await.must_say("shows the format of a disk file");
    ana.moves(QUESTION, "live").await.must_be(303);
    before.question(number).await.must_say("shows the format of a disk file");
    simulado.wait_seconds(60);
    let later = guest.practises(&[("objective", "1.1"), ("count", "4"), ("feedback", "at-end")]).await;
    let number = simulado.place_of(&later, "format-of-file").await.expect("all are on the form");
    later.question(number).await.must_say("tells the format of an image?");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE object = 'question/tiny/format-of-file'").await, 2);
    let history = ana.opens(&format!("{QUESTION}/revisions")).await;
    history.must_say("clearer");
    history.must_say("A file");
}

#[tokio::test]
async fn the_same_form_twice_saves_once() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let page = ana.opens(QUESTION).await;
    for _ in 0..2 {
        ana.sends_editor(&page, &[("stem_en", "Which command is it?")], "save").await.must_be(303);
    }
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision WHERE question = 'format-of-file'").await, 2);
    let nothing = ana.edits(QUESTION, &[], "save").await;
    ana.visits(&nothing.leads_to()).await.must_say("Nothing has changed");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision WHERE question = 'format-of-file'").await, 2);
}

#[tokio::test]
async fn of_two_authors_the_second_is_told_and_loses_nothing() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let bia = simulado.with_role("bia", "author").await;
    let (of_ana, of_bia) = (ana.opens(QUESTION).await, bia.opens(QUESTION).await);
    ana.sends_editor(&of_ana, &[("stem_en", "What does Ana ask?")], "save").await.must_be(303);
    let refused = bia.sends_editor(&of_bia, &[("stem_en", "What does Bia ask?")], "save").await;
    refused.must_be(409);
    refused.must_say("Somebody saved revision 2 while you were typing.");
    refused.must_say("What does Bia ask?");
    ana.opens(QUESTION).await.must_say("bia was working on this question");
    bia.opens(QUESTION).await.must_say("What does Bia ask?");
    // Having seen it, Bia may put her text on top.
    bia.sends_editor(&refused, &[], "save").await.must_be(303);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision WHERE question = 'format-of-file'").await, 3);
}

#[tokio::test]
async fn what_was_typed_survives_the_browser_and_can_be_discarded() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    ana.edits(QUESTION, &[("stem_en", "Half a thought")], "preview").await.must_be(200).must_say("Half a thought");
    let page = ana.opens(QUESTION).await;
    page.must_say("and did not save it");
    page.must_say("Half a thought");
    ana.sends(&format!("{QUESTION}/preview/deletion"), &[]).await.must_be(303);
    ana.opens(QUESTION).await.must_not_say("Half a thought");
    // The script's way: the same, and only the preview comes back.
    let fields = [("stem_en", "Typed on"), ("kind", "single"), ("part", "1.1"), ("base", ""), ("id", "x")];
    ana.sends(&format!("{LIST}/new/preview"), &fields).await.must_be(200).must_say("Typed on");
    ana.opens(&format!("{LIST}/new")).await.must_say("Typed on");
}

#[tokio::test]
async fn a_new_question_is_arranged_saved_and_lacks_what_it_lacks() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let new = format!("{LIST}/new");
    let page = ana.opens(&new).await;
    let page = ana.sends_editor(&page, &[("option_en", "first"), ("key", "0")], "add").await;
    assert_eq!(page.must_be(200).text().matches("name=\"option_en\"").count(), 6);
    let page = ana.sends_editor(&page, &[], "down-0").await;
    let fields = filled_in(page.must_be(200));
    let options: Vec<&str> =
        fields.iter().filter(|(name, _)| name == "option_en").map(|(_, text)| text.as_str()).collect();
    assert_eq!(options[..2], ["", "first"]);
    assert!(fields.contains(&("key".to_owned(), "1".to_owned())), "the key goes with its option");
    let wrong = ana.sends_editor(&page, &[("name", "Not A Name")], "save").await;
    wrong.must_be(422).must_say("Use lower-case letters, digits and hyphens");
    wrong.must_say("Choose an objective or an area.");
    let taken = ana.sends_editor(&page, &[("name", "format-of-file"), ("part", "1.1.a")], "save").await;
    taken.must_be(422).must_say("This name is taken.");
    let saved = ana.sends_editor(&page, &[("name", "brand-new"), ("part", "1.1.a")], "save").await;
    ana.visits(&saved.leads_to()).await.must_say("The question in English is not written yet.");
    ana.moves(&format!("{LIST}/brand-new"), "live").await.must_be(409).must_say("Something is missing");
    ana.opens(&format!("{LIST}?state=draft")).await.must_say("brand-new");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question WHERE name = 'brand-new' AND live_id IS NULL").await, 1);
}

#[tokio::test]
async fn an_older_text_is_brought_back_without_losing_the_newer() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    ana.edits(QUESTION, &[("stem_en", "Something worse?")], "save").await.must_be(303);
    let history = ana.opens(&format!("{QUESTION}/revisions")).await;
    let marked =
        history.find_all(r#"<input type="radio" form="compare" name="(?:old|new)" value="([^"]*)"[^>]* checked"#);
    let compared = ana.opens(&format!("{QUESTION}/comparison?old={}&new={}", marked[1], marked[0])).await;
    compared.must_be(200).must_say("Revisions 1 and 2");
    compared.must_say("Something worse?");
    ana.opens(&format!("{QUESTION}/comparison?old={}&new=x", marked[0])).await.must_be(404);
    let (action, hidden) = history.form("[^\"]*/restoration");
    let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let back = ana.sends(&action, &fields).await;
    ana.visits(&back.leads_to()).await.must_say("shows the format of a disk file");
    ana.opens(&format!("{QUESTION}/revisions")).await.must_say("Revision 1 brought back");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision WHERE question = 'format-of-file'").await, 3);
}

#[tokio::test]
async fn what_is_retired_is_drawn_no_more_and_can_come_back() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    ana.moves(QUESTION, "retired").await.must_be(303);
    let practice = simulado.guest().practises(&[("objective", "1.1"), ("count", "4")]).await;
    assert_eq!(simulado.place_of(&practice, "format-of-file").await, None);
    ana.moves(QUESTION, "live").await.must_be(303);
    let practice = simulado.guest().practises(&[("objective", "1.1"), ("count", "4")]).await;
    assert!(simulado.place_of(&practice, "format-of-file").await.is_some());
}

#[tokio::test]
async fn what_an_author_types_is_never_obeyed() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let bad = "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3)) <svg/onload=alert(4)>";
    let page =
        ana.edits(QUESTION, &[("stem_en", bad), ("option_en", bad), ("terms", bad), ("reason", bad)], "preview").await;
    let text = page.must_be(200).text();
    for live in ["<script>alert", "<img src=x", "href=\"javascript:", "<svg/onload"] {
        assert!(!text.contains(live), "{live} is live on the page");
    }
}

#[tokio::test]
async fn nothing_that_an_author_sends_breaks_the_editor() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    ana.opens(&format!("{LIST}/no-such-question")).await.must_be(404);
    ana.opens("/admin/exams/nothing/questions").await.must_be(404);
    ana.opens(&format!("{LIST}?part=9&kind=x&state=y&sort=z&before=q&q=%25_&after=a&after_key=b")).await.must_be(200);
    ana.edits(QUESTION, &[("base", "nonsense")], "save").await.must_be(422);
    ana.edits(QUESTION, &[("stem_en", &"x".repeat(600_000))], "save").await.must_be(413);
    ana.sends(&format!("{QUESTION}/state"), &[("to", "nowhere"), ("revision", "x")]).await.must_be(422);
    ana.sends(&format!("{QUESTION}/restoration"), &[("revision", "0192d000-0000-7000-8000-000000000000")])
        .await
        .must_be(404);
}

/// The addresses of the routers, read from the source, so that a new one is seen.
fn addresses() -> Vec<&'static str> {
    let routers = [include_str!("../../src/web/mod.rs"), include_str!("../../src/web/admin/mod.rs")];
    let route = regex::Regex::new(r#"\.route\(\s*"([^"]*)""#).expect("a pattern");
    routers
        .iter()
        .flat_map(|text| route.captures_iter(text).map(|found| found.get(1).expect("an address").as_str()))
        .collect()
}

#[test]
fn no_page_has_the_address_of_a_question() {
    let addresses = addresses();
    let mut taken = std::collections::BTreeSet::new();
    for address in addresses.iter().filter(|address| address.contains("{exam}")) {
        for part in ["{name}", "{question}"] {
            let Some((place, _)) = address.split_once(part) else { continue };
            let beside = addresses.iter().filter_map(|other| other.strip_prefix(place)?.split('/').next());
            taken.extend(beside.filter(|name| !name.starts_with('{')));
        }
    }
    let reserved = simulado::exam::id::QuestionName::RESERVED;
    assert_eq!(
        taken.into_iter().collect::<Vec<_>>(),
        reserved,
        "what no question may be called is what pages are called"
    );
}

#[tokio::test]
async fn a_question_is_not_called_as_a_page_is() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    for name in simulado::exam::id::QuestionName::RESERVED {
        let page = ana.edits(&format!("{LIST}/new"), &[("name", name), ("part", "1.1.a")], "save").await;
        page.must_be(422).must_say("A page has this address: choose another name.");
    }
    let page = ana.edits(&format!("{LIST}/new"), &[("name", "news"), ("part", "1.1.a")], "save").await;
    page.must_be(303);
}
