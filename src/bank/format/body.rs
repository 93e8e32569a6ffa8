//! The body: a heading per language, and under it the stem, the options and the explanations.

use std::collections::BTreeSet;

use super::{
    BodyPlaces, FormatError,
    front::{KindName, Rest},
    halves::{Half, Line, halves, unclosed},
    lines::{Fence, tidy},
};
use crate::exam::{
    lang::Localized,
    question::{Body, OptionText},
};

/// The texts of one language, the options that are marked as right, and where all of it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct LocatedBody {
    pub body: Body,
    pub keys: BTreeSet<usize>,
    pub places: BodyPlaces,
}

/// Reads both languages.
pub(super) fn parse(rest: Rest<'_>, kind: KindName) -> Result<Localized<LocatedBody>, FormatError> {
    let halves = halves(rest, is_heading)?;
    Ok(Localized { en: half_body(&halves.en, kind)?, pt_br: half_body(&halves.pt_br, kind)? })
}

fn is_heading(line: &str) -> bool {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&hashes) && line[hashes..].chars().next().is_none_or(|next| next == ' ' || next == '\t')
}

/// What a line outside code blocks is to the structure.
enum Part<'a> {
    /// `- [x] text` or `- [ ] text`.
    Option {
        key: bool,
        text: &'a str,
    },
    /// `  > text`, under an option.
    OptionQuote(&'a str),
    /// `> text`.
    Quote(&'a str),
    Blank,
    Text,
}

fn part(line: &str) -> Part<'_> {
    let inner = line.trim_start();
    if inner.is_empty() {
        return Part::Blank;
    }
    if let Some(quoted) = inner.strip_prefix('>') {
        let quoted = quoted.strip_prefix(' ').unwrap_or(quoted);
        return if inner.len() == line.len() { Part::Quote(quoted) } else { Part::OptionQuote(quoted) };
    }
    let boxed = |mark| line.strip_prefix(mark).filter(|text: &&str| text.is_empty() || text.starts_with(' '));
    for (mark, key) in [("- [x]", true), ("- [X]", true), ("- [ ]", false)] {
        if let Some(text) = boxed(mark) {
            return Part::Option { key, text: text.trim() };
        }
    }
    Part::Text
}

/// Whether a line outside code blocks cannot be part of a stem.
pub(super) fn is_structure(line: &str) -> bool {
    is_heading(line) || !matches!(part(line), Part::Blank | Part::Text)
}

/// Reads one language: stem, then options with their explanations, then the explanation of the question.
fn half_body(half: &Half<'_>, kind: KindName) -> Result<LocatedBody, FormatError> {
    let stem_end = stem_lines(&half.lines);
    let (stem, after) = half.lines.split_at(stem_end);
    let mut reader = Reader { kind, ..Reader::default() };
    for &(number, line) in after {
        reader.take(number, line)?;
    }
    let inked = |(_, text): &&Line<'_>| !text.trim().is_empty();
    let first = stem.iter().find(inked).map_or(half.heading, |line| line.0);
    let last = stem.iter().rev().find(inked).map_or(half.heading, |line| line.0);
    let stem = tidy(stem.iter().map(|line| line.1));
    if stem.is_empty() {
        return Err(FormatError::new(half.heading, format!("the {} half has no stem", half.lang.english_name())));
    }
    let explanation = reader.question_quote.text()?;
    let mut found = LocatedBody::default();
    for option in reader.options {
        if option.key {
            found.keys.insert(found.body.options.len());
        }
        found.places.options.push((option.line, option.quote.line.unwrap_or(option.line)));
        found.body.options.push(OptionText { text: option.text, explanation: option.quote.text()? });
    }
    if kind != KindName::FillIn && found.body.options.len() < 2 {
        let message = format!("the {} half needs options (\"- [x] text\", \"- [ ] text\")", half.lang.english_name());
        return Err(FormatError::new(half.heading, message));
    }
    found.places.heading = half.heading;
    found.places.stem = first;
    found.places.stem_end = last;
    found.places.explanation = reader.question_quote.line.unwrap_or(half.heading);
    found.body.stem = stem;
    found.body.explanation = explanation;
    Ok(found)
}

