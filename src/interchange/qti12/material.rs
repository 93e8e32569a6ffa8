//! The texts of an item: pieces of HTML and of plain text, pictures, and line breaks between them.

use crate::interchange::{
    Remark, html,
    qti::{Files, Pictures, add},
    xml::{Element, Node, escape},
};

/// Tags by which a text without a word on its type is known as HTML.
const TAGS: [&str; 27] = [
    "p",
    "br",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "span",
    "div",
    "img",
    "table",
    "ul",
    "ol",
    "li",
    "sub",
    "sup",
    "pre",
    "code",
    "tt",
    "a",
    "font",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
];
/// Where something is to be typed within a text.
const GAP: &str = " _____ ";

/// Makes Markdown of the texts of one item.
pub(super) struct Texts<'f> {
    /// The pictures that they show.
    pub pictures: Pictures<'f>,
    /// What was lost.
    pub remarks: Vec<Remark>,
}

impl<'f> Texts<'f> {
    /// Nothing yet.
    pub(super) fn new(files: &'f Files<'f>) -> Self {
        Self { pictures: Pictures::new(files), remarks: Vec::new() }
    }

    /// What is in an element as Markdown. Where something is typed within a text, there is a gap.
    pub(super) fn markdown(&mut self, element: &Element) -> String {
        let html = self::html(element, &mut self.remarks);
        self.of_html(&html)
    }

    /// What is in an element as Markdown of one line.
    pub(super) fn line(&mut self, element: &Element) -> String {
        let (line, lost) = html::inline(&self.markdown(element));
        for remark in lost {
            add(&mut self.remarks, remark);
        }
        line.trim().to_owned()
    }

    /// HTML as Markdown, with its pictures.
    pub(super) fn of_html(&mut self, html: &str) -> String {
        let (markdown, lost) = html::with_images(html, &mut |address| self.pictures.show(address));
        for remark in lost {
            add(&mut self.remarks, remark);
        }
        markdown.trim().to_owned()
    }
}

/// What is in an element as HTML.
pub(super) fn html(element: &Element, remarks: &mut Vec<Remark>) -> String {
    let mut writer = Writer { html: String::new(), gap: None, remarks };
    writer.content(element);
    let Writer { mut html, gap, .. } = writer;
    if let Some(gap) = gap.filter(|gap| is_text(&html[*gap..])) {
        html.insert_str(gap, GAP);
    }
    html
}

/// Whether HTML shows something. A rough look: a picture or a letter outside of tags.
fn is_text(html: &str) -> bool {
    let mut in_tag = false;
    let shows = |letter: char| {
        in_tag = letter == '<' || (in_tag && letter != '>');
        !in_tag && letter.is_alphanumeric()
    };
    html.contains("<img") || html.chars().any(shows)
}

struct Writer<'w> {
    html: String,
    /// Where something is typed, if there was a text before.
    gap: Option<usize>,
    remarks: &'w mut Vec<Remark>,
}

