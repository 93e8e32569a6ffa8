//! A question: what is asked, in every language, what is right, and how a response is judged.

pub mod choice;
pub mod fill_in;
pub mod range;

use std::{collections::BTreeSet, fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::{
    fill_in::{FillIn, Instruction},
    range::NumberRange,
};
use crate::exam::{
    id::{AreaId, ObjectiveId, QuestionName},
    lang::Localized,
};

/// A question with everything that its author wrote. The texts are Markdown, without a newline at either end.
///
/// Whoever makes one keeps to this: every language has the same number of options (none for a fill-in), and the keys are
/// indexes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The objective that it belongs to.
    pub objective: ObjectiveId,
    /// Its name, unique in its exam and the same for ever: another name is another question.
    pub name: QuestionName,
    /// The knowledge area that it asks about.
    pub area: AreaId,
    /// The blueprint's terms that it covers, copied exactly.
    pub terms: Vec<String>,
    /// What answering takes.
    pub level: Level,
    /// Where its facts come from: `man:page(section)` or an `https://` address.
    pub sources: Vec<String>,
    /// The day on which it was last compared with its sources.
    pub checked: Date,
    /// How it is answered, and what is right.
    pub kind: Kind,
    /// What is read, in each language.
    pub body: Localized<Body>,
    /// Lint rules that are overruled here, each as `rule-id: reason`.
    pub allow: Vec<String>,
}

/// How a question is answered, with its key. Options are counted from 0 in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One option is right.
    Single {
        /// That option.
        key: usize,
    },
    /// Several options are right, and the stem says how many.
    Multiple {
        /// Those options.
        keys: BTreeSet<usize>,
    },
    /// A text is typed.
    FillIn(FillIn),
}

impl Kind {
    /// The name of the kind, as files and URLs have it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Single { .. } => "single",
            Self::Multiple { .. } => "multiple",
            Self::FillIn(_) => "fill-in",
        }
    }

    /// The right options; none for a fill-in.
    pub fn keys(&self) -> BTreeSet<usize> {
        match self {
            Self::Single { key } => BTreeSet::from([*key]),
            Self::Multiple { keys } => keys.clone(),
            Self::FillIn(_) => BTreeSet::new(),
        }
    }
}

/// What a candidate must do to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Remember a fact.
    Recall,
    /// Use it: a command line, a configuration, an output to read.
    Apply,
    /// Explain a symptom.
    Troubleshoot,
}

impl Level {
    /// Every level, from the easiest.
    pub const ALL: [Self; 3] = [Self::Recall, Self::Apply, Self::Troubleshoot];

    /// The level as files have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Apply => "apply",
            Self::Troubleshoot => "troubleshoot",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == text)
            .ok_or_else(|| format!("\"{text}\" is no level (these are: recall, apply, troubleshoot)"))
    }
}

/// The texts of a question in one language, as Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Body {
    /// What is asked.
    pub stem: String,
    /// The options in the order of the file; none for a fill-in.
    pub options: Vec<OptionText>,
    /// What to remember of the question as a whole; may be empty.
    pub explanation: String,
}

/// An option of a question in one language, as Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OptionText {
    /// What can be chosen: one line.
    pub text: String,
    /// Why it is right or wrong; may be empty in a draft.
    pub explanation: String,
}

/// What a candidate answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// The chosen options, counted from 0 in the order of the file, whatever order was shown.
    Choice(BTreeSet<usize>),
    /// What was typed.
    Text(String),
}

impl Response {
    /// Whether nothing is chosen, or nothing but spaces typed.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Choice(chosen) => chosen.is_empty(),
            Self::Text(typed) => typed.trim().is_empty(),
        }
    }
}

/// What a response is worth. Only `Right` scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// All and only what the key says.
    Right,
    /// Anything else.
    Wrong,
    /// Wrong, but of a kind that the author foresaw and that deserves a hint.
    Near,
    /// Nothing was chosen or typed.
    Unanswered,
}

impl Verdict {
    /// Whether it scores.
    pub const fn is_right(self) -> bool {
        matches!(self, Self::Right)
    }

    /// The verdict as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Near => "near",
            Self::Unanswered => "unanswered",
        }
    }
}

impl FromStr for Verdict {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Right, Self::Wrong, Self::Near, Self::Unanswered]
            .into_iter()
            .find(|verdict| verdict.as_str() == text)
            .ok_or_else(|| format!("\"{text}\" is no verdict"))
    }
}

/// How far a response has got, without telling whether it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Completeness {
    /// Nothing was chosen or typed.
    Empty,
    /// Fewer options, or more, than the stem asks for.
    Partial,
    /// As many options as the stem asks for, or something typed.
    Complete,
}

impl Question {
    /// Judges a response. One of the wrong shape (a text for a choice) answers nothing.
    pub fn verdict(&self, response: &Response) -> Verdict {
        match (&self.kind, response) {
            (Kind::Single { key }, Response::Choice(chosen)) => choice::verdict(&BTreeSet::from([*key]), chosen),
            (Kind::Multiple { keys }, Response::Choice(chosen)) => choice::verdict(keys, chosen),
            (Kind::FillIn(fill_in), Response::Text(typed)) => fill_in.verdict(typed),
            _ => Verdict::Unanswered,
        }
    }

    /// Says whether a response has as much in it as the question asks for.
    pub fn completeness(&self, response: &Response) -> Completeness {
        match (&self.kind, response) {
            (Kind::Single { .. }, Response::Choice(chosen)) => choice::completeness(1, chosen),
            (Kind::Multiple { keys }, Response::Choice(chosen)) => choice::completeness(keys.len(), chosen),
            (Kind::FillIn(_), Response::Text(typed)) => fill_in::completeness(typed),
            _ => Completeness::Empty,
        }
    }

    /// Whether a response could have come from this question's page: the right shape, options that exist, at most one
    /// for a single. A multiple may hold more than it asks for: that is for the candidate to see and mend.
    pub fn accepts(&self, response: &Response) -> bool {
        match (&self.kind, response) {
            (Kind::Single { .. }, Response::Choice(chosen)) => chosen.len() <= 1 && self.has_options(chosen),
            (Kind::Multiple { .. }, Response::Choice(chosen)) => self.has_options(chosen),
            (Kind::FillIn(_), Response::Text(typed)) => fill_in::fits(typed),
            _ => false,
        }
    }

    /// How many options are shown; 0 for a fill-in.
    pub fn option_count(&self) -> usize {
        self.body.en.options.len()
    }

    fn has_options(&self, chosen: &BTreeSet<usize>) -> bool {
        chosen.last().is_none_or(|&last| last < self.option_count())
    }
}

#[cfg(test)]
mod tests;
