//! Banks for tests: a tiny exam, and copies of a bank with something changed in them.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The tiny exam: four questions on a form, eight in the bank, 90 minutes.
pub fn tiny() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/questions")
}

/// A copy of a folder of exams in which every question file went through `change`, with its name.
pub fn changed(from: &Path, change: impl Fn(&str, String) -> String) -> TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    copy_folder(from, copy.path(), &change);
    copy
}

fn copy_folder(from: &Path, to: &Path, change: &impl Fn(&str, String) -> String) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let target = to.join(&name);
        if path.is_dir() {
            fs::create_dir(&target).expect("a folder");
            copy_folder(&path, &target, change);
        } else {
            let text = fs::read_to_string(&path).expect("a text file");
            let text = if text.starts_with("+++") { change(&name, text) } else { text };
            fs::write(target, text).expect("a copy");
        }
    }
}

/// The same bank with other keys, other explanations and other answers: what may be told before the hand-in is the same.
pub fn with_other_keys(from: &Path) -> TempDir {
    changed(from, |_, text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut fenced = false;
        let mut options: Vec<usize> = Vec::new();
        for at in 0..lines.len() {
            if lines[at].starts_with("```") {
                fenced = !fenced;
            }
            if fenced {
                continue;
            }
            if lines[at].starts_with("# ") {
                turn_keys(&mut lines, &std::mem::take(&mut options));
            } else if lines[at].starts_with("- [") {
                options.push(at);
            } else if lines[at].starts_with("answers = ") {
                "answers = [\"another-answer\"]".clone_into(&mut lines[at]);
            } else if lines[at].starts_with("near = ") {
                "near = [\"/usr/bin/another-answer\"]".clone_into(&mut lines[at]);
            } else if let Some(indent) = lines[at].split_once('>').map(|(before, _)| before)
                && indent.trim().is_empty()
            {
                let indent = indent.to_owned();
                let before = at.checked_sub(1).map(|before| lines[before].trim_start().starts_with('>'));
                lines[at] =
                    if before == Some(true) { format!("{indent}> Go on.") } else { format!("{indent}> Other.") };
            }
        }
        turn_keys(&mut lines, &options);
        lines.join("\n") + "\n"
    })
}

/// Each option takes the mark of the one before it.
fn turn_keys(lines: &mut [String], options: &[usize]) {
    let marks: Vec<bool> = options.iter().map(|&at| lines[at].starts_with("- [x]")).collect();
    for (place, &at) in options.iter().enumerate() {
        let key = marks[(place + marks.len() - 1) % marks.len()];
        lines[at].replace_range(..5, if key { "- [x]" } else { "- [ ]" });
    }
}

#[test]
fn a_turned_bank_differs_in_its_keys_and_in_nothing_that_is_asked() {
    let turned = with_other_keys(&tiny());
    let read = |folder: &Path| simulado::bank::load(&folder.join("tiny")).expect("a bank");
    let (before, after) = (read(&tiny()), read(turned.path()));
    for (one, other) in before.iter().zip(after.iter()) {
        let (one, other) = (&one.question, &other.question);
        assert_eq!(one.name, other.name);
        assert_eq!(one.body.en.stem, other.body.en.stem);
        assert_ne!(one.kind, other.kind);
        assert_ne!(one.body.en.explanation, other.body.en.explanation);
    }
}
