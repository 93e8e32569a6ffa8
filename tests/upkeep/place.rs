//! A database in a folder of its own with an exam that was sat, and the program run on it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqliteConnection};
use tempfile::TempDir;

use crate::ended::Ended;

pub const TINY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/questions");

/// A folder for databases and backups.
pub struct Place {
    pub dir: TempDir,
}

impl Ended {
    /// One sentence, and exit code 2.
    pub fn refuses(&self, words: &str) {
        self.must_be(2).must_say(words);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
    }
}

impl Place {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    /// With a database in which a guest has sat an exam and handed it in.
    pub fn with_an_exam() -> Self {
        let place = Self::new();
        Service::start(&place, &[]).sits_an_exam();
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("simulado.db")
    }

    pub fn url(&self) -> String {
        format!("sqlite:{}", self.database().display())
    }

    pub fn runs(&self, args: &[&str]) -> Ended {
        let done = simulado(&self.url()).args(args).current_dir(self.dir.path()).output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Ended { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }

    /// Runs statements on a file behind the program's back.
    pub async fn executes(&self, name: &str, sql: &str) {
        let url = format!("sqlite://{}", self.path(name).display());
        let mut connection = SqliteConnection::connect(&url).await.expect("a database");
        connection.execute(AssertSqlSafe(sql.to_owned())).await.expect("it is done");
        connection.close().await.expect("an end");
    }

    /// Every file in the folder but the lock, with its bytes.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(self.dir.path()).expect("a folder").flatten();
        let mut found: Vec<_> = entries
            .filter(|entry| entry.path().is_file() && !entry.path().to_string_lossy().ends_with("-lock"))
            .map(|entry| (entry.file_name().into_string().expect("a name"), fs::read(entry.path()).expect("a file")))
            .collect();
        found.sort();
        found
    }

    pub fn names(&self) -> Vec<String> {
        self.files().into_iter().map(|(name, _)| name).collect()
    }
}

fn simulado(url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simulado"));
    command.args(["--database-url", url, "--questions", TINY]).env_remove("DATABASE_URL").env_remove("RUST_LOG");
    command.env("NO_COLOR", "1").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Makes of a file what a bad disk makes of it.
pub fn flips_bytes(file: &Path) {
    let mut bytes = fs::read(file).expect("the file");
    let middle = bytes.len() / 2;
    bytes[8192..middle].iter_mut().for_each(|byte| *byte ^= 0xff);
    fs::write(file, bytes).expect("written");
}

/// A running service, killed with the test.
pub struct Service {
    pub child: Child,
    address: String,
}

impl Service {
    pub fn start(place: &Place, more: &[&str]) -> Self {
        let mut child = simulado(&place.url())
            .args(["--listen", "127.0.0.1:0"])
            .args(more)
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("its output")).lines();
        let first = output.next().expect("a first line").expect("text");
        let address = first.split_once(" on http://").expect("an address").1.to_owned();
        // Read on, so that it never waits for somebody who listens.
        std::thread::spawn(move || output.for_each(drop));
        let service = Self { child, address };
        while !service.asks("GET", "/healthz", "", "").contains("200 OK") {
            std::thread::yield_now();
        }
        service
    }

    fn asks(&self, method: &str, path: &str, cookie: &str, body: &str) -> String {
        let Ok(mut stream) = TcpStream::connect(&self.address) else { return String::new() };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// A guest begins an exam, answers everything and hands it in.
    pub fn sits_an_exam(&self) {
        let begun = self.asks("POST", "/exams/tiny/attempts", "", "mode=exam&content=en");
        let header = |name: &str| {
            let line = begun.lines().find(|line| line.to_lowercase().starts_with(name)).expect("a header");
            line.split_once(": ").expect("a value").1.split(';').next().expect("a part").to_owned()
        };
        let (cookie, attempt) = (header("set-cookie:"), header("location:"));
        for number in 1..=4 {
            let body = "revision=0&content=en&choice=B&text=qemu-img&go=stay";
            let saved = self.asks("POST", &format!("{attempt}/items/{number}/response"), &cookie, body);
            assert!(saved.starts_with("HTTP/1.1 303"), "{saved}");
        }
        let closed = self.asks("POST", &format!("{attempt}/submission"), &cookie, "");
        assert!(closed.starts_with("HTTP/1.1 303"), "{closed}");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // As a power cut would.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
