//! The study pages: all topics, and one objective.

use askama::Template;

use crate::web::pages::exam::ExamFacts;
use crate::web::pages::form::PracticeButton;
use crate::web::pages::layout::Layout;
use crate::web::pages::measure::{Measure, TopicRow};
use crate::web::pages::text::{Html, Link, Named};

/// `/study/{exam}`
#[derive(Template)]
#[template(path = "study/index.html")]
pub struct StudyPage {
    /// What every page carries.
    pub layout: Layout,
    /// The exam.
    pub exam: ExamFacts,
    /// Every objective by topic.
    pub topics: Vec<TopicRow>,
}

/// An area of an objective.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// What it is, in the page's language.
    pub text: String,
    /// Whether knowing of it is enough.
    pub awareness: bool,
}

/// A term or a command, with a short explanation where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The term.
    pub name: String,
    /// What it is.
    pub html: Option<Html>,
}

/// `/study/{exam}/{objective}`
#[derive(Template)]
#[template(path = "study/objective.html")]
pub struct ObjectivePage {
    /// What every page carries.
    pub layout: Layout,
    /// The exam.
    pub exam: ExamFacts,
    /// The topic above it.
    pub topic: Named,
    /// The objective.
    pub objective: Named,
    /// Questions of it on a whole exam.
    pub weight: u32,
    /// Questions of it in the bank.
    pub bank: u32,
    /// How well it is known.
    pub measure: Measure,
    /// Its areas.
    pub areas: Vec<Area>,
    /// A guide, where one was written; its headings begin at `<h3>`.
    pub guide: Option<Html>,
    /// The language of guide and explanations.
    pub lang: String,
    /// Its terms.
    pub terms: Vec<Term>,
    /// Its commands.
    pub commands: Vec<Term>,
    /// Where to read on; plain text where the URL is empty.
    pub sources: Vec<Link>,
    /// A practice of it.
    pub practice: PracticeButton,
    /// The objective before it.
    pub previous: Option<Named>,
    /// The objective after it.
    pub next: Option<Named>,
}
