//! The parts of a GIFT file: lines, blank lines between questions, comments and what they carry, categories.

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The category of all questions that follow, the outermost folder first.
    Category(Vec<String>),
    /// What is, or should be, a question.
    Paragraph(Paragraph),
}

/// Lines without a blank one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// The first line that is no comment, counted from 1.
    pub line: usize,
    /// Its lines without the comments.
    pub text: String,
    /// The comments.
    pub comments: String,
}

const CATEGORY: &str = "$CATEGORY:";

/// Cuts a file at its blank lines. A line with a category is a part of its own, whatever stands around it.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open = Paragraph::default();
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim();
        let ends = trimmed.is_empty() || trimmed.starts_with(CATEGORY);
        if ends {
            close(&mut parts, &mut open);
        }
        if let Some(path) = trimmed.strip_prefix(CATEGORY) {
            parts.push(Part::Category(category(path)));
        } else if trimmed.starts_with("//") {
            open.comments.push_str(trimmed);
            open.comments.push('\n');
        } else if !ends {
            if open.text.is_empty() {
                open.line = number;
            }
            open.text.push_str(line);
            open.text.push('\n');
        }
    }
    close(&mut parts, &mut open);
    parts
}

fn close(parts: &mut Vec<Part>, open: &mut Paragraph) {
    let closed = std::mem::take(open);
    if !closed.text.is_empty() {
        parts.push(Part::Paragraph(closed));
    }
}

/// The folders of `$course$/top/a/b//c`: `a` and `b/c`. Where they lie in the other system says nothing here.
fn category(path: &str) -> Vec<String> {
    let mut folders = vec![String::new()];
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        match folders.last_mut() {
            Some(folder) if c != '/' || chars.next_if_eq(&'/').is_some() => folder.push(c),
            _ => folders.push(String::new()),
        }
    }
    let mut folders: Vec<String> = folders.iter().map(|folder| folder.trim().to_owned()).collect();
    let is_context = |folder: &String| folder.len() > 2 && folder.starts_with('$') && folder.ends_with('$');
    if folders.first().is_some_and(is_context) {
        folders.remove(0);
    }
    if folders.first().is_some_and(|folder| folder == "top") {
        folders.remove(0);
    }
    folders.retain(|folder| !folder.is_empty());
    folders
}

/// A category as [`category`] reads it.
pub(super) fn category_line(folders: &[String]) -> String {
    let folders: Vec<String> = folders.iter().map(|folder| folder.replace('/', "//")).collect();
    format!("{CATEGORY} $course$/top/{}", folders.join("/"))
}

/// What stands in comments as `[id:…]` or `[tag:…]`, whichever is asked for.
pub(super) fn marked(comments: &str, key: &str) -> Vec<String> {
    let opening = format!("[{key}:");
    let mut found = Vec::new();
    for mut rest in comments.lines() {
        while let Some((_, value)) = rest.split_once(&opening) {
            let Some(end) = closing(value) else { break };
            found.push(value[..end].replace("\\]", "]").trim().to_owned());
            rest = &value[end..];
        }
    }
    found.retain(|value| !value.is_empty());
    found
}

/// The first bracket without a backslash.
fn closing(value: &str) -> Option<usize> {
    let mut before = ' ';
    value.char_indices().find_map(|(at, c)| {
        let closes = c == ']' && before != '\\';
        before = c;
        closes.then_some(at)
    })
}

/// A value as [`marked`] reads it.
pub(super) fn mark(key: &str, value: &str) -> String {
    let value = value.replace(['\n', '\r'], " ").replace(']', "\\]");
    // A backslash at the end would take the bracket with it.
    let space = if value.ends_with('\\') { " " } else { "" };
    format!("[{key}:{value}{space}]")
}
