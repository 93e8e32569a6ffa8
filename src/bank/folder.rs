//! The folder of an exam as it is written: which files are new, which stay, and which are left for a person to decide on.
//!
//! A file is overwritten or taken away only if its text is known where the new text comes from. What somebody wrote into a
//! file since is not lost that way.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use super::{
    BankError, BankedQuestion, format, guide,
    load::{EXAM_FILE, load_blueprint, question_files, read},
};
use crate::exam::{
    blueprint::Blueprint,
    id::{ExamSlug, ObjectiveId, QuestionName},
    picture,
};

/// A question as its file is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The objective: the folder.
    pub objective: ObjectiveId,
    /// The question: the file's name.
    pub name: QuestionName,
    /// The text in canonical form.
    pub text: String,
    /// SHA-256 of the text.
    pub hash: [u8; 32],
}

impl Sheet {
    /// The text of a stored question, which may have been written by an older version of the program.
    pub fn new(text: &str, objective: ObjectiveId, name: QuestionName) -> Result<Self, format::FormatError> {
        let banked = BankedQuestion::from_text(text, objective.clone(), name.clone())?;
        Ok(Self { objective, name, text: banked.text, hash: banked.hash })
    }

    /// The names of the pictures that it shows; one that is shown twice is there twice.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        picture::shown(&self.text).filter(|name| picture::size(name).is_some())
    }

    /// Where it belongs in the exam's folder.
    pub fn path(&self) -> PathBuf {
        Path::new(self.objective.as_str()).join(format!("{}.md", self.name))
    }
}

/// A question file that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where it lies in the exam's folder.
    pub path: PathBuf,
    /// Its question.
    pub name: QuestionName,
    /// SHA-256 of its bytes.
    pub bytes: [u8; 32],
    /// SHA-256 of its canonical form, if it can be read.
    pub hash: Option<[u8; 32]>,
}

/// What is known of the files.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The texts that are kept elsewhere, too: files that have them may be overwritten.
    pub texts: HashSet<(QuestionName, [u8; 32])>,
    /// Questions that are not asked any more.
    pub retired: BTreeSet<QuestionName>,
    /// Questions about whose text somebody has to decide first.
    pub undecided: BTreeSet<QuestionName>,
}

/// Why a file is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its text is known nowhere else.
    Unknown,
    /// It and the page say different things, and nobody has chosen yet.
    Undecided,
    /// The question belongs to another objective now, and nothing is to be taken away.
    Moved(PathBuf),
}

/// What is to be done in a folder.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Files to be written.
    pub write: Vec<Sheet>,
    /// Files that have these bytes already.
    pub same: Vec<Sheet>,
    /// Files to be taken away.
    pub remove: Vec<Standing>,
    /// Files that are left as they are.
    pub left: Vec<(PathBuf, Why)>,
    /// Files of retired questions that would be taken away, if anything were.
    pub stale: Vec<PathBuf>,
}

/// Plans how a folder comes to have these questions.
pub fn plan(sheets: Vec<Sheet>, standing: Vec<Standing>, known: &Known, delete: bool) -> Plan {
    let mut plan = Plan::default();
    let mut there: HashMap<QuestionName, Vec<Standing>> = HashMap::new();
    for one in standing {
        there.entry(one.name.clone()).or_default().push(one);
    }
    let is_known = |one: &Standing| one.hash.is_some_and(|hash| known.texts.contains(&(one.name.clone(), hash)));
    for sheet in sheets {
        let path = sheet.path();
        let (mut here, elsewhere): (Vec<_>, Vec<_>) =
            there.remove(&sheet.name).unwrap_or_default().into_iter().partition(|one| one.path == path);
        let here = here.pop();
        if here.as_ref().is_some_and(|here| here.bytes == sheet.hash) && elsewhere.is_empty() {
            plan.same.push(sheet);
        } else if known.undecided.contains(&sheet.name) {
            plan.left.push((path, Why::Undecided));
        } else if let Some(unknown) = here.iter().chain(&elsewhere).find(|one| !is_known(one)) {
            plan.left.push((unknown.path.clone(), Why::Unknown));
        } else if let Some(other) = elsewhere.first().filter(|_| !delete) {
            plan.left.push((other.path.clone(), Why::Moved(path)));
        } else {
            plan.remove.extend(elsewhere);
            plan.write.push(sheet);
        }
    }
    let retired = there.into_values().flatten().filter(|one| known.retired.contains(&one.name));
    for one in retired {
        match (delete, is_known(&one)) {
            (true, true) => plan.remove.push(one),
            (true, false) => plan.left.push((one.path, Why::Unknown)),
            (false, _) => plan.stale.push(one.path),
        }
    }
    plan.remove.sort_by(|one, other| one.path.cmp(&other.path));
    plan.left.sort_by(|(one, _), (other, _)| one.cmp(other));
    plan.stale.sort();
    plan
}

