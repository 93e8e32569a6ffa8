//! The exam page and the page before the start.

use askama::Template;

use crate::web::pages::attempt::{Mode, OpenAttempt};
use crate::web::pages::form::{Field, Only, Problem};
use crate::web::pages::layout::Layout;
use crate::web::pages::measure::place;
use crate::web::pages::text::{ContentChoice, Named};

/// What is known of an exam wherever it is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExamFacts {
    /// As in its URL.
    pub id: String,
    /// Its official code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Who holds it, by name; the page says "the exam body" without.
    pub body: Option<String>,
    /// Minutes of a whole exam.
    pub minutes: u32,
    /// Questions of a whole exam.
    pub questions: u32,
    /// The scaled score that passes.
    pub pass_mark: u32,
    /// The bottom of the scale.
    pub scale_min: u32,
    /// The top of the scale.
    pub scale_max: u32,
}

impl ExamFacts {
    /// Its page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("/exams/{}", self.id)
    }

    /// The page before a mock exam.
    #[must_use]
    pub fn mock_url(&self) -> String {
        format!("/exams/{}/start?mode=exam", self.id)
    }

    /// Its study pages.
    #[must_use]
    pub fn study_url(&self) -> String {
        format!("/study/{}", self.id)
    }
}

/// An objective of the blueprint, with what the bank holds and its box in the practice form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlueprintObjective {
    /// The objective.
    pub name: Named,
    /// Questions of it on a whole exam.
    pub weight: u32,
    /// Questions of it in the bank.
    pub bank: u32,
    /// Whether its box is ticked.
    pub chosen: bool,
}

/// A topic of the blueprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlueprintTopic {
    /// The topic.
    pub name: Named,
    /// Questions of it on a whole exam.
    pub weight: u32,
    /// Questions of it in the bank.
    pub bank: u32,
    /// Its objectives.
    pub objectives: Vec<BlueprintObjective>,
}

/// What was asked for in the practice form; the objectives are ticked in the blueprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PracticeForm {
    /// How many questions (`count`).
    pub count: Field,
    /// The most that may be asked for.
    pub max: u32,
    /// Which ones (`only`).
    pub only: Only,
    /// Whether the clock runs (`clock`).
    pub clock: bool,
    /// Whether each question is explained at once (`feedback`).
    pub at_once: bool,
    /// What is wrong with the objectives, such as that no question is left.
    pub objective_error: Option<String>,
}

/// `/exams/{exam}`
#[derive(Template)]
#[template(path = "exam/page.html")]
pub struct ExamPage {
    /// What every page carries.
    pub layout: Layout,
    /// The exam.
    pub exam: ExamFacts,
    /// The attempt at it that is still open.
    pub open: Option<OpenAttempt>,
    /// Its blueprint.
    pub topics: Vec<BlueprintTopic>,
    /// Questions in the bank.
    pub bank: u32,
    /// The practice form.
    pub practice: PracticeForm,
}

impl ExamPage {
    /// The heaviest objective, which the bars are drawn against.
    fn heaviest(&self) -> u32 {
        let weights = self.topics.iter().flat_map(|t| &t.objectives).map(|o| o.weight);
        weights.max().unwrap_or(1).max(1)
    }

    fn bar(&self, weight: u32) -> String {
        place(f64::from(weight) / f64::from(self.heaviest()))
    }

    fn problems(&self) -> Vec<Problem> {
        let objectives = self.practice.objective_error.clone();
        self.practice
            .count
            .problem("count")
            .into_iter()
            .chain(objectives.map(|message| Problem { id: "objectives", message }))
            .collect()
    }
}

/// `/exams/{exam}/start`
#[derive(Template)]
#[template(path = "exam/start.html")]
pub struct StartPage {
    /// What every page carries.
    pub layout: Layout,
    /// The exam.
    pub exam: ExamFacts,
    /// Exam or practice.
    pub mode: Mode,
    /// How many questions there will be; 0 where none fits, and then nothing can begin.
    pub questions: u32,
    /// How many were asked for, where the bank holds fewer that fit.
    pub asked: u32,
    /// Minutes on the clock; none where it is off.
    pub minutes: Option<u32>,
    /// Minutes of these that are this person's extra time.
    pub extra_minutes: u32,
    /// The objectives of a practice; none means all.
    pub objectives: Vec<Named>,
    /// Which questions a practice draws from.
    pub only: Only,
    /// Whether a practice explains each question at once.
    pub at_once: bool,
    /// The languages the questions can be read in (`content`).
    pub contents: Vec<ContentChoice>,
    /// The attempt that is still open: it is gone on with instead of a second one.
    pub open: Option<OpenAttempt>,
}

impl StartPage {
    fn is_exam(&self) -> bool {
        self.mode == Mode::Exam
    }
}
