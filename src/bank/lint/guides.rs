//! Rules about study guides: what each must have, and that no objective is left without one.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use super::{
    Coverage, Finding, addresses, metadata, parity,
    rule::Rule,
    subject::Notes,
    syntax,
    text::{Text, word_count},
};
use crate::{
    bank::{
        BankError,
        guide::{Guide, GuideText},
        load,
    },
    exam::{
        blueprint::{Blueprint, Objective},
        id::AreaId,
        lang::Localized,
    },
};

/// How many words a guide has in each language, its terms included and its code blocks not.
const WORDS: std::ops::RangeInclusive<usize> = 800..=2_500;

/// Checks the guides of all objectives, and notes their lengths in the coverage.
pub(super) fn check(
    dir: &Path,
    blueprint: &Blueprint,
    today: Date,
    coverage: &mut Coverage,
) -> Result<Vec<Finding>, BankError> {
    let files: Vec<PathBuf> = blueprint.objectives().map(|one| load::guide_file(dir, &one.id)).collect();
    let some = files.iter().any(|file| file.is_file());
    let mut findings = Vec::new();
    for ((objective, covered), file) in blueprint.objectives().zip(&mut coverage.objectives).zip(&files) {
        let mut notes = Notes::default();
        if file.is_file() {
            match load::read_guide(&load::read(file)?) {
                Ok(guide) => covered.guide_words = Some(check_one(&guide, blueprint, objective, today, &mut notes)),
                Err(error) => {
                    notes.add(Rule::from_id(error.rule).unwrap_or(Rule::Format), error.line, "", error.message);
                }
            }
        } else if some {
            notes.add(
                Rule::GuideMissing,
                1,
                objective.id.as_str(),
                "the objective has no study guide, and others have",
            );
        }
        findings.extend(notes.into_findings(file));
    }
    Ok(findings)
}

/// Checks one guide, and gives its words.
fn check_one(
    guide: &Guide,
    blueprint: &Blueprint,
    objective: &Objective,
    today: Date,
    notes: &mut Notes,
) -> Localized<usize> {
    // The front matter has two lines, in this order by custom; a line off does no harm there.
    metadata::check_sources(&guide.sources, 2, notes);
    metadata::check_date(guide.checked, today, 3, notes);
    areas(guide, objective, notes);
    terms(guide, objective, notes);
    for ((english, _), (portuguese, line)) in texts(&guide.body.en).iter().zip(&texts(&guide.body.pt_br)) {
        parity::spans(english, portuguese, *line, "section", notes);
        parity::code(english, portuguese, *line, notes);
    }
    guide.body.map(|lang, text| {
        for (text, line) in texts(text) {
            addresses::check_text(&text, line, blueprint, notes);
            syntax::check_text(&text, line, notes);
        }
        let words = words(text);
        if !WORDS.contains(&words) {
            let message = format!("the {} half has {words} words", lang.english_name());
            notes.add(Rule::GuideLength, text.intro.line, format!("{words} words"), message);
        }
        words
    })
}

/// The texts that have code in them, each with its line. An entry is a text of its own, so that its line is named.
fn texts(text: &GuideText) -> Vec<(Text, usize)> {
    let sections = std::iter::once(&text.intro).chain(&text.sections);
    let sections = sections.map(|section| (Text::of_article(&section.text), section.line));
    sections.chain(text.entries.iter().map(|entry| (Text::new(&entry.text), entry.line))).collect()
}

/// What is read of a guide: all but code blocks.
fn words(text: &GuideText) -> usize {
    let titles = text.sections.iter().map(|section| section.title.as_str());
    let names = text.entries.iter().flat_map(|entry| entry.names.iter().chain(&entry.others)).map(String::as_str);
    let readings = text.readings.iter();
    let readings = readings.flat_map(|one| [one.title.as_deref().unwrap_or(&one.source), one.remark.as_str()]);
    let apart: usize = titles.chain(names).chain(readings).map(word_count).sum();
    apart + texts(text).iter().map(|(text, _)| word_count(&text.inline)).sum::<usize>()
}

fn areas(guide: &Guide, objective: &Objective, notes: &mut Notes) {
    let text = &guide.body.en;
    let is: Vec<&AreaId> = text.sections.iter().filter_map(|section| section.area.as_ref()).collect();
    let wanted: Vec<&AreaId> = objective.areas.iter().map(|area| &area.id).collect();
    if is == wanted {
        return;
    }
    let section = |id: &AreaId| text.sections.iter().find(|section| section.area.as_ref() == Some(id));
    for id in wanted.iter().filter(|id| !is.contains(id)) {
        notes.add(Rule::GuideArea, 1, id.as_str(), "the area has no section");
    }
    for id in is.iter().filter(|id| !wanted.contains(id)) {
        let line = section(id).map_or(1, |section| section.heading);
        notes.add(Rule::GuideArea, line, id.as_str(), format!("this is no area of objective {}", objective.id));
    }
    let in_order = is.iter().filter(|id| wanted.contains(id)).zip(wanted.iter().filter(|id| is.contains(id)));
    if let Some((odd, _)) = in_order.into_iter().find(|(is, wanted)| is != wanted) {
        let line = section(odd).map_or(1, |section| section.heading);
        notes.add(
            Rule::GuideArea,
            line,
            odd.as_str(),
            "the sections stand in the order of the areas in exam.toml, each once",
        );
    }
}

fn terms(guide: &Guide, objective: &Objective, notes: &mut Notes) {
    let wanted: BTreeSet<&str> = objective.all_terms().collect();
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &guide.body.en.entries {
        for name in &entry.names {
            if !wanted.contains(name.as_str()) {
                let message = format!("this is no term of objective {} in exam.toml", objective.id);
                notes.add(Rule::GuideTerm, entry.line, name, message);
            } else if let Some(first) = lines.insert(name, entry.line) {
                notes.add(Rule::GuideTerm, entry.line, name, format!("the term is explained in line {first}, too"));
            }
        }
    }
    for term in wanted.iter().filter(|term| !lines.contains_key(*term)) {
        notes.add(Rule::GuideTerm, 1, *term, "the term is not explained");
    }
}
