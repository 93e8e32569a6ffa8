//! The same question twice in a package: Canvas writes each into its quiz, into its bank, and once more for other systems.

use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use crate::interchange::{Draft, Entry, Foreign, Outcome};

/// Skips every question that came in before. Questions of ours are themselves, whatever they say.
pub(super) fn skip(entries: &mut [Entry]) {
    let mut firsts: HashMap<u64, Vec<usize>> = HashMap::new();
    for place in 0..entries.len() {
        let (before, rest) = entries.split_at_mut(place);
        let Some(draft) = taken(&rest[0]) else { continue };
        let alike = firsts.entry(hash(draft)).or_default();
        let first = alike.iter().find(|first| taken(&before[**first]).is_some_and(|first| is_same(first, draft)));
        match first {
            Some(first) => {
                let first = &before[*first];
                rest[0].outcome = Outcome::Skipped(Foreign::Twice(first.place.clone(), first.title.clone()));
            }
            None => alike.push(place),
        }
    }
}

fn taken(entry: &Entry) -> Option<&Draft> {
    match &entry.outcome {
        Outcome::Taken { draft, .. } if draft.meta.name.is_none() => Some(draft),
        _ => None,
    }
}

fn hash(draft: &Draft) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{:?}", draft.content).hash(&mut hasher);
    hasher.finish()
}

fn is_same(a: &Draft, b: &Draft) -> bool {
    a.kind == b.kind && a.content == b.content && a.images == b.images
}
