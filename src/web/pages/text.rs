//! Small pieces of text that pages share: safe HTML, moments, links, names.

use std::fmt;

use askama::filters::HtmlSafe;
use jiff::ZonedDateTime;

use crate::l10n::L10n;
use crate::web::format;

/// HTML that was already sanitized and is written as it is. Everything else is escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// A moment, for the `<time>` element: for machines and for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The `datetime` attribute.
    pub machine: String,
    /// What is read.
    pub text: String,
}

impl When {
    /// The day only.
    #[must_use]
    pub fn date(at: &ZonedDateTime, lang: L10n) -> Self {
        Self { machine: format::machine(at), text: format::date(at, lang) }
    }

    /// The day and the time to the minute.
    #[must_use]
    pub fn date_time(at: &ZonedDateTime, lang: L10n) -> Self {
        Self { machine: format::machine(at), text: format::date_time(at, lang) }
    }

    /// The time to the second.
    #[must_use]
    pub fn time(at: &ZonedDateTime) -> Self {
        Self { machine: format::machine(at), text: format::time(at) }
    }
}

/// A link with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub url: String,
    /// What it says.
    pub text: String,
}

/// A topic or an objective by id and title, with its study page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// As in the blueprint: `351.1`.
    pub id: String,
    /// In the page's language.
    pub title: String,
    /// Its study page.
    pub url: String,
}

/// A language that content can be read in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentChoice {
    /// `en`, `pt-BR`.
    pub code: String,
    /// Its own name: `English`, `Português (Brasil)`.
    pub name: String,
    /// The same page with the content in it: `?content=pt-BR`.
    pub url: String,
    /// Whether it is the one being shown.
    pub current: bool,
}
