//! A row as a question.

use super::{
    super::{
        entry::{Content, Draft, Entry, Outcome, Place},
        meta::Meta,
        remark::{Cause, Remark},
    },
    answer::{Answer, answer},
    cell::{to_list, to_tags},
    mapping::{Mapping, Role, Texts},
    row::{Half, Sorted},
    table::Row,
    text,
    words::{self, KindWord},
};
use crate::exam::{
    lang::{Lang, Localized},
    question::{Body, Kind, OptionText},
};

/// What only questions of ours have: each with its key in [`Meta`]'s tags.
const PROPERTIES: [(Role, &str); 6] = [
    (Role::Name, "name"),
    (Role::Objective, "objective"),
    (Role::Area, "area"),
    (Role::Level, "level"),
    (Role::Instruction, "instruction"),
    (Role::Checked, "checked"),
];
const LISTS: [(Role, &str); 3] = [(Role::Terms, "term"), (Role::Sources, "source"), (Role::Allow, "allow")];

/// Reads a row. A blank one is nothing.
pub(super) fn entry(mapping: &Mapping, row: &Row) -> Option<Entry> {
    if row.is_blank() {
        return None;
    }
    let sorted = Sorted::new(mapping, row);
    let outcome = outcome(mapping, &sorted).unwrap_or_else(Outcome::Refused);
    Some(Entry { place: Place::line(row.line), title: title(&sorted, row), outcome })
}

fn title(sorted: &Sorted<'_>, row: &Row) -> String {
    let stem = sorted.halves.iter().flat_map(|half| &half.stem).next().copied();
    let named = [Role::Title, Role::Name, Role::Id].map(|role| sorted.first(role));
    let named = named.into_iter().find(|name| !name.is_empty()).or(stem);
    let cell = row.cells.iter().find(|cell| !cell.trim().is_empty()).map(String::as_str);
    text::title(named.or(cell).unwrap_or_default())
}

fn outcome(mapping: &Mapping, sorted: &Sorted<'_>) -> Result<Outcome, Cause> {
    if sorted.beyond > 0 {
        return Err(Cause::Syntax(words!(
            "{} more cells than columns; a text with the delimiter in it needs quotation marks",
            sorted.beyond
        )));
    }
    let word = Some(sorted.first(Role::Kind)).filter(|cell| !cell.is_empty()).map(words::kind);
    if let Some(KindWord::Foreign(foreign)) = word {
        return Ok(Outcome::Skipped(foreign));
    }
    check_stems(&sorted.halves)?;
    let mut remarks = Vec::new();
    let (meta, tags) = meta(sorted, &mut remarks);
    let lang = language(mapping, sorted, &mut remarks);
    let answer = answer(mapping, sorted, word.as_ref(), &meta, &mut remarks)?;
    let bodies: Vec<(Option<Lang>, Body)> = sorted
        .halves
        .iter()
        .map(|half| {
            let lang = half.lang.or(lang);
            (lang, body(mapping.texts, half, lang, &answer, &mut remarks))
        })
        .collect();
    let content = content(bodies, &mut remarks);
    settings(sorted, &mut remarks);
    let half = match &content {
        Content::One(lang, _) => lang.filter(|_| meta.name.is_some()),
        Content::Both(_) => None,
    };
    // Here a column says whether case matters; what is carried beside the question says the same.
    let ours = meta.name.is_some();
    let ignore_case = ours && matches!(&answer.kind, Kind::FillIn(fill_in) if fill_in.ignore_case);
    let id = [Role::Id, Role::Name].map(|role| sorted.first(role)).into_iter().find(|id| !id.is_empty());
    let draft = Draft {
        id: id.unwrap_or_default().to_owned(),
        kind: answer.kind,
        content,
        category: folders(sorted.first(Role::Category)),
        tags,
        meta: Meta { lang: half.or(meta.lang), ignore_case, ..meta },
        images: Vec::new(),
    };
    Ok(Outcome::Taken { draft: Box::new(draft), remarks })
}

