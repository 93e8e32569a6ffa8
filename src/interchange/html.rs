//! HTML to the Markdown of our texts, and back. Whatever comes in, what goes out is a text: no script, no style, no markup
//! that the bank does not show.
//!
//! HTML is read token by token, not as a tree: an HTML5 tree of a hostile text can be a million levels deep, or have the
//! square of its tags as nodes. And each text is escaped where it stands, so that it shows as it was.

mod blocks;
mod convert;
mod escape;
mod inline;
mod names;
mod pre;
mod runs;
mod tokens;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, html};

pub use self::inline::inline;
use self::runs::{Runs, Style};
use super::remark::Remark;

/// HTML as Markdown, and what of it was lost. Pictures become their descriptions.
pub fn to_markdown(html: &str) -> (String, Vec<Remark>) {
    with_images(html, &mut |_| None)
}

/// HTML as Markdown. `images` gives the address (`images/<name>`) under which a picture is shown, from what the HTML calls it,
/// or nothing if the file does not have it.
pub fn with_images(html: &str, images: &mut dyn FnMut(&str) -> Option<String>) -> (String, Vec<Remark>) {
    convert::convert(html, images)
}

/// The text that HTML shows, without its markup, on one line.
pub fn to_text(html: &str) -> String {
    let texts = tokens::Tokens::new(html).map(|token| match token {
        tokens::Token::Text(text) => text,
        tokens::Token::Start(tag) if names::is_block(&tag.name) || tag.name == "br" => " ".to_owned(),
        tokens::Token::Start(_) | tokens::Token::End(_) => String::new(),
    });
    texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Markdown of another system, where HTML is obeyed and headings and tables are shown, as ours.
pub fn from_foreign_markdown(markdown: &str, images: &mut dyn FnMut(&str) -> Option<String>) -> (String, Vec<Remark>) {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    convert::convert(&out, images)
}

/// Our Markdown as HTML that is XML as well. HTML in it is text, as on our pages.
pub fn from_markdown(markdown: &str) -> String {
    let events = Parser::new(markdown).map(|event| match event {
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("".into())))
        }
        event => event,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.trim().to_owned()
}

/// Plain text as Markdown that shows it as it was: an empty line ends a paragraph, a line stays a line.
pub fn escape_text(plain: &str) -> String {
    let mut runs = Runs::default();
    for line in plain.lines() {
        runs.text(line, Style::default());
        runs.line_break();
    }
    runs.take(&[]).join("\n\n")
}

/// Plain text as one line of Markdown that shows it as it was, as options are.
pub fn escape_line(plain: &str) -> String {
    let mut runs = Runs::default();
    runs.text(plain, Style::default());
    runs.take(&[]).join(" ")
}

/// A text as a code span.
pub fn code(text: &str) -> String {
    escape::code(text)
}

#[cfg(test)]
mod tests;
