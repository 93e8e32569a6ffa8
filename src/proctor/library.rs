//! The exams as they are drawn now, and their questions as they are asked for.
//!
//! A shelf never changes. When what is drawn changes – a page or another program that serves the same database did it –, a new
//! shelf takes its place; whoever works with the old one goes on with it.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;

use super::filing::file;
use super::memory::Memory;
use super::shelf::{Exam, Shelf};
use super::{Question, pictures};
use crate::ambient::Random;
use crate::bank::files::{Folder, Known};
use crate::bank::{self, BankError, BankedQuestion, card, facts, folder};
use crate::exam::form::{Drawable, Stock};
use crate::exam::id::{ExamSlug, RevisionId};
use crate::exam::lang::Lang;
use crate::store::bank::{StoredRevision, revisions, versions};
use crate::store::drawable::{self, Drawn, WithFacts, drawn};
use crate::store::{Store, StoreError};

/// So many texts are read and parsed at once.
const AT_ONCE: usize = 500;

/// Questions by the revision that was served.
pub type Questions = HashMap<RevisionId, Question>;

/// Why the exams cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A file is no question any more: it was one a moment ago.
    #[error(transparent)]
    Bank(#[from] BankError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Shelves = BTreeMap<ExamSlug, Arc<Shelf>>;

/// All exams. Cheap to clone.
#[derive(Clone)]
pub struct Library {
    shelves: Arc<RwLock<Shelves>>,
    memory: Memory,
}

/// Reads every exam's folder in `questions`. What is known of files need not be parsed.
pub fn read_banks(questions: &Path, known: &Known) -> Result<Vec<Folder>, BankError> {
    let folders = folder::exams(questions)?;
    if folders.is_empty() {
        let message = "holds no exam: a folder with an exam.toml is expected".to_owned();
        return Err(BankError { file: questions.to_owned(), line: None, message });
    }
    folders.iter().map(|folder| Folder::read(folder, known)).collect()
}

impl Library {
    /// Brings the store in line with the exams' files, and reads what is drawn.
    pub async fn open(store: &Store, folders: Vec<Folder>, random: &Random, now: Timestamp) -> Result<Self, OpenError> {
        let library = Self { shelves: Arc::default(), memory: Memory::default() };
        for folder in folders {
            pictures::keep(store, &folder.pictures).await?;
            let folder = Arc::new(folder);
            file(store, &folder, random, now).await?;
            renew_cards(store, &folder.blueprint.slug).await?;
            let (blueprint, guides) = (folder.blueprint.clone(), Arc::clone(&folder.guides));
            let exam = Exam { blueprint, file: folder.exam_file.as_str().into(), guides };
            drop(folder);
            library.read_shelf(store, exam).await?;
        }
        Ok(library)
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
            if versions.get(slug.as_str()).copied().unwrap_or_default() != old.version {
                self.read_shelf(store, old.exam()).await?;
            }
        }
        Ok(())
    }

    /// Reads what is drawn of an exam.
    async fn read_shelf(&self, store: &Store, exam: Exam) -> Result<(), StoreError> {
        let slug = exam.blueprint.slug.clone();
        let of = slug.clone();
        // The version first: what changes between the two reads is then read once more, not missed.
        let (version, drawn) = store
            .read(|tx| {
                Box::pin(async move {
                    let version = versions(tx).await?.get(of.as_str()).copied().unwrap_or_default();
                    Ok((version, drawn(tx, &of, facts::VERSION).await?))
                })
            })
            .await?;
        let (mut stock, mut unknown) = (Stock::new(), Vec::new());
        for Drawn { question, revision, known } in drawn {
            match known {
                Some((objective, options)) => {
                    stock.entry(objective).or_default().push(Drawable { question, revision, options });
                }
                None => unknown.push(revision),
            }
        }
        for ids in unknown.chunks(AT_ONCE) {
            for WithFacts { question, revision, objective, facts } in self.derive(store, &slug, ids).await? {
                let drawable = Drawable { question, revision, options: facts.options };
                stock.entry(objective).or_default().push(drawable);
            }
        }
        let shelf = Arc::new(Shelf::new(exam, stock, version));
        self.shelves.write().unwrap_or_else(PoisonError::into_inner).insert(slug, shelf);
        Ok(())
    }

    /// Derives the facts of live texts, and stores them for the next start.
    async fn derive(&self, store: &Store, exam: &ExamSlug, ids: &[RevisionId]) -> Result<Vec<WithFacts>, StoreError> {
        let questions = self.questions(store, ids.iter().copied()).await?;
        let with_facts = |(revision, banked): (RevisionId, Question)| {
            let question = &banked.question;
            let (name, objective) = (question.name.clone(), question.objective.clone());
            WithFacts { question: name, revision, objective, facts: facts::facts(question) }
        };
        let texts: Vec<WithFacts> = questions.into_iter().map(with_facts).collect();
        let (exam, stored) = (exam.clone(), texts.clone());
        store.write(move |tx| Box::pin(async move { drawable::put(tx, &exam, &stored).await })).await?;
        Ok(texts)
    }

    /// Renders as many questions as stay in memory, so that nobody's first page waits for it. Takes about a millisecond for each; to
    /// be run beside the server, not before it.
    pub async fn warm(&self, store: &Store) -> Result<(), StoreError> {
        let shelves = self.shelves();
        let ids: Vec<RevisionId> = shelves.iter().flat_map(|shelf| shelf.iter()).map(|one| one.revision).collect();
        for ids in ids.chunks(AT_ONCE) {
            if !self.memory.has_room() {
                break;
            }
            let questions = self.questions(store, ids.iter().copied()).await?;
            aside(move || {
                for (banked, lang) in questions.values().flat_map(|banked| Lang::ALL.map(|lang| (banked, lang))) {
                    banked.rendered(lang);
                }
            })
            .await?;
        }
        Ok(())
    }

    /// The questions of these revisions, whether they are still drawn or not.
    pub async fn questions(
        &self,
        store: &Store,
        ids: impl Iterator<Item = RevisionId>,
    ) -> Result<Questions, StoreError> {
        let (mut found, missing) = self.memory.find(ids);
        for ids in missing.chunks(AT_ONCE) {
            for (id, banked) in read(store, ids.to_vec()).await? {
                self.memory.keep(id, Arc::clone(&banked));
                found.insert(id, banked);
            }
        }
        Ok(found)
    }

    /// Every question that is drawn of an exam, by objective and name. What is not in memory is read, and not kept there: they may
    /// be very many.
    pub async fn all(&self, store: &Store, shelf: &Shelf) -> Result<Vec<Question>, StoreError> {
        let (mut found, missing) = self.memory.find(shelf.iter().map(|one| one.revision));
        for ids in missing.chunks(AT_ONCE) {
            found.extend(read(store, ids.to_vec()).await?);
        }
        Ok(shelf.iter().filter_map(|one| found.remove(&one.revision)).collect())
    }
}

