//! Other systems' files come in: looked at first, a file at a time, and the same file again changes nothing.

use axum::http::Method;
use futures_util::future::{join_all, poll_immediate};
use simulado::authoring::import::WAITING;

use crate::candidate::Candidate;
use crate::page::Page;
use crate::support::Simulado;

const IMPORTS: &str = "/admin/exams/tiny/imports";

const GIFT: &str = "$CATEGORY: disks/images

// [id:one] [tag:storage]
::Grow it::Which *command* grows an image? {=qemu-img resize #It sets the size. ~qemu-img check #It looks for damage.}

::Put in order::{>1) a 2) b}

::Pairs::Match {=a -> b =c -> d}

::Broken::What is it? {~a ~b
";

impl Candidate {
    /// Uploads a file.
    pub async fn uploads(&self, path: &str, name: &str, bytes: &[u8]) -> Page {
        let edge = "edge-of-a-part";
        let mut body =
            format!("--{edge}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n")
                .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        self.asks_as(Method::POST, path, body, &format!("multipart/form-data; boundary={edge}")).await
    }
}

#[tokio::test]
async fn a_file_is_looked_at_before_anything_is_written_and_comes_in_once() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let before = simulado.count("SELECT COUNT(*) FROM question").await;
    let uploaded = ana.uploads(IMPORTS, "disks.gift", GIFT.as_bytes()).await;
    let url = uploaded.leads_to();
    let page = ana.opens(&url).await;
    page.must_be(200).must_say("GIFT");
    page.must_say("No objective chosen");
    page.must_say("Matching questions are not supported");
    page.must_say("Refused");
    page.must_say("without its");
    let brazilian = ana.speaking("pt-BR").opens(&url).await;
    brazilian.must_say("A sintaxe está errada: uma “{” sem a sua “}”");
    brazilian.must_not_say("without its");
    ana.sends(
        &format!("{url}/choices"),
        &[("text", "disks / images"), ("text_part", "1.1.a"), ("level", "apply"), ("lang", "en")],
    )
    .await
    .must_be(303);
    let page = ana.opens(&url).await;
    page.must_say("Import one question");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question").await, before, "nothing is written");
    for _ in 0..2 {
        ana.sends(&format!("{url}/confirmation"), &[]).await.must_be(303);
    }
    ana.opens(&url).await.must_say("One question came in as a draft.");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM question").await, before + 1);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'questions-imported'").await, 1);
    let list = ana.opens("/admin/exams/tiny/questions?state=draft").await;
    list.must_say("grows an image?");
    // The same file again: the place of its category is remembered, and nothing changes.
    let again = ana.uploads(IMPORTS, "disks.gift", GIFT.as_bytes()).await.leads_to();
    ana.opens(&again).await.must_say("Here already");
    ana.sends(&format!("{again}/confirmation"), &[]).await.must_be(303);
    ana.opens(&again).await.must_say("Nothing new was in it");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision WHERE origin = 'import'").await, 1);
}

#[tokio::test]
async fn a_file_of_hundreds_comes_in_whole_and_once() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let question = |n: usize| format!("::q{n}:: What is the disk number {n}? {{ =right {n} ~wrong {n} }}\n");
    let questions = |count: usize| (1..=count).map(question).collect::<Vec<_>>().join("\n");
    let place = [("part", "1.1.a"), ("level", "apply"), ("lang", "en")];
    // Some of it is there already, as it would be after an import that was cut off.
    let some = ana.uploads(IMPORTS, "disks.gift", questions(120).as_bytes()).await.leads_to();
    ana.sends(&format!("{some}/choices"), &place).await.must_be(303);
    ana.sends(&format!("{some}/confirmation"), &[]).await.must_be(303);
    let drafts = "SELECT COUNT(*) FROM question WHERE state = 'draft'";
    assert_eq!(simulado.count(drafts).await, 120);
    let all = ana.uploads(IMPORTS, "disks.gift", questions(330).as_bytes()).await.leads_to();
    ana.sends(&format!("{all}/choices"), &place).await.must_be(303);
    for _ in 0..2 {
        ana.sends(&format!("{all}/confirmation"), &[]).await.must_be(303);
    }
    assert_eq!(simulado.count(drafts).await, 330);
    ana.opens(&all).await.must_say("210 questions came in as drafts.");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM audit WHERE act = 'questions-imported'").await, 2);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM revision WHERE origin = 'import'").await, 330);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_words() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    for (name, bytes, words) in [
        ("x.xml", &b"<!DOCTYPE quiz [<!ENTITY a \"b\">]><quiz>&a;</quiz>"[..], "declares entities"),
        ("x.xml", b"<quiz>\n<question type=\"essay\">", "The XML is broken"),
        ("x.bin", b"\0\x01\x02\xff\xfe", "Nothing in this file says what it is"),
        ("x.gift", b"What is it? {~a ~b", "Nothing was kept."),
        ("x.gift", b"", "The file “x.gift” is empty."),
    ] {
        ana.uploads(IMPORTS, name, bytes).await.must_be(422).must_say(words);
    }
    ana.uploads(IMPORTS, "", b"").await.must_be(422).must_say("Choose a file.");
    ana.sends(IMPORTS, &[("file", "x")]).await.must_be(422).must_say("Choose a file.");
    let large = ana.speaking("pt-BR").uploads(IMPORTS, "large.txt", &vec![b'a'; 17 << 20]).await;
    large.must_be(413).must_say("o limite é de 16 MiB");
    assert_eq!(simulado.count("SELECT COUNT(*) FROM import").await, 0, "nothing of it is kept");
}

