//! What somebody is shown: a status, headers, a body, and how to read it.

use axum::body::Bytes;
use axum::http::HeaderMap;
use regex::Regex;
use serde_json::Value;

/// An answer of the application.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Page {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).expect("every page is UTF-8")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// A header; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    /// Where it leads on, without the scheme and the host.
    pub fn leads_to(&self) -> String {
        assert_eq!(self.status, 303, "no redirect: {}", self.text());
        self.header("location").to_owned()
    }

    /// Whether a text is on it, as a person reads it.
    pub fn says(&self, words: &str) -> bool {
        plain(&self.text()).contains(words)
    }

    /// Fails unless a text is on it, and shows the page then.
    pub fn must_say(&self, words: &str) {
        assert!(self.says(words), "“{words}” is not on this page:\n{}", plain(&self.text()));
    }

    /// Fails if a text is on it.
    pub fn must_not_say(&self, words: &str) {
        assert!(!self.says(words), "“{words}” is on this page:\n{}", plain(&self.text()));
    }

    /// Fails unless it has this status, and shows the page then.
    pub fn must_be(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "the page:\n{}", plain(&self.text()));
        self
    }

    /// The first capture of a pattern in the HTML.
    pub fn find(&self, pattern: &str) -> Option<String> {
        let pattern = Regex::new(pattern).expect("a pattern");
        pattern.captures(&self.text()).map(|found| found[1].to_owned())
    }

    /// Every first capture of a pattern in the HTML.
    pub fn find_all(&self, pattern: &str) -> Vec<String> {
        let pattern = Regex::new(pattern).expect("a pattern");
        pattern.captures_iter(&self.text()).map(|found| found[1].to_owned()).collect()
    }

    /// Where the link with these words leads.
    pub fn link(&self, words: &str) -> String {
        let pattern = format!(r#"<a [^>]*href="([^"]*)"[^>]*>\s*{}"#, regex::escape(words));
        self.find(&pattern).unwrap_or_else(|| panic!("no link says “{words}”:\n{}", self.text())).replace("&#38;", "&")
    }

    /// The address and the hidden fields of the form whose address matches a pattern.
    pub fn form(&self, action: &str) -> (String, Vec<(String, String)>) {
        let pattern = format!(r#"(?s)<form[^>]* action="({action})"[^>]*>(.*?)</form>"#);
        let pattern = Regex::new(&pattern).expect("a pattern");
        let text = self.text();
        let form = pattern.captures(&text).unwrap_or_else(|| panic!("no form is sent to {action}:\n{text}"));
        let hidden = Regex::new(r#"<input type="hidden" name="([^"]*)" value="([^"]*)">"#).expect("a pattern");
        let fields = hidden.captures_iter(&form[2]).map(|found| (found[1].to_owned(), found[2].to_owned())).collect();
        (form[1].to_owned(), fields)
    }

    /// What stands between `<main>` and `</main>`.
    pub fn main(&self) -> String {
        self.find("(?s)<main[^>]*>(.*)</main>").expect("every page has one <main>").trim().to_owned()
    }
}

/// The text of a page without its tags, and its characters as they are read.
pub fn plain(html: &str) -> String {
    let text = Regex::new("<[^>]*>").expect("a pattern").replace_all(html, " ").into_owned();
    let text = Regex::new(r"\s+").expect("a pattern").replace_all(&text, " ").into_owned();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">")]
        .iter()
        .fold(text, |text, (written, read)| text.replace(written, read))
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}
