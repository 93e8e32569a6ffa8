//! Hurts a real server, its disk, its clock and its database in the middle of a storm of answers, and compares every answer that
//! was acknowledged with what is there afterwards. `bin/faults` builds everything and runs it.

mod broken;
mod clock;
pub mod cluster;
pub mod crowd;
pub mod database;
mod full;
mod kill;
pub mod ledger;
mod network;
mod postgres;
mod power;
mod proof;
pub mod scene;
pub mod sitter;
mod slow;
pub mod tale;
pub mod tools;

use std::future::Future;
use std::io::Write as _;
use std::path::PathBuf;
use std::pin::Pin;
use std::time::{Duration, Instant};

use tokio::signal::unix::{SignalKind, signal};

use super::client::Failure;
use scene::Stage;
use tale::{Tale, Trouble};

/// What to hurt, and of what.
#[derive(clap::Args)]
pub struct Wish {
    /// The program under test
    #[arg(long)]
    server: PathBuf,
    /// The folder that holds a folder per exam
    #[arg(long, default_value = "questions")]
    questions: PathBuf,
    /// Where databases are made: it should lie on a disk
    #[arg(long, default_value = "target/faults")]
    folder: PathBuf,
    /// Only what has this in its name
    #[arg(long)]
    only: Option<String>,
    /// Rounds of each test, instead of its own number
    #[arg(long)]
    rounds: Option<u32>,
}

/// No test takes longer.
const PATIENCE: Duration = Duration::from_mins(2);

pub type Running<'a> = Pin<Box<dyn Future<Output = Result<(), Trouble>> + 'a>>;
type Test = for<'a> fn(&'a Stage, &'a mut Tale) -> Running<'a>;

/// Every test.
const TESTS: [(&str, Test); 14] = [
    ("proof: an answer taken away", |stage, tale| Box::pin(proof::by_hand(stage, tale))),
    ("proof: power cut, lying disk", |stage, tale| Box::pin(proof::lying_disk(stage, tale))),
    ("kill -9", |stage, tale| Box::pin(kill::run(stage, tale))),
    ("power cut", |stage, tale| Box::pin(power::run(stage, tale))),
    ("disk full", |stage, tale| Box::pin(full::run(stage, tale))),
    ("disk broken: EIO, EROFS", |stage, tale| Box::pin(broken::run(stage, tale))),
    ("disk slow: 200 ms a flush", |stage, tale| Box::pin(slow::run(stage, tale))),
    ("disk slow: more than may wait", |stage, tale| Box::pin(slow::crowd(stage, tale))),
    ("clock jumps", |stage, tale| Box::pin(clock::run(stage, tale))),
    ("postgres: connections ended", |stage, tale| Box::pin(postgres::connections(stage, tale))),
    ("postgres: crash", |stage, tale| Box::pin(postgres::crash(stage, tale))),
    ("postgres: network reset", |stage, tale| Box::pin(network::reset(stage, tale))),
    ("postgres: cable out for 3 s", |stage, tale| Box::pin(network::cable(stage, tale))),
    ("postgres: 20 % of packets lost", |stage, tale| Box::pin(network::loss(stage, tale))),
];

pub fn say(text: &str) {
    // Whoever reads may have gone away.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Runs the tests, and stops between two moments when interrupted: what was mounted, made or started goes with its value.
pub async fn run(wish: Wish) -> Result<bool, Failure> {
    unless_interrupted(all(wish)).await
}

/// Does it to its end, or drops it when somebody says so.
pub async fn unless_interrupted(doing: impl Future<Output = Result<bool, Failure>>) -> Result<bool, Failure> {
    let (mut interrupt, mut terminate) = (told(SignalKind::interrupt())?, told(SignalKind::terminate())?);
    tokio::select! {
        done = doing => done,
        _ = interrupt.recv() => Err("interrupted".to_owned()),
        _ = terminate.recv() => Err("told to stop".to_owned()),
    }
}

/// How many tests passed, failed and were not run.
#[derive(Default, PartialEq, Eq)]
pub struct Tally {
    passed: usize,
    /// What was promised does not hold.
    pub failed: usize,
    /// Cannot be run here.
    pub left: usize,
}

impl Tally {
    /// Adds one.
    pub fn count(&mut self, ended: &Result<(), Trouble>, is_well: bool) {
        match ended {
            Err(Trouble::NotRun(_)) => self.left += 1,
            Ok(()) if is_well => self.passed += 1,
            _ => self.failed += 1,
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        format!("{} passed, {} failed, {} not run", self.passed, self.failed, self.left)
    }
}

fn told(kind: SignalKind) -> Result<tokio::signal::unix::Signal, Failure> {
    signal(kind).map_err(|error| error.to_string())
}

async fn all(wish: Wish) -> Result<bool, Failure> {
    std::fs::create_dir_all(&wish.folder).map_err(|error| error.to_string())?;
    // Strace and mount want whole paths.
    let folder = std::fs::canonicalize(&wish.folder).map_err(|error| error.to_string())?;
    let folder = tempfile::tempdir_in(folder).map_err(|error| error.to_string())?;
    let help = tokio::process::Command::new(&wish.server).arg("--help").output().await;
    let help = help.map_err(|error| format!("{}: {error}", wish.server.display()))?;
    let stage = Stage {
        program: wish.server,
        questions: wish.questions,
        folder: folder.path().to_owned(),
        rounds: wish.rounds,
        checks: String::from_utf8_lossy(&help.stdout).lines().any(|line| line.trim_start().starts_with("check ")),
    };
    let (since, mut tally) = (Instant::now(), Tally::default());
    say(&tale::head("resumed s"));
    for (name, test) in TESTS {
        if wish.only.as_deref().is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let mut tale = Tale::of(name);
        let ended = tokio::time::timeout(PATIENCE, test(&stage, &mut tale)).await;
        let ended = ended.unwrap_or_else(|_| Err(Trouble::Failed("it does not come to an end".to_owned())));
        say(&tale.line(&ended));
        tally.count(&ended, tale.is_well());
    }
    if tally == Tally::default() {
        return Err("no test has this in its name".to_owned());
    }
    let looked = if stage.checks { "" } else { "; this program has no \"check\"" };
    say(&format!("{}, in {} s{looked}", tally.words(), since.elapsed().as_secs()));
    Ok(tally.failed == 0)
}
