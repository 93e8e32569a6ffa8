//! The question bank: reads `questions/`, holds it immutable in memory, renders and lints it.

pub mod alike;
pub mod archive;
pub mod card;
pub mod diff;
pub mod facts;
pub mod files;
mod fix;
pub mod folder;
pub mod format;
pub mod guide;
pub mod lint;
mod load;
pub mod pictures;
pub mod render;

use std::{collections::BTreeMap, sync::OnceLock};

use sha2::{Digest, Sha256};

pub use self::{
    fix::fix,
    load::{BankError, EXAM_FILE, load},
};
use self::{format::FormatError, guide::Guide, render::Rendered};
use crate::exam::{
    blueprint::Blueprint,
    id::{ObjectiveId, QuestionName},
    lang::{Lang, Localized},
    question::Question,
};

/// The questions of an exam. Every objective and area that they name is in the blueprint; no name is there twice.
#[derive(Debug)]
pub struct Bank {
    /// The exam.
    pub blueprint: Blueprint,
    /// The questions of each objective, in the order of their names. An objective without questions may be missing.
    pub questions: BTreeMap<ObjectiveId, Vec<BankedQuestion>>,
    /// The study guides that were written.
    pub guides: BTreeMap<ObjectiveId, Guide>,
}

impl Bank {
    /// Every question, in the order of the blueprint.
    pub fn iter(&self) -> impl Iterator<Item = &BankedQuestion> {
        self.blueprint.objectives().flat_map(|objective| self.of(&objective.id))
    }

    /// The questions of an objective.
    pub fn of(&self, objective: &ObjectiveId) -> &[BankedQuestion] {
        self.questions.get(objective).map_or(&[], Vec::as_slice)
    }

    /// The question of this name.
    pub fn get(&self, name: &QuestionName) -> Option<&BankedQuestion> {
        self.questions.values().flatten().find(|banked| banked.question.name == *name)
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.questions.values().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A question with the text that identifies its revision.
#[derive(Clone, Debug)]
pub struct BankedQuestion {
    /// The question.
    pub question: Question,
    /// Its file in canonical form, whatever form the file has.
    pub text: String,
    /// SHA-256 of `text`: the same question has the same hash on every machine.
    pub hash: [u8; 32],
    rendered: Localized<OnceLock<Rendered>>,
}

impl BankedQuestion {
    /// Makes canonical text and hash of a question.
    pub fn new(question: Question) -> Self {
        let text = format::write(&question);
        let hash = Sha256::digest(text.as_bytes()).into();
        Self { question, text, hash, rendered: Localized::default() }
    }

    /// Reads a stored revision back.
    pub fn from_text(text: &str, objective: ObjectiveId, name: QuestionName) -> Result<Self, FormatError> {
        format::parse(text, objective, name).map(|parsed| Self::new(parsed.question))
    }

    /// The question as HTML, rendered when it is first asked for.
    pub fn rendered(&self, lang: Lang) -> &Rendered {
        self.rendered.get(lang).get_or_init(|| render::render(self.question.body.get(lang)))
    }
}
