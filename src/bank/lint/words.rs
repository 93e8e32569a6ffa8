//! The words that rules look for, per language.

use crate::exam::lang::Lang;

/// What a negative question says, in capitals.
pub(super) const fn negatives(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &["NOT", "EXCEPT"],
        Lang::PtBr => &["NÃO", "EXCETO"],
    }
}

/// Words that make a statement too strong to be true, so that they betray a distractor.
pub(super) const fn absolutes(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &["always", "never", "only"],
        Lang::PtBr => &["sempre", "nunca", "apenas"],
    }
}

/// Words that speak to the reader.
pub(super) const fn second_person(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &["you", "your", "yours", "yourself"],
        Lang::PtBr => &["você", "vocês"],
    }
}

/// Options that refer to other options.
pub(super) const fn references(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &[
            "all of the above",
            "none of the above",
            "both of the above",
            "all of these",
            "none of these",
            "both of these",
            "all the above",
            "the other options",
        ],
        Lang::PtBr => &[
            "todas as anteriores",
            "todas as opções",
            "todas as alternativas",
            "todas acima",
            "nenhuma das anteriores",
            "nenhuma das opções",
            "nenhuma das alternativas",
            "nenhuma acima",
            "ambas as anteriores",
            "ambas as opções",
            "ambas as alternativas",
            "as demais opções",
        ],
    }
}

/// The number of a bracket as it is written there; only these occur.
pub(super) const fn number(lang: Lang, count: usize) -> Option<&'static str> {
    match (lang, count) {
        (Lang::En, 2) => Some("TWO"),
        (Lang::En, 3) => Some("THREE"),
        (Lang::En, 4) => Some("FOUR"),
        (Lang::PtBr, 2) => Some("DUAS"),
        (Lang::PtBr, 3) => Some("TRÊS"),
        (Lang::PtBr, 4) => Some("QUATRO"),
        _ => None,
    }
}

/// The ways in which a number may be said in a stem, in lower case.
pub(super) const fn number_words(lang: Lang, count: usize) -> &'static [&'static str] {
    match (lang, count) {
        (Lang::En, 2) => &["two", "2"],
        (Lang::En, 3) => &["three", "3"],
        (Lang::En, 4) => &["four", "4"],
        (Lang::PtBr, 2) => &["duas", "dois", "2"],
        (Lang::PtBr, 3) => &["três", "3"],
        (Lang::PtBr, 4) => &["quatro", "4"],
        _ => &[],
    }
}

/// The bracket that a multiple ends with.
pub(super) fn bracket(lang: Lang, count: usize) -> Option<String> {
    number(lang, count).map(|number| match lang {
        Lang::En => format!("(Choose {number} correct answers.)"),
        Lang::PtBr => format!("(Escolha {number} respostas corretas.)"),
    })
}

/// The beginning of every such bracket, in lower case.
pub(super) const fn bracket_start(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "(choose ",
        Lang::PtBr => "(escolha ",
    }
}

/// Words of four letters or more that say nothing about the subject, so that repeating one is no hint.
pub(super) const fn fillers(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &[
            "that", "this", "with", "from", "into", "when", "which", "what", "where", "while", "then", "than", "they",
            "their", "them", "there", "have", "been", "does", "each", "other", "same", "after", "before", "without",
            "must", "will", "would", "should", "more", "most", "some", "such", "over", "under", "about", "between",
            "because", "since", "only", "also", "still",
        ],
        Lang::PtBr => &[
            "para", "como", "qual", "quais", "quando", "onde", "pela", "pelo", "pelas", "pelos", "essa", "esse",
            "esta", "este", "isso", "isto", "cada", "mais", "mesmo", "mesma", "entre", "após", "antes", "depois",
            "sobre", "deve", "será", "seus", "suas", "está", "estão", "pode", "podem", "numa", "outra", "outro",
            "ainda", "desse", "dessa", "deste", "desta", "nesse", "nessa", "neste", "nesta", "porque", "também",
        ],
    }
}
