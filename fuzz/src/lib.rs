//! What holds for the reader of every format, whatever bytes it is given.

use simulado::interchange::{Format, format::read, pair};

/// Reads the bytes as a file of this format, to the end: no panic, no hang, and nothing is dropped in silence.
pub fn reads(format: Format, bytes: &[u8]) {
    let reading = read(format, bytes, None);
    let is_silent = reading.entries.is_empty() && reading.failure.is_none() && reading.remarks.is_empty();
    assert!(!is_silent, "nothing was read, and nothing was said");
    for entry in &reading.entries {
        assert!(entry.title.chars().count() <= 80, "a title is for people");
    }
    pair(reading);
}
