//! Exporting: the live questions of an exam as another system's file, and what that format cannot hold.

use crate::exam::lang::Lang;
use crate::exam::question::Question;
use crate::interchange::format::write;
use crate::interchange::{Format, Outgoing, Written};
use crate::proctor::Shelf;

/// Formats that questions of ours can be written in, the fullest first.
pub const FORMATS: [Format; 7] =
    [Format::Csv, Format::MoodleXml, Format::Gift, Format::Package, Format::Qti30, Format::Qti12, Format::Aiken];

/// Writes the live questions of an exam, by objective and name. Nothing for a format that is not written.
pub fn export(shelf: &Shelf, format: Format, languages: &[Lang]) -> Option<Written> {
    let mut questions: Vec<&Question> = shelf.iter().map(|banked| &banked.question).collect();
    questions.sort_by(|a, b| (&a.objective, &a.name).cmp(&(&b.objective, &b.name)));
    let outgoing: Vec<Outgoing<'_>> = questions.into_iter().map(|question| Outgoing { question, languages }).collect();
    write(format, &outgoing)
}
