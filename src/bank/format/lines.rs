//! The text level: bytes to lines, code fences, and the whitespace that does not matter.

use super::FormatError;

/// The largest question file, in bytes.
pub const FILE_MAX: usize = 64 * 1024;

/// Reads a file's bytes as text: bounded, UTF-8, and as [`check`] wants it.
pub fn decode(bytes: &[u8]) -> Result<&str, FormatError> {
    if bytes.len() > FILE_MAX {
        return Err(too_large(bytes.len()));
    }
    decode_any(bytes)
}

/// Reads bytes of any length as text.
pub(in crate::bank) fn decode_any(bytes: &[u8]) -> Result<&str, FormatError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|&byte| byte == b'\n').count();
        FormatError::new(line, "this line is not UTF-8; save the file as UTF-8")
    })?;
    check_characters(text)?;
    Ok(text)
}

fn too_large(bytes: usize) -> FormatError {
    FormatError::new(1, format!("the file has {bytes} bytes; a question has at most {FILE_MAX}"))
}

/// Refuses what has no place in a question: too much text, byte order marks, CR, control characters.
pub(super) fn check(text: &str) -> Result<(), FormatError> {
    if text.len() > FILE_MAX {
        return Err(too_large(text.len()));
    }
    check_characters(text)
}

fn check_characters(text: &str) -> Result<(), FormatError> {
    if text.starts_with('\u{feff}') {
        return Err(FormatError::new(1, "the file starts with a byte order mark; save it as UTF-8 without one"));
    }
    let found = text.split('\n').zip(1..).find_map(|(line, number)| {
        line.chars().find(|&c| c != '\t' && c.is_control()).map(|control| (number, control))
    });
    match found {
        None => Ok(()),
        Some((line, '\r')) => {
            Err(FormatError::new(line, "the line ends with a carriage return; save the file with LF line ends"))
        }
        Some((line, control)) => {
            Err(FormatError::new(line, format!("the line contains the control character U+{:04X}", u32::from(control))))
        }
    }
}

/// The code fence that is open, if one is: its character and its length.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fence(Option<(char, usize)>);

impl Fence {
    /// Takes the next line, and says whether it belongs to a code block, its first and last line included.
    pub(crate) fn takes(&mut self, line: &str) -> bool {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let marked = &line[indent..];
        let mark = marked.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| marked.chars().take_while(|&c| c == mark).count());
        // The marks are ASCII: as many bytes as characters.
        let after = &marked[length..];
        match (self.0, mark) {
            (Some((open, opened)), Some(mark))
                if indent < 4 && mark == open && length >= opened && after.trim().is_empty() =>
            {
                self.0 = None;
                true
            }
            (Some(_), _) => true,
            (None, Some(mark)) if indent < 4 && length >= 3 && !(mark == '`' && after.contains('`')) => {
                self.0 = Some((mark, length));
                true
            }
            (None, _) => false,
        }
    }

    /// Whether a block is open after the lines that were taken.
    pub(crate) const fn is_open(self) -> bool {
        self.0.is_some()
    }

    /// The line that closes the block that is open.
    pub(super) fn closing(self) -> Option<String> {
        self.0.map(|(mark, length)| String::from(mark).repeat(length))
    }
}

/// Makes a text canonical: no blank lines at the ends, none doubled, no spaces at the ends of lines, code blocks as they are.
/// A code block that was left open is closed.
pub(in crate::bank) fn tidy<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut fence = Fence::default();
    let mut tidy: Vec<String> = Vec::new();
    for line in lines {
        if fence.takes(line) {
            tidy.push(line.to_owned());
        } else {
            let line = line.trim_end();
            if !(line.is_empty() && tidy.last().is_none_or(String::is_empty)) {
                tidy.push(line.to_owned());
            }
        }
    }
    tidy.extend(fence.closing());
    // Only outside code can a last line be blank: a block ends with its fence.
    while tidy.last().is_some_and(String::is_empty) {
        tidy.pop();
    }
    tidy.join("\n")
}