fn check_stems(halves: &[Half<'_>]) -> Result<(), Cause> {
    let Some(half) = halves.iter().find(|half| half.stem.is_empty()) else {
        return if halves.is_empty() { Err(Cause::NoStem) } else { Ok(()) };
    };
    match half.lang {
        Some(Lang::En) if halves.len() > 1 => Err(Cause::Unfinished(words!("there is no question text in English"))),
        Some(Lang::PtBr) if halves.len() > 1 => {
            Err(Cause::Unfinished(words!("there is no question text in Portuguese")))
        }
        _ => Err(Cause::NoStem),
    }
}

/// What only questions of ours have, and the tags that are not about that.
fn meta(sorted: &Sorted<'_>, remarks: &mut Vec<Remark>) -> (Meta, Vec<String>) {
    let tag = |key: &str, value: &str| format!("simulado.{key}={value}");
    let mut tags: Vec<String> = sorted.all(Role::Tags).flat_map(to_tags).collect();
    for (role, key) in PROPERTIES {
        tags.extend(sorted.all(role).map(|cell| tag(key, cell.trim())));
    }
    for (role, key) in LISTS {
        tags.extend(sorted.all(role).flat_map(to_list).map(|value| tag(key, &value)));
    }
    let (meta, others, unreadable) = Meta::take(tags);
    remarks.extend(unreadable);
    (meta, others)
}

/// The language of texts whose column has none.
fn language(mapping: &Mapping, sorted: &Sorted<'_>, remarks: &mut Vec<Remark>) -> Option<Lang> {
    match sorted.first(Role::Language) {
        "" => mapping.lang,
        tag => words::lang(tag).or_else(|| {
            remarks.push(Remark::Language { tag: tag.to_owned() });
            None
        }),
    }
}

fn body(texts: Texts, half: &Half<'_>, lang: Option<Lang>, answer: &Answer, remarks: &mut Vec<Remark>) -> Body {
    let mut blocks = |cells: &[&str]| {
        let parts: Vec<String> = cells.iter().map(|cell| text::blocks(texts, cell, remarks)).collect();
        parts.join("\n\n")
    };
    let stem = blocks(&half.stem);
    let is_typed = matches!(answer.kind, Kind::FillIn(_));
    // A fill-in has no options whose explanation this could be.
    let whys = half.options.iter().filter(|_| is_typed).flat_map(|slot| &slot.why);
    let explanation: Vec<&str> = half.explanation.iter().chain(whys).chain(&half.stray).copied().collect();
    let explanation = blocks(&explanation);
    let explanations: Vec<String> = answer.options.iter().map(|&place| blocks(&half.options[place].why)).collect();
    let mut options: Vec<OptionText> = Vec::new();
    for (&place, explanation) in answer.options.iter().zip(explanations) {
        options.push(OptionText { text: text::line(texts, half.options[place].text, remarks), explanation });
    }
    if answer.is_truth {
        options =
            words::truth_words(lang).map(|word| OptionText { text: word.to_owned(), ..OptionText::default() }).into();
    }
    Body { stem, options, explanation }
}

/// Both languages, or one of them.
fn content(bodies: Vec<(Option<Lang>, Body)>, remarks: &mut Vec<Remark>) -> Content {
    let mut bodies = bodies.into_iter();
    let Some((lang, body)) = bodies.next() else { return Content::One(None, Body::default()) };
    let Some((other, other_body)) = bodies.next() else { return Content::One(lang, body) };
    let mut pass_over =
        || remarks.push(Remark::PassedOver { what: words!("a text in a language that is there twice") });
    if bodies.next().is_some() {
        pass_over();
    }
    match (lang, other) {
        (Some(lang), Some(other)) if lang != other => {
            let mut both = Localized::<Body>::default();
            *both.get_mut(lang) = body;
            *both.get_mut(other) = other_body;
            Content::Both(both)
        }
        _ => {
            pass_over();
            Content::One(lang, body)
        }
    }
}

/// What has no counterpart here.
fn settings(sorted: &Sorted<'_>, remarks: &mut Vec<Remark>) {
    let is_one =
        |cell: &str| cell.trim().replace(',', ".").parse().is_ok_and(|points: f64| (points - 1.0).abs() < 1e-9);
    if sorted.all(Role::Points).any(|cell| !is_one(cell)) {
        remarks.push(Remark::Points);
    }
    if sorted.all(Role::Feedback).next().is_some() {
        remarks.push(Remark::OverallFeedback);
    }
}

fn folders(category: &str) -> Vec<String> {
    category.split('/').map(str::trim).filter(|folder| !folder.is_empty()).map(str::to_owned).collect()
}
