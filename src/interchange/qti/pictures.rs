//! The pictures that the texts of an item show.

use std::collections::{HashMap, HashSet};

use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;

use crate::interchange::Image;

/// Finds a file that an item names, by its address as the item has it.
pub type Files<'f> = dyn Fn(&str) -> Option<Vec<u8>> + 'f;

/// Takes pictures in, each once and under a name of its own.
pub(in crate::interchange) struct Pictures<'f> {
    files: &'f Files<'f>,
    /// The names by which the texts show them, by their addresses.
    shown: HashMap<String, String>,
    names: HashSet<String>,
    /// What was taken in.
    pub images: Vec<Image>,
}

impl<'f> Pictures<'f> {
    /// None yet.
    pub(in crate::interchange) fn new(files: &'f Files<'f>) -> Self {
        Self { files, shown: HashMap::new(), names: HashSet::new(), images: Vec::new() }
    }

    /// A file that is no picture.
    pub(in crate::interchange) fn file(&self, address: &str) -> Option<Vec<u8>> {
        (self.files)(address)
    }

    /// What the texts call a picture; nothing if it is not there.
    pub(in crate::interchange) fn show(&mut self, address: &str) -> Option<String> {
        if let Some(shown) = self.shown.get(address) {
            return Some(shown.clone());
        }
        let (wanted, bytes) = match address.strip_prefix("data:") {
            Some(data) => embedded(data)?,
            None => (file_name(address), (self.files)(address)?),
        };
        let mut name = wanted;
        while !self.names.insert(name.clone()) {
            name = format!("{}-{name}", self.images.len() + 1);
        }
        let shown = format!("images/{name}");
        self.images.push(Image { name, bytes });
        self.shown.insert(address.to_owned(), shown.clone());
        Some(shown)
    }
}

/// The bytes of a `data:` address and a name for them.
fn embedded(data: &str) -> Option<(String, Vec<u8>)> {
    let (kind, text) = data.split_once(',')?;
    let ending = kind.strip_suffix(";base64")?.strip_prefix("image/")?.split([';', '+']).next()?;
    let text: String = text.split_whitespace().collect();
    let bytes = STANDARD.decode(text).ok()?;
    Some((format!("picture.{}", safe_name(ending)), bytes))
}

/// The last part of an address.
fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    safe_name(&percent_decode_str(path.rsplit(['/', '\\']).next().unwrap_or_default()).decode_utf8_lossy())
}

/// A name of letters, digits, points and dashes.
fn safe_name(name: &str) -> String {
    let fine = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let name: String = name.chars().map(|letter| if fine(letter) { letter } else { '-' }).collect();
    let name = name.trim_start_matches('.');
    if name.is_empty() { "picture".to_owned() } else { name.to_owned() }
}
