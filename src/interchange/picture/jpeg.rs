//! The parts of a JPEG: whether it is whole, and whether it was encoded here.

/// Whether the pixels of a JPEG have an end. One that is cut off is decoded to its last line, and grey below. What stands before
/// the pixels may be a small picture with an end of its own.
pub(super) fn is_ended(bytes: &[u8]) -> bool {
    bytes[pixels(bytes)..].windows(2).any(|pair| pair == END)
}

/// The end of a JPEG.
const END: [u8; 2] = [0xff, 0xd9];

/// Where the pixels of a JPEG begin, with what says how they are packed.
fn pixels(bytes: &[u8]) -> usize {
    let mut at = 2;
    while let Some([0xff, marker, high, low, ..]) = bytes.get(at..) {
        at += match marker {
            0xda => break,
            0xff => 1,
            _ => 2 + usize::from(u16::from_be_bytes([*high, *low])),
        };
    }
    at.min(bytes.len())
}

/// Whether a photograph is one that was encoded here: all before its pixels is what is written there (`anew` is the same photograph
/// encoded once more), and there is nothing between and after them. Each time that it is encoded, it would be another one.
pub(super) fn is_ours(bytes: &[u8], anew: &[u8]) -> bool {
    let start = pixels(anew);
    let Some([_, _, high, low, ..]) = anew.get(start..) else { return false };
    let start = start + 2 + usize::from(u16::from_be_bytes([*high, *low]));
    let Some((head, rest)) = bytes.split_at_checked(start) else { return false };
    let is_whole = rest.strip_suffix(&END).is_some_and(|pixels| {
        let mut pairs = pixels.windows(2);
        pairs.all(|pair| pair[0] != 0xff || pair[1] == 0) && pixels.last() != Some(&0xff)
    });
    is_whole && anew.starts_with(head)
}
