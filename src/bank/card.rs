//! The card of a question: what lists show and searches look through.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::exam::{
    card::Card,
    draft::Draft,
    id::{ObjectiveId, QuestionName},
    lang::Lang,
    question::Level,
};

/// How cards are made. Raised when that changes, so that stored ones are made anew.
pub const VERSION: i64 = 1;

/// The longest title, in characters.
const TITLE: usize = 160;

/// Makes the card of a draft, or of a finished question by way of [`Draft::of`].
pub fn card(draft: &Draft, objective: ObjectiveId, name: &QuestionName) -> Card {
    let written: Vec<Lang> = Lang::ALL.into_iter().filter(|lang| !draft.body.get(*lang).stem.is_empty()).collect();
    let title = written.first().map_or("", |lang| draft.body.get(*lang).stem.as_str());
    let mut words = String::with_capacity(1024);
    let mut add = |text: &str| {
        words.push_str(text);
        words.push(' ');
    };
    add(name.as_str());
    for (_, body) in draft.body.iter() {
        add(&body.stem);
        body.options.iter().for_each(|option| add(&option.text));
    }
    draft.answers.iter().chain(&draft.terms).for_each(|text| add(text));
    Card {
        objective,
        area: draft.area.as_ref().map(ToString::to_string).unwrap_or_default(),
        kind: draft.kind.as_str(),
        level: draft.level.map_or("", Level::as_str),
        checked: draft.checked.map(|day| day.to_string()).unwrap_or_default(),
        languages: written.iter().fold(" ".to_owned(), |all, lang| format!("{all}{lang} ")),
        title: beginning(&title.replace(['`', '*'], "")),
        words: fold(&words),
    }
}

/// The first line of a stem, cut at a word.
fn beginning(stem: &str) -> String {
    let line = stem.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    if line.chars().count() <= TITLE {
        return line.to_owned();
    }
    let cut: String = line.chars().take(TITLE).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

/// Lower case, without accents, single spaces: how words are compared in a search.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exam::question::Body;

    #[test]
    fn accents_case_and_spaces_do_not_count() {
        assert_eq!(fold("  Configuração\n do Contêiner "), "configuracao do conteiner");
        assert_eq!(fold("ÀÉÎõü ç"), "aeiou c");
        assert_eq!(fold("cgroup_v2 /dev/kvm"), "cgroup_v2 /dev/kvm");
    }

    #[test]
    fn a_card_shows_what_is_written_and_says_what_is_not() {
        let mut draft = Draft { answers: vec!["virsh".to_owned()], ..Draft::default() };
        draft.body.pt_br = Body { stem: "Qual **opção** de `ip`?\n\nMais.".to_owned(), ..Body::default() };
        let card = card(&draft, "1.1".parse().unwrap(), &"uma-questao".parse().unwrap());
        assert_eq!(card.title, "Qual opção de ip?");
        assert_eq!(card.languages, " pt-BR ");
        assert_eq!(card.words, "uma-questao qual **opcao** de `ip`? mais. virsh");
        assert_eq!((card.level, card.checked.as_str(), card.area.as_str()), ("", "", ""));
    }

    #[test]
    fn a_long_title_is_cut_at_a_word() {
        let title = beginning(&"word ".repeat(60));
        assert!(title.ends_with("word …") && title.chars().count() <= TITLE + 2, "{title}");
    }
}
