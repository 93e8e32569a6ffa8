//! What items become, what is said of them, and that questions of ours come back whole.

use proptest::prelude::*;

use super::*;
use crate::{
    exam::question::{Body, FillIn, Kind},
    interchange::{Cause, Content, Draft, Excess, Foreign, Outcome, Remark},
};

mod lenient;
mod rewarded;
mod round_trip;
mod texts;

/// What became of an item, with its remarks in words.
fn read_one(text: &str) -> (Outcome, Vec<String>) {
    let outcome = read_item(text, Place::default()).outcome;
    let words = match &outcome {
        Outcome::Taken { remarks, .. } => remarks.iter().map(ToString::to_string).collect(),
        Outcome::Skipped(_) | Outcome::Refused(_) => Vec::new(),
    };
    (outcome, words)
}

fn taken(text: &str) -> (Draft, Vec<Remark>) {
    match read_item(text, Place::default()).outcome {
        Outcome::Taken { draft, remarks } => (*draft, remarks),
        other => panic!("{other:?}"),
    }
}

fn body(draft: &Draft) -> &Body {
    match &draft.content {
        Content::One(_, body) => body,
        Content::Both(_) => panic!("an item has one language"),
    }
}

fn fill_in(kind: &Kind) -> &FillIn {
    match kind {
        Kind::FillIn(fill_in) => fill_in,
        other => panic!("{other:?}"),
    }
}

/// An item of these parts.
fn item(declarations: &str, body: &str, rules: &str) -> String {
    format!(
        "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"i1\" title=\"Ports\">
        {declarations}<outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"/>
        <itemBody>{body}</itemBody>{rules}</assessmentItem>"
    )
}

/// Options A, B, C … after a short stem.
fn choices(attributes: &str, count: usize) -> String {
    let option = |name| format!("<simpleChoice identifier=\"{name}\">Port {name}</simpleChoice>");
    let options = ('A'..).take(count).map(option).collect::<Vec<_>>().concat();
    format!(
        "<p>Which port?</p><choiceInteraction responseIdentifier=\"R\" shuffle=\"true\" {attributes}>{options}</choiceInteraction>"
    )
}

fn declared(cardinality: &str, base: &str, inside: &str) -> String {
    format!(
        "<responseDeclaration identifier=\"R\" cardinality=\"{cardinality}\" baseType=\"{base}\">{inside}</responseDeclaration>"
    )
}

fn correct(values: &[&str]) -> String {
    let values = values.iter().map(|value| format!("<value>{value}</value>")).collect::<Vec<_>>().concat();
    format!("<correctResponse>{values}</correctResponse>")
}

const FIELD: &str = "<p>How many?</p><p><textEntryInteraction responseIdentifier=\"R\"/></p>";

fn template(name: &str) -> String {
    format!("<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/{name}\"/>")
}

#[test]
fn what_there_is_not_here_is_named() {
    let field = "<textEntryInteraction responseIdentifier=\"R\"/>";
    for (body, expected) in [
        ("<p>Read this.</p>".to_owned(), Foreign::NoQuestion),
        ("<p><endAttemptInteraction responseIdentifier=\"H\"/></p>".to_owned(), Foreign::NoQuestion),
        ("<matchInteraction/>".to_owned(), Foreign::Matching),
        ("<div><associateInteraction/></div>".to_owned(), Foreign::Matching),
        ("<orderInteraction/>".to_owned(), Foreign::Ordering),
        ("<extendedTextInteraction/>".to_owned(), Foreign::Essay),
        ("<selectPointInteraction/>".to_owned(), Foreign::HotSpot),
        ("<gapMatchInteraction/>".to_owned(), Foreign::DragAndDrop),
        ("<uploadInteraction/>".to_owned(), Foreign::Upload),
        ("<sliderInteraction/>".to_owned(), Foreign::Other("sliderInteraction".to_owned())),
        (format!("<p>{field} and {field}</p>"), Foreign::Cloze),
        (format!("<p>{field}</p><orderInteraction/>"), Foreign::Composite),
        (choices("", 2), Foreign::Survey),
    ] {
        let text = item(&declared("single", "identifier", ""), &body, "");
        assert_eq!(read_one(&text).0, Outcome::Skipped(expected), "{body}");
    }
    let random = "<templateProcessing><setTemplateValue identifier=\"T\"><randomInteger min=\"1\" max=\"9\"/></setTemplateValue></templateProcessing>";
    let text = item(
        &format!("{}{random}", declared("single", "integer", &correct(&["4"]))),
        FIELD,
        &template("match_correct"),
    );
    assert_eq!(read_one(&text).0, Outcome::Skipped(Foreign::Calculated));
}

#[test]
fn what_is_broken_is_refused() {
    for (declarations, body, expected) in [
        (declared("single", "identifier", &correct(&["Z"])), choices("", 2), Cause::UnknownKey("Z".to_owned())),
        (declared("single", "identifier", &correct(&["A"])), choices("", 1), Cause::TooFewOptions),
        (declared("single", "identifier", &correct(&["A"])), choices("", 101), Cause::TooLarge(Excess::Answers(100))),
        (String::new(), choices("", 2), Cause::Unfinished(words!("the response \"{}\" is not declared", 'R'))),
        (
            declared("single", "identifier", "<mapping><mapEntry mapKey=\"A\" mappedValue=\"0\"/></mapping>"),
            choices("", 2),
            Cause::NoKey,
        ),
        (declared("single", "float", &correct(&["four"])), FIELD.to_owned(), Cause::Number("four".to_owned())),
    ] {
        assert_eq!(read_one(&item(&declarations, &body, "")).0, Outcome::Refused(expected), "{declarations}");
    }
}

