//! What an item asks for: the responses of its presentation.

use crate::interchange::{Foreign, xml::Element};

/// A response.
#[derive(Debug)]
pub(super) struct Response<'a> {
    /// Its element.
    pub element: &'a Element,
    /// The names by which rules call it. Brightspace uses that of the field in it.
    pub names: Vec<&'a str>,
    /// What can be chosen; none if something is typed.
    pub options: Vec<&'a Element>,
    /// Whether several may be chosen.
    pub multiple: bool,
}

/// Every response, in the order of the presentation.
pub(super) fn of(presentation: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    collect(presentation, &mut found);
    found
}

fn collect<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    for child in element.elements() {
        match child.name.as_str() {
            "response_lid" | "response_str" | "response_num" | "response_xy" | "response_grp" => found.push(child),
            _ => collect(child, found),
        }
    }
}

/// Why a response is not one that there is here; nothing if it is.
pub(super) fn foreign(element: &Element) -> Option<Foreign> {
    let renders = |name: &str| !element.find(name).is_empty();
    let is_ordered = element.attribute("rcardinality").is_some_and(|is| is.eq_ignore_ascii_case("ordered"));
    match element.name.as_str() {
        "response_xy" => Some(Foreign::HotSpot),
        _ if renders("render_hotspot") => Some(Foreign::HotSpot),
        "response_grp" => Some(Foreign::Matching),
        _ if is_ordered => Some(Foreign::Ordering),
        _ if renders("render_slider") => Some(Foreign::Other("slider".to_owned())),
        _ => None,
    }
}

/// What several responses in one item are. `text` is all that is read in it.
pub(super) fn several(responses: &[&Element], text: &str) -> Foreign {
    if let Some(foreign) = responses.iter().find_map(|response| foreign(response)) {
        return foreign;
    }
    let chosen = responses.iter().filter(|response| response.name == "response_lid").count();
    let own: Vec<String> = responses.iter().map(|response| own_text(response)).collect();
    let in_text = own.iter().all(|own| text.contains(&format!("[{own}]")));
    match chosen {
        0 => Foreign::Cloze,
        _ if in_text => Foreign::Cloze,
        // What is to be matched has a text of its own.
        count if count == responses.len() && own.iter().all(|own| !own.is_empty()) => Foreign::Matching,
        _ => Foreign::Composite,
    }
}

/// The text of a response itself: something to be matched, or the name of its gap in the text.
pub(super) fn own_text(response: &Element) -> String {
    response.first("material").map(Element::text).unwrap_or_default().trim().to_owned()
}

impl<'a> Response<'a> {
    /// That of an element.
    pub(super) fn new(element: &'a Element) -> Self {
        let labels = element.find("response_label");
        let is_typed = element.name != "response_lid" || (labels.len() < 2 && !element.find("render_fib").is_empty());
        let own = element.attribute("ident");
        let fields = labels.iter().filter(|_| is_typed).filter_map(|label| label.attribute("ident"));
        Self {
            element,
            names: own.into_iter().chain(fields).collect(),
            options: if is_typed { Vec::new() } else { labels },
            multiple: element.attribute("rcardinality").is_some_and(|is| is.eq_ignore_ascii_case("multiple")),
        }
    }

    /// Whether something is typed.
    pub(super) fn is_typed(&self) -> bool {
        self.options.is_empty() && (self.element.name != "response_lid" || !self.element.find("render_fib").is_empty())
    }
}
