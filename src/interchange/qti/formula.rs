//! A formula in words.

use crate::interchange::xml::{Element, Node};

/// As its author wrote it where that is kept, else on one line with `^`, `_` and `/`.
pub(super) fn formula(math: &Element) -> String {
    let written = math.attribute("alttext").map(str::to_owned).into_iter();
    let mut written = written.chain(math.find("annotation").into_iter().map(Element::text));
    let text = written.find(|text| !text.trim().is_empty()).unwrap_or_else(|| {
        let mut text = String::new();
        row(math, &mut text);
        text
    });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn row(element: &Element, text: &mut String) {
    for node in &element.children {
        match node {
            Node::Element(child) => part(child, text),
            Node::Text(own) => text.push_str(own.trim()),
        }
    }
}

fn part(element: &Element, text: &mut String) {
    let parts: Vec<&Element> = element.elements().collect();
    match (element.name.as_str(), parts.as_slice()) {
        ("annotation" | "annotation-xml", _) => {}
        ("mfrac", [above, below]) => joined(above, "/", below, text),
        ("msup", [base, raised]) => joined(base, "^", raised, text),
        ("msub", [base, lowered]) => joined(base, "_", lowered, text),
        ("msqrt", _) => {
            text.push_str("√(");
            row(element, text);
            text.push(')');
        }
        ("mfenced", _) => {
            text.push('(');
            row(element, text);
            text.push(')');
        }
        ("mo", _) => {
            text.push(' ');
            row(element, text);
            text.push(' ');
        }
        ("mtext" | "mspace" | "mtr", _) => {
            row(element, text);
            text.push(' ');
        }
        _ => row(element, text),
    }
}

fn joined(one: &Element, mark: &str, other: &Element, text: &mut String) {
    operand(one, text);
    text.push_str(mark);
    operand(other, text);
}

/// In brackets unless it is a single name or number.
fn operand(element: &Element, text: &mut String) {
    let mut own = String::new();
    part(element, &mut own);
    let own = own.trim();
    if own.chars().all(char::is_alphanumeric) {
        text.push_str(own);
    } else {
        text.push('(');
        text.push_str(own);
        text.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::xml::parse;

    #[test]
    fn a_formula_reads_as_it_is_said() {
        for (math, expected) in [
            ("<math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>", "E = mc^2"),
            ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>", "(a + b)/2"),
            ("<math><msqrt><msub><mi>x</mi><mn>1</mn></msub></msqrt></math>", "√(x_1)"),
            ("<math alttext='x squared'><mi>x</mi></math>", "x squared"),
            ("<math><semantics><mi>x</mi><annotation>\\alpha</annotation></semantics></math>", "\\alpha"),
        ] {
            assert_eq!(formula(&parse(math).unwrap()), expected, "{math}");
        }
    }
}
