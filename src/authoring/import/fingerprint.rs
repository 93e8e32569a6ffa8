//! What an entry says, as a hash: the same entry is known again at the next import, also by a later version of the program.

use sha2::{Digest as _, Sha256};

use crate::exam::lang::Lang;
use crate::exam::question::{Body, Kind};
use crate::interchange::{Content, Draft};

/// SHA-256 over everything that an entry says, field by field with its name and its length.
///
/// An empty field is left out, so that a field that is added one day leaves the fingerprints of entries without it as they are.
pub fn of(draft: &Draft) -> [u8; 32] {
    let mut said = Said(Sha256::new());
    match &draft.kind {
        Kind::Single { .. } => said.one("kind", "single"),
        Kind::Multiple { .. } => said.one("kind", "multiple"),
        Kind::FillIn(fill_in) => {
            said.one("kind", "fill-in");
            said.all("answer", &fill_in.answers);
            said.all("range", fill_in.ranges.iter().map(ToString::to_string));
            said.all("ignore-case", fill_in.ignore_case.then_some("yes"));
            said.one("instruction", fill_in.instruction.as_str());
            said.all("near", &fill_in.near);
        }
    }
    said.all("key", draft.kind.keys().iter().map(ToString::to_string));
    match &draft.content {
        Content::One(lang, body) => said.body(lang.map_or("", Lang::as_str), body),
        Content::Both(both) => Lang::ALL.into_iter().for_each(|lang| said.body(lang.as_str(), both.get(lang))),
    }
    said.all("tag", draft.meta.to_tags());
    for image in &draft.images {
        said.one("image", &image.name);
        said.field("bytes", &image.bytes);
    }
    said.0.finalize().into()
}

struct Said(Sha256);

impl Said {
    fn field(&mut self, name: &str, bytes: &[u8]) {
        self.0.update(format!("{name} {}\n", bytes.len()));
        self.0.update(bytes);
    }

    fn one(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.field(name, text.as_bytes());
        }
    }

    fn all(&mut self, name: &str, texts: impl IntoIterator<Item = impl AsRef<str>>) {
        texts.into_iter().for_each(|text| self.field(name, text.as_ref().as_bytes()));
    }

    fn body(&mut self, lang: &str, body: &Body) {
        self.one("lang", lang);
        self.one("stem", &body.stem);
        for option in &body.options {
            self.field("option", option.text.as_bytes());
            self.field("why", option.explanation.as_bytes());
        }
        self.one("explanation", &body.explanation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::{Format, Image, Meta, format::read};

    fn draft(gift: &str) -> Draft {
        read(Format::Gift, gift.as_bytes(), None).taken().next().unwrap().clone()
    }

    #[test]
    fn it_stays_what_it_was_in_every_version() {
        let hash = of(&draft("::n::Which? {=one#yes ~two}"));
        let hex = hash.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        assert_eq!(hex, "7770748f7b5c4607bcdbdbd876bb41b58d185bdaa9912671954b8f8be53af311");
    }

    #[test]
    fn whatever_an_entry_says_changes_it() {
        let plain = draft("Which? {=one ~two}");
        let mut tagged = plain.clone();
        tagged.meta = Meta { terms: vec!["a".to_owned()], ..Meta::default() };
        let mut shown = plain.clone();
        shown.images.push(Image { name: "a.png".to_owned(), bytes: vec![1] });
        let mut other = shown.clone();
        other.images[0].bytes = vec![2];
        let texts = ["Which? {~one =two}", "Which? {=one ~two#no}", "Which? {=one =two}", "Which one? {=one ~two}"];
        let all: Vec<Draft> = texts.into_iter().map(draft).chain([plain, tagged, shown, other]).collect();
        let different: std::collections::HashSet<[u8; 32]> = all.iter().map(of).collect();
        assert_eq!(different.len(), all.len());
    }
}
