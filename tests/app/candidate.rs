//! The people of the stories: somebody with a browser, and an attempt in that browser.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tower::ServiceExt as _;

use crate::banks::tiny;
use crate::page::Page;
use crate::support::Simulado;

/// A password that nobody objects to.
pub const PASSWORD: &str = "quatro cavalos azuis";

/// The largest page there may be.
const HTML_MAX: usize = 50 * 1024;

impl Simulado {
    /// With the tiny bank.
    pub async fn tiny() -> Self {
        Self::with_questions(&tiny()).await
    }

    /// Stops and starts with the tiny bank.
    pub async fn restarted(self) -> Self {
        self.restart(&tiny()).await
    }

    /// Somebody who has never been here, speaking English.
    pub fn guest(&self) -> Candidate {
        Candidate {
            router: Arc::new(Mutex::new(simulado::web::app(self.app.clone()))),
            cookies: Arc::default(),
            language: "en",
            accept: "text/html,application/xhtml+xml",
            site: Some("same-origin"),
            forwarded: None,
        }
    }

    /// Somebody with an account of this name.
    pub async fn member(&self, name: &str) -> Candidate {
        let person = self.guest();
        person.signs_up(name).await.must_be(303);
        person
    }
}

/// Somebody with a browser. A clone is the same browser: another tab.
#[derive(Clone)]
pub struct Candidate {
    router: Arc<Mutex<Router>>,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    language: &'static str,
    accept: &'static str,
    site: Option<&'static str>,
    forwarded: Option<&'static str>,
}

impl Candidate {
    /// The same person after the server was started again.
    pub fn returns_to(&self, simulado: &Simulado) {
        *self.router.lock().expect("a router") = simulado::web::app(simulado.app.clone());
    }

    /// The same browser, set to another language.
    pub fn speaking(&self, language: &'static str) -> Self {
        Self { language, ..self.clone() }
    }

    /// The same browser, but it is a script that asks.
    pub fn script(&self) -> Self {
        Self { accept: "application/json", ..self.clone() }
    }

    /// The same browser, sent here by another site, or by something that does not say.
    pub fn sent_from(&self, site: Option<&'static str>) -> Self {
        Self { site, ..self.clone() }
    }

    /// The same browser with what a proxy, or somebody who pretends to be one, says of where it is.
    pub fn forwarded(&self, address: &'static str) -> Self {
        Self { forwarded: Some(address), ..self.clone() }
    }

    /// The cookies of the browser.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().expect("cookies").clone()
    }

    /// Another browser that has got hold of these cookies.
    pub fn keeps(&self, cookies: BTreeMap<String, String>) {
        *self.cookies.lock().expect("cookies") = cookies;
    }

    /// Opens an address, without following where it leads.
    pub async fn opens(&self, path: &str) -> Page {
        self.asks(Method::GET, path, Vec::new()).await
    }

    /// Opens an address and goes wherever it leads.
    pub async fn visits(&self, path: &str) -> Page {
        let mut page = self.opens(path).await;
        while page.status == 303 {
            page = self.opens(&page.leads_to()).await;
        }
        page
    }

    /// Sends a form.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        self.posts(path, pairs.collect::<Vec<_>>().join("&").into_bytes()).await
    }

    /// Sends these bytes as if they were a form.
    pub async fn posts(&self, path: &str, body: Vec<u8>) -> Page {
        self.asks(Method::POST, path, body).await
    }

    /// Any request, with the cookies of the browser; what must hold of every answer is checked.
    pub async fn asks(&self, method: Method, path: &str, body: Vec<u8>) -> Page {
        let page = self.requests(method, path, body).await;
        assert!(page.status != 500, "{path} failed: {}", page.text());
        page
    }

    /// A request with a body of another kind than a form's.
    pub async fn asks_as(&self, method: Method, path: &str, body: Vec<u8>, kind: &str) -> Page {
        let page = self.requests_as(method, path, body, kind).await;
        assert!(page.status != 500, "{path} failed: {}", page.text());
        page
    }

    async fn requests(&self, method: Method, path: &str, body: Vec<u8>) -> Page {
        self.requests_as(method, path, body, "application/x-www-form-urlencoded").await
    }

    async fn requests_as(&self, method: Method, path: &str, body: Vec<u8>, kind: &str) -> Page {
        let mut request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::ACCEPT, self.accept)
            .extension(ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 50_000))));
        if let Some(site) = self.site {
            request = request.header("sec-fetch-site", site);
        }
        if let Some(address) = self.forwarded {
            request = request.header("x-forwarded-for", address);
        }
        if method == Method::POST {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let cookies: Vec<String> = self.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let router = self.router.lock().expect("a router").clone();
        let response = router.oneshot(request.body(Body::from(body)).expect("a request")).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
        let page = Page { status: parts.status.as_u16(), headers: parts.headers, body };
        self.keep_cookies(&page);
        must_hold_everywhere(path, &page);
        page
    }

    /// The same request where the server is expected to fail inside.
    pub async fn fails(&self, method: Method, path: &str) -> Page {
        self.requests(method, path, Vec::new()).await
    }

    fn keep_cookies(&self, page: &Page) {
        let mut cookies = self.cookies.lock().expect("cookies");
        for cookie in page.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("ASCII");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if cookie.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Begins an attempt with the fields of the form before the start.
    pub async fn begins(&self, slug: &str, fields: &[(&str, &str)]) -> Attempt {
        let page = self.sends(&format!("/exams/{slug}/attempts"), fields).await;
        let url = page.leads_to();
        let id = url.strip_prefix("/attempts/").unwrap_or_else(|| panic!("no attempt begins at {url}")).to_owned();
        Attempt { who: self.clone(), id }
    }

    /// Begins a mock exam of the tiny bank.
    pub async fn begins_mock_exam(&self) -> Attempt {
        self.begins("tiny", &[("mode", "exam")]).await
    }

    /// Begins a practice of the tiny bank, with further fields.
    pub async fn practises(&self, fields: &[(&str, &str)]) -> Attempt {
        self.begins("tiny", &[&[("mode", "practice")], fields].concat()).await
    }

    /// Signs up with the usual password.
    pub async fn signs_up(&self, name: &str) -> Page {
        self.sends("/accounts", &[("name", name), ("password", PASSWORD)]).await
    }

    /// Signs in.
    pub async fn signs_in(&self, name: &str, password: &str) -> Page {
        self.sends("/session", &[("name", name), ("password", password)]).await
    }
}

