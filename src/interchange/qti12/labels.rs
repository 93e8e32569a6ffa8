//! What a file says of an item or a bank beside its texts: pairs of a label and a value.

use crate::interchange::xml::Element;

/// The pairs, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Labels(Vec<(String, String)>);

/// Those of an element. Canvas and Brightspace have lists of fields, Blackboard an element for each.
pub(super) fn of(element: &Element) -> Labels {
    let mut found = Vec::new();
    let mut add = |label: &str, value: &Element| {
        let value = value.text().trim().to_owned();
        if !label.is_empty() && !value.is_empty() {
            found.push((label.to_owned(), value));
        }
    };
    for metadata in element.elements().filter(|child| matches!(child.name.as_str(), "itemmetadata" | "qtimetadata")) {
        let lists = metadata.elements().filter(|child| child.name == "qtimetadata");
        for field in lists.chain([metadata]).flat_map(Element::elements) {
            match (field.first("fieldlabel"), field.first("fieldentry")) {
                (Some(label), Some(value)) => add(label.text().trim(), value),
                _ if field.elements().next().is_none() => add(&field.name, field),
                _ => {}
            }
        }
    }
    Labels(found)
}

impl Labels {
    /// The first value of a label.
    pub(super) fn first(&self, label: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == label).map(|(_, value)| value.as_str())
    }

    /// Every value of a label.
    pub(super) fn all<'a>(&'a self, label: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own == label).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::xml;

    #[test]
    fn labels_are_found_in_every_dialect() {
        let text = "<item><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel> a </fieldlabel><fieldentry>1</fieldentry></qtimetadatafield>\
            <qti_metadatafield><fieldlabel>b</fieldlabel><fieldentry> 2 </fieldentry></qti_metadatafield></qtimetadata>\
            <bbmd_questiontype>Essay</bbmd_questiontype><empty/></itemmetadata></item>";
        let labels = of(&xml::parse(text).unwrap());
        assert_eq!((labels.first("a"), labels.first("b")), (Some("1"), Some("2")));
        assert_eq!(labels.first("bbmd_questiontype"), Some("Essay"));
        assert_eq!(labels.first("empty"), None);
    }
}
