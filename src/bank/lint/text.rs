//! A Markdown text taken apart for the rules: what is seen, what of it is prose, what is code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A text as the rules see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// Prose and code spans and blocks, as they are seen.
    pub visible: String,
    /// Without code blocks.
    pub inline: String,
    /// Without code blocks and code spans.
    pub prose: String,
    /// The code spans, in order.
    pub spans: Vec<String>,
    /// The code blocks, in order.
    pub blocks: Vec<Block>,
    /// Whether it begins with a code span.
    pub starts_with_code: bool,
}

/// A code block.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// The word after the fence.
    pub lang: String,
    /// What is in it.
    pub code: String,
    /// How many lines of the text stand before its content.
    pub line: usize,
}

impl Text {
    pub(super) fn new(markdown: &str) -> Self {
        Self::with(markdown, Options::empty())
    }

    /// A text that may have tables.
    pub(super) fn of_article(markdown: &str) -> Self {
        Self::with(markdown, Options::ENABLE_TABLES)
    }

    fn with(markdown: &str, options: Options) -> Self {
        let mut text =
            Self { starts_with_code: markdown.starts_with('`') && !markdown.starts_with("```"), ..Self::default() };
        let mut block: Option<Block> = None;
        for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                    let lang = match kind {
                        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
                        CodeBlockKind::Indented => String::new(),
                    };
                    let line = markdown[..range.start].matches('\n').count() + usize::from(fenced);
                    block = Some(Block { lang, code: String::new(), line });
                }
                Event::End(TagEnd::CodeBlock) => {
                    if let Some(block) = block.take() {
                        text.visible.push_str(&block.code);
                        text.visible.push('\n');
                        text.blocks.push(block);
                    }
                }
                Event::Text(seen) | Event::Html(seen) | Event::InlineHtml(seen) => match &mut block {
                    Some(block) => block.code.push_str(&seen),
                    None => text.see(&seen, true),
                },
                Event::Code(code) => {
                    text.see(&code, false);
                    // A mark, so that the words on both sides stay apart.
                    text.prose.push('\u{fffc}');
                    text.spans.push(code.into_string());
                }
                Event::SoftBreak
                | Event::HardBreak
                | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
                    text.see("\n", true);
                }
                _ => {}
            }
        }
        for seen in [&mut text.visible, &mut text.inline, &mut text.prose] {
            seen.truncate(seen.trim_end().len());
        }
        text
    }

    fn see(&mut self, seen: &str, prose: bool) {
        self.visible.push_str(seen);
        self.inline.push_str(seen);
        if prose {
            self.prose.push_str(seen);
        }
    }
}

/// The runs of letters of a text, in lower case.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The words and numbers of a text as they stand, parted by everything else.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty())
}

/// How many words one reads: what spaces part, punctuation on its own apart.
pub(super) fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Whether a text contains another as a whole, not as a part of a longer word, option, path or name.
pub(super) fn contains_whole(text: &str, part: &str) -> bool {
    text.match_indices(part).any(|(start, found)| stands_alone(text, start..start + found.len()))
}

/// Whether a piece of a text is whole: not a part of a longer word, option, path or name.
pub fn stands_alone(text: &str, piece: Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    let mut next = text[piece.end..].chars();
    let is_end = match next.next() {
        None => true,
        // A full stop ends a sentence, but one with a letter after it goes on: `a.b`.
        Some('.') => !next.next().is_some_and(char::is_alphanumeric),
        Some(c) => !joins(c),
    };
    is_end && !text[..piece.start].chars().next_back().is_some_and(|c| joins(c) || c == '.')
}
