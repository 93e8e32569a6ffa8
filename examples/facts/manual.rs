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
    /// Gathers the pages of all packages in one place: a page may refer to one of another package.
    pub fn of(packages: &[PathBuf], cache: &Path) -> Self {
        let mut pages = HashMap::new();
        for package in packages {
            let sections = fs::read_dir(package.join("usr/share/man")).into_iter().flatten().flatten();
            for section in sections.filter(|section| section.file_name().to_string_lossy().starts_with("man")) {
                let all = cache.join("man").join(section.file_name());
                let _ = fs::create_dir_all(&all);
                for page in fs::read_dir(section.path()).into_iter().flatten().flatten() {
                    let file = page.file_name().to_string_lossy().into_owned();
                    let name = file.strip_suffix(".gz").unwrap_or(&file);
                    let Some((name, section)) = name.rsplit_once('.') else { continue };
                    let there = all.join(&file);
                    if there.exists() || fs::copy(page.path(), &there).is_ok() {
                        pages.insert(format!("{name}({section})"), there);
                    }
                }
            }
        }
        Self { pages, read: RefCell::default() }
    }

    /// Whether there is such a page.
    pub fn has(&self, page: &str) -> bool {
        self.pages.contains_key(page)
    }

    /// The text of a page, `name(section)`, set to lines that are never broken within a word.
    pub fn text(&self, page: &str) -> Option<String> {
        if let Some(text) = self.read.borrow().get(page) {
            return text.clone();
        }
        let text = self.pages.get(page).and_then(|file| set(file).or_else(|| self.text(&referred(file)?)));
        self.read.borrow_mut().insert(page.to_owned(), text.clone());
        text
    }
}

/// The page that a page consisting of one reference refers to: `.so man1/other.1`.
fn referred(file: &Path) -> Option<String> {
    let output = Command::new("zcat").arg("-f").arg(file).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (name, section) =
        text.trim().strip_prefix(".so ")?.rsplit('/').next()?.trim_end_matches(".gz").rsplit_once('.')?;
    Some(format!("{name}({section})"))
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
