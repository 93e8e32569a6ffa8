//! Carries out an item's rules of scoring on a response, to see what it would be worth there.
//!
//! The rules of real files are written in a hundred ways that come to the same. To try out the responses is surer than to
//! know the ways, and it finds out which feedback a response would show.

use std::{cell::Cell, collections::HashMap};

use super::{
    declaration::Declaration,
    value::{Base, Value, number},
};
use crate::interchange::xml::Element;

/// How many rules and expressions are carried out for one item.
const STEPS: usize = 2_000_000;

/// Something that is not understood here, or too much work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotUnderstood;

/// Why it does not go on.
pub(super) enum Stop {
    /// A rule says so.
    Exit,
    /// It is not understood.
    NotUnderstood,
}

/// The variables of an item and its rules.
pub(super) struct Rules<'a> {
    /// The declared responses.
    pub responses: HashMap<&'a str, Declaration<'a>>,
    outcomes: HashMap<&'a str, Declaration<'a>>,
    templates: HashMap<&'a str, Declaration<'a>>,
    processing: Processing<'a>,
    score: Option<&'a str>,
    steps: Cell<usize>,
}

/// How responses are scored.
#[derive(Clone, Copy)]
pub(super) enum Processing<'a> {
    /// Not said.
    None,
    /// One point for exactly what is right.
    MatchCorrect,
    /// What the mapping says.
    MapResponse,
    /// By rules.
    Rules(&'a Element),
    /// By a template that is not known here.
    Unknown,
}

/// The responses that are tried, by their variables.
pub(super) type Given = HashMap<String, Value>;

/// What came of the rules.
pub(super) struct Outcomes<'r, 'a> {
    rules: &'r Rules<'a>,
    given: &'r Given,
    set: HashMap<&'a str, Value>,
    /// What the response is worth, if that is said at all.
    pub score: Option<f64>,
}

impl<'a> Rules<'a> {
    /// Those of an item.
    pub(super) fn of(item: &'a Element) -> Self {
        let declared = |name: &'static str| {
            let named = item.elements().filter(move |element| element.name == name);
            let mut declared = HashMap::new();
            for element in named {
                let identifier = element.attribute("identifier").unwrap_or_default();
                declared.entry(identifier).or_insert_with(|| Declaration::of(element));
            }
            declared
        };
        let processing = item.first("responseProcessing").map_or(Processing::None, Processing::of);
        let outcomes = declared("outcomeDeclaration");
        let score = match processing {
            Processing::Rules(element) => score_variable(element, &outcomes),
            _ => None,
        };
        let (responses, templates) = (declared("responseDeclaration"), declared("templateDeclaration"));
        Self { responses, outcomes, templates, processing, score, steps: Cell::new(STEPS) }
    }

    /// How responses are scored.
    pub(super) const fn processing(&self) -> Processing<'a> {
        self.processing
    }

    /// Tries a response to `main`.
    pub(super) fn run<'r>(&'r self, main: &str, given: &'r Given) -> Result<Outcomes<'r, 'a>, NotUnderstood> {
        let mut outcomes = Outcomes { rules: self, given, set: HashMap::new(), score: None };
        let declaration = self.responses.get(main).ok_or(NotUnderstood)?;
        let response = given.get(main).unwrap_or(&Value::Null);
        outcomes.score = match self.processing {
            Processing::Unknown => return Err(NotUnderstood),
            // Whoever plays an item without rules goes by what is declared.
            Processing::None if declaration.correct.is_empty() => {
                declaration.mapping.as_ref().map(|mapping| mapping.worth(response))
            }
            Processing::MatchCorrect | Processing::None => {
                self.step(1 + declaration.correct.len()).map_err(|_| NotUnderstood)?;
                let right = *response != Value::Null && response.matches(&declaration.right);
                Some(f64::from(u8::from(right)))
            }
            Processing::MapResponse => match (&declaration.mapping, response) {
                (None, _) => return Err(NotUnderstood),
                (Some(_), Value::Null) => Some(0.0),
                (Some(mapping), response) => Some(mapping.worth(response)),
            },
            Processing::Rules(element) => {
                match outcomes.rules(element) {
                    Ok(()) | Err(Stop::Exit) => {}
                    Err(Stop::NotUnderstood) => return Err(NotUnderstood),
                }
                self.score.and_then(|score| outcomes.variable(score).ok()).and_then(|score| score.number())
            }
        };
        Ok(outcomes)
    }

    /// What expressions come to when nothing has been answered.
    pub(super) fn unanswered<'r>(&'r self, nothing: &'r Given) -> Outcomes<'r, 'a> {
        Outcomes { rules: self, given: nothing, set: HashMap::new(), score: None }
    }

    /// Counts the work.
    pub(super) fn step(&self, size: usize) -> Result<(), Stop> {
        let left = self.steps.get().checked_sub(size).ok_or(Stop::NotUnderstood)?;
        self.steps.set(left);
        Ok(())
    }
}

impl<'a> Processing<'a> {
    fn of(element: &'a Element) -> Self {
        if element.elements().next().is_some() {
            return Self::Rules(element);
        }
        let address = element.attribute("template").or_else(|| element.attribute("templateLocation"));
        let Some(address) = address.map(str::trim).filter(|address| !address.is_empty()) else { return Self::None };
        let name = address.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        match name.trim_end_matches(".xml") {
            "match_correct" | "cc2_match" | "cc2_match_basic" => Self::MatchCorrect,
            "map_response" | "cc2_map_response" => Self::MapResponse,
            "match_nothing" => Self::None,
            _ => Self::Unknown,
        }
    }
}

