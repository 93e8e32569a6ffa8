//! Which questions say nearly the same as a text that is being written.

use std::collections::BTreeSet;

use super::BankedQuestion;
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

/// The questions that have at least this share of all their words and of `mine` in common, the most first.
pub fn alike<'b>(
    mine: &BTreeSet<String>,
    others: impl Iterator<Item = &'b BankedQuestion>,
    share: f64,
    most: usize,
) -> Vec<(&'b BankedQuestion, f64)> {
    if mine.len() < WORDS_MIN {
        return Vec::new();
    }
    let mut found: Vec<(&BankedQuestion, f64)> = others
        .filter_map(|banked| {
            let theirs = banked.words();
            let shared = mine.intersection(theirs).count();
            let all = mine.len() + theirs.len() - shared;
            // A few hundred words at most: exact in a float.
            #[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
            let ratio = shared as f64 / all.max(1) as f64;
            (ratio >= share).then_some((banked, ratio))
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(most);
    found
}
