//! Reads other systems' question files and compares what came in with what their own systems make of them: how many files
//! agree, format by format, and why the others do not. `bin/interop` runs it.
//!
//! The files lie in a folder with a `manifest.json` that says of each what is expected.

use std::{
    collections::BTreeMap,
    fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use serde::Deserialize;
use simulado::interchange::{
    Cause, Entry, Outcome, Reading, Remark, Severity,
    format::{self, Format},
};

/// Where the files lie, seen from the project.
const FOLDER: &str = "../shared/interop";

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from(FOLDER), PathBuf::from);
    let files = match manifest(&folder) {
        Ok(files) => files,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(2);
        }
    };
    // A panic is counted and named below; its own words would stand in the way.
    panic::set_hook(Box::new(|_| {}));
    let runs: Vec<Run> = files.into_iter().map(|file| run(&folder, file)).collect();
    print_disagreements(&runs);
    print_formats(&runs);
    let panics = runs.iter().filter(|run| run.reading.is_none()).count();
    println!("panics: {panics}");
    if panics == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the manifest says.
#[derive(Deserialize)]
struct Manifest {
    files: Vec<File>,
}

/// A file, and what is expected of it.
#[derive(Deserialize)]
struct File {
    /// Its path in the folder.
    #[serde(rename = "file")]
    path: String,
    /// The format, in the manifest's words.
    format: String,
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    outcome: Expectation,
    /// How many questions are in it, if that is known.
    questions: Option<usize>,
}

/// What the file's own system makes of it.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Expectation {
    Accept,
    AcceptWithWarning,
    Reject,
    SkipReported,
    Either,
    Unknown,
}

fn manifest(folder: &Path) -> Result<Vec<File>, String> {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(|error| {
        format!(
            "There are no files to compare with: {}: {error}. Say in which folder they are: bin/interop <folder>",
            path.display()
        )
    })?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(manifest.files)
}

/// A file that was read.
struct Run {
    file: File,
    /// Nothing if reading panicked.
    reading: Option<Reading>,
    took: Duration,
    /// Whether the format was found out from the file itself.
    is_detected: bool,
}

fn run(folder: &Path, file: File) -> Run {
    let path = folder.join(&file.path);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let format = format_of(&file.format);
    let start = now();
    let reading = panic::catch_unwind(AssertUnwindSafe(|| read(format, &bytes))).ok();
    let took = start.elapsed();
    let is_detected = format.is_some() && format::detect(&file.path, &bytes) == format;
    Run { file, reading, took, is_detected }
}

#[expect(clippy::disallowed_methods, reason = "how long it takes is what is measured")]
fn now() -> Instant {
    Instant::now()
}

/// The format that the manifest means: it tells versions and packages apart.
fn format_of(name: &str) -> Option<Format> {
    match name.trim_end_matches("-test") {
        name if name.ends_with("-zip") => Some(Format::Package),
        "qti20" | "qti21" | "qti22" => Some(Format::Qti21),
        name => name.parse().ok(),
    }
}

fn read(format: Option<Format>, bytes: &[u8]) -> Reading {
    format.map(|format| format::read(format, bytes, None)).unwrap_or_default()
}

/// What came of a file, counted.
#[derive(Default)]
struct Count {
    taken: usize,
    skipped: usize,
    refused: usize,
    /// Something was said that somebody should look at.
    is_warned: bool,
    failure: Option<String>,
    /// Whether all that is said is that there is no question in it.
    is_empty: bool,
}

impl Count {
    fn of(reading: &Reading) -> Self {
        let failure = reading.failure.as_ref().map(|(place, cause)| format!("{place} {cause}").trim().to_owned());
        let is_empty = matches!(reading.failure, Some((_, Cause::Empty)));
        let mut count = Self { failure, is_empty, is_warned: is_warning(&reading.remarks), ..Self::default() };
        for entry in &reading.entries {
            match &entry.outcome {
                Outcome::Taken { remarks, .. } => {
                    count.taken += 1;
                    count.is_warned |= is_warning(remarks);
                }
                Outcome::Skipped(_) => count.skipped += 1,
                Outcome::Refused(_) => count.refused += 1,
            }
        }
        count
    }

    fn is_reported(&self) -> bool {
        self.is_warned || self.skipped > 0 || self.refused > 0 || self.failure.is_some()
    }
}

fn is_warning(remarks: &[Remark]) -> bool {
    remarks.iter().any(|remark| remark.severity() == Severity::Warning)
}