/// The folder of an exam among others, by what its `exam.toml` says.
pub fn find(questions: &Path, exam: &ExamSlug) -> Result<Option<PathBuf>, BankError> {
    for folder in exams(questions)? {
        if load_blueprint(&folder)?.slug == *exam {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

/// The folders right below one that hold exams.
pub fn exams(folder: &Path) -> Result<Vec<PathBuf>, BankError> {
    let entries = fs::read_dir(folder).map_err(|error| BankError::io(folder, &error))?;
    let mut folders: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.join(EXAM_FILE).is_file()).collect();
    folders.sort();
    Ok(folders)
}

/// Which exam a folder holds, if it holds one.
pub fn exam_of(folder: &Path) -> Result<Option<ExamSlug>, BankError> {
    if folder.join(EXAM_FILE).is_file() { load_blueprint(folder).map(|exam| Some(exam.slug)) } else { Ok(None) }
}

/// The plans of the exams below a folder.
pub fn blueprints(folder: &Path) -> Result<Vec<Blueprint>, BankError> {
    exams(folder)?.iter().map(|exam| load_blueprint(exam)).collect()
}

/// The files in an exam's folder that are neither questions nor pictures, by their paths in it: its plan and its guides.
pub fn beside(folder: &Path) -> Result<Vec<PathBuf>, BankError> {
    let blueprint = load_blueprint(folder)?;
    let guides = blueprint.objectives().map(|objective| PathBuf::from(guide::path(&objective.id)));
    let guides = guides.filter(|path| folder.join(path).is_file());
    Ok(std::iter::once(PathBuf::from(EXAM_FILE)).chain(guides).collect())
}

/// The question files in an exam's folder.
pub fn standing(folder: &Path) -> Result<Vec<Standing>, BankError> {
    let mut found = Vec::new();
    for file in question_files(folder)? {
        let Some(name) = named(&file) else { continue };
        let bytes = read(&file)?;
        let of = file.parent().and_then(Path::file_name).and_then(|of| of.to_str()).unwrap_or_default();
        let canonical = of.parse().ok().and_then(|objective| {
            let text = format::decode(&bytes).ok()?;
            Some(BankedQuestion::from_text(text, objective, name.clone()).ok()?.hash)
        });
        let path = file.strip_prefix(folder).unwrap_or(&file).to_owned();
        found.push(Standing { path, name, bytes: Sha256::digest(&bytes).into(), hash: canonical });
    }
    Ok(found)
}

fn named(file: &Path) -> Option<QuestionName> {
    file.file_name()?.to_str()?.strip_suffix(".md")?.parse().ok()
}

/// Writes a file: after a crash there is the old one or the new one, and nothing between. To be on the disk for sure, its
/// folder has to be [`settled`](settle).
pub fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    // Hidden, so that whoever reads the folder at this moment passes over it.
    let new = folder.join(format!(".{name}.new"));
    let written = (|| {
        let mut out = File::create(&new)?;
        out.write_all(bytes)?;
        if let Ok(old) = fs::metadata(file) {
            out.set_permissions(old.permissions())?;
        }
        out.sync_all()?;
        fs::rename(&new, file)
    })();
    if written.is_err() {
        // Not to be left behind; and if that fails as well, the first reason is the one to tell.
        let _ = fs::remove_file(&new);
    }
    written
}

/// Waits until the names of the files in a folder are on the disk.
pub fn settle(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;
