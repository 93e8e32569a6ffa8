//! A question as the rules get it: its texts taken apart, with their lines, and a place for what is found.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{rule::Rule, text::Text};
use crate::{
    bank::format::{BodyPlaces, Parsed},
    exam::{
        blueprint::Blueprint,
        lang::{Lang, Localized},
        question::{Body, Kind, Question},
    },
};

/// The texts of one language, taken apart.
pub(super) struct Texts {
    pub lang: Lang,
    pub stem: Text,
    pub options: Vec<Text>,
    pub option_explanations: Vec<Text>,
    pub explanation: Text,
    pub places: BodyPlaces,
}

impl Texts {
    fn new(lang: Lang, body: &Body, places: &BodyPlaces) -> Self {
        Self {
            lang,
            stem: Text::new(&body.stem),
            options: body.options.iter().map(|option| Text::new(&option.text)).collect(),
            option_explanations: body.options.iter().map(|option| Text::new(&option.explanation)).collect(),
            explanation: Text::new(&body.explanation),
            places: places.clone(),
        }
    }

    /// Every text with the line on which it starts and what it is called in messages.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Text, usize, &'static str)> {
        let options = self.options.iter().zip(&self.places.options).map(|(text, place)| (text, place.0, "option"));
        let why = self.option_explanations.iter().zip(&self.places.options);
        let why = why.map(|(text, place)| (text, place.1, "explanation of an option"));
        std::iter::once((&self.stem, self.places.stem, "stem")).chain(options).chain(why).chain(std::iter::once((
            &self.explanation,
            self.places.explanation,
            "explanation",
        )))
    }
}

/// A question with what the rules need to judge it.
pub(super) struct Subject<'a> {
    pub blueprint: &'a Blueprint,
    pub question: &'a Question,
    pub parsed: &'a Parsed,
    pub today: Date,
    pub keys: BTreeSet<usize>,
    pub texts: Localized<Texts>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(blueprint: &'a Blueprint, parsed: &'a Parsed, today: Date) -> Self {
        let question = &parsed.question;
        let texts = question.body.map(|lang, body| Texts::new(lang, body, parsed.places.body.get(lang)));
        Self { blueprint, question, parsed, today, keys: question.kind.keys(), texts }
    }

    pub(super) fn is_fill_in(&self) -> bool {
        matches!(self.question.kind, Kind::FillIn(_))
    }

    /// The options of one language that are right, with their indexes.
    pub(super) fn key_options<'t>(&'t self, texts: &'t Texts) -> impl Iterator<Item = (usize, &'t Text)> {
        texts.options.iter().enumerate().filter(|(index, _)| self.keys.contains(index))
    }

    /// The options of one language that are wrong, with their indexes.
    pub(super) fn distractors<'t>(&'t self, texts: &'t Texts) -> impl Iterator<Item = (usize, &'t Text)> {
        texts.options.iter().enumerate().filter(|(index, _)| !self.keys.contains(index))
    }
}

/// Something that a rule found in a file.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub rule: Rule,
    pub line: usize,
    pub text: String,
    pub message: String,
}

/// What was found in a file so far.
#[derive(Default)]
pub(super) struct Notes(pub Vec<Note>);

impl Notes {
    /// Adds a finding: the rule, its line, the text that breaks it, and a sentence for the author.
    pub(super) fn add(&mut self, rule: Rule, line: usize, text: impl Into<String>, message: impl Into<String>) {
        self.0.push(Note { rule, line, text: text.into(), message: message.into() });
    }
}
