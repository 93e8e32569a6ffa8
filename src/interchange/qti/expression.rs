//! What an expression in the rules of scoring comes to.

use super::{
    rules::{Outcomes, Stop},
    value::{Base, Value, number, same},
};
use crate::interchange::xml::Element;

impl Outcomes<'_, '_> {
    /// What the only expression in an element comes to.
    pub(super) fn only(&self, parent: &Element) -> Result<Value, Stop> {
        self.evaluate(parent.elements().next().ok_or(Stop::NotUnderstood)?)
    }

    /// What an expression comes to. Nothing where a part of it is nothing, as QTI has it.
    pub(super) fn evaluate(&self, element: &Element) -> Result<Value, Stop> {
        self.source().step(1)?;
        let value = self.value(element)?;
        self.source().step(value.parts().len())?;
        Ok(value)
    }

    fn value(&self, element: &Element) -> Result<Value, Stop> {
        let name = || element.attribute("identifier").ok_or(Stop::NotUnderstood);
        match element.name.as_str() {
            "variable" => self.variable(name()?),
            "default" => self.default(name()?),
            "correct" => Ok(self.source().responses.get(name()?).ok_or(Stop::NotUnderstood)?.right.clone()),
            "mapResponse" => {
                let declaration = self.source().responses.get(name()?).ok_or(Stop::NotUnderstood)?;
                let mapping = declaration.mapping.as_ref().ok_or(Stop::NotUnderstood)?;
                Ok(Value::Number(match self.variable(name()?)? {
                    Value::Null => 0.0,
                    response => mapping.worth(&response),
                }))
            }
            "baseValue" => Ok(Base::of(element.attribute("baseType")).value(&element.text())),
            "null" => Ok(Value::Null),
            _ => {
                let parts: Vec<Value> = element.elements().map(|part| self.evaluate(part)).collect::<Result<_, _>>()?;
                self.operate(element, &parts)
            }
        }
    }

    fn operate(&self, element: &Element, parts: &[Value]) -> Result<Value, Stop> {
        let two = || match parts {
            [a, b] => Ok((a, b)),
            _ => Err(Stop::NotUnderstood),
        };
        let is_null = |a: &Value, b: &Value| *a == Value::Null || *b == Value::Null;
        let compare = |holds: fn(&Value, &Value) -> bool| {
            let (a, b) = two()?;
            Ok(if is_null(a, b) { Value::Null } else { Value::Bool(holds(a, b)) })
        };
        match element.name.as_str() {
            "isNull" => Ok(Value::Bool(matches!(parts, [Value::Null]) || is_blank(parts))),
            "not" => Ok(match parts {
                [Value::Bool(value)] => Value::Bool(!value),
                _ => Value::Null,
            }),
            "and" => Ok(all_or_any(parts, false)),
            "or" => Ok(all_or_any(parts, true)),
            "match" => compare(Value::matches),
            "member" => compare(|a, b| b.contains(a)),
            "contains" => compare(Value::contains),
            "stringMatch" => {
                let (a, b) = two()?;
                Ok(if is_null(a, b) { Value::Null } else { Value::Bool(string_match(element, a, b)) })
            }
            "multiple" => Ok(Value::many(parts.iter().flat_map(Value::parts).cloned().collect())),
            "ordered" => Ok(Value::ordered(parts.iter().flat_map(Value::parts).cloned().collect())),
            "delete" => {
                let (gone, container) = two()?;
                let left = container.parts().iter().filter(|part| !part.matches(gone)).cloned().collect();
                Ok(Value::many(left))
            }
            "containerSize" => {
                #[expect(clippy::cast_precision_loss, reason = "a container is never that large")]
                let size = parts.first().map_or(0, |part| part.parts().len()) as f64;
                Ok(Value::Number(size))
            }
            _ => self.compute(element, parts),
        }
    }

    /// The expressions on numbers.
    fn compute(&self, element: &Element, parts: &[Value]) -> Result<Value, Stop> {
        let numbers: Option<Vec<f64>> = parts.iter().flat_map(Value::parts).map(Value::number).collect();
        let anything_missing = parts.contains(&Value::Null);
        let known = ["sum", "product", "min", "max"];
        let pairs = ["subtract", "divide", "power", "equal", "notEqual", "equalRounded", "lt", "lte", "gt", "gte"];
        let single = ["round", "truncate", "integerToFloat"];
        let name = element.name.as_str();
        if ![&known[..], &pairs, &single].iter().any(|names| names.contains(&name)) {
            return Err(Stop::NotUnderstood);
        }
        let Some(numbers) = numbers.filter(|_| !anything_missing) else { return Ok(Value::Null) };
        let computed = match (name, numbers.as_slice()) {
            ("sum", all) => all.iter().sum(),
            ("product", all) => all.iter().product(),
            ("min", all) => all.iter().copied().fold(f64::INFINITY, f64::min),
            ("max", all) => all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            ("subtract", [a, b]) => a - b,
            ("divide", [a, b]) => a / b,
            ("power", [a, b]) => a.powf(*b),
            ("round", [a]) => (a + 0.5).floor(),
            ("truncate", [a]) => a.trunc(),
            ("integerToFloat", [a]) => *a,
            ("equal", [a, b]) => return Ok(Value::Bool(self.equal(element, *a, *b)?)),
            ("notEqual", [a, b]) => return Ok(Value::Bool(!same(*a, *b))),
            ("equalRounded", [a, b]) => {
                let rounding = Rounding::of(element).ok_or(Stop::NotUnderstood)?;
                return Ok(Value::Bool(same(rounding.round(*a), rounding.round(*b))));
            }
            ("lt", [a, b]) => return Ok(Value::Bool(a < b && !same(*a, *b))),
            ("lte", [a, b]) => return Ok(Value::Bool(a < b || same(*a, *b))),
            ("gt", [a, b]) => return Ok(Value::Bool(a > b && !same(*a, *b))),
            ("gte", [a, b]) => return Ok(Value::Bool(a > b || same(*a, *b))),
            _ => return Err(Stop::NotUnderstood),
        };
        Ok(if computed.is_finite() { Value::Number(computed) } else { Value::Null })
    }

