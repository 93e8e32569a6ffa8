//! The program on a port of its own, in a folder of its own, with an author who uploads; and what it took.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use tempfile::TempDir;

const TINY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/questions");
const IMPORTS: &str = "/admin/exams/tiny/imports";
const EDGE: &str = "edge-of-a-part";
/// By so much the program may grow, in KiB. It is many times what it does, and a fraction of what is kept from it.
const GROWTH: u64 = 64 << 10;

/// A running program, ended with the test.
pub struct Place {
    child: Child,
    address: String,
    cookie: String,
    dir: TempDir,
    /// What it had held at most when the test began, in KiB.
    before: u64,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Answer {
    /// Fails unless it is a page with this status that says this.
    pub fn must_say(&self, status: u16, words: &str) {
        let errors: Vec<&str> =
            self.text.split("<p class=\"error\">").skip(1).filter_map(|rest| rest.lines().next()).collect();
        assert_eq!(self.status, status, "{errors:?}");
        assert!(errors.iter().any(|error| error.contains(words)), "“{words}” is not said: {errors:?}");
        assert!(self.text.contains("<html lang=\"pt-BR\""), "it is not in the reader's language: {errors:?}");
    }
}

impl Place {
    /// Starts it, and makes an account that may import.
    pub fn open() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let inner = dir.path().join("inner");
        fs::create_dir(&inner).expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_simulado"))
            .args(["--listen", "127.0.0.1:0", "--database-url", "sqlite:data/simulado.db", "--questions", TINY])
            .current_dir(&inner)
            .env_remove("DATABASE_URL")
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let lines: Vec<String> =
            BufReader::new(child.stdout.take().expect("its output")).lines().take(3).map_while(Result::ok).collect();
        let address = lines[0].split_once(" on http://").expect("an address").1.to_owned();
        let link = lines[2].split_once("/setup/").expect("a link").1.to_owned();
        let mut place = Self { child, address, cookie: String::new(), dir, before: 0 };
        let form = "name=ana&password=quatro%20cavalos%20azuis";
        let head = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}", form.len());
        let made = place.send(&format!("/setup/{link}"), &head, form.as_bytes());
        let cookie = made.text.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        cookie.split(';').next().expect("a cookie").clone_into(&mut place.cookie);
        place.upload("a.gift", b"Which? {=a ~b}").must_be_taken();
        place.before = place.most();
        place
    }

    /// The most memory that it has held, in KiB.
    fn most(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Fails if it has grown, or written anything but its database.
    pub fn must_be_as_it_was(&self, after: &str) {
        self.must_have_grown_less(after, GROWTH);
    }

    /// Fails if it has grown by more KiB, or written anything but its database.
    pub fn must_have_grown_less(&self, after: &str, most: u64) {
        let grown = self.most() - self.before;
        println!("{after}: {} MiB more than before, at most", grown >> 10);
        assert!(grown < most, "{after}: it grew by {} MiB", grown >> 10);
        let mut files = Vec::new();
        list(self.dir.path(), &mut files);
        let strange = files.iter().find(|file| !file.to_string_lossy().contains("/inner/data/simulado.db"));
        assert_eq!(strange, None, "{after}");
    }

    fn head(&self, path: &str, further: &str) -> String {
        format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nAccept-Language: pt-BR\r\nConnection: close\r\n{further}\r\n\r\n",
            self.address, self.cookie
        )
    }

    /// Sends all of it, as a browser does, and looks at the answer only then.
    #[allow(clippy::disallowed_methods, reason = "how long it took is told, and no test depends on it")]
    fn send(&self, path: &str, further: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.write_all(self.head(path, further).as_bytes()).expect("it is sent");
        let begun = Instant::now();
        stream.write_all(body).expect("all of it is sent");
        let answer = answer(stream);
        println!("{} after {:?}", answer.status, begun.elapsed());
        answer
    }

    /// Begins a request whose body is for the test to send.
    pub fn begin(&self, further: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let kind = format!("Content-Type: multipart/form-data; boundary={EDGE}\r\n{further}");
        stream.write_all(self.head(IMPORTS, &kind).as_bytes()).expect("it is sent");
        stream
    }

    /// Uploads a file.
    pub fn upload(&self, name: &str, bytes: &[u8]) -> Answer {
        self.upload_as(name, "", bytes)
    }

    /// Uploads a file that is said to be of a format.
    pub fn upload_as(&self, name: &str, format: &str, bytes: &[u8]) -> Answer {
        let mut body = part(name);
        body.extend_from_slice(bytes);
        let format = format!("\r\n--{EDGE}\r\ncontent-disposition: form-data; name=\"format\"\r\n\r\n{format}");
        body.extend_from_slice(format!("{format}\r\n--{EDGE}--\r\n").as_bytes());
        let kind = format!("Content-Type: multipart/form-data; boundary={EDGE}\r\nContent-Length: {}", body.len());
        self.send(IMPORTS, &kind, &body)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How a form with a file begins.
pub fn part(name: &str) -> Vec<u8> {
    format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes()
}

/// Reads until the page is there: a connection that breaks after it makes no difference.
pub fn answer(mut stream: TcpStream) -> Answer {
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..count]);
        if bytes.windows(7).any(|end| end == b"</html>") {
            break;
        }
    }
    let text = String::from_utf8(bytes).expect("text");
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    Answer { status: status.unwrap_or_else(|| panic!("no answer: {text:?}")), text }
}

impl Answer {
    /// Fails unless the file was kept, to be looked at.
    pub fn must_be_taken(&self) {
        assert_eq!(self.status, 303, "{}", self.text.split("<main").last().unwrap_or_default());
        assert!(self.text.contains("/imports/"), "{}", self.text);
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            list(&entry.path(), files);
        } else {
            files.push(entry.path());
        }
    }
}
