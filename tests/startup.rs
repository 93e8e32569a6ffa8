//! The program itself: how it starts, refuses, stops, and comes back after it was killed.

use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

const TINY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/questions");

fn simulado(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simulado"));
    command.args(args).env_remove("DATABASE_URL").env_remove("RUST_LOG");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn database(dir: &TempDir) -> String {
    format!("sqlite:{}", dir.path().join("data/simulado.db").display())
}

/// A running server, ended with the test.
struct Server {
    child: Child,
    address: String,
    output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Starts on a free port and waits for its first line, and until it answers.
    fn start(database: &str, questions: &str) -> Self {
        let mut child = simulado(&["--listen", "127.0.0.1:0", "--database-url", database, "--questions", questions])
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("its output")).lines();
        let first = output.next().expect("a first line").expect("text");
        let (said, address) = first.split_once(" on http://").expect("an address");
        assert_eq!(said, "Simulado serves 8 questions");
        let server = Self { child, address: address.to_owned(), output };
        server.wait_until_it_answers();
        server
    }

    /// The secret of the link that makes the first admin.
    fn link(&mut self) -> String {
        let offer = self.output.by_ref().take(2).map_while(Result::ok).last().expect("an offer");
        offer.split_once("/setup/").expect("a link").1.to_owned()
    }

    fn wait_until_it_answers(&self) {
        for _ in 0..2_000 {
            if TcpStream::connect(&self.address).is_ok() && self.get("/healthz", "").contains("200 OK") {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("{} does not answer", self.address);
    }

    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    fn get(&self, path: &str, cookie: &str) -> String {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n",
            self.address
        ))
    }

    fn post(&self, path: &str, cookie: &str, body: &str) -> String {
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        ))
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let line = answer.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}:"))).unwrap_or_default();
    line.split_once(": ").map_or("", |(_, value)| value)
}

/// Runs to its end and must say one sentence on standard error, with exit code 2.
fn is_refused(args: &[&str]) -> String {
    let Output { status, stderr, .. } = simulado(args).output().expect("it runs");
    let said = String::from_utf8(stderr).expect("text");
    assert_eq!(status.code(), Some(2), "{said}");
    assert_eq!(said.lines().count(), 1, "one sentence: {said}");
    said
}

fn copy(from: &Path, to: &Path) {
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

#[test]
fn it_says_where_it_serves_and_stops_when_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(&database(&dir), TINY);
    server.signal("-TERM");
    assert_eq!(server.child.wait().expect("an end").code(), Some(0));
}

#[test]
fn a_request_under_way_is_finished_before_it_stops() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(&database(&dir), TINY);
    let mut slow = TcpStream::connect(&server.address).expect("a connection");
    let head = "POST /exams/tiny/attempts HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nConnection: close\r\n\r\nmode=";
    slow.write_all(head.as_bytes()).expect("it is sent");
    // Answered on another connection, so the server has taken up the first one as well by then.
    assert!(server.get("/healthz", "").contains("200 OK"));
    server.signal("-TERM");
    // It takes no new connections from here on, and that is when the rest is sent.
    while TcpStream::connect(&server.address).is_ok() {
        thread::yield_now();
    }
    slow.write_all(b"exam").expect("it is still there");
    let mut answer = String::new();
    slow.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert_eq!(server.child.wait().expect("an end").code(), Some(0));
}

#[test]
fn killed_in_the_middle_of_an_exam_it_comes_back_with_everything() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = Server::start(&database(&dir), TINY);
    let begun = server.post("/exams/tiny/attempts", "", "mode=exam&content=en");
    let cookie = header(&begun, "set-cookie").split(';').next().expect("a cookie").to_owned();
    let attempt = header(&begun, "location").to_owned();
    for number in 1..=4 {
        // A letter for choices, the same as text for what is typed: one of the two fits each kind.
        let saved = server.post(
            &format!("{attempt}/items/{number}/response"),
            &cookie,
            &format!("revision=0&content=en&choice=B&text=kept-{number}&note=note-{number}&go=stay"),
        );
        assert!(saved.starts_with("HTTP/1.1 303"), "{saved}");
    }
    let page = |server: &Server, number: u8| {
        let answer = server.get(&format!("{attempt}/items/{number}"), &cookie);
        let body = answer.split_once("\r\n\r\n").expect("a body").1.to_owned();
        assert!(body.contains(&format!("note-{number}")), "{answer}");
        // All but the time that is left.
        let cut = |text: &str, from: &str, to: &str| match text.split_once(from) {
            Some((before, rest)) => format!("{before}{}", rest.split_once(to).map_or("", |(_, after)| after)),
            None => text.to_owned(),
        };
        cut(&cut(&body, "data-seconds-left=\"", "\""), "<span id=\"time\">", "</span>")
    };
    let before: Vec<String> = (1..=4).map(|number| page(&server, number)).collect();
    server.signal("-KILL");
    drop(server);
    let server = Server::start(&database(&dir), TINY);
    let after: Vec<String> = (1..=4).map(|number| page(&server, number)).collect();
    assert_eq!(after, before);
    assert!(before.iter().any(|page| page.contains("kept-")) || before.iter().any(|page| page.contains("checked")));
}