    /// Whether two numbers are equal within the tolerance.
    fn equal(&self, element: &Element, a: f64, b: f64) -> Result<bool, Stop> {
        let (below, above) = self.tolerance(element, a)?;
        let included = |name: &str| element.attribute(name).is_none_or(|value| value.trim() != "false");
        let over = b > below || (included("includeLowerBound") && same(b, below));
        let under = b < above || (included("includeUpperBound") && same(b, above));
        Ok(over && under)
    }

    /// The lowest and the highest number that are equal to this one.
    fn tolerance(&self, element: &Element, value: f64) -> Result<(f64, f64), Stop> {
        let mode = element.attribute("toleranceMode").unwrap_or("exact").trim();
        if mode == "exact" {
            return Ok((value, value));
        }
        let (below, above) = self.tolerances(element)?;
        match mode {
            "absolute" => Ok((value - below, value + above)),
            "relative" => {
                let ends = (value * (1.0 - below / 100.0), value * (1.0 + above / 100.0));
                Ok((ends.0.min(ends.1), ends.0.max(ends.1)))
            }
            _ => Err(Stop::NotUnderstood),
        }
    }

    /// What `tolerance` says: numbers, or the names of variables; one for both ways, or two.
    pub(super) fn tolerances(&self, element: &Element) -> Result<(f64, f64), Stop> {
        let text = element.attribute("tolerance").ok_or(Stop::NotUnderstood)?;
        let mut read = text.split_whitespace().map(|word| {
            let variable = || self.variable(word.trim_matches(['{', '}'])).ok().and_then(|value| value.number());
            number(word).or_else(variable).ok_or(Stop::NotUnderstood)
        });
        let below = read.next().ok_or(Stop::NotUnderstood)??;
        let above = read.next().unwrap_or(Ok(below))?;
        Ok((below, above))
    }
}

/// An empty text is nothing, too.
fn is_blank(parts: &[Value]) -> bool {
    matches!(parts, [Value::Text(text)] if text.is_empty())
}

/// `and`, `or`: decided by one part that is like this, else unknown if one is unknown.
fn all_or_any(parts: &[Value], deciding: bool) -> Value {
    if parts.contains(&Value::Bool(deciding)) {
        Value::Bool(deciding)
    } else if parts.contains(&Value::Null) {
        Value::Null
    } else {
        Value::Bool(!deciding)
    }
}

fn string_match(element: &Element, a: &Value, b: &Value) -> bool {
    let says = |name: &str| element.attribute(name).map(|value| value.trim() == "true");
    let fold = |value: &Value| match says("caseSensitive") {
        Some(false) => value.key().to_lowercase(),
        _ => value.key(),
    };
    let (a, b) = (fold(a), fold(b));
    if says("substring") == Some(true) { a.contains(&b) } else { a == b }
}

/// How numbers are rounded before they are compared.
#[derive(Clone, Copy)]
pub(super) enum Rounding {
    /// To so many decimals.
    Decimals(i32),
    /// To so many digits.
    Digits(i32),
}

impl Rounding {
    /// What an `equalRounded` says.
    pub(super) fn of(element: &Element) -> Option<Self> {
        let figures = element.attribute("figures")?.trim().parse().ok().filter(|figures| (0..=15).contains(figures))?;
        match element.attribute("roundingMode").map(str::trim) {
            Some("decimalPlaces") => Some(Self::Decimals(figures)),
            None | Some("significantFigures") if figures > 0 => Some(Self::Digits(figures)),
            _ => None,
        }
    }

    /// The step from one rounded number to the next, near this one.
    pub(super) fn unit(self, value: f64) -> f64 {
        match self {
            Self::Decimals(decimals) => 10_f64.powi(-decimals),
            Self::Digits(_) if value == 0.0 => 1.0,
            Self::Digits(digits) => {
                let magnitude = value.abs().log10().floor().clamp(-300.0, 300.0);
                10_f64.powf(magnitude + 1.0 - f64::from(digits))
            }
        }
    }

    /// The rounded number; halves go up.
    pub(super) fn round(self, value: f64) -> f64 {
        let unit = self.unit(value);
        // A hair more, or a half that is not exact would go down.
        (value / unit + 0.5 + 1e-9).floor() * unit
    }
}
