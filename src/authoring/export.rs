//! Exporting: questions as another system's file, and what that format cannot hold.

use std::collections::BTreeSet;

use crate::exam::lang::Lang;
use crate::exam::question::Question;
use crate::interchange::format::write;
use crate::interchange::{Format, Outgoing, Pictures, Written};
use crate::proctor;
use crate::store::{Store, StoreError, picture};

/// Formats that questions of ours can be written in, the fullest first.
pub const FORMATS: [Format; 7] =
    [Format::Csv, Format::MoodleXml, Format::Gift, Format::Package, Format::Qti30, Format::Qti12, Format::Aiken];

/// All pictures of a file have at most so many bytes: it is made in memory. What is more is said to be lost.
const PICTURES: usize = 256 << 20;

/// Writes questions, by objective and name, with their pictures where the format has files. Nothing for a format that is not
/// written.
pub fn export<'q>(
    questions: impl Iterator<Item = &'q Question>,
    format: Format,
    languages: &[Lang],
    pictures: &Pictures,
) -> Option<Written> {
    let mut questions: Vec<&Question> = questions.collect();
    questions.sort_by(|a, b| (&a.objective, &a.name).cmp(&(&b.objective, &b.name)));
    let outgoing: Vec<Outgoing<'_>> = questions.into_iter().map(|question| Outgoing { question, languages }).collect();
    write(format, &outgoing, pictures)
}

/// The pictures that questions show, as far as they are stored.
pub async fn pictures(store: &Store, questions: &[proctor::Question]) -> Result<Pictures, StoreError> {
    stored(store, questions.iter().flat_map(|banked| banked.question.pictures())).await
}

/// The pictures of these names, as far as they are stored.
pub(super) async fn stored<'n>(store: &Store, names: impl Iterator<Item = &'n str>) -> Result<Pictures, StoreError> {
    // One after the other: each may be megabytes, and what is too much in all is not read.
    let (mut pictures, mut size) = (Pictures::new(), 0);
    for name in names.map(str::to_owned).collect::<BTreeSet<_>>() {
        let of = name.clone();
        let bytes = store.read(|tx| Box::pin(async move { picture::get(tx, &of).await })).await?;
        let Some(bytes) = bytes else { continue };
        size += bytes.len();
        if size > PICTURES {
            break;
        }
        pictures.insert(name, bytes);
    }
    Ok(pictures)
}
