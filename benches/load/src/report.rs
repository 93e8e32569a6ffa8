//! What was measured, as a table for people and as JSON for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::drive::Outcome;

/// A figure with its goal.
pub struct Goal {
    /// What it is about.
    pub what: String,
    /// What was measured.
    pub is: f64,
    /// What it should be, and whether more or less is better.
    pub wanted: Wanted,
}

/// The side of a goal on which it is reached.
pub enum Wanted {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
}

impl Goal {
    fn reached(&self) -> bool {
        match self.wanted {
            Wanted::AtLeast(wanted) => self.is >= wanted,
            Wanted::AtMost(wanted) => self.is <= wanted,
        }
    }
}

/// Everything of a run.
#[derive(Default)]
pub struct Report {
    rows: Vec<(String, Value)>,
    table: String,
    goals: Vec<Goal>,
    facts: BTreeMap<String, f64>,
}

impl Report {
    /// Adds what a scenario came to, and prints its line.
    pub fn add(&mut self, name: &str, outcome: &Outcome) {
        if self.table.is_empty() {
            self.line(&format!(
                "{:<52} {:>9} {:>8} {:>8} {:>8} {:>10} {:>7}\n",
                "", "per s", "p50 ms", "p99 ms", "max ms", "CPU s/1000", "failed"
            ));
        }
        let (rate, cpu) = (outcome.rate(), outcome.cpu_per_thousand());
        let (median, most, max) = (outcome.percentile(50.0), outcome.percentile(99.0), outcome.percentile(100.0));
        self.line(&format!(
            "{name:<52} {rate:>9.0} {median:>8.2} {most:>8.2} {max:>8.1} {cpu:>10.3} {:>7}\n",
            outcome.failed
        ));
        if let Some(failure) = &outcome.first_failure {
            self.line(&format!("    the first failure: {failure}\n"));
        }
        if outcome.kinds.len() > 1 {
            for (kind, count) in &outcome.kinds {
                self.line(&format!("    {count} times: {kind}\n"));
            }
        }
        self.rows.push((
            name.to_owned(),
            json!({ "per_second": rate, "p50_ms": median, "p99_ms": most, "max_ms": max,
                    "cpu_s_per_1000": cpu, "requests": outcome.times.len(), "failed": outcome.failed, "failures": outcome.kinds }),
        ));
        let failed = f64::from(u32::try_from(outcome.failed).unwrap_or(u32::MAX));
        self.goal(&format!("{name}: failures"), failed, Wanted::AtMost(0.0));
    }

    /// Adds a plain figure, and prints it.
    pub fn fact(&mut self, name: &str, value: f64, unit: &str) {
        self.line(&format!("{name:<52} {value:>9.1} {unit}\n"));
        self.facts.insert(name.to_owned(), value);
    }

    /// Adds a figure that has a goal.
    pub fn goal(&mut self, what: &str, is: f64, wanted: Wanted) {
        self.goals.push(Goal { what: what.to_owned(), is, wanted });
    }

    fn line(&mut self, text: &str) {
        print!("{text}");
        self.table.push_str(text);
    }

    /// Prints the goals; gives whether all were reached.
    pub fn judge(&mut self) -> bool {
        let mut text = String::from("\n");
        for goal in &self.goals {
            let (sign, wanted) = match goal.wanted {
                Wanted::AtLeast(wanted) => ("≥", wanted),
                Wanted::AtMost(wanted) => ("≤", wanted),
            };
            let verdict = if goal.reached() { "reached" } else { "MISSED" };
            if !(goal.reached() && goal.what.ends_with("failures")) {
                let _ = writeln!(text, "{verdict:<8} {:<70} {:>9.2} {sign} {wanted}", goal.what, goal.is);
            }
        }
        self.line(&text);
        self.goals.iter().all(Goal::reached)
    }

    /// The whole as JSON.
    pub fn json(&self) -> Value {
        let goals: Vec<Value> = self
            .goals
            .iter()
            .map(|goal| json!({ "what": goal.what, "is": goal.is, "reached": goal.reached() }))
            .collect();
        let rows: serde_json::Map<String, Value> = self.rows.iter().cloned().collect();
        json!({ "scenarios": rows, "facts": self.facts, "goals": goals })
    }
}
