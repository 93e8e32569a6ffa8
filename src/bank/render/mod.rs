//! Markdown to HTML that is safe to put into a page: sanitized first, highlighted code added afterwards.

mod highlight;
mod picture;

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::Builder;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::exam::question::Body;

/// A question in one language as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The stem.
    pub stem: String,
    /// The options, in the order of the file.
    pub options: Vec<RenderedOption>,
    /// The explanation of the question; empty if there is none.
    pub explanation: String,
}

/// An option in one language as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedOption {
    /// What can be chosen: inline, without a paragraph around it.
    pub html: String,
    /// Why it is right or wrong; empty if that is not said.
    pub explanation_html: String,
}

/// Renders all texts of a question in one language.
pub fn render(body: &Body) -> Rendered {
    let options = body
        .options
        .iter()
        .map(|option| RenderedOption { html: inline(&option.text), explanation_html: blocks(&option.explanation) });
    Rendered { stem: blocks(&body.stem), options: options.collect(), explanation: blocks(&body.explanation) }
}

/// Stands where highlighted code comes in after sanitizing. It is removed from all that is rendered, so no author can write one.
const MARK: char = '\u{e000}';

/// Renders a text with paragraphs, lists and code blocks.
pub fn blocks(markdown: &str) -> String {
    whole(markdown, Options::empty(), &SANITIZER)
}

/// Renders a text that may have tables as well.
pub fn article(markdown: &str) -> String {
    let html = whole(markdown, Options::ENABLE_TABLES, &TABLE_SANITIZER);
    // A corner above the names of the rows heads nothing.
    let html = html.replace("<th></th>", "<td></td>").replace("<th>", "<th scope=\"col\">");
    // A table that is wider than the page is scrolled, with the keyboard as well.
    html.replace("<table>", "<div class=\"table-wrap\" tabindex=\"0\"><table>").replace("</table>", "</table></div>")
}

fn whole(markdown: &str, options: Options, sanitizer: &Builder<'_>) -> String {
    let markdown = unmarked(markdown);
    let mut codes: Vec<String> = Vec::new();
    let mut open: Option<(String, String)> = None;
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut pictures = picture::Pictures::default();
    for event in pictures.take(Parser::new_ext(&markdown, options)) {
        match (event, &mut open) {
            (Event::Start(Tag::CodeBlock(kind)), _) => open = Some((language(&kind), String::new())),
            (Event::End(TagEnd::CodeBlock), Some((lang, code))) => {
                let mark = format!("<pre>{MARK}{}{MARK}</pre>\n", codes.len());
                codes.push(highlight::code_block(lang, code));
                events.push(Event::Html(mark.into()));
                open = None;
            }
            (Event::Text(text), Some((_, code))) => code.push_str(&unmarked(&text)),
            (event, _) => events.extend(harmless(event)),
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    let mut safe = sanitize(&out, sanitizer);
    for (index, code) in codes.iter().enumerate() {
        safe = safe.replacen(&format!("<pre>{MARK}{index}{MARK}</pre>"), code, 1);
    }
    pictures.put_into(safe)
}

/// Renders a text of one line: emphasis, code and links only, no paragraph around it.
pub fn inline(markdown: &str) -> String {
    // The mark before it keeps "1. x" and the like from becoming a list; it goes with the other marks.
    let markdown = format!("{MARK} {}", unmarked(markdown));
    let mut pictures = picture::Pictures::default();
    let events = pictures
        .take(Parser::new(&markdown))
        .into_iter()
        .filter(|event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    let mut out = String::new();
    html::push_html(&mut out, events.filter_map(harmless));
    pictures.put_into(sanitize(&out, &SANITIZER).trim().to_owned())
}

fn unmarked(text: &str) -> Cow<'_, str> {
    if text.contains(MARK) { Cow::Owned(text.replace(MARK, "")) } else { Cow::Borrowed(text) }
}

fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_lowercase(),
        CodeBlockKind::Indented => String::new(),
    }
}

/// HTML in a text is shown, not obeyed: authors write `<name>` for a placeholder. Pictures are their descriptions.
fn harmless(event: Event<'_>) -> Option<Event<'_>> {
    let text = |text: CowStr<'_>| Event::Text(unmarked(&text).into_owned().into());
    Some(match event {
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Text(seen) | Event::Html(seen) | Event::InlineHtml(seen) => text(seen),
        Event::Code(code) => Event::Code(unmarked(&code).into_owned().into()),
        other => other,
    })
}

/// What may be left in a text. `a` keeps no title: an attribute must not be able to hold a mark.
static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(sanitizer);

/// The same, and tables.
static TABLE_SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = sanitizer();
    builder.add_tags(["table", "thead", "tbody", "tr", "th", "td"]);
    builder
});

fn sanitizer() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(["p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "blockquote", "hr"]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["https"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"));
    builder
}

fn sanitize(html: &str, sanitizer: &Builder<'_>) -> String {
    keep_whole(sanitizer.clean(html).to_string().trim())
}

/// Up to this many characters a code span stays on one line, on the narrowest screen too.
const WHOLE: usize = 20;

/// Marks short code spans: a command broken at its hyphen (`docker ps -` and `a`) misleads whoever reads it.
fn keep_whole(html: &str) -> String {
    let mut parts = html.split("<code>");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.split("</code>").next().unwrap_or_default();
        let breaks = code.contains([' ', '-', '/']);
        // An entity counts as the one character that it shows.
        let shown = code.chars().count()
            - code.matches("&amp;").count() * 4
            - code.matches("&lt;").count() * 3
            - code.matches("&gt;").count() * 3;
        out.push_str(if breaks && shown <= WHOLE { "<code class=\"whole\">" } else { "<code>" });
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests;
