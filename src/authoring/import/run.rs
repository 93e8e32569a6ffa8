//! Looking at a file and bringing it in.

use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::json;

use super::plan::{Choices, Ground, Plan};
use crate::authoring::desk::{Desk, log};
use crate::bank::{card, format};
use crate::exam::blueprint::Blueprint;
use crate::exam::id::{ExamSlug, ImportId, ObjectiveId, QuestionName, RevisionId};
use crate::exam::lifecycle::State;
use crate::interchange::format::{detect, read, unknown};
use crate::interchange::{Cause, Content, Draft, Format, Meta, Outcome, Place, Reading, package};
use crate::store::audit::Act;
use crate::store::candidate::Candidate;
use crate::store::import::{self, Import, Source};
use crate::store::question::{NewRevision, Origin};
use crate::store::{StoreError, picture};

/// A file that was looked at and not decided is let go after this time.
const UNDECIDED: SignedDuration = SignedDuration::from_hours(24 * 7);

/// How many questions share a transaction: some tens of milliseconds.
const TOGETHER: usize = 100;

/// What came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Questions stored.
    pub taken: u32,
}

/// Why an import did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It was done before.
    #[error("this import was done before")]
    DoneBefore,
    /// Too many files wait to be read: this one was not.
    #[error("other files are being read; try again in a moment")]
    Waiting,
    /// The store failed. What has come in stays; the same file again brings in the rest.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Reads a file and says what would become of it, when its turn has come. Nothing is written.
    pub async fn look_at(
        &self,
        blueprint: &Blueprint,
        file_name: &str,
        bytes: Arc<Vec<u8>>,
        choices: Choices,
    ) -> Result<Plan, ImportError> {
        let turn = self.queue.turn().await.ok_or(ImportError::Waiting)?;
        let exam = blueprint.slug.clone();
        let ground = self
            .store
            .read(|tx| {
                Box::pin(async move {
                    Ok(Ground {
                        known: import::known(tx, &exam).await?,
                        provenance: import::provenance(tx, &exam).await?,
                        rules: import::rules(tx, &exam).await?,
                        pictures: picture::names(tx).await?,
                    })
                })
            })
            .await?;
        let (blueprint, file_name) = (blueprint.clone(), file_name.to_owned());
        // Reading and decoding may take a while: not on the threads that answer.
        let work = move || {
            // It is this that the others wait for, also if whoever asked has gone.
            let _turn = turn;
            let Some(format) = choices.format.or_else(|| detect(&file_name, &bytes)) else {
                let cause = unknown(&file_name, &bytes);
                return Plan { failure: Some((Place::default(), cause)), ..Plan::default() };
            };
            let reading = match format {
                Format::Simulado if !bytes.starts_with(b"PK") => Reading::refused(Place::default(), alone(&bytes)),
                Format::Package | Format::Simulado => package::read(&bytes, &own_file),
                format => read(format, &bytes, choices.table.as_ref()),
            };
            Plan::new(reading, format, &choices, &blueprint, &ground)
        };
        Ok(tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Panicked)?)
    }

    /// Keeps a file that was uploaded, to be decided on.
    pub async fn keep_file(
        &self,
        author: &Candidate,
        exam: &ExamSlug,
        file_name: String,
        bytes: Vec<u8>,
        choices: &Choices,
    ) -> Result<ImportId, StoreError> {
        let now = self.clock.now();
        let id = ImportId(self.random.uuid(now));
        let choices = serde_json::to_value(choices).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let import = Import {
            id,
            author: author.id,
            exam: exam.clone(),
            file_name,
            bytes,
            choices,
            created_at: now,
            done: None,
        };
        let before = now.checked_sub(UNDECIDED).unwrap_or(now);
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    import::delete_old(tx, before).await?;
                    import::add(tx, &import).await
                })
            })
            .await?;
        Ok(id)
    }

    /// Brings in what a plan has. `id` is the upload that it is from, if there is one: it is used up.
    ///
    /// A few questions at a time, so that nobody's answer waits for thousands of them. Should it be cut off in the middle, what came
    /// in stays, and the same file once more brings in the rest.
    pub async fn bring_in(
        &self,
        author: Option<&Candidate>,
        blueprint: &Blueprint,
        file_name: &str,
        plan: Plan,
        choices: &Choices,
        id: Option<ImportId>,
    ) -> Result<Done, ImportError> {
        let (exam, now) = (blueprint.slug.clone(), self.clock.now());
        let texts: Vec<(NewRevision, Source)> = plan
            .ready()
            .map(|ready| {
                let new = NewRevision {
                    exam: exam.clone(),
                    name: ready.name.clone(),
                    id: RevisionId(self.random.uuid(now)),
                    hash: ready.hash,
                    body: ready.body.clone(),
                    author: author.map(|author| author.id),
                    origin: Origin::Import,
                    reason: file_name.to_owned(),
                    base: ready.base,
                    card: card::card(&ready.draft, ready.objective.clone(), &ready.name),
                    card_version: card::VERSION,
                    state: State::Draft,
                };
                (new, ready.source.clone())
            })
            .collect();
        let mut rules = choices.parts.clone();
        rules.retain(|_, part| !part.is_empty());
        let mut act = Act {
            id: self.random.uuid(now),
            at: now,
            actor: author.map(|author| author.id),
            actor_name: author.and_then(|author| author.name.clone()).unwrap_or_default(),
            act: "questions-imported".to_owned(),
            object: format!("exam/{exam}"),
            before: json!({}),
            after: json!({ "file": file_name }),
        };
        let pictures = plan.pictures;
        let is_open = self
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(id) = id
                        && !import::is_open(tx, id).await?
                    {
                        return Ok(false);
                    }
                    picture::put(tx, &pictures).await?;
                    Ok(true)
                })
            })
            .await?;
        if !is_open {
            return Err(ImportError::DoneBefore);
        }
        let mut taken = 0;
        for texts in texts.chunks(TOGETHER) {
            let (exam, texts) = (exam.clone(), texts.to_vec());
            taken += self
                .store
                .write(move |tx| {
                    Box::pin(async move {
                        let taken = import::store(tx, &exam, &texts, now).await?;
                        if let Some(id) = id {
                            import::add_taken(tx, id, taken).await?;
                        }
                        Ok(taken)
                    })
                })
                .await?;
        }
        let done = self
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(id) = id {
                        let Some(all) = import::finish(tx, id, now).await? else { return Ok(None) };
                        taken = all;
                    }
                    import::remember(tx, &exam, &rules).await?;
                    act.after["questions"] = taken.into();
                    log(tx, &act).await?;
                    Ok(Some(Done { taken }))
                })
            })
            .await?;
        done.ok_or(ImportError::DoneBefore)
    }
}

