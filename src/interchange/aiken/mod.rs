//! Aiken: a question on a line, its options on lines that begin with a letter, then `ANSWER:` and the letter that is right.
//!
//! It holds choices of one option in one language, and nothing of what a question of ours has besides.

mod read;
mod write;

pub use self::{read::read, write::write};

/// What a line is, whatever stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line<'a> {
    Blank,
    /// `A) text` or `A. text`. The space is often left out.
    Option {
        letter: char,
        has_space: bool,
        text: &'a str,
        /// The line.
        whole: &'a str,
    },
    /// `ANSWER:` and what follows it.
    Answer(&'a str),
    /// `FEEDBACK:` and what follows it, an extension.
    Feedback(&'a str),
    /// `NUMBERING:`, an extension.
    Numbering,
    Text(&'a str),
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let line = line.trim();
        if line.is_empty() {
            return Self::Blank;
        }
        let after_keyword = |keyword: &str| line.strip_prefix(keyword)?.trim_start().strip_prefix(':').map(str::trim);
        if let Some(value) = after_keyword("ANSWER") {
            return Self::Answer(value);
        }
        if let Some(text) = after_keyword("FEEDBACK") {
            return Self::Feedback(text);
        }
        if after_keyword("NUMBERING").is_some() {
            return Self::Numbering;
        }
        let mut chars = line.chars();
        match (chars.next(), chars.next()) {
            (Some(letter), Some(mark @ (')' | '.'))) if letter.is_ascii_uppercase() => {
                let rest = chars.as_str();
                let has_space = mark == ')' || rest.is_empty() || rest.starts_with(char::is_whitespace);
                Self::Option { letter, has_space, text: rest.trim(), whole: line }
            }
            _ => Self::Text(line),
        }
    }
}

#[cfg(test)]
mod tests;
