//! The words of tables: what columns are called, what kinds of questions and languages are called, what is a yes.

use super::{
    super::remark::Foreign,
    mapping::{Column, Role, letter_index, split_lang},
};
use crate::exam::lang::Lang;

/// What the header of a column in somebody's table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// What the column holds.
    Role(Role),
    /// `Feedback B`: why the option of this number is right or wrong, if it has a number.
    Why(Option<usize>),
    /// `Answer 1`: an option, or the first of several right answers. The other columns tell.
    Answer,
    /// `Wrong answer 1`: an option that is not right, so that a column with the right answer has its text.
    Wrong,
}

const HEADINGS: &[(Role, &[&str])] = &[
    (
        Role::Stem,
        &["question", "question text", "questiontext", "stem", "prompt", "pergunta", "questão", "questao", "enunciado"],
    ),
    (
        Role::Key,
        &[
            "key",
            "answer",
            "answer key",
            "answers",
            "correct",
            "correct answer",
            "correct answers",
            "correct answer s",
            "correct option",
            "correct options",
            "correct choice",
            "correct index",
            "correct key",
            "correctanswer",
            "correctoption",
            "right answer",
            "solution",
            "gabarito",
            "resposta",
            "resposta correta",
            "respostas corretas",
            "alternativa correta",
            "correta",
        ],
    ),
    (
        Role::Explanation,
        &[
            "explanation",
            "feedback",
            "general feedback",
            "generalfeedback",
            "rationale",
            "answer explanation",
            "explicação",
            "explicacao",
            "comentário",
            "comentario",
            "justificativa",
        ],
    ),
    (Role::Id, &["id", "idnumber", "id number", "question id", "questionid", "code", "código", "codigo"]),
    (Role::Title, &["name", "question name", "questionname", "title", "nome", "título", "titulo"]),
    (
        Role::Category,
        &["category", "topic", "chapter", "section", "subject", "categoria", "tópico", "topico", "assunto"],
    ),
    (Role::Tags, &["tags", "tag", "labels", "keywords", "etiquetas", "marcadores"]),
    (Role::Kind, &["type", "kind", "question type", "questiontype", "qtype", "tipo", "tipo de questão"]),
    (Role::Language, &["language", "lang", "idioma", "língua", "lingua"]),
    (Role::Points, &["points", "point", "score", "marks", "mark", "defaultmark", "default mark", "weight", "pontos"]),
    (
        Role::Feedback,
        &[
            "correctfeedback",
            "correct feedback",
            "partiallycorrectfeedback",
            "partially correct feedback",
            "incorrectfeedback",
            "incorrect feedback",
        ],
    ),
];

/// Words before the letter or number of an option.
const OPTION: &[&str] = &["option", "choice", "alternative", "alternativa", "opção", "opcao", "opción", "distractor"];
const ANSWER: &[&str] = &["answer", "ans", "resposta"];
const WRONG: &[&str] = &["wrong answer", "incorrect answer", "wrong", "incorrect", "resposta errada"];
const WHY: &[&str] = &["explanation", "feedback", "rationale", "why", "comment", "option feedback", "answer feedback"];

/// Reads the header of a column.
pub(super) fn heading(cell: &str) -> Option<Heading> {
    let name = fold(cell);
    // Kahoot says how long a text may be.
    let name = name.split(" max ").next().unwrap_or_default();
    if let Some((role, _)) = HEADINGS.iter().find(|(_, names)| names.contains(&name)) {
        return Some(Heading::Role(*role));
    }
    let (word, mark) = split_mark(name)?;
    let is_in = |words: &[&str]| words.contains(&word);
    match word {
        "" => mark.chars().all(|c| c.is_ascii_lowercase()).then_some(Heading::Role(Role::Option)),
        _ if is_in(OPTION) => Some(Heading::Role(Role::Option)),
        _ if is_in(ANSWER) => Some(Heading::Answer),
        _ if is_in(WRONG) => Some(Heading::Wrong),
        _ if is_in(WHY) => Some(Heading::Why(option_of(mark))),
        _ => None,
    }
}

/// Takes the letter or number of an option from the end: `option a`, `option1`, `a`.
fn split_mark(name: &str) -> Option<(&str, &str)> {
    let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let (word, mark) = name.split_at(name.len() - digits);
        return (digits <= 2).then_some((word.trim_end(), mark));
    }
    let (word, mark) = name.split_at_checked(name.len().checked_sub(1)?)?;
    let is_letter = mark.bytes().all(|byte| byte.is_ascii_lowercase());
    // `optiona` is one, `data` is none.
    let is_word = word.is_empty() || word.ends_with(' ') || OPTION.contains(&word);
    (is_letter && is_word).then_some((word.trim_end(), mark))
}

