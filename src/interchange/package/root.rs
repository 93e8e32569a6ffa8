//! What an XML file is, by its outermost element, without reading the rest.

/// What a file of a package may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// A question of QTI 2 or 3.
    Item,
    /// A test of QTI 2 or 3, or a section of one.
    Test,
    /// Questions of QTI 1.2.
    Questions,
    /// Anything else.
    Other,
}

/// What the text is.
pub(super) fn of(text: &str) -> Root {
    match name(text) {
        Some("assessmentItem" | "qti-assessment-item") => Root::Item,
        Some("assessmentTest" | "assessmentSection" | "qti-assessment-test" | "qti-assessment-section") => Root::Test,
        Some("questestinterop") => Root::Questions,
        _ => Root::Other,
    }
}

/// The name of the outermost element, without its prefix.
fn name(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let after = rest.strip_prefix('<')?;
        let end = if after.starts_with('?') {
            rest.find("?>")? + 2
        } else if after.starts_with("!--") {
            rest.find("-->")? + 3
        } else if after.starts_with('!') {
            doctype(rest)?
        } else {
            let name = after.split(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/')).next()?;
            return Some(name.rsplit(':').next().unwrap_or(name));
        };
        rest = rest[end..].trim_start();
    }
}

/// Where a document type that may hold declarations ends.
fn doctype(text: &str) -> Option<usize> {
    let end = text.find(['>', '['])?;
    if text[end..].starts_with('>') {
        return Some(end + 1);
    }
    let inner = end + text[end..].find(']')?;
    Some(inner + text[inner..].find('>')? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_element_tells() {
        for (text, root) in [
            ("\u{feff}<?xml version='1.0'?>\n<!-- <quiz> -->\n<assessmentItem/>", Root::Item),
            ("<qti-assessment-test\nidentifier='a'>", Root::Test),
            ("<!DOCTYPE questestinterop SYSTEM 'a.dtd' [\n<!ELEMENT a (b)>\n]>\n<q:questestinterop>", Root::Questions),
            ("<!DOCTYPE questestinterop SYSTEM 'a.dtd'><questestinterop>", Root::Questions),
            ("<quiz>", Root::Other),
            ("<!-- <assessmentItem>", Root::Other),
            ("<!DOCTYPE", Root::Other),
            ("assessmentItem", Root::Other),
            ("", Root::Other),
        ] {
            assert_eq!(of(text), root, "{text}");
        }
    }
}
