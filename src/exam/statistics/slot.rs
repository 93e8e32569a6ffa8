//! What the marks of a form say about each of its slots: Moodle's question statistics.

use super::marks::Marks;
use super::moments::{correlation, covariance, mean, quotient, sorted, variance};

/// One slot of a form over all attempts. The *rest* of an attempt is its total without this slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlotStatistics {
    /// Moodle's *facility index*: the mean mark, of the highest mark. 0 to 1 where the marks are within their bounds;
    /// nothing for a slot that gives no marks. Crocker & Algina's item difficulty *p*.
    pub facility_index: Option<f64>,
    /// The variance of the marks, with n − 1 below. In marks squared; of two attempts on, as all that follows.
    pub mark_variance: Option<f64>,
    /// Moodle's *standard deviation*, in marks.
    pub standard_deviation: Option<f64>,
    /// The same as Moodle's table shows it: of the highest mark. Nothing for a slot that gives no marks.
    pub standard_deviation_share: Option<f64>,
    /// The variance of the rest. Moodle's `othermarkvariance`; in marks squared.
    pub rest_variance: Option<f64>,
    /// The covariance of mark and rest. Moodle's `covariance`; in marks squared.
    pub covariance: Option<f64>,
    /// What that could be at most: the same marks and rests, each in order, so that the best mark meets the best rest.
    /// Moodle's `covariancemax`.
    pub covariance_max: Option<f64>,
    /// The covariance of mark and total. Moodle's `covariancewithoverallmark`.
    pub covariance_with_total: Option<f64>,
    /// Moodle's *intended question weight*: the slot's highest mark, of the highest total. They add up to 1.
    pub intended_weight: Option<f64>,
    /// Moodle's *effective question weight*: the square root of the covariance with the total, of the sum of these roots
    /// over all slots. Nothing where the covariance is negative; those there are add up to 1.
    pub effective_weight: Option<f64>,
    /// Moodle's *discrimination index*: the product-moment correlation of mark and rest, −1 to 1. Crocker & Algina's
    /// item-total correlation, corrected so that the item is not part of what it is compared with.
    pub discrimination_index: Option<f64>,
    /// Moodle's *discriminative efficiency*: the covariance of mark and rest, of what it could be at most. 1 at most; not
    /// bounded by −1, since the marks in the opposite order may vary together more than in the same.
    pub discriminative_efficiency: Option<f64>,
}

impl SlotStatistics {
    /// The statistics of every slot, in order.
    pub fn of(marks: &Marks) -> Vec<Self> {
        let totals = marks.totals();
        let highest_total = marks.highest().iter().sum();
        let mut slots: Vec<Self> = (0..)
            .zip(marks.highest())
            .map(|(slot, highest)| Self {
                intended_weight: quotient(*highest, highest_total),
                ..Self::alone(&marks.column(slot), *highest, &totals)
            })
            .collect();
        let root = |slot: &Self| slot.covariance_with_total.filter(|covariance| *covariance >= 0.0).map(f64::sqrt);
        let roots: f64 = slots.iter().filter_map(root).sum();
        for slot in &mut slots {
            slot.effective_weight = root(slot).and_then(|root| quotient(root, roots));
        }
        slots
    }

