//! From an Aiken file to its questions. What Moodle drops without a word is said here.

use std::collections::BTreeSet;

use super::Line;
use crate::{
    exam::question::{Body, Kind, OptionText},
    interchange::{Cause, Content, Draft, Entry, Meta, Outcome, Place, Reading, Remark, html, plain},
};

/// `ANSWER` as it is written by hand, and in other languages. It is taken for that after options only.
const ANSWER: [&str; 3] = ["answer", "respuesta", "resposta"];

/// Reads a file.
pub fn read(bytes: &[u8]) -> Reading {
    let text = match plain::decode(bytes) {
        Ok(text) => text,
        Err((place, cause)) => return Reading::refused(place, cause),
    };
    let lines: Vec<Line<'_>> = text.lines().map(Line::of).collect();
    let mut reader = Reader::default();
    for (index, &line) in lines.iter().enumerate() {
        let number = index + 1;
        match line {
            Line::Blank => reader.open.has_gap = true,
            Line::Option { letter, text, .. } if reader.is_option(line, lines.get(number)) => {
                reader.option(number, letter, text);
            }
            Line::Option { whole: text, .. } | Line::Text(text) => reader.text(number, text),
            Line::Answer(value) => reader.answer(number, value),
            Line::Feedback(text) => reader.feedback(number, text),
            Line::Numbering => reader.say(Remark::Setting { name: "NUMBERING".to_owned() }),
        }
    }
    reader.abandon();
    if reader.reading.entries.is_empty() {
        reader.reading.failure = Some((Place::line(1), Cause::Empty));
    }
    reader.reading
}

/// A question of which the answer has not been read.
#[derive(Default)]
struct Open<'a> {
    line: usize,
    stem: Vec<&'a str>,
    options: Vec<(char, &'a str)>,
    feedback: Vec<&'a str>,
    /// A blank line came after its last line.
    has_gap: bool,
    remarks: Vec<Remark>,
}

#[derive(Default)]
struct Reader<'a> {
    open: Open<'a>,
    reading: Reading,
}

impl<'a> Reader<'a> {
    /// Whether a line that looks like an option is one. "A. Lincoln was …" and "U.S. …" are not.
    fn is_option(&self, line: Line<'_>, next: Option<&Line<'_>>) -> bool {
        let Line::Option { letter, has_space, .. } = line else { return false };
        let options = &self.open.options;
        let expected = char::from(b'A' + u8::try_from(options.len().min(25)).unwrap_or(0));
        let may_be_stem = options.is_empty() && (letter != 'A' || self.open.stem.is_empty());
        let before_first = may_be_stem && matches!(next, Some(Line::Option { letter: 'A', .. }));
        !before_first && (has_space || letter == expected)
    }

    fn begin(&mut self, number: usize) {
        if self.open.stem.is_empty() && self.open.options.is_empty() {
            self.open.line = number;
        }
        self.open.has_gap = false;
    }

    fn option(&mut self, number: usize, letter: char, text: &'a str) {
        self.begin(number);
        self.open.options.push((letter, text));
    }

    fn text(&mut self, number: usize, text: &'a str) {
        let (word, value) = text.split_once(':').unwrap_or((text, ""));
        let is_answer = ANSWER.contains(&word.trim().to_lowercase().as_str());
        if is_answer && !self.open.options.is_empty() {
            return self.answer(number, value.trim());
        }
        if text.chars().nth(1).is_none() {
            return self.say(Remark::PassedOver { what: words!("the line \"{}\"", text) });
        }
        let is_over = !self.open.options.is_empty() || (self.open.has_gap && !self.open.stem.is_empty());
        if is_over {
            self.abandon();
        }
        self.begin(number);
        self.open.stem.push(text);
    }

    /// Gives up a question that has no answer.
    fn abandon(&mut self) {
        let open = std::mem::take(&mut self.open);
        let what = match (open.stem.is_empty(), open.options.is_empty()) {
            (true, true) => return self.reading.remarks.extend(open.remarks),
            (false, true) => Cause::Unfinished(words!("no options follow it")),
            (true, false) => Cause::NoStem,
            (false, false) => Cause::Unfinished(words!("no line with ANSWER follows it")),
        };
        self.add(&open, open.line, Outcome::Refused(what));
    }

    fn answer(&mut self, number: usize, value: &str) {
        self.begin(number);
        let mut open = std::mem::take(&mut self.open);
        let line = open.line;
        let (line, outcome) = match question(&mut open, value) {
            Ok(draft) => {
                let remarks = std::mem::take(&mut open.remarks);
                (line, Outcome::Taken { draft: Box::new(draft), remarks })
            }
            Err(cause @ (Cause::UnknownKey(_) | Cause::NoKey)) => (number, Outcome::Refused(cause)),
            Err(cause) => (line, Outcome::Refused(cause)),
        };
        self.add(&open, line, outcome);
    }

