//! An exam with what is drawn of it now: of each question only what drawing needs to know. A shelf never changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::bank::guide::{self, Guide};
use crate::bank::{self, alike};
use crate::exam::blueprint::Blueprint;
use crate::exam::draft::Draft;
use crate::exam::form::{Drawable, Histories, Pool, Stock};
use crate::exam::id::{ObjectiveId, QuestionName, RevisionId};
use crate::store::{Store, StoreError, drawable};

/// What an exam's folder holds beside its questions.
#[derive(Clone)]
pub(super) struct Exam {
    pub blueprint: Blueprint,
    pub file: Arc<str>,
    pub guides: Arc<BTreeMap<ObjectiveId, Guide>>,
}

/// An exam with its questions as they are drawn now. Immutable.
pub struct Shelf {
    /// The exam's plan.
    pub blueprint: Blueprint,
    /// The file that the plan was read from.
    pub exam_file: Arc<str>,
    guides: Arc<BTreeMap<ObjectiveId, Guide>>,
    /// In the order of their names, so that a seed makes the same form on every database.
    stock: Stock,
    held: usize,
    /// The sources of each objective's questions, read when they are first asked for.
    sources: BTreeMap<ObjectiveId, OnceCell<BTreeSet<String>>>,
    /// The marks of all questions, read when something is first compared with them.
    marks: OnceCell<Vec<(RevisionId, Box<[u32]>)>>,
    /// The version of what is drawn that this shelf holds.
    pub(super) version: i64,
}

impl Shelf {
    pub(super) fn new(exam: Exam, mut stock: Stock, version: i64) -> Self {
        for drawables in stock.values_mut() {
            drawables.sort_unstable_by(|one, other| one.question.cmp(&other.question));
            drawables.shrink_to_fit();
        }
        let held = stock.values().map(Vec::len).sum();
        let sources = stock.keys().map(|objective| (objective.clone(), OnceCell::new())).collect();
        let Exam { blueprint, file: exam_file, guides } = exam;
        Self { blueprint, exam_file, guides, stock, held, sources, marks: OnceCell::new(), version }
    }

    pub(super) fn exam(&self) -> Exam {
        Exam { blueprint: self.blueprint.clone(), file: Arc::clone(&self.exam_file), guides: Arc::clone(&self.guides) }
    }

    /// How many questions an objective has.
    pub fn held(&self, objective: &ObjectiveId) -> usize {
        self.stock.get(objective).map_or(0, Vec::len)
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.held
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.held == 0
    }

    /// Everything that is drawn, by objective and name.
    pub fn iter(&self) -> impl Iterator<Item = &Drawable> {
        self.stock.values().flatten()
    }

    /// What can be drawn, with what a candidate already had of it.
    pub fn pool<'p>(&'p self, histories: &'p Histories) -> Pool<'p> {
        Pool { stock: &self.stock, histories }
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

    /// Where the facts of an objective's questions come from, in order.
    pub async fn sources(
        &self,
        store: &Store,
        objective: &ObjectiveId,
    ) -> Result<impl Iterator<Item = &str>, StoreError> {
        let found = match self.sources.get(objective) {
            None => None,
            Some(cell) => {
                let (exam, of) = (self.blueprint.slug.clone(), objective.clone());
                let read = store.read(|tx| Box::pin(async move { drawable::sources(tx, &exam, &of).await }));
                Some(cell.get_or_try_init(|| read).await?)
            }
        };
        Ok(found.into_iter().flatten().map(String::as_str))
    }

    /// The questions that say nearly the same as a draft: at least this share of the words of both, the nearest first; each with its
    /// share. The question itself is passed over.
    pub async fn alike(
        &self,
        store: &Store,
        draft: &Draft,
        own: Option<&QuestionName>,
        share: f64,
        most: usize,
    ) -> Result<Vec<(RevisionId, f64)>, StoreError> {
        let mine = alike::marks(&alike::words(draft));
        let exam = self.blueprint.slug.clone();
        let read = store.read(|tx| Box::pin(async move { drawable::marks(tx, &exam).await }));
        let marks = self.marks.get_or_try_init(|| read).await?;
        let own = own.and_then(|own| self.iter().find(|drawable| drawable.question == *own));
        let others = marks.iter().filter(|(id, _)| own.is_none_or(|own| own.revision != *id));
        Ok(alike::alike(&mine, others.map(|(id, marks)| (*id, &**marks)), share, most))
    }
}
