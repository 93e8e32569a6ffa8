//! A range of numbers that are right: from one decimal number to another, both included.

use std::{fmt, str::FromStr};

/// What a computed decimal may be off by, of its size, and still be the same number.
const ROUNDING: f64 = 1e-9;

/// A number, or all numbers from one to another. Keeps the text it was read from, so that it is written as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberRange {
    text: String,
    low: f64,
    high: f64,
}

/// The bounds are never NaN: they are read by [`number`].
impl Eq for NumberRange {}

impl NumberRange {
    /// A number and what it may be off by, both ways. Nothing unless both are finite and the tolerance is not negative.
    pub fn around(value: f64, tolerance: f64) -> Option<Self> {
        let (low, high) = (value - tolerance, value + tolerance);
        if !(low.is_finite() && high.is_finite() && tolerance >= 0.0) {
            return None;
        }
        Self::between(low, high)
    }

    /// The numbers from `low` to `high`. Nothing unless both are finite and in this order.
    pub fn between(low: f64, high: f64) -> Option<Self> {
        if !(low.is_finite() && high.is_finite() && low <= high) {
            return None;
        }
        let (low, high) = (settled(low), settled(high));
        let text = if low < high { format!("{low}..{high}") } else { format!("{low}") };
        Some(Self { text, low, high })
    }

    /// The lowest number of it.
    pub const fn low(&self) -> f64 {
        self.low
    }

    /// The highest number of it.
    pub const fn high(&self) -> f64 {
        self.high
    }

    /// Whether a text is a number of this range. The decimal mark may be a point or a comma.
    pub fn holds(&self, typed: &str) -> bool {
        number(typed).is_some_and(|value| {
            let slack = ROUNDING * value.abs().max(self.low.abs()).max(self.high.abs());
            value >= self.low - slack && value <= self.high + slack
        })
    }
}

/// Without the last digits that a subtraction made up: 0.30000000000000004 is 0.3.
fn settled(value: f64) -> f64 {
    let text = format!("{value:.12e}");
    text.parse().unwrap_or(value)
}

/// Reads a finite decimal number; one comma in place of the point is as good.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let numeric = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b',' | b'e' | b'E');
    if text.is_empty() || !text.bytes().all(numeric) || (text.contains(',') && text.contains('.')) {
        return None;
    }
    text.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
}

impl fmt::Display for NumberRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl FromStr for NumberRange {
    type Err = String;

    /// `3.1`, or `2.9..3.1`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bounds = text.split_once("..").map_or((text, text), |bounds| bounds);
        let (low, high) = (number(bounds.0), number(bounds.1));
        match (low, high) {
            (Some(low), Some(high)) if low <= high => Ok(Self { text: text.to_owned(), low, high }),
            (Some(_), Some(_)) => Err(format!("\"{text}\" is no range: the first number is the larger one")),
            _ => Err(format!("\"{text}\" is no range of numbers (as in \"3\" or \"2.9..3.1\")")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_keeps_its_text_and_knows_its_bounds() {
        for (text, low, high) in [("3", 3.0, 3.0), ("2.90..3.1", 2.9, 3.1), ("-1..1e3", -1.0, 1000.0)] {
            let range: NumberRange = text.parse().unwrap();
            assert_eq!(range.to_string(), text);
            assert!((range.low(), range.high()) == (low, high), "{text}");
        }
        for bad in ["", "..", "3..2", "a", "1..b", "inf", "NaN", "1e999", "1..2..3"] {
            assert!(bad.parse::<NumberRange>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_tolerance_is_a_range_with_its_ends() {
        let range = NumberRange::around(0.3, 0.1).unwrap();
        assert_eq!(range.to_string(), "0.2..0.4");
        assert!(range.holds("0.2") && range.holds("0,4") && !range.holds("0.41"));
        assert_eq!(NumberRange::around(7.0, 0.0).unwrap().to_string(), "7");
        assert!(NumberRange::around(1.0, -0.1).is_none());
        assert!(NumberRange::around(f64::MAX, f64::MAX).is_none());
        assert!(NumberRange::between(2.0, 1.0).is_none());
    }
}
