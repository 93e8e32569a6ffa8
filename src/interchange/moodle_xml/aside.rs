//! What only questions of ours have, in a comment at the end of the general feedback. Moodle shows no comment, and keeps it;
//! of a tag it keeps 50 characters, and of tags that differ in case one.

const START: &str = "<!-- simulado\n";
const END: &str = "-->";

/// What a tag may have at most, in characters.
const TAG: usize = 50;

/// Adds tags to a text.
pub(super) fn append(text: &str, tags: &[String]) -> String {
    let mut out = text.to_owned();
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(START);
    for tag in tags {
        out.push_str(&tag.replace('&', "&amp;").replace('>', "&gt;").replace(['\n', '\r'], " "));
        out.push('\n');
    }
    out.push_str(END);
    out
}

/// Takes them off again: the text, and the tags; none if there is no such comment.
pub(super) fn take(text: &str) -> (String, Vec<String>) {
    let found = text.rfind(START.trim_end()).and_then(|start| {
        let (list, after) = text[start + START.trim_end().len()..].split_once(END)?;
        Some((start, list, after))
    });
    let Some((start, list, after)) = found else { return (text.to_owned(), Vec::new()) };
    let tags =
        list.lines().map(|tag| tag.trim().replace("&gt;", ">").replace("&amp;", "&")).filter(|tag| !tag.is_empty());
    (format!("{}{after}", &text[..start]).trim().to_owned(), tags.collect())
}

/// Whether Moodle keeps a tag as it is.
pub(super) fn is_kept_as_tag(tag: &str) -> bool {
    tag.chars().count() <= TAG && !tag.contains(['<', '>', '`'])
}
