//! Compares the questions and study guides of an exam with what their sources say, as far as a machine can: that a manual page
//! is there and has the command, option or word of the key in it, or that the program itself knows it; that the fragments of
//! files are such files; and that command lines which can be run do what is said. `bin/check-facts` runs it.
//!
//! `facts <exam's folder> <cache>`: prints tables and what failed. Exit code 1 if anything failed, 2 if it could not begin.

mod command;
mod fragment;
mod guide;
mod help;
mod key;
mod manual;
mod package;
mod program;
mod question;
mod table;
mod text;
mod trial;
mod witness;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use indicatif::ProgressBar;
use simulado::bank::{Bank, load};

use program::Programs;
use table::Table;
use witness::{Findings, Witnesses};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(exam), Some(cache)) = (arguments.next(), arguments.next()) else {
        eprintln!("facts <exam's folder> <folder for what is fetched>");
        return ExitCode::from(2);
    };
    let cache = std::path::absolute(&cache).unwrap_or(cache);
    match compare(&exam, &cache) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

/// Whether nothing failed.
fn compare(exam: &Path, cache: &Path) -> Result<bool, String> {
    let bank = load(exam).map_err(|error| error.to_string())?;
    let packages = package::read(exam)?;
    let folders = package::unpack_all(&packages, cache)?;
    let programs = Programs::of(&folders, &packages.asked, cache);
    let witnesses = Witnesses {
        manual: manual::Manual::of(&folders, cache),
        help: help::Help::new(&programs, packages.asked, packages.newer),
        checks: fragment::Checks::new(&folders, &programs),
        programs: &programs,
        folders: &folders,
    };
    let (questions, guides, mut findings) = all(&bank, &witnesses);
    findings.failures.extend(witnesses.help.unused());
    let missing = [witnesses.checks.missing(), witnesses.help.missing()].concat();
    let notes = [witnesses.checks.counted(), programs.installed()].concat();
    print!("{}", table::report(&questions, &guides, &findings, &notes, &missing));
    Ok(findings.failures.is_empty())
}

/// Every question, and every guide.
fn all(bank: &Bank, witnesses: &Witnesses) -> (Table, Table, Findings) {
    let (mut questions, mut guides, mut findings) = (Table::new(), Table::new(), Findings::default());
    let bar = ProgressBar::new((bank.iter().count() + bank.guides.len()) as u64);
    for banked in bank.iter() {
        bar.inc(1);
        let line = questions.entry(banked.question.objective.clone()).or_default();
        question::check(&banked.question, witnesses, line, &mut findings);
    }
    for (objective, one) in &bank.guides {
        bar.inc(1);
        let name = format!("{objective}/guide");
        guide::check(&name, one, witnesses, guides.entry(objective.clone()).or_default(), &mut findings);
    }
    bar.finish_and_clear();
    (questions, guides, findings)
}
