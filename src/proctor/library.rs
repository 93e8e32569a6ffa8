//! The exams in memory, with the stored revision of each question; and older revisions as they are asked for.
//!
//! A shelf never changes. When what is drawn changes – a page or another program that serves the same database did it –, a new
//! shelf takes its place; whoever works with the old one goes on with it.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;

use super::pictures;
use crate::ambient::Random;
use crate::bank::guide::{self, Guide};
use crate::bank::{self, Bank, BankError, BankedQuestion, card};
use crate::exam::blueprint::Blueprint;
use crate::exam::draft::Draft;
use crate::exam::form::{Drawable, History, Pool};
use crate::exam::id::{ExamSlug, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lang::Lang;
use crate::store::bank::{Drawn, StoredRevision, drawn, revisions, versions};
use crate::store::file_sync::{Incoming, sync};
use crate::store::{Store, StoreError};

/// How many questions that are not drawn any more are kept in memory for the attempts that have them.
const OLDER: usize = 20_000;

/// How many questions are rendered ahead: a second or two of work, and some megabytes. Of a larger bank a form asks so few that
/// the rest is rendered when it is first shown.
const WARMED: usize = 2_000;

/// Questions by the revision that was served.
pub type Questions = HashMap<RevisionId, Arc<BankedQuestion>>;

/// An exam with its questions as they are drawn now. Immutable.
pub struct Shelf {
    /// The exam's plan.
    pub blueprint: Blueprint,
    /// The file that the plan was read from.
    pub exam_file: Arc<str>,
    guides: Arc<BTreeMap<ObjectiveId, Guide>>,
    by_objective: BTreeMap<ObjectiveId, Vec<(RevisionId, Arc<BankedQuestion>)>>,
    by_revision: Questions,
    /// The version of what is drawn that this shelf holds.
    version: i64,
}

impl Shelf {
    /// Holds what is drawn; a question that `known` does not have is left out.
    fn new(exam: Exam, drawn: &[Drawn], known: &Questions, version: i64) -> Self {
        let mut by_revision = HashMap::new();
        let mut by_objective: BTreeMap<ObjectiveId, Vec<_>> = BTreeMap::new();
        for one in drawn {
            let Some(banked) = known.get(&one.revision) else { continue };
            by_revision.insert(one.revision, Arc::clone(banked));
            by_objective.entry(one.objective.clone()).or_default().push((one.revision, Arc::clone(banked)));
        }
        let Exam { blueprint, file: exam_file, guides } = exam;
        Self { blueprint, exam_file, guides, by_objective, by_revision, version }
    }

    /// How many questions an objective has.
    pub fn held(&self, objective: &ObjectiveId) -> usize {
        self.by_objective.get(objective).map_or(0, Vec::len)
    }

    /// The questions of an objective.
    pub fn questions(&self, objective: &ObjectiveId) -> impl Iterator<Item = &BankedQuestion> {
        self.by_objective.get(objective).into_iter().flatten().map(|(_, banked)| banked.as_ref())
    }

    /// The files of the exam's folder beside its questions and pictures, by their paths in it: its plan and its guides.
    pub fn files(&self) -> Vec<(String, String)> {
        let guides = self.guides.iter();
        let guides = guides.map(|(objective, guide)| (guide::path(objective), guide.file.clone()));
        std::iter::once((bank::EXAM_FILE.to_owned(), self.exam_file.to_string())).chain(guides).collect()
    }

    /// The study guide of an objective, if one was written.
    pub fn guide(&self, objective: &ObjectiveId) -> Option<&Guide> {
        self.guides.get(objective)
    }

    /// Every question that is drawn, by its revision.
    pub fn by_revision(&self) -> &Questions {
        &self.by_revision
    }

    /// Every question that is drawn, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &BankedQuestion> {
        self.by_revision.values().map(Arc::as_ref)
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

/// What an exam's folder holds beside its questions.
#[derive(Clone)]
struct Exam {
    blueprint: Blueprint,
    file: Arc<str>,
    guides: Arc<BTreeMap<ObjectiveId, Guide>>,
}

type Shelves = BTreeMap<ExamSlug, Arc<Shelf>>;

/// All exams. Cheap to clone.
#[derive(Clone)]
pub struct Library {
    shelves: Arc<RwLock<Shelves>>,
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
    /// Brings the store in line with the banks' files, and keeps in memory what is drawn.
    pub async fn open(store: &Store, banks: Vec<Bank>, random: &Random, now: Timestamp) -> Result<Self, StoreError> {
        let mut shelves = Shelves::new();
        for bank in banks {
            let exam = bank.blueprint.slug.clone();
            pictures::keep(store, &bank.pictures).await?;
            file(store, &bank, random, now).await?;
            renew_cards(store, &exam).await?;
            let by_hash: HashMap<[u8; 32], Arc<BankedQuestion>> =
                bank.questions.into_values().flatten().map(|banked| (banked.hash, Arc::new(banked))).collect();
            let folder = Exam { blueprint: bank.blueprint, file: bank.exam_file.into(), guides: Arc::new(bank.guides) };
            let shelf = read_shelf(store, folder, |drawn| {
                let hash: [u8; 32] = drawn.hash.as_slice().try_into().ok()?;
                by_hash.get(&hash).filter(|banked| banked.question.name == drawn.question).cloned()
            });
            shelves.insert(exam, Arc::new(shelf.await?));
        }
        Ok(Self { shelves: Arc::new(RwLock::new(shelves)), older: Arc::default() })
    }

    /// The exam of this name, as it is drawn now.
    pub fn shelf(&self, exam: &ExamSlug) -> Option<Arc<Shelf>> {
        self.shelves.read().unwrap_or_else(PoisonError::into_inner).get(exam).cloned()
    }

    /// Every exam, in the order of their names.
    pub fn shelves(&self) -> Vec<Arc<Shelf>> {
        self.shelves.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Takes in what has changed in the store since it was last read: one small query when nothing has.
    pub async fn refresh(&self, store: &Store) -> Result<(), StoreError> {
        let versions = store.read(|tx| Box::pin(async move { versions(tx).await })).await?;
        for old in self.shelves() {
            let slug = &old.blueprint.slug;
            if versions.get(slug.as_str()).copied().unwrap_or_default() == old.version {
                continue;
            }
            // Texts that stay are not read again, nor rendered.
            let kept = |drawn: &Drawn| old.by_revision.get(&drawn.revision).cloned();
            let exam = Exam {
                blueprint: old.blueprint.clone(),
                file: Arc::clone(&old.exam_file),
                guides: Arc::clone(&old.guides),
            };
            let new = Arc::new(read_shelf(store, exam, kept).await?);
            self.set_aside(&old);
            self.shelves.write().unwrap_or_else(PoisonError::into_inner).insert(slug.clone(), new);
        }
        Ok(())
    }

    /// Keeps the questions of a shelf that goes: open attempts still ask them.
    fn set_aside(&self, shelf: &Shelf) {
        let mut older = self.older.lock().unwrap_or_else(PoisonError::into_inner);
        if older.len() + shelf.by_revision.len() > OLDER {
            older.clear();
        }
        older.extend(shelf.by_revision.iter().take(OLDER).map(|(id, banked)| (*id, Arc::clone(banked))));
    }

    /// Renders questions once, so that nobody's first page waits for it; of a large bank only some. Takes about a millisecond
    /// for each; to be run beside the server, not before it.
    pub fn warm(&self) {
        for banked in self.shelves().iter().flat_map(|shelf| shelf.iter()).take(WARMED) {
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
            let older = self.older.lock().unwrap_or_else(PoisonError::into_inner);
            let shelf = self.shelf(exam);
            for id in ids {
                let banked = shelf.as_ref().and_then(|shelf| shelf.by_revision.get(&id)).or_else(|| older.get(&id));
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
        let mut older = self.older.lock().unwrap_or_else(PoisonError::into_inner);
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

/// A question of a file as it goes into the store.
pub fn incoming(banked: &BankedQuestion, id: RevisionId) -> Incoming {
    let question = &banked.question;
    Incoming {
        question: question.name.clone(),
        hash: banked.hash,
        body: banked.text.clone(),
        card: card::card(&Draft::of(question), question.objective.clone(), &question.name),
        id,
    }
}

/// Files an exam's questions in the store.
async fn file(store: &Store, bank: &Bank, random: &Random, now: Timestamp) -> Result<(), StoreError> {
    let files: Vec<Incoming> = bank.iter().map(|banked| incoming(banked, RevisionId(random.uuid(now)))).collect();
    let exam = bank.blueprint.slug.clone();
    let name = exam.clone();
    let synced =
        store.write(move |tx| Box::pin(async move { sync(tx, &exam, files, card::VERSION, now).await })).await?;
    if synced.conflicts > 0 {
        tracing::warn!(exam = %name, conflicts = synced.conflicts, "questions changed in their files and here: choose on the admin pages");
    }
    Ok(())
}

/// Makes the cards anew that another version of the program made.
async fn renew_cards(store: &Store, exam: &ExamSlug) -> Result<(), StoreError> {
    let slug = exam.clone();
    let stale =
        store.read(|tx| Box::pin(async move { crate::store::card::stale(tx, &slug, card::VERSION).await })).await?;
    if stale.is_empty() {
        return Ok(());
    }
    let mut cards = Vec::with_capacity(stale.len());
    for (name, objective, body) in stale {
        let draft = bank::format::read_draft(&body, &objective, &name)
            .map_err(|error| StoreError::Corrupt(format!("question {exam}/{name}: {error}")))?;
        let card = card::card(&draft, objective, &name);
        cards.push((name, card));
    }
    let slug = exam.clone();
    store
        .write(move |tx| Box::pin(async move { crate::store::card::renew(tx, &slug, cards, card::VERSION).await }))
        .await
}

/// Reads what is drawn of an exam; the text of a question only where `known` does not have it.
async fn read_shelf(
    store: &Store,
    exam: Exam,
    known: impl Fn(&Drawn) -> Option<Arc<BankedQuestion>>,
) -> Result<Shelf, StoreError> {
    let slug = exam.blueprint.slug.clone();
    // The version first: what changes between the two reads is then read once more, not missed.
    let (version, drawn) = store
        .read(|tx| {
            Box::pin(async move {
                let version = versions(tx).await?.get(slug.as_str()).copied().unwrap_or_default();
                Ok((version, drawn(tx, &slug).await?))
            })
        })
        .await?;
    let mut questions = Questions::with_capacity(drawn.len());
    let mut missing = Vec::new();
    for one in &drawn {
        match known(one) {
            Some(banked) => drop(questions.insert(one.revision, banked)),
            None => missing.push(one.revision),
        }
    }
    if !missing.is_empty() {
        for revision in store.read(|tx| Box::pin(async move { revisions(tx, &missing).await })).await? {
            questions.insert(revision.id, Arc::new(parse(&revision)?));
        }
    }
    Ok(Shelf::new(exam, &drawn, &questions, version))
}

/// A stored revision as a question.
pub(super) fn parse(revision: &StoredRevision) -> Result<BankedQuestion, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt(format!("revision {}: {why}", revision.id));
    let objective = revision.objective.parse().map_err(|_| corrupt("its objective".to_owned()))?;
    let name = revision.question.parse().map_err(|_| corrupt("its name".to_owned()))?;
    BankedQuestion::from_text(&revision.body, objective, name).map_err(|error| corrupt(error.message))
}
