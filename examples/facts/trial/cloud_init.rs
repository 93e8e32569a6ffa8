//! `cloud-init schema` and `cloud-init devel make-mime`, which read files and print.

use std::fs;

use super::{Outcome, as_shown};
use crate::command::Shown;
use crate::program::Programs;

/// Runs it with the files that it names: a small cloud-config, or a script.
pub fn run(shown: &Shown, programs: &Programs) -> Option<Outcome> {
    let arguments: Vec<&str> = shown.line.arguments.iter().map(String::as_str).collect();
    if !matches!(arguments.as_slice(), ["schema", _, ..] | ["devel", "make-mime" | "schema", ..]) {
        return Some(Outcome::Unrun("it is about the machine that it runs on".to_owned()));
    }
    if arguments.iter().any(|one| one.starts_with(['/', '~']) || one.contains("..") || *one == "--system") {
        return Some(Outcome::Unrun("its files are elsewhere".to_owned()));
    }
    let folder = programs.folder();
    for name in arguments.iter().map(|one| one.split(':').next().unwrap_or(one)).filter(|name| name.contains('.')) {
        let is_script = std::path::Path::new(name).extension().is_some_and(|end| end == "sh");
        let text = if is_script { "#!/bin/sh\ntrue\n" } else { "#cloud-config\npackages:\n  - nginx\n" };
        fs::write(folder.join(name), text).ok()?;
    }
    let said = programs.run("cloud-init", &arguments, &folder)?;
    Some(if said.is_success { as_shown(shown, &said) } else { Outcome::Wrong(said.why().to_owned()) })
}