    /// All but the weights, which need the other slots.
    fn alone(marks: &[f64], highest: f64, totals: &[f64]) -> Self {
        let rests: Vec<f64> = totals.iter().zip(marks).map(|(total, mark)| total - mark).collect();
        let (mark_variance, covariance_now) = (variance(marks), covariance(marks, &rests));
        let standard_deviation = mark_variance.map(f64::sqrt);
        let covariance_max = covariance(&sorted(marks), &sorted(&rests));
        Self {
            facility_index: mean(marks).and_then(|mean| quotient(mean, highest)),
            mark_variance,
            standard_deviation,
            standard_deviation_share: standard_deviation.and_then(|deviation| quotient(deviation, highest)),
            rest_variance: variance(&rests),
            covariance: covariance_now,
            covariance_max,
            covariance_with_total: covariance(marks, totals),
            intended_weight: None,
            effective_weight: None,
            discrimination_index: correlation(marks, &rests),
            discriminative_efficiency: covariance_now.zip(covariance_max).and_then(|(now, max)| quotient(now, max)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks::tests::by_hand;
    use super::*;
    use proptest::prelude::*;

    fn close(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{found:?} is not {expected}");
    }

    /// Slot 1 has the marks 1, 1, 0, 0 and the rests 2, 1, 2, 0, which deviate from their means by ½, ½, −½, −½ and
    /// ¾, −¼, ¾, −1¼.
    #[test]
    fn a_small_form_agrees_with_the_calculation_by_hand() {
        let slots = SlotStatistics::of(&by_hand());
        let slot = slots[0];
        close(slot.facility_index, 0.5);
        close(slots[1].facility_index, 5.0 / 8.0);
        close(slot.mark_variance, 1.0 / 3.0);
        close(slot.rest_variance, 11.0 / 12.0);
        close(slots[1].standard_deviation_share, (11.0_f64 / 12.0).sqrt() / 2.0);
        close(slot.covariance, 1.0 / 6.0);
        close(slot.covariance_max, 1.0 / 2.0);
        close(slot.covariance_with_total, 1.0 / 2.0);
        close(slots[1].covariance_with_total, 13.0 / 12.0);
        close(slot.intended_weight, 1.0 / 3.0);
        let (first, second) = (0.5_f64.sqrt(), (13.0_f64 / 12.0).sqrt());
        close(slot.effective_weight, first / (first + second));
        close(slots[1].effective_weight, second / (first + second));
        close(slot.discrimination_index, 1.0 / 11.0_f64.sqrt());
        close(slot.discriminative_efficiency, 1.0 / 3.0);
    }

    #[test]
    fn what_says_nothing_gives_nothing() {
        let table = |highest: &[f64], rows: &[&[f64]]| {
            let rows = rows.iter().map(|row| row.to_vec()).collect();
            SlotStatistics::of(&Marks::new(highest.to_vec(), rows).expect("a table"))
        };
        let none = table(&[1.0], &[])[0];
        assert_eq!((none.facility_index, none.mark_variance, none.effective_weight), (None, None, None));
        let one = table(&[1.0, 1.0], &[&[1.0, 0.0]])[0];
        assert_eq!((one.facility_index, one.standard_deviation, one.discrimination_index), (Some(1.0), None, None));
        let all_right = table(&[1.0, 1.0], &[&[1.0, 0.0], &[1.0, 1.0], &[1.0, 1.0]])[0];
        assert_eq!((all_right.standard_deviation, all_right.discrimination_index), (Some(0.0), None));
        assert_eq!((all_right.discriminative_efficiency, all_right.effective_weight), (None, Some(0.0)));
        let worthless = table(&[0.0, 1.0], &[&[0.0, 0.0], &[0.0, 1.0]])[0];
        assert_eq!((worthless.facility_index, worthless.standard_deviation_share), (None, None));
        let against = table(&[1.0, 3.0], &[&[0.0, 3.0], &[1.0, 0.0]])[0];
        assert_eq!((against.discrimination_index, against.effective_weight), (Some(-1.0), None));
    }

    fn tables() -> impl Strategy<Value = (Vec<f64>, Vec<Vec<f64>>)> {
        (1_usize..6).prop_flat_map(|slots| {
            let mark = prop_oneof![Just(0.0), Just(0.3), Just(1.0), 0.0..=1.0_f64];
            let row = prop::collection::vec(mark, slots);
            (Just(vec![1.0; slots]), prop::collection::vec(row, 0..12))
        })
    }

    proptest! {
        #[test]
        fn shares_and_correlations_keep_their_bounds((highest, rows) in tables()) {
            let slots = SlotStatistics::of(&Marks::new(highest, rows).unwrap());
            for slot in &slots {
                prop_assert!(slot.facility_index.is_none_or(|share| (0.0..=1.0 + 1e-12).contains(&share)), "{slot:?}");
                prop_assert!(slot.discrimination_index.is_none_or(|r| (-1.0..=1.0).contains(&r)), "{slot:?}");
                prop_assert!(slot.discriminative_efficiency.is_none_or(|share| share <= 1.0 + 1e-9), "{slot:?}");
            }
            let sum = |weight: fn(&SlotStatistics) -> Option<f64>| slots.iter().filter_map(weight).sum::<f64>();
            prop_assert!((sum(|slot| slot.intended_weight) - 1.0).abs() < 1e-9);
            if slots.iter().any(|slot| slot.effective_weight.is_some()) {
                prop_assert!((sum(|slot| slot.effective_weight) - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn the_order_of_the_attempts_does_not_matter((highest, rows) in tables(), turn in 0_usize..12) {
            let mut turned = rows.clone();
            turned.rotate_left(turn.min(rows.len()));
            turned.reverse();
            let one = SlotStatistics::of(&Marks::new(highest.clone(), rows).unwrap());
            let other = SlotStatistics::of(&Marks::new(highest, turned).unwrap());
            for (one, other) in one.iter().zip(&other) {
                for (one, other) in [
                    (one.facility_index, other.facility_index),
                    (one.standard_deviation, other.standard_deviation),
                    (one.effective_weight, other.effective_weight),
                    (one.discrimination_index, other.discrimination_index),
                    (one.discriminative_efficiency, other.discriminative_efficiency),
                ] {
                    prop_assert_eq!(one.is_some(), other.is_some());
                    prop_assert!((one.unwrap_or(0.0) - other.unwrap_or(0.0)).abs() < 1e-6);
                }
            }
        }
    }
}
