//! Reading Rust just well enough: what of a file is code, what is comment, what is text in quotes; and names in code.

use std::ops::Range;

/// What a byte belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Comment,
    Quoted,
}

/// The code alone: comments and quoted texts become spaces, so that every byte stays on its line.
pub fn code(text: &str) -> String {
    only(text, &[Kind::Code])
}

/// The quoted texts alone.
pub fn quoted(text: &str) -> String {
    only(text, &[Kind::Quoted])
}

fn only(text: &str, kinds: &[Kind]) -> String {
    let mut bytes = vec![b' '; text.len()];
    for (range, kind) in parts(text) {
        if kinds.contains(&kind) {
            bytes[range.clone()].copy_from_slice(&text.as_bytes()[range]);
        }
    }
    for (place, _) in text.match_indices('\n') {
        bytes[place] = b'\n';
    }
    String::from_utf8(bytes).expect("parts begin and end at characters")
}

fn parts(text: &str) -> Vec<(Range<usize>, Kind)> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        let after_name = at > 0 && is_name(bytes[at - 1]);
        let (end, kind) = match bytes[at] {
            b'/' if text[at..].starts_with("//") => (line_end(text, at), Kind::Comment),
            b'/' if text[at..].starts_with("/*") => (block_end(text, at), Kind::Comment),
            b'"' => (string_end(bytes, at), Kind::Quoted),
            b'r' if !after_name || matches!(bytes[at - 1], b'b' | b'c') => match raw_end(text, at) {
                Some(end) => (end, Kind::Quoted),
                None => (at, Kind::Code),
            },
            b'\'' => match char_end(text, at) {
                Some(end) => (end, Kind::Quoted),
                None => (at, Kind::Code),
            },
            _ => (at, Kind::Code),
        };
        if kind == Kind::Code {
            at += 1;
        } else {
            parts.push((start..at, Kind::Code));
            parts.push((at..end, kind));
            (start, at) = (end, end);
        }
    }
    parts.push((start..bytes.len(), Kind::Code));
    parts
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// Block comments nest.
fn block_end(text: &str, at: usize) -> usize {
    let (mut depth, mut here) = (0_usize, at);
    while here < text.len() {
        let rest = &text.as_bytes()[here..];
        if rest.starts_with(b"/*") {
            (depth, here) = (depth + 1, here + 2);
        } else if rest.starts_with(b"*/") {
            (depth, here) = (depth - 1, here + 2);
            if depth == 0 {
                return here;
            }
        } else {
            here += 1;
        }
    }
    text.len()
}

fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut here = at + 1;
    while here < bytes.len() {
        match bytes[here] {
            b'\\' => here += 2,
            b'"' => return here + 1,
            _ => here += 1,
        }
    }
    bytes.len()
}

fn raw_end(text: &str, at: usize) -> Option<usize> {
    let hashes = text[at + 1..].bytes().take_while(|&b| b == b'#').count();
    let open = at + 1 + hashes;
    if text.as_bytes().get(open) != Some(&b'"') {
        return None;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    Some(text[open + 1..].find(&close).map_or(text.len(), |length| open + 1 + length + close.len()))
}

/// The end of a character in quotes; nothing for a lifetime.
fn char_end(text: &str, at: usize) -> Option<usize> {
    let mut rest = text[at + 1..].char_indices();
    let (_, first) = rest.next()?;
    if first == '\\' {
        let escaped = at + 1 + 2;
        return text.get(escaped..)?.find('\'').map(|length| escaped + length + 1);
    }
    match rest.next() {
        Some((place, '\'')) => Some(at + 1 + place + 1),
        _ => None,
    }
}

/// Whether a byte can be part of a name.
pub fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Every place of `word` where no name goes on before or after it.
pub fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = text.as_bytes();
    let (first, last) = (word.as_bytes()[0], word.as_bytes()[word.len() - 1]);
    text.match_indices(word).map(|(place, _)| place).filter(move |&place| {
        let before = place.checked_sub(1).map(|before| bytes[before]);
        let after = bytes.get(place + word.len()).copied();
        let goes_on = |edge: u8, beside: Option<u8>| is_name(edge) && beside.is_some_and(is_name);
        !goes_on(first, before) && !goes_on(last, after)
    })
}

/// The name that begins at `at`, maybe empty.
pub fn name_at(text: &str, at: usize) -> &str {
    let length = text.as_bytes()[at..].iter().take_while(|&&b| is_name(b)).count();
    &text[at..at + length]
}

#[test]
fn comments_and_quotes_are_told_from_code() {
    let text = r##"let a = "x // \" y"; // z
/* b /* c */ d */ let e = 'f'; let g: &'static str = r#"h " i"#; '\''; br"j";"##;
    let code = code(text);
    for gone in ["x", "y", "z", "b /", "c", "d", "f", "h", "i\"", "j"] {
        assert_eq!(words(&code, gone).count(), 0, "{gone} in {code}");
    }
    for stays in ["let a", "let e", "let g", "static"] {
        assert_eq!(words(&code, stays).count(), 1, "{stays} in {code}");
    }
    assert_eq!(code.lines().count(), 2);
    assert_eq!(quoted(text).split_whitespace().next(), Some("\"x"));
}

#[test]
fn a_word_is_a_whole_word() {
    assert_eq!(words("rand::x strand::y rand_core::z", "rand::").collect::<Vec<_>>(), [0]);
    assert_eq!(words("Instant::now Instant::nowhere", "Instant::now").collect::<Vec<_>>(), [0]);
}
