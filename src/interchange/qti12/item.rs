//! Reads one item.

use std::collections::HashMap;

use super::{
    choice::{Choice, OPTIONS},
    condition::{number, same},
    feedback::{Explained, explain_choice, explain_typed},
    kind::{self, Named},
    labels::{self, Labels},
    material::{self, Texts},
    responses::{self, Response},
    score::Rules,
    typed::typed,
};
use crate::{
    exam::{
        lang::Lang,
        question::{Body, FillIn, Instruction, Kind, OptionText},
    },
    interchange::{
        Cause, Content, Draft, Entry, Excess, Foreign, Meta, Outcome, Place, Remark,
        qti::{Files, add},
        xml::Element,
    },
};

/// The label under which a question of ours has its tags.
pub(super) const TAGS: &str = "qmd_keywords";
/// The label under which a question of ours has its answers that are nearly right. A rule for them would be taken for one more
/// right answer by others.
pub(super) const NEAR: &str = "simulado_near";
/// So many bytes of texts that several items share are copied into them.
const COPIED: usize = 4 << 20;

/// What the items of a document share.
pub(super) struct Shared<'a> {
    /// The items by their names.
    items: HashMap<&'a str, &'a Element>,
    files: &'a Files<'a>,
    lang: Option<String>,
    /// The shared texts as HTML.
    stimuli: HashMap<String, Option<String>>,
    /// How much may still be copied of them.
    left: usize,
}

impl<'a> Shared<'a> {
    /// For a document with these items.
    pub(super) fn new(items: HashMap<&'a str, &'a Element>, files: &'a Files<'a>, lang: Option<String>) -> Self {
        Self { items, files, lang, stimuli: HashMap::new(), left: COPIED }
    }

    /// Whether there is an item of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.items.contains_key(name)
    }

    /// The text that Canvas shows before an item and others, as HTML.
    fn stimulus(&mut self, labels: &Labels, texts: &mut Texts<'_>) -> String {
        let Some(name) = labels.first("parent_stimulus_item_ident") else { return String::new() };
        let items = &self.items;
        let html = self.stimuli.entry(name.to_owned()).or_insert_with(|| {
            let presentation = items.get(name).and_then(|item| item.first("presentation"))?;
            Some(material::html(presentation, &mut texts.remarks))
        });
        if let Some(html) = html.as_ref().filter(|html| html.len() <= self.left) {
            self.left -= html.len();
            return format!("<div>{html}</div>");
        }
        add(&mut texts.remarks, Remark::PassedOver { what: words!("the text \"{}\" before it", name) });
        String::new()
    }
}

/// Reads an item.
pub(super) fn read(item: &Element, place: Place, shared: &mut Shared<'_>) -> Entry {
    let identifier = item.attribute("ident").unwrap_or_default().trim();
    let title = item.attribute("title").map(str::trim).filter(|title| !title.is_empty());
    let mut texts = Texts::new(shared.files);
    let outcome = outcome(item, shared, &mut texts).unwrap_or_else(|outcome| outcome);
    let title = match (title, &outcome) {
        (Some(title), _) => title.to_owned(),
        (None, Outcome::Taken { draft, .. }) => beginning(draft),
        (None, _) => identifier.to_owned(),
    };
    Entry { place, title: title.chars().take(80).collect(), outcome }
}

fn beginning(draft: &Draft) -> String {
    let body = match &draft.content {
        Content::One(_, body) => body,
        Content::Both(both) => both.get(Lang::En),
    };
    body.stem.lines().next().unwrap_or_default().to_owned()
}

/// What becomes of the item; as an error where it is not taken.
fn outcome(item: &Element, shared: &mut Shared<'_>, texts: &mut Texts<'_>) -> Result<Outcome, Outcome> {
    let labels = labels::of(item);
    let named = kind::named(&labels);
    let presentation = item.first("presentation").ok_or(Outcome::Skipped(Foreign::NoQuestion))?;
    if let Named::Foreign(foreign) = named {
        return Err(Outcome::Skipped(foreign));
    }
    if !item.find("calculated").is_empty() {
        return Err(Outcome::Skipped(Foreign::Calculated));
    }
    let response = only(presentation, &named).map_err(Outcome::Skipped)?;
    let rules = Rules::of(item, &response.names);
    let mut stem = shared.stimulus(&labels, texts);
    stem.push_str(&material::html(presentation, &mut texts.remarks));
    let (kind, options, explained) = if response.is_typed() || named == Named::Blanks {
        let (fill_in, explained) = fill_in(item, &response, &rules, &labels, &named, texts)?;
        (Kind::FillIn(fill_in), Vec::new(), explained)
    } else {
        choice(item, &response, &rules, &named, texts)?
    };
    let stem = texts.of_html(&with_gap(stem, &response));
    if stem.is_empty() {
        return Err(Outcome::Refused(Cause::NoStem));
    }
    let explanation = explained.general;
    Ok(taken(item, (kind, Body { stem, options, explanation }), &labels, shared, texts))
}

