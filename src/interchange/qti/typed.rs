//! What is right to type: every answer that the item's rules reward in full.

use std::collections::HashSet;

use super::{
    choice::{Doubt, Found, undeclared},
    declaration::{Cardinality, Declaration, Mapping},
    numbers,
    rules::{Given, NotUnderstood, Processing, Rules},
    value::{Base, Value, same},
};
use crate::{
    exam::question::{FillIn, Instruction, Kind, fill_in::TYPED_MAX},
    interchange::{Cause, Foreign, Outcome, Remark, xml::Element},
};

/// So many answers are tried.
const TRIED: usize = 500;
/// Nobody expects this to be typed.
const NONSENSE: &str = "\u{fffd}";

/// A field to type into, and how it is scored.
pub(super) struct Typed<'r, 'a> {
    rules: &'r Rules<'a>,
    response: &'a str,
    declaration: &'r Declaration<'a>,
    /// The variable that holds the text itself, where the response is a number.
    text: Option<&'a str>,
}

/// What the answers that were tried are worth.
struct Tried {
    best: f64,
    scores: Vec<(String, f64)>,
}

impl<'r, 'a> Typed<'r, 'a> {
    /// That of an interaction, if its response is declared.
    pub(super) fn of(rules: &'r Rules<'a>, interaction: &'a Element) -> Result<Self, Outcome> {
        let response = interaction.attribute("responseIdentifier").unwrap_or_default();
        let declaration = rules.responses.get(response).ok_or_else(|| undeclared(response))?;
        let text = interaction.attribute("stringIdentifier").filter(|name| rules.responses.contains_key(name));
        Ok(Self { rules, response, declaration, text })
    }

