//! From the text of a `guide.md` to a [`Guide`].

use jiff::civil::Date;
use serde::Deserialize;

use super::{Entry, Guide, GuideText, Reading, Section};
use crate::{
    bank::format::{
        FormatError,
        front::{date, split},
        halves::{Half, Line, halves},
        lines::{Fence, tidy},
    },
    exam::{id::AreaId, lang::Localized},
};

/// The heading above the entries, in every language.
const TERMS: &str = "terms";
/// The heading above the readings, in every language.
const READ_ON: &str = "read-on";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    sources: Vec<String>,
    checked: toml::Spanned<String>,
}

/// Reads a guide. That areas and terms are those of the objective is for the lint to say.
pub fn parse(text: &str) -> Result<Guide, FormatError> {
    let (front, rest) = split(text)?;
    let (sources, checked) = read_front(&front)?;
    let halves = halves(rest, |line| line.starts_with("# ") || line == "#")?;
    let body = Localized { en: read_half(&halves.en)?, pt_br: read_half(&halves.pt_br)? };
    agree(&body, halves.pt_br.heading)?;
    Ok(Guide::new(sources, checked, body, text.to_owned()))
}

fn read_front(text: &str) -> Result<(Vec<String>, Date), FormatError> {
    let line_at = |offset: usize| 1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count();
    let front: Front = toml::from_str(text).map_err(|error| {
        let line = error.span().filter(|span| !span.is_empty()).map_or(1, |span| line_at(span.start));
        FormatError::new(line, format!("the front matter: {}", error.message().trim().replace('\n', ", ")))
    })?;
    let checked =
        date(front.checked.get_ref()).map_err(|error| FormatError::new(line_at(front.checked.span().start), error))?;
    Ok((front.sources, checked))
}

/// A heading with the lines under it.
struct Part<'a> {
    title: &'a str,
    heading: usize,
    lines: Vec<Line<'a>>,
}

fn read_half(half: &Half<'_>) -> Result<GuideText, FormatError> {
    let mut parts = parts(half)?.into_iter();
    let intro = parts.next().map(|part| section(&part, None)).unwrap_or_default();
    if intro.text.is_empty() {
        return Err(FormatError::new(half.heading, "the guide begins with an introduction, before its first heading"));
    }
    let mut guide = GuideText { intro, ..GuideText::default() };
    let mut missing = [Some(TERMS), Some(READ_ON)];
    for part in parts {
        match part.title {
            TERMS if missing[0].take().is_some() => guide.entries = each(&part, entry)?,
            READ_ON if missing[1].take().is_some() => guide.readings = each(&part, reading)?,
            TERMS | READ_ON => {
                return Err(FormatError::new(part.heading, format!("\"## {}\" is there twice", part.title)));
            }
            title => {
                if missing != [Some(TERMS), Some(READ_ON)] {
                    let message = format!("\"## {TERMS}\" and \"## {READ_ON}\" are the last sections");
                    return Err(FormatError::new(part.heading, message));
                }
                guide.sections.push(section(&part, area_of(title)));
            }
        }
    }
    match missing.into_iter().flatten().next() {
        Some(missing) => Err(FormatError::new(half.heading, format!("the section \"## {missing}\" is missing"))),
        None => Ok(guide),
    }
}

/// Cuts a language at its headings of the second level, which are the only ones; what stands before the first is the first part.
fn parts<'a>(half: &Half<'a>) -> Result<Vec<Part<'a>>, FormatError> {
    let mut parts = vec![Part { title: "", heading: half.heading, lines: Vec::new() }];
    let mut fence = Fence::default();
    for &(number, line) in &half.lines {
        let in_code = fence.takes(line);
        if !in_code && line.starts_with("##") {
            let Some(title) = line.strip_prefix("## ").map(str::trim).filter(|title| !title.is_empty()) else {
                return Err(FormatError::new(number, "a heading in a guide is \"## \" with a title"));
            };
            parts.push(Part { title, heading: number, lines: Vec::new() });
        } else if let Some(part) = parts.last_mut() {
            part.lines.push((number, line));
        }
    }
    Ok(parts)
}

/// The area at the beginning of a heading: `351.3.a Hardware support`.
fn area_of(title: &str) -> Option<(AreaId, &str)> {
    let (id, title) = title.split_once(' ')?;
    let numbered = id.starts_with(|c: char| c.is_ascii_digit()) && id.contains('.');
    Some((id.parse().ok().filter(|_| numbered)?, title.trim()))
}

