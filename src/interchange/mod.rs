//! Other systems' question files, both ways: bytes to drafts and remarks, questions to bytes. Pure: no database, no web.
//!
//! Nothing is dropped silently: whatever a file holds becomes an [`Entry`], taken, skipped with the reason, or refused with
//! the cause; what a taken one lost on the way is a [`Remark`].
//!
//! To add a format: `<format>.rs` with `read` and, if it can hold questions of ours, `write`; a variant of [`Format`];
//! fixtures. Nothing changes in the web or the store.

// First, so that all others have its macro.
#[macro_use]
mod words;

pub mod aiken;
pub mod csv;
mod detect;
mod entry;
mod excess;
pub mod format;
pub mod gift;
mod html;
mod meta;
pub mod moodle_xml;
pub mod package;
mod pair;
pub mod picture;
mod plain;
pub mod qti;
pub mod qti12;
mod remark;
mod shield;
mod shown;
mod xml;

pub use self::{
    entry::{Content, Draft, Entry, Image, Outcome, Place, Reading},
    excess::Excess,
    format::Format,
    meta::Meta,
    pair::pair,
    remark::{Cause, Foreign, Remark, Severity},
    shown::Pictures,
    words::Words,
};
use crate::exam::{lang::Lang, question::Question};

/// A question to be written.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// The question.
    pub question: &'a Question,
    /// The languages to write it in. Formats that hold one language write it once for each.
    pub languages: &'a [Lang],
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the format cannot hold: the question's name, and what of it. A question that is left out whole is named with
    /// [`Remark::LeftOut`].
    pub lost: Vec<(String, Remark)>,
}

#[cfg(test)]
mod round_trip_tests;
