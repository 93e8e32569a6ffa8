//! What a file was found to hold.

use std::fmt;

use super::{
    meta::Meta,
    remark::{Cause, Foreign, Remark},
};
use crate::exam::{
    lang::{Lang, Localized},
    question::{Body, Kind},
};

/// All that a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Everything in it that is, or should be, a question, in the order of the file.
    pub entries: Vec<Entry>,
    /// Why the file as a whole was not read, or not to its end. What came before is in `entries`.
    pub failure: Option<(Place, Cause)>,
    /// What is to be said of the file as a whole.
    pub remarks: Vec<Remark>,
}

impl Reading {
    /// A file of which nothing could be read.
    pub fn refused(place: Place, cause: Cause) -> Self {
        Self { failure: Some((place, cause)), ..Self::default() }
    }

    /// Says that there is nothing in the file, if nothing else is said of it.
    #[must_use]
    pub fn never_silent(mut self) -> Self {
        if self.entries.is_empty() && self.remarks.is_empty() && self.failure.is_none() {
            self.failure = Some((Place::default(), Cause::Empty));
        }
        self
    }

    /// The questions that came in.
    pub fn taken(&self) -> impl Iterator<Item = &Draft> {
        self.entries.iter().filter_map(|entry| match &entry.outcome {
            Outcome::Taken { draft, .. } => Some(draft.as_ref()),
            Outcome::Skipped(_) | Outcome::Refused(_) => None,
        })
    }
}

/// Something in the file that is, or should be, a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// What the file calls it, else the beginning of its text. For people; at most 80 characters.
    pub title: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is a question.
    Taken {
        /// The question.
        draft: Box<Draft>,
        /// What is to be said of it. Empty when it came in as it was.
        remarks: Vec<Remark>,
    },
    /// It is a question of a kind that there is not here, or no question at all.
    Skipped(Foreign),
    /// It is broken.
    Refused(Cause),
}

/// Where something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file within a package; empty for the file itself.
    pub file: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
}

impl Place {
    /// A line of the file itself.
    pub fn line(line: usize) -> Self {
        Self { file: String::new(), line: Some(line) }
    }
}

impl Place {
    /// Whether it says nothing.
    pub const fn is_empty(&self) -> bool {
        self.file.is_empty() && self.line.is_none()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.as_str(), self.line) {
            ("", None) => Ok(()),
            ("", Some(line)) => write!(f, "line {line}"),
            (file, None) => f.write_str(file),
            (file, Some(line)) => write!(f, "{file}, line {line}"),
        }
    }
}

/// A question as a foreign file has it. Its texts are Markdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What identifies it in the file's system, to find it again at the next import; empty if there is nothing.
    pub id: String,
    /// How it is answered, with its key. The options are those of each body.
    pub kind: Kind,
    /// Its texts.
    pub content: Content,
    /// The folders it lies in, the outermost first.
    pub category: Vec<String>,
    /// Its tags, without those that [`Meta`] has read.
    pub tags: Vec<String>,
    /// What only questions of ours have, if it came from here.
    pub meta: Meta,
    /// Pictures that the texts show as `![…](images/<name>)`.
    pub images: Vec<Image>,
}

/// The texts of a draft. One language, until [`super::pair()`] has joined the halves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One language; which one, the file may not say.
    One(Option<Lang>, Body),
    /// Both.
    Both(Localized<Body>),
}

/// A picture as the file has it: not yet decoded, not to be shown to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// What the texts call it: no slash, no space, unique in the draft.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Draft {
    /// Does something to each of its texts.
    pub fn each_text(&mut self, mut change: impl FnMut(&mut String)) {
        let bodies: Vec<&mut Body> = match &mut self.content {
            Content::One(_, body) => vec![body],
            Content::Both(both) => vec![&mut both.en, &mut both.pt_br],
        };
        for body in bodies {
            change(&mut body.stem);
            change(&mut body.explanation);
            for option in &mut body.options {
                change(&mut option.text);
                change(&mut option.explanation);
            }
        }
    }
}
