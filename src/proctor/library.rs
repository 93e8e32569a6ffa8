//! The exams in memory, with the stored revision of each question; and older revisions as they are asked for.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;

use crate::ambient::Random;
use crate::bank::{self, Bank, BankError, BankedQuestion};
use crate::exam::blueprint::Blueprint;
use crate::exam::form::{Drawable, History, Pool};
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lang::Lang;
use crate::store::bank::{Incoming, StoredRevision, revisions, sync};
use crate::store::{Store, StoreError};

/// How many questions that are not drawn any more are kept in memory for the attempts that have them.
const OLDER: usize = 20_000;

/// Questions by the revision that was served.
pub type Questions = HashMap<RevisionId, Arc<BankedQuestion>>;

/// An exam with its questions as they are drawn now. Immutable.
pub struct Shelf {
    /// The exam's plan.
    pub blueprint: Blueprint,
    by_objective: BTreeMap<ObjectiveId, Vec<(RevisionId, Arc<BankedQuestion>)>>,
    by_revision: Questions,
}

impl Shelf {
    fn new(bank: Bank, current: &BTreeMap<String, RevisionId>) -> Self {
        let mut by_revision = HashMap::new();
        let mut by_objective: BTreeMap<ObjectiveId, Vec<_>> = BTreeMap::new();
        for (objective, questions) in bank.questions {
            for banked in questions {
                let Some(&revision) = current.get(banked.question.name.as_str()) else { continue };
                let banked = Arc::new(banked);
                by_revision.insert(revision, Arc::clone(&banked));
                by_objective.entry(objective.clone()).or_default().push((revision, banked));
            }
        }
        Self { blueprint: bank.blueprint, by_objective, by_revision }
    }

    /// How many questions an objective has.
    pub fn held(&self, objective: &ObjectiveId) -> usize {
        self.by_objective.get(objective).map_or(0, Vec::len)
    }

    /// The questions of an objective.
    pub fn questions(&self, objective: &ObjectiveId) -> impl Iterator<Item = &BankedQuestion> {
        self.by_objective.get(objective).into_iter().flatten().map(|(_, banked)| banked.as_ref())
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.by_revision.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_revision.is_empty()
    }

    /// What can be drawn, with what a candidate already had of it.
    pub fn pool(&self, histories: &HashMap<QuestionName, History>) -> Pool {
        let drawable = |(revision, banked): &(RevisionId, Arc<BankedQuestion>)| Drawable {
            question: banked.question.name.clone(),
            revision: *revision,
            options: banked.question.option_count(),
            history: histories.get(&banked.question.name).copied().unwrap_or_default(),
        };
        self.by_objective
            .iter()
            .map(|(objective, questions)| (objective.clone(), questions.iter().map(drawable).collect()))
            .collect()
    }
}

/// All exams. Cheap to clone.
#[derive(Clone)]
pub struct Library {
    shelves: Arc<BTreeMap<ExamSlug, Arc<Shelf>>>,
    older: Arc<Mutex<Questions>>,
}

/// Reads every exam's folder in `questions`.
pub fn read_banks(questions: &Path) -> Result<Vec<Bank>, BankError> {
    let nothing = |message: &str| BankError { file: questions.to_owned(), line: None, message: message.to_owned() };
    let entries = std::fs::read_dir(questions).map_err(|error| nothing(&format!("cannot be read ({error})")))?;
    let mut folders: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.join("exam.toml").is_file())
        .collect();
    folders.sort();
    if folders.is_empty() {
        return Err(nothing("holds no exam: a folder with an exam.toml is expected"));
    }
    folders.iter().map(|folder| bank::load(folder)).collect()
}

impl Library {
    /// Files the banks in the store and keeps them in memory.
    pub async fn open(store: &Store, banks: Vec<Bank>, random: &Random, now: Timestamp) -> Result<Self, StoreError> {
        let mut shelves = BTreeMap::new();
        for bank in banks {
            let slug = bank.blueprint.slug.clone();
            let files: Vec<Incoming> = bank
                .iter()
                .map(|banked| Incoming {
                    question: banked.question.name.as_str().to_owned(),
                    objective: banked.question.objective.as_str().to_owned(),
                    hash: banked.hash,
                    body: banked.text.clone(),
                    id: RevisionId(random.uuid(now)),
                })
                .collect();
            let exam = slug.clone();
            let current =
                store.write(move |tx| Box::pin(async move { sync(tx, exam.as_str(), files, now).await })).await?;
            shelves.insert(slug, Arc::new(Shelf::new(bank, &current)));
        }
        Ok(Self { shelves: Arc::new(shelves), older: Arc::default() })
    }

    /// The exam of this name.
    pub fn shelf(&self, exam: &ExamSlug) -> Option<&Arc<Shelf>> {
        self.shelves.get(exam)
    }

    /// Every exam, in the order of their names.
    pub fn shelves(&self) -> impl Iterator<Item = &Arc<Shelf>> {
        self.shelves.values()
    }

    /// Renders every question once, so that nobody's first page waits for it. Takes about a millisecond for each; to be run
    /// beside the server, not before it.
    pub fn warm(&self) {
        for banked in self.shelves().flat_map(|shelf| shelf.by_revision.values()) {
            for lang in Lang::ALL {
                banked.rendered(lang);
            }
        }
    }

    /// The questions of these revisions, whether they are still drawn or not.
    pub async fn questions(
        &self,
        store: &Store,
        exam: &ExamSlug,
        ids: impl Iterator<Item = RevisionId>,
    ) -> Result<Questions, StoreError> {
        let mut found = Questions::new();
        let mut missing = Vec::new();
        {
            let older = self.older.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let shelf = self.shelf(exam);
            for id in ids {
                let banked = shelf.and_then(|shelf| shelf.by_revision.get(&id)).or_else(|| older.get(&id));
                match banked {
                    Some(banked) => drop(found.insert(id, Arc::clone(banked))),
                    None => missing.push(id),
                }
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let stored = store.read(|tx| Box::pin(async move { revisions(tx, &missing).await })).await?;
        let mut older = self.older.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if older.len() + stored.len() > OLDER {
            older.clear();
        }
        for revision in stored {
            let banked = Arc::new(parse(&revision)?);
            older.insert(revision.id, Arc::clone(&banked));
            found.insert(revision.id, banked);
        }
        Ok(found)
    }
}

fn parse(revision: &StoredRevision) -> Result<BankedQuestion, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt(format!("revision {}: {why}", revision.id));
    let objective = revision.objective.parse().map_err(|_| corrupt("its objective".to_owned()))?;
    let name = revision.question.parse().map_err(|_| corrupt("its name".to_owned()))?;
    BankedQuestion::from_text(&revision.body, objective, name).map_err(|error| corrupt(error.message))
}
