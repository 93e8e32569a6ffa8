//! The measurement: ceilings and scenarios, one after the other, each against a server of its own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::client::{Client, Failure};
use super::cost;
use super::drive::{self, Outcome};
use super::exam::{Candidate, CeilingSave, HandingIn, Looking, Navigating, Newcomer, Page, QUESTIONS, Reading, Saving};
use super::report::{Report, Wanted};
use super::server::Server;

/// What to measure, and of what.
#[derive(clap::Args)]
pub struct Wish {
    /// The program under measurement
    #[arg(long)]
    server: PathBuf,
    /// The folder that holds a folder per exam
    #[arg(long, default_value = "questions")]
    questions: PathBuf,
    /// Where databases are made: it should lie on the disk that counts
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// Only what has this in its name
    #[arg(long)]
    only: Option<String>,
    /// Where to write the figures as JSON
    #[arg(long)]
    json: Option<PathBuf>,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 8.0)]
    seconds: f64,
}

/// Connections of those who save, and of those who read.
const SAVING: usize = 256;
const READING: usize = 64;
const WARM: Duration = Duration::from_secs(1);
/// Exams that are begun, and handed in.
const EXAMS: usize = 2_048;
/// Saves in a second that are asked for when the time of an answer is what counts.
const STEADY: f64 = 2_000.0;

struct Bench {
    wish: Wish,
    report: Report,
    folder: tempfile::TempDir,
    bar: ProgressBar,
}

/// Runs everything. Gives whether every goal was reached.
pub async fn run(wish: Wish) -> Result<bool, Failure> {
    std::fs::create_dir_all(&wish.folder).map_err(|error| error.to_string())?;
    let folder = tempfile::tempdir_in(&wish.folder).map_err(|error| error.to_string())?;
    let bar = ProgressBar::new(9);
    bar.set_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg}").map_err(|error| error.to_string())?);
    let mut bench = Bench { wish, report: Report::default(), folder, bar };
    if bench.wants("saves") {
        bench.saves().await?;
    }
    if bench.wants("pages") {
        bench.pages().await?;
    }
    if bench.wants("exams") {
        bench.exams().await?;
    }
    bench.bar.finish_and_clear();
    let reached = bench.report.judge();
    if let Some(file) = &bench.wish.json {
        let text = format!("{:#}\n", bench.report.json());
        std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(reached)
}

impl Bench {
    fn wants(&self, name: &str) -> bool {
        self.wish.only.as_deref().is_none_or(|only| name.contains(only))
    }

    fn time(&self) -> Duration {
        Duration::from_secs_f64(self.wish.seconds)
    }

    fn step(&self, what: &str) {
        self.bar.inc(1);
        self.bar.set_message(what.to_owned());
    }

    fn add(&mut self, name: &str, outcome: &Outcome) {
        self.bar.suspend(|| self.report.add(name, outcome));
    }

    fn place(&self, name: &str) -> Result<PathBuf, Failure> {
        let place = self.folder.path().join(name);
        std::fs::create_dir_all(&place).map_err(|error| error.to_string())?;
        Ok(place)
    }

    async fn ours(&self, name: &str) -> Result<(Server, PathBuf), Failure> {
        let database = self.place(name)?.join("simulado.db");
        let url = format!("sqlite:{}", database.display());
        Ok((Server::simulado(&self.wish.server, &self.wish.questions, &url).await?, database))
    }

    /// Saves: the ceiling first, then ours, as fast as can be and at a steady rate.
    async fn saves(&mut self) -> Result<(), Failure> {
        self.step("saves, the ceiling");
        let server = Server::ceiling("group-commit", &self.place("group-commit")?).await?;
        let saving = |count: usize| {
            connected(&server.address, count, |client, attempt| CeilingSave { client, attempt, done: attempt })
        };
        let ceiling = drive::flat_out(saving(SAVING).await?, WARM, self.time(), server.pid()).await;
        self.add("saves, 256 connections: rusqlite group commit", &ceiling);
        let calm = drive::steady(saving(SAVING).await?, STEADY, self.time(), server.pid()).await;
        self.add("saves, 2,000/s: rusqlite group commit", &calm);
        server.stop().await?;

        self.step("saves");
        let (server, database) = self.ours("saves").await?;
        let sitting = candidates(&server.address, SAVING, QUESTIONS).await?;
        let ours = drive::flat_out(sitting.into_iter().map(Saving).collect(), WARM, self.time(), server.pid()).await;
        self.add("saves, 256 connections: Simulado", &ours);
        let sitting = candidates(&server.address, SAVING, QUESTIONS).await?;
        let steady = drive::steady(sitting.into_iter().map(Saving).collect(), STEADY, self.time(), server.pid()).await;
        self.add("saves, 2,000/s: Simulado", &steady);
        self.size(&server, &database);
        self.report.goal("saves/s, ratio to rusqlite group commit", ours.rate() / ceiling.rate(), Wanted::AtLeast(0.5));
        let slower = ours.percentile(99.0) / ceiling.percentile(99.0);
        self.report.goal("saves, p99 as a multiple of rusqlite group commit", slower, Wanted::AtMost(2.0));
        server.stop().await
    }

