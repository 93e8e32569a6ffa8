//! Deadlines: fixed when an attempt begins, never computed from anything the browser says.

use jiff::{SignedDuration, Timestamp};

/// How long after the deadline a save is still taken: what was sent in time may arrive a little late.
pub const GRACE: SignedDuration = SignedDuration::from_secs(5);

/// The time limit of an attempt: the exam's minutes times the candidate's extra-time factor, to the millisecond.
pub fn limit(minutes: u16, extra_time: f64) -> SignedDuration {
    SignedDuration::from_secs_f64(f64::from(minutes) * 60.0 * extra_time.max(1.0))
}

/// When an attempt that begins at `start` ends.
pub fn deadline(start: Timestamp, limit: SignedDuration) -> Timestamp {
    start.saturating_add(limit).expect("a signed duration never errors")
}

/// Whole seconds left at `now`, rounded up, from 0 to `total`. A clock that jumps back does not give more time than there
/// was at the start.
pub fn seconds_left(deadline: Timestamp, total: SignedDuration, now: Timestamp) -> u64 {
    let millis = deadline.duration_since(now).as_millis().clamp(0, total.as_millis().max(0));
    u64::try_from(millis).unwrap_or(0).div_ceil(1000)
}

/// How long the candidate spent since the last thing they did, never negative even if the clock jumped back, and at most
/// an hour, so that a clock that jumped forward or a night away does not become thinking time.
pub fn spent(since: Timestamp, now: Timestamp) -> SignedDuration {
    now.duration_since(since).clamp(SignedDuration::ZERO, SignedDuration::from_hours(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn extra_time_lengthens_the_limit_and_never_shortens_it() {
        assert_eq!(limit(90, 1.0), SignedDuration::from_mins(90));
        assert_eq!(limit(90, 1.5), SignedDuration::from_mins(135));
        assert_eq!(limit(90, 0.1), SignedDuration::from_mins(90));
    }

    #[test]
    fn seconds_left_stay_between_nothing_and_the_whole() {
        let total = SignedDuration::from_secs(60);
        assert_eq!(seconds_left(at(100), total, at(40)), 60);
        assert_eq!(seconds_left(at(100), total, at(99)), 1);
        assert_eq!(seconds_left(at(100), total, at(4000)), 0);
        assert_eq!(seconds_left(at(100), total, at(-3500)), 60, "the clock jumped back by an hour");
    }

    #[test]
    fn time_spent_is_never_negative() {
        assert_eq!(spent(at(10), at(4)), SignedDuration::ZERO);
        assert_eq!(spent(at(10), at(14)), SignedDuration::from_secs(4));
        assert_eq!(spent(at(0), at(90_000)), SignedDuration::from_hours(1));
    }
}
