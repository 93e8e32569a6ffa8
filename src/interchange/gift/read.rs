//! From a GIFT file to its questions. In doubt it is read as Moodle reads it; where Moodle loses something without a word, it
//! is said here.

use super::{
    answers::explanation,
    escape::{find, find_run, tokens, unescape},
    kinds::{choice, number, true_or_false, truth, typed},
    parts::{Paragraph, Part, marked, parts},
    texts::{Format, Texts},
};
use crate::{
    exam::question::Body,
    interchange::{Cause, Content, Draft, Entry, Foreign, Meta, Outcome, Place, Reading, Remark, plain},
};

/// Stands where the answers stood, if the sentence goes on after them.
const GAP: &str = "_____";

/// Reads a file.
pub fn read(bytes: &[u8]) -> Reading {
    let text = match plain::decode(bytes) {
        Ok(text) => text,
        Err((place, cause)) => return Reading::refused(place, cause),
    };
    let mut reading = Reading::default();
    let mut category = Vec::new();
    for part in parts(&text) {
        match part {
            Part::Category(folders) => category = folders,
            Part::Paragraph(paragraph) => reading.entries.push(entry(&paragraph, &category)),
        }
    }
    if reading.entries.is_empty() {
        return Reading::refused(Place::line(1), Cause::Empty);
    }
    reading
}

fn entry(paragraph: &Paragraph, category: &[String]) -> Entry {
    let (name, text) = split_name(paragraph.text.trim());
    let outcome = question(text, &paragraph.comments, category).unwrap_or_else(|outcome| outcome);
    let title = title(name, text, &outcome);
    Entry { place: Place::line(paragraph.line), title: plain::title(&title), outcome }
}

/// What the file calls it, else the beginning of what is asked, else of all that there is.
fn title(name: Option<&str>, text: &str, outcome: &Outcome) -> String {
    let name = unescape(name.unwrap_or_default());
    if !name.trim().is_empty() {
        return name;
    }
    if let Outcome::Taken { draft, .. } = outcome
        && let Content::One(_, body) = &draft.content
    {
        return plain::from_markdown(&body.stem);
    }
    let head = find(text, '{').map_or(text, |open| &text[..open]);
    let (_, head) = Format::split(head.trim());
    unescape(if head.is_empty() { text } else { head })
}

/// `::name::text`. A name that does not end is text.
fn split_name(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text.strip_prefix("::") else { return (None, text) };
    match find_run(rest, ':', 2) {
        Some((end, _)) => (Some(&rest[..end]), rest[end + 2..].trim_start()),
        None => (None, text),
    }
}

/// The text around the answers, and the answers, if there are any.
struct Split<'a> {
    head: &'a str,
    body: Option<&'a str>,
    tail: &'a str,
}

/// Cuts at the first braces. Those that follow are text, unless they are pairs within: `{=\frac{1}{2} ~x}`.
fn split(text: &str) -> Result<Split<'_>, Outcome> {
    let refuse = |what| Err(Outcome::Refused(Cause::Syntax(what)));
    match (find(text, '{'), find(text, '}')) {
        (None, None) => Ok(Split { head: text, body: None, tail: "" }),
        (Some(_), None) => {
            refuse(words!("a \"{\" without its \"}\"; a blank line ends the question, even between the two"))
        }
        (None, Some(_)) => {
            refuse(words!("a \"}\" without its \"{\"; a blank line ends the question, even between the two"))
        }
        (Some(open), Some(close)) if close < open => refuse(words!("a \"}\" before the first \"{\"")),
        (Some(open), Some(close)) => {
            let close = outer(text, open, close).unwrap_or(close);
            let tail = text[close + 1..].trim_end();
            if tail.trim_start().starts_with(['~', '=']) || has_answers(tail) {
                return refuse(words!(
                    "there are answers behind the \"}\" that ends them; a blank line is wanted between two questions, \
                     and a backslash before a brace that is text"
                ));
            }
            Ok(Split { head: &text[..open], body: Some(text[open + 1..close].trim()), tail })
        }
    }
}

/// Whether a text has braces in it that hold answers.
fn has_answers(text: &str) -> bool {
    let Some(open) = find(text, '{') else { return false };
    let body = text[open + 1..].trim_start();
    find(body, '}').is_some_and(|close| body.starts_with(['=', '~', '#']) || true_or_false(&body[..close]).is_some())
}

