//! Figures as people read them.

use jiff::SignedDuration;

use crate::store::contents::Contents;

/// What is in a database, for a person who wonders whether it is the right one.
pub(super) fn holds(contents: &Contents) -> String {
    let Contents { accounts, guests, questions, attempts, answers, last } = contents;
    let last = last.map_or_else(|| "none".to_owned(), |last| last.strftime("%Y-%m-%d %H:%M:%S UTC").to_string());
    format!(
        "{} with {} (the last event {last}), {}, {}, {}",
        counted(*attempts, "attempt"),
        counted(*answers, "answer"),
        counted(*accounts, "account"),
        counted(*guests, "guest"),
        counted(*questions, "question"),
    )
}

/// So many of something.
pub(super) fn counted(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A size as people read it, with the bytes.
pub(super) fn size(bytes: u64) -> String {
    format!("{} ({bytes} bytes)", indicatif::HumanBytes(bytes))
}

/// A time that something took.
pub(super) fn seconds(took: SignedDuration) -> String {
    format!("{}.{} s", took.as_secs(), took.subsec_millis() / 100)
}
