//! A database and a bank in a folder of their own, and the program run on them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use simulado::ambient::{Clock, Random};
use simulado::bank::files::Known;
use simulado::bank::{card, format};
use simulado::exam::draft::Draft;
use simulado::exam::id::{ExamSlug, ObjectiveId, QuestionName, RevisionId};
use simulado::exam::lifecycle::State;
use simulado::proctor::{Library, file, read_banks};
use simulado::store::file_sync::Synced;
use simulado::store::question::{self, NewRevision, Origin, Saved};
use simulado::store::{Store, question_file};
use tempfile::TempDir;

use crate::ended::Ended;

pub const TINY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/questions");

/// A place with a database and with questions, whose texts may be changed.
pub struct Place {
    pub dir: TempDir,
    pub url: String,
    pub exam: ExamSlug,
}

impl Place {
    pub async fn with(bank: &str, exam: &str) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", dir.path().join("simulado.db").display());
        Self::on(dir, url, bank, exam).await
    }

    pub async fn on(dir: TempDir, url: String, bank: &str, exam: &str) -> Self {
        copy(Path::new(bank), &dir.path().join("questions"));
        let place = Self { dir, url, exam: exam.parse().expect("a slug") };
        place.starts(&place.questions()).await;
        place
    }

    pub async fn tiny() -> Self {
        Self::with(TINY, "tiny").await
    }

    pub fn questions(&self) -> PathBuf {
        self.dir.path().join("questions")
    }

    /// The exam's folder that is served.
    pub fn served(&self) -> PathBuf {
        self.questions().join(self.exam.as_str())
    }

    /// The exam's folder in a folder of this name.
    pub fn other(&self, name: &str) -> PathBuf {
        self.dir.path().join(name).join(self.exam.as_str())
    }

    pub async fn store(&self) -> Store {
        Store::open(&self.url).await.expect("a database")
    }

    /// The program starts with a folder of exams.
    pub async fn starts(&self, questions: &Path) {
        let banks = read_banks(questions, &Known::new()).expect("a bank");
        Library::open(&self.store().await, banks, &Random::System, Clock::System.now()).await.expect("a library");
    }

    /// What a start with a folder of exams brings into the store.
    pub async fn start_finds(&self, questions: &Path) -> Synced {
        let folder = read_banks(questions, &Known::new()).expect("a bank").remove(0);
        file(&self.store().await, &folder.into(), &Random::System, Clock::System.now()).await.expect("a sync")
    }

    /// How many differences there are.
    pub async fn differences(&self) -> usize {
        let exam = self.exam.clone();
        let store = self.store().await;
        store
            .read(|tx| Box::pin(async move { question_file::differences(tx, &exam).await }))
            .await
            .expect("a read")
            .len()
    }

    /// Somebody changes a question here.
    pub async fn edits(&self, file: &str, state: State, change: impl Fn(&mut Draft)) {
        self.edits_into(file, file.split_once('/').expect("a folder").0, state, change).await;
    }

    pub async fn edits_into(&self, file: &str, objective: &str, state: State, change: impl Fn(&mut Draft)) {
        let name: QuestionName = Path::new(file).file_stem().and_then(|name| name.to_str()).unwrap().parse().unwrap();
        let store = self.store().await;
        let (exam, of) = (self.exam.clone(), name.clone());
        let head = store.read(|tx| Box::pin(async move { question::head(tx, &exam, &of).await })).await;
        let head = head.expect("a read").expect("a question");
        let mut draft = format::read_draft(&head.body, &head.objective, &name).expect("a text");
        change(&mut draft);
        let objective: ObjectiveId = objective.parse().unwrap();
        let body = format::write_draft(&draft, &objective, &name);
        let now = Clock::System.now();
        let new = NewRevision {
            exam: self.exam.clone(),
            id: RevisionId(Random::System.uuid(now)),
            hash: <sha2::Sha256 as sha2::Digest>::digest(body.as_bytes()).into(),
            body,
            author: None,
            origin: Origin::Page,
            reason: String::new(),
            base: Some(head.revision),
            card: card::card(&draft, objective, &name),
            card_version: card::VERSION,
            state,
            name,
        };
        let saved = store.write(move |tx| Box::pin(async move { question::save(tx, &new, now).await })).await;
        assert!(matches!(saved, Ok(Saved::Stored(_))), "{saved:?}");
    }

    pub fn exports(&self, to: &Path, more: &[&str]) -> Ended {
        let to = to.display().to_string();
        self.runs(&[&["export", "--exam", self.exam.as_str(), "--to", &to], more].concat())
    }

    pub fn runs(&self, args: &[&str]) -> Ended {
        let questions = self.questions().display().to_string();
        let mut command = Command::new(env!("CARGO_BIN_EXE_simulado"));
        command.args(["--database-url", &self.url, "--questions", &questions]).args(args);
        let done = command.env_remove("DATABASE_URL").env_remove("RUST_LOG").stdin(Stdio::null()).output();
        let done = done.expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Ended { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Every file below a folder with its bytes.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = PathBuf::from(entry.file_name());
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|(path, bytes)| (name.join(path), bytes)));
        } else {
            found.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
    found
}
