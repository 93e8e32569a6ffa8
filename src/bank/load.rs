//! From a folder to a [`Bank`]: all of it, or the first reason why not.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Bank, BankedQuestion,
    format::{self, FormatError, Parsed},
    guide::{self, Guide},
    pictures,
};
use crate::exam::{
    blueprint::Blueprint,
    id::{ObjectiveId, QuestionName},
};

/// The file that describes an exam, in its folder.
pub const EXAM_FILE: &str = "exam.toml";

/// The study guide, in an objective's folder.
pub(super) const GUIDE_FILE: &str = "guide.md";

/// Files in an objective's folder that are no questions.
const NOT_QUESTIONS: [&str; 2] = [GUIDE_FILE, "README.md"];

/// Why a folder is no bank; shown as `file:line: cause`.
#[derive(Debug, thiserror::Error)]
#[error("{}:{}{message}", file.display(), line.map_or_else(|| " ".to_owned(), |line| format!("{line}: ")))]
pub struct BankError {
    /// The file or folder.
    pub file: PathBuf,
    /// The line, counted from 1, if it is about one.
    pub line: Option<usize>,
    /// One sentence.
    pub message: String,
}

impl BankError {
    pub(super) fn new(file: &Path, line: Option<usize>, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }

    pub(super) fn io(file: &Path, error: &io::Error) -> Self {
        Self::new(file, None, format!("cannot be read ({error})"))
    }

    fn format(file: &Path, error: FormatError) -> Self {
        Self::new(file, Some(error.line), error.message)
    }
}

/// Reads the bank of one exam from its folder.
pub fn load(dir: &Path) -> Result<Bank, BankError> {
    let blueprint = load_blueprint(dir)?;
    let mut questions: BTreeMap<ObjectiveId, Vec<BankedQuestion>> = BTreeMap::new();
    let mut names: BTreeMap<QuestionName, PathBuf> = BTreeMap::new();
    for file in question_files(dir)? {
        let (objective, name) = place(&file, &blueprint)?;
        let banked = question(&file, &read(&file)?, objective, name, &blueprint)?;
        if let Some(first) = names.insert(banked.question.name.clone(), file.clone()) {
            return Err(BankError::new(&file, None, taken_name(&first)));
        }
        questions.entry(banked.question.objective.clone()).or_default().push(banked);
    }
    let guides = guides(dir, &blueprint)?;
    Ok(Bank { blueprint, questions, guides })
}

/// The question in a file's bytes, which has to be one of the exam's.
pub(super) fn question(
    file: &Path,
    bytes: &[u8],
    objective: ObjectiveId,
    name: QuestionName,
    blueprint: &Blueprint,
) -> Result<BankedQuestion, BankError> {
    let text = format::decode(bytes).map_err(|error| BankError::format(file, error))?;
    let Parsed { question, places } =
        format::parse(text, objective, name).map_err(|error| BankError::format(file, error))?;
    if blueprint.area(&question.area).is_none_or(|(owner, _)| owner.id != question.objective) {
        let line = Some(places.front_line("area"));
        return Err(BankError::new(file, line, unknown_area(&question.area, &question.objective)));
    }
    Ok(BankedQuestion::new(question))
}

/// The study guides of the objectives that have one.
pub(super) fn guides(dir: &Path, blueprint: &Blueprint) -> Result<BTreeMap<ObjectiveId, Guide>, BankError> {
    let mut guides = BTreeMap::new();
    for objective in blueprint.objectives() {
        let file = guide_file(dir, &objective.id);
        if file.is_file() {
            let guide = read_guide(&read(&file)?).map_err(|error| BankError::format(&file, error))?;
            guides.insert(objective.id.clone(), guide);
        }
    }
    Ok(guides)
}

/// Where the study guide of an objective lies, if there is one.
pub(super) fn guide_file(dir: &Path, objective: &ObjectiveId) -> PathBuf {
    dir.join(guide::path(objective))
}

/// Reads the bytes of a study guide.
pub(super) fn read_guide(bytes: &[u8]) -> Result<Guide, FormatError> {
    if bytes.len() > guide::FILE_MAX {
        let message = format!("the file has {} bytes; a guide has at most {}", bytes.len(), guide::FILE_MAX);
        return Err(FormatError::new(1, message));
    }
    guide::parse(format::lines::decode_any(bytes)?)
}

pub(super) fn unknown_area(area: impl std::fmt::Display, objective: &ObjectiveId) -> String {
    format!("\"{area}\" is no area of objective {objective}")
}

pub(super) fn taken_name(first: &Path) -> String {
    format!("the name is taken by {}; names are unique in an exam", first.display())
}

/// Reads `exam.toml` of an exam's folder.
pub(super) fn load_blueprint(dir: &Path) -> Result<Blueprint, BankError> {
    parse_blueprint(dir, &read_exam_file(dir)?)
}

pub(super) fn read_exam_file(dir: &Path) -> Result<String, BankError> {
    let file = dir.join(EXAM_FILE);
    let bytes = read(&file)?;
    String::from_utf8(bytes)
        .map_err(|error| BankError::new(&file, None, format!("is not UTF-8 ({})", error.utf8_error())))
}

pub(super) fn parse_blueprint(dir: &Path, text: &str) -> Result<Blueprint, BankError> {
    let file = dir.join(EXAM_FILE);
    toml::from_str(text).map_err(|error| {
        // An error of the whole has the whole file as its place: say no line then.
        let line = error.span().filter(|span| span.start > 0).map(|span| 1 + text[..span.start].matches('\n').count());
        BankError::new(&file, line, error.message().trim().replace('\n', ", "))
    })
}

/// The question files of an exam, sorted. Hidden files and folders, the pictures,
/// and the files that are known not to be questions, are passed over.
pub(super) fn question_files(dir: &Path) -> Result<Vec<PathBuf>, BankError> {
    let mut files = Vec::new();
    let is_of_questions = |path: &PathBuf| path.is_dir() && path.file_name() != Some(pictures::FOLDER.as_ref());
    for folder in entries(dir)?.into_iter().filter(is_of_questions) {
        for file in entries(&folder)? {
            let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !NOT_QUESTIONS.contains(&name) {
                files.push(file);
            }
        }
    }
    Ok(files)
}

pub(super) fn entries(dir: &Path) -> Result<Vec<PathBuf>, BankError> {
    let error = |error: io::Error| BankError::io(dir, &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(error)? {
        let entry = entry.map_err(error)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// The bytes of a file; of one that is too large no more than shows that.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, BankError> {
    fs::read(file).map_err(|error| BankError::io(file, &error))
}

/// Where a question file stands: the objective is its folder, the name its own.
pub(super) fn identify(file: &Path, blueprint: &Blueprint) -> Result<(ObjectiveId, QuestionName), String> {
    let folder = file.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let objective: Option<ObjectiveId> = folder.parse().ok().filter(|id| blueprint.objective(id).is_some());
    let objective = objective.ok_or_else(|| format!("its folder \"{folder}\" is no objective of {EXAM_FILE}"))?;
    let name = name.strip_suffix(".md").ok_or("its name does not end in \".md\", as questions do")?;
    Ok((objective, QuestionName::of_new(name).map_err(|error| error.to_string())?))
}

/// The same, or why a start cannot go on.
pub(super) fn place(file: &Path, blueprint: &Blueprint) -> Result<(ObjectiveId, QuestionName), BankError> {
    identify(file, blueprint).map_err(|message| BankError::new(file, None, message))
}

#[cfg(test)]
mod tests;
