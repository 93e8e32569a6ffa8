//! The table of D2L Brightspace: a question has several rows, each of which begins with a word that says what it holds.

use std::collections::BTreeSet;

use super::{
    super::{
        entry::{Content, Draft, Entry, Outcome, Place, Reading},
        meta::Meta,
        remark::{Cause, Foreign, Remark},
    },
    mapping::{Mapping, Texts},
    table::Row,
    text,
    words::{self, KindWord},
};
use crate::exam::question::{Body, FillIn, Instruction, Kind, OptionText};

/// The first word of a question.
pub(super) const BEGIN: &str = "newquestion";
/// Characters that have a meaning in a pattern.
const PATTERN: [char; 14] = ['.', '*', '+', '?', '[', ']', '(', ')', '{', '}', '|', '^', '$', '\\'];

/// The word with which a row begins.
pub(super) fn word(row: &Row) -> String {
    row.cells.first().map(|cell| cell.trim().to_lowercase()).unwrap_or_default()
}

/// Reads the rows of a table.
pub(super) fn read(rows: &[Row], mapping: &Mapping) -> Reading {
    let is_note = |row: &&Row| row.is_blank() || word(row).starts_with("//");
    let mut items: Vec<Vec<&Row>> = Vec::new();
    for row in rows.iter().filter(|row| !is_note(row)) {
        match items.last_mut() {
            Some(item) if word(row) != BEGIN => item.push(row),
            _ => items.push(vec![row]),
        }
    }
    Reading { entries: items.iter().map(|item| entry(item, mapping)).collect(), ..Reading::default() }
}

fn entry(rows: &[&Row], mapping: &Mapping) -> Entry {
    let item = Item { rows, texts: mapping.texts };
    let first = rows.first().copied();
    let outcome = match first.filter(|row| word(row) == BEGIN) {
        None => Outcome::Skipped(Foreign::NoQuestion),
        Some(row) => item.outcome(row, mapping).unwrap_or_else(Outcome::Refused),
    };
    let name = ["title", "questiontext", "id"].map(|word| item.cell(word)).into_iter().find(|cell| !cell.is_empty());
    let title = text::title(name.or(first.map(|row| row.cells[0].as_str())).unwrap_or_default());
    Entry { place: first.map(|row| Place::line(row.line)).unwrap_or_default(), title, outcome }
}

/// The rows of a question.
struct Item<'a> {
    rows: &'a [&'a Row],
    texts: Texts,
}

/// An option, or an answer to type.
struct Choice<'a> {
    weight: f64,
    text: &'a str,
    texts: Texts,
    /// What else is said of an answer: how it is compared.
    says: &'a str,
    why: &'a str,
    why_texts: Texts,
}

