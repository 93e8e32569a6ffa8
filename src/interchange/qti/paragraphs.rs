//! Paragraphs that cross other elements: `<p><td></p>…<p></td>`. HTML closes and drops them; XML breaks on them. R/exams writes
//! them where it made the text out of LaTeX.

/// The document with every paragraph closed where it has to be. Nothing if that is not what is wrong with it.
pub(super) fn mended(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 64);
    let mut open: Vec<&str> = Vec::new();
    let (mut rest, mut changed) = (text, false);
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let (markup, after) = rest.split_at(end(rest)?);
        rest = after;
        match Markup::of(markup) {
            Markup::Start(name) => open.push(name),
            Markup::End("p") if open.last() == Some(&"p") => drop(open.pop()),
            Markup::End("p") => {
                changed = true;
                continue;
            }
            Markup::End(name) => {
                while open.last() == Some(&"p") {
                    open.pop();
                    out.push_str("</p>");
                    changed = true;
                }
                open.pop().filter(|last| *last == name)?;
            }
            Markup::Other => {}
        }
        out.push_str(markup);
    }
    out.push_str(rest);
    (changed && open.is_empty()).then_some(out)
}

enum Markup<'t> {
    Start(&'t str),
    End(&'t str),
    Other,
}

impl<'t> Markup<'t> {
    fn of(markup: &'t str) -> Self {
        let inside = markup.trim_start_matches('<').trim_end_matches('>');
        if inside.starts_with(['!', '?']) || inside.ends_with('/') {
            Self::Other
        } else if let Some(name) = inside.strip_prefix('/') {
            Self::End(name.trim())
        } else {
            Self::Start(inside.split(char::is_whitespace).next().unwrap_or_default())
        }
    }
}

/// Where the markup ends with which a text begins.
fn end(text: &str) -> Option<usize> {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inside) = text.strip_prefix(start) {
            return inside.find(end).map(|at| start.len() + at + end.len());
        }
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_closed_where_they_cross_other_elements() {
        let crossing = "<b><p>one <br title='>'/></p><table><td>\n</p><i>two</i><p> three</td></table><!-- </p> --><p>four</p></b>";
        let mended = mended(crossing).unwrap();
        assert_eq!(
            mended,
            "<b><p>one <br title='>'/></p><table><td>\n<i>two</i><p> three</p></td></table><!-- </p> --><p>four</p></b>"
        );
        assert!(crate::interchange::xml::parse(&mended).is_ok());
    }

    #[test]
    fn what_is_otherwise_wrong_stays_wrong() {
        for text in ["<a><p></a></b>", "<a><b></a>", "<a><p>", "<a>", "<a></p", "<a><p></p></a>", ""] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
