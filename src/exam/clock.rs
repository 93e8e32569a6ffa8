//! Deadlines: fixed when an attempt begins and moved when extra time is granted, never computed from anything the browser says.

use jiff::{SignedDuration, Timestamp};

/// How long after the deadline a save is still taken: what was sent in time may arrive a little late.
pub const GRACE: SignedDuration = SignedDuration::from_secs(5);

/// The extra-time factors that can be granted.
pub const FACTORS: std::ops::RangeInclusive<f64> = 1.0..=10.0;

/// The time limit of an attempt: the exam's minutes times the candidate's extra-time factor, to the millisecond.
pub fn limit(minutes: u16, extra_time: f64) -> SignedDuration {
    lengthened(SignedDuration::from_mins(minutes.into()), extra_time)
}

/// A time limit with extra time. No factor makes it shorter.
pub fn lengthened(limit: SignedDuration, extra_time: f64) -> SignedDuration {
    let longer = SignedDuration::try_from_secs_f64(limit.as_secs_f64() * extra_time.max(1.0));
    longer.and_then(|longer| longer.round(jiff::Unit::Millisecond)).unwrap_or(limit)
}

/// The deadline of an attempt under way whose candidate has another extra-time factor now: its start plus the lengthened
/// limit, as if it had begun with that factor. Whoever loses extra time keeps what they have used of it: the deadline does not
/// move back past `floor` – now –, so that nothing was answered after the end. Since no factor is below one, an attempt never
/// ends earlier than it would have without any.
pub fn moved_deadline(
    start: Timestamp,
    limit: SignedDuration,
    extra_time: f64,
    before: Timestamp,
    floor: Timestamp,
) -> Timestamp {
    deadline(start, lengthened(limit, extra_time)).max(before.min(floor))
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

/// The longest that somebody thinks: a clock that jumped forward or a night away does not become thinking time.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// How long the candidate spent since the last thing they did, never negative even if the clock jumped back, and at most
/// [`LONGEST`].
pub fn spent(since: Timestamp, now: Timestamp) -> SignedDuration {
    now.duration_since(since).clamp(SignedDuration::ZERO, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    proptest! {
        #[test]
        fn a_moved_deadline_is_never_before_the_plain_end_nor_moves_back_past_now(
            limit in 1_i64..40_000, old in 1.0_f64..10.0, new in 1.0_f64..10.0, elapsed in 0_i64..400_000,
        ) {
            let (start, limit, now) = (at(0), SignedDuration::from_secs(limit), at(elapsed));
            let before = deadline(start, lengthened(limit, old));
            let moved = moved_deadline(start, limit, new, before, now);
            prop_assert!(moved >= deadline(start, limit));
            prop_assert!(moved >= before.min(now));
            prop_assert!(moved == deadline(start, lengthened(limit, new)) || moved == now || moved == before);
            prop_assert_eq!(moved_deadline(start, limit, new, moved, now), moved, "the same again changes nothing");
        }
    }

    #[test]
    fn more_time_reaches_a_running_attempt_and_less_leaves_what_was_used() {
        let hour = SignedDuration::from_hours(1);
        assert_eq!(moved_deadline(at(0), hour, 1.5, at(3600), at(60)), at(5400));
        assert_eq!(moved_deadline(at(0), hour, 1.0, at(5400), at(60)), at(3600));
        assert_eq!(moved_deadline(at(0), hour, 1.0, at(5400), at(4000)), at(4000), "it ends now, not ten minutes ago");
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
