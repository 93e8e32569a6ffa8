//! Joins the two language halves of a question that a format of one language had to write apart.

use std::collections::HashMap;

use super::{
    entry::{Content, Draft, Outcome, Reading},
    remark::Remark,
    words::Words,
};
use crate::exam::{
    id::QuestionName,
    lang::{Lang, Localized},
    question::Body,
};

/// Joins entries that carry the same name of ours in different languages. They stand where the first half stood.
pub fn pair(mut reading: Reading) -> Reading {
    let mut first_halves: HashMap<QuestionName, usize> = HashMap::new();
    let mut kept: Vec<super::Entry> = Vec::with_capacity(reading.entries.len());
    for mut entry in reading.entries {
        let Some(name) = half_of(&entry.outcome) else {
            kept.push(entry);
            continue;
        };
        let Some(&first) = first_halves.get(&name) else {
            first_halves.insert(name, kept.len());
            kept.push(entry);
            continue;
        };
        let (Outcome::Taken { draft: one, remarks }, Outcome::Taken { draft: other, remarks: others }) =
            (&mut kept[first].outcome, &mut entry.outcome)
        else {
            kept.push(entry);
            continue;
        };
        match join(one, other) {
            Ok(()) => {
                for remark in others.drain(..) {
                    if !remarks.contains(&remark) {
                        remarks.push(remark);
                    }
                }
            }
            Err(why) => {
                others.push(Remark::Halves { why });
                kept.push(entry);
            }
        }
    }
    reading.entries = kept;
    reading
}

/// The name of the question that an entry is half of.
fn half_of(outcome: &Outcome) -> Option<QuestionName> {
    let Outcome::Taken { draft, .. } = outcome else { return None };
    let is_half = matches!(draft.content, Content::One(Some(_), _));
    draft.meta.name.clone().filter(|_| is_half)
}

/// Makes the first half whole, or says why the two do not fit together.
fn join(one: &mut Draft, other: &mut Draft) -> Result<(), Words> {
    if one.kind != other.kind {
        return Err(words!("they differ in what is right"));
    }
    let (Content::One(Some(a), a_body), Content::One(Some(b), b_body)) = (&mut one.content, &mut other.content) else {
        return Err(words!("one of them is there twice"));
    };
    if a == b {
        return Err(words!("one of them is there twice"));
    }
    if a_body.options.len() != b_body.options.len() {
        return Err(words!("they differ in their number of options"));
    }
    let mut both = Localized::<Body>::default();
    *both.get_mut(*a) = std::mem::take(a_body);
    *both.get_mut(*b) = std::mem::take(b_body);
    one.content = Content::Both(both);
    one.meta.lang = None;
    let known: Vec<String> = one.images.iter().map(|image| image.name.clone()).collect();
    one.images.extend(other.images.drain(..).filter(|image| !known.contains(&image.name)));
    Ok(())
}

impl Draft {
    /// The texts of one language, if they are there.
    pub fn body(&self, lang: Lang) -> Option<&Body> {
        match &self.content {
            Content::One(Some(own), body) => (*own == lang).then_some(body),
            Content::One(None, _) => None,
            Content::Both(both) => Some(both.get(lang)),
        }
    }
}
