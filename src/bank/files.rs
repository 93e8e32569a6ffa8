//! The files of an exam's folder as a start finds them. Each is read; but one whose bytes were a question the last time, by the
//! same rules, is not parsed again: of a hundred thousand files, hardly any has changed since.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use sha2::{Digest as _, Sha256};

use super::{
    BankError, BankedQuestion, format,
    guide::Guide,
    load::{guides, parse_blueprint, place, question, question_files, read, read_exam_file, taken_name},
    pictures,
};
use crate::exam::{
    blueprint::Blueprint,
    id::{ObjectiveId, QuestionName},
};

/// SHA-256 of something.
pub type Hash = [u8; 32];

/// What is known of files: the hash of the canonical text by the print of the file.
pub type Known = HashMap<Hash, Hash>;

/// So many questions that were parsed stay in memory until they are stored; of more, the rest is parsed once more then.
const KEPT: usize = 2_000;

/// An exam's folder. Every file in it was found to be a question that the exam can have, and no name is there twice.
#[derive(Debug)]
pub struct Folder {
    /// The exam.
    pub blueprint: Blueprint,
    /// The exam's file, as it was read.
    pub exam_file: String,
    /// The study guides that were written.
    pub guides: Arc<BTreeMap<ObjectiveId, Guide>>,
    /// The files of its pictures, by their names. What is in them is looked at when they are read.
    pub pictures: BTreeMap<String, PathBuf>,
    /// Its questions, by name.
    pub files: BTreeMap<QuestionName, QuestionFile>,
    dir: PathBuf,
}

/// The file of a question.
#[derive(Clone, Debug)]
pub struct QuestionFile {
    /// SHA-256 of everything that decides whether it is a question, which one, and what its canonical text is: the rules of this
    /// program, the exam's plan, the file's folder, its name and its bytes.
    pub print: Hash,
    /// SHA-256 of the canonical text.
    pub hash: Hash,
    /// Whether it was parsed, since nothing was known of it.
    pub is_new: bool,
    objective: Arc<ObjectiveId>,
    parsed: Option<Arc<BankedQuestion>>,
}

impl Folder {
    /// Reads the folder of an exam: all of it, or the first reason why not.
    pub fn read(dir: &Path, known: &Known) -> Result<Self, BankError> {
        Self::read_by(format::VERSION, dir, known)
    }

    /// Reads it by the rules of a version.
    fn read_by(version: u32, dir: &Path, known: &Known) -> Result<Self, BankError> {
        let exam_file = read_exam_file(dir)?;
        let blueprint = parse_blueprint(dir, &exam_file)?;
        let rules = Sha256::new().chain_update(version.to_be_bytes()).chain_update(Sha256::digest(&exam_file));
        let paths = question_files(dir)?;
        // The first file in which something is wrong is the one to be told of: those before it are looked into as well.
        let (placed, misplaced) = places(&paths, &blueprint);
        let looked = look(&placed, &Look { rules, known, blueprint: &blueprint })?;
        if let Some(error) = misplaced {
            return Err(error);
        }
        let files = placed.into_iter().zip(looked).map(|(placed, file)| (placed.name, file)).collect();
        let guides = Arc::new(guides(dir, &blueprint)?);
        let pictures = pictures::files(dir)?;
        Ok(Self { blueprint, exam_file, guides, pictures, files, dir: dir.to_owned() })
    }

    /// The question of one of its files, parsed at this moment if it was not before. The file may have changed meanwhile, and then
    /// it is what it is now.
    pub fn question(&self, name: &QuestionName) -> Result<Option<Arc<BankedQuestion>>, BankError> {
        let Some(file) = self.files.get(name) else { return Ok(None) };
        if let Some(parsed) = &file.parsed {
            return Ok(Some(Arc::clone(parsed)));
        }
        let path = self.dir.join(file.objective.as_str()).join(format!("{name}.md"));
        let objective = (*file.objective).clone();
        question(&path, &read(&path)?, objective, name.clone(), &self.blueprint).map(|banked| Some(Arc::new(banked)))
    }
}

/// Where a file stands.
struct Placed<'p> {
    path: &'p Path,
    objective: Arc<ObjectiveId>,
    name: QuestionName,
}

/// The places of files, in their order, up to the first that cannot stand where it does; of one whose name is taken, its own
/// place as well: first its text has to be one.
fn places<'p>(paths: &'p [PathBuf], blueprint: &Blueprint) -> (Vec<Placed<'p>>, Option<BankError>) {
    let mut placed: Vec<Placed<'_>> = Vec::with_capacity(paths.len());
    let mut names: HashMap<QuestionName, &Path> = HashMap::with_capacity(paths.len());
    for path in paths {
        let (objective, name) = match place(path, blueprint) {
            Ok(found) => found,
            Err(error) => return (placed, Some(error)),
        };
        // All files of a folder share its name.
        let objective = match placed.last() {
            Some(last) if *last.objective == objective => Arc::clone(&last.objective),
            _ => Arc::new(objective),
        };
        placed.push(Placed { path, objective, name: name.clone() });
        if let Some(first) = names.insert(name, path) {
            return (placed, Some(BankError::new(path, None, taken_name(first))));
        }
    }
    (placed, None)
}

/// How files are looked at.
struct Look<'l> {
    rules: Sha256,
    known: &'l Known,
    blueprint: &'l Blueprint,
}

/// Reads files on all processors, each a stretch of them.
fn look(placed: &[Placed<'_>], how: &Look<'_>) -> Result<Vec<QuestionFile>, BankError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let stretch = placed.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let running: Vec<_> =
            placed.chunks(stretch).map(|part| scope.spawn(move || how.stretch(part, KEPT / threads))).collect();
        let mut files = Vec::with_capacity(placed.len());
        for thread in running {
            let found = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            files.extend(found?);
        }
        Ok(files)
    })
}

impl Look<'_> {
    fn stretch(&self, placed: &[Placed<'_>], mut keep: usize) -> Result<Vec<QuestionFile>, BankError> {
        let mut files = Vec::with_capacity(placed.len());
        for Placed { path, objective, name } in placed {
            let bytes = read(path)?;
            let place = Sha256::new().chain_update(objective.as_str()).chain_update("/").chain_update(name.as_str());
            let place = place.finalize();
            let print: Hash = self.rules.clone().chain_update(place).chain_update(&bytes).finalize().into();
            let objective = Arc::clone(objective);
            if let Some(&hash) = self.known.get(&print) {
                files.push(QuestionFile { print, hash, is_new: false, objective, parsed: None });
                continue;
            }
            let banked = question(path, &bytes, (*objective).clone(), name.clone(), self.blueprint)?;
            let hash = banked.hash;
            let parsed = (keep > 0).then(|| Arc::new(banked));
            keep = keep.saturating_sub(1);
            files.push(QuestionFile { print, hash, is_new: true, objective, parsed });
        }
        Ok(files)
    }
}

#[cfg(test)]
mod tests;
