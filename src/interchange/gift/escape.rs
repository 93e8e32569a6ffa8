//! The backslashes of GIFT: which characters mean something, and which are text.

/// Characters that mean something unless a backslash stands before them.
const SPECIAL: [char; 6] = [':', '#', '=', '{', '}', '~'];

/// A character of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it begins, with its backslash.
    pub at: usize,
    /// What it shows.
    pub shown: char,
    /// Whether it had a backslash, and so means nothing.
    pub escaped: bool,
}

/// The characters of a text. A backslash before any other character is text itself.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, first) = chars.next()?;
        let meant = chars.peek().filter(|_| first == '\\').and_then(|&(_, next)| meaning(next));
        if meant.is_some() {
            chars.next();
        }
        Some(Token { at, shown: meant.unwrap_or(first), escaped: meant.is_some() })
    })
}

fn meaning(escaped: char) -> Option<char> {
    match escaped {
        'n' => Some('\n'),
        '\\' => Some('\\'),
        _ => SPECIAL.contains(&escaped).then_some(escaped),
    }
}

/// Where a character stands for the first time without a backslash.
pub(super) fn find(text: &str, mark: char) -> Option<usize> {
    tokens(text).find(|token| !token.escaped && token.shown == mark).map(|token| token.at)
}

/// Where a run of a character stands, none of it with a backslash: for the first time, and for the last.
pub(super) fn find_run(text: &str, mark: char, length: usize) -> Option<(usize, usize)> {
    let (mut run, mut found) = (0, None);
    for token in tokens(text) {
        run = if !token.escaped && token.shown == mark { run + 1 } else { 0 };
        if run >= length {
            // The marks are one byte each.
            let last = token.at + 1 - length;
            found = Some((found.map_or(last, |(first, _)| first), last));
        }
    }
    found
}

/// The text that is meant.
pub(super) fn unescape(text: &str) -> String {
    tokens(text).map(|token| token.shown).collect()
}

/// A text such that nothing in it means anything, on one line.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            c if c == '\\' || SPECIAL.contains(&c) => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}