    /// An explanation: of the question that is open, else of the one before.
    fn feedback(&mut self, number: usize, text: &'a str) {
        if !self.open.options.is_empty() {
            self.open.feedback.push(text);
        } else if !self.open.stem.is_empty() {
            self.text(number, text);
        } else if let Some(Outcome::Taken { draft, .. }) =
            self.reading.entries.last_mut().map(|entry| &mut entry.outcome)
            && let Content::One(_, body) = &mut draft.content
        {
            let more = html::escape_text(text);
            let space = if body.explanation.is_empty() || more.is_empty() { "" } else { "\n\n" };
            body.explanation.push_str(space);
            body.explanation.push_str(&more);
        } else {
            self.say(Remark::PassedOver { what: words!("the feedback on line {}", number) });
        }
    }

    /// Adds a remark to the question that is open, else to the one before, else to the file.
    fn say(&mut self, remark: Remark) {
        let is_open = !self.open.stem.is_empty() || !self.open.options.is_empty();
        let last = self.reading.entries.last_mut().map(|entry| &mut entry.outcome);
        match last {
            Some(Outcome::Taken { remarks, .. }) if !is_open => remarks.push(remark),
            _ if is_open => self.open.remarks.push(remark),
            _ => self.reading.remarks.push(remark),
        }
    }

    fn add(&mut self, open: &Open<'_>, line: usize, outcome: Outcome) {
        let first = open.stem.first().or(open.options.first().map(|(_, text)| text));
        let title = plain::title(first.copied().unwrap_or_default());
        self.reading.entries.push(Entry { place: Place::line(line), title, outcome });
    }
}

/// A question with the value of its `ANSWER`.
fn question(open: &mut Open<'_>, value: &str) -> Result<Draft, Cause> {
    if open.stem.is_empty() {
        return Err(Cause::NoStem);
    }
    if open.options.len() < 2 {
        return Err(Cause::TooFewOptions);
    }
    check_letters(open)?;
    let keys = keys(&open.options, value)?;
    if keys.len() == open.options.len() {
        open.remarks.push(Remark::AllKeys);
    }
    let kind = match keys.first() {
        None => return Err(Cause::NoKey),
        Some(&key) if keys.len() == 1 => Kind::Single { key },
        Some(_) => {
            open.remarks.push(Remark::SeveralKeys);
            Kind::Multiple { keys }
        }
    };
    if open.stem.len() > 1 {
        open.remarks.push(Remark::StemJoined);
    }
    let options = open
        .options
        .iter()
        .map(|(_, text)| OptionText { text: html::escape_line(text), explanation: String::new() })
        .collect();
    let stem = html::escape_text(&open.stem.join("\n"));
    let explanation = html::escape_text(&open.feedback.join("\n\n"));
    Ok(Draft {
        id: String::new(),
        kind,
        content: Content::One(None, Body { stem, options, explanation }),
        category: Vec::new(),
        tags: Vec::new(),
        meta: Meta::default(),
        images: Vec::new(),
    })
}

/// Every letter names one option, which has a text.
fn check_letters(open: &mut Open<'_>) -> Result<(), Cause> {
    let letters: String = open.options.iter().map(|(letter, _)| *letter).collect();
    for (at, (letter, text)) in open.options.iter().enumerate() {
        if text.is_empty() {
            return Err(Cause::Syntax(words!("option {} has no text", letter)));
        }
        if letters[..at].contains(*letter) {
            return Err(Cause::Syntax(words!("two options have the letter {}", letter)));
        }
    }
    if !"ABCDEFGHIJKLMNOPQRSTUVWXYZ".starts_with(&letters) {
        open.remarks.push(Remark::Contradiction { what: words!("its options have the letters {}", letters) });
    }
    Ok(())
}

/// The options that are right: a letter, or several, or the text of an option.
fn keys(options: &[(char, &str)], value: &str) -> Result<BTreeSet<usize>, Cause> {
    if value.is_empty() {
        return Err(Cause::NoKey);
    }
    let unknown = || Cause::UnknownKey(plain::title(value));
    let index = |letter: char| options.iter().position(|(own, _)| *own == letter).ok_or_else(unknown);
    let words: Vec<&str> =
        value.split([' ', '\t', ',', ';', '&', '+', '/']).filter(|word| !word.is_empty() && *word != "and").collect();
    let letter_of = |word: &str| {
        let mut chars = word.trim_end_matches([')', '.']).chars();
        chars.next().filter(|first| first.is_ascii_alphabetic() && chars.next().is_none())
    };
    let letters: Vec<char> = words.iter().map_while(|word| letter_of(word).filter(char::is_ascii_uppercase)).collect();
    if letters.len() == words.len() {
        return letters.into_iter().map(index).collect();
    }
    if let Some(at) = options.iter().position(|(_, text)| text.eq_ignore_ascii_case(value)) {
        return Ok(BTreeSet::from([at]));
    }
    // "B) the text of it", "b", "B - the text".
    let first = words.first().and_then(|word| letter_of(word)).ok_or_else(unknown)?;
    index(first.to_ascii_uppercase()).map(|at| BTreeSet::from([at]))
}