    /// The response's name.
    pub(super) const fn response(&self) -> &'a str {
        self.response
    }

    /// The rules.
    pub(super) const fn rules(&self) -> &'r Rules<'a> {
        self.rules
    }

    /// The response that types this.
    pub(super) fn given(&self, typed: &str) -> Given {
        let own = self.declaration.cardinality.value(self.declaration.base, &[typed.to_owned()]);
        let text = self.text.map(|name| (name.to_owned(), Value::Text(typed.to_owned())));
        [(self.response.to_owned(), own)].into_iter().chain(text).collect()
    }

    /// The response that means that nobody could expect it.
    pub(super) fn nonsense(&self) -> Given {
        self.given(NONSENSE)
    }

    /// What something typed is worth, if that is said.
    pub(super) fn score(&self, typed: &str) -> Result<Option<f64>, NotUnderstood> {
        Ok(self.rules.run(self.response, &self.given(typed))?.score)
    }

    fn is_number(&self) -> bool {
        self.declaration.base == Base::Number
    }

    /// What is right.
    pub(super) fn key(&self) -> Result<Found, Outcome> {
        if self.declaration.cardinality == Cardinality::Record {
            return Err(Outcome::Skipped(Foreign::OwnRules));
        }
        let doubt = match self.tried() {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(doubt)) => doubt,
            Err(NotUnderstood) => Doubt::Unclear,
        };
        let mut remarks = Vec::new();
        if !matches!(self.rules.processing(), Processing::None) {
            remarks.push(Remark::Scoring);
        }
        self.declared(doubt, remarks)
    }

    /// What the rules speak for.
    fn tried(&self) -> Result<Result<Found, Doubt>, NotUnderstood> {
        let mut fill_in = blank(Instruction::Text);
        let mut remarks = Vec::new();
        let texts = self.texts();
        let mut tried = Tried { best: 0.0, scores: Vec::new() };
        for text in texts {
            let Some(score) = self.score(&text)? else { return Ok(Err(Doubt::Silent)) };
            tried.best = tried.best.max(score);
            tried.scores.push((text, score));
        }
        let numbers = if self.is_number() { numbers::tried(self)? } else { numbers::Tried::default() };
        tried.best = tried.best.max(numbers.best());
        let nonsense = self.rules.run(self.response, &self.nonsense())?.score.unwrap_or_default();
        if same(tried.best, 0.0) || same(nonsense, tried.best) {
            return Ok(Err(Doubt::Silent));
        }
        if self.is_number() {
            let Some(exact) = numbers.ranges(tried.best, &mut fill_in.ranges) else {
                return Ok(Err(Doubt::Unclear));
            };
            remarks.extend((!exact).then_some(Remark::Scoring));
            remarks.extend((!fill_in.ranges.is_empty()).then_some(Remark::Numerical));
        }
        let partial = tried.partial() || numbers.partial(tried.best);
        let negative = tried.scores.iter().any(|(_, score)| *score < 0.0);
        remarks.extend((negative || !same(tried.best, 1.0)).then_some(Remark::Points));
        let best = tried.best;
        self.fill(tried, &mut fill_in, &mut remarks)?;
        remarks.extend(partial.then_some(Remark::PartialCredit));
        if fill_in.answers.is_empty() && fill_in.ranges.is_empty() {
            return Ok(Err(Doubt::Unclear));
        }
        if !fill_in.ranges.is_empty() && fill_in.answers.is_empty() {
            fill_in.instruction = Instruction::Decimal;
        }
        let is_right =
            |answer: &String| self.score(answer).is_ok_and(|score| score.is_some_and(|score| same(score, best)));
        if !self.declaration.correct.iter().all(is_right) {
            remarks.push(Remark::Contradiction { what: words!("its answer and its points do not agree") });
        }
        Ok(Ok(Found { kind: Kind::FillIn(fill_in), remarks }))
    }

    /// Sorts the texts into right and nearly right.
    fn fill(&self, tried: Tried, fill_in: &mut FillIn, remarks: &mut Vec<Remark>) -> Result<(), NotUnderstood> {
        let best = tried.best;
        let named: HashSet<String> = tried.scores.iter().map(|(text, _)| text.clone()).collect();
        let (right, others): (Vec<_>, Vec<_>) = tried.scores.into_iter().partition(|(_, score)| same(*score, best));
        // What the rules compare with and do not reward may be anything.
        let foreseen = |text: &String, score: f64| score > 0.0 || self.mapped(text);
        let others = others.into_iter().filter(|(text, score)| fits(text) && foreseen(text, *score));
        fill_in.near = others.map(|(text, _)| text).collect();
        let mut folded = Vec::new();
        for (text, _) in right {
            // Spellings that are named themselves prove nothing.
            let spellings = [text.to_lowercase(), text.to_uppercase(), alternating(&text)];
            let mut unnamed = spellings.iter().filter(|spelling| !named.contains(*spelling)).peekable();
            if unnamed.peek().is_some() {
                let scores = unnamed.map(|spelling| self.score(spelling)).collect::<Result<Vec<_>, _>>()?;
                folded.push(scores.into_iter().all(|score| score.is_some_and(|score| same(score, best))));
            }
            if self.substring_counts(&text)? {
                remarks.push(Remark::Wildcard { answer: text.clone() });
            }
            if fits(&text) {
                fill_in.answers.push(text);
            } else {
                remarks.push(too_long(&text));
            }
        }
        let says_so = folded.is_empty() && self.mapping().is_some_and(Mapping::folds);
        fill_in.ignore_case = says_so || (folded.contains(&true) && !folded.contains(&false));
        if folded.contains(&true) && folded.contains(&false) {
            remarks.push(Remark::Setting { name: "caseSensitive".to_owned() });
        }
        Ok(())
    }

    /// Whether an answer is as good with something around it.
    fn substring_counts(&self, text: &str) -> Result<bool, NotUnderstood> {
        let (inside, alone) = (self.score(&format!("{NONSENSE}{text}{NONSENSE}"))?, self.score(text)?);
        Ok(alone.is_some() && inside == alone)
    }

    fn mapping(&self) -> Option<&'r Mapping> {
        let name = if self.is_number() { self.text? } else { self.response };
        self.rules.responses.get(name)?.mapping.as_ref()
    }

    /// Whether the author says what this is worth.
    fn mapped(&self, text: &str) -> bool {
        self.mapping().is_some_and(|mapping| mapping.of_one(text).is_some())
    }

    /// The texts that the item names, the right ones of the mapping first, each once.
    fn texts(&self) -> Vec<String> {
        let name = if self.is_number() { self.text } else { Some(self.response) };
        let Some(declaration) = name.and_then(|name| self.rules.responses.get(name)) else { return Vec::new() };
        let mapped = self.mapping().into_iter().flat_map(|mapping| &mapping.entries).map(|(key, _)| key.clone());
        let constants = match self.rules.processing() {
            Processing::Rules(rules) => self.constants(rules),
            _ => Vec::new(),
        };
        let mut seen = HashSet::new();
        let all = mapped.chain(declaration.correct.iter().cloned()).chain(constants);
        all.filter(|text| !text.is_empty() && seen.insert(text.clone())).take(TRIED).collect()
    }

    /// The texts that the rules compare with something.
    fn constants(&self, rules: &Element) -> Vec<String> {
        let comparisons = ["stringMatch", "match", "member", "contains"].map(|name| rules.find(name)).concat();
        let nothing = Given::new();
        let outcomes = self.rules.unanswered(&nothing);
        let parts = comparisons.iter().flat_map(|comparison| comparison.elements()).take(TRIED);
        let values = parts.filter(|part| part.name != "variable").filter_map(|part| outcomes.evaluate(part).ok());
        let texts = values.flat_map(|value| value.parts().to_vec()).filter(|part| matches!(part, Value::Text(_)));
        texts.map(|text| text.key().trim().to_owned()).collect()
    }

    /// The answers as they are declared, where the rules do not help.
    fn declared(&self, doubt: Doubt, mut remarks: Vec<Remark>) -> Result<Found, Outcome> {
        let mapping = self.declaration.mapping.as_ref();
        let mapped = mapping.map(|mapping| mapping.positive().map(str::to_owned).collect::<Vec<_>>());
        let answers = match (self.declaration.correct.is_empty(), mapped, doubt) {
            (false, ..) => self.declaration.correct.clone(),
            (true, Some(mapped), _) if !mapped.is_empty() => mapped,
            (true, _, Doubt::Unclear) => {
                return Err(Outcome::Skipped(Foreign::OwnRules));
            }
            (true, Some(_), _) => return Err(Outcome::Refused(Cause::NoKey)),
            (true, None, _) => return Err(Outcome::Skipped(Foreign::Survey)),
        };
        let mut fill_in = blank(if self.is_number() { Instruction::Decimal } else { Instruction::Text });
        for answer in answers.into_iter().take(TRIED) {
            match (self.is_number(), answer.parse()) {
                (true, Ok(range)) => fill_in.ranges.push(range),
                (true, Err(_)) => return Err(Outcome::Refused(Cause::Number(answer))),
                (false, _) if fits(&answer) => fill_in.answers.push(answer),
                (false, _) => remarks.push(too_long(&answer)),
            }
        }
        remarks.extend(self.is_number().then_some(Remark::Numerical));
        if fill_in.answers.is_empty() && fill_in.ranges.is_empty() {
            return Err(Outcome::Refused(Cause::NoKey));
        }
        Ok(Found { kind: Kind::FillIn(fill_in), remarks })
    }
}

impl Tried {
    fn partial(&self) -> bool {
        self.scores.iter().any(|(_, score)| *score > 0.0 && !same(*score, self.best))
    }
}

/// With every other letter in upper case, as nobody writes.
fn alternating(text: &str) -> String {
    let raised = |(place, letter): (usize, char)| match place % 2 {
        0 => letter.to_lowercase().collect::<String>(),
        _ => letter.to_uppercase().collect(),
    };
    text.chars().enumerate().map(raised).collect()
}

/// Whether it can be typed at all.
fn fits(text: &str) -> bool {
    text.chars().nth(TYPED_MAX).is_none()
}

fn too_long(text: &str) -> Remark {
    Remark::AnswerLost { answer: text.chars().take(80).collect() }
}

fn blank(instruction: Instruction) -> FillIn {
    FillIn { answers: Vec::new(), ranges: Vec::new(), ignore_case: false, instruction, near: Vec::new() }
}
