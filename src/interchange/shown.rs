//! The pictures that questions of ours show: sent along where a format has files, and said to be lost where it has none.

use std::collections::{BTreeMap, BTreeSet};

use super::remark::Remark;
use crate::exam::{lang::Lang, picture, question::Question};

/// The bytes of pictures by the names by which texts show them.
pub type Pictures = BTreeMap<String, Vec<u8>>;

/// The names of the pictures that a question shows in some languages.
pub(super) fn names<'q>(question: &'q Question, languages: &[Lang]) -> BTreeSet<&'q str> {
    languages.iter().flat_map(|lang| question.body.get(*lang).texts()).flat_map(picture::shown).collect()
}

/// What is lost of a question that shows pictures which are not there, in words for its author.
pub(super) fn lost(question: &Question, languages: &[Lang], pictures: &Pictures) -> Option<(String, Remark)> {
    let is_lost = names(question, languages).into_iter().any(|name| !pictures.contains_key(name));
    is_lost.then(|| (question.name.to_string(), Remark::PartLost { what: words!("pictures") }))
}
