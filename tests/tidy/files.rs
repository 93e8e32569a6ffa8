//! How files look: a first line that says what they are for, short enough to read at once, clean line ends.

use crate::tree::{File, Finding, clean, files, lines};

/// The most lines of a file in `src/`. Aim at 300.
const LONGEST: usize = 400;

fn first_line(file: &File) -> Vec<Finding> {
    let first = file.text.lines().next().unwrap_or_default();
    if first.strip_prefix("//! ").is_some_and(|words| !words.trim().is_empty()) {
        return Vec::new();
    }
    vec![file.on(1, "the first line says what the file is for: `//! …`")]
}

fn length(file: &File, most: usize) -> Vec<Finding> {
    let count = file.text.lines().count();
    if count <= most {
        return Vec::new();
    }
    vec![file.on(most + 1, format!("{count} lines, {most} at most: it holds more than one idea"))]
}

fn line_ends(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(file.text.split('\n')) {
        if line.ends_with([' ', '\t', '\r']) {
            found.push(file.on(number, "spaces at the end of the line"));
        }
        if line.contains('\t') {
            found.push(file.on(number, "a tab; indent with spaces"));
        }
    }
    let last = file.text.lines().count();
    if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
        found.push(file.on(last, "the file ends with one newline"));
    }
    found
}

/// What people do not write by hand, or where a wrong line end is the point: questions have their own lint.
fn is_exempt(file: &File) -> bool {
    let path = file.path.as_str();
    (path.starts_with("questions/") && file.ends_with(".md"))
        || path.starts_with("tests/fixtures/")
        || file.ends_with(".lock")
        || file.ends_with("-lock.json")
        || file.ends_with(".snap")
        || file.ends_with(".snap.new")
}

fn rust(folder: &str) -> impl Iterator<Item = File> {
    files(folder).into_iter().filter(|file| file.ends_with(".rs"))
}

#[test]
fn every_file_says_what_it_is_for() {
    clean(["src", "tests"].into_iter().flat_map(rust).flat_map(|file| first_line(&file)));
}

#[test]
fn a_silent_file_is_found() {
    assert_eq!(lines(&first_line(&File::new("src/x.rs", "use std::fmt;\n//! Late.\n"))), [1]);
    assert_eq!(lines(&first_line(&File::new("src/x.rs", "//! \n"))), [1]);
    assert_eq!(lines(&first_line(&File::new("src/x.rs", ""))), [1]);
    assert_eq!(lines(&first_line(&File::new("src/x.rs", "//! Something.\n"))), []);
}

#[test]
fn no_source_file_is_too_long() {
    clean(rust("src").flat_map(|file| length(&file, LONGEST)));
}

#[test]
fn a_long_file_is_found() {
    assert_eq!(lines(&length(&File::new("src/x.rs", &"\n".repeat(401)), LONGEST)), [401]);
    assert_eq!(lines(&length(&File::new("src/x.rs", &"\n".repeat(400)), LONGEST)), []);
}

#[test]
fn lines_end_where_they_end() {
    clean(files("").iter().filter(|file| !is_exempt(file)).flat_map(line_ends));
}

#[test]
fn untidy_line_ends_are_found() {
    assert_eq!(lines(&line_ends(&File::new("x.md", "one \ntwo\r\n\tthree\nfour"))), [1, 2, 3, 4]);
    assert_eq!(lines(&line_ends(&File::new("x.md", "one\n\n"))), [2]);
    assert_eq!(lines(&line_ends(&File::new("x.md", "one\n\ntwo\n"))), []);
    assert!(is_exempt(&File::new("questions/a/1/b.md", "")) && !is_exempt(&File::new("questions/a/exam.toml", "")));
}
