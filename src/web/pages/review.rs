//! One closed question: what was answered, the key, why each option is right or wrong, and where to read on.

use askama::Template;

use crate::web::pages::attempt::{Outcome, Place};
use crate::web::pages::form::Field;
use crate::web::pages::layout::Layout;
use crate::web::pages::question::{Instruction, Kind};
use crate::web::pages::repair::{Ruled, Ruling, SentReport};
use crate::web::pages::text::{ContentChoice, Html, Link, Named};

/// An option of a closed question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewedOption {
    /// Its letter on this form.
    pub letter: char,
    /// What it says.
    pub html: Html,
    /// Whether it is a key.
    pub key: bool,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Why it is right or wrong.
    pub why: Option<Html>,
}

impl ReviewedOption {
    /// The class that colours it.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match (self.key, self.chosen) {
            (true, true) => "is-key is-chosen",
            (true, false) => "is-key is-missed",
            (false, true) => "is-chosen is-mistake",
            (false, false) => "is-plain",
        }
    }
}

/// A question with everything that may be told once it is closed.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// Which item it is, from 1.
    pub number: u32,
    /// How it is answered.
    pub kind: Kind,
    /// How many choices make a whole answer.
    pub needed: u32,
    /// The content's language.
    pub lang: String,
    /// The languages the content can be read in.
    pub contents: Vec<ContentChoice>,
    /// The question.
    pub stem: Html,
    /// Its options; none for a fill-in.
    pub options: Vec<ReviewedOption>,
    /// What was to be typed, for a fill-in.
    pub instruction: Option<Instruction>,
    /// What was typed, for a fill-in; empty where nothing was.
    pub typed: String,
    /// What would have been right, for a fill-in.
    pub answers: Vec<String>,
    /// Whether what was typed was nearly right: wrong only in its form.
    pub near: bool,
    /// How it went.
    pub outcome: Outcome,
    /// What to remember.
    pub why: Option<Html>,
    /// Where it is written; a link where there is a URL, plain text where that is empty.
    pub sources: Vec<Link>,
    /// The terms it is about, with their places in the study guide; without one the address is empty.
    pub terms: Vec<Link>,
    /// The objective it belongs to.
    pub objective: Named,
    /// The area of the objective, in the page's language.
    pub area: Option<String>,
    /// Time spent on it: `1 min 05 s`.
    pub time_spent: Option<String>,
    /// Whether it was flagged.
    pub flagged: bool,
    /// The private note.
    pub note: String,
    /// What was decided about it since.
    pub ruled: Option<Ruled>,
}

impl Reviewed {
    fn letters(&self, of: impl Fn(&ReviewedOption) -> bool) -> String {
        let letters = self.options.iter().filter(|option| of(option));
        letters.map(|option| option.letter.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// Whether the key is not the one that was served.
    #[must_use]
    pub fn is_corrected(&self) -> bool {
        self.ruled.as_ref().is_some_and(|ruled| ruled.ruling == Ruling::Key)
    }

    /// The letters that were chosen: `A, C`.
    #[must_use]
    pub fn chosen(&self) -> String {
        self.letters(|option| option.chosen)
    }

    /// The letters of the key.
    #[must_use]
    pub fn keys(&self) -> String {
        self.letters(|option| option.key)
    }
}

/// The form that reports a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportForm {
    /// What is wrong with the question (`message`).
    pub message: Field,
    /// Whether a report has just been sent.
    pub sent: bool,
    /// What was reported before, with what was answered.
    pub earlier: Vec<SentReport>,
}

/// `/attempts/{id}/result/items/{n}`
#[derive(Template)]
#[template(path = "result/item.html")]
pub struct ReviewPage {
    /// What every page carries.
    pub layout: Layout,
    /// The attempt's id.
    pub attempt: String,
    /// The exam's title.
    pub exam: String,
    /// The question.
    pub item: Reviewed,
    /// Every item with how it went.
    pub places: Vec<Place>,
    /// The form that reports a problem.
    pub report: ReportForm,
}

impl ReviewPage {
    fn total(&self) -> usize {
        self.places.len()
    }

    fn has_next(&self) -> bool {
        usize::try_from(self.item.number).is_ok_and(|number| number < self.total())
    }
}
