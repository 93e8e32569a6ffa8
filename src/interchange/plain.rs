//! Plain text: bytes to text, titles, and Markdown to the text that it shows. For text to Markdown see `html::escape_text`.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{entry::Place, remark::Cause};

/// The longest title of an entry, in characters.
const TITLE_MAX: usize = 80;

/// Reads bytes as UTF-8 with or without a byte order mark. Every line end becomes a newline, every other control character but
/// the tabulator a space.
pub(super) fn decode(bytes: &[u8]) -> Result<String, (Place, Cause)> {
    let refuse = |valid: usize| {
        let line = bytes[..valid].split(|&byte| byte == b'\n').count();
        (Place::line(line), Cause::Encoding)
    };
    let text = std::str::from_utf8(bytes).map_err(|error| refuse(error.valid_up_to()))?;
    // Text in UTF-16 without a mark is UTF-8, too, with a zero beside every letter.
    if let Some(zero) = text.find('\0') {
        return Err(refuse(zero));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    Ok(text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', " "))
}

/// A text on one line, with one space for each run of spaces.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text, for the title of an entry.
pub(super) fn title(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut title = words.next().unwrap_or_default().to_owned();
    for word in words {
        // Bytes are at least as many as characters: there is enough of it, and a long text is not read to its end.
        if title.len() > 4 * TITLE_MAX {
            break;
        }
        title.push(' ');
        title.push_str(word);
    }
    match title.char_indices().nth(TITLE_MAX) {
        None => title,
        Some(_) => title.chars().take(TITLE_MAX - 1).chain(['…']).collect(),
    }
}

/// The text that Markdown shows: a line for each line, a blank one between blocks, a hyphen or a number before each item.
pub(super) fn from_markdown(markdown: &str) -> String {
    let mut text = String::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(shown) | Event::Code(shown) | Event::Html(shown) | Event::InlineHtml(shown) => {
                text.push_str(&shown);
            }
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Start(Tag::List(first)) => {
                end_block(&mut text);
                lists.push(first);
            }
            Event::Start(Tag::Item) => {
                end_line(&mut text);
                match lists.last_mut() {
                    Some(Some(number)) => {
                        text.push_str(&number.to_string());
                        text.push_str(". ");
                        *number = number.saturating_add(1);
                    }
                    _ => text.push_str("- "),
                }
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                end_block(&mut text);
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_) | TagEnd::HtmlBlock,
            ) => end_block(&mut text),
            _ => {}
        }
    }
    text.trim().to_owned()
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn end_block(text: &mut String) {
    end_line(text);
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_utf_8_or_refused_with_the_line() {
        assert_eq!(decode(b"\xef\xbb\xbfa\r\nb\rc\x0bd\te").unwrap(), "a\nb\nc d\te");
        assert_eq!(decode(b"a\n\xe9\n"), Err((Place::line(2), Cause::Encoding)));
        assert_eq!(decode(b"a\0\n\0"), Err((Place::line(1), Cause::Encoding)));
    }

    #[test]
    fn markdown_becomes_what_it_shows() {
        let markdown = "Run `ls -l`\\\nand *see* [this](https://example.com):\n\n```sh\na  b\nc\n```\n\n2. one\n3. two\n\n- x\n- <y>";
        assert_eq!(from_markdown(markdown), "Run ls -l\nand see this:\n\na  b\nc\n\n2. one\n3. two\n\n- x\n- <y>");
    }

    #[test]
    fn a_title_is_short_and_on_one_line() {
        assert_eq!(title(" a\n  b "), "a b");
        assert_eq!(title(&"é ".repeat(100)).chars().count(), 80);
        assert!(title(&"x".repeat(81)).ends_with("x…"));
    }
}