fn section(part: &Part<'_>, area: Option<(AreaId, &str)>) -> Section {
    let first = part.lines.iter().find(|(_, line)| !line.trim().is_empty());
    let (area, title) = match area {
        Some((area, title)) => (Some(area), title),
        None => (None, part.title),
    };
    Section {
        area,
        title: title.to_owned(),
        text: tidy(part.lines.iter().map(|line| line.1)),
        heading: part.heading,
        line: first.map_or(part.heading, |line| line.0),
    }
}

/// Reads a list whose items have one line each.
fn each<T>(part: &Part<'_>, read: impl Fn(usize, &str) -> Option<Result<T, String>>) -> Result<Vec<T>, FormatError> {
    let lines = part.lines.iter().filter(|(_, line)| !line.trim().is_empty());
    let form = match part.title {
        TERMS => {
            "an entry is one line: - `term`: what it is; or - `term`, `term` (other name, other name): what they are"
        }
        _ => "a page is one line: - `man:page(1)`: what for; or - [title](https://…): what for",
    };
    lines
        .map(|&(number, line)| {
            let item = line.strip_prefix("- ").and_then(|item| read(number, item.trim_end()));
            item.unwrap_or_else(|| Err(form.to_owned())).map_err(|message| FormatError::new(number, message))
        })
        .collect()
}

/// Reads `` `name`, `name` (other, other): text ``; nothing for what has another form.
fn entry(line: usize, item: &str) -> Option<Result<Entry, String>> {
    let mut names = Vec::new();
    let mut rest = item;
    while names.is_empty() || rest.starts_with(", ") {
        let (name, after) = rest.strip_prefix(", ").unwrap_or(rest).strip_prefix('`')?.split_once('`')?;
        names.push(name.to_owned());
        rest = after;
    }
    let mut others = Vec::new();
    if let Some(bracket) = rest.strip_prefix(" (") {
        let (inside, after) = bracket.split_once("): ")?;
        others = inside.split(", ").map(|other| other.trim().to_owned()).collect();
        rest = after;
    } else {
        rest = rest.strip_prefix(": ")?;
    }
    let text = rest.trim().to_owned();
    let empty = text.is_empty() || names.iter().chain(&others).any(String::is_empty);
    Some(if empty {
        Err("a name or its explanation is empty".to_owned())
    } else {
        Ok(Entry { names, others, text, line })
    })
}

/// Reads `` `man:page(1)`: remark `` and `[title](https://…): remark`; nothing for what has another form.
fn reading(line: usize, item: &str) -> Option<Result<Reading, String>> {
    let (source, title, remark) = if let Some(manual) = item.strip_prefix('`') {
        let (source, remark) = manual.split_once("`: ")?;
        (source, None, remark)
    } else {
        let (title, rest) = item.strip_prefix('[')?.split_once("](")?;
        let (source, remark) = rest.split_once("): ")?;
        (source, Some(title.to_owned()), remark)
    };
    if !(source.starts_with("https://") || source.starts_with("man:")) {
        return Some(Err(format!("\"{source}\" is neither man:page(section) nor an https address")));
    }
    Some(Ok(Reading { source: source.to_owned(), title, remark: remark.trim().to_owned(), line }))
}

/// What the languages must have in common for links and the table of contents to lead to the same places.
fn agree(body: &Localized<GuideText>, heading: usize) -> Result<(), FormatError> {
    let differ =
        |line: Option<usize>, message: &str| Err(FormatError::of("language-parity", line.unwrap_or(heading), message));
    let (en, pt) = (&body.en, &body.pt_br);
    let areas = |text: &GuideText| text.sections.iter().map(|section| section.area.clone()).collect::<Vec<_>>();
    let names = |text: &GuideText| text.entries.iter().map(|entry| entry.names.clone()).collect::<Vec<_>>();
    let sources = |text: &GuideText| text.readings.iter().map(|reading| reading.source.clone()).collect::<Vec<_>>();
    if areas(en) != areas(pt) {
        let odd = areas(en).into_iter().zip(&pt.sections).find(|(area, section)| *area != section.area);
        return differ(
            odd.map(|(_, section)| section.heading),
            "the languages have other sections, or another order of them",
        );
    }
    if names(en) != names(pt) {
        let odd = en.entries.iter().zip(&pt.entries).find(|(one, other)| one.names != other.names);
        return differ(odd.map(|(_, entry)| entry.line), "the languages explain other terms, or in another order");
    }
    if sources(en) != sources(pt) {
        let odd = en.readings.iter().zip(&pt.readings).find(|(one, other)| one.source != other.source);
        return differ(
            odd.map(|(_, reading)| reading.line),
            "the languages name other pages to read on, or in another order",
        );
    }
    Ok(())
}
