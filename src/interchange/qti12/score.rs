//! Carries out an item's rules of scoring on a response, to see what it would be worth and which feedback it would show.
//! Without a word on it, the rules go on after one that held.

use std::{cell::Cell, collections::HashMap};

use super::condition::{Comparison, Given, Test, number};
use crate::interchange::xml::Element;

/// So many tests are carried out for one item.
const STEPS: usize = 1_000_000;

/// The rules are too much work.
#[derive(Debug)]
pub(super) struct TooMuch;

/// The rules of an item.
pub(super) struct Rules<'a> {
    list: Vec<Rule<'a>>,
    variables: Variables<'a>,
    steps: Cell<usize>,
    doubtful: Cell<bool>,
}

/// A rule: a test and what it leads to.
struct Rule<'a> {
    test: Test<'a>,
    size: usize,
    sets: Vec<Set>,
    feedback: Vec<&'a str>,
    /// Whether no other is looked at when it holds.
    stops: bool,
}

/// What happens to a variable.
struct Set {
    variable: usize,
    action: Action,
    value: f64,
}

#[derive(Clone, Copy)]
enum Action {
    Set,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What came of a response.
#[derive(Debug, Default)]
pub(super) struct Tried<'a> {
    /// What it is worth.
    pub score: f64,
    /// The feedback that is shown, by its names.
    pub shown: Vec<&'a str>,
}

/// Something that a rule compares the response with, and whether the rule wants it so and gives points for it.
pub(super) type Literal<'r, 'a> = (&'r Comparison<'a>, bool);

impl<'a> Rules<'a> {
    /// Those of an item for a response with these names.
    pub(super) fn of(item: &'a Element, names: &[&str]) -> Self {
        let processing = || item.all("resprocessing");
        let mut variables = Variables::default();
        for declared in processing().flat_map(|rules| rules.find("decvar")) {
            variables.declare(declared);
        }
        let mut doubtful = false;
        let mut list = Vec::new();
        for rule in processing().flat_map(|rules| rules.all("respcondition")) {
            let Some(test) = rule.first("conditionvar") else { continue };
            let test = Test::of(test, names);
            let mut compared = Vec::new();
            test.comparisons(true, &mut compared);
            let is_own = compared.iter().all(|(comparison, _)| comparison.is_own());
            let sets = rule.all("setvar").filter(|_| is_own).map(|set| variables.set(set, &mut doubtful)).collect();
            list.push(Rule {
                size: test.size(),
                test,
                sets,
                feedback: rule.all("displayfeedback").filter_map(|link| link.attribute("linkrefid")).collect(),
                stops: rule.attribute("continue").is_some_and(|go_on| go_on.eq_ignore_ascii_case("no")),
            });
        }
        Self { list, variables, steps: Cell::new(STEPS), doubtful: Cell::new(doubtful) }
    }

    /// Whether any response is worth anything by them.
    pub(super) fn give_points(&self) -> bool {
        self.list.iter().any(Rule::gives_points)
    }

    /// Whether there was something that is not understood.
    pub(super) fn are_doubtful(&self) -> bool {
        self.doubtful.get()
    }

    /// Everything that the response is compared with, rule by rule.
    pub(super) fn literals(&self) -> Vec<Vec<Literal<'_, 'a>>> {
        self.list.iter().map(Rule::literals).collect()
    }

    /// Tries a response.
    pub(super) fn run(&self, given: Given<'_>) -> Result<Tried<'a>, TooMuch> {
        let mut values = self.variables.defaults.clone();
        let (mut shown, mut held) = (Vec::new(), false);
        for rule in &self.list {
            self.steps.set(self.steps.get().checked_sub(rule.size).ok_or(TooMuch)?);
            let holds = rule.test.holds(given, held);
            self.doubtful.set(self.doubtful.get() || holds.is_none());
            if holds != Some(true) {
                continue;
            }
            held = true;
            rule.sets.iter().for_each(|set| set.apply(&mut values[set.variable]));
            shown.extend(&rule.feedback);
            if rule.stops {
                break;
            }
        }
        let score = values.iter().zip(&self.variables.signs).map(|(value, sign)| sign * value).sum();
        Ok(Tried { score, shown })
    }
}

impl<'a> Rule<'a> {
    fn literals(&self) -> Vec<Literal<'_, 'a>> {
        let mut literals = Vec::new();
        self.test.comparisons(true, &mut literals);
        literals.retain(|(comparison, _)| comparison.is_own());
        for (_, wanted) in &mut literals {
            *wanted &= self.gives_points();
        }
        literals
    }

    fn gives_points(&self) -> bool {
        self.sets.iter().any(|set| set.value > 0.0)
    }
}

impl Set {
    fn apply(&self, slot: &mut f64) {
        match self.action {
            Action::Set => *slot = self.value,
            Action::Add => *slot += self.value,
            Action::Subtract => *slot -= self.value,
            Action::Multiply => *slot *= self.value,
            Action::Divide if self.value == 0.0 => {}
            Action::Divide => *slot /= self.value,
        }
    }
}

/// The variables of the rules, each with a number.
#[derive(Default)]
struct Variables<'a> {
    numbers: HashMap<&'a str, usize>,
    defaults: Vec<f64>,
    /// The least and the most.
    bounds: Vec<(f64, f64)>,
    /// Brightspace counts what is right in one variable and what is wrong in another.
    signs: Vec<f64>,
}

impl<'a> Variables<'a> {
    fn declare(&mut self, element: &'a Element) {
        let value = |name: &str| element.attribute(name).and_then(number);
        let place = self.number(element);
        self.defaults[place] = value("defaultval").unwrap_or(0.0);
        self.bounds[place] = (value("minvalue").unwrap_or(0.0), value("maxvalue").unwrap_or(100.0));
    }

    /// The number of a variable. Blackboard has a name of its own for the attribute.
    fn number(&mut self, element: &'a Element) -> usize {
        let name = element.attribute("varname").or_else(|| element.attribute("variablename")).unwrap_or("SCORE");
        let next = self.numbers.len();
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            self.defaults.push(0.0);
            self.bounds.push((0.0, 100.0));
            self.signs.push(if name.to_ascii_lowercase().contains("incorrect") { -1.0 } else { 1.0 });
        }
        number
    }

    fn set(&mut self, element: &'a Element, doubtful: &mut bool) -> Set {
        let variable = self.number(element);
        let (min, max) = self.bounds[variable];
        let text = element.text();
        let value = match text.trim().rsplit_once('.') {
            Some((_, "max")) => max,
            Some((_, "min")) => min,
            _ => number(&text).unwrap_or_else(|| {
                *doubtful = true;
                0.0
            }),
        };
        let action = match element.attribute("action").unwrap_or_default().to_ascii_lowercase().as_str() {
            "add" => Action::Add,
            "subtract" => Action::Subtract,
            "multiply" => Action::Multiply,
            "divide" => Action::Divide,
            _ => Action::Set,
        };
        Set { variable, action, value }
    }
}
