//! Manual pages as a reader sees them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The pages of all packages, by `name(section)`.
pub struct Manual {
    pages: HashMap<String, PathBuf>,
    read: RefCell<HashMap<String, Option<String>>>,
}

impl Manual {
    /// Looks where the pages are.
    pub fn of(packages: &[PathBuf]) -> Self {
        let mut pages = HashMap::new();
        for package in packages {
            let sections = fs::read_dir(package.join("usr/share/man")).into_iter().flatten().flatten();
            for section in sections.filter(|section| section.file_name().to_string_lossy().starts_with("man")) {
                for page in fs::read_dir(section.path()).into_iter().flatten().flatten() {
                    let file = page.file_name().to_string_lossy().into_owned();
                    let name = file.strip_suffix(".gz").unwrap_or(&file);
                    if let Some((name, section)) = name.rsplit_once('.') {
                        pages.entry(format!("{name}({section})")).or_insert_with(|| page.path());
                    }
                }
            }
        }
        Self { pages, read: RefCell::default() }
    }

    /// The text of a page, `name(section)`, set to lines that are never broken within a word.
    pub fn text(&self, page: &str) -> Option<String> {
        if let Some(text) = self.read.borrow().get(page) {
            return text.clone();
        }
        let text = self.pages.get(page).and_then(|file| set(file));
        self.read.borrow_mut().insert(page.to_owned(), text.clone());
        text
    }
}

/// `man` unpacks, follows `.so` and sets a page; the width keeps it from breaking words, and `cat` from asking for a key.
fn set(file: &Path) -> Option<String> {
    let output = Command::new("man")
        .args(["--no-hyphenation", "--no-justification", "-P", "cat", "-l"])
        .arg(file)
        .env("MANWIDTH", "2000")
        .env("MAN_KEEP_FORMATTING", "")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).replace(['\u{2010}', '\u{2212}', '\u{2011}'], "-");
    let plain = text.replace(['\u{2018}', '\u{2019}'], "'");
    (output.status.success() && !plain.trim().is_empty()).then_some(plain)
}
