//! Writes a question as an item in one language.
//!
//! What only questions of ours have stands in an outcome that no rule touches: its default value is what
//! [`Meta`] writes. Every version allows that, and whoever keeps the item keeps it.

use super::{Version, item::META, serial::document};
use crate::{
    exam::{
        lang::Lang,
        question::{Body, FillIn, Kind, NumberRange, Question},
    },
    interchange::{
        Meta, html,
        xml::{self, Element, Node},
    },
};

const RESPONSE: &str = "RESPONSE";
/// What was typed, letter by letter, where the response is a number.
const TEXT: &str = "TEXT";
const SCORE: &str = "SCORE";
/// Holds the chosen options, whose explanations are then shown.
const FEEDBACK: &str = "FEEDBACK";
/// Always holds the same, so that the explanation of the question is always shown.
const EXPLANATION: &str = "EXPLANATION";

/// Writes a question as an item in one language. Every question of ours can be written.
pub fn write_item(question: &Question, lang: Lang, version: Version) -> String {
    let body = question.body.get(lang);
    let mut root = element(
        "assessmentItem",
        &[
            ("xmlns", version.namespace()),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", version.schema()),
            ("identifier", &format!("{}-{lang}", question.name)),
            ("title", question.name.as_str()),
            ("adaptive", "false"),
            ("timeDependent", "false"),
            ("xml:lang", lang.as_str()),
        ],
        [],
    );
    let mut add = |child: Element| root.children.push(Node::Element(child));
    let explains_options = body.options.iter().any(|option| !option.explanation.is_empty());
    responses(&question.kind).into_iter().for_each(&mut add);
    add(with_default(SCORE, &[("cardinality", "single"), ("baseType", "float")], ["0".to_owned()]));
    if explains_options {
        let cardinality = cardinality(&question.kind);
        let attributes = [("identifier", FEEDBACK), ("cardinality", cardinality), ("baseType", "identifier")];
        add(element("outcomeDeclaration", &attributes, []));
    }
    if !body.explanation.is_empty() {
        let attributes = [("cardinality", "single"), ("baseType", "identifier")];
        add(with_default(EXPLANATION, &attributes, ["explanation".to_owned()]));
    }
    let tags = Meta::of(question, Some(lang)).to_tags();
    add(with_default(META, &[("cardinality", "ordered"), ("baseType", "string"), ("view", "author")], tags));
    add(item_body(&question.kind, body));
    add(processing(&question.kind, explains_options, version));
    for (place, option) in body.options.iter().enumerate().filter(|(_, option)| !option.explanation.is_empty()) {
        add(feedback(FEEDBACK, &choice(place), &option.explanation, version));
    }
    if !body.explanation.is_empty() {
        add(feedback(EXPLANATION, "explanation", &body.explanation, version));
    }
    document(&root, version)
}

fn element<const N: usize>(name: &str, attributes: &[(&str, &str)], children: [Element; N]) -> Element {
    let attributes = attributes.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let children = children.into_iter().map(Node::Element).collect();
    Element { name: name.to_owned(), attributes, children, line: 0 }
}

fn with(mut element: Element, children: impl IntoIterator<Item = Element>) -> Element {
    element.children.extend(children.into_iter().map(Node::Element));
    element
}

fn text(name: &str, attributes: &[(&str, &str)], text: &str) -> Element {
    let mut element = element(name, attributes, []);
    element.children.push(Node::Text(text.to_owned()));
    element
}

/// An outcome that holds something from the beginning.
fn with_default(name: &str, attributes: &[(&str, &str)], values: impl IntoIterator<Item = String>) -> Element {
    let attributes: Vec<_> = [("identifier", name)].into_iter().chain(attributes.iter().copied()).collect();
    let values = values.into_iter().map(|value| text("value", &[], &value));
    with(element("outcomeDeclaration", &attributes, []), [with(element("defaultValue", &[], []), values)])
}

fn choice(place: usize) -> String {
    format!("choice_{}", place + 1)
}

const fn cardinality(kind: &Kind) -> &'static str {
    match kind {
        Kind::Multiple { .. } => "multiple",
        Kind::Single { .. } | Kind::FillIn(_) => "single",
    }
}

fn response(name: &str, cardinality: &str, base: &str, correct: impl IntoIterator<Item = String>) -> Element {
    let attributes = [("identifier", name), ("cardinality", cardinality), ("baseType", base)];
    let values: Vec<Element> = correct.into_iter().map(|value| text("value", &[], &value)).collect();
    let correct = (!values.is_empty()).then(|| with(element("correctResponse", &[], []), values));
    with(element("responseDeclaration", &attributes, []), correct)
}

fn responses(kind: &Kind) -> Vec<Element> {
    match kind {
        Kind::Single { .. } | Kind::Multiple { .. } => {
            vec![response(RESPONSE, cardinality(kind), "identifier", kind.keys().into_iter().map(choice))]
        }
        Kind::FillIn(fill_in) if fill_in.ranges.is_empty() => vec![typed(RESPONSE, fill_in)],
        Kind::FillIn(fill_in) => {
            let correct = fill_in.ranges.first().map(|range| ends(range).0);
            let number = response(RESPONSE, "single", "float", correct);
            [number].into_iter().chain(has_texts(fill_in).then(|| typed(TEXT, fill_in))).collect()
        }
    }
}

const fn has_texts(fill_in: &FillIn) -> bool {
    !fill_in.answers.is_empty() || !fill_in.near.is_empty()
}

