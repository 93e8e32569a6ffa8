//! The pictures of a draft: encoded anew, named by what they hold, and the texts pointing to the new names.

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};

use crate::exam::picture::{ADDRESS, is_of};
use crate::interchange::{Draft, Remark, picture};

/// Replaces the pictures of a draft by what is stored of them, and gives what is to be stored. Those that are not taken leave
/// their description, and a remark.
///
/// `known` are the names of what is stored. A picture that went out from here and comes back is known by what is in it, and
/// stays: encoding a photograph anew would make another of it each time.
pub fn settle(draft: &mut Draft, remarks: &mut Vec<Remark>, known: &HashSet<String>) -> Vec<(String, Vec<u8>)> {
    remarks.retain(|remark| !matches!(remark, Remark::ImageMissing { name } if known.contains(name)));
    let mut stored = Vec::new();
    for image in std::mem::take(&mut draft.images) {
        if known.contains(&image.name) && is_of(&image.name, &Sha256::digest(&image.bytes)) {
            continue;
        }
        match picture::reencode(&image.bytes) {
            Ok(picture) => {
                draft.each_text(|text| {
                    // After a space stands a title.
                    for end in [')', ' '] {
                        let old = format!("{ADDRESS}{}{end}", image.name);
                        if text.contains(&old) {
                            *text = text.replace(&old, &format!("{ADDRESS}{}{end}", picture.name));
                        }
                    }
                });
                stored.push((picture.name, picture.bytes));
            }
            Err(why) => {
                draft.each_text(|text| *text = without(text, &image.name));
                remarks.push(Remark::ImageRefused { name: image.name, why: why.words() });
            }
        }
    }
    stored
}

/// A text in which the pictures of a name became their descriptions.
fn without(text: &str, name: &str) -> String {
    let address = format!("{ADDRESS}{name}");
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(at) = rest.find(&address) {
        let (before, after) = (&rest[..at], &rest[at + address.len()..]);
        // After a space stands a title; anything else is a longer name.
        let Some(end) = after.find(')').filter(|_| after.starts_with([')', ' '])) else {
            out.push_str(&rest[..at + address.len()]);
            rest = after;
            continue;
        };
        match before.rfind("![") {
            Some(open) => out.extend([&before[..open], &before[open + 2..]]),
            None => out.push_str(before),
        }
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_is_not_taken_leaves_its_description() {
        let text = "See ![the disks](images/a.svg) and ![b](images/b.png).";
        assert_eq!(without(text, "a.svg"), "See the disks and ![b](images/b.png).");
        assert_eq!(without("odd](images/a.svg) end", "a.svg"), "odd end");
        assert_eq!(without("![a](images/a.svg \"title\") ![c](images/a.svgz)", "a.svg"), "a ![c](images/a.svgz)");
    }
}
