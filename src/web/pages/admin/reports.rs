//! The queue of reports, and the reports about one question with the form that answers them.

use askama::Template;

use super::{Desk, Tab};
use crate::web::pages::attempt::Outcome;
use crate::web::pages::form::{Field, Problem};
use crate::web::pages::layout::Layout;
use crate::web::pages::repair::ReportState;
use crate::web::pages::text::{Html, When};

/// A question in the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueRow {
    /// Its reports.
    pub url: String,
    /// Its name.
    pub name: String,
    /// The beginning of its stem.
    pub title: String,
    /// Reports nobody has dealt with.
    pub open: u32,
    /// All of them.
    pub reports: u32,
    /// When the last one came.
    pub latest: When,
}

/// `/admin/exams/{exam}/reports`
#[derive(Template)]
#[template(path = "admin/reports.html")]
pub struct QueuePage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The questions.
    pub rows: Vec<QueueRow>,
    /// The first page, if this is not it.
    pub first: Option<String>,
    /// The next page, if there is one.
    pub next: Option<String>,
}

/// An option as a candidate saw it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedOption {
    /// Its letter on that form.
    pub letter: char,
    /// What it says.
    pub html: Html,
    /// Whether it is a key of the text that was served.
    pub key: bool,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// A report with what its candidate saw.
#[derive(Clone, Debug)]
pub struct ReportRow {
    /// Its id.
    pub id: String,
    /// Whether it is ticked.
    pub ticked: bool,
    /// When it was sent.
    pub when: When,
    /// The options in the order they were shown in; none for a fill-in.
    pub options: Vec<ReportedOption>,
    /// What was typed, for a fill-in.
    pub typed: String,
    /// What is accepted, for a fill-in.
    pub accepted: Vec<String>,
    /// How the answer was judged by the text that was served.
    pub outcome: Outcome,
    /// What is wrong, in the candidate's words.
    pub message: String,
    /// Where it is.
    pub state: ReportState,
    /// What was answered.
    pub answer: String,
    /// Who dealt with it, and when; nothing while nobody has.
    pub by: Option<(Option<String>, When)>,
}

/// Whether a text that was served is what is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Live,
    /// The text of this number is.
    Older(u32),
    /// Nothing is.
    #[default]
    Gone,
}

/// A text that was served, with the reports about it.
#[derive(Clone, Debug, Default)]
pub struct ReportedText {
    /// Its number.
    pub number: u32,
    /// Whether it is what is drawn.
    pub standing: Standing,
    /// The language it is shown in here, which is the candidates'.
    pub lang: String,
    /// That language's own name.
    pub language: &'static str,
    /// The question.
    pub stem: Html,
    /// The reports.
    pub reports: Vec<ReportRow>,
}

/// The form that answers.
#[derive(Clone, Debug, Default)]
pub struct AnswerForm {
    /// The text for the candidates (`text`).
    pub text: Field,
    /// What is wrong with the choice of reports.
    pub ticks: Field,
    /// How many were just told.
    pub told: Option<u32>,
}

/// `/admin/exams/{exam}/reports/{question}`
#[derive(Template)]
#[template(path = "admin/question_reports.html")]
pub struct ReportsPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The question's name.
    pub name: String,
    /// The beginning of its stem.
    pub title: String,
    /// The texts with their reports.
    pub texts: Vec<ReportedText>,
    /// The form.
    pub form: AnswerForm,
    /// How many reports come before these.
    pub skip: u32,
    /// The first page, if this is not it.
    pub first: Option<String>,
    /// The next page, if there is one.
    pub next: Option<String>,
}

impl ReportsPage {
    fn problems(&self) -> Vec<Problem> {
        [self.form.ticks.problem("reports"), self.form.text.problem("text")].into_iter().flatten().collect()
    }
}
