//! What is printed: a table of the questions, one of the study guides, and lists.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use simulado::exam::id::ObjectiveId;

use crate::witness::{Findings, Line};

/// What came of each objective.
pub type Table = BTreeMap<ObjectiveId, Line>;

/// The titles of columns that both tables have.
const COLUMNS: &str = "manual pages found | words | in a manual page | else in a `--help` | else a file of a package | else documented elsewhere | command lines known | fragments right | really run, and right | could not be run |";

/// All of it, as Markdown.
pub fn report(questions: &Table, guides: &Table, findings: &Findings, notes: &[String], missing: &[String]) -> String {
    let mut out = format!("| objective | questions | {COLUMNS} resting on documentation alone |\n");
    out.push_str("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (objective, line) in questions {
        // Cannot fail: it is a string.
        let _ = writeln!(out, "| {objective} | {} | {} {} |", line.count, cells(line), line.documented);
    }
    if !guides.is_empty() {
        let _ =
            write!(out, "\n| study guide of | {COLUMNS}\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    }
    for (objective, line) in guides {
        let _ = writeln!(out, "| {objective} | {}", cells(line));
    }
    let mut list = |title: &str, lines: &[String]| {
        if !lines.is_empty() {
            out.extend(["\n", title, "\n\n"]);
            for line in lines {
                out.extend(["- ", line, "\n"]);
            }
        }
    };
    list("Held against what:", notes);
    list("Failed:", &findings.failures);
    list("In no manual page and no `--help`, with the documentation that is cited:", &findings.unchecked);
    list("Could not be run:", &findings.unrun);
    list("Could not be checked here:", missing);
    out
}

fn cells(line: &Line) -> String {
    let of = |(all, good): (usize, usize)| format!("{good} of {all}");
    format!(
        "{} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        of(line.pages),
        line.words,
        line.in_pages,
        line.in_help,
        line.in_files,
        line.elsewhere,
        of(line.lines),
        of(line.fragments),
        of(line.runs),
        line.unrun
    )
}
