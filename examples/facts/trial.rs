//! Command lines of questions and guides, really run: in a folder of their own, and only those that read and write nothing but
//! files in it. A way to a file becomes one below that folder; a device, an address or a variable makes a line one that is not run.

mod cloud_init;
mod qemu_img;
mod runc;
mod virsh;

use crate::command::Shown;
use crate::program::{Programs, Said};

pub use runc::fragment as runc_fragment;

/// What came of a command line.
pub enum Outcome {
    /// It does what the question or guide says.
    Right,
    /// It does not.
    Wrong(String),
    /// It cannot be run here.
    Unrun(String),
    /// It is but the beginning of one, as sentences have it.
    Part,
}

/// Runs a command line. Nothing if its program is none of those that are run.
pub fn of(shown: &Shown, programs: &Programs) -> Option<Outcome> {
    let arguments = &shown.line.arguments;
    let first = arguments.first().map(String::as_str);
    let is_run = match shown.line.program.as_str() {
        "qemu-img" | "virsh" => first.is_some(),
        "runc" => first == Some("spec"),
        "cloud-init" => matches!(first, Some("schema" | "devel")),
        "capsh" => first.is_some_and(|first| first.starts_with("--decode=")),
        _ => false,
    };
    if !is_run {
        return None;
    }
    if !programs.has(&shown.line.program) {
        return Some(Outcome::Unrun("the program is not here".to_owned()));
    }
    let outcome = match shown.line.program.as_str() {
        "qemu-img" => qemu_img::run(shown, programs),
        "virsh" => virsh::run(shown, programs),
        "runc" => runc::spec(shown, programs),
        "cloud-init" => cloud_init::run(shown, programs),
        _ => plain(shown, programs),
    };
    Some(outcome.unwrap_or_else(|| Outcome::Unrun("the program cannot be started here".to_owned())))
}

/// Needs no file, and prints what is shown.
fn plain(shown: &Shown, programs: &Programs) -> Option<Outcome> {
    let arguments: Vec<&str> = shown.line.arguments.iter().map(String::as_str).collect();
    let said = programs.run(&shown.line.program, &arguments, &programs.folder())?;
    Some(if said.is_success { as_shown(shown, &said) } else { Outcome::Wrong(said.why().to_owned()) })
}

/// Whether what is printed is what is shown, if anything is; spaces at the ends of lines and empty lines at the end apart.
fn as_shown(shown: &Shown, said: &Said) -> Outcome {
    let trimmed = |lines: &mut dyn Iterator<Item = &str>| {
        lines.map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    };
    let expected = trimmed(&mut shown.said.iter().map(String::as_str));
    let printed = trimmed(&mut said.out.lines());
    if expected.is_empty() || shown.is_piped || expected == printed {
        Outcome::Right
    } else {
        Outcome::Wrong(format!("prints \"{}\"", printed.replace('\n', " / ")))
    }
}
