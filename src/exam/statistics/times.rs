//! How long a question takes, whoever may have walked away from it.

use jiff::SignedDuration;

/// A time of more than so many medians is somebody who was away. Times to answer are about log-normal (W. J. van der
/// Linden, “A lognormal model for response times on test items”, J. Educ. Behav. Stat. 31, 2006): where the standard
/// deviation of the logarithm is one half, five medians are three of them up, which is one honest response in a thousand.
const AWAY: i32 = 5;

/// How long candidates spent on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// The time in the middle, or halfway between the two there. Half of all would have to walk away to move it far.
    pub median: SignedDuration,
    /// The mean of the times up to five medians. A longer one is left out, and not cut, since it says nothing of how long
    /// its candidate thought. With fewer than three times nobody can be told to have been away.
    pub average: SignedDuration,
    /// How many were left out of the average.
    pub away: u32,
}

impl Times {
    /// What many times say. A time of zero is one that was not measured, and does not count; nothing if none counts.
    pub fn of(times: impl IntoIterator<Item = SignedDuration>) -> Option<Self> {
        let mut times: Vec<SignedDuration> = times.into_iter().filter(SignedDuration::is_positive).collect();
        times.sort_unstable();
        let median = mean(times.get((times.len().checked_sub(1)?) / 2..=times.len() / 2)?)?;
        let (present, away) = times.split_at(times.partition_point(|time| *time <= median.saturating_mul(AWAY)));
        Some(Self { median, average: mean(present)?, away: u32::try_from(away.len()).unwrap_or(u32::MAX) })
    }
}

fn mean(times: &[SignedDuration]) -> Option<SignedDuration> {
    let sum = times.iter().fold(SignedDuration::ZERO, |sum, time| sum.saturating_add(*time));
    sum.checked_div(i32::try_from(times.len()).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(seconds: &[i64]) -> Option<(i64, i64, u32)> {
        let times = Times::of(seconds.iter().copied().map(SignedDuration::from_secs))?;
        let millis = |time: SignedDuration| i64::try_from(time.as_millis()).expect("a short time");
        Some((millis(times.median), millis(times.average), times.away))
    }

    #[test]
    fn who_walked_away_is_left_out() {
        assert_eq!(of(&[40, 3600, 50, 60]), Some((55_000, 50_000, 1)));
        assert_eq!(of(&[10, 10, 50]), Some((10_000, 23_333, 0)));
        assert_eq!(of(&[10, 10, 51]), Some((10_000, 10_000, 1)));
    }

    #[test]
    fn few_times_are_taken_as_they_are() {
        assert_eq!(of(&[30]), Some((30_000, 30_000, 0)));
        assert_eq!(of(&[10, 3600]), Some((1_805_000, 1_805_000, 0)));
        assert_eq!(of(&[0, 30, 0]), Some((30_000, 30_000, 0)));
        assert_eq!((of(&[]), of(&[0, -1])), (None, None));
    }

    #[test]
    fn no_time_is_too_long() {
        assert!(of(&[1, 2, 3]).is_some());
        assert!(Times::of([SignedDuration::MAX; 3]).is_some());
    }

    proptest! {
        #[test]
        fn one_who_stays_away_longer_changes_nothing(
            seconds in prop::collection::vec(1_i64..300, 3..30),
            away in 3_600_i64..90_000,
            turn in 0_usize..3,
        ) {
            let with = |away| {
                let mut seconds = [seconds.as_slice(), &[away]].concat();
                seconds.rotate_left(turn);
                of(&seconds)
            };
            prop_assert_eq!(with(away), with(away * 2));
        }
    }
}
