//! How much more often something happens in one group than in another.

use crate::exam::progress::{Interval, Tally};

/// The difference of two shares, with the range it plausibly lies in; all −1 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The share of the first less that of the second.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Difference {
    /// How much more often in `first` than in `second`; nothing if either is empty. The range is Newcombe's hybrid score
    /// interval (his method 10) at 90 %, put together from the Wilson intervals of both.
    pub fn between(first: Tally, second: Tally) -> Option<Self> {
        let (p1, p2) = (first.share()?, second.share()?);
        let (Interval { low: l1, high: u1 }, Interval { low: l2, high: u2 }) = (first.interval(), second.interval());
        let value = p1 - p2;
        let low = value - (p1 - l1).hypot(u2 - p2);
        let high = value + (u1 - p1).hypot(p2 - l2);
        Some(Self { value, low: low.max(-1.0), high: high.min(1.0) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(first: (u32, u32), second: (u32, u32)) -> Option<Difference> {
        let tally = |(right, answered)| Tally { right, answered };
        Difference::between(tally(first), tally(second))
    }

    #[test]
    fn nobody_differs_from_nobody() {
        assert_eq!(between((0, 0), (1, 2)), None);
        assert_eq!(between((1, 2), (0, 0)), None);
    }

    /// Newcombe's first example, his formula computed independently; at 95 % it gives the ends that he prints, 0.0524 and
    /// 0.3339. Then one where the second share is the higher.
    #[test]
    fn differences_agree_with_the_reference() {
        for (first, second, value, low, high) in [
            ((56, 70), (48, 80), 0.2, 0.076_564_191_544_072, 0.313_644_583_582_944),
            ((3, 10), (7, 10), -0.4, -0.644_833_483_008_458, -0.034_708_348_155_382),
        ] {
            let found = between(first, second).expect("a difference");
            for (found, expected) in [(found.value, value), (found.low, low), (found.high, high)] {
                assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_range_holds_the_difference_and_turns_with_it(n in 1_u32..60, m in 1_u32..60, a in 0_u32..60, b in 0_u32..60) {
            let (first, second) = ((a.min(n), n), (b.min(m), m));
            let one = between(first, second).unwrap();
            let other = between(second, first).unwrap();
            prop_assert!(-1.0 <= one.low && one.low <= one.value + 1e-12);
            prop_assert!(one.value <= one.high + 1e-12 && one.high <= 1.0);
            prop_assert!((one.low + other.high).abs() < 1e-12 && (one.high + other.low).abs() < 1e-12);
        }
    }
}
