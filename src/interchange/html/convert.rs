//! HTML becomes Markdown token by token. What is open is counted, never a tree: hostile nesting costs nothing.

use std::collections::HashSet;

use super::{
    Remark,
    blocks::Blocks,
    names::{address, is_block, is_formula, is_heading, media, short, small},
    pre::Code,
    runs::{Runs, Style},
    tokens::{Tag, Token, Tokens},
};

/// Gives the name under which the texts show a picture, from its address in the HTML; nothing if the file does not have it.
pub(super) type Images<'a> = &'a mut dyn FnMut(&str) -> Option<String>;

pub(super) fn convert(html: &str, images: Images<'_>) -> (String, Vec<Remark>) {
    let mut converter = Converter {
        images,
        blocks: Blocks::default(),
        runs: Runs::default(),
        open: Open::default(),
        links: Vec::new(),
        code: None,
        small: None,
        passing: None,
        remarks: Vec::new(),
        said: HashSet::new(),
    };
    for token in Tokens::new(html) {
        converter.take(token);
    }
    converter.finish_code();
    converter.flush();
    (converter.blocks.finish(), converter.remarks)
}

struct Converter<'a> {
    images: Images<'a>,
    blocks: Blocks,
    runs: Runs,
    open: Open,
    links: Vec<String>,
    /// The `pre` that is open.
    code: Option<Code>,
    /// What stands in the `sup` or `sub` that is open.
    small: Option<Small>,
    /// The element whose content is left out, and how often it is open.
    passing: Option<(String, usize)>,
    remarks: Vec<Remark>,
    said: HashSet<String>,
}

/// How often each is open.
#[derive(Default)]
struct Open {
    strong: usize,
    emphasis: usize,
    code: usize,
    raised: usize,
    lowered: usize,
    tables: usize,
    /// Cells of the row so far.
    cells: usize,
    link: Option<usize>,
}

impl Open {
    /// How often this one of `sup` and `sub` is open.
    fn small(&mut self, name: &str) -> &mut usize {
        if name == "sup" { &mut self.raised } else { &mut self.lowered }
    }
}

/// A raised or lowered text.
struct Small {
    text: String,
    style: Style,
    is_raised: bool,
}