/// The option that a letter, or a number from 1, stands for.
fn option_of(mark: &str) -> Option<usize> {
    let by_number = || mark.parse::<usize>().ok()?.checked_sub(1);
    letter_index(&mark.to_ascii_uppercase()).or_else(by_number)
}

/// Lower case, with a space for whatever is neither letter nor digit.
fn fold(text: &str) -> String {
    let spaced: String = text.chars().take(80).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the header of a column of our own tables: `stem en`, `A pt-BR`, `why B en`, `answers`.
pub(super) fn own_heading(cell: &str) -> Option<Column> {
    let (name, lang) = split_lang(cell);
    match letter_index(name) {
        Some(option) => Some(Column { role: Role::Option, option: Some(option), lang }),
        None => cell.trim().parse().ok(),
    }
}

/// What a table calls the kind of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum KindWord {
    /// Options, one of them right or several.
    Choice,
    /// One option is right.
    Single,
    /// Several may be chosen.
    Multiple,
    /// True or false.
    TrueFalse,
    /// A text is typed.
    Text,
    /// A number is typed.
    Number,
    /// There is no such kind here.
    Foreign(Foreign),
}

/// Reads the kind of a question.
pub(super) fn kind(cell: &str) -> KindWord {
    match fold(cell).as_str() {
        "multiple choice" | "multiplechoice" | "multichoice" | "choice" | "mc" | "mcq" | "quiz"
        | "múltipla escolha" | "multipla escolha" => KindWord::Choice,
        "single" | "single choice" | "single answer" | "single select" | "singlechoice" | "radio" | "sc"
        | "escolha única" => KindWord::Single,
        "multiple"
        | "multiple answer"
        | "multiple answers"
        | "multiple response"
        | "multiple select"
        | "multi select"
        | "multiselect"
        | "multipleresponse"
        | "checkbox"
        | "checkboxes"
        | "ma"
        | "mr"
        | "ms"
        | "múltiplas respostas" => KindWord::Multiple,
        "tf"
        | "t f"
        | "true false"
        | "truefalse"
        | "true or false"
        | "boolean"
        | "verdadeiro falso"
        | "verdadeiro ou falso" => KindWord::TrueFalse,
        "fill in" | "fillin" | "fill in the blank" | "fill in the blanks" | "fib" | "short answer" | "shortanswer"
        | "sa" | "text" | "typed" | "type answer" | "resposta curta" => KindWord::Text,
        "numeric" | "numerical" | "number" | "num" => KindWord::Number,
        "essay" | "ess" | "wr" | "written response" | "open" | "open ended" | "long answer" | "paragraph"
        | "dissertativa" => KindWord::Foreign(Foreign::Essay),
        "matching" | "match" | "m" | "mat" => KindWord::Foreign(Foreign::Matching),
        "ordering" | "order" | "ord" | "o" | "sequence" => KindWord::Foreign(Foreign::Ordering),
        "cloze" | "multianswer" | "fib plus" => KindWord::Foreign(Foreign::Cloze),
        "calculated" | "formula" => KindWord::Foreign(Foreign::Calculated),
        "hotspot" | "hot spot" => KindWord::Foreign(Foreign::HotSpot),
        "upload" | "file upload" => KindWord::Foreign(Foreign::Upload),
        "poll" | "survey" | "likert" => KindWord::Foreign(Foreign::Survey),
        _ => KindWord::Foreign(Foreign::Other(cell.trim().chars().take(80).collect())),
    }
}

/// Reads the language of a row.
pub(super) fn lang(cell: &str) -> Option<Lang> {
    let name = fold(cell);
    let tag = name.split(' ').next().unwrap_or_default();
    match tag {
        "en" | "eng" | "english" | "inglês" | "ingles" => Some(Lang::En),
        "pt" | "por" | "ptbr" | "portuguese" | "português" | "portugues" | "brazilian" => Some(Lang::PtBr),
        _ => None,
    }
}

/// Whether a cell says yes.
pub(super) fn is_yes(cell: &str) -> bool {
    matches!(fold(cell).as_str(), "yes" | "y" | "true" | "1" | "x" | "sim" | "s" | "verdadeiro")
}

/// Whether a cell says that something is true or false.
pub(super) fn truth(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "true" | "t" | "verdadeiro" | "v" => Some(true),
        "false" | "f" | "falso" => Some(false),
        _ => None,
    }
}

/// The two options of a true or false question.
pub(super) const fn truth_words(lang: Option<Lang>) -> [&'static str; 2] {
    match lang {
        Some(Lang::PtBr) => ["Verdadeiro", "Falso"],
        Some(Lang::En) | None => ["True", "False"],
    }
}