/// The outcome that holds the score: `SCORE`, else the only number with that word in its name.
fn score_variable<'a>(rules: &'a Element, outcomes: &HashMap<&'a str, Declaration<'a>>) -> Option<&'a str> {
    let setters = ["setOutcomeValue", "lookupOutcomeValue"].map(|name| rules.find(name)).concat();
    let set: Vec<&str> = setters.iter().filter_map(|setter| setter.attribute("identifier")).collect();
    if let Some(score) = set.iter().find(|name| **name == "SCORE") {
        return Some(score);
    }
    let is_score = |name: &&&str| {
        let named_so = name.to_ascii_uppercase().contains("SCORE");
        named_so && outcomes.get(**name).is_some_and(|outcome| outcome.base == Base::Number)
    };
    let mut scores: Vec<&str> = set.iter().filter(is_score).copied().collect();
    scores.sort_unstable();
    scores.dedup();
    (scores.len() == 1).then(|| scores[0])
}

impl<'a> Outcomes<'_, 'a> {
    /// The rules that were carried out.
    pub(super) const fn source(&self) -> &Rules<'a> {
        self.rules
    }

    /// What a variable holds now.
    pub(super) fn variable(&self, name: &str) -> Result<Value, Stop> {
        if let Some(value) = self.set.get(name).or_else(|| self.given.get(name)) {
            return Ok(value.clone());
        }
        if let Some(outcome) = self.rules.outcomes.get(name) {
            let is_number = outcome.base == Base::Number && outcome.default == Value::Null;
            return Ok(if is_number { Value::Number(0.0) } else { outcome.default.clone() });
        }
        if let Some(response) = self.rules.responses.get(name) {
            // A button that was not pressed.
            return Ok(if response.base == Base::Boolean { Value::Bool(false) } else { Value::Null });
        }
        match (self.rules.templates.get(name), name) {
            (Some(template), _) => Ok(template.default.clone()),
            (None, "numAttempts") => Ok(Value::Number(1.0)),
            (None, "duration") => Ok(Value::Number(0.0)),
            (None, "completionStatus") => Ok(Value::Text("unknown".to_owned())),
            (None, _) => Err(Stop::NotUnderstood),
        }
    }

    /// What is declared as the first value of a variable.
    pub(super) fn default(&self, name: &str) -> Result<Value, Stop> {
        let Rules { responses, outcomes, templates, .. } = self.rules;
        let declaration = responses.get(name).or_else(|| outcomes.get(name)).or_else(|| templates.get(name));
        declaration.map(|declaration| declaration.default.clone()).ok_or(Stop::NotUnderstood)
    }

    fn rules(&mut self, parent: &'a Element) -> Result<(), Stop> {
        parent.elements().try_for_each(|rule| self.rule(rule))
    }

    fn rule(&mut self, rule: &'a Element) -> Result<(), Stop> {
        self.rules.step(1)?;
        match rule.name.as_str() {
            "responseCondition" => self.condition(rule),
            "responseProcessingFragment" => self.rules(rule),
            "exitResponse" => Err(Stop::Exit),
            "setOutcomeValue" => {
                let name = rule.attribute("identifier").ok_or(Stop::NotUnderstood)?;
                let value = self.only(rule)?;
                self.set.insert(name, value);
                Ok(())
            }
            "lookupOutcomeValue" => {
                let name = rule.attribute("identifier").ok_or(Stop::NotUnderstood)?;
                let source = self.only(rule)?;
                let found = self.look_up(name, &source)?;
                self.set.insert(name, found);
                Ok(())
            }
            _ => Err(Stop::NotUnderstood),
        }
    }

    /// The first branch that holds.
    fn condition(&mut self, condition: &'a Element) -> Result<(), Stop> {
        for branch in condition.elements() {
            self.rules.step(1)?;
            let mut parts = branch.elements();
            let holds = match branch.name.as_str() {
                "responseIf" | "responseElseIf" => {
                    let test = parts.next().ok_or(Stop::NotUnderstood)?;
                    self.evaluate(test)? == Value::Bool(true)
                }
                "responseElse" => true,
                _ => return Err(Stop::NotUnderstood),
            };
            if holds {
                return parts.try_for_each(|rule| self.rule(rule));
            }
        }
        Ok(())
    }

    /// What the table of an outcome has for a number.
    fn look_up(&self, name: &str, source: &Value) -> Result<Value, Stop> {
        let outcome = self.rules.outcomes.get(name).ok_or(Stop::NotUnderstood)?;
        let Some(source) = source.number() else { return Ok(Value::Null) };
        let target = |entry: &Element| entry.attribute("targetValue").map(|text| outcome.base.value(text));
        let at = |entry: &Element| entry.attribute("sourceValue").and_then(number);
        let (table, holds): (_, fn(f64, f64, &Element) -> bool) =
            match (outcome.element.first("matchTable"), outcome.element.first("interpolationTable")) {
                (Some(table), _) => (table, |source, at, _| super::value::same(source, at)),
                (None, Some(table)) => (table, |source, at, entry| {
                    let included = entry.attribute("includeBoundary") != Some("false");
                    source > at || (included && super::value::same(source, at))
                }),
                (None, None) => return Err(Stop::NotUnderstood),
            };
        for entry in table.elements() {
            self.rules.step(1)?;
            if at(entry).is_some_and(|at| holds(source, at, entry)) {
                return target(entry).ok_or(Stop::NotUnderstood);
            }
        }
        Ok(table.attribute("defaultValue").map_or(Value::Null, |text| outcome.base.value(text)))
    }
}
