//! A question element: its type, what all types share, and the settings that have no counterpart here.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{aside, choice, cloze, fill_in, text, text::Texts, weight};
use crate::{
    exam::question::{Body, Kind, OptionText},
    interchange::{
        Cause, Content, Draft, Excess, Foreign, Meta, Remark, Words,
        xml::{Element, Node},
    },
};

/// Why an element does not become a question.
#[derive(Debug)]
pub(super) enum Stop {
    /// There are no such questions here.
    Skip(Foreign),
    /// It is broken; on which line, if not on that of the question.
    Refuse(Cause, Option<usize>),
}

impl From<Cause> for Stop {
    fn from(cause: Cause) -> Self {
        Self::Refuse(cause, None)
    }
}

/// What the types read: how a question is answered, with its texts.
pub(super) struct Answering {
    pub kind: Kind,
    pub options: Vec<OptionText>,
    /// The stem, where it is not the text of the question.
    pub stem: Option<String>,
    /// What the feedback of answers that are no options adds to the explanation.
    pub explanations: Vec<String>,
}

/// The most answers of a question.
pub(super) const ANSWERS: usize = 500;

/// Reads a question of any type.
pub(super) fn read(element: &Element, category: &[String]) -> Result<(Draft, Vec<Remark>), Stop> {
    let kind = element.attribute("type").unwrap_or_default().trim();
    let reader = reader(kind)?;
    if element.all("answer").count() > ANSWERS {
        return Err(Cause::TooLarge(Excess::Answers(ANSWERS)).into());
    }
    let feedback = element.first("generalfeedback");
    let (told, aside) = feedback.map(|feedback| aside::take(&text::raw(feedback))).unwrap_or_default();
    let (meta, tags, unread) = meta(element, aside);
    let question_text = element.first("questiontext");
    let format = question_text.and_then(|text| text.attribute("format"));
    let mut texts = Texts::new(meta.name.is_some(), format);
    for remark in unread {
        texts.say(remark);
    }
    let answering = reader(element, &meta, &mut texts)?;
    let mut stem = match (answering.stem, question_text) {
        (Some(stem), _) => stem,
        (None, Some(question_text)) => texts.blocks(question_text),
        (None, None) => String::new(),
    };
    old_picture(element, &mut stem, &mut texts);
    if stem.is_empty() {
        return Err(Stop::Refuse(Cause::NoStem, question_text.map(|text| text.line)));
    }
    let general = feedback.map(|feedback| texts.convert(feedback, &told)).unwrap_or_default();
    let explanations = std::iter::once(general).chain(answering.explanations).filter(|text| !text.is_empty());
    let explanation = explanations.collect::<Vec<_>>().join("\n\n");
    settings(element, &mut texts);
    let draft = Draft {
        id: element.first("idnumber").map(|id| id.text().trim().to_owned()).unwrap_or_default(),
        kind: answering.kind,
        content: Content::One(meta.lang, Body { stem, options: answering.options, explanation }),
        category: category.to_vec(),
        tags,
        meta,
        images: texts.pictures.into_images(),
    };
    Ok((draft, texts.remarks))
}

/// What only questions of ours have, the other tags, and what there is to say of them.
fn meta(element: &Element, aside: Vec<String>) -> (Meta, Vec<String>, Vec<Remark>) {
    let lists = element.elements().filter(|list| matches!(list.name.as_str(), "tags" | "coursetags"));
    let tags = lists.flat_map(|list| list.all("tag")).map(|tag| text::raw(tag).trim().to_owned());
    let (meta, others, unread) = Meta::take(tags.filter(|tag| !tag.is_empty()).collect());
    if aside.is_empty() {
        return (meta, others, unread);
    }
    // Moodle may have changed the tags.
    let (meta, _, unread) = Meta::take(aside);
    (meta, others, unread)
}

type Reader = fn(&Element, &Meta, &mut Texts) -> Result<Answering, Stop>;

