//! The explanations of a question: each feedback goes to the answer that it belongs to.

use std::collections::HashMap;

use super::{
    choice::Choice,
    feedback::{feedbacks, shown},
    text::{Texts, add, append},
    typed::Typed,
};
use crate::{
    exam::question::Kind,
    interchange::{Remark, xml::Element},
};

/// The explanations of a question, as Markdown.
pub(super) struct Explained {
    /// Of the question.
    pub general: String,
    /// Of each option.
    pub options: Vec<String>,
    /// What was lost.
    pub remarks: Vec<Remark>,
}

/// So many answers that are typed are tried for their feedback.
const TRIED: usize = 100;

/// The explanations of a question with options.
pub(super) fn explain_choice(
    item: &Element,
    choice: &Choice<'_, '_>,
    elements: &[&Element],
    texts: &mut Texts<'_>,
) -> Explained {
    let mut explained = Explained { general: String::new(), options: Vec::new(), remarks: Vec::new() };
    for element in elements {
        let mut own = String::new();
        for feedback in ["feedbackInline", "feedbackBlock"].map(|name| element.find(name)).concat() {
            append(&mut own, &texts.markdown(feedback));
        }
        explained.options.push(own);
    }
    let places: HashMap<&str, usize> = elements
        .iter()
        .enumerate()
        .filter_map(|(place, element)| Some((element.attribute("identifier")?, place)))
        .collect();
    let (feedbacks, more) = feedbacks(item);
    explained.remarks.extend(more.then_some(Remark::OverallFeedback));
    let has_buttons = !item.find("endAttemptInteraction").is_empty();
    let tried: Vec<_> = (0..elements.len()).map(|place| choice.given(1 << place)).collect();
    let shown = shown(&feedbacks, choice.rules(), choice.response(), &tried);
    for (number, feedback) in feedbacks.iter().enumerate() {
        let by: Vec<usize> = match &shown {
            Some(shown) => shown[number].iter().enumerate().filter(|(_, is)| **is).map(|(place, _)| place).collect(),
            None => places.get(feedback.name()).copied().into_iter().collect(),
        };
        let mut text = || texts.markdown(feedback.element);
        match by.as_slice() {
            [only] => append(&mut explained.options[*only], &text()),
            all if all.len() == elements.len() => append(&mut explained.general, &text()),
            // What only a button shows.
            [] if has_buttons => add(&mut explained.remarks, Remark::Hints),
            _ => add(&mut explained.remarks, Remark::OverallFeedback),
        }
    }
    rationales(item, choice.response(), &places, &mut explained, texts);
    explained
}

/// What some systems write beside the interaction: a reason for each option.
fn rationales(
    item: &Element,
    response: &str,
    places: &HashMap<&str, usize>,
    explained: &mut Explained,
    texts: &mut Texts<'_>,
) {
    let groups = item.find("choiceRationales").into_iter();
    let own = groups.filter(|group| group.attribute("responseIdentifier").is_none_or(|name| name == response));
    for rationale in own.flat_map(|group| group.all("rationale")) {
        if let Some(&place) = rationale.attribute("identifier").and_then(|name| places.get(name)) {
            append(&mut explained.options[place], &texts.markdown(rationale));
        }
    }
}

/// The explanation of a question that is answered by typing: what is shown for an answer that it names.
pub(super) fn explain_typed(item: &Element, typed: &Typed<'_, '_>, kind: &Kind, texts: &mut Texts<'_>) -> Explained {
    let mut explained = Explained { general: String::new(), options: Vec::new(), remarks: Vec::new() };
    let (feedbacks, more) = feedbacks(item);
    explained.remarks.extend(more.then_some(Remark::OverallFeedback));
    let Kind::FillIn(fill_in) = kind else { return explained };
    let right: Vec<String> = fill_in
        .answers
        .iter()
        .cloned()
        .chain(fill_in.ranges.iter().map(|range| range.low().to_string()))
        .take(TRIED)
        .collect();
    let near = fill_in.near.iter().take(TRIED);
    let mut tried = vec![typed.nonsense()];
    tried.extend(right.iter().chain(near).map(|text| typed.given(text)));
    let shown = shown(&feedbacks, typed.rules(), typed.response(), &tried);
    for (number, feedback) in feedbacks.iter().enumerate() {
        if belongs(shown.as_ref().map(|shown| shown[number].as_slice()), right.len()) {
            append(&mut explained.general, &texts.markdown(feedback.element));
        } else {
            add(&mut explained.remarks, Remark::OverallFeedback);
        }
    }
    explained
}

/// Whether it is shown for something right, or for a certain wrong answer; not for anything wrong.
fn belongs(shown: Option<&[bool]>, right: usize) -> bool {
    let Some([anything, answers @ ..]) = shown else { return false };
    let (right, near) = answers.split_at(right.min(answers.len()));
    right.contains(&true) || (!anything && near.contains(&true))
}
