//! Writes questions as Canvas reads them, each once for every language.
//!
//! Canvas takes every text that a rule compares with for a right answer. So the answers that are nearly right stand in no rule,
//! but among the labels, where nobody looks for them but us.

use super::item::{NEAR, TAGS};
use crate::{
    exam::{
        lang::Lang,
        question::{Body, FillIn, Kind, NumberRange, Question},
    },
    interchange::{Meta, Outgoing, Remark, Written, html, xml::escape},
};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <questestinterop xmlns=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:schemaLocation=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2 http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd\">\n\
    <assessment ident=\"simulado\" title=\"Simulado\">\n<section ident=\"root_section\">\n";
const FOOT: &str = "</section>\n</assessment>\n</questestinterop>\n";
/// The name of the response.
const RESPONSE: &str = "response1";
/// The name by which Canvas knows feedback that everybody sees.
const GENERAL: &str = "general_fb";

/// Writes questions. Every question of ours can be written, but for its pictures.
pub fn write(questions: &[Outgoing<'_>]) -> Written {
    let (mut xml, mut lost) = (HEAD.to_owned(), Vec::new());
    for Outgoing { question, languages } in questions {
        for lang in *languages {
            item(question, *lang, &mut xml);
        }
        lost.extend(pictures(question, languages));
    }
    xml.push_str(FOOT);
    Written { bytes: xml.into_bytes(), lost }
}

/// What is lost of a question that shows pictures: they lie elsewhere.
pub(in crate::interchange) fn pictures(question: &Question, languages: &[Lang]) -> Option<(String, Remark)> {
    let has_picture = |lang: &Lang| {
        let body = question.body.get(*lang);
        let options = body.options.iter().flat_map(|option| [&option.text, &option.explanation]);
        [&body.stem, &body.explanation].into_iter().chain(options).any(|text| text.contains("](images/"))
    };
    let lost = || (question.name.to_string(), Remark::PartLost { what: words!("pictures") });
    languages.iter().any(has_picture).then(lost)
}

fn item(question: &Question, lang: Lang, xml: &mut String) {
    let body = question.body.get(lang);
    line(
        xml,
        &format!("<item ident=\"{0}-{lang}\" title=\"{0}\" xml:lang=\"{lang}\">", escape(question.name.as_str())),
    );
    labels(question, lang, xml);
    line(xml, "<presentation>");
    material(&html::from_markdown(&body.stem), xml);
    match &question.kind {
        Kind::FillIn(fill_in) => {
            let kind = if fill_in.ranges.is_empty() { "" } else { " fibtype=\"Decimal\"" };
            line(xml, &format!("<response_str ident=\"{RESPONSE}\" rcardinality=\"Single\">"));
            line(xml, &format!("<render_fib{kind}><response_label ident=\"answer1\" rshuffle=\"No\"/></render_fib>"));
            line(xml, "</response_str>");
        }
        Kind::Single { .. } | Kind::Multiple { .. } => options(&question.kind, body, xml),
    }
    line(xml, "</presentation>");
    processing(&question.kind, body, xml);
    feedback(GENERAL, &body.explanation, xml);
    for (place, option) in body.options.iter().enumerate() {
        feedback(&format!("{}_fb", name(place)), &option.explanation, xml);
    }
    line(xml, "</item>");
}

fn labels(question: &Question, lang: Lang, xml: &mut String) {
    let (kind, near) = match &question.kind {
        Kind::Single { .. } => ("multiple_choice_question", &[][..]),
        Kind::Multiple { .. } => ("multiple_answers_question", &[][..]),
        Kind::FillIn(fill_in) if fill_in.answers.is_empty() => ("numerical_question", fill_in.near.as_slice()),
        Kind::FillIn(fill_in) => ("short_answer_question", fill_in.near.as_slice()),
    };
    line(xml, "<itemmetadata><qtimetadata>");
    let mut label = |label: &str, value: &str| {
        let field = format!("<fieldlabel>{label}</fieldlabel><fieldentry>{}</fieldentry>", escape(value));
        line(xml, &format!("<qtimetadatafield>{field}</qtimetadatafield>"));
    };
    label("question_type", kind);
    label("points_possible", "1");
    for tag in Meta::of(question, Some(lang)).to_tags() {
        label(TAGS, &tag);
    }
    for near in near {
        label(NEAR, near);
    }
    line(xml, "</qtimetadata></itemmetadata>");
}

fn options(kind: &Kind, body: &Body, xml: &mut String) {
    let cardinality = if matches!(kind, Kind::Multiple { .. }) { "Multiple" } else { "Single" };
    line(xml, &format!("<response_lid ident=\"{RESPONSE}\" rcardinality=\"{cardinality}\">\n<render_choice>"));
    for (place, option) in body.options.iter().enumerate() {
        line(xml, &format!("<response_label ident=\"{}\">", name(place)));
        let text = html::from_markdown(&option.text);
        let inner = text.strip_prefix("<p>").and_then(|text| text.strip_suffix("</p>"));
        material(inner.filter(|inner| !inner.contains("<p>")).unwrap_or(&text), xml);
        line(xml, "</response_label>");
    }
    line(xml, "</render_choice>\n</response_lid>");
}

fn name(place: usize) -> String {
    format!("choice_{}", place + 1)
}

fn processing(kind: &Kind, body: &Body, xml: &mut String) {
    line(xml, "<resprocessing>");
    line(xml, "<outcomes><decvar maxvalue=\"100\" minvalue=\"0\" varname=\"SCORE\" vartype=\"Decimal\"/></outcomes>");
    if !body.explanation.is_empty() {
        condition("Yes", "<other/>", &shows(GENERAL), xml);
    }
    for (place, _) in body.options.iter().enumerate().filter(|(_, option)| !option.explanation.is_empty()) {
        condition("Yes", &chosen(place), &shows(&format!("{}_fb", name(place))), xml);
    }
    let mut right = |test: &str| condition("No", test, "<setvar action=\"Set\" varname=\"SCORE\">100</setvar>", xml);
    match kind {
        Kind::Single { key } => right(&chosen(*key)),
        Kind::Multiple { keys } => {
            let tests = (0..body.options.len()).map(|place| {
                let test = chosen(place);
                if keys.contains(&place) { test } else { format!("<not>{test}</not>") }
            });
            right(&format!("<and>{}</and>", tests.collect::<String>()));
        }
        Kind::FillIn(fill_in) => {
            if !fill_in.answers.is_empty() {
                right(&typed(fill_in));
            }
            fill_in.ranges.iter().for_each(|range| right(&in_range(range)));
        }
    }
    line(xml, "</resprocessing>");
}

fn chosen(place: usize) -> String {
    format!("<varequal respident=\"{RESPONSE}\">{}</varequal>", name(place))
}

fn typed(fill_in: &FillIn) -> String {
    let case = if fill_in.ignore_case { "No" } else { "Yes" };
    let test =
        |answer: &String| format!("<varequal respident=\"{RESPONSE}\" case=\"{case}\">{}</varequal>", escape(answer));
    fill_in.answers.iter().map(test).collect()
}

fn in_range(range: &NumberRange) -> String {
    let text = range.to_string();
    let test = |name: &str, bound: &str| format!("<{name} respident=\"{RESPONSE}\">{}</{name}>", escape(bound.trim()));
    let between = |low: &str, high: &str| format!("{}{}", test("vargte", low), test("varlte", high));
    match text.split_once("..") {
        Some((low, high)) => between(low, high),
        None => format!("<or>{}<and>{}</and></or>", test("varequal", &text), between(&text, &text)),
    }
}

fn condition(go_on: &str, test: &str, then: &str, xml: &mut String) {
    line(
        xml,
        &format!("<respcondition continue=\"{go_on}\"><conditionvar>{test}</conditionvar>{then}</respcondition>"),
    );
}

fn shows(name: &str) -> String {
    format!("<displayfeedback feedbacktype=\"Response\" linkrefid=\"{name}\"/>")
}

fn feedback(name: &str, markdown: &str, xml: &mut String) {
    if !markdown.is_empty() {
        line(xml, &format!("<itemfeedback ident=\"{name}\"><flow_mat>"));
        material(&html::from_markdown(markdown), xml);
        line(xml, "</flow_mat></itemfeedback>");
    }
}

fn material(html: &str, xml: &mut String) {
    line(xml, &format!("<material><mattext texttype=\"text/html\">{}</mattext></material>", escape(html)));
}

fn line(xml: &mut String, text: &str) {
    xml.push_str(text);
    xml.push('\n');
}
