//! What the readers of other systems' files say in words of their own, in the reader's language.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::exam::lang::Lang;
use crate::interchange::Words;

/// The Portuguese templates by the English ones. `tests/tidy/fragments.rs` checks that none is missing.
static PORTUGUESE: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("../../../locales/pt-BR/fragments.txt")));

/// A line in English, and below it, after `= `, the same in another language.
fn table(text: &'static str) -> HashMap<&'static str, &'static str> {
    let lines = text.lines().zip(text.lines().skip(1));
    lines.filter_map(|(english, other)| Some((english, other.strip_prefix("= ")?))).collect()
}

/// A piece of a sentence. What is quoted from elsewhere stays as it is.
pub fn said(lang: Lang, words: &Words) -> String {
    match lang {
        Lang::En => words.to_string(),
        Lang::PtBr => words.said_as(PORTUGUESE.get(words.template()).copied().unwrap_or(words.template())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::{Remark, aiken};

    #[test]
    fn a_reader_is_told_in_their_language_and_what_is_quoted_stays() {
        let remarks = aiken::read(b"x").remarks;
        let [Remark::PassedOver { what }] = &remarks[..] else { panic!("{remarks:?}") };
        assert_eq!(said(Lang::En, what), "the line \"x\"");
        assert_eq!(said(Lang::PtBr, what), "a linha “x”");
        let elsewhere = Words::quoted(std::fmt::Error);
        assert_eq!(said(Lang::PtBr, &elsewhere), std::fmt::Error.to_string());
    }
}