#[test]
fn told_to_stop_it_notes_where_candidates_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(&database(&dir), TINY);
    let begun = server.post("/exams/tiny/attempts", "", "mode=exam&content=en");
    let cookie = header(&begun, "set-cookie").split(';').next().expect("a cookie").to_owned();
    let attempt = header(&begun, "location").to_owned();
    for number in [1, 2, 1] {
        assert!(server.get(&format!("{attempt}/items/{number}"), &cookie).contains("200 OK"));
    }
    server.signal("-TERM");
    assert_eq!(server.child.wait().expect("an end").code(), Some(0));
    let server = Server::start(&database(&dir), TINY);
    assert_eq!(header(&server.get(&attempt, &cookie), "location"), format!("{attempt}/items/1"));
}

#[test]
fn a_port_in_use_is_said_and_nothing_is_made() {
    let dir = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = is_refused(&["--listen", &address, "--database-url", &database(&dir), "--questions", TINY]);
    assert!(said.contains(&address), "{said}");
    assert!(!dir.path().join("data").exists(), "nothing half-done");
}

#[test]
fn a_path_that_cannot_be_written_is_said() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("data"), "a file where a folder is wanted").expect("a file");
    let said = is_refused(&["--listen", "127.0.0.1:0", "--database-url", &database(&dir), "--questions", TINY]);
    assert!(said.contains("data/simulado.db cannot be opened for writing"), "{said}");
}

#[test]
fn a_question_file_with_an_error_is_named_with_its_line_and_nothing_is_made() {
    let dir = tempfile::tempdir().expect("a folder");
    let questions = dir.path().join("questions");
    copy(Path::new(TINY), &questions);
    let file = questions.join("tiny/1.1/format-of-file.md");
    let text = fs::read_to_string(&file).expect("the file");
    let english = text.split("# pt-BR").next().expect("the English half");
    fs::write(&file, english).expect("a broken file");
    let arguments = questions.display().to_string();
    let said = is_refused(&["--listen", "127.0.0.1:0", "--database-url", &database(&dir), "--questions", &arguments]);
    let (place, _) = said.split_once(".md:").expect("file and line");
    assert!(place.ends_with("tiny/1.1/format-of-file"), "{said}");
    assert!(said.contains("Portuguese"), "{said}");
    assert!(!dir.path().join("data").exists(), "nothing half-done");
}

/// The other files are known by then, and not parsed again: this one is not known.
#[test]
fn a_file_that_breaks_after_the_first_start_is_named_and_what_is_stored_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let questions = dir.path().join("questions");
    copy(Path::new(TINY), &questions);
    let arguments = questions.display().to_string();
    drop(Server::start(&database(&dir), &arguments));
    let file = questions.join("tiny/1.1/format-of-file.md");
    let text = fs::read_to_string(&file).expect("the file");
    fs::write(&file, text.replace("level = \"", "level = \"x")).expect("a broken file");
    let said = is_refused(&["--listen", "127.0.0.1:0", "--database-url", &database(&dir), "--questions", &arguments]);
    assert!(said.contains("tiny/1.1/format-of-file.md:") && said.contains("level"), "{said}");
    fs::write(&file, &text).expect("the file");
    drop(Server::start(&database(&dir), &arguments));
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    use sqlx::{Connection as _, Executor as _};
    let dir = tempfile::tempdir().expect("a folder");
    drop(simulado::store::Store::open(&database(&dir)).await.expect("a database"));
    let url = format!("sqlite://{}", dir.path().join("data/simulado.db").display());
    let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("a connection");
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'later', TRUE, 'x', 0)";
    connection.execute(newer).await.expect("a row");
    connection.close().await.expect("an end");
    let said = is_refused(&["--listen", "127.0.0.1:0", "--database-url", &database(&dir), "--questions", TINY]);
    assert!(said.contains("newer version"), "{said}");
}

#[test]
fn the_first_admin_comes_by_a_link_or_from_the_command_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(&database(&dir), TINY);
    let path = format!("/setup/{}", server.link());
    assert!(server.get(&path, "").starts_with("HTTP/1.1 200"));
    let made = server.post(&path, "", "name=ana&password=quatro%20cavalos%20azuis");
    assert!(made.starts_with("HTTP/1.1 303"), "{made}");
    assert!(server.get(&path, "").starts_with("HTTP/1.1 404"), "it is good once");
    drop(server);
    let mut server = Server::start(&database(&dir), TINY);
    server.signal("-TERM");
    server.child.wait().expect("an end");
    assert!(server.output.next().is_none(), "there is an admin, so no link is offered");

    let create = |name: &str, password: &str| {
        let mut child = simulado(&["--database-url", &database(&dir), "admin", "create", name])
            .stdin(Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("its input").write_all(password.as_bytes()).expect("typed");
        child.wait_with_output().expect("an end")
    };
    let made = create("bruno", "outra senha comprida\n");
    assert_eq!(String::from_utf8_lossy(&made.stdout), "bruno is an admin now.\n");
    assert_eq!(create("bruno", "outra senha comprida\n").status.code(), Some(2), "the name is taken");
    assert_eq!(create("carla", "short\n").status.code(), Some(2));
}

#[test]
fn lint_tells_by_its_exit_code_how_it_went() {
    let run = |args: &[&str]| {
        let Output { status, stdout, .. } = simulado(args).output().expect("it runs");
        (status.code(), String::from_utf8(stdout).expect("text"))
    };
    let bank = concat!(env!("CARGO_MANIFEST_DIR"), "/questions");
    let (code, said) = run(&["lint", &format!("{bank}/lpic3-305-300")]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = run(&["lint", &format!("{TINY}/tiny"), "--format", "json"]);
    assert_eq!(code, Some(1));
    let report: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert!(said.contains("\"rule\""), "{report}");
    assert_eq!(run(&["lint", "/nowhere"]).0, Some(2));
}