/// What reads a type. Those that there are not here are told apart for people.
fn reader(kind: &str) -> Result<Reader, Stop> {
    let skip = |foreign| Err(Stop::Skip(foreign));
    match kind {
        "multichoice" => Ok(choice::multichoice),
        "truefalse" => Ok(choice::true_false),
        "shortanswer" => Ok(fill_in::short_answer),
        "numerical" => Ok(fill_in::numerical),
        "cloze" | "multianswer" => Ok(cloze::read),
        "matching" | "match" => skip(Foreign::Matching),
        "essay" => skip(Foreign::Essay),
        "description" => skip(Foreign::NoQuestion),
        "ordering" | "order" => skip(Foreign::Ordering),
        "calculated" | "calculatedsimple" | "calculatedmulti" => skip(Foreign::Calculated),
        "ddwtos" | "ddimageortext" | "ddmarker" | "ddmatch" => skip(Foreign::DragAndDrop),
        "gapselect" | "gapfill" => skip(Foreign::Cloze),
        "drawing" | "recordrtc" | "fileresponse" => skip(Foreign::Upload),
        "" => Err(Cause::Syntax(words!("the question does not say its type")).into()),
        other => skip(Foreign::Other(other.chars().take(60).collect())),
    }
}

/// The picture that questions of Moodle 1.9 have below their text.
fn old_picture(element: &Element, stem: &mut String, texts: &mut Texts) {
    let name = element.first("image").map(Element::text).unwrap_or_default();
    let name = name.trim().rsplit('/').next().unwrap_or_default();
    if name.is_empty() {
        return;
    }
    let code = element.first("image_base64").map(Element::text).unwrap_or_default();
    let attributes = vec![("name".to_owned(), name.to_owned())];
    let file = Element { name: "file".to_owned(), attributes, children: vec![Node::Text(code)], line: element.line };
    let attributes = vec![("format".to_owned(), "html".to_owned())];
    let holder = Element { attributes, children: vec![Node::Element(file)], ..Element::default() };
    let source = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let shown = texts.convert(&holder, &format!("<img src=\"@@PLUGINFILE@@/{source}\">"));
    if !stem.is_empty() {
        stem.push_str("\n\n");
    }
    stem.push_str(&shown);
}

/// What a question may have besides its answers, and what is read of it elsewhere.
const KNOWN: &str = "name questiontext generalfeedback defaultgrade penalty hidden idnumber tags coursetags hint image \
    image_base64 correctfeedback partiallycorrectfeedback incorrectfeedback shownumcorrect \
    correctresponsesfeedback single shuffleanswers \
    answernumbering showstandardinstruction answer usecase units unitgradingtype unitpenalty showunits unitsleft";

/// Says which settings are lost.
fn settings(element: &Element, texts: &mut Texts) {
    let value = |name: &str| element.first(name).map(|setting| text::raw(setting).trim().to_owned());
    let is_off = |name: &str| value(name).is_some_and(|value| matches!(value.as_str(), "0" | "false" | "False"));
    let has_text = |setting: &Element| !text::raw(setting).trim().is_empty();
    let number = |name: &str| value(name).and_then(|value| weight::number(&value));
    let is_other = |value: Option<f64>, usual: &[f64]| {
        value.is_some_and(|value| usual.iter().all(|usual| (value - usual).abs() > 0.01))
    };
    if is_other(number("defaultgrade"), &[1.0]) || is_other(number("penalty"), &[0.0, 0.1, 1.0 / 3.0, 1.0]) {
        texts.say(Remark::Points);
    }
    if element.all("hint").any(|hint| !hint.text().trim().is_empty()) {
        texts.say(Remark::Hints);
    }
    let overall = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"];
    if overall.iter().any(|name| element.all(name).any(has_text)) {
        texts.say(Remark::OverallFeedback);
    }
    if is_off("shuffleanswers") {
        texts.say(Remark::FixedOrder);
    }
    if value("hidden").is_some_and(|hidden| hidden == "1") {
        texts.say(Remark::Setting { name: "hidden".to_owned() });
    }
    if element.first("units").is_some_and(|units| units.elements().next().is_some()) {
        texts.say(Remark::Units);
    }
    for other in element.elements() {
        let is_known = KNOWN.split_ascii_whitespace().any(|known| known == other.name);
        if !is_known && !other.text().trim().is_empty() {
            texts.say(Remark::PassedOver { what: Words::quoted(format!("<{}>", other.name)) });
        }
    }
}