impl Writer<'_> {
    fn content(&mut self, element: &Element) {
        for child in element.elements() {
            match child.name.as_str() {
                "flow" | "flow_mat" | "flow_label" | "solution" | "solutionmaterial" | "itemfeedback" => {
                    self.html.push_str("<div>");
                    self.content(child);
                    self.html.push_str("</div>");
                }
                "material" => {
                    self.content(child);
                    self.html.push('\n');
                }
                "mat_extension" => self.content(child),
                "mattext" | "matemtext" => self.text(child, child.attribute("texttype")),
                "mat_formattedtext" => self.text(child, child.attribute("type")),
                "matbreak" => self.html.push_str("<br/>"),
                "matimage" => self.image(child),
                "mataudio" | "matvideo" | "matapplet" | "matapplication" => self.media(child),
                "matref" | "material_ref" => {
                    self.lost(Remark::PassedOver { what: words!("a text from elsewhere") });
                }
                "altmaterial" | "qticomment" | "response_extension" | "response_label" => {}
                "response_lid" => self.own_texts(child),
                "response_str" | "response_num" => {
                    self.own_texts(child);
                    if is_text(&self.html) {
                        self.gap = Some(self.html.len());
                    }
                }
                _ => self.markup(child),
            }
        }
    }

    /// The texts of a response: not those of its options.
    fn own_texts(&mut self, element: &Element) {
        for child in element.elements() {
            if child.name.starts_with("render_") {
                self.own_texts(child);
            } else if child.name == "material" {
                self.content(child);
                self.html.push('\n');
            }
        }
    }

    fn text(&mut self, element: &Element, kind: Option<&str>) {
        if element.elements().next().is_some() {
            self.inner(element);
            return;
        }
        let text = element.text();
        let kind = kind.map(str::to_ascii_lowercase);
        let is_html = match kind.as_deref() {
            Some(kind) if kind.contains("html") => true,
            Some("text/plain" | "plain_text") => false,
            _ => looks_like_html(&text),
        };
        if is_html {
            self.html.push_str(&text);
        } else {
            let lines: Vec<String> = text.trim().lines().map(escape).collect();
            let space = |edge: Option<char>| edge.is_some_and(char::is_whitespace);
            self.html.extend(space(text.chars().next()).then_some(' '));
            self.html.push_str(&lines.join("<br/>"));
            self.html.extend(space(text.chars().last()).then_some(' '));
        }
    }

    fn image(&mut self, element: &Element) {
        let attribute = |name: &str| element.attribute(name).map(str::trim).filter(|value| !value.is_empty());
        let label = attribute("label").or_else(|| element.attribute("alt")).unwrap_or_default();
        let source = match (attribute("embedded"), attribute("uri")) {
            (Some("base64"), _) => {
                let kind = attribute("imagtype").unwrap_or("image/png");
                format!("data:{kind};base64,{}", element.text().split_whitespace().collect::<String>())
            }
            (_, Some(uri)) => uri.to_owned(),
            (_, None) => return,
        };
        self.push(&["<img src=\"", &escape(&source), "\" alt=\"", &escape(label), "\"/>"]);
    }

    fn media(&mut self, element: &Element) {
        let name = ["uri", "label"].iter().find_map(|name| element.attribute(name)).unwrap_or_default().trim();
        if !name.is_empty() || !element.text().trim().is_empty() {
            let what = match element.name.as_str() {
                "mataudio" => words!("audio \"{}\"", name),
                "matvideo" => words!("video \"{}\"", name),
                "matapplet" => words!("applet \"{}\"", name),
                _ => words!("application \"{}\"", name),
            };
            self.lost(Remark::MediaLost { what });
        }
    }

    fn push(&mut self, parts: &[&str]) {
        self.html.extend(parts.iter().copied());
    }

    fn lost(&mut self, remark: Remark) {
        add(self.remarks, remark);
    }

    /// An element of XHTML or of a formula, as HTML.
    fn markup(&mut self, element: &Element) {
        self.push(&["<", &element.name]);
        for (name, value) in &element.attributes {
            self.push(&[" ", name, "=\"", &escape(value), "\""]);
        }
        if matches!(element.name.as_str(), "br" | "img" | "hr") {
            self.html.push_str("/>");
            return;
        }
        self.html.push('>');
        self.inner(element);
        self.push(&["</", &element.name, ">"]);
    }

    fn inner(&mut self, element: &Element) {
        for node in &element.children {
            match node {
                Node::Element(child) => self.markup(child),
                Node::Text(text) => self.html.push_str(&escape(text)),
            }
        }
    }
}

/// Whether a text has a tag or an entity of HTML in it.
fn looks_like_html(text: &str) -> bool {
    let is_tag = |rest: &str| {
        let rest = rest.trim_start_matches('/');
        let name = rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        let after = &rest[name.len()..];
        let ends = after.starts_with(['>', '/', ' ', '\n', '\t']) && after.contains('>');
        ends && TAGS.contains(&name.to_ascii_lowercase().as_str())
    };
    text.contains("&nbsp;") || text.split('<').skip(1).take(200).any(is_tag)
}