/// How many lines the stem has: all up to the first option or quote outside a code block.
fn stem_lines(lines: &[Line<'_>]) -> usize {
    let mut fence = Fence::default();
    lines.iter().position(|(_, line)| !fence.takes(line) && is_structure(line)).unwrap_or(lines.len())
}

/// The lines of a block quote, without their marks.
#[derive(Default)]
struct Quote<'a> {
    line: Option<usize>,
    lines: Vec<&'a str>,
}

impl<'a> Quote<'a> {
    fn add(&mut self, number: usize, text: &'a str) {
        self.line.get_or_insert(number);
        self.lines.push(text);
    }

    fn text(&self) -> Result<String, FormatError> {
        let mut fence = Fence::default();
        for line in &self.lines {
            fence.takes(line);
        }
        if fence.is_open() {
            return Err(unclosed(self.line.unwrap_or(1)));
        }
        Ok(tidy(self.lines.iter().copied()))
    }
}

struct FoundOption<'a> {
    line: usize,
    key: bool,
    text: String,
    quote: Quote<'a>,
}

/// Takes what follows the stem, line by line.
struct Reader<'a> {
    kind: KindName,
    options: Vec<FoundOption<'a>>,
    question_quote: Quote<'a>,
    /// A blank line has ended the quote that was read last.
    quote_ended: bool,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self { kind: KindName::Single, options: Vec::new(), question_quote: Quote::default(), quote_ended: false }
    }
}

impl<'a> Reader<'a> {
    fn take(&mut self, number: usize, line: &'a str) -> Result<(), FormatError> {
        let refuse = |message: &str| Err(FormatError::new(number, message));
        match part(line) {
            Part::Blank => self.quote_ended = true,
            Part::Option { .. } if self.kind == KindName::FillIn => return refuse("a fill-in has no options"),
            Part::Option { .. } if self.question_quote.line.is_some() => {
                return refuse(
                    "an option stands after the explanation of the question, or the quote above needs two spaces before \">\"",
                );
            }
            Part::Option { text: "", .. } => return refuse("the option has no text"),
            Part::Option { key, text } => {
                self.options.push(FoundOption { line: number, key, text: text.to_owned(), quote: Quote::default() });
                self.quote_ended = false;
            }
            Part::OptionQuote(text) => {
                let Some(option) = self.options.last_mut() else {
                    return refuse("an indented quote explains an option, and there is none above it");
                };
                if self.question_quote.line.is_some() {
                    return refuse("the explanation of an option stands after that of the question");
                }
                if self.quote_ended && option.quote.line.is_some() {
                    return refuse("an option has one quote; a blank line within it is written \"  >\"");
                }
                option.quote.add(number, text);
                self.quote_ended = false;
            }
            Part::Quote(text) => {
                if self.quote_ended && self.question_quote.line.is_some() {
                    return refuse("a question has one explanation; a blank line within it is written \">\"");
                }
                self.question_quote.add(number, text);
                self.quote_ended = false;
            }
            Part::Text => {
                return refuse(
                    "after the stem there are only options (\"- [ ] text\", one line each) and explanations (\"> text\")",
                );
            }
        }
        Ok(())
    }
}

/// Both languages have the same options, the same of them right.
pub(super) fn agree(kind: KindName, bodies: &Localized<LocatedBody>) -> Result<(), FormatError> {
    let counts = bodies.map(|_, body| body.body.options.len());
    if kind != KindName::FillIn && counts.en != counts.pt_br {
        let message = format!("English has {} options and Portuguese {}", counts.en, counts.pt_br);
        return Err(FormatError::of("language-parity", bodies.pt_br.places.heading, message));
    }
    let mut differing = bodies.en.keys.symmetric_difference(&bodies.pt_br.keys);
    if let Some(&option) = differing.next() {
        let line = bodies.pt_br.places.options.get(option).map_or(bodies.pt_br.places.heading, |place| place.0);
        let right = if bodies.en.keys.contains(&option) { "English" } else { "Portuguese" };
        let message = format!("option {} is marked as right in {right} only", option + 1);
        return Err(FormatError::of("language-parity", line, message));
    }
    Ok(())
}
