//! Which questions say nearly the same as a text that is being written.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::bank::card::fold;
use crate::exam::draft::{Draft, KindName};

/// Texts with fewer words than these share them by accident.
const WORDS_MIN: usize = 6;

/// The words of stem and right answers of a draft in its fuller language, folded.
pub fn words(draft: &Draft) -> BTreeSet<String> {
    let (en, pt) = (&draft.body.en, &draft.body.pt_br);
    let body = if en.stem.is_empty() { pt } else { en };
    let mut text = body.stem.clone();
    if draft.kind == KindName::FillIn {
        draft.answers.iter().for_each(|answer| text.extend([" ", answer]));
    } else {
        draft.keys.iter().filter_map(|key| body.options.get(*key)).for_each(|key| text.extend([" ", &key.text]));
    }
    let apart = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'));
    fold(&text)
        .split(apart)
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Words as marks: sorted, in so few bytes that those of every question can be held beside each other. Two words hardly ever
/// have the same.
pub fn marks(words: &BTreeSet<String>) -> Vec<u32> {
    let mark = |word: &String| {
        let hash = Sha256::digest(word);
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    };
    let mut marks: Vec<u32> = words.iter().map(mark).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Those that have at least this share of all their marks and of `mine` in common, the most first; each with its share.
pub fn alike<'o, T>(
    mine: &[u32],
    others: impl Iterator<Item = (T, &'o [u32])>,
    share: f64,
    most: usize,
) -> Vec<(T, f64)> {
    if mine.len() < WORDS_MIN {
        return Vec::new();
    }
    let mut found: Vec<(T, f64)> = others
        .filter_map(|(other, theirs)| {
            let shared = shared(mine, theirs);
            let all = mine.len() + theirs.len() - shared;
            // A few hundred words at most: exact in a float.
            #[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
            let ratio = shared as f64 / all.max(1) as f64;
            (ratio >= share).then_some((other, ratio))
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(most);
    found
}

/// How many of two sorted lists are in both.
fn shared(mine: &[u32], theirs: &[u32]) -> usize {
    let (mut here, mut there, mut shared) = (0, 0, 0);
    while let (Some(one), Some(other)) = (mine.get(here), theirs.get(there)) {
        here += usize::from(one <= other);
        there += usize::from(other <= one);
        shared += usize::from(one == other);
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(words: &[&str]) -> Vec<u32> {
        marks(&words.iter().map(|&word| word.to_owned()).collect())
    }

    #[test]
    fn the_share_is_of_the_words_that_either_has() {
        let mine = marked(&["a", "b", "c", "d", "e", "f"]);
        let (near, far) = (marked(&["a", "b", "c", "d", "e", "x"]), marked(&["a", "y", "z"]));
        let others = || [("far", far.as_slice()), ("near", &near), ("same", &mine)].into_iter();
        assert_eq!(alike(&mine, others(), 0.5, 9), [("same", 1.0), ("near", 5.0 / 7.0)]);
        assert_eq!(alike(&mine, others(), 0.5, 1), [("same", 1.0)]);
        assert_eq!(alike(&mine[..5], others(), 0.1, 9), [], "too few words to say");
    }
}
