//! `virsh`, on libvirt's test driver: a host that exists in memory alone, with the guests, networks and pools that the line names.
//!
//! The driver does not do all that QEMU's does. What it cannot do is not run; what `virsh` says about the line itself is.

mod host;

use std::fmt::Write as _;
use std::fs;

use super::{Outcome, as_shown};
use crate::command::Shown;
use crate::program::{Programs, Said};

/// What `virsh` says when a line is no line of its own, and drivers when a value is none.
const OF_THE_LINE: [&str; 9] = [
    "unknown command",
    "doesn't support option",
    "unexpected data",
    "' requires ",
    "malformed",
    "mutually exclusive",
    "unknown suffix",
    "invalid argument: unknown",
    "expected syntax",
];

/// What waits for a person, or for events.
const WAITING: [&str; 9] =
    ["console", "edit", "net-edit", "pool-edit", "snapshot-edit", "event", "net-event", "pool-event", "connect"];

/// What reads or writes a file that is named.
const OF_FILES: [&str; 12] = [
    "create",
    "define",
    "save",
    "restore",
    "dump",
    "screenshot",
    "net-define",
    "net-create",
    "pool-define",
    "pool-create",
    "cpu-baseline",
    "cpu-compare",
];

/// Runs the line on a host in which it can work; where more than one comes into question, on each.
pub fn run(shown: &Shown, programs: &Programs) -> Option<Outcome> {
    let arguments: Vec<&str> = shown.line.arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["-c" | "--connect", "test:///default", ..] => {
            let said = programs.run("virsh", &arguments, &programs.folder())?;
            return Some(if said.is_success { as_shown(shown, &said) } else { Outcome::Wrong(said.why().to_owned()) });
        }
        [first, ..] if first.starts_with('-') => return Some(Outcome::Unrun("it connects to a host".to_owned())),
        [first, ..] if WAITING.contains(first) => return Some(Outcome::Unrun("it waits for somebody".to_owned())),
        _ if arguments.iter().any(|one| one.contains("://")) => {
            return Some(Outcome::Unrun("it connects to another host".to_owned()));
        }
        [_, ..] => {}
        [] => return None,
    }
    let expected = shown.said.iter().find_map(|line| line.strip_prefix("error: "));
    let mut whys = Vec::new();
    for before in states(&arguments) {
        let said = once(&before, &arguments, expected.is_some(), programs)?;
        if let Some(message) = expected {
            if said.errors.contains(message) {
                return Some(Outcome::Right);
            }
        } else if said.is_success {
            return Some(Outcome::Right);
        }
        if arguments.len() == 1 && said.errors.contains("' requires ") {
            return Some(Outcome::Part);
        }
        let is_of_the_line =
            |line: &&str| !line.contains("Flags '") && OF_THE_LINE.iter().any(|what| line.contains(what));
        if let Some(line) = said.errors.lines().find(is_of_the_line) {
            return Some(Outcome::Wrong(line.to_owned()));
        }
        whys.extend(said.errors.lines().filter_map(|line| line.strip_prefix("error: ")).next_back().map(str::to_owned));
    }
    let why = whys.first().map_or("it failed", String::as_str);
    Some(Outcome::Unrun(format!("the test driver says: {why}")))
}

/// Command lines that bring the host into a state in which the line can work, the likely one first.
fn states(arguments: &[&str]) -> Vec<String> {
    let names: Vec<&str> = arguments.iter().skip(1).copied().filter(|one| is_name(one)).collect();
    let Some(first) = names.first() else { return vec![String::new()] };
    let kind = arguments[0].split('-').next().unwrap_or_default();
    let mut states = vec![String::new()];
    match kind {
        "pool" | "net" => states
            .extend([format!("{kind}-destroy {first}"), format!("{kind}-destroy {first}; {kind}-undefine {first}")]),
        "snapshot" => {
            let tag = names.get(1).unwrap_or(&"s1");
            states.push(format!("snapshot-create-as {first} before; snapshot-create-as {first} {tag}"));
        }
        _ => states.extend([
            format!("destroy {first}"),
            format!("suspend {first}"),
            format!("managedsave {first}"),
            format!("save {first} saved; "),
        ]),
    }
    states
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn once(before: &str, arguments: &[&str], is_small: bool, programs: &Programs) -> Option<Said> {
    let folder = programs.folder();
    let is_of_files = OF_FILES.contains(&arguments[0]);
    let mut line = before.to_owned();
    for (number, argument) in arguments.iter().enumerate() {
        let inner = if is_of_files { argument.trim_start_matches('/') } else { argument };
        if is_of_files && inner.contains("..") {
            return None;
        }
        if inner.contains('.') && is_of_files {
            let _ = folder.join(inner).parent().map(fs::create_dir_all);
            fs::write(folder.join(inner), host::document(arguments[0])).ok()?;
        }
        // Quotes within quotes: a shell's habit that `virsh` shares.
        let quoted = inner.replace('\'', "'\\''");
        let _ = write!(line, "{}'{quoted}'", if number == 0 { "; " } else { " " });
    }
    if let Some(file) = arguments.iter().find(|one| arguments[0] == "net-update" && is_xml(one)) {
        fs::write(folder.join(file), "<host mac='52:54:00:00:00:99' name='res1' ip='192.168.122.99'/>").ok()?;
    }
    let file = folder.join("node.xml");
    fs::write(&file, host::node(arguments, is_small)).ok()?;
    let line = line.trim_start_matches("; ").replace("; ; ", "; ");
    programs.run("virsh", &["-c", &format!("test://{}", file.display()), &line], &folder)
}

fn is_xml(word: &str) -> bool {
    std::path::Path::new(word).extension().is_some_and(|end| end == "xml") && !word.contains('/')
}