/// A text with what each answer is worth: one that is nearly right is worth nothing.
fn typed(name: &str, fill_in: &FillIn) -> Element {
    let entry = |key: &String, worth: &str| {
        let case = if fill_in.ignore_case { "false" } else { "true" };
        element("mapEntry", &[("mapKey", key), ("mappedValue", worth), ("caseSensitive", case)], [])
    };
    let right = fill_in.answers.iter().map(|answer| entry(answer, "1"));
    let near = fill_in.near.iter().map(|answer| entry(answer, "0"));
    let mapping = with(element("mapping", &[("defaultValue", "0")], []), right.chain(near));
    with(response(name, "single", "string", fill_in.answers.first().cloned()), [mapping])
}

/// The ends of a range as its author wrote them, with a decimal point.
fn ends(range: &NumberRange) -> (String, String) {
    let written = range.to_string().replace(',', ".");
    let (low, high) = written.split_once("..").unwrap_or((&written, &written));
    (low.trim().to_owned(), high.trim().to_owned())
}

fn item_body(kind: &Kind, body: &Body) -> Element {
    let mut item_body = element("itemBody", &[], []);
    // Between paragraphs there is nothing but white space.
    item_body.children.extend(nodes(&body.stem).into_iter().filter(|node| matches!(node, Node::Element(_))));
    let interaction = match kind {
        Kind::FillIn(fill_in) => {
            let mut attributes = vec![("responseIdentifier", RESPONSE)];
            if !fill_in.ranges.is_empty() && has_texts(fill_in) {
                attributes.push(("stringIdentifier", TEXT));
            }
            element("p", &[], [element("textEntryInteraction", &attributes, [])])
        }
        Kind::Single { .. } | Kind::Multiple { .. } => {
            let most = match kind.keys().len() {
                // No more than one would be a question with one answer.
                1 if matches!(kind, Kind::Multiple { .. }) => 0,
                count => count,
            };
            let attributes = [("responseIdentifier", RESPONSE), ("shuffle", "true"), ("maxChoices", &most.to_string())];
            let options = body.options.iter().enumerate().map(|(place, option)| {
                let mut simple = element("simpleChoice", &[("identifier", &choice(place))], []);
                simple.children = line(&option.text);
                simple
            });
            with(element("choiceInteraction", &attributes, []), options)
        }
    };
    with(item_body, [interaction])
}

/// What Markdown becomes.
fn nodes(markdown: &str) -> Vec<Node> {
    match xml::parse(&format!("<div>{}</div>", html::from_markdown(markdown))) {
        Ok(parsed) => parsed.children,
        // Nested deeper than anything that a person writes: its letters, then.
        Err(_) => vec![Node::Element(text("p", &[], markdown))],
    }
}

/// What one line of Markdown becomes: a paragraph alone is not needed around it.
fn line(markdown: &str) -> Vec<Node> {
    let mut nodes = nodes(markdown);
    match nodes.as_mut_slice() {
        [Node::Element(only)] if only.name == "p" => std::mem::take(&mut only.children),
        _ => nodes,
    }
}

fn feedback(outcome: &str, name: &str, markdown: &str, version: Version) -> Element {
    let attributes = [("outcomeIdentifier", outcome), ("identifier", name), ("showHide", "show")];
    let mut feedback = element("modalFeedback", &attributes, []);
    let content = nodes(markdown);
    if version == Version::V3p0 {
        let mut body = element("contentBody", &[], []);
        body.children = content;
        return with(feedback, [body]);
    }
    feedback.children = content;
    feedback
}

/// The rules of scoring: the templates that everybody knows, wherever they are enough.
fn processing(kind: &Kind, explains_options: bool, version: Version) -> Element {
    let template = |name: &str| element("responseProcessing", &[("template", &version.template(name))], []);
    let right = match kind {
        Kind::FillIn(fill_in) if fill_in.ranges.is_empty() => return template("map_response"),
        Kind::FillIn(fill_in) => right_number(fill_in),
        _ if !explains_options => return template("match_correct"),
        _ => element("match", &[], [variable("variable", RESPONSE), variable("correct", RESPONSE)]),
    };
    let score = |score: &str| set(SCORE, base_value("float", score));
    let rewarded = element("responseIf", &[], [right, score("1")]);
    let otherwise = element("responseElse", &[], [score("0")]);
    let condition = element("responseCondition", &[], [rewarded, otherwise]);
    let feedback = explains_options.then(|| set(FEEDBACK, variable("variable", RESPONSE)));
    with(element("responseProcessing", &[], [condition]), feedback)
}

/// Within one of the ranges, or one of the texts.
fn right_number(fill_in: &FillIn) -> Element {
    let mut ways: Vec<Element> = fill_in.ranges.iter().map(within).collect();
    if !fill_in.answers.is_empty() {
        ways.push(element("gt", &[], [variable("mapResponse", TEXT), base_value("float", "0")]));
    }
    match ways.len() {
        1 => ways.remove(0),
        _ => with(element("or", &[], []), ways),
    }
}

fn within(range: &NumberRange) -> Element {
    let (low, high) = ends(range);
    let compared =
        |name: &str, end: &str| element(name, &[], [variable("variable", RESPONSE), base_value("float", end)]);
    if low == high {
        let mut equal = compared("equal", &low);
        equal.attributes.push(("toleranceMode".to_owned(), "exact".to_owned()));
        return equal;
    }
    element("and", &[], [compared("gte", &low), compared("lte", &high)])
}

fn variable(name: &str, identifier: &str) -> Element {
    element(name, &[("identifier", identifier)], [])
}

fn base_value(base: &str, value: &str) -> Element {
    text("baseValue", &[("baseType", base)], value)
}

fn set(outcome: &str, value: Element) -> Element {
    element("setOutcomeValue", &[("identifier", outcome)], [value])
}
