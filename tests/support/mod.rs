//! The application in a test: a database of its own, a clock that stands until it is moved, the real bank unless told
//! otherwise, and randomness that repeats itself.

#![allow(dead_code, reason = "each test binary uses its part")]

pub mod postgres;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use simulado::ambient::{Clock, Random};
use simulado::auth::password::Passwords;
use simulado::proctor::{Library, Proctor, read_banks};
use simulado::store::{Store, question_file};
use simulado::web::{self, App};
use tempfile::TempDir;

/// When every test begins: 2026-11-24 12:00 UTC.
pub const START: i64 = 1_795_521_600;

/// A running application.
pub struct Simulado {
    pub app: App,
    pub clock: Clock,
    dir: TempDir,
}

/// The bank that is handed out.
pub fn real_questions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("questions")
}

impl Simulado {
    /// With the real bank.
    pub async fn start() -> Self {
        Self::with_questions(&real_questions()).await
    }

    /// With the bank of another folder.
    pub async fn with_questions(questions: &Path) -> Self {
        let dir = tempfile::tempdir().expect("a folder for the database");
        let clock = Clock::steered(Timestamp::from_second(START).expect("a time"));
        Self::open(dir, clock, questions, 1).await
    }

    /// Stops it and starts it again on the same database, as after a crash. The bank may have changed meanwhile.
    pub async fn restart(self, questions: &Path) -> Self {
        let Self { app, clock, dir } = self;
        let seed = app.random().seed();
        drop(app);
        Self::open(dir, clock, questions, seed).await
    }

    /// On a database of the server, whose address is given too.
    pub async fn on_postgres(questions: &Path) -> (Self, String) {
        let (url, dir) = (postgres::database().await, tempfile::tempdir().expect("a folder"));
        let clock = Clock::steered(Timestamp::from_second(START).expect("a time"));
        (Self::open_at(&url, dir, clock, questions, 1).await, url)
    }

    async fn open(dir: TempDir, clock: Clock, questions: &Path, seed: u64) -> Self {
        let url = format!("sqlite:{}", dir.path().join("simulado.db").display());
        Self::open_at(&url, dir, clock, questions, seed).await
    }

    async fn open_at(url: &str, dir: TempDir, clock: Clock, questions: &Path, seed: u64) -> Self {
        let banks = read_banks(questions, &question_file::peek(url).await).expect("a bank without errors");
        let store = Store::open(url).await.expect("a database");
        let random = Random::seeded(seed);
        let library = Library::open(&store, banks, &random, clock.now()).await.expect("a library");
        let passwords = Passwords::cheap(random.clone());
        let app = App::new(Proctor::new(store, library, clock.clone(), random), passwords, false);
        Self { app, clock, dir }
    }

    /// The proctor, to sweep by hand.
    pub fn proctor(&self) -> &Proctor {
        &self.app.proctor
    }

    /// The file of the database.
    pub fn database(&self) -> PathBuf {
        self.dir.path().join("simulado.db")
    }

    /// Time passes.
    pub fn wait_seconds(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// Serves on a port of the loopback address until the test ends, with the sweeper running.
    pub async fn listen(&self) -> SocketAddr {
        self.listen_with(axum::Router::new()).await
    }

    /// The same with further routes of the test's own.
    pub async fn listen_with(&self, further: axum::Router) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = further.fallback_service(web::app(self.app.clone()));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        tokio::spawn(simulado::proctor::sweep(self.app.proctor.clone()));
        address
    }
}
