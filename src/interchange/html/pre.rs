//! A block of code: every character counts, and most tags in it are only colours.

use super::{
    Remark,
    names::{is_block, language, media, short},
    tokens::Tag,
};

/// The `pre` that is open.
#[derive(Default)]
pub(super) struct Code {
    language: String,
    text: String,
}

impl Code {
    pub fn new(tag: &Tag) -> Self {
        Self { language: language(tag), text: String::new() }
    }

    pub fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// An element begins in it. Says what of it is lost.
    pub fn start(&mut self, tag: &Tag) -> Option<Remark> {
        match tag.name.as_str() {
            "br" => self.text.push('\n'),
            "code" if self.language.is_empty() => self.language = language(tag),
            "img" => {
                let name = short(tag.attribute("src").unwrap_or_default());
                return Some(Remark::ImageRefused { name, why: words!("it stands in code") });
            }
            name => {
                if is_block(name) && !self.text.is_empty() {
                    self.new_line();
                }
                return media(name).map(|what| Remark::MediaLost { what });
            }
        }
        None
    }

    /// An element ends. Says whether the code does.
    pub fn end(&mut self, name: &str) -> bool {
        if is_block(name) {
            self.new_line();
        }
        matches!(name, "pre" | "xmp" | "listing")
    }

    fn new_line(&mut self) {
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Its language, which may be empty, and its lines. As HTML has it, a line break right at its beginning or its end is none of
    /// it; other empty lines are, since an output may end with one. Nothing if all are empty.
    pub fn finish(self) -> Option<(String, String)> {
        let text = self.text.replace("\r\n", "\n").replace('\r', "\n").replace('\u{a0}', " ");
        let text: String = text.chars().filter(|&c| c == '\n' || c == '\t' || !c.is_control()).collect();
        let text = text.strip_prefix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\n').unwrap_or(text);
        (!text.trim().is_empty()).then(|| (self.language, text.to_owned()))
    }
}
