//! The text of an XML file, by what it says of itself: UTF-8, UTF-16, or the Latin letters of old Windows.

use std::borrow::Cow;

use crate::interchange::Cause;

/// What the bytes from 0x80 to 0x9F are in windows-1252, which many call ISO-8859-1.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of an XML file. UTF-8 needs nobody to say so.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Cause> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes[2..].as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16(&units).ok().filter(|_| rest.is_empty()).map(Cow::Owned).ok_or(Cause::Encoding)
    };
    match bytes {
        [0xff, 0xfe, ..] => return wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return wide(u16::from_be_bytes),
        _ => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) if is_latin(bytes) => Ok(bytes.iter().map(|&byte| latin(byte)).collect::<String>().into()),
        Err(_) => Err(Cause::Encoding),
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
        for bad in [&b"<a>\xe9</a>"[..], b"\xff\xfe<", b"\xfe\xff\xd8\x00"] {
            assert_eq!(decode(bad), Err(Cause::Encoding));
        }
    }
}
