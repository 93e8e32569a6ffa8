//! What goes out into files: the questions of an exam as they are asked, and on request the drafts that are finished.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use zip::result::ZipResult;

use super::export::stored;
use crate::bank::archive;
use crate::bank::folder::{Known, Sheet};
use crate::bank::format::is_finished;
use crate::exam::id::{ExamSlug, QuestionName};
use crate::exam::lifecycle::State;
use crate::interchange::Pictures;
use crate::store::file_text::{self, Text, Texts};
use crate::store::{Store, StoreError, file_sync};

/// The questions of an exam, as files.
#[derive(Clone, Debug, Default)]
pub struct Outgoing {
    /// The files, by folder and name.
    pub sheets: Vec<Sheet>,
    /// Questions whose newest text is not finished. An older one that is asked goes out.
    pub unfinished: Vec<QuestionName>,
    /// Questions whose newest text is a finished draft that does not go out.
    pub drafts: Vec<QuestionName>,
    /// Questions that are not asked any more.
    pub retired: BTreeSet<QuestionName>,
    /// SHA-256 of the files when pages and files last agreed.
    pub agreed: BTreeMap<QuestionName, [u8; 32]>,
}

impl Outgoing {
    /// Whether nothing is stored of the exam.
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty() && self.unfinished.is_empty() && self.drafts.is_empty() && self.retired.is_empty()
    }

    /// The pictures that its questions show, as far as they are stored.
    pub async fn pictures(&self, store: &Store) -> Result<Pictures, StoreError> {
        stored(store, self.sheets.iter().flat_map(Sheet::pictures)).await
    }

    /// All of it as an archive, which can be taken for an exam's folder or read again on the page.
    /// `files` lie beside the questions, by their paths in the folder.
    pub fn pack(&self, exam: &ExamSlug, files: &[(String, String)], pictures: &Pictures) -> ZipResult<Vec<u8>> {
        let files = files.iter().map(|(path, text)| (format!("{exam}/{path}"), text.as_bytes()));
        let pictures = pictures.iter().map(|(name, bytes)| (format!("{exam}/images/{name}"), bytes.as_slice()));
        let questions = self.sheets.iter().map(|sheet| {
            let path = format!("{exam}/{}/{}.md", sheet.objective, sheet.name);
            (path, sheet.text.as_bytes())
        });
        archive::zip(files.chain(questions).chain(pictures))
    }

    fn add(&mut self, exam: &ExamSlug, texts: Texts, drafts: bool) -> Result<(), StoreError> {
        let Texts { question, state, newest, drawn, file_hash } = texts;
        if let Some(hash) = file_hash {
            self.agreed.insert(question.clone(), hash);
        }
        let text = match state {
            State::Retired => {
                self.retired.insert(question);
                return Ok(());
            }
            State::Live => Some(newest),
            State::Draft | State::InReview if !is_finished(&newest.body) => {
                self.unfinished.push(question.clone());
                drawn
            }
            State::Draft | State::InReview if drafts => Some(newest),
            State::Draft | State::InReview => {
                self.drafts.push(question.clone());
                drawn
            }
        };
        let Some(Text { objective, body }) = text else { return Ok(()) };
        let sheet = Sheet::new(&body, objective, question.clone())
            .map_err(|error| StoreError::Corrupt(format!("question {exam}/{question}: {error}")))?;
        self.sheets.push(sheet);
        Ok(())
    }
}

/// What goes out of an exam; with `drafts` also texts that are finished and not live yet.
pub async fn outgoing(store: &Store, exam: &ExamSlug, drafts: bool) -> Result<Outgoing, StoreError> {
    let slug = exam.clone();
    let texts = store.read(|tx| Box::pin(async move { file_text::all(tx, &slug).await })).await?;
    let mut outgoing = Outgoing::default();
    for one in texts {
        outgoing.add(exam, one, drafts)?;
    }
    outgoing.sheets.sort_by(|one, other| (&one.objective, &one.name).cmp(&(&other.objective, &other.name)));
    Ok(outgoing)
}

/// What may be done to the files of a folder.
///
/// In the folder that is served (`served`), a file may be overwritten if it says what it said when page and file last agreed:
/// anything else is a change that the next start has to see. Elsewhere every text that was ever stored may be.
pub async fn known(store: &Store, exam: &ExamSlug, outgoing: &Outgoing, served: bool) -> Result<Known, StoreError> {
    let slug = exam.clone();
    let (hashes, conflicts) = store
        .read(|tx| {
            Box::pin(async move {
                let hashes = if served { Vec::new() } else { file_text::hashes(tx, &slug).await? };
                Ok((hashes, if served { file_sync::conflicts(tx, &slug).await? } else { Vec::new() }))
            })
        })
        .await?;
    let agreed = outgoing.agreed.iter().map(|(name, hash)| (name.clone(), *hash));
    Ok(Known {
        texts: hashes.into_iter().chain(agreed).collect::<HashSet<_>>(),
        retired: outgoing.retired.clone(),
        undecided: conflicts.into_iter().map(|conflict| conflict.question).collect(),
    })
}
