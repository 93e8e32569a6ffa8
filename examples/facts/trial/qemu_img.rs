//! `qemu-img`, with images that are made for the line: of the size that a question would have, and next to nothing on the disk.

use std::fs;
use std::path::Path;

use super::Outcome;
use crate::command::Shown;
use crate::program::{Programs, Said};

/// The endings of images, with their formats.
const FORMATS: [(&str, &str); 8] = [
    ("qcow2", "qcow2"),
    ("img", "raw"),
    ("raw", "raw"),
    ("iso", "raw"),
    ("vmdk", "vmdk"),
    ("vdi", "vdi"),
    ("vhd", "vpc"),
    ("vhdx", "vhdx"),
];

/// The size of images: more than any line asks for.
const SIZE: &str = "100G";

/// Makes what the line needs, runs it, and compares.
pub fn run(shown: &Shown, programs: &Programs) -> Option<Outcome> {
    let folder = programs.folder();
    let arguments = match mapped(&shown.line.arguments) {
        Ok(arguments) => arguments,
        Err(why) => return Some(Outcome::Unrun(why)),
    };
    let images: Vec<&String> = arguments.iter().filter(|one| format_of(one).is_some()).collect();
    if images.is_empty() {
        return Some(Outcome::Part);
    }
    prepare(&arguments, &images, shown, programs, &folder);
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let said = programs.run("qemu-img", &words, &folder)?;
    Some(compared(shown, &said))
}

/// Ways to files begin in the folder. What is allocated for good is small.
fn mapped(arguments: &[String]) -> Result<Vec<String>, String> {
    let is_allocated =
        arguments.iter().any(|one| one.contains("preallocation=fal") || one.contains("preallocation=full"));
    let one = |argument: &String| {
        if argument.starts_with("/dev/") || argument.contains("=/dev/") {
            Err("it names a device".to_owned())
        } else if argument.contains("..") || argument.contains(['$', '~', '*']) || argument.contains("=/") {
            Err("it names what lies elsewhere".to_owned())
        } else if argument.contains("://") || argument.contains(':') {
            Err("it names an address".to_owned())
        } else if is_allocated && is_size(argument) {
            Ok("16M".to_owned())
        } else {
            Ok(argument.trim_start_matches('/').to_owned())
        }
    };
    arguments.iter().map(one).collect()
}

fn is_size(argument: &str) -> bool {
    argument.ends_with(['K', 'M', 'G', 'T']) && argument[..argument.len() - 1].chars().all(|c| c.is_ascii_digit())
}

fn format_of(argument: &str) -> Option<&'static str> {
    let end = Path::new(argument).extension()?.to_str()?;
    FORMATS.iter().find(|(ending, _)| *ending == end).map(|(_, format)| *format)
}

/// Every image that is read is there, with what the question shows of it: a base, a snapshot.
fn prepare(arguments: &[String], images: &[&String], shown: &Shown, programs: &Programs, folder: &Path) {
    let after = |option: &str| arguments.iter().skip_while(|one| *one != option).nth(1);
    let command = arguments[0].as_str();
    let base = after("-b").or_else(|| after("-B"));
    // The last image is made by the line itself.
    let made = if matches!(command, "create" | "convert") { images.last() } else { None };
    let create = |image: &str, format: &str, base: Option<&str>| {
        if let Some(parent) = folder.join(image).parent() {
            let _ = fs::create_dir_all(parent);
        }
        let mut words = vec!["create", "-f", format];
        words.extend(base.into_iter().flat_map(|base| ["-b", base, "-F", "qcow2"]));
        words.push(image);
        words.extend(Some(SIZE).filter(|_| base.is_none()));
        programs.run("qemu-img", &words, folder);
    };
    if let Some(parent) = made.and_then(|made| folder.join(made).parent().map(Path::to_path_buf)) {
        let _ = fs::create_dir_all(parent);
    }
    if let Some(base) = base {
        create(base, after("-F").map_or("qcow2", String::as_str), None);
    }
    let shown_base = shown.said.iter().find_map(|line| line.strip_prefix("backing file: "));
    let tag =
        arguments.iter().skip(1).find(|one| command == "snapshot" && !one.starts_with('-') && format_of(one).is_none());
    let shown_tag = shown.said.iter().skip_while(|line| !line.starts_with("ID ")).nth(1);
    let shown_tag = shown_tag.and_then(|line| line.split_whitespace().nth(1));
    for image in images.iter().filter(|image| Some(**image) != base && Some(*image) != made) {
        let format = after("-f").map(String::as_str).or_else(|| format_of(image)).unwrap_or("raw");
        let overlay = shown_base.or_else(|| Some("base0.qcow2").filter(|_| command == "commit"));
        if let Some(base) = overlay {
            create(base, "qcow2", None);
        }
        create(image, format, overlay);
        let makes_tag = arguments.iter().any(|one| one == "-c");
        for tag in tag.map(String::as_str).filter(|_| !makes_tag).into_iter().chain(shown_tag) {
            programs.run("qemu-img", &["snapshot", "-c", tag, image], folder);
        }
    }
}

/// A message that is shown is the one that comes, if the line fails; of other output every label is there.
fn compared(shown: &Shown, said: &Said) -> Outcome {
    let message = shown.said.iter().find(|line| line.starts_with("qemu-img: "));
    match message {
        Some(_) if said.is_success && !shown.is_piped => Outcome::Unrun("what makes it fail is not there".to_owned()),
        Some(message) if said.errors.lines().any(|line| line == message) => Outcome::Right,
        Some(message) => Outcome::Wrong(format!("says \"{}\", not \"{message}\"", said.why())),
        None if !said.is_success => Outcome::Wrong(said.why().to_owned()),
        None => {
            let labels = shown.said.iter().filter_map(|line| line.split_once(':')).map(|(label, _)| label);
            let labels = labels.filter(|label| !label.contains(|c: char| c.is_ascii_digit()));
            let printed = said.all();
            let mut lost = labels.filter(|label| !printed.contains(&format!("{label}:")));
            lost.next()
                .filter(|_| !shown.is_piped)
                .map_or(Outcome::Right, |label| Outcome::Wrong(format!("prints no \"{label}\"")))
        }
    }
}
