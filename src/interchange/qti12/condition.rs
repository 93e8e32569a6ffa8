//! The tests in an item's rules: what they compare a response with, and whether they hold.
//!
//! The systems read their own rules more loosely than the specification does; here they are read so that each of them is
//! understood. Several texts that one typed text would have to equal at once are alternatives. "Other" holds where nothing
//! before has held. Without a word on case, it does not matter.

use std::collections::HashMap;

use crate::interchange::xml::Element;

/// A test.
pub(super) enum Test<'a> {
    /// All of these.
    All(Vec<Self>),
    /// One of these.
    Any(Vec<Self>),
    /// None of these.
    None(Vec<Self>),
    /// Nothing before.
    Other,
    /// Nothing was answered.
    Unanswered,
    /// Something about the response.
    Compare(Comparison<'a>),
    /// It is not understood.
    Unknown,
}

/// How a response is compared with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It is that text, or that option is chosen.
    Equal,
    /// The text is a part of it, or all of these options are chosen.
    Part,
    /// It is a larger number.
    Above,
    /// It is no smaller number.
    AtLeast,
    /// It is a smaller number.
    Below,
    /// It is no larger number.
    AtMost,
}

/// A text that the response is compared with.
#[derive(Debug)]
pub(super) struct Comparison<'a> {
    /// How.
    pub how: How,
    /// The text.
    pub text: String,
    /// What is said of case: whether it matters.
    pub case: Option<bool>,
    /// The number that the text is.
    pub number: Option<f64>,
    folded: String,
    /// An option that it is about, instead of the response. Blackboard has rules about single options that only show feedback.
    option: Option<&'a str>,
}

/// A response that is tried.
#[derive(Clone, Copy)]
pub(super) enum Given<'g> {
    /// The options with these numbers, and the numbers of all options by their names.
    Chosen(u128, &'g HashMap<&'g str, usize>),
    /// A text that is typed.
    Typed(&'g str),
}

impl<'a> Test<'a> {
    /// That of a rule about a response with these names.
    pub(super) fn of(element: &'a Element, names: &[&str]) -> Self {
        let inner = || element.elements().map(|inner| Self::of(inner, names)).collect();
        let how = match element.name.as_str() {
            "conditionvar" | "and" => return Self::All(inner()),
            "or" => return Self::Any(inner()),
            "not" => return Self::None(inner()),
            "other" => return Self::Other,
            "unanswered" => return Self::Unanswered,
            "varequal" => How::Equal,
            "varsubstring" | "varsubset" => How::Part,
            "vargt" => How::Above,
            "vargte" => How::AtLeast,
            "varlt" => How::Below,
            "varlte" => How::AtMost,
            _ => return Self::Unknown,
        };
        let Some(name) = element.attribute("respident") else { return Self::Unknown };
        let text = element.text().trim().to_owned();
        let (folded, number) = (text.to_lowercase(), number(&text));
        let case = element.attribute("case").map(|case| case.eq_ignore_ascii_case("yes"));
        let option = (!names.contains(&name)).then_some(name);
        Self::Compare(Comparison { how, text, case, number, folded, option })
    }

    /// Everything that is compared in it, and whether it is to be so.
    pub(super) fn comparisons<'t>(&'t self, wanted: bool, found: &mut Vec<(&'t Comparison<'a>, bool)>) {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.comparisons(wanted, found)),
            Self::None(tests) => tests.iter().for_each(|test| test.comparisons(!wanted, found)),
            Self::Compare(comparison) => found.push((comparison, wanted)),
            Self::Other | Self::Unanswered | Self::Unknown => {}
        }
    }

    /// How many tests there are in it.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::All(tests) | Self::Any(tests) | Self::None(tests) => 1 + tests.iter().map(Self::size).sum::<usize>(),
            Self::Other | Self::Unanswered | Self::Compare(_) | Self::Unknown => 1,
        }
    }

    /// Whether it holds; nothing if it is not understood. `held` says whether a rule before did.
    pub(super) fn holds(&self, given: Given<'_>, held: bool) -> Option<bool> {
        match self {
            Self::All(tests) => all(tests, given, held),
            Self::Any(tests) => any(tests.iter(), given, held),
            Self::None(tests) => any(tests.iter(), given, held).map(|holds| !holds),
            Self::Other => Some(!held),
            Self::Unanswered => Some(false),
            Self::Compare(comparison) => comparison.holds(given),
            Self::Unknown => None,
        }
    }

    fn is_equality(&self) -> bool {
        matches!(self, Self::Compare(Comparison { how: How::Equal, .. }))
    }

    fn is_bound(&self) -> bool {
        matches!(self, Self::Compare(comparison) if comparison.is_bound())
    }
}

