//! Compares the questions of an exam with what their sources say, as far as a machine can: that a manual page is there and has
//! the command, option or word of the key in it, and that the fragments of files are such files. `bin/check-facts` runs it.
//!
//! `facts <exam's folder> <cache>`: prints a table and what failed. Exit code 1 if anything failed, 2 if it could not begin.

mod fragment;
mod key;
mod manual;
mod package;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::ProgressBar;
use simulado::bank::load;
use simulado::exam::id::ObjectiveId;
use simulado::exam::question::Question;

use manual::Manual;

/// What came of the questions of an objective.
#[derive(Default)]
struct Line {
    questions: usize,
    /// Pages that are cited, and of them those that were found.
    pages: (usize, usize),
    /// Words of keys, and of them those that stand in a page that is cited.
    words: (usize, usize),
    /// Fragments of files, and of them those that are right.
    fragments: (usize, usize),
    /// Words that no cited page has, where the question cites documentation as well, which is not looked into.
    elsewhere: usize,
    /// Questions that rest on documentation alone.
    documented: usize,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(exam), Some(cache)) = (arguments.next(), arguments.next()) else {
        eprintln!("facts <exam's folder> <folder for what is fetched>");
        return ExitCode::from(2);
    };
    let cache = std::path::absolute(&cache).unwrap_or(cache);
    let bank = match load(&exam) {
        Ok(bank) => bank,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let packages = match package::unpack_all(&exam, &cache) {
        Ok(packages) => packages,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(2);
        }
    };
    let manual = Manual::of(&packages, &cache);
    let checks = fragment::Checks::new(&packages, &cache);
    let bar = ProgressBar::new(bank.iter().count() as u64);
    let mut table: BTreeMap<ObjectiveId, Line> = BTreeMap::new();
    let (mut failures, mut notes) = (Vec::new(), Vec::new());
    for banked in bank.iter() {
        bar.inc(1);
        let question = &banked.question;
        let line = table.entry(question.objective.clone()).or_default();
        line.questions += 1;
        sources(question, &manual, line, &mut failures, &mut notes);
        for found in checks.of(question) {
            line.fragments.0 += 1;
            match found {
                Ok(()) => line.fragments.1 += 1,
                Err(why) => failures.push(format!("{}: {why}", question.name)),
            }
        }
    }
    bar.finish_and_clear();
    print!("{}", report(&table, &failures, &notes, &checks));
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Looks for the pages of a question, and for the words of its key in them.
fn sources(question: &Question, manual: &Manual, line: &mut Line, failures: &mut Vec<String>, notes: &mut Vec<String>) {
    let cited: Vec<&str> = question.sources.iter().filter_map(|source| source.strip_prefix("man:")).collect();
    if cited.is_empty() {
        line.documented += 1;
        return;
    }
    let mut texts = Vec::new();
    for page in &cited {
        line.pages.0 += 1;
        match manual.text(page) {
            Some(text) => {
                line.pages.1 += 1;
                texts.push(text);
            }
            None => failures.push(format!("{}: there is no page {page} in the packages", question.name)),
        }
    }
    let is_elsewhere = cited.len() < question.sources.len();
    for word in key::words(question) {
        line.words.0 += 1;
        if texts.iter().any(|text| key::stands_in(&word, text) || key::is_below(&word, text)) {
            line.words.1 += 1;
        } else if is_elsewhere {
            line.elsewhere += 1;
            notes.push(format!("{}: {word} (in none of its pages; it cites documentation, too)", question.name));
        } else {
            failures.push(format!("{}: {word} stands in none of {}", question.name, cited.join(", ")));
        }
    }
}

fn report(
    table: &BTreeMap<ObjectiveId, Line>,
    failures: &[String],
    notes: &[String],
    checks: &fragment::Checks,
) -> String {
    let mut out = String::from(
        "| objective | questions | manual pages found | words of keys found | of those not found, documented elsewhere | fragments right | resting on documentation alone |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    let of = |(all, good): (usize, usize)| format!("{good} of {all}");
    for (objective, line) in table {
        // Cannot fail: it is a string.
        let _ = writeln!(
            out,
            "| {objective} | {} | {} | {} | {} | {} | {} |",
            line.questions,
            of(line.pages),
            of(line.words),
            line.elsewhere,
            of(line.fragments),
            line.documented
        );
    }
    let mut list = |title: &str, lines: &[String]| {
        if !lines.is_empty() {
            out.extend(["\n", title, "\n\n"]);
            for line in lines {
                out.extend(["- ", line, "\n"]);
            }
        }
    };
    list("Failed:", failures);
    list("Not found in a manual page:", notes);
    list("Could not be checked here:", &checks.missing());
    out
}
