//! QTI 1.2, as Canvas, Blackboard, Brightspace, Respondus and R/exams write it: many questions in one XML file.
//!
//! For packages: [`read_with`] takes the text of a file, its name, and a way to get at the pictures that it names.

mod choice;
mod condition;
mod document;
mod feedback;
mod item;
mod kind;
mod labels;
mod material;
mod numbers;
mod responses;
mod score;
mod typed;
mod write;

#[cfg(test)]
pub(super) mod tests;

pub use self::{document::read_with, write::write};
use super::{Place, Reading, qti};

/// Reads a file. The pictures that it names are missing, unless they are in the file itself.
pub fn read(bytes: &[u8]) -> Reading {
    match qti::decode(bytes) {
        Ok(text) => read_with(&text, "", &|_| None),
        Err(cause) => Reading::refused(Place::default(), cause),
    }
}