/// What must hold of every single answer, whatever it is.
fn must_hold_everywhere(path: &str, page: &Page) {
    if page.header("content-type").starts_with("text/html") {
        assert!(page.body.len() <= HTML_MAX, "{path} has {} bytes", page.body.len());
        crate::security::must_be_clean(path, page);
    }
}

/// An attempt in somebody's browser.
#[derive(Clone)]
pub struct Attempt {
    pub who: Candidate,
    pub id: String,
}

impl Attempt {
    /// An address below the attempt's.
    pub fn url(&self, rest: &str) -> String {
        format!("/attempts/{}{rest}", self.id)
    }

    /// Opens a page of the attempt.
    pub async fn opens(&self, rest: &str) -> Page {
        self.who.opens(&self.url(rest)).await
    }

    /// Opens a question.
    pub async fn question(&self, number: u16) -> Page {
        self.opens(&format!("/items/{number}")).await
    }

    /// Opens a question, fills in what is given beside what is there already, and presses a button.
    pub async fn fills_in(&self, number: u16, fields: &[(&str, &str)], go: &str) -> Page {
        let page = self.question(number).await;
        let (action, hidden) = page.must_be(200).form("/attempts/[^\"]*/response");
        let mut sent: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        sent.extend(fields);
        sent.push(("go", go));
        self.who.sends(&action, &sent).await
    }

    /// Answers as a person without scripts does, and goes on: letters for choices, else the text.
    pub async fn answers(&self, number: u16, answer: &[&str]) -> Page {
        let page = self.fills_in(number, &self.fields(number, answer).await, "next").await;
        assert_eq!(page.status, 303, "the answer to {number} was not taken: {}", page.text());
        page
    }

    async fn fields<'a>(&self, number: u16, answer: &[&'a str]) -> Vec<(&'static str, &'a str)> {
        let fill_in = self.question(number).await.text().contains("data-kind=\"fill-in\"");
        let name = if fill_in { "text" } else { "choice" };
        answer.iter().map(|value| (name, *value)).collect()
    }

    /// Saves as the page's script does.
    pub async fn saves(&self, number: u16, revision: u32, fields: &[(&str, &str)]) -> Page {
        let revision = revision.to_string();
        let all = [&[("revision", revision.as_str()), ("content", "en")], fields].concat();
        self.who.script().sends(&self.url(&format!("/items/{number}/response")), &all).await
    }

    /// Answers rightly.
    pub async fn answers_right(&self, simulado: &Simulado, number: u16) {
        let key = simulado.key(self, number).await;
        self.answers(number, &key.iter().map(String::as_str).collect::<Vec<_>>()).await;
    }

    /// Answers wrongly.
    pub async fn answers_wrong(&self, simulado: &Simulado, number: u16) {
        let wrong = simulado.wrong(self, number).await;
        self.answers(number, &wrong.iter().map(String::as_str).collect::<Vec<_>>()).await;
    }

    /// Hands in and looks at the result.
    pub async fn hands_in(&self) -> Page {
        let page = self.who.sends(&self.url("/submission"), &[]).await;
        assert_eq!(page.leads_to(), self.url("/result"));
        self.opens("/result").await
    }

    /// What the clock says.
    pub async fn clock(&self) -> serde_json::Value {
        self.opens("/clock").await.json()
    }

    /// Whole seconds left by the clock.
    pub async fn seconds_left(&self) -> i64 {
        self.clock().await["seconds_left"].as_i64().expect("a clock that runs")
    }
}

/// A restart on the same bank that nobody notices.
pub async fn restart(simulado: Simulado, questions: &Path, people: &[&Candidate]) -> Simulado {
    let simulado = simulado.restart(questions).await;
    for person in people {
        person.returns_to(&simulado);
    }
    simulado
}
