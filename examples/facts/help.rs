//! What programs say of themselves with `--help`: a second witness for subcommands and options, and the only one for programs
//! that have no manual page.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::command::CommandLine;
use crate::key::stands_in;
use crate::program::Programs;

/// What a program knows of a word on its command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is in the help.
    Yes,
    /// It is not.
    No,
    /// It is not, and came after the program that Debian has.
    Newer,
}

/// The texts, as they are asked for.
pub struct Help<'p> {
    programs: &'p Programs,
    /// Programs that do nothing but print when they are asked for help.
    asked: Vec<String>,
    newer: Vec<String>,
    used: RefCell<BTreeSet<String>>,
    texts: RefCell<HashMap<Vec<String>, Option<Rc<str>>>>,
}

impl<'p> Help<'p> {
    /// `newer` are command lines up to a word that Debian's program does not know yet.
    pub fn new(programs: &'p Programs, asked: Vec<String>, newer: Vec<String>) -> Self {
        Self { programs, asked, newer, used: RefCell::default(), texts: RefCell::default() }
    }

    /// Programs that should be asked and cannot be run here.
    pub fn missing(&self) -> Vec<String> {
        let is_missing = |name: &&String| self.text(name, &[]).is_none();
        self.asked
            .iter()
            .filter(is_missing)
            .map(|name| format!("--help of {name}, which is in no package and not installed"))
            .collect()
    }

    /// What was said to be newer, and is not.
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        self.newer
            .iter()
            .filter(|line| !used.contains(*line))
            .map(|line| format!("newer: nothing needs \"{line}\""))
            .collect()
    }

    /// The help of a program, or of a subcommand.
    pub fn text(&self, program: &str, chain: &[String]) -> Option<Rc<str>> {
        if !self.asked.iter().any(|name| name == program) {
            return None;
        }
        let key: Vec<String> = [program].into_iter().map(str::to_owned).chain(chain.iter().cloned()).collect();
        if let Some(text) = self.texts.borrow().get(&key) {
            return text.clone();
        }
        let folder = self.programs.folder();
        let said = |arguments: &[&str]| self.programs.run(program, arguments, &folder).map(|said| said.all());
        let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
        let text = match (program, chain.as_slice()) {
            ("virsh", []) => said(&["help"]).zip(said(&["--help"])).map(|(own, all)| own + &all),
            ("virsh", chain) => said(&[&["help"], chain].concat()),
            // Its help leaves out what is rarely used, and says so.
            ("vagrant", []) => {
                said(&["list-commands"]).zip(said(&["--help"])).map(|(all, usual)| indented(&all) + &usual)
            }
            ("kubectl", chain) => {
                said(&[chain, &["--help"]].concat()).zip(said(&["options"])).map(|(own, all)| own + &all)
            }
            (_, chain) => said(&[chain, &["--help"]].concat()),
        };
        let text: Option<Rc<str>> = text.map(Rc::from);
        self.texts.borrow_mut().insert(key, text.clone());
        text
    }

    /// What the program knows of each subcommand and option of a command line. Nothing if it cannot be asked.
    pub fn walk(&self, line: &CommandLine) -> Option<Vec<(String, Known)>> {
        let mut current = self.text(&line.program, &[])?;
        let mut seen = current.to_string();
        let mut chain: Vec<String> = Vec::new();
        let mut found = vec![(line.program.clone(), Known::Yes)];
        let mut is_operand = false;
        let mut rest = line.arguments.iter();
        while let Some(word) = rest.next() {
            if word == "--" || word.contains(' ') {
                break;
            } else if word.starts_with('-') && word.len() > 1 {
                let name = word.split('=').next().unwrap_or(word);
                found.push((name.to_owned(), self.known(line, &chain, name, stands_in(name, &seen))));
                if !word.contains('=') && takes_value(name, &seen) {
                    rest.next();
                }
            } else if !is_operand && (lists_commands(&current) || (line.program == "virsh" && chain.is_empty())) {
                let known = self.known(line, &chain, word, is_command(word, &current));
                found.push((word.clone(), known));
                if known != Known::Yes {
                    break;
                }
                chain.push(word.clone());
                let next = self.text(&line.program, &chain)?;
                // A program with one help for everything has no more subcommands.
                is_operand = next == current;
                current = next;
                seen.push_str(&current);
            } else if runs_another(&line.program, &chain) {
                break;
            } else {
                is_operand = true;
            }
        }
        Some(found)
    }

    fn known(&self, line: &CommandLine, chain: &[String], word: &str, is_there: bool) -> Known {
        let whole =
            [&line.program].into_iter().chain(chain).map(String::as_str).chain([word]).collect::<Vec<_>>().join(" ");
        if is_there {
            Known::Yes
        } else if self.newer.contains(&whole) {
            self.used.borrow_mut().insert(whole);
            Known::Newer
        } else {
            Known::No
        }
    }

    /// Whether a word that stands alone fits one of the command lines around it: as an option, or as a subcommand.
    pub fn fits(&self, word: &str, around: &[CommandLine]) -> bool {
        around.iter().any(|line| {
            let mut longer = line.clone();
            longer.arguments.push(word.to_owned());
            let is_known = |words: Vec<(String, Known)>| {
                words.iter().all(|(_, known)| *known == Known::Yes) && words.iter().any(|(one, _)| one == word)
            };
            self.walk(&longer).is_some_and(is_known)
        })
    }

    /// Whether the help of one of the command lines around an option shows it.
    pub fn shows(&self, word: &str, around: &[CommandLine]) -> bool {
        word.starts_with('-')
            && around.iter().any(|line| {
                let chain: Vec<String> =
                    line.arguments.iter().take_while(|one| !one.starts_with('-')).cloned().collect();
                (0..=chain.len())
                    .any(|end| self.text(&line.program, &chain[..end]).is_some_and(|text| stands_in(word, &text)))
            })
    }
}