/// Why what came in is not what is expected. Strictly, a file that comes in whole comes in without a warning.
fn disagreement(run: &Run, is_strict: bool) -> Option<String> {
    let Some(reading) = &run.reading else { return Some("it panicked".to_owned()) };
    let count = Count::of(reading);
    let is_other = |found: usize| run.file.expected.questions.is_some_and(|expected| found != expected);
    let found = count.taken + count.skipped;
    // Where something is expected to go wrong, what was refused by its name was found, too.
    let named = found + count.refused;
    match run.file.expected.outcome {
        // A file without questions comes in, with nothing in it: that is what is said.
        Expectation::Accept if count.is_empty && run.file.expected.questions == Some(0) => None,
        Expectation::Accept if count.failure.is_some() => Some("it should come in, and reading stopped".to_owned()),
        Expectation::Accept if count.refused > 0 => Some("it should come in, and something was refused".to_owned()),
        Expectation::AcceptWithWarning if found == 0 => Some("something should come in".to_owned()),
        Expectation::Accept if is_other(found) => Some("another number of questions".to_owned()),
        Expectation::AcceptWithWarning if is_other(found) && is_other(named) => {
            Some("another number of questions".to_owned())
        }
        Expectation::Accept if is_strict && count.is_warned => Some("it should come in without a warning".to_owned()),
        Expectation::AcceptWithWarning if !count.is_reported() => Some("nothing was said".to_owned()),
        // A kind of question that is passed over is not looked into: what is wrong inside it does not matter.
        Expectation::Reject if count.taken > 0 || (is_strict && found > 0) => {
            Some("it should be refused, and something came in".to_owned())
        }
        Expectation::Reject if reading.entries.is_empty() && count.failure.is_none() => {
            Some("no reason was given".to_owned())
        }
        Expectation::SkipReported if count.taken > 0 => Some("all of it should be passed over".to_owned()),
        Expectation::SkipReported if is_other(count.skipped) => Some("another number was passed over".to_owned()),
        Expectation::Either | Expectation::Unknown if reading.entries.is_empty() && count.failure.is_none() => {
            Some("it was dropped silently".to_owned())
        }
        _ => None,
    }
}

fn print_disagreements(runs: &[Run]) {
    for run in runs {
        if let Some(why) = disagreement(run, false) {
            println!("{} [{}]: {why}", run.file.path, run.file.format);
            if let Some(reading) = &run.reading {
                print_reading(reading, run.file.expected.questions);
            }
        }
    }
}

fn print_reading(reading: &Reading, expected: Option<usize>) {
    let count = Count::of(reading);
    let expected = expected.map_or_else(|| "?".to_owned(), |expected| expected.to_string());
    println!("    expected {expected}; taken {}, skipped {}, refused {}", count.taken, count.skipped, count.refused);
    if let Some(failure) = count.failure {
        println!("    {failure}");
    }
    for entry in &reading.entries {
        if let Some(words) = words(entry) {
            println!("    {} {:?}: {words}", entry.place, entry.title);
        }
    }
}

fn words(entry: &Entry) -> Option<String> {
    match &entry.outcome {
        Outcome::Taken { .. } => None,
        Outcome::Skipped(foreign) => Some(foreign.to_string()),
        Outcome::Refused(cause) => Some(cause.to_string()),
    }
}

/// The files of a format, counted.
#[derive(Default)]
struct Line {
    files: usize,
    agree: usize,
    strict: usize,
    detected: usize,
    took: Duration,
}

impl Line {
    fn add(&mut self, run: &Run) {
        self.files += 1;
        self.agree += usize::from(disagreement(run, false).is_none());
        self.strict += usize::from(disagreement(run, true).is_none());
        self.detected += usize::from(run.is_detected);
        self.took += run.took;
    }

    fn print(&self, name: &str) {
        let percent = |part: usize| format!("{part} ({}%)", part * 100 / self.files.max(1));
        let (agree, strict, detected) = (percent(self.agree), percent(self.strict), percent(self.detected));
        let milliseconds = self.took.as_secs_f64() * 1000.0;
        println!("{name:<12}{:>6}{agree:>13}{strict:>13}{detected:>13}{milliseconds:>11.1}", self.files);
    }
}

fn print_formats(runs: &[Run]) {
    let mut formats: BTreeMap<&str, Line> = BTreeMap::new();
    let mut all = Line::default();
    for run in runs {
        formats.entry(&run.file.format).or_default().add(run);
        all.add(run);
    }
    println!("{:<12}{:>6}{:>13}{:>13}{:>13}{:>11}", "format", "files", "agree", "strictly", "detected", "ms");
    for (name, line) in &formats {
        line.print(name);
    }
    all.print("all");
}