/// Reads questions from the store.
async fn read(store: &Store, ids: Vec<RevisionId>) -> Result<Vec<(RevisionId, Question)>, StoreError> {
    let stored = store.read(|tx| Box::pin(async move { revisions(tx, &ids).await })).await?;
    let parsed = move || stored.iter().map(|one| Ok((one.id, Arc::new(parse(one)?)))).collect();
    aside(parsed).await?
}

/// Does what takes a while on a thread where nobody waits for an answer.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Panicked)
}

/// Makes the cards anew that another version of the program made.
async fn renew_cards(store: &Store, exam: &ExamSlug) -> Result<(), StoreError> {
    loop {
        let slug = exam.clone();
        let limit = u32::try_from(AT_ONCE).unwrap_or(u32::MAX);
        let stale = store
            .read(|tx| Box::pin(async move { crate::store::card::stale(tx, &slug, card::VERSION, limit).await }))
            .await?;
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
            .await?;
    }
}

/// A stored revision as a question.
pub(super) fn parse(revision: &StoredRevision) -> Result<BankedQuestion, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt(format!("revision {}: {why}", revision.id));
    let objective = revision.objective.parse().map_err(|_| corrupt("its objective".to_owned()))?;
    let name = revision.question.parse().map_err(|_| corrupt("its name".to_owned()))?;
    BankedQuestion::from_text(&revision.body, objective, name).map_err(|error| corrupt(error.message))
}
