//! An attempt's life: `Open → Closed (submitted | expired) → Scored`. Each step takes `now`, consumes the old state and gives
//! it back where the step is not allowed.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::clock::{self, GRACE};
use super::id::ObjectiveId;
use super::question::Verdict;
use super::regrade::{self, Judged};
use super::scoring::{self, Curve, Score};

/// What an attempt is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The whole form by the blueprint's weights, against the clock.
    Exam,
    /// A form of one's own choosing.
    Practice(Practice),
}

impl Mode {
    /// `exam` or `practice`, as stored and as written in addresses.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Exam => "exam",
            Self::Practice(_) => "practice",
        }
    }

    /// Whether each item may be checked as soon as it is answered.
    pub fn feedback_at_once(&self) -> bool {
        matches!(self, Self::Practice(practice) if practice.feedback == Feedback::AtOnce)
    }

    /// Whether there is a time limit.
    pub fn timed(&self) -> bool {
        match self {
            Self::Exam => true,
            Self::Practice(practice) => practice.clock,
        }
    }
}

/// What a practice draws from and how it runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Which objectives; none means all.
    pub objectives: Vec<ObjectiveId>,
    /// How many questions at most.
    pub count: u16,
    /// Which of their questions.
    pub only: Only,
    /// Whether there is a time limit, in proportion to the exam's.
    pub clock: bool,
    /// When one learns whether one was right.
    pub feedback: Feedback,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The word it is stored and sent as.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                match text { $($word => Ok(Self::$variant),)+ _ => Err(UnknownWord) }
            }
        }
    };
}

/// A word that none of the choices is called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown word")]
pub struct UnknownWord;

words! {
    /// Which questions a practice draws.
    Only {
        /// All of them, unseen first.
        All = "all",
        /// Those answered wrong the last time.
        Missed = "missed",
        /// Those never seen.
        Unseen = "unseen",
        /// Those flagged the last time.
        Flagged = "flagged",
    }
}

words! {
    /// When a practice shows what was right.
    Feedback {
        /// After each question, when it is checked.
        AtOnce = "at-once",
        /// After the hand-in.
        AtEnd = "at-end",
    }
}

words! {
    /// How an attempt came to its end.
    Ending {
        /// The candidate handed it in.
        Submitted = "submitted",
        /// The server handed it in when the time was up.
        Expired = "expired",
    }
}

/// An attempt under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// When it began.
    pub started_at: Timestamp,
    /// When it ends, unless the clock is off.
    pub deadline: Option<Timestamp>,
}

/// An attempt that takes no more answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; for one that expired, its deadline.
    pub closed_at: Timestamp,
    /// How it ended.
    pub ending: Ending,
}

/// An attempt with its result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// How and when it ended.
    pub closed: Closed,
    /// What came out.
    pub score: Score,
}

impl Open {
    /// Begins at `now`.
    pub fn begin(now: Timestamp, deadline: Option<Timestamp>) -> Self {
        Self { started_at: now, deadline }
    }

    /// The whole time that was granted; nothing where the clock is off.
    pub fn total(&self) -> Option<SignedDuration> {
        Some(self.deadline?.duration_since(self.started_at))
    }

    /// The whole time in seconds; nothing where the clock is off. It grows when extra time is granted.
    pub fn total_seconds(&self) -> Option<u64> {
        self.total().map(|total| u64::try_from(total.as_secs()).unwrap_or(0))
    }

    /// Seconds left at `now`; nothing where the clock is off.
    pub fn seconds_left(&self, now: Timestamp) -> Option<u64> {
        Some(clock::seconds_left(self.deadline?, self.total()?, now))
    }

    /// Whether an answer that arrives at `now` is still taken: up to the deadline and its grace.
    pub fn accepts(&self, now: Timestamp) -> bool {
        self.deadline.is_none_or(|deadline| now.duration_since(deadline) <= GRACE)
    }

    /// The candidate hands in. After deadline and grace it is an expiry instead, with the deadline as its end.
    pub fn submit(self, now: Timestamp) -> Closed {
        match self.expire(now) {
            Ok(closed) => closed,
            Err(open) => {
                Closed { started_at: open.started_at, closed_at: now.max(open.started_at), ending: Ending::Submitted }
            }
        }
    }

    /// The server hands in, once deadline and grace are over; before that the attempt is given back.
    pub fn expire(self, now: Timestamp) -> Result<Closed, Self> {
        match self.deadline {
            Some(deadline) if !self.accepts(now) => {
                Ok(Closed { started_at: self.started_at, closed_at: deadline, ending: Ending::Expired })
            }
            _ => Err(self),
        }
    }
}

impl Closed {
    /// Scores what was answered.
    pub fn score(self, verdicts: &[Verdict], curve: &Curve) -> Scored {
        Scored { closed: self, score: scoring::score(verdicts, curve) }
    }

    /// Scores items that something may have been decided about.
    pub fn score_judged(self, items: &[Judged], curve: &Curve) -> Scored {
        Scored { closed: self, score: regrade::score(items, curve) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(millis).unwrap()
    }

    proptest! {
        #[test]
        fn an_attempt_is_either_taking_answers_or_due(start in 0_i64..1_000_000, limit in 1_i64..10_000_000, later in 0_i64..20_000_000) {
            let open = Open::begin(at(start), Some(at(start + limit)));
            let now = at(start + later);
            prop_assert_eq!(open.accepts(now), open.expire(now).is_err());
            prop_assert_eq!(open.accepts(now), later <= limit + 5_000);
        }

        #[test]
        fn handing_in_always_ends_it_no_later_than_the_grace(start in 0_i64..1_000_000, limit in 1_i64..10_000_000, later in -5_000_000_i64..20_000_000) {
            let open = Open::begin(at(start), Some(at(start + limit)));
            let closed = open.submit(at(start + later));
            prop_assert!(closed.closed_at >= open.started_at);
            prop_assert!(closed.closed_at <= at(start + limit + 5_000));
            prop_assert_eq!(closed.ending == Ending::Expired, later > limit + 5_000);
        }

        #[test]
        fn without_a_clock_it_never_expires(start in 0_i64..1_000_000, later in 0_i64..i64::from(i32::MAX)) {
            let open = Open::begin(at(start), None);
            prop_assert!(open.accepts(at(start + later)));
            prop_assert_eq!(open.expire(at(start + later)), Err(open));
        }
    }

    #[test]
    fn an_expired_attempt_ends_at_its_deadline_however_late_the_server_notices() {
        let open = Open::begin(at(0), Some(at(60_000)));
        let closed = open.expire(at(9_000_000)).unwrap();
        assert_eq!(closed.closed_at, at(60_000));
        assert_eq!(closed.ending, Ending::Expired);
    }
}
