//! The files of the project, and how a finding is shown.

use std::fmt;
use std::fs;
use std::path::Path;

/// A text file: its path from the top of the project, with `/`, and what is in it.
pub struct File {
    pub path: String,
    pub text: String,
}

/// Something that breaks a rule.
pub struct Finding {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

impl File {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// A finding at a byte of the text.
    pub fn at(&self, byte: usize, what: impl Into<String>) -> Finding {
        let line = 1 + self.text[..byte].matches('\n').count();
        self.on(line, what)
    }

    /// A finding on a line, counted from 1.
    pub fn on(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding { file: self.path.clone(), line, what: what.into() }
    }

    pub fn ends_with(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }
}

/// The lines that a rule complains about.
pub fn lines(findings: &[Finding]) -> Vec<usize> {
    findings.iter().map(|finding| finding.line).collect()
}

/// Fails with every finding on a line of its own.
pub fn clean(findings: impl IntoIterator<Item = Finding>) {
    let found: Vec<String> = findings.into_iter().map(|finding| finding.to_string()).collect();
    assert!(found.is_empty(), "{} against the house rules:\n{}\n", found.len(), found.join("\n"));
}

/// Every text file below `folder`, `""` for the whole project, in order. Left out is what a build or a run makes.
pub fn files(folder: &str) -> Vec<File> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), folder, &mut found);
    assert!(!found.is_empty(), "{folder}: no files, so that nothing would be checked");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, name: &str, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("an entry of the folder");
        let file_name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = if name.is_empty() { file_name.clone() } else { format!("{name}/{file_name}") };
        let kind = entry.file_type().expect("its type");
        if kind.is_dir() {
            let made = matches!(path.as_str(), "target" | "data") || file_name == "node_modules";
            let hidden = file_name.starts_with('.') && !matches!(file_name.as_str(), ".ci" | ".github");
            if !made && !hidden {
                collect(&entry.path(), &path, found);
            }
        } else if kind.is_file() {
            // Pictures and other files that are not text have nothing to be tidied.
            let text = fs::read(entry.path()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some(text) = text.filter(|text| !text.contains('\0')) {
                found.push(File { path, text });
            }
        }
    }
}

#[test]
fn a_finding_names_its_line() {
    let file = File::new("src/x.rs", "one\ntwo\nthree\n");
    assert_eq!(file.at(0, "x").to_string(), "src/x.rs:1: x");
    assert_eq!(file.at(4, "x").line, 2);
    assert_eq!(file.at(13, "x").line, 3);
}

#[test]
fn a_finding_fails_the_test() {
    let failed = std::panic::catch_unwind(|| clean([File::new("a", "").on(1, "bad")]));
    assert!(failed.is_err());
}
