//! Reads one item.

use super::{
    choice::{Choice, Found, OPTIONS},
    explain::{Explained, explain_choice, explain_typed},
    names, paragraphs,
    pictures::Files,
    rules::Rules,
    text::{Texts, add, append},
    typed::Typed,
};
use crate::{
    exam::{
        lang::Lang,
        question::{Body, Kind, OptionText},
    },
    interchange::{
        Cause, Content, Draft, Entry, Excess, Foreign, Meta, Outcome, Place, Remark, html,
        xml::{self, Element},
    },
};

/// The outcome whose default is what only questions of ours have, as [`Meta`] writes it.
pub(super) const META: &str = "SIMULADO";

/// An item shares so many texts at most.
const STIMULI: usize = 10;

/// Reads an item whose root element is parsed already.
pub(super) fn read(root: &Element, document: &str, place: Place, files: &Files<'_>) -> Entry {
    let identifier = root.attribute("identifier").unwrap_or_default().trim();
    let title = root.attribute("title").map(str::trim).filter(|title| !title.is_empty()).unwrap_or(identifier);
    let outcome = outcome(root, Texts::new(document, files)).unwrap_or_else(|outcome| outcome);
    let title = match &outcome {
        Outcome::Taken { draft, .. } if title.is_empty() => beginning(draft),
        _ => title.to_owned(),
    };
    Entry { place, title: title.chars().take(80).collect(), outcome }
}

/// Parses a document and gives its elements their names of QTI 2.
pub(super) fn parse(text: &str) -> Result<Element, (Place, Cause)> {
    let mended = |error| paragraphs::mended(text).and_then(|text| xml::parse(&text).ok()).ok_or(error);
    let mut root = xml::parse(text).or_else(mended)?;
    names::to_old(&mut root);
    Ok(root)
}

fn beginning(draft: &Draft) -> String {
    let body = match &draft.content {
        Content::One(_, body) => body,
        Content::Both(both) => both.get(Lang::En),
    };
    body.stem.lines().next().unwrap_or_default().to_owned()
}

/// What becomes of the item; as an error where it is not taken.
fn outcome(root: &Element, mut texts: Texts<'_>) -> Result<Outcome, Outcome> {
    let body = root.first("itemBody").ok_or(Outcome::Skipped(Foreign::NoQuestion))?;
    let mut interactions = Vec::new();
    collect(body, &mut interactions);
    let interaction = only(&interactions)?;
    if root.first("templateProcessing").is_some_and(|rules| rules.elements().next().is_some()) {
        return Err(Outcome::Skipped(Foreign::Calculated));
    }
    let rules = Rules::of(root);
    let (found, options, explained) = match interaction.name.as_str() {
        "textEntryInteraction" => {
            let typed = Typed::of(&rules, interaction)?;
            let found = typed.key()?;
            let explained = explain_typed(root, &typed, &found.kind, &mut texts);
            (found, Vec::new(), explained)
        }
        _ => choice(root, interaction, &rules, &mut texts)?,
    };
    taken(root, body, interactions.len() > 1, (found, options, explained), texts)
}

fn choice<'a>(
    root: &'a Element,
    interaction: &'a Element,
    rules: &Rules<'a>,
    texts: &mut Texts<'_>,
) -> Result<(Found, Vec<OptionText>, Explained), Outcome> {
    let name = if interaction.name == "choiceInteraction" { "simpleChoice" } else { "inlineChoice" };
    let elements: Vec<&Element> = interaction.elements().filter(|element| element.name == name).collect();
    match elements.len() {
        0 | 1 => return Err(Outcome::Refused(Cause::TooFewOptions)),
        count if count > OPTIONS => {
            return Err(Outcome::Refused(Cause::TooLarge(Excess::Answers(OPTIONS))));
        }
        _ => {}
    }
    let ids: Vec<&str> = elements.iter().map(|element| element.attribute("identifier").unwrap_or_default()).collect();
    let choice = Choice::of(rules, interaction, &ids)?;
    let mut found = choice.key()?;
    let fixed = |element: &&Element| element.attribute("fixed") == Some("true");
    if interaction.attribute("shuffle") != Some("true") || elements.iter().any(fixed) {
        found.remarks.push(Remark::FixedOrder);
    }
    let explained = explain_choice(root, &choice, &elements, texts);
    let mut options = Vec::with_capacity(elements.len());
    for (element, explanation) in elements.iter().zip(&explained.options) {
        let text = texts.line(element);
        if text.is_empty() {
            return Err(Outcome::Refused(Cause::Unfinished(words!("an option has no text"))));
        }
        options.push(OptionText { text, explanation: explanation.clone() });
    }
    Ok((found, options, explained))
}

