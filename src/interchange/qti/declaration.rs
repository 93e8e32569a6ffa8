//! The variables that an item declares: what is right, and what each answer is worth.

use std::collections::HashMap;

use super::value::{Base, Value, number};
use crate::interchange::xml::Element;

/// A variable of the item.
#[derive(Clone, Debug)]
pub(super) struct Declaration<'a> {
    /// Its element.
    pub element: &'a Element,
    /// Its type.
    pub base: Base,
    /// Whether it holds several values.
    pub cardinality: Cardinality,
    /// What it holds at first.
    pub default: Value,
    /// What is said to be right, as it is written. Empty where nothing is.
    pub correct: Vec<String>,
    /// The same as a value.
    pub right: Value,
    /// What each answer is worth.
    pub mapping: Option<Mapping>,
}

/// How many values a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cardinality {
    /// One.
    Single,
    /// Several in any order.
    Multiple,
    /// Several in an order.
    Ordered,
    /// Several with names: not understood here.
    Record,
}

/// What each answer is worth.
#[derive(Clone, Debug)]
pub(super) struct Mapping {
    /// The answers in the order of the file, with their worth.
    pub entries: Vec<(String, f64)>,
    exact: HashMap<String, f64>,
    folded: HashMap<String, f64>,
    default: f64,
    lower: Option<f64>,
    upper: Option<f64>,
}

impl<'a> Declaration<'a> {
    /// Reads a declaration of any sort.
    pub(super) fn of(element: &'a Element) -> Self {
        let base = Base::of(element.attribute("baseType"));
        let cardinality = match element.attribute("cardinality") {
            Some("multiple") => Cardinality::Multiple,
            Some("ordered") => Cardinality::Ordered,
            Some("record") => Cardinality::Record,
            _ => Cardinality::Single,
        };
        let texts = |name: &str| element.first(name).map(values).unwrap_or_default();
        let default = cardinality.value(base, &texts("defaultValue"));
        let correct = texts("correctResponse");
        let mapping = element.first("mapping").map(|mapping| Mapping::of(mapping, base));
        let right = cardinality.value(base, &correct);
        Self { element, base, cardinality, default, correct, right, mapping }
    }
}

/// The values of a `correctResponse` or `defaultValue`, without the empty ones.
fn values(element: &Element) -> Vec<String> {
    element.all("value").map(|value| value.text().trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

impl Cardinality {
    /// A value of this many texts. Of several texts, one alone takes the first.
    pub(super) fn value(self, base: Base, texts: &[String]) -> Value {
        let mut values = texts.iter().map(|text| base.value(text)).filter(|value| *value != Value::Null);
        match self {
            Self::Single => match (values.next(), values.next()) {
                (Some(only), None) => only,
                (Some(first), Some(second)) => Value::many([first, second].into_iter().chain(values).collect()),
                (None, _) => Value::Null,
            },
            Self::Multiple => Value::many(values.collect()),
            Self::Ordered => Value::ordered(values.collect()),
            Self::Record => Value::Null,
        }
    }
}

impl Mapping {
    fn of(element: &Element, base: Base) -> Self {
        let bound = |name: &str| element.attribute(name).and_then(number);
        let mut mapping = Self {
            entries: Vec::new(),
            exact: HashMap::new(),
            folded: HashMap::new(),
            default: bound("defaultValue").unwrap_or_default(),
            lower: bound("lowerBound"),
            upper: bound("upperBound"),
        };
        for entry in element.all("mapEntry") {
            let Some(key) = entry.attribute("mapKey") else { continue };
            let worth = entry.attribute("mappedValue").and_then(number).unwrap_or_default();
            let own = base.value(key).key();
            if entry.attribute("caseSensitive").is_some_and(|value| matches!(value.trim(), "false" | "0")) {
                mapping.folded.entry(own.to_lowercase()).or_insert(worth);
            }
            mapping.exact.entry(own).or_insert(worth);
            mapping.entries.push((key.trim().to_owned(), worth));
        }
        mapping
    }

    /// What a response is worth: the sum of its parts, each counted once, within the bounds.
    pub(super) fn worth(&self, response: &Value) -> f64 {
        let mut keys: Vec<String> = response.parts().iter().map(Value::key).collect();
        keys.sort_unstable();
        keys.dedup();
        let one = |key: &String| {
            let found = self.exact.get(key).or_else(|| self.folded.get(&key.to_lowercase()));
            found.copied().unwrap_or(self.default)
        };
        let sum: f64 = keys.iter().map(one).sum();
        let sum = self.lower.map_or(sum, |lower| sum.max(lower));
        self.upper.map_or(sum, |upper| sum.min(upper))
    }

    /// What an answer is worth, if it is named.
    pub(super) fn of_one(&self, text: &str) -> Option<f64> {
        self.exact.get(text).copied()
    }

    /// Whether case does not matter for some of them.
    pub(super) fn folds(&self) -> bool {
        !self.folded.is_empty()
    }

    /// The answers that are worth something, in the order of the file.
    pub(super) fn positive(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(|(_, worth)| *worth > 0.0).map(|(key, _)| key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::xml::parse;

    fn worth(declaration: &str, response: &str) -> f64 {
        let element = parse(declaration).unwrap();
        let declaration = Declaration::of(&element);
        let values: Vec<String> = response.split(' ').filter(|text| !text.is_empty()).map(str::to_owned).collect();
        declaration.mapping.unwrap().worth(&declaration.cardinality.value(declaration.base, &values))
    }

    fn near(a: f64, b: f64) -> bool {
        super::super::value::same(a, b)
    }

    #[test]
    fn a_mapping_sums_what_is_chosen_within_its_bounds() {
        let text = "<responseDeclaration cardinality='multiple' baseType='identifier'>
            <mapping defaultValue='-2' lowerBound='0' upperBound='2 '>
            <mapEntry mapKey='A' mappedValue='1'/><mapEntry mapKey='B' mappedValue='1.5'/></mapping></responseDeclaration>";
        for (response, expected) in [("A", 1.0), ("A A", 1.0), ("A B", 2.0), ("A C", 0.0), ("", 0.0)] {
            assert!(near(worth(text, response), expected), "{response}");
        }
        let text = text.replace("2 ", "Max:3");
        assert!(near(worth(&text, "A B"), 2.5), "a bound that is no number is none");
    }

    #[test]
    fn each_entry_says_whether_case_matters() {
        let text = "<responseDeclaration cardinality='single' baseType='string'><mapping defaultValue='0'>
            <mapEntry mapKey='York' mappedValue='1' caseSensitive='false'/><mapEntry mapKey='Hull' mappedValue='2'/>
            </mapping></responseDeclaration>";
        for (response, expected) in [("york", 1.0), ("YORK", 1.0), ("Hull", 2.0), ("hull", 0.0)] {
            assert!(near(worth(text, response), expected), "{response}");
        }
    }

    #[test]
    fn numbers_are_mapped_however_they_are_written() {
        let text = "<responseDeclaration cardinality='single' baseType='integer'><mapping>
            <mapEntry mapKey='1' mappedValue='2'/></mapping></responseDeclaration>";
        assert!(near(worth(text, "01"), 2.0));
    }
}
