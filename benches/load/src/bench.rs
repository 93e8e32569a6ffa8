//! A measurement as a whole: what was asked for, what came of it so far, and where its databases lie.

use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::client::Failure;
use super::cost;
use super::drive::Outcome;
use super::report::{Report, Wanted};
use super::server::Server;

/// What to measure, and of what.
#[derive(clap::Args)]
pub struct Wish {
    /// The program under measurement
    #[arg(long)]
    pub server: PathBuf,
    /// The folder that holds a folder per exam
    #[arg(long, default_value = "questions")]
    pub questions: PathBuf,
    /// Where databases are made: it should lie on the disk that counts
    #[arg(long, default_value = "target/bench")]
    pub folder: PathBuf,
    /// Only what has this in its name
    #[arg(long)]
    pub only: Option<String>,
    /// Where to write the figures as JSON
    #[arg(long)]
    pub json: Option<PathBuf>,
    /// Seconds of each measurement, instead of its own
    #[arg(long)]
    pub seconds: Option<f64>,
    /// The big scenarios: a hundred thousand attempts, floods, imports, long databases
    #[arg(long)]
    pub long: bool,
    /// The share of people, questions and attempts that the big scenarios have; their goals are for the whole
    #[arg(long, default_value_t = 1.0)]
    pub scale: f64,
}

/// A measurement under way.
pub struct Bench {
    /// What was asked for.
    pub wish: Wish,
    /// What came of it.
    pub report: Report,
    /// How far it is.
    pub bar: ProgressBar,
    folder: tempfile::TempDir,
}

impl Bench {
    /// Nothing is measured yet; the folder goes with this value.
    pub fn new(wish: Wish, steps: u64) -> Result<Self, Failure> {
        std::fs::create_dir_all(&wish.folder).map_err(|error| error.to_string())?;
        let folder = tempfile::tempdir_in(&wish.folder).map_err(|error| error.to_string())?;
        let bar = ProgressBar::new(steps);
        bar.set_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg}").map_err(|error| error.to_string())?);
        Ok(Self { wish, report: Report::default(), bar, folder })
    }

    /// Whether something of this name is asked for.
    pub fn wants(&self, name: &str) -> bool {
        self.wish.only.as_deref().is_none_or(|only| name.contains(only))
    }

    /// How long to measure, if nothing else was said.
    pub fn time(&self, usual: u64) -> Duration {
        self.wish.seconds.map_or(Duration::from_secs(usual), Duration::from_secs_f64)
    }

    /// How many there are of what there should be so many of.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "far below 2^32, and above nothing")]
    pub fn many(&self, whole: u32) -> u32 {
        ((f64::from(whole) * self.wish.scale).round() as u32).max(1)
    }

    /// Goes on to the next step.
    pub fn step(&self, what: &str) {
        self.bar.inc(1);
        self.say(what);
    }

    /// Says what is done now.
    pub fn say(&self, what: &str) {
        self.bar.set_message(what.to_owned());
    }

    /// Adds what a scenario came to.
    pub fn add(&mut self, name: &str, outcome: &Outcome) {
        self.bar.suspend(|| self.report.add(name, outcome));
    }

    /// Adds a plain figure.
    pub fn fact(&mut self, name: &str, value: f64, unit: &str) {
        self.bar.suspend(|| self.report.fact(name, value, unit));
    }

    /// Adds a figure that has a goal and no line of its own.
    pub fn goal(&mut self, what: &str, is: f64, wanted: Wanted) {
        self.report.goal(what, is, wanted);
    }

    /// A folder for a database.
    pub fn place(&self, name: &str) -> Result<PathBuf, Failure> {
        let place = self.folder.path().join(name);
        std::fs::create_dir_all(&place).map_err(|error| error.to_string())?;
        Ok(place)
    }

    /// Lets go of what lies in a folder.
    pub fn clear(&self, name: &str) -> Result<(), Failure> {
        std::fs::remove_dir_all(self.folder.path().join(name)).map_err(|error| error.to_string())
    }

    /// Simulado on a database of its own.
    pub async fn ours(&self, name: &str) -> Result<(Server, PathBuf), Failure> {
        let database = self.place(name)?.join("simulado.db");
        Ok((self.on(&database).await?, database))
    }

    /// Simulado on a database.
    pub async fn on(&self, database: &Path) -> Result<Server, Failure> {
        Server::simulado(&self.wish.server, &self.wish.questions, &url(database)).await
    }

    /// Tells how large a server and its database are.
    pub fn size(&mut self, name: &str, server: &Server, database: &Path) {
        let bytes = |suffix: &str| {
            let file = PathBuf::from(format!("{}{suffix}", database.display()));
            std::fs::metadata(file).map_or(0, |file| file.len())
        };
        self.fact(&format!("    {name}: memory of the server"), mebibytes(cost::resident(server.pid())), "MiB");
        self.fact(&format!("    {name}: its most so far"), mebibytes(cost::most_resident(server.pid())), "MiB");
        self.fact(
            &format!("    {name}: the database with its log"),
            mebibytes((bytes("") + bytes("-wal")) >> 10),
            "MiB",
        );
    }
}

/// The address of a database.
pub fn url(database: &Path) -> String {
    format!("sqlite:{}", database.display())
}

/// KiB as MiB.
pub fn mebibytes(kibibytes: u64) -> f64 {
    f64::from(u32::try_from(kibibytes).unwrap_or(u32::MAX)) / 1024.0
}
