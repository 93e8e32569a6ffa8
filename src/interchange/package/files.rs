//! The files that a question names: its pictures, and texts that several questions share.

use std::collections::HashMap;

use super::{archive::Archive, names};

/// Of so many files with one name, one is still looked for.
const ALIKE: usize = 50;

/// Finds files by the addresses that other files have for them.
pub(super) struct Files<'p> {
    archive: &'p Archive<'p>,
    /// The files by the last part of their names.
    by_last: HashMap<&'p str, Vec<&'p str>>,
}

impl<'p> Files<'p> {
    /// Those of a package.
    pub(super) fn new(archive: &'p Archive<'p>) -> Self {
        let mut by_last: HashMap<&str, Vec<&str>> = HashMap::new();
        for name in archive.names() {
            by_last.entry(last(name)).or_default().push(name);
        }
        Self { archive, by_last }
    }

    /// The file that an address means in the file `from`: where it says, else the only one whose name ends like that. Many
    /// packages are written by programs that move files about.
    pub(super) fn find(&self, from: &str, address: &str) -> Option<String> {
        if let Some(name) = names::meant(from, address).into_iter().find(|name| self.archive.has(name)) {
            return Some(name);
        }
        let ending = names::ending(address)?;
        let alike = self.by_last.get(last(&ending)).filter(|alike| alike.len() <= ALIKE)?;
        let inside = format!("/{ending}");
        let mut fitting = alike.iter().filter(|name| **name == ending || name.ends_with(&inside));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some((*only).to_owned()),
            _ => None,
        }
    }

    /// The bytes of the file that an address means in the file `from`.
    pub(super) fn read(&self, from: &str, address: &str) -> Option<Vec<u8>> {
        self.find(from, address).and_then(|name| self.archive.read(&name).ok())
    }
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
