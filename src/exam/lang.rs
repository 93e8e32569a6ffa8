//! The languages that questions are written in, and a value that exists in each of them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language of the bank. To add one: a variant here, a field in [`Localized`], then follow the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lang {
    /// English.
    #[serde(rename = "en")]
    En,
    /// Brazilian Portuguese.
    #[serde(rename = "pt-BR")]
    PtBr,
}

impl Lang {
    /// Every language, in the order in which question files hold them.
    pub const ALL: [Self; 2] = [Self::En, Self::PtBr];

    /// The BCP 47 tag, as in `<html lang>` and in the headings of question files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::PtBr => "pt-BR",
        }
    }

    /// The language's name in English, for messages to authors.
    pub const fn english_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::PtBr => "Portuguese",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The tag named none of the languages of [`Lang::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLang(pub String);

impl fmt::Display for UnknownLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no language of the bank (these are: en, pt-BR)", self.0)
    }
}

impl std::error::Error for UnknownLang {}

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads exactly what [`Lang::as_str`] writes. Choosing a language for a browser is not done here.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|lang| lang.as_str() == tag).ok_or_else(|| UnknownLang(tag.to_owned()))
    }
}

/// A value in every language, so that a missing translation cannot be represented.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localized<T> {
    /// The English one.
    pub en: T,
    /// The Brazilian Portuguese one.
    #[serde(rename = "pt-BR")]
    pub pt_br: T,
}

impl<T> Localized<T> {
    /// The value in one language.
    pub const fn get(&self, lang: Lang) -> &T {
        match lang {
            Lang::En => &self.en,
            Lang::PtBr => &self.pt_br,
        }
    }

    /// The value in one language, to be changed.
    pub const fn get_mut(&mut self, lang: Lang) -> &mut T {
        match lang {
            Lang::En => &mut self.en,
            Lang::PtBr => &mut self.pt_br,
        }
    }

    /// Every language with its value, in the order of [`Lang::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        Lang::ALL.into_iter().map(|lang| (lang, self.get(lang)))
    }

    /// The same shape with another value in each language.
    pub fn map<U>(&self, mut f: impl FnMut(Lang, &T) -> U) -> Localized<U> {
        Localized { en: f(Lang::En, &self.en), pt_br: f(Lang::PtBr, &self.pt_br) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_read_back_from_its_tag() {
        for lang in Lang::ALL {
            assert_eq!(lang.as_str().parse(), Ok(lang));
        }
        assert_eq!("pt".parse::<Lang>(), Err(UnknownLang("pt".to_owned())));
    }

    #[test]
    fn a_localized_value_gives_each_language_its_own() {
        let words = Localized { en: "network", pt_br: "rede" };
        assert_eq!(*words.get(Lang::PtBr), "rede");
        assert_eq!(words.map(|_, word| word.len()), Localized { en: 7, pt_br: 4 });
    }
}
