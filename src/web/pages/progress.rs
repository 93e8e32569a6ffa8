//! The progress page: attempts, a chart, and every objective.

use askama::Template;

use crate::web::pages::attempt::Mode;
use crate::web::pages::chart::Chart;
use crate::web::pages::exam::ExamFacts;
use crate::web::pages::form::PracticeButton;
use crate::web::pages::layout::Layout;
use crate::web::pages::measure::{ObjectiveRow, TopicRow};
use crate::web::pages::repair::Notice;
use crate::web::pages::text::When;

/// An attempt as a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttemptRow {
    /// `/attempts/{id}/result`, or `/attempts/{id}` while it is open.
    pub url: String,
    /// When it began.
    pub when: When,
    /// The exam's title.
    pub exam: String,
    /// Exam or practice.
    pub mode: Mode,
    /// Whether it is still open; then the rest says nothing.
    pub open: bool,
    /// The estimate; none for a practice.
    pub scaled: Option<u32>,
    /// Whether that passes.
    pub passed: bool,
    /// Questions that were right.
    pub right: u32,
    /// Questions in all.
    pub total: u32,
    /// Time used: `1 h 24 min`.
    pub time_used: String,
}

impl AttemptRow {
    /// Whether it is a whole exam.
    #[must_use]
    pub fn is_exam(&self) -> bool {
        self.mode == Mode::Exam
    }
}

/// A link to the progress in one exam.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExamTab {
    /// `/progress?exam=…`
    pub url: String,
    /// The exam's title.
    pub title: String,
    /// Whether it is the one shown.
    pub current: bool,
}

/// `/progress`
#[derive(Template)]
#[template(path = "progress/page.html")]
pub struct ProgressPage {
    /// What every page carries.
    pub layout: Layout,
    /// What was not seen yet.
    pub notices: Vec<Notice>,
    /// The exams with attempts; shown from two on.
    pub tabs: Vec<ExamTab>,
    /// The exam shown.
    pub exam: ExamFacts,
    /// The scores over time; none before two finished mock exams.
    pub chart: Option<Chart>,
    /// Its attempts, newest first; empty where there are none yet.
    pub attempts: Vec<AttemptRow>,
    /// Every objective by topic.
    pub topics: Vec<TopicRow>,
    /// The objectives worth working on next, weakest first.
    pub weakest: Vec<ObjectiveRow>,
    /// A practice of these.
    pub practice: Option<PracticeButton>,
}

impl ProgressPage {
    /// The chart for those who cannot see it.
    fn chart_words(&self) -> String {
        let scores: Vec<String> = self
            .chart
            .iter()
            .flat_map(|chart| &chart.points)
            .map(|point| format!("{}: {}", point.score.label, point.score.score))
            .collect();
        self.layout.t.chart_words(scores.join("; "))
    }
}
