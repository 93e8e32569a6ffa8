//! What a number of answers says about an objective, and what would gain most on the real exam.

/// The two-sided 90 % quantile of the normal distribution.
const Z: f64 = 1.644_853_626_951_472_7;

/// From how many answers on a plain verdict is given.
const SURE: u32 = 10;
/// Below how many answers not even a leaning is named.
const LEANING: u32 = 5;

/// Right answers out of a number of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many were right.
    pub right: u32,
    /// How many there were.
    pub answered: u32,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.answered += other.answered;
    }
}

/// A share with the range it plausibly lies in, all between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What can honestly be said about a tally, measured against the share that passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was answered.
    NotSeen,
    /// Too few answers to be sure; which way they lean.
    TooFew(Leaning),
    /// The whole interval lies below the pass share.
    Weak,
    /// The interval holds the pass share.
    Borderline,
    /// The whole interval lies above the pass share.
    Strong,
}

/// Which way a few answers lean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// Likely weak.
    Weak,
    /// Could be either.
    Unclear,
    /// Likely strong.
    Strong,
}

impl Tally {
    /// The Wilson score interval at 90 % (E. B. Wilson, “Probable inference, the law of succession, and statistical
    /// inference”, JASA 22, 1927): it stays within 0 and 1 and is honest for small numbers. The whole range for no answers.
    pub fn interval(self) -> Interval {
        if self.answered == 0 {
            return Interval { low: 0.0, high: 1.0 };
        }
        let (right, n) = (f64::from(self.right), f64::from(self.answered));
        let centre = self.estimate();
        let half = Z * (right * (n - right) / n + Z * Z / 4.0).sqrt() / (n + Z * Z);
        Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
    }

    /// The centre of the Wilson interval: the share drawn towards one half, the more the fewer answers there are. 0 to 1.
    pub fn estimate(self) -> f64 {
        (f64::from(self.right) + Z * Z / 2.0) / (f64::from(self.answered) + Z * Z)
    }

    /// The bare share, 0 to 1; nothing for no answers.
    pub fn share(self) -> Option<f64> {
        (self.answered > 0).then(|| f64::from(self.right) / f64::from(self.answered))
    }

    /// What the tally says, against the share that passes.
    pub fn standing(self, pass_share: f64) -> Standing {
        let Interval { low, high } = self.interval();
        let (weak, strong) = (high < pass_share, low > pass_share);
        match self.answered {
            0 => Standing::NotSeen,
            n if n < LEANING => Standing::TooFew(Leaning::Unclear),
            n if n < SURE => Standing::TooFew(match (weak, strong) {
                (true, _) => Leaning::Weak,
                (_, true) => Leaning::Strong,
                _ => Leaning::Unclear,
            }),
            _ if weak => Standing::Weak,
            _ if strong => Standing::Strong,
            _ => Standing::Borderline,
        }
    }

    /// How many points of the real exam are to be gained here: the objective's weight times the room that is left.
    pub fn gain(self, weight: u16) -> f64 {
        f64::from(weight) * (1.0 - self.estimate())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tally(right: u32, answered: u32) -> Tally {
        Tally { right, answered }
    }

    /// Reference values computed independently from Wilson's formula.
    #[test]
    fn intervals_agree_with_the_reference() {
        for (right, n, low, high) in [
            (0, 2, 0.0, 0.574_969_390_993_653_6),
            (1, 2, 0.120_866_319_422_273_66, 0.879_133_680_577_726_3),
            (2, 2, 0.425_030_609_006_346_4, 1.0),
            (2, 3, 0.253_533_868_281_224_15, 0.921_734_273_666_271_6),
            (5, 6, 0.497_582_915_875_400_2, 0.961_894_429_920_657_3),
            (3, 9, 0.141_970_901_794_995_1, 0.601_740_271_310_590_5),
            (9, 9, 0.768_866_480_680_243_4, 1.0),
            (39, 60, 0.544_241_607_933_047_4, 0.742_814_352_488_971_7),
        ] {
            let interval = tally(right, n).interval();
            assert!((interval.low - low).abs() < 1e-9, "{right}/{n}: {interval:?}");
            assert!((interval.high - high).abs() < 1e-9, "{right}/{n}: {interval:?}");
        }
    }

    #[test]
    fn few_answers_are_called_few() {
        assert_eq!(tally(0, 0).standing(0.65), Standing::NotSeen);
        assert_eq!(tally(0, 2).standing(0.65), Standing::TooFew(Leaning::Unclear));
        assert_eq!(tally(2, 2).standing(0.65), Standing::TooFew(Leaning::Unclear));
        assert_eq!(tally(3, 9).standing(0.65), Standing::TooFew(Leaning::Weak));
        assert_eq!(tally(9, 9).standing(0.65), Standing::TooFew(Leaning::Strong));
        assert_eq!(tally(5, 20).standing(0.65), Standing::Weak);
        assert_eq!(tally(13, 20).standing(0.65), Standing::Borderline);
        assert_eq!(tally(19, 20).standing(0.65), Standing::Strong);
    }

    #[test]
    fn a_heavy_objective_gains_more_than_a_light_one_as_weak() {
        assert!(tally(3, 9).gain(9) > tally(3, 9).gain(2));
        assert!(tally(0, 9).gain(3) > tally(9, 9).gain(9));
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_narrows(n in 1_u32..500, right in 0_u32..500) {
            let right = right.min(n);
            let interval = tally(right, n).interval();
            let share = f64::from(right) / f64::from(n);
            prop_assert!(interval.low <= share + 1e-12 && share <= interval.high + 1e-12);
            let more = tally(right * 4, n * 4).interval();
            prop_assert!(more.high - more.low <= interval.high - interval.low + 1e-12);
        }
    }
}