impl Converter<'_> {
    fn take(&mut self, token: Token) {
        if let Some((name, depth)) = &mut self.passing {
            match token {
                Token::Start(tag) if tag.name == *name => *depth += 1,
                Token::End(end) if end == *name => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                self.passing = None;
            }
            return;
        }
        match token {
            Token::Text(text) => self.text(&text),
            Token::Start(tag) => self.start(&tag),
            Token::End(name) => self.end(&name),
        }
    }

    fn style(&self) -> Style {
        Style {
            link: self.open.link,
            strong: self.open.strong > 0,
            emphasis: self.open.emphasis > 0,
            code: self.open.code > 0,
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.text(text);
            return;
        }
        if is_formula(text) {
            self.say(Remark::MarkupLost { what: words!("a formula") });
        }
        let style = self.style();
        if self.open.raised + self.open.lowered == 0 {
            self.runs.text(text, style);
        } else {
            self.small
                .get_or_insert_with(|| Small { text: String::new(), style, is_raised: self.open.raised > 0 })
                .text
                .push_str(text);
        }
    }

    /// Writes the raised or lowered text that has come together.
    fn finish_small(&mut self) {
        let Some(Small { text, style, is_raised }) = self.small.take() else { return };
        let text = text.trim();
        let small: Option<String> = text.chars().map(|c| small(c, is_raised)).collect();
        let written = small.unwrap_or_else(|| {
            let (mark, what) = if is_raised { ('^', words!("a superscript")) } else { ('_', words!("a subscript")) };
            self.say(Remark::MarkupLost { what });
            format!("{mark}({text})")
        });
        self.runs.text(&written, style);
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if let Some(code) = &mut self.code {
            if let Some(remark) = code.start(tag) {
                self.say(remark);
            }
            return;
        }
        if let Some(what) = media(name) {
            self.say(Remark::MediaLost { what });
        }
        let open = &mut self.open;
        match name {
            "audio" | "video" | "iframe" | "applet" | "svg" | "canvas" | "annotation" | "annotation-xml" => {
                self.passing = Some((name.to_owned(), 1));
            }
            "br" => {
                self.finish_small();
                self.runs.line_break();
            }
            "b" | "strong" => open.strong += 1,
            "i" | "em" | "dfn" | "cite" | "var" => open.emphasis += 1,
            "code" | "tt" | "kbd" | "samp" => open.code += 1,
            "sup" | "sub" => {
                self.finish_small();
                *self.open.small(name) += 1;
            }
            "q" => self.text("\u{201c}"),
            "s" | "strike" | "del" => self.say(Remark::MarkupLost { what: words!("struck-out text") }),
            "math" => self.say(Remark::MarkupLost { what: words!("a formula") }),
            "a" => self.link(tag.attribute("href")),
            "img" => self.image(tag),
            "pre" | "xmp" | "listing" => {
                // A row ends with the code in it.
                let tables = std::mem::take(&mut self.open.tables);
                self.flush();
                (self.open.tables, self.open.cells) = (tables, 0);
                self.code = Some(Code::new(tag));
            }
            "table" => {
                self.separate();
                self.open.tables += 1;
                self.open.cells = 0;
                self.say(Remark::MarkupLost { what: words!("a table") });
            }
            "tr" if open.tables > 0 => {
                open.cells = 0;
                self.finish_small();
                self.runs.row();
            }
            "td" | "th" if open.tables > 0 => {
                open.cells += 1;
                let is_first = open.cells == 1;
                self.finish_small();
                if !is_first {
                    self.runs.cell();
                }
            }
            "ul" | "ol" | "menu" | "dir" if open.tables == 0 => {
                self.flush();
                let number = tag.attribute("start").and_then(|start| start.trim().parse::<u32>().ok()).unwrap_or(1);
                self.blocks.open((name == "ol").then_some(number.min(999_999_999).into()));
            }
            "li" if open.tables == 0 => {
                self.flush();
                self.blocks.item();
            }
            "li" => self.separate(),
            _ if is_block(name) => {
                self.separate();
                self.open.strong += usize::from(is_heading(name));
                if name == "hr" && self.open.tables == 0 {
                    self.blocks.paragraph("---");
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(code) = &mut self.code {
            if code.end(name) {
                self.finish_code();
            }
            return;
        }
        let open = &mut self.open;
        let close = |count: &mut usize| *count = count.saturating_sub(1);
        match name {
            "b" | "strong" => close(&mut open.strong),
            "i" | "em" | "dfn" | "cite" | "var" => close(&mut open.emphasis),
            "code" | "tt" | "kbd" | "samp" => close(&mut open.code),
            "sup" | "sub" => {
                self.finish_small();
                close(self.open.small(name));
            }
            "q" => self.text("\u{201d}"),
            "a" => open.link = None,
            "table" if open.tables > 0 => {
                open.tables -= 1;
                self.runs.row();
                self.separate();
            }
            "ul" | "ol" | "menu" | "dir" if open.tables == 0 => {
                self.flush();
                self.blocks.close();
            }
            "li" if open.tables == 0 => self.flush(),
            _ if is_block(name) => {
                self.separate();
                if is_heading(name) {
                    close(&mut self.open.strong);
                }
            }
            _ => {}
        }
    }

    fn finish_code(&mut self) {
        if let Some((language, code)) = self.code.take().and_then(Code::finish) {
            self.blocks.code(&language, &code);
        }
    }

    fn link(&mut self, target: Option<&str>) {
        self.open.link = None;
        let Some(target) = target.map(str::trim).filter(|target| !target.is_empty()) else { return };
        let lower = target.chars().take(8).collect::<String>().to_ascii_lowercase();
        if ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) {
            self.open.link = Some(self.links.len());
            self.links.push(address(target));
        } else if !target.starts_with('#') {
            self.say(Remark::MarkupLost { what: words!("the link to \"{}\"", short(target)) });
        }
    }

    fn image(&mut self, tag: &Tag) {
        let source = tag.attribute("src").unwrap_or_default().trim();
        // Where nobody described a picture, programs repeat its address.
        let alt = tag.attribute("alt").filter(|alt| alt.trim() != source).unwrap_or_default();
        self.finish_small();
        let style = self.style();
        if let Some(name) = (self.images)(source) {
            let mut shown = Runs::default();
            // As in the text of a link, a `]` would be its end; it leads nowhere by itself.
            shown.text(alt, Style { link: Some(0), ..Style::default() });
            let alt = shown.take(&[]).join(" ");
            self.runs.raw(format!("![{alt}]({})", address(&name)), Style { code: false, ..style });
            return;
        }
        let name = short(source.rsplit('/').next().filter(|_| !source.starts_with("data:")).unwrap_or("data"));
        let shown = if alt.trim().is_empty() { format!("[{name}]") } else { alt.to_owned() };
        self.runs.text(&shown, style);
        self.say(Remark::ImageMissing { name });
    }

    /// Ends the block, or sets a space where a table holds everything on one line.
    fn separate(&mut self) {
        if self.open.tables == 0 {
            self.flush();
        } else {
            self.finish_small();
            self.runs.text(" ", Style::default());
        }
    }

    fn flush(&mut self) {
        self.finish_small();
        for paragraph in self.runs.take(&self.links) {
            self.blocks.paragraph(&paragraph);
        }
    }

    fn say(&mut self, remark: Remark) {
        if self.said.insert(remark.to_string()) {
            self.remarks.push(remark);
        }
    }
}
