//! Checks an exam's questions against the rules of `questions/README.md`, and counts what they cover.
//!
//! One file per group of rules. A new rule: a line in `rule.rs`, a few lines in a group, a fixture in `tests/fixtures/lint/`.

mod addresses;
mod allow;
mod bank_wide;
mod coverage;
mod duplicates;
mod fill_in;
mod guides;
mod metadata;
mod options;
mod parity;
mod pictures;
mod rule;
mod stem;
mod subject;
mod syntax;
mod text;
mod words;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::civil::Date;

pub use self::{
    coverage::{Coverage, ObjectiveCoverage},
    rule::{Rule, Severity},
    text::stands_alone,
};
use self::{
    duplicates::Duplicates,
    subject::{Note, Notes, Subject},
};
use super::{
    BankError,
    format::{self, Parsed},
    load,
};
use crate::exam::{
    blueprint::Blueprint,
    id::{ExamSlug, ObjectiveId, QuestionName},
};

/// Something to be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: Rule,
    /// How bad that is.
    pub severity: Severity,
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// The text that breaks the rule; may be empty.
    pub text: String,
    /// One sentence for the author.
    pub message: String,
}

/// What the lint has to say about an exam.
#[derive(Clone, Debug)]
pub struct Report {
    /// The exam.
    pub exam: ExamSlug,
    /// What is to be mended, by file and line.
    pub findings: Vec<Finding>,
    /// How many questions cover what.
    pub coverage: Coverage,
    /// How many question files there are, broken ones included.
    pub files: usize,
}

/// Checks all questions of an exam. `today` is what no `checked` may be after. `progress` is told after each file how many
/// are done, and of how many.
pub fn lint(dir: &Path, today: Date, mut progress: impl FnMut(usize, usize)) -> Result<Report, BankError> {
    let blueprint = load::load_blueprint(dir)?;
    let files = load::question_files(dir)?;
    let pictures = super::pictures::files(dir)?;
    let mut names: BTreeMap<QuestionName, PathBuf> = BTreeMap::new();
    let mut checked: Vec<Checked> = Vec::with_capacity(files.len());
    for (index, file) in files.iter().enumerate() {
        let bytes = load::read(file)?;
        let mut one = match load::identify(file, &blueprint) {
            Ok((objective, name)) => {
                let first = names.get(&name).cloned();
                names.entry(name.clone()).or_insert_with(|| file.clone());
                let mut one = check(&bytes, &blueprint, objective, name, today);
                if let Some(first) = first {
                    one.notes.add(Rule::FileName, 1, "", load::taken_name(&first));
                }
                one
            }
            Err(message) => {
                let mut one = Checked::default();
                one.notes.add(Rule::FileName, 1, "", message);
                one
            }
        };
        if let Some(parsed) = &one.parsed {
            pictures::check_shown(&parsed.question, &String::from_utf8_lossy(&bytes), &pictures, &mut one.notes);
        }
        one.file.clone_from(file);
        checked.push(one);
        progress(index + 1, files.len());
    }
    duplicates::check(&mut checked);
    let mut wide = bank_wide::check(&blueprint, &checked);
    let mut coverage = Coverage::new(&blueprint, checked.iter().filter_map(|one| Some(&one.parsed.as_ref()?.question)));
    let mut findings: Vec<Finding> = checked.into_iter().flat_map(Checked::into_findings).collect();
    coverage.check(&blueprint, &mut wide);
    let of_guides = guides::check(dir, &blueprint, today, &mut coverage)?;
    place_in_blueprint(dir, &mut wide)?;
    findings.extend(wide.into_findings(&dir.join(load::EXAM_FILE)));
    findings.extend(pictures::check_files(&pictures));
    findings.extend(of_guides);
    findings.sort_by(|a, b| (&a.file, a.line, a.severity, a.rule).cmp(&(&b.file, b.line, b.severity, b.rule)));
    Ok(Report { exam: blueprint.slug, findings, coverage, files: files.len() })
}

