//! What the marks of a form say about it as a whole: Moodle's test statistics.

use super::marks::Marks;
use super::moments::{mean, median, moment, number, quotient, variance};

/// A form over all attempts, by their totals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TestStatistics {
    /// Moodle's *average grade*, in marks.
    pub mean: Option<f64>,
    /// Moodle's *median grade*, in marks.
    pub median: Option<f64>,
    /// Moodle's *standard deviation*, with n − 1 below; in marks. Of two attempts on.
    pub standard_deviation: Option<f64>,
    /// Moodle's *score distribution skewness*: Fisher's k₃ / k₂^1.5. Of three attempts on; positive with a tail to the
    /// right.
    pub skewness: Option<f64>,
    /// Moodle's *score distribution kurtosis*: Fisher's k₄ / k₂². Of four attempts on; 0 for the normal distribution.
    pub kurtosis: Option<f64>,
    /// Moodle's *coefficient of internal consistency* (CIC), which is Cronbach's alpha. 1 at most, and may be negative; of
    /// three attempts and two slots on.
    pub internal_consistency: Option<f64>,
    /// Moodle's *error ratio*: √(1 − CIC), how much of the standard deviation is chance.
    pub error_ratio: Option<f64>,
    /// Moodle's *standard error*: of one attempt's total as a measure of what its candidate knows; in marks.
    pub standard_error: Option<f64>,
}

impl TestStatistics {
    /// The statistics of a form.
    pub fn of(marks: &Marks) -> Self {
        let totals = marks.totals();
        let standard_deviation = variance(&totals).map(f64::sqrt);
        let internal_consistency = alpha(marks, &totals);
        let error_ratio = internal_consistency.map(|alpha| (1.0 - alpha).max(0.0).sqrt());
        Self {
            mean: mean(&totals),
            median: median(&totals),
            standard_deviation,
            skewness: skewness(&totals),
            kurtosis: kurtosis(&totals),
            internal_consistency,
            error_ratio,
            standard_error: error_ratio.zip(standard_deviation).map(|(ratio, deviation)| ratio * deviation),
        }
    }
}

fn skewness(totals: &[f64]) -> Option<f64> {
    let s = number(totals.len());
    let k3 = quotient(s * s * moment(totals, 3)?, (s - 1.0) * (s - 2.0))?;
    quotient(k3, variance(totals)?.powf(1.5))
}

fn kurtosis(totals: &[f64]) -> Option<f64> {
    let s = number(totals.len());
    let (m2, m4) = (moment(totals, 2)?, moment(totals, 4)?);
    let fourth = s * s * ((s + 1.0) * m4 - 3.0 * (s - 1.0) * m2 * m2);
    let k4 = quotient(fourth, (s - 1.0) * (s - 2.0) * (s - 3.0))?;
    quotient(k4, variance(totals)?.powi(2))
}

fn alpha(marks: &Marks, totals: &[f64]) -> Option<f64> {
    let p = marks.slot_number();
    let of_slots: Option<f64> = (0..marks.slots()).map(|slot| variance(&marks.column(slot))).sum();
    let part = quotient(of_slots?, variance(totals)?)?;
    quotient(p, p - 1.0).filter(|_| marks.attempts() > 2).map(|factor| factor * (1.0 - part))
}

#[cfg(test)]
mod tests {
    use super::super::marks::tests::by_hand;
    use super::*;
    use proptest::prelude::*;

    fn close(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{found:?} is not {expected}");
    }

    /// The totals 3, 2, 2, 0 deviate from 1¾ by 1¼, ¼, ¼, −1¾; the slots' variances are ⅓ and 11/12.
    #[test]
    fn a_small_form_agrees_with_the_calculation_by_hand() {
        let test = TestStatistics::of(&by_hand());
        close(test.mean, 1.75);
        close(test.median, 2.0);
        close(test.standard_deviation, (19.0_f64 / 12.0).sqrt());
        close(test.skewness, -2.25 / (19.0_f64 / 12.0).powf(1.5));
        close(test.kurtosis, 804.0 / 361.0);
        close(test.internal_consistency, 8.0 / 19.0);
        close(test.error_ratio, (11.0_f64 / 19.0).sqrt());
        close(test.standard_error, (11.0_f64 / 12.0).sqrt());
    }

    #[test]
    fn what_says_nothing_gives_nothing() {
        let of = |rows: &[&[f64]]| {
            let slots = rows.first().map_or(2, |row| row.len());
            let rows = rows.iter().map(|row| row.to_vec()).collect();
            TestStatistics::of(&Marks::new(vec![1.0; slots], rows).expect("a table"))
        };
        let none = of(&[]);
        assert_eq!((none.mean, none.median, none.standard_deviation), (None, None, None));
        let one = of(&[&[1.0, 0.0]]);
        assert_eq!((one.mean, one.median, one.standard_deviation), (Some(1.0), Some(1.0), None));
        let two = of(&[&[1.0, 0.0], &[1.0, 1.0]]);
        assert_eq!((two.skewness, two.kurtosis, two.internal_consistency), (None, None, None));
        let three = of(&[&[1.0, 0.0], &[1.0, 1.0], &[0.0, 0.0]]);
        assert!(three.skewness.is_some() && three.kurtosis.is_none() && three.standard_error.is_some());
        let alike = of(&[&[1.0, 0.0], &[0.0, 1.0], &[0.3, 0.7], &[0.7, 0.3]]);
        assert_eq!(alike.standard_deviation, Some(0.0));
        assert_eq!((alike.skewness, alike.kurtosis, alike.error_ratio), (None, None, None));
        let one_slot = of(&[&[1.0], &[0.0], &[0.0]]);
        assert!(one_slot.skewness.is_some() && one_slot.internal_consistency.is_none());
    }

    proptest! {
        #[test]
        fn alpha_never_exceeds_one(rows in prop::collection::vec(prop::collection::vec(0.0..=1.0_f64, 4), 0..9)) {
            let test = TestStatistics::of(&Marks::new(vec![1.0; 4], rows).unwrap());
            prop_assert!(test.internal_consistency.is_none_or(|alpha| alpha <= 1.0 + 1e-9));
            prop_assert_eq!(test.internal_consistency.is_some(), test.standard_error.is_some());
        }
    }
}
