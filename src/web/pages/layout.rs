//! What every page carries: its words, language, theme, who is reading, and where files lie.

use std::sync::LazyLock;

use crate::l10n::{L10n, L10nLanguage};
use crate::web::format;
use crate::web::pages::text::Html;

/// The interface's words in one language.
pub type Words = &'static L10nLanguage;

static EN: LazyLock<L10nLanguage> = LazyLock::new(|| L10n::En.load());
static PT_BR: LazyLock<L10nLanguage> = LazyLock::new(|| L10n::PtBR.load());

/// The words of a language, read once and kept.
#[must_use]
pub fn words(lang: L10n) -> Words {
    match lang {
        L10n::En => &EN,
        L10n::PtBR => &PT_BR,
    }
}

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// As it stands in `data-theme`, in the form and in the cookie.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Which entry of the navigation the page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// None of them.
    #[default]
    None,
    /// The exams.
    Exams,
    /// How one is getting on.
    Progress,
    /// What there is to learn.
    Study,
    /// The account, or signing in.
    Account,
    /// Where questions are written and the place is run.
    Admin,
}

impl Section {
    fn value(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Exams => "exams",
            Self::Progress => "progress",
            Self::Study => "study",
            Self::Account => "account",
            Self::Admin => "admin",
        }
    }
}

/// Who reads the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Person {
    /// Nobody the server knows.
    #[default]
    Visitor,
    /// Someone with attempts but without an account.
    Guest,
    /// Someone with an account.
    Member {
        /// The name of the account.
        name: String,
    },
}

/// What every page carries. The handler makes it once per request.
#[derive(Clone)]
pub struct Layout {
    /// The words of the interface: `words(lang)`.
    pub t: Words,
    /// The language of the interface.
    pub lang: L10n,
    /// Light or dark.
    pub theme: Theme,
    /// The entry of the navigation that is current.
    pub section: Section,
    /// Who reads.
    pub person: Person,
    /// Path and query of this page, where changing language or theme comes back to.
    pub here: String,
    /// From a file's name in `static/` to its URL.
    pub assets: fn(&str) -> String,
    /// Whether the reader writes questions: then the navigation leads there.
    pub author: bool,
    /// Where Study in the navigation leads, `/study/{exam}`; hidden without.
    pub study_url: Option<String>,
}

impl Layout {
    /// The URL of a file in `static/`.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        (self.assets)(name)
    }

    /// The page's language as in `<html lang>`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.lang
    }

    /// A `lang` attribute, for content in another language than the page's; nothing where they agree.
    #[must_use]
    pub fn lang_of(&self, lang: &str) -> Html {
        let known = lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if lang.is_empty() || lang == self.code() || !known {
            Html::default()
        } else {
            Html(format!(" lang=\"{lang}\""))
        }
    }

    /// A number as this language writes it.
    #[must_use]
    pub fn number(&self, value: u32) -> String {
        format::integer(u64::from(value), self.lang)
    }

    /// The other languages of the interface, as code, own name and short mark.
    #[must_use]
    pub fn other_languages(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        [("en", "English", "EN"), ("pt-BR", "Português (Brasil)", "PT")]
            .into_iter()
            .filter(|(code, ..)| *code != self.code())
            .collect()
    }

    /// `true` for the theme that is in force.
    #[must_use]
    pub fn is_theme(&self, value: &str) -> bool {
        self.theme.value() == value
    }

    /// `true` for the navigation's current entry.
    #[must_use]
    pub fn is_at(&self, section: &str) -> bool {
        self.section.value() == section
    }

    /// Nobody the server knows.
    #[must_use]
    pub fn is_visitor(&self) -> bool {
        self.person == Person::Visitor
    }

    /// Someone with attempts but without an account.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        self.person == Person::Guest
    }
}