/// The one response that is answered, if it is of a kind that there is here.
fn only<'a>(presentation: &'a Element, named: &Named) -> Result<Response<'a>, Foreign> {
    match responses::of(presentation).as_slice() {
        [] => Err(Foreign::NoQuestion),
        [only] => responses::foreign(only).map_or_else(|| Ok(Response::new(only)), Err),
        _ if matches!(named, Named::Blanks | Named::Dropdowns) => Err(Foreign::Cloze),
        several => Err(responses::several(several, &presentation.text())),
    }
}

fn choice<'a>(
    item: &Element,
    response: &Response<'a>,
    rules: &Rules<'a>,
    named: &Named,
    texts: &mut Texts<'_>,
) -> Result<(Kind, Vec<OptionText>, Explained), Outcome> {
    // Canvas leaves rows without a text where its author left them.
    let (mut elements, mut options) = (Vec::new(), Vec::new());
    for element in response.options.iter().take(OPTIONS + 1) {
        let text = texts.line(element);
        if text.is_empty() {
            add(&mut texts.remarks, Remark::PassedOver { what: words!("an option without a text") });
        } else {
            elements.push(*element);
            options.push(OptionText { text, explanation: String::new() });
        }
    }
    match elements.len() {
        0 | 1 => return Err(Outcome::Refused(Cause::TooFewOptions)),
        count if count > OPTIONS => {
            return Err(Outcome::Refused(Cause::TooLarge(Excess::Answers(OPTIONS))));
        }
        _ => {}
    }
    let choice = Choice::new(rules, &elements, response.multiple || *named == Named::Multiple);
    let (kind, remarks) = choice.key()?;
    for remark in remarks {
        add(&mut texts.remarks, remark);
    }
    let mut explained = explain_choice(item, &choice, &elements, texts);
    for (option, explanation) in options.iter_mut().zip(&mut explained.options) {
        option.explanation = std::mem::take(explanation);
    }
    if is_true_false(&options) || *named == Named::TrueFalse {
        add(&mut texts.remarks, Remark::TrueFalse);
        // Blackboard writes them small.
        for option in options.iter_mut().filter(|option| ["true", "false"].contains(&option.text.as_str())) {
            option.text[..1].make_ascii_uppercase();
        }
    }
    let fixed = |element: &Element, name: &str| element.attribute(name).is_some_and(|is| is.eq_ignore_ascii_case("no"));
    let is_fixed = response.element.find("render_choice").iter().any(|render| fixed(render, "shuffle"))
        || elements.iter().any(|option| fixed(option, "rshuffle"));
    if is_fixed {
        add(&mut texts.remarks, Remark::FixedOrder);
    }
    Ok((kind, options, explained))
}

fn is_true_false(options: &[OptionText]) -> bool {
    let text = |place: usize| options.get(place).map(|option| option.text.to_ascii_lowercase());
    options.len() == 2 && text(0).as_deref() == Some("true") && text(1).as_deref() == Some("false")
}