#[tokio::test]
async fn while_a_file_is_read_a_few_wait_the_next_is_told_and_candidates_save() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let kept = ana.uploads(IMPORTS, "disks.gift", GIFT.as_bytes()).await.leads_to();
    let queue = simulado.app.queue.clone();
    let reading = queue.turn().await.expect("a turn");
    let mut waiting: Vec<_> = (0..WAITING)
        .map(|number| {
            let bia = ana.clone();
            Box::pin(async move { bia.uploads(IMPORTS, &format!("{number}.gift"), GIFT.as_bytes()).await })
        })
        .collect();
    // They are asked again and again until each has its place.
    while queue.free() > 0 {
        for upload in &mut waiting {
            assert!(poll_immediate(upload).await.is_none(), "it waits for its turn");
        }
        tokio::task::yield_now().await;
    }
    let refused = ana.uploads(IMPORTS, "late.gift", GIFT.as_bytes()).await;
    refused.must_be(503).must_say("Other files are being read, and yours was not kept: try again in a moment.");
    assert_eq!(refused.header("retry-after"), "5");
    let refused = ana.speaking("pt-BR").opens(&kept).await;
    refused.must_be(503).must_say("O seu continua aqui");
    let exam = simulado.guest().begins_mock_exam().await;
    exam.answers_right(&simulado, 1).await;
    drop(reading);
    for page in join_all(waiting).await {
        page.must_be(303);
    }
    ana.opens(&kept).await.must_be(200);
    assert_eq!(simulado.count("SELECT COUNT(*) FROM import").await, 1 + i64::try_from(WAITING).unwrap());
}

#[tokio::test]
async fn an_import_is_its_authors_alone() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let bia = simulado.with_role("bia", "author").await;
    let url = ana.uploads(IMPORTS, "disks.gift", GIFT.as_bytes()).await.leads_to();
    bia.opens(&url).await.must_be(404);
    bia.sends(&format!("{url}/confirmation"), &[]).await.must_be(404);
    bia.opens(&format!("{IMPORTS}/nonsense")).await.must_be(404);
}

#[tokio::test]
async fn what_is_exported_comes_back_as_it_was() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    for format in ["csv", "moodle-xml", "gift", "package", "qti30", "qti12"] {
        let page = ana.opens(&format!("/admin/exams/tiny/exports?format={format}")).await;
        let file = page.must_be(200).link("Download");
        let bytes = ana.opens(&file).await.must_be(200).body.to_vec();
        let url = ana.uploads(IMPORTS, &format!("bank.{format}"), &bytes).await.leads_to();
        let look = ana.opens(&url).await;
        let figures = look.find_all(r"<li[^>]*><b>(\d+)</b>");
        assert_eq!(figures[..3], ["0", "0", "8"], "{format}: {}", look.text());
    }
    ana.opens("/admin/exams/tiny/exports/nothing").await.must_be(404);
    ana.opens("/admin/exams/tiny/exports?format=aiken").await.must_say("lose something");
    let losses = ana.opens("/admin/exams/tiny/exports/aiken/losses.txt").await;
    losses.must_be(200).must_say(": It was left out: ");
    losses.must_say("empty-image: The format cannot hold explanations");
}

#[tokio::test]
async fn a_picture_is_encoded_anew_and_served_from_here() {
    let simulado = Simulado::tiny().await;
    let ana = simulado.with_role("ana", "author").await;
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let xml = format!(
        "<quiz><question type=\"shortanswer\"><name><text>p</text></name><questiontext format=\"html\"><text><![CDATA[<p>What is <img src=\"@@PLUGINFILE@@/a.png\" alt=\"this dot\">?</p>]]></text><file name=\"a.png\" path=\"/\" encoding=\"base64\">{png}</file></questiontext><answer fraction=\"100\"><text>dot</text></answer></question></quiz>"
    );
    let url = ana.uploads(IMPORTS, "p.xml", xml.as_bytes()).await.leads_to();
    ana.sends(&format!("{url}/choices"), &[("part", "1.1.a"), ("lang", "en")]).await.must_be(303);
    ana.sends(&format!("{url}/confirmation"), &[]).await.must_be(303);
    let page = ana.opens("/admin/exams/tiny/questions/p").await;
    let picture =
        page.must_be(200).find("<img src=\"(/images/[^\"]*-1x1.png)\" alt=\"this dot\"").expect("the picture");
    let served = simulado.guest().opens(&picture).await;
    assert_eq!((served.status, served.header("content-type")), (200, "image/png"));
    assert!(served.header("cache-control").contains("immutable"));
    simulado.guest().opens("/images/nothing.png").await.must_be(404);
    simulado.guest().opens(&picture.replace("/images/", "/images/..%2f")).await.must_be(404);
}
