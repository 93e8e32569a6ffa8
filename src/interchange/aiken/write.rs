//! Our questions as an Aiken file.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::Line;
use crate::{
    exam::{
        lang::Lang,
        question::{Body, Kind, Question},
    },
    interchange::{Outgoing, Remark, Words, Written, plain, shown},
};

/// As many letters as there are.
const LETTERS: std::ops::RangeInclusive<char> = 'A'..='Z';

/// Writes a file. Each question stands in it once for each language.
pub fn write(questions: &[Outgoing<'_>]) -> Written {
    let mut written = Written::default();
    let mut file = String::new();
    for Outgoing { question, languages } in questions {
        let mut lose = |remark| written.lost.push((question.name.to_string(), remark));
        let bodies: Result<Vec<String>, Words> = languages.iter().map(|&lang| written_in(question, lang)).collect();
        match bodies {
            Err(why) => lose(Remark::LeftOut { why }),
            Ok(bodies) => {
                for what in lost(question, languages) {
                    lose(Remark::PartLost { what });
                }
                file.push_str(&bodies.concat());
            }
        }
    }
    written.bytes = file.into_bytes();
    written
}

/// A question in one language, with a blank line after it; or why it cannot be written.
fn written_in(question: &Question, lang: Lang) -> Result<String, Words> {
    let Kind::Single { key } = question.kind else {
        return Err(words!("only questions with one right option can be written"));
    };
    let body = question.body.get(lang);
    if body.options.len() > LETTERS.count() {
        return Err(words!("it has more options than there are letters"));
    }
    if has_listing(&body.stem) {
        return Err(words!("its code stands on several lines"));
    }
    let mut written = one_line(&body.stem);
    if !matches!(Line::of(&written), Line::Text(text) if text.chars().count() > 1) {
        return Err(words!("its text would be read as something else"));
    }
    written.push('\n');
    for (letter, option) in LETTERS.zip(&body.options) {
        let text = one_line(&option.text);
        if text.is_empty() {
            return Err(words!("an option of it has no text"));
        }
        written.extend([letter, ')', ' ']);
        written.push_str(&text);
        written.push('\n');
    }
    let key = LETTERS.zip(&body.options).nth(key).map_or('A', |(letter, _)| letter);
    Ok(format!("{written}ANSWER: {key}\n\n"))
}

fn one_line(markdown: &str) -> String {
    plain::fold(&plain::from_markdown(markdown))
}

/// Whether a text has code on more lines than one, which would be spoiled on one line.
fn has_listing(markdown: &str) -> bool {
    let mut lines = None;
    for event in Parser::new(markdown) {
        match (event, lines) {
            (Event::Start(Tag::CodeBlock(_)), _) => lines = Some(0),
            (Event::Text(code), Some(count)) => lines = Some(count + code.matches('\n').count()),
            (Event::End(TagEnd::CodeBlock), Some(count)) if count > 1 => return true,
            (Event::End(TagEnd::CodeBlock), _) => lines = None,
            _ => {}
        }
    }
    false
}

/// What of a question that is written is not in the file.
fn lost(question: &Question, languages: &[Lang]) -> Vec<Words> {
    let bodies = || languages.iter().map(|&lang| question.body.get(lang));
    let is_explained =
        |body: &Body| !body.explanation.is_empty() || body.options.iter().any(|option| !option.explanation.is_empty());
    let is_marked_up = |body: &Body| {
        let texts = body.options.iter().map(|option| &option.text).chain([&body.stem]);
        texts.into_iter().any(|text| plain::from_markdown(text) != *text)
    };
    let parts = [
        (bodies().any(is_explained), words!("explanations")),
        (bodies().any(is_marked_up), words!("what is code and what is stressed")),
        (!shown::names(question, languages).is_empty(), words!("pictures")),
        (!question.allow.is_empty(), words!("rules that are overruled")),
        (true, words!("name, objective, area, terms, level, sources, day it was checked and language")),
    ];
    parts.into_iter().filter(|(is_lost, _)| *is_lost).map(|(_, what)| what).collect()
}
