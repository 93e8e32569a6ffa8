//! Our Markdown as Moodle shows it, and back: `<name>` is text in ours, and would be a tag in Moodle's.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

/// Our Markdown for Moodle.
pub(super) fn to_moodle(markdown: &str) -> String {
    let tags = |event: &Event<'_>, _: &str| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    replace(markdown, tags, "<", "&lt;")
}

/// Undoes [`to_moodle`].
pub(super) fn from_moodle(markdown: &str) -> String {
    let marks = |event: &Event<'_>, source: &str| matches!(event, Event::Text(_)) && source == "&lt;";
    replace(markdown, marks, "&lt;", "<")
}

/// Replaces a text where it comes from events of one sort.
fn replace(markdown: &str, is_wanted: impl Fn(&Event<'_>, &str) -> bool, from: &str, to: &str) -> String {
    let events = Parser::new(markdown).into_offset_iter();
    let ranges: Vec<Range<usize>> =
        events.filter(|(event, range)| is_wanted(event, &markdown[range.clone()])).map(|(_, range)| range).collect();
    let mut out = String::with_capacity(markdown.len());
    let mut at = 0;
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        if range.start >= at {
            out.push_str(&markdown[at..range.start]);
            out.push_str(&markdown[range.clone()].replace(from, to));
            at = range.end;
        }
    }
    out.push_str(&markdown[at..]);
    out
}
