//! Markdown as one line, as options are.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{
    Remark,
    names::address,
    runs::{Runs, Style},
};
use crate::interchange::Words;

/// Markdown as one line, and what of it was lost. What is one line already stays as it is.
pub fn inline(markdown: &str) -> (String, Vec<Remark>) {
    let markdown = markdown.trim();
    if !markdown.contains(['\n', '\r']) {
        return (markdown.to_owned(), Vec::new());
    }
    let mut line = Line::default();
    Parser::new(markdown).for_each(|event| line.take(event));
    (line.runs.take(&line.links).join(" "), line.remarks)
}

#[derive(Default)]
struct Line {
    runs: Runs,
    style: Style,
    links: Vec<String>,
    /// The code block that is open.
    code: Option<String>,
    /// The description of the picture that is open, and its address.
    image: Option<(Runs, String)>,
    remarks: Vec<Remark>,
}

impl Line {
    fn take(&mut self, event: Event<'_>) {
        let code_style = Style { code: true, ..self.style };
        match event {
            Event::Text(text) | Event::Code(text) if self.image.is_some() => {
                self.image.iter_mut().for_each(|(alt, _)| alt.text(&text, Style::default()));
            }
            Event::Text(text) if self.code.is_some() => self.code.iter_mut().for_each(|code| code.push_str(&text)),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.runs.text(&text, self.style),
            Event::Code(text) => self.runs.text(&text, code_style),
            Event::Start(tag) => self.start(tag),
            Event::End(TagEnd::CodeBlock) => {
                let text = self.code.take().unwrap_or_default();
                if text.trim().lines().count() > 1 {
                    self.lost(words!("a code block of several lines"));
                }
                self.runs.text(text.trim(), code_style);
                self.space();
            }
            Event::End(TagEnd::Image) => {
                if let Some((mut alt, target)) = self.image.take() {
                    self.runs.raw(format!("![{}]({target})", alt.take(&[]).join(" ")), self.style);
                }
            }
            Event::End(TagEnd::Strong) => self.style.strong = false,
            Event::End(TagEnd::Emphasis) => self.style.emphasis = false,
            Event::End(TagEnd::Link) => self.style.link = None,
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::HtmlBlock) => self.space(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::CodeBlock(_) => {
                self.space();
                self.code = Some(String::new());
            }
            Tag::Image { dest_url, .. } => self.image = Some((Runs::default(), address(&dest_url))),
            Tag::Strong => self.style.strong = true,
            Tag::Emphasis => self.style.emphasis = true,
            Tag::Link { dest_url, .. } => {
                self.style.link = Some(self.links.len());
                self.links.push(address(&dest_url));
            }
            Tag::List(_) => {
                self.space();
                self.lost(words!("a list"));
            }
            _ => {}
        }
    }

    fn space(&mut self) {
        self.runs.text(" ", Style::default());
    }

    fn lost(&mut self, what: Words) {
        let remark = Remark::MarkupLost { what };
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}
