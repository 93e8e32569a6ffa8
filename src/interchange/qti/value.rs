//! The values that the rules of scoring work with.

/// What a variable holds, or an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Nothing. An empty container is nothing, too.
    Null,
    /// True or false.
    Bool(bool),
    /// An integer or a float.
    Number(f64),
    /// A string, an identifier, a pair.
    Text(String),
    /// Several values in any order.
    Many(Vec<Self>),
    /// Several values in this order.
    Ordered(Vec<Self>),
}

/// What type a variable has, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// `integer` and `float`.
    Number,
    /// `boolean`.
    Boolean,
    /// `string`: its spaces count.
    String,
    /// `identifier` and everything else that is written as words.
    Words,
}

impl Base {
    /// By its name; none is an identifier.
    pub(super) fn of(name: Option<&str>) -> Self {
        match name {
            Some("integer" | "float") => Self::Number,
            Some("boolean") => Self::Boolean,
            Some("string") => Self::String,
            _ => Self::Words,
        }
    }

    /// Reads one value. A number that is none is nothing.
    pub(super) fn value(self, text: &str) -> Value {
        match self {
            Self::Number => number(text).map_or(Value::Null, Value::Number),
            Self::Boolean => Value::Bool(matches!(text.trim(), "true" | "1")),
            Self::String => Value::Text(text.trim().to_owned()),
            Self::Words => Value::Text(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }
}

/// Reads a finite number as XML has it.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

/// Whether two scores, or two computed numbers, are the same.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

impl Value {
    /// Several values; none of them is nothing.
    pub(super) fn many(values: Vec<Self>) -> Self {
        if values.is_empty() { Self::Null } else { Self::Many(values) }
    }

    /// Several values in an order; none of them is nothing.
    pub(super) fn ordered(values: Vec<Self>) -> Self {
        if values.is_empty() { Self::Null } else { Self::Ordered(values) }
    }

    /// Everything in it, one by one.
    pub(super) fn parts(&self) -> &[Self] {
        match self {
            Self::Null => &[],
            Self::Many(values) | Self::Ordered(values) => values,
            single => std::slice::from_ref(single),
        }
    }

    /// The number that it is.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A text by which equal values are found: numbers without regard to how they were written.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(value) => value.to_string(),
            // Zero and minus zero are the same number.
            Self::Number(number) => (number + 0.0).to_string(),
            Self::Text(text) => text.clone(),
            Self::Many(values) | Self::Ordered(values) => {
                values.iter().map(Self::key).collect::<Vec<_>>().join("\u{1f}")
            }
        }
    }

    /// Whether both hold the same: in the same order, if both have one. A single value is like a container with it alone.
    pub(super) fn matches(&self, other: &Self) -> bool {
        let keys = |value: &Self| value.parts().iter().map(Self::key).collect::<Vec<_>>();
        let (mut own, mut others) = (keys(self), keys(other));
        if !(matches!(self, Self::Ordered(_)) && matches!(other, Self::Ordered(_))) {
            own.sort_unstable();
            others.sort_unstable();
        }
        own == others
    }

    /// Whether all of the other's values are in it, each as often as there.
    pub(super) fn contains(&self, other: &Self) -> bool {
        let mut own: Vec<String> = self.parts().iter().map(Self::key).collect();
        let mut others: Vec<String> = other.parts().iter().map(Self::key).collect();
        own.sort_unstable();
        others.sort_unstable();
        let mut rest = own.iter();
        others.iter().all(|wanted| rest.any(|have| have == wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<Value> {
        words.iter().map(|word| Value::Text((*word).to_owned())).collect()
    }

    #[test]
    fn containers_match_without_regard_to_order_unless_both_have_one() {
        let many = Value::many(words(&["a", "b"]));
        assert!(many.matches(&Value::many(words(&["b", "a"]))));
        assert!(!many.matches(&Value::many(words(&["a", "b", "b"]))));
        assert!(!Value::ordered(words(&["a", "b"])).matches(&Value::ordered(words(&["b", "a"]))));
        assert!(Value::many(words(&["a"])).matches(&words(&["a"])[0]));
        assert_eq!(Value::many(Vec::new()), Value::Null);
    }

    #[test]
    fn a_container_contains_what_it_has_often_enough() {
        let many = Value::many(words(&["c", "a", "b", "b"]));
        assert!(many.contains(&Value::many(words(&["b", "c", "b"]))));
        assert!(!many.contains(&Value::many(words(&["a", "a"]))));
    }

    #[test]
    fn values_are_read_by_their_type() {
        assert_eq!(Base::of(Some("float")).value(" .50 ").key(), "0.5");
        assert_eq!(Base::of(Some("integer")).value("-0").key(), "0");
        assert_eq!(Base::of(Some("float")).value("half"), Value::Null);
        assert_eq!(Base::of(Some("string")).value(" two  words ").key(), "two  words");
        assert_eq!(Base::of(Some("directedPair")).value("A1\n  B1").key(), "A1 B1");
    }
}
