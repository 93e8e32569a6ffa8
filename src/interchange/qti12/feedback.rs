//! The feedback of an item: each goes to the answer that it belongs to.

use std::collections::{HashMap, HashSet};

use super::{choice::Choice, condition::Given, material::Texts, score::Rules};
use crate::{
    exam::question::FillIn,
    interchange::{
        Remark,
        qti::{add, append},
        xml::Element,
    },
};

/// So many answers that are typed are tried for their feedback.
const TRIED: usize = 100;
/// What no answer is.
const NONSENSE: &str = "\u{1}";

/// The explanations of a question, as Markdown.
#[derive(Default)]
pub(super) struct Explained {
    /// Of the question.
    pub general: String,
    /// Of each option.
    pub options: Vec<String>,
}

/// A feedback with its text.
struct Feedback<'a> {
    name: &'a str,
    text: String,
    /// Whether it tells everybody how the question is solved.
    for_all: bool,
}

/// Every feedback that has a text. Hints are for further tries, which there are not here.
fn feedbacks<'a>(item: &'a Element, texts: &mut Texts<'_>) -> Vec<Feedback<'a>> {
    let solutions: HashSet<&str> = item
        .find("displayfeedback")
        .iter()
        .filter(|link| link.attribute("feedbacktype") == Some("Solution"))
        .filter_map(|link| link.attribute("linkrefid"))
        .collect();
    let mut found: Vec<Feedback<'a>> = Vec::new();
    // What is said of right and of wrong answers alike is said to everybody: R/exams does so.
    let mut by_text: HashMap<String, usize> = HashMap::new();
    for element in item.all("itemfeedback") {
        if !element.find("hint").is_empty() {
            add(&mut texts.remarks, Remark::Hints);
            continue;
        }
        let name = element.attribute("ident").unwrap_or_default();
        let text = texts.markdown(element);
        if text.is_empty() {
            continue;
        }
        if is_overall(name)
            && let Some(first) = by_text.insert(text.clone(), found.len())
        {
            by_text.insert(text, first);
            found[first].for_all = true;
            continue;
        }
        let for_all = element.first("solution").is_some() || solutions.contains(name);
        found.push(Feedback { name, text, for_all });
    }
    found
}

/// The names that Canvas gives to feedback for right and wrong answers as such.
fn is_overall(name: &str) -> bool {
    matches!(name, "correct_fb" | "general_incorrect_fb")
}

/// The explanations of a question with options.
pub(super) fn explain_choice(
    item: &Element,
    choice: &Choice<'_, '_>,
    options: &[&Element],
    texts: &mut Texts<'_>,
) -> Explained {
    let mut explained = Explained { general: String::new(), options: vec![String::new(); options.len()] };
    let names: Vec<&str> = options.iter().map(|option| option.attribute("ident").unwrap_or_default()).collect();
    let shown: Vec<Vec<&str>> = (0..options.len()).map(|option| choice.shown(option)).collect();
    for feedback in feedbacks(item, texts) {
        let named = names.iter().position(|name| belongs(feedback.name, name));
        let by: Vec<usize> = (0..options.len()).filter(|option| shown[*option].contains(&feedback.name)).collect();
        match (named, by.as_slice()) {
            (Some(option), _) => append(&mut explained.options[option], &feedback.text),
            (None, _) if feedback.for_all => append(&mut explained.general, &feedback.text),
            (None, [option]) => append(&mut explained.options[*option], &feedback.text),
            (None, all) if all.len() == options.len() => append(&mut explained.general, &feedback.text),
            _ => add(&mut texts.remarks, Remark::OverallFeedback),
        }
    }
    explained
}

/// Whether a feedback is that of an option by its name: Blackboard gives it the same, Canvas adds an ending.
fn belongs(feedback: &str, option: &str) -> bool {
    !option.is_empty() && (feedback == option || feedback.strip_suffix("_fb") == Some(option))
}

/// The explanation of a question that is answered by typing: what is shown for a right answer, or for a certain wrong one.
pub(super) fn explain_typed(item: &Element, rules: &Rules<'_>, fill_in: &FillIn, texts: &mut Texts<'_>) -> Explained {
    let mut explained = Explained::default();
    let numbers = fill_in.ranges.iter().map(|range| range.low().to_string());
    let right: Vec<String> = fill_in.answers.iter().cloned().chain(numbers).take(TRIED).collect();
    let near = fill_in.near.iter().take(TRIED).cloned();
    let shown = |text: &str| rules.run(Given::Typed(text)).map(|tried| tried.shown).unwrap_or_default();
    let always = shown(NONSENSE);
    let sometimes: Vec<(bool, Vec<&str>)> =
        right.iter().map(|text| (true, shown(text))).chain(near.map(|text| (false, shown(&text)))).collect();
    for feedback in feedbacks(item, texts) {
        let by = |(is_right, shown): &(bool, Vec<&str>)| {
            shown.contains(&feedback.name) && (*is_right || !always.contains(&feedback.name))
        };
        if feedback.for_all || sometimes.iter().any(by) {
            append(&mut explained.general, &feedback.text);
        } else {
            add(&mut texts.remarks, Remark::OverallFeedback);
        }
    }
    explained
}
