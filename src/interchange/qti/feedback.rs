//! Which feedback belongs to which answer: found out by trying the answers.

use super::{
    rules::{Given, Outcomes, Rules},
    value::Value,
};
use crate::interchange::xml::Element;

/// So many feedbacks of an item are read.
const FEEDBACKS: usize = 500;

/// A text that is shown, or hidden, when an outcome holds a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feedback<'a> {
    /// Its element.
    pub element: &'a Element,
    outcome: &'a str,
    name: &'a str,
    hides: bool,
}

impl<'a> Feedback<'a> {
    fn of(element: &'a Element) -> Self {
        let attribute = |name: &str| element.attribute(name).unwrap_or_default();
        let (outcome, name) = (attribute("outcomeIdentifier"), attribute("identifier"));
        Self { element, outcome, name, hides: attribute("showHide") == "hide" }
    }

    /// Its name, which often is that of an option.
    pub(super) const fn name(&self) -> &'a str {
        self.name
    }

    /// Whether it is shown with these outcomes; nothing if that is too much work.
    fn is_shown(&self, outcomes: &Outcomes<'_, '_>) -> Option<bool> {
        let value = outcomes.variable(self.outcome).unwrap_or(Value::Null);
        outcomes.source().step(1 + value.parts().len()).ok()?;
        Some(value.parts().iter().any(|part| part.key() == self.name) != self.hides)
    }
}

/// Every feedback of an item that does not stand in an option, and whether there are more than are read.
pub(super) fn feedbacks(item: &Element) -> (Vec<Feedback<'_>>, bool) {
    let mut found: Vec<&Element> = Vec::new();
    if let Some(body) = item.first("itemBody") {
        collect(body, &mut found);
    }
    found.extend(item.all("modalFeedback"));
    let more = found.len() > FEEDBACKS;
    (found.into_iter().take(FEEDBACKS).map(Feedback::of).collect(), more)
}

fn collect<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    for child in element.elements() {
        match child.name.as_str() {
            "feedbackInline" | "feedbackBlock" => found.push(child),
            "simpleChoice" | "inlineChoice" => {}
            _ => collect(child, found),
        }
    }
}

/// For each feedback the responses that show it; nothing if the rules are not understood.
pub(super) fn shown(
    feedbacks: &[Feedback<'_>],
    rules: &Rules<'_>,
    main: &str,
    tried: &[Given],
) -> Option<Vec<Vec<bool>>> {
    let mut shown = vec![Vec::with_capacity(tried.len()); feedbacks.len()];
    for given in tried {
        let outcomes = rules.run(main, given).ok()?;
        for (feedback, shown) in feedbacks.iter().zip(&mut shown) {
            shown.push(feedback.is_shown(&outcomes)?);
        }
    }
    Some(shown)
}
