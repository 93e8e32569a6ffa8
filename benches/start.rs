//! How long the program takes to its first page with very many questions, and how much memory it holds: on a fresh database, on
//! one that knows the files, and when one of them has changed. `bin/large-start-time` runs it; with how many questions, `QUESTIONS`
//! says.

#![allow(clippy::disallowed_methods, reason = "a stopwatch measures real time")]

use std::error::Error;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use simulado::bank::{format, load};
use simulado::exam::lang::Lang;

/// How many questions there are, unless said otherwise.
const QUESTIONS: usize = 100_000;
/// How often the program is started on a database that knows the files.
const STARTS: usize = 5;
/// How long it is watched after its first page.
const WATCHED: Duration = Duration::from_secs(10);

fn main() -> Result<(), Box<dyn Error>> {
    let many = std::env::var("QUESTIONS").ok().and_then(|many| many.parse().ok()).unwrap_or(QUESTIONS);
    let scratch = tempfile::tempdir()?;
    let (questions, database) = (scratch.path().join("questions"), scratch.path().join("start.db"));
    let changed = fill(&questions.join("lpic3-305-300"), many)?;
    println!(
        "{many} questions; seconds to the first page, MiB of memory then, at most until then, and {} s later",
        WATCHED.as_secs()
    );
    println!("{:<36} {:>8} {:>8} {:>8} {:>8}", "", "s", "then", "most", "later");
    let start = |what: &str| -> Result<(), Box<dyn Error>> {
        let Seen { first, then, most, later } = Program::start(&questions, &database)?.watch()?;
        println!("{what:<36} {:>8.2} {then:>8} {most:>8} {later:>8}", first.as_secs_f64());
        Ok(())
    };
    start("fresh database")?;
    for _ in 0..STARTS {
        start("database that knows the files")?;
    }
    let text = fs::read_to_string(&changed)?;
    fs::write(&changed, text.replacen("# en\n\n", "# en\n\nNow: ", 1))?;
    start("one file has changed")
}

/// Writes files: each of the bank that is handed out, again and again in other words. Answers one of them.
fn fill(folder: &Path, many: usize) -> Result<std::path::PathBuf, Box<dyn Error>> {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("questions/lpic3-305-300");
    let bank = load(&from)?;
    for objective in bank.blueprint.objectives() {
        fs::create_dir_all(folder.join(objective.id.as_str()))?;
    }
    fs::copy(from.join("exam.toml"), folder.join("exam.toml"))?;
    let bar = ProgressBar::new(many as u64);
    bar.set_style(ProgressStyle::with_template("writing files {wide_bar} {pos}/{len}")?);
    let mut last = folder.to_owned();
    let all: Vec<_> = bank.iter().collect();
    for (number, banked) in all.iter().cycle().take(many).enumerate() {
        let mut question = banked.question.clone();
        for lang in Lang::ALL {
            let stem = &mut question.body.get_mut(lang).stem;
            *stem = format!("(host{number:06}) {stem}");
        }
        last = folder.join(question.objective.as_str()).join(format!("{}-{number:06}.md", question.name));
        fs::write(&last, format::write(&question))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(last)
}

/// What was seen of a start; memory in MiB.
struct Seen {
    first: Duration,
    then: u64,
    most: u64,
    later: u64,
}

/// The program while it runs.
struct Program {
    child: Child,
    address: String,
    started: Instant,
}

impl Program {
    fn start(questions: &Path, database: &Path) -> Result<Self, Box<dyn Error>> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let started = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_simulado"))
            .args(["--listen", &address, "--database-url", &format!("sqlite:{}", database.display()), "--questions"])
            .arg(questions)
            .stdout(Stdio::null())
            .spawn()?;
        Ok(Self { child, address, started })
    }

    fn watch(&mut self) -> Result<Seen, Box<dyn Error>> {
        while !self.answers() {
            if self.child.try_wait()?.is_some() {
                return Err("the program did not start".into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let first = self.started.elapsed();
        let (then, most) = (self.memory("VmRSS:")?, self.memory("VmHWM:")?);
        std::thread::sleep(WATCHED);
        Ok(Seen { first, then, most, later: self.memory("VmRSS:")? })
    }

    fn answers(&self) -> bool {
        let asked = || -> std::io::Result<bool> {
            let mut stream = TcpStream::connect(&self.address)?;
            stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer.starts_with("HTTP/1.1 200"))
        };
        asked().unwrap_or(false)
    }

    fn memory(&self, which: &str) -> Result<u64, Box<dyn Error>> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(which)).ok_or("no such line")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? >> 10)
    }
}

impl Drop for Program {
    /// Told to stop, as whoever runs it would; the next start then finds the database closed.
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}
