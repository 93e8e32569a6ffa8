//! Everything that a question or a guide is held against, and what comes of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::command::{CommandLine, Shown};
use crate::fragment::Checks;
use crate::help::{Help, Known};
use crate::key::{is_below, stands_in};
use crate::manual::Manual;
use crate::program::Programs;
use crate::text::Block;
use crate::trial::{self, Outcome};

/// What came of the questions, or the guide, of an objective.
#[derive(Default)]
pub struct Line {
    /// Questions, or guides.
    pub count: usize,
    /// Pages that are cited, and of them those that were found.
    pub pages: (usize, usize),
    /// Words that were looked up.
    pub words: usize,
    /// Of them those in a page that is cited.
    pub in_pages: usize,
    /// Of the others those in a `--help`.
    pub in_help: usize,
    /// Of the others those that are files of a package.
    pub in_files: usize,
    /// Of the others those that documentation is cited for, which is not looked into.
    pub elsewhere: usize,
    /// Command lines that are shown, and of them those whose words are all known.
    pub lines: (usize, usize),
    /// Fragments of files, and of them those that are right.
    pub fragments: (usize, usize),
    /// Command lines that were run, and of them those that did what is said.
    pub runs: (usize, usize),
    /// Command lines of the same programs that could not be run.
    pub unrun: usize,
    /// Questions that rest on documentation alone.
    pub documented: usize,
}

/// What is found, beside the numbers.
#[derive(Default)]
pub struct Findings {
    /// What is wrong.
    pub failures: Vec<String>,
    /// Words that could not be looked up, with the documentation that they rest on.
    pub unchecked: Vec<String>,
    /// Command lines that could not be run, and why.
    pub unrun: Vec<String>,
}

/// What can be asked.
pub struct Witnesses<'p> {
    /// Manual pages.
    pub manual: Manual,
    /// What programs say.
    pub help: Help<'p>,
    /// What knows fragments.
    pub checks: Checks<'p>,
    /// What can be run.
    pub programs: &'p Programs,
    /// The packages, unpacked.
    pub folders: &'p [PathBuf],
}

impl Witnesses<'_> {
    /// Whether a way from the root leads to something in a package.
    fn has_file(&self, word: &str) -> bool {
        word.strip_prefix('/').is_some_and(|inner| self.folders.iter().any(|folder| folder.join(inner).exists()))
    }
}

/// A question or a guide.
pub struct Subject<'s> {
    /// What it is called in the lists.
    pub name: &'s str,
    /// Where its facts come from.
    pub sources: Vec<&'s str>,
    /// The texts of the pages among them.
    pub texts: Vec<String>,
}

impl<'s> Subject<'s> {
    /// Looks for the pages.
    pub fn new(
        name: &'s str,
        sources: Vec<&'s str>,
        witnesses: &Witnesses,
        line: &mut Line,
        findings: &mut Findings,
    ) -> Self {
        let mut texts = Vec::new();
        for page in sources.iter().filter_map(|source| source.strip_prefix("man:")) {
            line.pages.0 += 1;
            if let Some(text) = witnesses.manual.text(page) {
                line.pages.1 += 1;
                texts.push(text);
            } else {
                findings.failures.push(format!("{name}: there is no page {page} in the packages"));
            }
        }
        Self { name, sources, texts }
    }

    /// Whether one of its pages has the word.
    pub fn has(&self, word: &str) -> bool {
        self.texts.iter().any(|text| stands_in(word, text) || is_below(word, text))
    }

    /// The documentation that is no manual page.
    pub fn documentation(&self) -> Vec<&'s str> {
        self.sources.iter().copied().filter(|source| !source.starts_with("man:")).collect()
    }

    /// The documentation, in short: the first address of it. The question has them all.
    pub fn resting_on(&self) -> String {
        match self.documentation().as_slice() {
            [] => "no documentation".to_owned(),
            [one] => (*one).to_owned(),
            [first, more @ ..] => format!("{first} and {} more", more.len()),
        }
    }

    /// Where a word stands: in a page, in a help, or only in documentation, which is said as not looked up; else it fails.
    /// `known` is what a program said of it on its own command line, `fits` whether one would take it.
    pub fn word(
        &self,
        word: &str,
        known: Option<Known>,
        fits: impl FnOnce() -> bool,
        witnesses: &Witnesses,
        line: &mut Line,
        findings: &mut Findings,
    ) -> bool {
        line.words += 1;
        if self.has(word) {
            line.in_pages += 1;
        } else if known == Some(Known::Yes) || (known.is_none() && fits()) {
            line.in_help += 1;
        } else if witnesses.has_file(word) {
            line.in_files += 1;
        } else if known == Some(Known::No) {
            findings
                .failures
                .push(format!("{}: {word} is in none of its pages, and the program does not know it", self.name));
        } else if self.documentation().is_empty() {
            findings.failures.push(format!("{}: {word} stands in none of {}", self.name, self.sources.join(", ")));
        } else {
            line.elsewhere += 1;
            return false;
        }
        true
    }

    /// The fragments of files, and the command lines.
    pub fn blocks(&self, blocks: &[Block], witnesses: &Witnesses, line: &mut Line, findings: &mut Findings) {
        for checked in witnesses.checks.of(blocks) {
            line.fragments.0 += 1;
            match checked {
                Ok(()) => line.fragments.1 += 1,
                Err(why) => findings.failures.push(format!("{}: {why}", self.name)),
            }
        }
        for shown in blocks.iter().flat_map(crate::command::shown) {
            self.line(&shown.line, witnesses, line, findings);
        }
    }

    /// Whether all words of a command line are known, to its program or to a page.
    fn line(&self, shown: &CommandLine, witnesses: &Witnesses, line: &mut Line, findings: &mut Findings) {
        let Some(words) = witnesses.help.walk(shown) else { return };
        line.lines.0 += 1;
        let unknown: Vec<_> = words.iter().filter(|(word, known)| *known != Known::Yes && !self.has(word)).collect();
        match unknown.first() {
            None => line.lines.1 += 1,
            Some((word, Known::Newer)) => findings.unchecked.push(format!(
                "{}: `{shown}`, as the program of the packages is too old for {word} – {}",
                self.name,
                self.resting_on()
            )),
            Some((word, _)) => {
                findings.failures.push(format!("{}: `{shown}`: {} does not know {word}", self.name, shown.program));
            }
        }
    }

    /// Runs what can be run, each line once.
    pub fn trials(&self, shown: Vec<Shown>, witnesses: &Witnesses, line: &mut Line, findings: &mut Findings) {
        let mut done = BTreeSet::new();
        for shown in shown {
            if done.insert(shown.line.clone())
                && let Some(outcome) = trial::of(&shown, witnesses.programs)
            {
                self.outcome(&shown.line.to_string(), outcome, line, findings);
            }
        }
    }

    /// Counts what came of a run.
    pub fn outcome(&self, what: &str, outcome: Outcome, line: &mut Line, findings: &mut Findings) {
        match outcome {
            Outcome::Right => line.runs = (line.runs.0 + 1, line.runs.1 + 1),
            Outcome::Wrong(why) => {
                line.runs.0 += 1;
                findings.failures.push(format!("{}: `{what}`: {why}", self.name));
            }
            Outcome::Unrun(why) => {
                line.unrun += 1;
                findings.unrun.push(format!("{}: `{what}`: {why}", self.name));
            }
            Outcome::Part => {}
        }
    }
}
