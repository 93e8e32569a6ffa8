//! Plain text as Markdown that shows it as it was, with no more backslashes than it takes.

/// What a text stands in.
#[derive(Clone, Copy, Default)]
pub(super) struct Within {
    /// Marks of emphasis.
    pub emphasis: bool,
    /// The text of a link.
    pub link: bool,
}

/// Escapes a text that stands between `before` and `after`, in a line whose beginning is escaped by [`line_start`]. Where it
/// is emphasised, a lone `*` would be taken for one of the marks; in a link, a `]` for its end.
pub(super) fn inline(text: &str, before: Option<char>, after: Option<char>, within: Within) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut before = before;
    while let Some(c) = rest.chars().next() {
        // Marks of emphasis count as a run.
        let run = match c {
            '*' | '_' => rest.chars().take_while(|&other| other == c).count(),
            _ => c.len_utf8(),
        };
        let next = rest[run..].chars().next().or(after);
        let escaped = match c {
            '`' | '[' => true,
            ']' => within.link,
            '\\' => {
                // At the end, marks may follow that are not known yet.
                rest.len() == 1 || next.is_none_or(|next| next.is_ascii_punctuation() || next.is_whitespace())
            }
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => is_entity(&rest[1..], after.is_some()),
            '*' | '_' => {
                let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                // At the end of a line a backslash may follow, which no space is.
                let is_alone = before.is_none_or(char::is_whitespace) && next.is_some_and(char::is_whitespace);
                let alone = !within.emphasis && is_alone;
                !(alone || c == '_' && is_word(before) && is_word(next))
            }
            _ => false,
        };
        for mark in rest[..run].chars() {
            if escaped {
                out.push('\\');
            }
            out.push(mark);
        }
        before = Some(c);
        rest = &rest[run..];
    }
    out
}

/// Whether what follows an ampersand would be read as an entity, or might if it `goes_on`.
fn is_entity(text: &str, goes_on: bool) -> bool {
    let length = text.bytes().take(33).take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'#').count();
    match text.as_bytes().get(length) {
        Some(&end) => end == b';' && length > 0,
        None => goes_on,
    }
}

/// Escapes what would make a line something else than text: a heading, a list, a quote, a rule, a code block.
pub(super) fn line_start(line: &str) -> String {
    let is_end = |text: &str| text.is_empty() || text.starts_with([' ', '\t']);
    let is_rule = line.starts_with(['-', '=', '_', '*']) && line.chars().all(|c| c == ' ' || line.starts_with(c));
    let hashes = line.len() - line.trim_start_matches('#').len();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) && is_end(&line[digits + 1..]) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let claimed = (1..=6).contains(&hashes) && is_end(&line[hashes..])
        || line.starts_with('>')
        || line.starts_with("~~~")
        || line.starts_with(['-', '+', '*']) && is_end(&line[1..])
        || is_rule;
    if claimed { format!("\\{line}") } else { line.to_owned() }
}

/// A code span.
pub(super) fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let text = text.replace(['\n', '\r'], " ");
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let pad = if text.starts_with('`') || text.ends_with('`') || is_padded { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// How many of these characters stand in a row at most.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
