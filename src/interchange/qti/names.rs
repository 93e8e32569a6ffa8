//! One spelling for both generations: QTI 3 says `qti-simple-choice` and `base-type` where QTI 2 says `simpleChoice` and
//! `baseType`. Read as QTI 2, written as either.

use crate::interchange::xml::{Element, Node};

const PREFIX: &str = "qti-";

/// Gives every element of QTI 3 and its attributes their names of QTI 2. Names of HTML stay.
pub(super) fn to_old(element: &mut Element) {
    if let Some(rest) = element.name.strip_prefix(PREFIX) {
        element.name = camel(rest);
        for (name, _) in &mut element.attributes {
            if !name.starts_with("data-") && !name.starts_with("aria-") {
                *name = camel(name);
            }
        }
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            to_old(child);
        }
    }
}

/// The name that an element of QTI 2 has in QTI 3.
pub(super) fn to_new(name: &str) -> String {
    format!("{PREFIX}{}", kebab(name))
}

/// `base-type` as `baseType`.
fn camel(name: &str) -> String {
    let mut parts = name.split('-');
    let mut camel = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// `baseType` as `base-type`.
pub(super) fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        for (old, new) in
            [("simpleChoice", "qti-simple-choice"), ("p", "qti-p"), ("setOutcomeValue", "qti-set-outcome-value")]
        {
            assert_eq!(to_new(old), new);
            let mut element = Element { name: new.to_owned(), ..Element::default() };
            to_old(&mut element);
            assert_eq!(element.name, old);
        }
    }

    #[test]
    fn html_keeps_its_names() {
        let text = "<qti-item-body><div data-x-y='1' my-own='2'><qti-prompt aria-label='a' data-my-own='b' my-own='c'/></div></qti-item-body>";
        let mut root = crate::interchange::xml::parse(text).unwrap();
        to_old(&mut root);
        let names = |element: &Element| element.attributes.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let div = root.first("div").unwrap();
        assert_eq!(root.name, "itemBody");
        assert_eq!(names(div), ["data-x-y", "my-own"]);
        assert_eq!(names(div.first("prompt").unwrap()), ["aria-label", "data-my-own", "myOwn"]);
    }
}