/// The brace that closes the first one, if others are opened and closed between the two.
fn outer(text: &str, open: usize, close: usize) -> Option<usize> {
    find(&text[open + 1..close], '{')?;
    let mut depth = 0_usize;
    let mut braces = tokens(&text[open..]).filter(|token| !token.escaped);
    let end = braces.find(|token| {
        match token.shown {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    Some(open + end.at)
}

fn question(text: &str, comments: &str, category: &[String]) -> Result<Outcome, Outcome> {
    let Split { head, body, tail } = split(text)?;
    let Some(body) = body else { return Err(Outcome::Skipped(Foreign::NoQuestion)) };
    let (body, general) = find_run(body, '#', 4).map_or((body, ""), |(_, at)| (body[..at].trim_end(), &body[at + 4..]));
    if let Some(foreign) = foreign(body)? {
        return Err(Outcome::Skipped(foreign));
    }
    let (meta, tags, tag_remarks) = Meta::take(marked(comments, "tag"));
    let (format, _) = Format::split(head.trim());
    let is_ours = meta.name.is_some();
    let mut texts = Texts { format: format.unwrap_or(Format::Moodle), is_ours, remarks: tag_remarks };
    texts.check(head);
    if let Some(start) = head.trim_start().strip_prefix(':') {
        // The name of a question, where the second colon before it is missing.
        texts.say(Remark::Unescaped {
            text: plain::title(&format!(":{}", start.split_whitespace().next().unwrap_or_default())),
        });
    }
    let stem = stem(head, tail, &mut texts);
    if stem.is_empty() {
        return Err(Outcome::Skipped(Foreign::NoQuestion));
    }
    let answered = if let Some(body) = body.strip_prefix('#') {
        number(body, &meta, &mut texts)?
    } else if find(body, '~').is_some() {
        choice(body, &mut texts)?
    } else if let Some((is_true, feedback)) = true_or_false(body) {
        truth(is_true, feedback, meta.lang, &mut texts)
    } else {
        // A file cannot say that case matters; only ours can, since they say when it does not.
        let ignore_case = meta.ignore_case || !is_ours;
        typed(body, meta.instruction, ignore_case, &mut texts)?
    };
    let general = texts.block(general);
    let explanation = explanation(general, &answered.feedback);
    let body = Body { stem, options: answered.options, explanation };
    let draft = Draft {
        id: marked(comments, "id").into_iter().next().unwrap_or_default(),
        kind: answered.kind,
        content: Content::One(meta.lang, body),
        category: category.to_vec(),
        tags,
        meta,
        images: Vec::new(),
    };
    Ok(Outcome::Taken { draft: Box::new(draft), remarks: texts.remarks })
}

/// The kinds that there are not here.
fn foreign(body: &str) -> Result<Option<Foreign>, Outcome> {
    if body.is_empty() {
        return Ok(Some(Foreign::Essay));
    }
    // A plug-in of Moodle: `>`, settings, then what is to be ordered, line by line.
    if body.starts_with('>') && body.contains('\n') {
        return Ok(Some(Foreign::Ordering));
    }
    let is_matching = find(body, '=').is_some() && find(body, '~').is_none() && body.contains("->");
    if body.starts_with('#') || !is_matching {
        return Ok(None);
    }
    let pairs = pairs(body);
    if pairs.len() < 2 {
        return Err(Outcome::Refused(Cause::Unfinished(words!("there are fewer than two pairs to be matched"))));
    }
    match pairs.iter().find(|pair| !pair.contains("->")) {
        Some(pair) => {
            let what = words!("\"{}\" is no pair to be matched, since it has no \"->\"", plain::title(pair));
            Err(Outcome::Refused(Cause::Syntax(what)))
        }
        None => Ok(Some(Foreign::Matching)),
    }
}

fn pairs(mut body: &str) -> Vec<&str> {
    let mut pairs = Vec::new();
    while let Some(at) = find(body, '=') {
        pairs.push(body[..at].trim());
        body = &body[at + 1..];
    }
    pairs.push(body.trim());
    if pairs.first().is_some_and(|first| first.is_empty()) {
        pairs.remove(0);
    }
    pairs
}

/// The text around the answers, with a gap in their place if the sentence goes on.
fn stem(head: &str, tail: &str, texts: &mut Texts) -> String {
    let is_mark = |c: char| !c.is_alphanumeric();
    if tail.is_empty() {
        return texts.block(head);
    }
    // What closes a sentence that is closed already, and what programs leave behind the brace.
    let ended = head.trim_end().ends_with(['.', '?', '!', ':']);
    if tail.chars().all(is_mark) && (ended || tail.trim() == "\";") {
        texts.say(Remark::PassedOver { what: words!("\"{}\" after the answers", plain::title(tail)) });
        return texts.block(head);
    }
    texts.check(tail);
    let space = |text: &str, trimmed: &str| if text.len() == trimmed.len() { "" } else { " " };
    let (before, after) = (head.trim_end(), tail.trim_start());
    let joined = format!("{before}{}{GAP}{}{after}", space(head, before), space(tail, after));
    texts.block(&joined)
}
