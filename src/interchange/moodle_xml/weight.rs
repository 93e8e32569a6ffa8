//! Weights of answers: percents from the list of grades that Moodle has.

use crate::interchange::{Cause, xml::Element};

/// The grades that Moodle takes, as percents; and their negatives.
const GRADES: [f64; 21] = [
    100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0, 16.66667,
    14.28571, 12.5, 11.11111, 10.0, 5.0, 0.0,
];

/// What a number may be off by and still be on the list, as in Moodle.
const SLACK: f64 = 0.001;

/// The weight of an answer, in percent. Moodle refuses a file with a weight that is not on its list.
pub(super) fn of(answer: &Element) -> Result<f64, Cause> {
    let written = answer.attribute("fraction").unwrap_or_default().trim();
    // Files of Moodle 1.5 have the share as an element.
    let share = answer.first("fraction").map(Element::text).filter(|share| !share.trim().is_empty());
    match share {
        Some(share) if written.is_empty() => {
            let value = number(&share).map(|value| if value.abs() <= 1.0 { value * 100.0 } else { value });
            value.and_then(listed).ok_or_else(|| Cause::Weight(share.trim().to_owned()))
        }
        _ => percent(written),
    }
}

/// A weight as it is written; nothing is 0.
pub(super) fn percent(written: &str) -> Result<f64, Cause> {
    if written.trim().is_empty() {
        return Ok(0.0);
    }
    number(written).and_then(listed).ok_or_else(|| Cause::Weight(written.trim().to_owned()))
}

fn listed(value: f64) -> Option<f64> {
    let grade = GRADES.into_iter().find(|grade| (value.abs() - grade).abs() < SLACK)?;
    Some(if value < 0.0 { -grade } else { grade })
}

/// The grade that each of so many right options has, as the list writes it.
pub(super) fn share(keys: usize) -> Option<String> {
    let keys = f64::from(u32::try_from(keys).ok()?);
    let grade = GRADES.into_iter().find(|grade| (grade * keys - 100.0).abs() < SLACK)?;
    Some(grade.to_string())
}

/// Whether an answer of this weight is fully right.
pub(super) fn is_full(weight: f64) -> bool {
    weight > 100.0 - SLACK
}

/// A number, with a point or a comma.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let numeric = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b',' | b'e' | b'E');
    let is_numeric = !text.is_empty() && text.bytes().all(numeric) && !(text.contains(',') && text.contains('.'));
    is_numeric.then(|| text.replace(',', ".").parse().ok()).flatten().filter(|value: &f64| value.is_finite())
}