fn any<'t, 'a: 't>(tests: impl Iterator<Item = &'t Test<'a>>, given: Given<'_>, held: bool) -> Option<bool> {
    let mut known = Some(false);
    for test in tests {
        match test.holds(given, held) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => known = None,
        }
    }
    known
}

/// Whether all of them hold. Where one text would have to equal several, or be in a range as well, one of these is enough.
fn all(tests: &[Test<'_>], given: Given<'_>, held: bool) -> Option<bool> {
    let is_alternative = |test: &&Test<'_>| matches!(given, Given::Typed(_)) && test.is_equality();
    let equals = any(tests.iter().filter(is_alternative), given, held);
    let has_range = tests.iter().any(Test::is_bound);
    if has_range && equals == Some(true) {
        return equals;
    }
    let has_alternatives = tests.iter().any(|test| is_alternative(&test));
    let mut known = if has_alternatives && !has_range { equals } else { Some(true) };
    for test in tests.iter().filter(|test| !is_alternative(test)) {
        match test.holds(given, held) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => known = None,
        }
    }
    known
}

impl Comparison<'_> {
    /// Whether it is about the response.
    pub(super) const fn is_own(&self) -> bool {
        self.option.is_none()
    }

    /// Whether it is an end of a range.
    pub(super) const fn is_bound(&self) -> bool {
        !matches!(self.how, How::Equal | How::Part)
    }

    /// Whether capital letters matter.
    pub(super) fn minds_case(&self) -> bool {
        self.case == Some(true)
    }

    /// The names of options in it.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let separator = if self.how == How::Part { ',' } else { '\0' };
        self.text.split(separator).map(str::trim)
    }

    fn holds(&self, given: Given<'_>) -> Option<bool> {
        match given {
            Given::Chosen(set, options) => {
                let is_chosen = |name: &str| options.get(name).is_some_and(|place| set & (1 << place) != 0);
                match self.option {
                    Some(option) => options.contains_key(option).then(|| is_chosen(option)),
                    None if self.is_bound() => None,
                    None => Some(self.names().all(is_chosen)),
                }
            }
            Given::Typed(_) if self.option.is_some() => None,
            Given::Typed(typed) => Some(self.fits(typed.trim())),
        }
    }

    fn fits(&self, typed: &str) -> bool {
        let order = || Some((number(typed)?, self.number?));
        let folded = || typed.to_lowercase();
        match self.how {
            // A number is the same however it is written; a text with a word on its case is no number.
            How::Equal if self.case.is_none() && order().is_some_and(|(typed, own)| same(typed, own)) => true,
            How::Equal if self.minds_case() => typed == self.text,
            How::Equal => folded() == self.folded,
            How::Part if self.minds_case() => typed.contains(&self.text),
            How::Part => folded().contains(&self.folded),
            How::Above => order().is_some_and(|(typed, bound)| typed > bound),
            How::AtLeast => order().is_some_and(|(typed, bound)| typed >= bound),
            How::Below => order().is_some_and(|(typed, bound)| typed < bound),
            How::AtMost => order().is_some_and(|(typed, bound)| typed <= bound),
        }
    }
}

/// A finite number as XML has it.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

/// Whether two scores, or two numbers, are the same.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}
