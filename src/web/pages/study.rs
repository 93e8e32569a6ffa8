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

/// A section of the guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideSection {
    /// Where links to it lead.
    pub anchor: String,
    /// Its heading.
    pub title: Html,
    /// What stands under it.
    pub html: Html,
    /// The area that it is about, if it is about one.
    pub area: Option<Area>,
}

/// The guide, but for its terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideView {
    /// What the objective is about.
    pub intro: Html,
    /// Its sections.
    pub sections: Vec<GuideSection>,
    /// Pages to read on, each with what it is good for.
    pub readings: Vec<(Link, Html)>,
}

/// A term or a command with its anchor, or several that are explained together; with a short explanation where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The terms, each with its anchor; without a guide there is none.
    pub names: Vec<(String, String)>,
    /// Other names of it.
    pub others: Vec<String>,
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
    /// A guide, where one was written.
    pub guide: Option<GuideView>,
    /// The language of guide and explanations.
    pub lang: String,
    /// Its terms.
    pub terms: Vec<Term>,
    /// Its commands.
    pub commands: Vec<Term>,
    /// What its questions rest on, for an objective without a guide; plain text where the URL is empty.
    pub sources: Vec<Link>,
    /// A practice of it.
    pub practice: PracticeButton,
    /// The objective before it.
    pub previous: Option<Named>,
    /// The objective after it.
    pub next: Option<Named>,
}
