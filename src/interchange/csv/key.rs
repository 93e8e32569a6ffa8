//! Which options a cell with the key means.

use std::collections::{BTreeSet, HashMap};

use super::{
    super::remark::Cause,
    mapping::{KeyForm, letter_index},
};

/// Words between the names of options, or before them.
const BETWEEN: &[&str] = &["and", "or", "option", "options", "answer", "choice", "alternativa", "opção"];

/// The options of a row, to be found by a key.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// Which places have an option.
    filled: Vec<bool>,
    /// The places of the texts, in every language.
    exact: HashMap<String, usize>,
    /// The same in lower case.
    lower: HashMap<String, usize>,
}

impl Options {
    /// The options with these texts in each language. An empty text is no option.
    pub(super) fn new(texts: &[Vec<&str>]) -> Self {
        let mut options = Self::default();
        let width = texts.iter().map(Vec::len).max().unwrap_or_default();
        options.filled.resize(width, false);
        for (place, text) in
            texts.iter().flat_map(|texts| texts.iter().enumerate()).filter(|(_, text)| !text.is_empty())
        {
            options.filled[place] = true;
            options.exact.entry((*text).to_owned()).or_insert(place);
            options.lower.entry(text.to_lowercase()).or_insert(place);
        }
        options
    }

    /// The places that have one.
    pub(super) fn places(&self) -> Vec<usize> {
        (0..self.filled.len()).filter(|&place| self.filled[place]).collect()
    }

    /// Finds the options that a cell means.
    pub(super) fn resolve(&self, form: KeyForm, cell: &str) -> Result<BTreeSet<usize>, Cause> {
        let found = match form {
            KeyForm::Letter => by_letter(cell, self.filled.len()),
            KeyForm::Number => by_number(cell, 1),
            KeyForm::Index => by_number(cell, 0),
            KeyForm::Text => self.by_text(cell),
            KeyForm::UntilEmpty => None,
        };
        let is_option = |place: &usize| self.filled.get(*place).is_some_and(|&is_filled| is_filled);
        found
            .filter(|found| !found.is_empty() && found.iter().all(is_option))
            .ok_or_else(|| Cause::UnknownKey(cell.trim().chars().take(80).collect()))
    }

    /// The whole cell as one text, else its parts.
    fn by_text(&self, cell: &str) -> Option<BTreeSet<usize>> {
        if let Some(place) = self.place_of(cell) {
            return Some(BTreeSet::from([place]));
        }
        let parts = |mark: char| cell.split(mark).filter(|part| !part.trim().is_empty());
        ['\n', ';', '|', ','].into_iter().find_map(|mark| parts(mark).map(|part| self.place_of(part)).collect())
    }

    /// The option with a text: exactly, or else but for upper and lower case.
    fn place_of(&self, text: &str) -> Option<usize> {
        let text = text.trim();
        self.exact.get(text).or_else(|| self.lower.get(&text.to_lowercase())).copied()
    }
}

fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn by_letter(cell: &str, count: usize) -> Option<BTreeSet<usize>> {
    let is_upper = |word: &str| word.chars().all(|c| c.is_ascii_uppercase());
    let has_upper = words(cell).any(is_upper);
    let mut found = BTreeSet::new();
    for word in words(cell) {
        // Between capitals a small "e" or "y" is "and".
        if BETWEEN.contains(&word.to_lowercase().as_str()) || has_upper && matches!(word, "e" | "y") {
            continue;
        }
        if word.len() == 1 {
            found.insert(letter_index(&word.to_ascii_uppercase())?);
        } else if count > 26 {
            found.insert(letter_index(word)?);
        } else {
            // `ACD`, each letter once.
            for letter in word.chars() {
                let is_new = found.insert(letter_index(letter.encode_utf8(&mut [0; 4]))?);
                if !is_new {
                    return None;
                }
            }
        }
    }
    Some(found)
}

fn by_number(cell: &str, first: usize) -> Option<BTreeSet<usize>> {
    words(cell)
        .filter(|word| !BETWEEN.contains(&word.to_lowercase().as_str()))
        .map(|word| word.parse::<usize>().ok()?.checked_sub(first))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(form: KeyForm, cell: &str, options: &[&str]) -> Option<Vec<usize>> {
        Options::new(&[options.to_vec()]).resolve(form, cell).ok().map(|found| found.into_iter().collect())
    }

    #[test]
    fn letters_come_in_many_ways() {
        let four = ["w", "x", "y", "z"];
        let by = |cell| found(KeyForm::Letter, cell, &four);
        for (cell, expected) in [
            ("B", vec![1]),
            (" b) ", vec![1]),
            ("A, C", vec![0, 2]),
            ("ACD", vec![0, 2, 3]),
            ("A and D", vec![0, 3]),
            ("A e C", vec![0, 2]),
            ("Option C", vec![2]),
        ] {
            assert_eq!(by(cell), Some(expected), "{cell}");
        }
        for none in ["E", "", "AA", "1", "abc", "is é", "A, E"] {
            assert_eq!(by(none), None, "{none}");
        }
        assert_eq!(found(KeyForm::Letter, "B", &["w", "", "y"]), None, "an empty option is none");
        assert_eq!(found(KeyForm::Letter, "AB, C", &vec!["x"; 30]), Some(vec![2, 27]));
    }

    #[test]
    fn numbers_count_from_one_or_from_none() {
        let three = ["x", "y", "z"];
        assert_eq!(found(KeyForm::Number, "1; 3", &three), Some(vec![0, 2]));
        assert_eq!(found(KeyForm::Number, "0", &three), None);
        assert_eq!(found(KeyForm::Number, "4", &three), None);
        assert_eq!(found(KeyForm::Number, "99999999999999999999999", &three), None);
        assert_eq!(found(KeyForm::Index, "0 and 2", &three), Some(vec![0, 2]));
    }

    #[test]
    fn texts_are_whole_or_in_parts() {
        let by = |cell| found(KeyForm::Text, cell, &["lpr", "a, b", "PTR"]);
        assert_eq!(by(" lpr "), Some(vec![0]));
        assert_eq!(by("a, b"), Some(vec![1]));
        assert_eq!(by("ptr"), Some(vec![2]));
        assert_eq!(by("lpr;ptr"), Some(vec![0, 2]));
        assert_eq!(by("lpr, x"), None);
        let both = [vec!["red"], vec!["vermelho"]];
        assert_eq!(Options::new(&both).resolve(KeyForm::Text, "vermelho"), Ok(BTreeSet::from([0])));
    }
}