/// Puts the question together.
fn taken(
    root: &Element,
    body: &Element,
    has_others: bool,
    (found, options, explained): (Found, Vec<OptionText>, Explained),
    mut texts: Texts<'_>,
) -> Result<Outcome, Outcome> {
    let mut stem = stimuli(root, &mut texts);
    append(&mut stem, &texts.markdown(body));
    let mut remarks = found.remarks;
    if stem.is_empty() {
        stem = html::escape_line(root.attribute("title").unwrap_or_default());
        remarks.push(Remark::TitleAsStem);
    }
    if stem.is_empty() {
        return Err(Outcome::Refused(Cause::NoStem));
    }
    let mut kind = found.kind;
    let tags = root.all("outcomeDeclaration").filter(|outcome| outcome.attribute("identifier") == Some(META));
    let tags = tags.flat_map(|outcome| outcome.find("value")).map(|value| value.text().trim().to_owned()).collect();
    let (meta, tags, unread) = Meta::take(tags);
    if let (Kind::FillIn(fill_in), Some(instruction)) = (&mut kind, meta.instruction) {
        fill_in.instruction = instruction;
        fill_in.ignore_case |= meta.ignore_case;
    }
    let lang = meta.lang.or_else(|| language(root.attribute("lang"), &mut remarks));
    remarks.extend(has_others.then_some(Remark::Hints));
    for setting in ["adaptive", "timeDependent"] {
        remarks.extend((root.attribute(setting) == Some("true")).then(|| Remark::Setting { name: setting.to_owned() }));
    }
    remarks.extend(explained.remarks);
    remarks.extend(texts.remarks);
    remarks.extend(unread);
    let mut once = Vec::new();
    for remark in remarks {
        add(&mut once, remark);
    }
    let id = root.attribute("identifier").unwrap_or_default().trim().to_owned();
    let content = Content::One(lang, Body { stem, options, explanation: explained.general });
    let draft = Draft { id, kind, content, category: Vec::new(), tags, meta, images: texts.pictures.images };
    Ok(Outcome::Taken { draft: Box::new(draft), remarks: once })
}

/// The texts that several items share and this one names, where they are there.
fn stimuli(root: &Element, texts: &mut Texts<'_>) -> String {
    let mut shared = String::new();
    let mut addresses: Vec<&str> =
        root.all("assessmentStimulusRef").filter_map(|named| named.attribute("href")).collect();
    addresses.dedup();
    for address in addresses.into_iter().take(STIMULI) {
        let file = texts.pictures.file(address).and_then(|bytes| String::from_utf8(bytes).ok());
        let stimulus = file.and_then(|file| parse(&file).ok());
        match stimulus.as_ref().and_then(|stimulus| stimulus.first("stimulusBody")) {
            Some(body) => append(&mut shared, &texts.markdown(body)),
            None => add(&mut texts.remarks, Remark::PassedOver { what: words!("the text in \"{}\"", address) }),
        }
    }
    shared
}

/// The language that an item says it is in.
fn language(tag: Option<&str>, remarks: &mut Vec<Remark>) -> Option<Lang> {
    let tag = tag.map(str::trim).filter(|tag| !tag.is_empty())?;
    match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "en" => Some(Lang::En),
        "pt" => Some(Lang::PtBr),
        _ => {
            remarks.push(Remark::Language { tag: tag.to_owned() });
            None
        }
    }
}

/// Every interaction, however deep; not those inside one.
fn collect<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    for child in element.elements() {
        if child.name.ends_with("Interaction") {
            found.push(child);
        } else {
            collect(child, found);
        }
    }
}

/// The one interaction that is answered, if it is of a kind that there is here.
fn only<'a>(interactions: &[&'a Element]) -> Result<&'a Element, Outcome> {
    // Buttons and films answer nothing.
    let answers = |element: &&&Element| !matches!(element.name.as_str(), "endAttemptInteraction" | "mediaInteraction");
    let answering: Vec<&Element> = interactions.iter().filter(answers).copied().collect();
    let in_text =
        |element: &&Element| matches!(element.name.as_str(), "textEntryInteraction" | "inlineChoiceInteraction");
    let foreign = match (answering.as_slice(), interactions.first()) {
        ([], Some(first)) if first.name == "mediaInteraction" => Foreign::Other(first.name.clone()),
        ([], _) => Foreign::NoQuestion,
        ([only], _) => match foreign(&only.name) {
            Some(foreign) => foreign,
            None => return Ok(only),
        },
        (several, _) if several.iter().all(in_text) => Foreign::Cloze,
        _ => Foreign::Composite,
    };
    Err(Outcome::Skipped(foreign))
}

/// What an interaction is that there is not here.
fn foreign(name: &str) -> Option<Foreign> {
    Some(match name {
        "choiceInteraction" | "inlineChoiceInteraction" | "textEntryInteraction" => return None,
        "matchInteraction" | "associateInteraction" => Foreign::Matching,
        "orderInteraction" | "graphicOrderInteraction" => Foreign::Ordering,
        "extendedTextInteraction" => Foreign::Essay,
        "hotspotInteraction"
        | "selectPointInteraction"
        | "graphicAssociateInteraction"
        | "positionObjectInteraction" => Foreign::HotSpot,
        "gapMatchInteraction" | "graphicGapMatchInteraction" => Foreign::DragAndDrop,
        "drawingInteraction" | "uploadInteraction" => Foreign::Upload,
        other => Foreign::Other(other.to_owned()),
    })
}
