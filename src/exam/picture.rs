//! The pictures that texts show, as `![…](images/<sha256>-<width>x<height>.png)`: the name says what is in it and how large it is.

use std::fmt::Write as _;

use super::question::{Body, Question};

/// The largest picture, in bytes.
pub const BYTES: usize = 8 << 20;

/// What stands before a picture's name in a text.
pub const ADDRESS: &str = "](images/";

/// The names of the pictures that a text shows, whether they are ours or not.
pub fn shown(text: &str) -> impl Iterator<Item = &str> {
    text.split(ADDRESS).skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c == ')' || c.is_whitespace())?;
        Some(&rest[..end]).filter(|name| !name.is_empty())
    })
}

/// The name of a picture with these bytes' SHA-256; `ending` is `png` or `jpg`.
pub fn name(sha256: &[u8], (width, height): (u32, u32), ending: &str) -> String {
    format!("{}-{width}x{height}.{ending}", hex(sha256))
}

/// The size that a picture's name tells, if it is a name of ours.
pub fn size(name: &str) -> Option<(u32, u32)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (hash, size) = stem.split_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let is_number = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let known = is_hash && matches!(ending, "png" | "jpg") && is_number(width) && is_number(height);
    if known { width.parse().ok().zip(height.parse().ok()) } else { None }
}

/// Whether a name is one of ours and of a picture with these bytes' SHA-256.
pub fn is_of(name: &str, sha256: &[u8]) -> bool {
    size(name).is_some() && name.starts_with(&hex(sha256))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Cannot fail: it is a string.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Body {
    /// Each of its texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let options = self.options.iter().flat_map(|option| [option.text.as_str(), option.explanation.as_str()]);
        [self.stem.as_str(), self.explanation.as_str()].into_iter().chain(options)
    }
}

impl Question {
    /// The names of the pictures that it shows, in either language; one that is shown twice is there twice.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        self.body.en.texts().chain(self.body.pt_br.texts()).flat_map(shown).filter(|name| size(name).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_is_in_a_picture_and_how_large_it_is() {
        let name = name(&[0x0a; 32], (640, 480), "png");
        assert_eq!(name, format!("{}-640x480.png", "0a".repeat(32)));
        assert_eq!(size(&name), Some((640, 480)));
        assert!(is_of(&name, &[0x0a; 32]) && !is_of(&name, &[0x0b; 32]) && !is_of("0a", &[0x0a]));
        for bad in ["", "x", &name.replace(".png", ".svg"), &name.replace('a', "A"), &name.replace("640", "64000")] {
            assert_eq!(size(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_a_text_shows_is_found_wherever_it_stands() {
        let text =
            "![a](images/a.png) and\n\n- ![b](images/b.jpg \"title\")\n\n[c](https://example.com/images/c) ](images/";
        assert_eq!(shown(text).collect::<Vec<_>>(), ["a.png", "b.jpg"]);
    }
}