#[test]
fn a_file_that_is_no_item_says_why() {
    let failure = |text: &str| read(text.as_bytes()).failure.map(|(place, cause)| (place.line, cause));
    assert_eq!(failure(""), Some((Some(1), Cause::Empty)));
    assert!(matches!(failure("<assessmentItem>\n<p a=></assessmentItem>"), Some((Some(2), Cause::Xml(_)))));
    assert!(matches!(failure("<assessmentItem>\n&nbsp;</assessmentItem>"), Some((Some(2), Cause::Xml(_)))));
    assert!(matches!(failure("<quiz/>"), Some((Some(1), Cause::NotThisFormat(_)))));
    assert!(matches!(
        failure("<!DOCTYPE x [<!ENTITY y SYSTEM \"z\">]><assessmentItem/>"),
        Some((Some(1), Cause::Entities))
    ));
    assert_eq!(read(b"<assessmentItem title=\"\xff\"/>").failure.unwrap().1, Cause::Encoding);
    let place = Place { file: "a/b.xml".to_owned(), line: None };
    let entry = read_item("<assessmentItem>\n<p>", place);
    assert_eq!(entry.place.to_string(), "a/b.xml, line 2");
    assert!(matches!(entry.outcome, Outcome::Refused(Cause::Xml(_))));
}

#[test]
fn a_test_names_the_items_that_lie_elsewhere() {
    let text = "<qti-assessment-test xmlns='http://www.imsglobal.org/xsd/imsqtiasi_v3p0'><qti-test-part>
        <qti-assessment-section>
        <qti-assessment-item-ref identifier='one' href='items/1.xml'/>
        </qti-assessment-section></qti-test-part></qti-assessment-test>";
    let reading = read(text.as_bytes());
    let [entry] = reading.entries.as_slice() else { panic!("{reading:?}") };
    assert_eq!((entry.title.as_str(), entry.place.line), ("one", Some(3)));
    assert_eq!(entry.outcome, Outcome::Skipped(Foreign::Elsewhere("items/1.xml".to_owned())));
    assert_eq!(reading.remarks.len(), 1);
    let empty = read(b"<assessmentTest><testPart/></assessmentTest>");
    assert_eq!(empty.remarks, [Remark::PassedOver { what: words!("a test without questions") }]);
    assert!(empty.entries.is_empty() && empty.failure.is_none());
}

#[test]
fn much_work_is_given_up() {
    let rule = "<setOutcomeValue identifier=\"SCORE\"><sum><variable identifier=\"SCORE\"/><baseValue baseType=\"float\">1</baseValue></sum></setOutcomeValue>";
    let rules = format!("<responseProcessing>{}</responseProcessing>", rule.repeat(2000));
    let text =
        item(&declared("multiple", "identifier", &correct(&["A", "C"])), &choices("maxChoices=\"0\"", 10), &rules);
    let (draft, remarks) = taken(&text);
    assert_eq!(draft.kind, Kind::Multiple { keys: [0, 2].into() });
    assert!(remarks.contains(&Remark::Scoring));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn nothing_makes_it_panic(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        read(&bytes);
        read(text.as_bytes());
        let escaped: String = text.chars().filter(|c| !"<>&\"".contains(*c)).collect();
        for rules in ["", "<responseProcessing><responseCondition/></responseProcessing>"] {
            let declared = declared("single", "float", &correct(&[&escaped]));
            read_item(&item(&declared, FIELD, rules), Place::default());
        }
    }

    /// Elements that mean something, anywhere in one another.
    #[test]
    fn elements_in_the_wrong_place_do_no_harm(places in prop::collection::vec((0..PARTS.len(), 0_usize..4), 0..40)) {
        let mut parts = vec!["<assessmentItem>".to_owned()];
        let mut open = vec!["assessmentItem"];
        for (part, closed) in places {
            for _ in 0..closed.min(open.len() - 1) {
                parts.push(format!("</{}>", open.pop().unwrap()));
            }
            let (name, attributes) = PARTS[part];
            open.push(name);
            parts.push(format!("<{name} {attributes}>"));
        }
        parts.extend(open.into_iter().rev().map(|name| format!("</{name}>")));
        read_item(&parts.concat(), Place::default());
    }
}

/// Elements and attributes.
const PARTS: [(&str, &str); 26] = [
    ("responseDeclaration", "identifier='R' cardinality='multiple' baseType='identifier'"),
    ("responseDeclaration", "identifier='R' cardinality='single' baseType='float'"),
    ("correctResponse", ""),
    ("value", ""),
    ("mapping", "lowerBound='1' upperBound='0'"),
    ("mapEntry", "mapKey='A' mappedValue='1e308'"),
    ("itemBody", ""),
    ("choiceInteraction", "responseIdentifier='R' maxChoices='2'"),
    ("textEntryInteraction", "responseIdentifier='R' stringIdentifier='R'"),
    ("simpleChoice", "identifier='A'"),
    ("simpleChoice", "identifier='B'"),
    ("prompt", ""),
    ("responseProcessing", ""),
    ("responseCondition", ""),
    ("responseIf", ""),
    ("responseElse", ""),
    ("setOutcomeValue", "identifier='SCORE'"),
    ("variable", "identifier='R'"),
    ("correct", "identifier='R'"),
    ("mapResponse", "identifier='R'"),
    ("equal", "toleranceMode='relative' tolerance='100 100'"),
    ("equalRounded", "figures='15'"),
    ("divide", ""),
    ("multiple", ""),
    ("delete", ""),
    ("modalFeedback", "outcomeIdentifier='SCORE' identifier='1'"),
];