/// Why a question file of ours does not come in by itself.
fn alone(bytes: &[u8]) -> Cause {
    if std::str::from_utf8(bytes).is_ok() { Cause::Alone } else { Cause::Encoding }
}

/// A question file of ours in a package: `<objective>/<name>.md`.
fn own_file(path: &str, text: &str) -> Outcome {
    let refused = |why: String| Outcome::Refused(Cause::Format(why));
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let objective = folder.rsplit('/').next().unwrap_or_default().parse::<ObjectiveId>();
    let name = QuestionName::of_new(file.strip_suffix(".md").unwrap_or(file));
    let (objective, name) = match (objective, name) {
        (Ok(objective), Ok(name)) => (objective, name),
        (Err(error), _) | (_, Err(error)) => return refused(error.to_string()),
    };
    match format::parse(text, objective, name) {
        Err(error) => refused(error.to_string()),
        Ok(parsed) => {
            let question = parsed.question;
            let meta = Meta::of(&question, None);
            let draft = Draft {
                id: question.name.to_string(),
                kind: question.kind,
                content: Content::Both(question.body),
                category: Vec::new(),
                tags: Vec::new(),
                meta,
                images: Vec::new(),
            };
            Outcome::Taken { draft: Box::new(draft), remarks: Vec::new() }
        }
    }
}
