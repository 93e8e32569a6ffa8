//! How well something is known: counts, the interval behind them, a verdict, and where to draw them.

use crate::l10n::L10nLanguage;
use crate::web::format;
use crate::web::pages::text::Named;

/// Which way too few answers lean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// Likely weak.
    Weak,
    /// Neither.
    Unclear,
    /// Likely strong.
    Strong,
}

/// What the answers say, from the interval and never from the bare percentage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing answered.
    #[default]
    NotSeen,
    /// Too few answers to be sure.
    TooFew {
        /// Where they point.
        lean: Lean,
    },
    /// The whole interval lies below what is needed.
    Weak,
    /// About what is needed.
    Borderline,
    /// The whole interval lies above what is needed.
    Strong,
}

impl Verdict {
    /// The class that colours it; words and shape say the same.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::NotSeen => "v-none",
            Self::TooFew { lean: Lean::Weak } => "v-few v-few-weak",
            Self::TooFew { lean: Lean::Unclear } => "v-few",
            Self::TooFew { lean: Lean::Strong } => "v-few v-few-strong",
            Self::Weak => "v-weak",
            Self::Borderline => "v-border",
            Self::Strong => "v-strong",
        }
    }
}

/// Answers to a group of questions, with the interval behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// How many were right.
    pub right: u32,
    /// Out of how many.
    pub total: u32,
    /// The lower end of the Wilson 90 % interval, 0 to 1.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The share that the exam asks for, 0 to 1: drawn as a mark.
    pub needed: f64,
    /// What it means.
    pub verdict: Verdict,
}

impl Measure {
    /// The share that was right, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.total == 0 { 0.0 } else { f64::from(self.right) / f64::from(self.total) }
    }

    /// Width of the bar.
    #[must_use]
    pub fn width(&self) -> String {
        place(self.share())
    }

    /// Where the interval begins.
    #[must_use]
    pub fn from(&self) -> String {
        place(self.low)
    }

    /// Where the interval ends.
    #[must_use]
    pub fn to(&self) -> String {
        place(self.high)
    }

    /// Where the mark of what is needed stands.
    #[must_use]
    pub fn mark(&self) -> String {
        place(self.needed)
    }

    /// The verdict in words, with the counts.
    #[must_use]
    pub fn words(&self, t: &L10nLanguage) -> String {
        match self.verdict {
            Verdict::NotSeen => t.verdict_not_seen(),
            Verdict::TooFew { lean: Lean::Weak } => t.verdict_few_weak(self.right, self.total),
            Verdict::TooFew { lean: Lean::Unclear } => t.verdict_few(self.right, self.total),
            Verdict::TooFew { lean: Lean::Strong } => t.verdict_few_strong(self.right, self.total),
            Verdict::Weak => t.verdict_weak(self.right, self.total),
            Verdict::Borderline => t.verdict_borderline(self.right, self.total),
            Verdict::Strong => t.verdict_strong(self.right, self.total),
        }
    }

    /// What the bar shows, for those who cannot see it.
    #[must_use]
    pub fn drawn(&self, t: &L10nLanguage) -> String {
        if self.total == 0 {
            return t.measure_nothing();
        }
        t.measure_drawn(self.right, self.total, format::percent(self.low), format::percent(self.high))
    }

    /// The interval in words: `15–60%`.
    #[must_use]
    pub fn range(&self) -> String {
        format!("{:.0}–{}", self.low * 100.0, format::percent(self.high))
    }
}

/// A share as an SVG coordinate: `37.5%`.
#[must_use]
pub fn place(share: f64) -> String {
    format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0)
}

/// An objective with how well it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectiveRow {
    /// The objective.
    pub name: Named,
    /// Questions of it on a whole exam.
    pub weight: u32,
    /// How well it is known.
    pub measure: Measure,
}

/// A topic with how well it and its objectives are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicRow {
    /// The topic; its URL may be empty.
    pub name: Named,
    /// How well it is known as a whole.
    pub measure: Measure,
    /// Its objectives.
    pub objectives: Vec<ObjectiveRow>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_answered_has_no_share() {
        assert_eq!(Measure::default().width(), "0.0%");
    }

    #[test]
    fn a_coordinate_stays_on_the_drawing() {
        assert_eq!(place(1.7), "100.0%");
        assert_eq!(place(-0.1), "0.0%");
        assert_eq!(place(0.375), "37.5%");
    }
}