fn fill_in<'a>(
    item: &Element,
    response: &Response<'a>,
    rules: &Rules<'a>,
    labels: &Labels,
    named: &Named,
    texts: &mut Texts<'_>,
) -> Result<(FillIn, Explained), Outcome> {
    if *named == Named::Blanks && !response.options.is_empty() {
        // Everything that is listed is right, and case does not matter to Canvas.
        let answers: Vec<String> = response.options.iter().map(|option| plain(option)).collect();
        let (ranges, near) = (Vec::new(), Vec::new());
        let fill_in = FillIn { answers, ranges, ignore_case: true, instruction: Instruction::Text, near };
        return Ok((fill_in, explain_typed(item, rules, &empty(), texts)));
    }
    let asks_number = |render: &&Element| {
        render
            .attribute("fibtype")
            .is_some_and(|kind| ["decimal", "integer"].contains(&kind.to_ascii_lowercase().as_str()))
    };
    let is_long = |render: &&Element| render.attribute("rows").and_then(number).is_some_and(|rows| rows > 1.0);
    if matches!(named, Named::Unknown(_)) && response.element.find("render_fib").iter().any(is_long) {
        return Err(Outcome::Skipped(Foreign::Essay));
    }
    let is_number = response.element.name == "response_num"
        || *named == Named::Number
        || response.element.find("render_fib").iter().any(asks_number);
    let is_ours = labels.all(TAGS).any(|tag| tag.starts_with("simulado.name="));
    let mut typed = typed(rules, is_number, is_ours).map_err(|outcome| match (outcome, named) {
        // It is said to be a question with an answer.
        (Outcome::Skipped(Foreign::Essay), Named::Typed | Named::Number) => Outcome::Refused(Cause::NoKey),
        (outcome, _) => outcome,
    })?;
    for remark in typed.remarks {
        add(&mut texts.remarks, remark);
    }
    let explained = explain_typed(item, rules, &typed.fill_in, texts);
    typed.fill_in.near.extend(labels.all(NEAR).map(str::to_owned));
    Ok((typed.fill_in, explained))
}

fn empty() -> FillIn {
    let (answers, ranges, near) = (Vec::new(), Vec::new(), Vec::new());
    FillIn { answers, ranges, ignore_case: true, instruction: Instruction::Text, near }
}

/// The text of an option that is an answer to be typed.
fn plain(option: &Element) -> String {
    option.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with a gap where it has the text of the response in brackets, as Canvas writes it.
fn with_gap(html: String, response: &Response<'_>) -> String {
    let own = responses::own_text(response.element);
    let (gap, text) = (format!("[{own}]"), html.trim_end());
    match text.strip_suffix(own.as_str()) {
        Some(text) if !own.is_empty() && text.contains(&gap) => text.replace(&gap, "_____"),
        _ => html,
    }
}

fn taken(
    item: &Element,
    (mut kind, body): (Kind, Body),
    labels: &Labels,
    shared: &Shared<'_>,
    texts: &mut Texts<'_>,
) -> Outcome {
    let (meta, tags, unread) = Meta::take(labels.all(TAGS).flat_map(tags).collect());
    if let Kind::FillIn(fill_in) = &mut kind {
        fill_in.instruction = meta.instruction.unwrap_or(fill_in.instruction);
        fill_in.ignore_case |= meta.ignore_case;
    }
    let points = labels.first("points_possible").or_else(|| labels.first("qmd_weighting")).and_then(number);
    if points.is_some_and(|points| !same(points, 1.0)) {
        add(&mut texts.remarks, Remark::Points);
    }
    if item.all("rubric").any(|rubric| !rubric.text().trim().is_empty()) {
        add(&mut texts.remarks, Remark::PassedOver { what: words!("notes for those who grade") });
    }
    let tag = item.attribute("lang").or(shared.lang.as_deref());
    let lang = meta.lang.or_else(|| language(tag, &mut texts.remarks));
    for remark in unread {
        add(&mut texts.remarks, remark);
    }
    let id =
        item.attribute("ident").or_else(|| labels.first("bbmd_asi_object_id")).unwrap_or_default().trim().to_owned();
    let images = std::mem::take(&mut texts.pictures.images);
    let draft = Draft { id, kind, content: Content::One(lang, body), category: Vec::new(), tags, meta, images };
    Outcome::Taken { draft: Box::new(draft), remarks: std::mem::take(&mut texts.remarks) }
}

/// Others put several keywords into one field; ours may have commas in them.
fn tags(field: &str) -> Vec<String> {
    if field.starts_with("simulado.") {
        return vec![field.to_owned()];
    }
    field.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
}

/// The language that a file says it is in.
fn language(tag: Option<&str>, remarks: &mut Vec<Remark>) -> Option<Lang> {
    let tag = tag.map(str::trim).filter(|tag| !tag.is_empty())?;
    match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "en" => Some(Lang::En),
        "pt" => Some(Lang::PtBr),
        _ => {
            add(remarks, Remark::Language { tag: tag.to_owned() });
            None
        }
    }
}
