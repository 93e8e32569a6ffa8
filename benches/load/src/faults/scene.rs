//! What every test does: a server on a database of its own, candidates who answer, the comparison, and starting again.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::crowd::Crowd;
use super::database::Database;
use super::ledger::Verdict;
use super::sitter::{Reply, Seen, Sitter};
use super::tale::{Tale, Trouble};
use crate::client::Failure;
use crate::server::{self, Server};

/// Questions that a candidate of a storm answers again and again.
pub const PLACES: usize = 12;

/// The program under test, and where it may write.
pub struct Stage {
    /// The program.
    pub program: PathBuf,
    /// The questions that it serves.
    pub questions: PathBuf,
    /// A folder of this run.
    pub folder: PathBuf,
    /// Rounds, where the test's own number is not wanted.
    pub rounds: Option<u32>,
    /// Whether the program can look its database over.
    pub checks: bool,
}

impl Stage {
    /// A folder of a test.
    pub fn place(&self, name: &str) -> Result<PathBuf, Failure> {
        let place = self.folder.join(name);
        std::fs::create_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
        Ok(place)
    }

    /// How many rounds a test has.
    pub fn rounds(&self, usual: u32) -> u32 {
        self.rounds.unwrap_or(usual)
    }

    /// A command of the program.
    pub fn command(&self, url: &str) -> tokio::process::Command {
        server::simulado(&self.program, &self.questions, url)
    }
}

/// A server with its candidates.
pub struct Scene<'a> {
    stage: &'a Stage,
    server: Option<Server>,
    url: String,
    database: Database,
    environment: Vec<(String, String)>,
    crowd: Crowd,
    log: PathBuf,
}

impl<'a> Scene<'a> {
    /// A server on a new file in a folder, with candidates.
    pub async fn on_file(stage: &'a Stage, folder: &Path, candidates: usize) -> Result<Self, Failure> {
        let file = folder.join("simulado.db");
        let url = format!("sqlite:{}", file.display());
        let mut scene = Self::new(stage, url, Database::Sqlite(file))?;
        scene.start().await?;
        scene.invite(candidates, 0..PLACES).await?;
        Ok(scene)
    }

    /// A server that has not started yet.
    pub fn new(stage: &'a Stage, url: String, database: Database) -> Result<Self, Failure> {
        let address = server::free_address()?;
        let log = stage.folder.join(format!("{}.log", address.replace(':', "-")));
        Ok(Self { stage, server: None, url, database, environment: Vec::new(), crowd: Crowd::new(&address), log })
    }

    /// Sets a variable of the server's environment.
    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// Lets candidates come who answer some of the questions, with one who only asks whether answers are taken.
    pub async fn invite(&mut self, count: usize, places: std::ops::Range<usize>) -> Result<(), Failure> {
        self.crowd.invite(count, places).await
    }

    /// The candidates who are not answering just now.
    pub fn sitters(&mut self) -> &mut Vec<Sitter> {
        self.crowd.sitters()
    }

    /// Where the server listens.
    pub fn address(&self) -> &str {
        self.crowd.address()
    }

    /// What is stored.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// What the candidates saw so far.
    pub fn seen(&self) -> Seen {
        self.crowd.seen()
    }

    /// The server's process.
    pub fn pid(&self) -> u32 {
        self.server.as_ref().map_or(0, Server::pid)
    }

    /// Starts the server.
    pub async fn start(&mut self) -> Result<(), Failure> {
        let log = std::fs::File::options().create(true).append(true).open(&self.log);
        let log = log.map_err(|error| error.to_string())?;
        let other = log.try_clone().map_err(|error| error.to_string())?;
        let mut command = self.stage.command(&self.url);
        command.stdout(log).stderr(other).envs(self.environment.iter().map(|(name, value)| (name, value)));
        let started = Server::set_up(&mut command, self.crowd.address()).await;
        self.server = Some(started.map_err(|failure| format!("{failure}: {}", self.last_words()))?);
        Ok(())
    }

    /// Ends a scene in which answers were refused: each in words.
    pub async fn close(&mut self, tale: &mut Tale) -> Result<(), Trouble> {
        let seen = self.seen();
        tale.saw(&seen);
        self.kill().await?;
        match seen.wordless {
            0 => Ok(()),
            wordless => Err(Trouble::Failed(format!("{wordless} refusals say nothing"))),
        }
    }

    /// Kills the server with SIGKILL.
    pub async fn kill(&mut self) -> Result<(), Failure> {
        match self.server.take() {
            Some(server) => server.stop().await,
            None => Ok(()),
        }
    }

    /// Lets all candidates answer.
    pub fn let_loose(&mut self) {
        self.crowd.let_loose();
    }

    /// Waits until all candidates have had their last reply, or have given up waiting for it.
    pub async fn call_in(&mut self) -> Result<(), Failure> {
        self.crowd.call_in().await
    }

    /// Sends one answer, and gives the reply.
    pub async fn ask(&mut self) -> Result<Reply, Failure> {
        self.crowd.ask().await
    }

    /// Waits for the first answer that is acknowledged.
    pub async fn resumes(&mut self, since: Instant) -> Result<Duration, Failure> {
        let resumed = self.crowd.resumes(since).await;
        resumed.map_err(|failure| format!("{failure}: {}", self.last_words()))
    }

    /// Starts the server again, and compares before anybody else has answered.
    pub async fn come_back(&mut self, tale: &mut Tale) -> Result<(), Trouble> {
        let since = Instant::now();
        self.start().await?;
        tale.resumed.push(self.resumes(since).await?);
        self.look(tale).await
    }

    /// Kills the server, starts it again, and compares.
    pub async fn restart(&mut self, tale: &mut Tale) -> Result<(), Trouble> {
        self.kill().await?;
        self.start().await?;
        self.look(tale).await
    }

    /// Compares what was acknowledged with what is stored, and with some pages; lets the program look its database over.
    pub async fn look(&mut self, tale: &mut Tale) -> Result<(), Trouble> {
        tale.judge(self.compare()?);
        let rows = self.database.rows()?;
        for sitter in self.crowd.sitters().iter_mut().take(4) {
            if sitter.is_shown(&rows).await? == Some(false) {
                return Err(Trouble::Failed("a page does not show what is stored".to_owned()));
            }
        }
        self.check().await?;
        self.is_calm()?;
        Ok(())
    }

    /// Compares what was acknowledged with what is stored.
    pub fn compare(&self) -> Result<Verdict, Failure> {
        Ok(self.crowd.compare(&self.database.rows()?))
    }

    async fn check(&self) -> Result<(), Failure> {
        if !self.stage.checks {
            return Ok(());
        }
        let output = self.stage.command(&self.url).arg("check").output().await.map_err(|error| error.to_string())?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!("simulado check: {}", String::from_utf8_lossy(&output.stdout).trim()))
    }

    /// Fails if anything in the server has panicked.
    pub fn is_calm(&self) -> Result<(), Failure> {
        let log = std::fs::read_to_string(&self.log).map_err(|error| error.to_string())?;
        match log.lines().find(|line| line.contains("panicked")) {
            Some(line) => Err(format!("the server panicked: {line}")),
            None => Ok(()),
        }
    }

    /// What the server said last.
    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(3)..].join(" | ").chars().take(900).collect()
    }
}

/// Waits some milliseconds.
pub async fn pause(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