/// Finds the lines of the objectives and areas that findings about the blueprint name.
fn place_in_blueprint(dir: &Path, notes: &mut Notes) -> Result<(), BankError> {
    let bytes = load::read(&dir.join(load::EXAM_FILE))?;
    let text = String::from_utf8_lossy(&bytes);
    for note in &mut notes.0 {
        let quoted = format!("\"{}\"", note.text);
        let named = text.lines().position(|line| line.trim_start().starts_with("id") && line.contains(&quoted));
        note.line = named.map_or(1, |index| index + 1);
    }
    Ok(())
}

/// Checks the text of one question by the rules that need no other question. `file` is only named in the findings.
pub fn lint_question(
    bytes: &[u8],
    file: &Path,
    blueprint: &Blueprint,
    objective: ObjectiveId,
    name: QuestionName,
    today: Date,
) -> Vec<Finding> {
    let mut checked = check(bytes, blueprint, objective, name, today);
    file.clone_into(&mut checked.file);
    let mut findings = checked.into_findings();
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// A file after the rules that look at it alone.
#[derive(Default)]
struct Checked {
    file: PathBuf,
    parsed: Option<Parsed>,
    notes: Notes,
    facts: bank_wide::Facts,
    words: Duplicates,
}

impl Checked {
    fn into_findings(mut self) -> Vec<Finding> {
        if let Some(parsed) = &self.parsed {
            allow::apply(parsed, &mut self.notes);
        }
        self.notes.into_findings(&self.file)
    }
}

impl Notes {
    fn into_findings(self, file: &Path) -> Vec<Finding> {
        let finding = |note: Note| Finding {
            rule: note.rule,
            severity: note.rule.severity(),
            file: file.to_owned(),
            line: note.line,
            text: note.text,
            message: note.message,
        };
        self.0.into_iter().map(finding).collect()
    }
}

fn check(bytes: &[u8], blueprint: &Blueprint, objective: ObjectiveId, name: QuestionName, today: Date) -> Checked {
    let mut checked = Checked::default();
    let parsed = format::decode(bytes).and_then(|text| Ok((text, format::parse(text, objective, name)?)));
    let (text, parsed) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let rule = Rule::from_id(error.rule).unwrap_or(Rule::Format);
            let lines = String::from_utf8_lossy(&bytes[..bytes.len().min(format::FILE_MAX)]);
            let line = lines.lines().nth(error.line.saturating_sub(1)).unwrap_or_default().trim().to_owned();
            checked.notes.add(rule, error.line, line, error.message);
            return checked;
        }
    };
    let subject = Subject::new(blueprint, &parsed, today);
    let notes = &mut checked.notes;
    canonical(text, &parsed, notes);
    metadata::check(&subject, notes);
    stem::check(&subject, notes);
    options::check(&subject, notes);
    fill_in::check(&subject, notes);
    addresses::check(&subject, notes);
    parity::check(&subject, notes);
    syntax::check(&subject, notes);
    checked.facts = bank_wide::Facts::new(&subject);
    checked.words = Duplicates::new(&subject);
    checked.parsed = Some(parsed);
    checked
}

/// Says where a file first differs from how the program would write it.
fn canonical(text: &str, parsed: &Parsed, notes: &mut Notes) {
    let wanted = format::write(&parsed.question);
    if wanted == text {
        return;
    }
    let same = text.split('\n').zip(wanted.split('\n')).take_while(|(is, wanted)| is == wanted).count();
    let is = text.split('\n').nth(same).unwrap_or_default();
    let message = match wanted.split('\n').nth(same) {
        Some("") => "a blank line is wanted here (`--fix` writes the file anew)".to_owned(),
        Some(wanted) if wanted.chars().count() <= 60 => {
            format!("this should be: {wanted} (`--fix` writes the file anew)")
        }
        _ => "this is written otherwise in the canonical form (`--fix` writes the file anew)".to_owned(),
    };
    notes.add(Rule::CanonicalForm, same + 1, is, message);
}

#[cfg(test)]
mod tests;
