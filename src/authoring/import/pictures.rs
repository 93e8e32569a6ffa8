//! The pictures of a draft: encoded anew, named by what they hold, and the texts pointing to the new names.

use crate::interchange::{Draft, Remark, picture};

/// Replaces the pictures of a draft. Those that are not taken leave their description, and a remark.
pub fn settle(draft: &mut Draft, remarks: &mut Vec<Remark>) -> Vec<(String, Vec<u8>)> {
    let mut stored = Vec::new();
    for image in std::mem::take(&mut draft.images) {
        let old = format!("](images/{})", image.name);
        match picture::reencode(&image.bytes) {
            Ok(picture) => {
                let name = name(&picture);
                let new = format!("](images/{name})");
                draft.each_text(|text| {
                    if text.contains(&old) {
                        *text = text.replace(&old, &new);
                    }
                });
                stored.push((name, picture.bytes));
            }
            Err(why) => {
                draft.each_text(|text| *text = without(text, &old));
                remarks.push(Remark::ImageRefused { name: image.name, why: why.words() });
            }
        }
    }
    stored
}

/// `<sha256>-<width>x<height>.png`: the page knows the size before the picture is there.
fn name(picture: &picture::Picture) -> String {
    let (hash, ending) = picture.name.rsplit_once('.').unwrap_or((&picture.name, "png"));
    format!("{hash}-{}x{}.{ending}", picture.width, picture.height)
}

/// A text in which pictures at an address became their descriptions.
fn without(text: &str, address: &str) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(at) = rest.find(address) {
        let before = &rest[..at];
        match before.rfind("![") {
            Some(open) => out.extend([&before[..open], &before[open + 2..]]),
            None => out.push_str(before),
        }
        rest = &rest[at + address.len()..];
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
        assert_eq!(without(text, "](images/a.svg)"), "See the disks and ![b](images/b.png).");
        assert_eq!(without("odd](images/a.svg) end", "](images/a.svg)"), "odd end");
    }
}
