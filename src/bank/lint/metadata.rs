//! Rules about the front matter and what every question must have.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    rule::Rule,
    stem::start_of,
    subject::{Notes, Subject},
    text::contains_whole,
};
use crate::{bank::load::unknown_area, exam::question::Kind};

/// Terms that a question may claim to cover.
const TERMS_MAX: usize = 4;

pub(super) fn check(subject: &Subject<'_>, notes: &mut Notes) {
    area_and_terms(subject, notes);
    sources_and_date(subject, notes);
    explanations(subject, notes);
    slips(subject, notes);
}

fn area_and_terms(subject: &Subject<'_>, notes: &mut Notes) {
    let (question, places) = (subject.question, &subject.parsed.places);
    let owner = subject.blueprint.area(&question.area).map(|(owner, _)| &owner.id);
    if owner != Some(&question.objective) {
        let message = unknown_area(&question.area, &question.objective);
        notes.add(Rule::UnknownArea, places.front_line("area"), question.area.as_str(), message);
    }
    let line = places.front_line("terms");
    let count = question.terms.len();
    if count == 0 || count > TERMS_MAX {
        notes.add(Rule::Terms, line, format!("{count} terms"), format!("a question covers one to {TERMS_MAX} terms"));
    }
    let mut seen = BTreeSet::new();
    for term in &question.terms {
        let known = subject.blueprint.objective(&question.objective).is_some_and(|objective| objective.has_term(term));
        if !known {
            notes.add(
                Rule::Terms,
                line,
                term,
                format!("this is no term of objective {} in exam.toml", question.objective),
            );
        } else if !seen.insert(term) {
            notes.add(Rule::Terms, line, term, "the term is there twice");
        }
    }
}

fn sources_and_date(subject: &Subject<'_>, notes: &mut Notes) {
    let (question, places) = (subject.question, &subject.parsed.places);
    check_sources(&question.sources, places.front_line("sources"), notes);
    check_date(question.checked, subject.today, places.front_line("checked"), notes);
}

/// At least one source, each of a known form.
pub(super) fn check_sources(sources: &[String], line: usize, notes: &mut Notes) {
    if sources.is_empty() {
        notes.add(Rule::Sources, line, "[]", "there is no source");
    }
    for source in sources.iter().filter(|source| !is_source(source)) {
        notes.add(Rule::Sources, line, source, "a source is \"man:page(section)\" or starts with \"https://\"");
    }
}

/// What was checked was not checked tomorrow.
pub(super) fn check_date(checked: Date, today: Date, line: usize, notes: &mut Notes) {
    if checked > today {
        let message = format!("the date is in the future (today is {today})");
        notes.add(Rule::Checked, line, checked.to_string(), message);
    }
}

fn is_source(source: &str) -> bool {
    if source.contains(char::is_whitespace) {
        return false;
    }
    if let Some(page) = source.strip_prefix("man:") {
        let Some((name, section)) = page.strip_suffix(')').and_then(|page| page.split_once('(')) else {
            return false;
        };
        return !name.is_empty()
            && section.starts_with(|c: char| c.is_ascii_digit())
            && section.chars().all(|c| c.is_ascii_alphanumeric());
    }
    source.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && !rest.starts_with('.'))
}

fn explanations(subject: &Subject<'_>, notes: &mut Notes) {
    for (lang, texts) in subject.texts.iter() {
        let body = subject.question.body.get(lang);
        for (option, place) in body.options.iter().zip(&texts.places.options) {
            if option.explanation.is_empty() {
                let message = "the option is not explained (a line \"  > why\" under it)";
                notes.add(Rule::ExplanationMissing, place.0, start_of(&option.text), message);
            }
        }
        if body.explanation.is_empty() {
            let message =
                format!("the {} half ends without an explanation of the question (\"> text\")", lang.english_name());
            notes.add(Rule::ExplanationMissing, texts.places.heading, format!("# {lang}"), message);
        }
    }
}

fn slips(subject: &Subject<'_>, notes: &mut Notes) {
    let texts = &subject.texts.en;
    let mut keys: Vec<(usize, &str)> =
        subject.key_options(texts).map(|(index, key)| (texts.places.options[index].0, key.visible.as_str())).collect();
    if let Kind::FillIn(fill_in) = &subject.question.kind {
        let line = subject.parsed.places.front_line("answers");
        keys.extend(fill_in.answers.iter().map(|answer| (line, answer.as_str())));
    }
    for (line, key) in keys {
        for slip in subject.blueprint.slips.iter().filter(|slip| contains_whole(key, slip)) {
            notes.add(
                Rule::KnownSlip,
                line,
                slip,
                "this is a known misspelling of the official list, and cannot be right",
            );
        }
    }
}