impl<'a> Item<'a> {
    /// The rows that begin with a word, without it.
    fn all(&self, name: &'static str) -> impl Iterator<Item = &'a [String]> {
        self.rows.iter().filter(move |row| word(row) == name).map(|row| &row.cells[1..])
    }

    fn cell(&self, name: &'static str) -> &'a str {
        self.all(name).map(|cells| at(cells, 0)).find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// How a text is meant whose row says `HTML`, or nothing.
    fn texts(&self, says: &str) -> Texts {
        if says.eq_ignore_ascii_case("html") { Texts::Html } else { self.texts }
    }

    /// The texts of all rows with a word.
    fn blocks(&self, name: &'static str, remarks: &mut Vec<Remark>) -> String {
        let texts = self.all(name).map(|cells| text::blocks(self.texts(at(cells, 1)), at(cells, 0), remarks));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn choices(&self, name: &'static str) -> Result<Vec<Choice<'a>>, Cause> {
        let read = |cells: &'a [String]| {
            Ok(Choice {
                weight: weight(at(cells, 0))?,
                text: at(cells, 1),
                texts: self.texts(at(cells, 2)),
                says: at(cells, 2),
                why: at(cells, 3),
                why_texts: self.texts(at(cells, 4)),
            })
        };
        self.all(name).map(read).collect()
    }

    fn outcome(&self, first: &Row, mapping: &Mapping) -> Result<Outcome, Cause> {
        let mut remarks = Vec::new();
        let mut body = Body::default();
        let kind_word = words::kind(first.cells.get(1).map_or("", String::as_str));
        let kind = match kind_word {
            KindWord::Foreign(foreign) => return Ok(Outcome::Skipped(foreign)),
            _ if self.cell("questiontext").is_empty() => return Err(Cause::NoStem),
            KindWord::TrueFalse => self.truth(mapping, &mut body, &mut remarks)?,
            KindWord::Text | KindWord::Number => Kind::FillIn(self.fill_in(&mut remarks)?),
            KindWord::Multiple => self.choice(true, &mut body, &mut remarks)?,
            KindWord::Single | KindWord::Choice => self.choice(false, &mut body, &mut remarks)?,
        };
        body.stem = self.blocks("questiontext", &mut remarks);
        body.explanation = self.blocks("feedback", &mut remarks);
        self.settings(&mut remarks);
        let draft = Draft {
            id: self.cell("id").to_owned(),
            kind,
            content: Content::One(mapping.lang, body),
            category: Vec::new(),
            tags: Vec::new(),
            meta: Meta::default(),
            images: Vec::new(),
        };
        Ok(Outcome::Taken { draft: Box::new(draft), remarks })
    }

    fn choice(&self, is_multiple: bool, body: &mut Body, remarks: &mut Vec<Remark>) -> Result<Kind, Cause> {
        let mut choices = self.choices("option")?;
        choices.retain(|choice| !choice.text.is_empty());
        for choice in &choices {
            let explanation = text::blocks(choice.why_texts, choice.why, remarks);
            body.options.push(OptionText { text: text::line(choice.texts, choice.text, remarks), explanation });
        }
        let most = choices.iter().map(|choice| choice.weight).fold(0.0, f64::max);
        // Where several may be chosen, each right one has a share; where one may, the best is right.
        let is_right = |choice: &Choice<'_>| choice.weight > 0.0 && (is_multiple || choice.weight >= most);
        let keys: BTreeSet<usize> =
            choices.iter().enumerate().filter(|(_, choice)| is_right(choice)).map(|(place, _)| place).collect();
        if !is_multiple && choices.iter().any(|choice| choice.weight > 0.0 && choice.weight < most) {
            remarks.push(Remark::PartialCredit);
        }
        if !is_multiple && most > 0.0 && most < 100.0 {
            remarks.push(Remark::Scoring);
        }
        remarks.extend((keys.len() == choices.len()).then_some(Remark::AllKeys));
        match keys.first() {
            _ if choices.len() < 2 => Err(Cause::TooFewOptions),
            None => Err(Cause::NoKey),
            Some(&key) if !is_multiple && keys.len() == 1 => Ok(Kind::Single { key }),
            Some(_) => {
                if !is_multiple {
                    remarks.push(Remark::SeveralKeys);
                }
                Ok(Kind::Multiple { keys })
            }
        }
    }

    fn truth(&self, mapping: &Mapping, body: &mut Body, remarks: &mut Vec<Remark>) -> Result<Kind, Cause> {
        remarks.push(Remark::TrueFalse);
        let mut keys = Vec::new();
        for (place, (name, shown)) in ["true", "false"].into_iter().zip(words::truth_words(mapping.lang)).enumerate() {
            let cells = self.all(name).next().unwrap_or_default();
            if weight(at(cells, 0))? > 0.0 {
                keys.push(place);
            }
            let explanation = text::blocks(self.texts(at(cells, 2)), at(cells, 1), remarks);
            body.options.push(OptionText { text: shown.to_owned(), explanation });
        }
        match keys.as_slice() {
            [] => Err(Cause::NoKey),
            [key] => Ok(Kind::Single { key: *key }),
            _ => Err(Cause::AllKeys),
        }
    }

    fn fill_in(&self, remarks: &mut Vec<Remark>) -> Result<FillIn, Cause> {
        let (mut answers, mut near, mut ignore_case) = (Vec::new(), Vec::new(), true);
        for choice in self.choices("answer")? {
            if choice.says.eq_ignore_ascii_case("regexp") && choice.text.contains(PATTERN) {
                remarks.push(Remark::Wildcard { answer: choice.text.to_owned() });
                continue;
            }
            if choice.text.is_empty() {
                continue;
            }
            ignore_case &= !choice.says.eq_ignore_ascii_case("sensitive");
            if choice.weight > 0.0 && choice.weight < 100.0 {
                text::add(remarks, Remark::PartialCredit);
            }
            // What is right in part is not right here.
            let list = if choice.weight >= 100.0 { &mut answers } else { &mut near };
            list.push(choice.text.to_owned());
        }
        if answers.is_empty() {
            return Err(Cause::NoKey);
        }
        Ok(FillIn { answers, ranges: Vec::new(), ignore_case, instruction: Instruction::Text, near })
    }

    /// What has no counterpart here.
    fn settings(&self, remarks: &mut Vec<Remark>) {
        for row in self.rows {
            let cell = at(&row.cells, 1);
            let remark = match word(row).as_str() {
                "points" if cell.parse().is_ok_and(|points: f64| (points - 1.0).abs() > 1e-9) => Remark::Points,
                "hint" if !cell.is_empty() => Remark::Hints,
                "image" if !cell.is_empty() => Remark::ImageMissing { name: cell.to_owned() },
                "scoring" if !cell.eq_ignore_ascii_case("allornothing") => Remark::PartialCredit,
                "difficulty" | "inputbox" if !matches!(cell, "" | "1") => {
                    Remark::Setting { name: row.cells[0].trim().to_owned() }
                }
                "points" | "hint" | "image" | "scoring" | "difficulty" | "inputbox" | "id" | "title"
                | "questiontext" | "option" | "answer" | "true" | "false" | "feedback" | BEGIN => continue,
                other => Remark::PassedOver { what: words!("a row with \"{}\"", text::title(other)) },
            };
            text::add(remarks, remark);
        }
    }
}

/// A cell without spaces around it; empty beyond the last.
fn at(cells: &[String], place: usize) -> &str {
    cells.get(place).map_or("", |cell| cell.trim())
}

/// A weight in percent, or a share. An empty one is none.
fn weight(cell: &str) -> Result<f64, Cause> {
    match cell.trim_end_matches('%') {
        "" => Ok(0.0),
        number => {
            number.parse().ok().filter(|weight: &f64| weight.is_finite()).ok_or_else(|| Cause::Weight(cell.to_owned()))
        }
    }
}
