//! `simulado lint`: checks questions as a compiler would, and shows what the bank covers.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use super::bar::Bar;
use crate::bank::{
    BankError, fix,
    lint::{self, Finding, Report, Severity},
};

mod table;

/// What is asked for on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct LintArgs {
    /// Exam folders, objective folders or question files; every exam in `questions/` if none is given.
    pub paths: Vec<PathBuf>,
    /// How to print what is found.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
    /// Rewrite files that are not in canonical form.
    #[arg(long)]
    pub fix: bool,
    /// Also list the terms that no question covers.
    #[arg(long, short)]
    pub verbose: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OutputFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// Why the lint could not run.
#[derive(Debug, thiserror::Error)]
pub enum LintError {
    /// A bank cannot be read.
    #[error(transparent)]
    Bank(#[from] BankError),
    /// A path belongs to no exam.
    #[error("{}: neither it nor a folder above it has an exam.toml", .0.display())]
    NoExam(PathBuf),
    /// Reading or writing failed.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
}

/// Checks what `args` names and prints to `out`. Gives whether nothing is left to be mended: no errors and no warnings.
///
/// As exit code: 0 for that, 1 for findings, 2 for an error of this function.
pub fn run(args: &LintArgs, today: Date, out: &mut impl Write) -> Result<bool, LintError> {
    let mut clean = true;
    let mut json = Vec::new();
    for (exam, paths) in exams(&args.paths)? {
        if args.fix {
            for file in fix(&exam, &paths)? {
                print(out, &format!("{}: rewritten in canonical form\n", file.display()))?;
            }
        }
        let mut report = lint_exam(&exam, today)?;
        // The whole bank is always read, since duplicates and names concern all of it; shown is what was asked for.
        let whole = paths.contains(&exam);
        if !whole {
            report.findings.retain(|finding| paths.iter().any(|path| finding.file.starts_with(path)));
        }
        clean &= report.findings.is_empty();
        match args.format {
            OutputFormat::Json => json.push(as_json(&report)),
            OutputFormat::Text => {
                for finding in &report.findings {
                    print(out, &as_text(finding))?;
                }
                if whole {
                    print(out, &table::coverage(&report.coverage, args.verbose))?;
                }
                print(out, &summary(&report))?;
            }
        }
    }
    if args.format == OutputFormat::Json {
        print(out, &format!("{:#}\n", serde_json::json!({ "exams": json })))?;
    }
    Ok(clean)
}

fn print(out: &mut impl Write, text: &str) -> Result<(), LintError> {
    out.write_all(text.as_bytes()).map_err(|error| LintError::Io { path: PathBuf::from("output"), error })
}

/// The exams that paths belong to, each with those paths.
fn exams(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Vec<PathBuf>)>, LintError> {
    let all;
    let paths = if paths.is_empty() {
        all = exams_below(Path::new("questions"))?;
        &all
    } else {
        paths
    };
    let mut exams: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
    for path in paths {
        // A folder of exams stands for them.
        let below = if path.is_dir() && exam_of(path).is_none() { exams_below(path)? } else { vec![path.clone()] };
        for path in below {
            let exam = exam_of(&path).ok_or_else(|| LintError::NoExam(path.clone()))?;
            match exams.iter_mut().find(|(known, _)| *known == exam) {
                Some((_, paths)) => paths.push(path),
                None => exams.push((exam, vec![path])),
            }
        }
    }
    Ok(exams)
}

fn exam_of(path: &Path) -> Option<PathBuf> {
    // A question stands two folders below its exam; "above" must not end at a relative path's start.
    let exam =
        path.ancestors().take(3).filter(|dir| !dir.as_os_str().is_empty()).find(|dir| dir.join("exam.toml").is_file());
    exam.map(Path::to_owned).or_else(|| {
        let path = fs::canonicalize(path).ok()?;
        path.ancestors().take(3).find(|dir| dir.join("exam.toml").is_file()).map(Path::to_owned)
    })
}

fn exams_below(dir: &Path) -> Result<Vec<PathBuf>, LintError> {
    let error = |error| LintError::Io { path: dir.to_owned(), error };
    let mut exams = Vec::new();
    for entry in fs::read_dir(dir).map_err(error)? {
        let path = entry.map_err(error)?.path();
        if path.join("exam.toml").is_file() {
            exams.push(path);
        }
    }
    exams.sort();
    if exams.is_empty() { Err(LintError::NoExam(dir.to_owned())) } else { Ok(exams) }
}

fn lint_exam(dir: &Path, today: Date) -> Result<Report, BankError> {
    let bar = Bar::new("Checking questions");
    lint::lint(dir, today, |done, of| bar.at(done, of))
}

fn as_text(finding: &Finding) -> String {
    let Finding { rule, severity, file, line, text, message } = finding;
    let head = format!("{}:{line}: {}[{rule}]: {message}\n", file.display(), severity.as_str());
    if text.is_empty() { head } else { format!("{head}    | {text}\n") }
}

fn as_json(report: &Report) -> serde_json::Value {
    let findings = report.findings.iter().map(|finding| {
        serde_json::json!({
            "rule": finding.rule.id(),
            "severity": finding.severity.as_str(),
            "file": finding.file.display().to_string(),
            "line": finding.line,
            "text": finding.text,
            "message": finding.message,
        })
    });
    let findings: Vec<_> = findings.collect();
    let coverage = report.coverage.objectives.iter().map(|objective| {
        serde_json::json!({
            "objective": objective.id,
            "weight": objective.weight,
            "questions": objective.questions,
            "kinds": objective.kinds,
            "levels": objective.levels,
            "areas_without": objective.areas_without,
            "terms": objective.terms,
            "terms_without": objective.terms_without,
        })
    });
    let coverage: Vec<_> = coverage.collect();
    serde_json::json!({ "exam": report.exam, "files": report.files, "findings": findings, "coverage": coverage })
}

fn summary(report: &Report) -> String {
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    format!(
        "{}: {}, {}, {}\n",
        report.exam,
        plural(report.files, "question"),
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning")
    )
}

#[cfg(test)]
mod tests;
