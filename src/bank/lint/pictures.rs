//! Rules about pictures: those in the folder are what their names say, and those that texts show are in the folder.

use std::{collections::BTreeMap, path::PathBuf};

use super::{Finding, rule::Rule, subject::Notes};
use crate::{
    bank::pictures,
    exam::{lang::Lang, picture::shown, question::Question},
};

/// The pictures of an exam's folder by their names.
pub(super) type Files = BTreeMap<String, PathBuf>;

/// Finds the files that are not what their names say.
pub(super) fn check_files(files: &Files) -> impl Iterator<Item = Finding> {
    files.values().filter_map(|file| {
        let error = pictures::read(file).err()?;
        let rule = Rule::PictureFile;
        let (line, text) = (1, String::new());
        Some(Finding { rule, severity: rule.severity(), file: file.clone(), line, text, message: error.message })
    })
}

/// Finds what a question shows and the folder does not have. `text` is its file.
pub(super) fn check_shown(question: &Question, text: &str, files: &Files, notes: &mut Notes) {
    let shows = Lang::ALL.into_iter().flat_map(|lang| question.body.get(lang).texts()).flat_map(shown);
    let missing: std::collections::BTreeSet<&str> = shows.filter(|name| !files.contains_key(*name)).collect();
    for name in missing {
        let places = text.lines().enumerate().filter(|(_, line)| shown(line).any(|shown| shown == name));
        for (index, _) in places {
            notes.add(Rule::PictureMissing, index + 1, name, "this picture is not in images/ of the exam");
        }
    }
}
