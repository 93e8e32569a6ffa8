//! Text with its styles, gathered for one block, and written as Markdown without ever depending on how tags were nested.

use super::escape;

/// How a text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The address that it leads to, by its index.
    pub link: Option<usize>,
    pub strong: bool,
    pub emphasis: bool,
    pub code: bool,
}

/// What stands between two cells.
const CELL: &str = " | ";

/// A text of one style.
#[derive(Clone, Debug)]
struct Run {
    text: String,
    style: Style,
    /// The text is Markdown already.
    raw: bool,
}

/// The texts of one block, line by line.
#[derive(Debug, Default)]
pub(super) struct Runs {
    lines: Vec<Vec<Run>>,
}

impl Runs {
    /// Adds a text. White space is folded.
    pub fn text(&mut self, text: &str, style: Style) {
        for c in text.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c.is_control() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') {
                continue;
            }
            let line = self.line();
            if c == ' ' && line.last().is_none_or(|run| run.text.ends_with(' ')) {
                continue;
            }
            match line.last_mut() {
                Some(run) if run.style == style && !run.raw => run.text.push(c),
                _ => line.push(Run { text: c.to_string(), style, raw: false }),
            }
        }
    }

    /// Adds what is Markdown already.
    pub fn raw(&mut self, markdown: String, style: Style) {
        self.line().push(Run { text: markdown, style, raw: true });
    }

    /// Begins a new line.
    pub fn line_break(&mut self) {
        self.line();
        self.lines.push(Vec::new());
    }

    /// Ends a row of a table. One without text is left out.
    pub fn row(&mut self) {
        let line = self.line();
        if line.iter().all(|run| run.raw && run.text == CELL || run.text.trim().is_empty()) {
            line.clear();
        } else {
            self.line_break();
        }
    }

    /// Sets a cell of a table apart from the one before.
    pub fn cell(&mut self) {
        if let Some(last) = self.line().last_mut().filter(|last| !last.raw) {
            last.text.truncate(last.text.trim_end().len());
        }
        self.raw(CELL.to_owned(), Style::default());
    }

    fn line(&mut self) -> &mut Vec<Run> {
        if self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    /// The paragraphs that have come together; an empty line ends one. Nothing is left.
    pub fn take(&mut self, links: &[String]) -> Vec<String> {
        let mut paragraphs: Vec<String> = Vec::new();
        let mut is_open = false;
        for line in std::mem::take(&mut self.lines) {
            let text = markdown(&line, links, Level::Link, None, None);
            let text = escape::line_start(text.trim());
            match paragraphs.last_mut() {
                _ if text.is_empty() => is_open = false,
                Some(paragraph) if is_open => {
                    paragraph.push_str("\\\n");
                    paragraph.push_str(&text);
                }
                _ => {
                    paragraphs.push(text);
                    is_open = true;
                }
            }
        }
        paragraphs
    }
}

/// What marks are made on which level, from the outermost.
#[derive(Clone, Copy)]
enum Level {
    Link,
    Strong,
    Emphasis,
    Text,
}

impl Level {
    fn groups(self, a: &Run, b: &Run) -> bool {
        match self {
            Self::Link => a.style.link == b.style.link,
            Self::Strong => a.style.strong == b.style.strong,
            Self::Emphasis => a.style.emphasis == b.style.emphasis,
            Self::Text => false,
        }
    }
}

/// Writes runs that stand between two characters.
fn markdown(runs: &[Run], links: &[String], level: Level, before: Option<char>, after: Option<char>) -> String {
    let mut out = String::new();
    let mut rest = runs;
    while let Some(first) = rest.first() {
        let length = 1 + rest.windows(2).take_while(|pair| level.groups(&pair[0], &pair[1])).count();
        let (group, following) = rest.split_at(length);
        rest = following;
        let before = out.chars().next_back().or(before);
        let after =
            following.first().map_or(after, |run| if run.style.code { Some('`') } else { run.text.chars().next() });
        let written = match level {
            Level::Text => leaf(first, before, after),
            Level::Emphasis => {
                let inner = markdown(group, links, Level::Text, before, after);
                if first.style.emphasis { marked(inner, "*", before, after) } else { inner }
            }
            Level::Strong => {
                let inner = markdown(group, links, Level::Emphasis, before, after);
                if first.style.strong { marked(inner, "**", before, after) } else { inner }
            }
            Level::Link => {
                let inner = markdown(group, links, Level::Strong, before, after);
                match first.style.link.and_then(|link| links.get(link)) {
                    Some(target) => around(&inner, |text| format!("[{text}]({target})")),
                    None => inner,
                }
            }
        };
        out.push_str(&written);
    }
    out
}

fn leaf(run: &Run, before: Option<char>, after: Option<char>) -> String {
    if run.raw {
        run.text.clone()
    } else if run.style.code {
        around(&run.text, escape::code)
    } else {
        let Style { strong, emphasis, link, .. } = run.style;
        escape::inline(&run.text, before, after, escape::Within { emphasis: strong || emphasis, link: link.is_some() })
    }
}

/// Puts marks of emphasis around a text, unless Markdown would not see them there.
fn marked(text: String, mark: &str, before: Option<char>, after: Option<char>) -> String {
    let inner = text.trim();
    let outer = |c: Option<char>, is_inside: bool| if is_inside { Some(' ') } else { c };
    let before = outer(before, text.starts_with(' '));
    let after = outer(after, text.ends_with(' '));
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    let opens = before != Some('*') && (is_word(inner.chars().next()) || is_open(before));
    let closes = is_word(inner.chars().next_back()) || is_open(after);
    if opens && closes && !inner.is_empty() { around(&text, |text| format!("{mark}{text}{mark}")) } else { text }
}

/// Leaves the spaces at the ends outside.
fn around(text: &str, wrap: impl Fn(&str) -> String) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return text.to_owned();
    }
    let start = &text[..text.len() - text.trim_start().len()];
    let end = &text[text.trim_end().len()..];
    format!("{start}{}{end}", wrap(inner))
}
