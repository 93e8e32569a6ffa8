//! Pictures that are ours: stored under a name that says what is in them and how large they are. All others are their
//! descriptions.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::MARK;
use crate::exam::picture::size;

/// The pictures of a text, to be put in after it is sanitized.
#[derive(Default)]
pub(super) struct Pictures(Vec<String>);

impl Pictures {
    /// Cuts the pictures that are ours out of a text, and leaves marks in their places.
    pub(super) fn take<'t>(&mut self, parser: Parser<'t>) -> Vec<Event<'t>> {
        let mut events = Vec::new();
        let mut open: Option<(Place, String)> = None;
        for event in parser {
            match (event, &mut open) {
                (Event::Start(Tag::Image { dest_url, .. }), None) if Place::of(&dest_url).is_some() => {
                    open = Place::of(&dest_url).map(|place| (place, String::new()));
                }
                (Event::End(TagEnd::Image), Some((place, description))) => {
                    let mark = format!("{MARK}p{}{MARK}", self.0.len());
                    self.0.push(place.html(description));
                    // Formulas are not switched on: no author can write one. The sanitizer leaves of it what is in it.
                    events.push(Event::InlineMath(mark.into()));
                    open = None;
                }
                (Event::Text(text) | Event::Code(text), Some((_, description))) => description.push_str(&text),
                (_, Some(_)) => {}
                (event, None) => events.push(event),
            }
        }
        events
    }

    /// Puts the pictures into the sanitized text.
    pub(super) fn put_into(&self, mut safe: String) -> String {
        for (index, picture) in self.0.iter().enumerate() {
            safe = safe.replacen(&format!("{MARK}p{index}{MARK}"), picture, 1);
        }
        safe
    }
}

/// The address of a picture of ours: `images/<sha256>-<width>x<height>.png`.
struct Place {
    name: String,
    width: u32,
    height: u32,
}

impl Place {
    fn of(address: &str) -> Option<Self> {
        let name = address.strip_prefix("images/")?;
        let (width, height) = size(name)?;
        Some(Self { name: name.to_owned(), width, height })
    }

    fn html(&self, description: &str) -> String {
        let mut alt = String::new();
        for c in description.chars() {
            match c {
                '&' => alt.push_str("&amp;"),
                '<' => alt.push_str("&lt;"),
                '>' => alt.push_str("&gt;"),
                '"' => alt.push_str("&quot;"),
                MARK => {}
                c => alt.push(c),
            }
        }
        let Self { name, width, height } = self;
        format!("<img src=\"/images/{name}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, inline};
    use super::*;

    fn name() -> String {
        format!("{}-640x480.png", "0a".repeat(32))
    }

    #[test]
    fn a_picture_of_ours_is_shown_with_its_size_and_its_description() {
        let markdown = format!("See ![the \"disks\" <1>](images/{}) there", name());
        let wanted = format!(
            "<img src=\"/images/{}\" alt=\"the &quot;disks&quot; &lt;1&gt;\" width=\"640\" height=\"480\" loading=\"lazy\">",
            name()
        );
        assert_eq!(blocks(&markdown), format!("<p>See {wanted} there</p>"));
        assert_eq!(inline(&markdown), format!("See {wanted} there"));
        assert_eq!(inline(&markdown[4..]), format!("{wanted} there"));
    }

    #[test]
    fn every_other_picture_is_its_description() {
        for other in
            ["https://192.0.2.1/a.png", "images/a.png", "images/../x", "/images/x.png", "data:image/png;base64,AA"]
        {
            assert_eq!(blocks(&format!("![disks]({other})")), "<p>disks</p>", "{other}");
        }
    }

    #[test]
    fn nobody_can_write_a_mark() {
        let forged = format!("`{MARK}p0{MARK}` ![x](images/{})", name());
        assert_eq!(blocks(&forged).matches("<img").count(), 1);
        assert!(blocks(&forged).contains("<code>p0</code>"), "{}", blocks(&forged));
    }
}
