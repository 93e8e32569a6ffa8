//! The landing page.

use askama::Template;

use crate::web::pages::attempt::OpenAttempt;
use crate::web::pages::exam::ExamFacts;
use crate::web::pages::form::PracticeButton;
use crate::web::pages::layout::Layout;
use crate::web::pages::measure::ObjectiveRow;
use crate::web::pages::progress::AttemptRow;

/// An exam on offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExamCard {
    /// The exam.
    pub exam: ExamFacts,
    /// Questions in the bank.
    pub bank: u32,
}

/// What to work on next for one exam.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NextSteps {
    /// The exam's title.
    pub exam: String,
    /// The weakest objectives.
    pub weakest: Vec<ObjectiveRow>,
    /// A practice of these.
    pub practice: PracticeButton,
}

/// `/`
#[derive(Template)]
#[template(path = "landing/page.html")]
pub struct LandingPage {
    /// What every page carries.
    pub layout: Layout,
    /// Attempts still open.
    pub open: Vec<OpenAttempt>,
    /// The exams on offer.
    pub exams: Vec<ExamCard>,
    /// The last attempts, newest first; empty for a visitor.
    pub last: Vec<AttemptRow>,
    /// What to work on next; none before enough was answered.
    pub next: Option<NextSteps>,
}
