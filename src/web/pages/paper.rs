//! The exam on paper: blank questions, and the answer key on a page of its own.

use askama::Template;

use crate::web::pages::exam::ExamFacts;
use crate::web::pages::layout::Layout;
use crate::web::pages::question::{Instruction, Kind};
use crate::web::pages::repair::Ruling;
use crate::web::pages::text::Html;

/// A question on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperItem {
    /// Its number, from 1.
    pub number: u32,
    /// How it is answered.
    pub kind: Kind,
    /// How many choices make a whole answer.
    pub needed: u32,
    /// The question.
    pub stem: Html,
    /// Its options in order; the letters are A, B, C.
    pub options: Vec<Html>,
    /// What exactly is to be written, for a fill-in.
    pub instruction: Option<Instruction>,
}

/// A line of the answer key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyLine {
    /// The question's number.
    pub number: u32,
    /// The letters, or the text: `A, C`, `virsh`.
    pub answer: String,
    /// The id of the objective.
    pub objective: String,
    /// What was decided about it since.
    pub ruling: Option<Ruling>,
}

/// `/attempts/{id}/result/paper` and `/exams/{exam}/paper`
#[derive(Template)]
#[template(path = "result/paper.html")]
pub struct PaperPage {
    /// What every page carries.
    pub layout: Layout,
    /// The exam.
    pub exam: ExamFacts,
    /// The page to go back to.
    pub back: String,
    /// The content's language.
    pub lang: String,
    /// The questions.
    pub items: Vec<PaperItem>,
    /// The key.
    pub key: Vec<KeyLine>,
}