    /// Question pages: the three ceilings, then ours.
    async fn pages(&mut self) -> Result<(), Failure> {
        let mut rates = Vec::new();
        for (name, words) in [
            ("bare", "page, 64 connections: from memory"),
            ("page-inline", "page, 64 connections: rusqlite inline"),
            ("page-pool", "page, 64 connections: sqlx pool"),
        ] {
            self.step(words);
            let server = Server::ceiling(name, &self.place(name)?).await?;
            let workers = connected(&server.address, READING, |client, _| Page(client)).await?;
            let outcome = drive::flat_out(workers, WARM, self.time(), server.pid()).await;
            self.add(words, &outcome);
            rates.push(outcome.rate());
            server.stop().await?;
        }
        self.step("question pages");
        let (server, _) = self.ours("pages").await?;
        let sitting = candidates(&server.address, READING, QUESTIONS).await?;
        let ours = drive::flat_out(sitting.into_iter().map(Reading).collect(), WARM, self.time(), server.pid()).await;
        self.add("page, 64 connections: a question of Simulado", &ours);
        let sitting = candidates(&server.address, READING, 0).await?;
        let outcome =
            drive::flat_out(sitting.into_iter().map(Navigating).collect(), WARM, self.time(), server.pid()).await;
        self.add("page, 64 connections: the navigator", &outcome);
        self.report.goal("question pages/s, ratio to rusqlite inline", ours.rate() / rates[1], Wanted::AtLeast(0.3));
        self.report.goal("question pages/s, ratio to sqlx pool", ours.rate() / rates[2], Wanted::AtLeast(0.9));
        server.stop().await
    }

    /// Whole exams: begun, handed in, looked at.
    async fn exams(&mut self) -> Result<(), Failure> {
        self.step("exams");
        let (server, database) = self.ours("exams").await?;
        let newcomers = (0..EXAMS).map(|_| Newcomer(Client::new(&server.address))).collect();
        let outcome = drive::once(lanes(newcomers), server.pid()).await;
        self.add("start of an exam, 64 at a time", &outcome);
        self.report.goal("starts/s", outcome.rate(), Wanted::AtLeast(1_000.0));
        self.report.goal("starts, p99 ms", outcome.percentile(99.0), Wanted::AtMost(100.0));
        self.step("hand-ins");
        let mut sitting = candidates(&server.address, EXAMS, 0).await?;
        for candidate in &mut sitting {
            candidate.look(0).await?;
            candidate.save(0).await?;
        }
        let outcome = drive::once(lanes(sitting.into_iter().map(HandingIn).collect()), server.pid()).await;
        self.add("hand-in with its score, 64 at a time", &outcome);
        self.report.goal("hand-ins/s", outcome.rate(), Wanted::AtLeast(1_500.0));
        let mut sitting = candidates(&server.address, READING, 0).await?;
        for candidate in &mut sitting {
            candidate.look(0).await?;
        }
        let mut handing: Vec<HandingIn> = sitting.into_iter().map(HandingIn).collect();
        for one in &mut handing {
            super::drive::Work::step(one).await?;
        }
        let looking = handing.into_iter().map(|one| Looking(one.0)).collect();
        let outcome = drive::flat_out(looking, WARM, self.time() / 2, server.pid()).await;
        self.add("result page, 64 connections", &outcome);
        self.size(&server, &database);
        server.stop().await
    }

    fn size(&mut self, server: &Server, database: &Path) {
        let bytes = |suffix: &str| {
            let file = PathBuf::from(format!("{}{suffix}", database.display()));
            std::fs::metadata(file).map_or(0, |file| file.len())
        };
        let mebibytes = |bytes: u64| f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0;
        let (memory, size) = (mebibytes(cost::resident(server.pid()) << 10), mebibytes(bytes("") + bytes("-wal")));
        let most = mebibytes(cost::most_resident(server.pid()) << 10);
        self.bar.suspend(|| {
            self.report.fact("    memory of the server", memory, "MiB");
            self.report.fact("    its most so far", most, "MiB");
            self.report.fact("    the database with its log", size, "MiB");
        });
    }
}

/// Candidates with attempts of their own, who have looked at some of their questions.
async fn candidates(address: &str, count: usize, looked: usize) -> Result<Vec<Candidate>, Failure> {
    let ready = |address: String| async move {
        let mut candidate = Candidate::begin(&address).await?;
        for place in 0..looked {
            candidate.look(place).await?;
        }
        Ok::<_, Failure>(candidate)
    };
    let mut all = Vec::with_capacity(count);
    let mut left = count;
    while left > 0 {
        let some = left.min(READING);
        let begun: Vec<_> = (0..some).map(|_| tokio::spawn(ready(address.to_owned()))).collect();
        for one in begun {
            all.push(one.await.map_err(|error| error.to_string())??);
        }
        left -= some;
    }
    Ok(all)
}

/// Connections that are open.
async fn connected<W>(address: &str, count: usize, work: impl Fn(Client, usize) -> W) -> Result<Vec<W>, Failure> {
    let mut workers = Vec::with_capacity(count);
    for index in 0..count {
        let mut client = Client::new(address);
        client.connect().await?;
        workers.push(work(client, index));
    }
    Ok(workers)
}

/// Splits what is to be done once into as many lanes as there are connections at a time.
fn lanes<W>(all: Vec<W>) -> Vec<Vec<W>> {
    let mut lanes: Vec<Vec<W>> = (0..READING).map(|_| Vec::new()).collect();
    for (index, one) in all.into_iter().enumerate() {
        lanes[index % READING].push(one);
    }
    lanes
}