/// A list that is printed from the edge, as one that stands in a help.
fn indented(list: &str) -> String {
    list.lines().fold(String::new(), |all, line| all + "  " + line + "\n")
}

/// After the first operand the rest belongs to the command that is run in a container or namespace.
fn runs_another(program: &str, chain: &[String]) -> bool {
    let last = chain.last().map_or("", String::as_str);
    matches!(program, "nsenter" | "unshare" | "capsh")
        || (matches!(program, "docker" | "podman") && matches!(last, "run" | "exec" | "create"))
        || (program == "lxc" && last == "exec")
}

/// Whether a help has a list of subcommands.
fn lists_commands(help: &str) -> bool {
    let is_title = |line: &str| {
        let line = line.trim().to_ascii_lowercase();
        ["commands:", "commands are:", "subcommands:", "commands (beginner):", "command syntax:"]
            .iter()
            .any(|end| line.ends_with(end))
    };
    help.lines().any(is_title) || help.contains("{init,")
}

/// Whether a line of a help begins with the word, or has it among the names that the line begins with.
fn is_command(word: &str, help: &str) -> bool {
    help.lines().filter(|line| line.starts_with([' ', '\t'])).any(|line| {
        let names = line.trim_start().split("  ").next().unwrap_or_default();
        let mut names =
            names.split([' ', '\t']).map(|name| (name.trim_end_matches([',', '*', ':']), name.ends_with(',')));
        let mut goes_on = true;
        names.any(|(name, is_listed)| std::mem::replace(&mut goes_on, is_listed) && name == word)
    })
}

/// Whether the help shows a value after an option.
fn takes_value(option: &str, help: &str) -> bool {
    help.lines().map(|line| line.trim_start().trim_start_matches('[')).filter(|line| line.starts_with('-')).any(
        |line| {
            let spec = line.split("  ").next().unwrap_or_default().split(": ").next().unwrap_or_default();
            let last = spec.trim_end_matches(']').rsplit([' ', '\t']).next().unwrap_or_default();
            let is_set = last.split_once('=').is_some_and(|(name, value)| {
                !name.ends_with('[') && !value.starts_with("false") && !value.starts_with("true")
            });
            stands_in(option, spec) && (!last.starts_with('-') || is_set)
        },
    )
}
