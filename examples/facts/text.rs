//! What questions and guides show: code in sentences, and code in blocks.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use simulado::exam::lang::Lang;
use simulado::exam::question::{Kind, Question};

/// A fenced block of code.
pub struct Block {
    /// The word after the fence.
    pub language: String,
    /// What stands in it.
    pub code: String,
}

/// The code in the sentences of a text.
pub fn codes(text: &str) -> Vec<String> {
    let code = Parser::new(text).filter_map(|event| match event {
        Event::Code(code) => Some(code.into_string()),
        _ => None,
    });
    code.collect()
}

/// The fenced blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut is_open = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                found.push(Block { language: language.into_string(), code: String::new() });
                is_open = true;
            }
            Event::Text(code) if is_open => found.last_mut().into_iter().for_each(|one| one.code.push_str(&code)),
            Event::End(TagEnd::CodeBlock) => is_open = false,
            _ => {}
        }
    }
    found
}

/// The blocks of a question, which are the same in both languages, with the answer where the stem has a word in capitals for
/// it: only then are they what a reader would use.
pub fn of_question(question: &Question) -> Vec<Block> {
    let body = question.body.get(Lang::En);
    let mut found = blocks(&body.stem);
    if let Kind::FillIn(fill_in) = &question.kind
        && let Some(answer) = fill_in.answers.first()
    {
        let gaps: Vec<String> = codes(&body.stem).into_iter().filter(|code| is_gap(code)).collect();
        for block in &mut found {
            block.code = gaps.iter().fold(block.code.clone(), |code, gap| code.replace(gap, answer));
        }
    }
    found.extend(body.options.iter().flat_map(|option| blocks(&option.text)));
    found
}

/// Whether a word in capitals stands for what is asked for.
fn is_gap(code: &str) -> bool {
    code.len() > 2 && code.chars().all(|c| c.is_ascii_uppercase())
}

/// The right answers of a question, as far as they are code.
pub fn keys(question: &Question) -> Vec<String> {
    match &question.kind {
        Kind::FillIn(fill_in) => fill_in.answers.iter().take(1).cloned().collect(),
        Kind::Single { .. } | Kind::Multiple { .. } => {
            let options = &question.body.get(Lang::En).options;
            question.kind.keys().iter().filter_map(|key| options.get(*key)).flat_map(|one| codes(&one.text)).collect()
        }
    }
}
