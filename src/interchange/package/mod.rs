//! Packages: a zip file with questions, their pictures, and a manifest that names them.
//!
//! A package with an `imsmanifest.xml` at its root is read by it: items and tests of QTI 2 and 3, questions of QTI 1.2. One
//! without is read by what its files are, and may be one of ours: question files in Markdown. The parser of these lies in the
//! bank, which nothing here may import; the caller brings it along.
//!
//! ```text
//! read(bytes: &[u8], own: &dyn Fn(&str, &str) -> Outcome) -> Reading
//! write_qti(questions: &[Outgoing<'_>], version: qti::Version, pictures: &Pictures) -> Written
//! write_qti12(questions: &[Outgoing<'_>], pictures: &Pictures) -> Written
//! write_simulado(files: &[(String, String)]) -> Vec<u8>
//! ```
//!
//! Whatever a package holds, reading it takes bounded time and memory: `archive` has the bounds.

mod archive;
mod assessment;
mod files;
mod manifest;
mod names;
mod read;
mod root;
mod twice;
mod write;

#[cfg(test)]
mod tests;

pub use self::{
    read::read,
    write::{write_qti, write_qti12, write_simulado},
};
use super::Outcome;

/// Reads a question file of ours: its path in the package, and its text.
pub type Own<'o> = dyn Fn(&str, &str) -> Outcome + 'o;
