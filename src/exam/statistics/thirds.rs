//! Candidates in three groups by the rest of their attempt: those who know less, those between, those who know more.
//!
//! Kelley found the best size of the outer groups to be 27 % of all where scores are normally distributed; Cureton found
//! 33 % where they are spread evenly. Rests of different forms and lengths are flatter than normal, and there are few
//! responses to a question: so thirds, which leave no one out that could speak.

/// One of the three groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Third {
    /// Those with the lowest rests.
    Lower,
    /// Those between.
    Middle,
    /// Those with the highest rests.
    Upper,
}

/// Something for each third.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByThird<T> {
    /// Of those with the lowest rests.
    pub lower: T,
    /// Of those between.
    pub middle: T,
    /// Of those with the highest rests.
    pub upper: T,
}

impl<T> ByThird<T> {
    /// What a third has.
    pub fn of(&mut self, third: Third) -> &mut T {
        match third {
            Third::Lower => &mut self.lower,
            Third::Middle => &mut self.middle,
            Third::Upper => &mut self.upper,
        }
    }
}

/// The third of each rest, in the order given; nothing for one that is not known.
///
/// Those with the same rest stay together. Such a tie lies, in the order of all n rests, from `below` to `below + tied`;
/// it is in the lower third if the middle of that stretch is below n/3, in the upper third if it is above 2n/3, and in
/// the middle third otherwise, also on the line itself. So no group depends on the order of the responses; if all rests
/// are the same, all are in the middle; without ties, each group has n/3 to the nearest whole number.
pub fn thirds(rests: &[Option<f64>]) -> Vec<Option<Third>> {
    let mut known: Vec<f64> = rests.iter().copied().flatten().collect();
    known.sort_by(f64::total_cmp);
    let third = |rest: f64| {
        let below = known.partition_point(|other| *other < rest);
        let tied = known.partition_point(|other| *other <= rest) - below;
        // The middle of the tie, six times, so that all are whole numbers.
        let middle = 3 * (2 * below + tied);
        match middle {
            _ if middle < 2 * known.len() => Third::Lower,
            _ if middle > 4 * known.len() => Third::Upper,
            _ => Third::Middle,
        }
    };
    rests.iter().map(|rest| rest.map(third)).collect()
}

#[cfg(test)]
mod tests {
    use super::Third::{Lower, Middle, Upper};
    use super::*;
    use proptest::prelude::*;

    fn of(rests: &[f64]) -> Vec<Third> {
        thirds(&rests.iter().copied().map(Some).collect::<Vec<_>>()).into_iter().flatten().collect()
    }

    #[test]
    fn each_third_has_a_third_to_the_nearest_whole_number() {
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[0.5]), [Middle]);
        assert_eq!(of(&[0.6, 0.4]), [Upper, Lower]);
        assert_eq!(of(&[0.3, 0.1, 0.2]), [Upper, Lower, Middle]);
        assert_eq!(of(&[0.1, 0.2, 0.3, 0.4]), [Lower, Middle, Middle, Upper]);
        assert_eq!(of(&[0.1, 0.2, 0.3, 0.4, 0.5]), [Lower, Lower, Middle, Upper, Upper]);
    }

    #[test]
    fn ties_stay_together() {
        assert_eq!(of(&[0.5; 9]), [Middle; 9]);
        assert_eq!(of(&[0.1, 0.5, 0.5, 0.5, 0.5, 0.9]), [Lower, Middle, Middle, Middle, Middle, Upper]);
        assert_eq!(of(&[0.1, 0.1, 0.1, 0.9]), [Middle, Middle, Middle, Upper]);
        assert_eq!(of(&[0.1, 0.1, 0.1, 0.5, 0.9, 0.9]), [Lower, Lower, Lower, Middle, Upper, Upper]);
        assert_eq!(of(&[0.1, 0.1, 0.9, 0.9, 0.9]), [Lower, Lower, Upper, Upper, Upper]);
    }

    #[test]
    fn what_is_not_known_is_in_no_third() {
        assert_eq!(thirds(&[None, Some(0.4), Some(0.6)]), [None, Some(Lower), Some(Upper)]);
    }

    proptest! {
        #[test]
        fn a_higher_rest_is_never_in_a_lower_third(rests in prop::collection::vec(0_u8..8, 0..40)) {
            let rests: Vec<f64> = rests.into_iter().map(f64::from).collect();
            let mut together: Vec<_> = rests.iter().copied().zip(of(&rests)).collect();
            together.sort_by(|a, b| a.0.total_cmp(&b.0));
            prop_assert!(together.windows(2).all(|pair| pair[0].1 <= pair[1].1));
            let ties = together.windows(2).filter(|pair| pair[0].0.total_cmp(&pair[1].0).is_eq());
            prop_assert!(ties.into_iter().all(|pair| pair[0].1 == pair[1].1));
        }
    }
}
