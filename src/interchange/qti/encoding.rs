//! The text of an XML file, by what it says of itself: UTF-8, UTF-16, or the Latin letters of old Windows.

use std::borrow::Cow;

use crate::interchange::Cause;

/// What the bytes from 0x80 to 0x9F are in windows-1252, which many call ISO-8859-1.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// How two bytes make a unit of UTF-16.
type Unit = fn([u8; 2]) -> u16;

/// The text of an XML file. UTF-8 needs nobody to say so.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Cause> {
    let text = if let Some((text, unit)) = wide(bytes) {
        let (pairs, rest) = text.as_chunks::<2>();
        let letters = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
        let text: Option<String> = letters.map(Result::ok).collect();
        Cow::Owned(text.filter(|_| rest.is_empty()).ok_or(Cause::Encoding)?)
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) if is_latin(bytes) => bytes.iter().map(|&byte| latin(byte)).collect::<String>().into(),
            Err(_) => return Err(Cause::Encoding),
        }
    };
    // XML has no such character, and no column of text takes it.
    if text.contains('\0') { Err(Cause::Encoding) } else { Ok(text) }
}

/// The beginning of an XML file, as far as it can be read.
pub fn beginning(bytes: &[u8]) -> String {
    match wide(bytes) {
        Some((text, unit)) => {
            let units: Vec<u16> = text.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// What comes after the mark of UTF-16, and how its letters are put together. Without a mark, it shows by the `<` that XML begins
/// with.
fn wide(bytes: &[u8]) -> Option<(&[u8], Unit)> {
    match bytes {
        [0xff, 0xfe, text @ ..] => Some((text, u16::from_le_bytes)),
        [0xfe, 0xff, text @ ..] => Some((text, u16::from_be_bytes)),
        [b'<', 0, ..] => Some((bytes, u16::from_le_bytes)),
        [0, b'<', ..] => Some((bytes, u16::from_be_bytes)),
        _ => None,
    }
}

/// Whether the declaration at the beginning says so.
fn is_latin(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let declaration = start.split(|&byte| byte == b'>').next().unwrap_or_default();
    let declaration = String::from_utf8_lossy(declaration).to_ascii_lowercase();
    ["iso-8859-1", "windows-1252", "latin1"].iter().any(|name| declaration.contains(name))
}

fn latin(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_says() {
        let wide = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain("<a>é</a>".encode_utf16().flat_map(unit)).collect()
        };
        assert_eq!(decode(&wide([0xff, 0xfe], u16::to_le_bytes)).unwrap(), "<a>é</a>");
        assert_eq!(decode(&wide([0xfe, 0xff], u16::to_be_bytes)).unwrap(), "<a>é</a>");
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9\x93</a>";
        assert!(decode(latin).unwrap().ends_with("<a>é“</a>"));
        assert_eq!(decode("<a>é</a>".as_bytes()).unwrap(), "<a>é</a>");
        assert_eq!(decode(&wide([0xff, 0xfe], u16::to_le_bytes)[2..]).unwrap(), "<a>é</a>", "without a mark");
        assert_eq!(decode(&wide([0xfe, 0xff], u16::to_be_bytes)[2..]).unwrap(), "<a>é</a>");
        for bad in [&b"<a>\xe9</a>"[..], b"\xff\xfe<", b"\xfe\xff\xd8\x00", b"<a>\0</a>"] {
            assert_eq!(decode(bad), Err(Cause::Encoding));
        }
    }

    #[test]
    fn as_much_of_the_beginning_is_read_as_can_be() {
        assert_eq!(beginning(b"\xff\xfe<\0a\0>"), "<a");
        assert_eq!(beginning(b"\0<\0a"), "<a");
        assert_eq!(beginning("<é>".as_bytes()), "<é>");
    }
}
