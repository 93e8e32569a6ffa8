//! Changing many questions at once: what can be changed, and what becomes of each question.

use std::str::FromStr;

use crate::exam::id::AreaId;
use crate::exam::lifecycle::{self, Mover, Refusal, State};
use crate::exam::question::Level;

/// The most questions that one change takes.
pub const MOST: u32 = 5_000;

/// What is changed, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Where the newest text is.
    State(State),
    /// What it asks about, and with that its objective.
    Area(AreaId),
    /// What answering takes.
    Level(Level),
}

impl Change {
    /// The change as it is stored and sent: `state:live`, `area:1.1.a`, `level:apply`.
    pub fn word(&self) -> String {
        match self {
            Self::State(state) => format!("state:{}", state.as_str()),
            Self::Area(area) => format!("area:{area}"),
            Self::Level(level) => format!("level:{level}"),
        }
    }
}

impl FromStr for Change {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once(':').ok_or(())? {
            ("state", state) => state.parse().map(Self::State).map_err(|_| ()),
            ("area", area) => area.parse().map(Self::Area).map_err(|_| ()),
            ("level", level) => level.parse().map(Self::Level).map_err(|_| ()),
            _ => Err(()),
        }
    }
}

/// What a change does to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It is changed.
    Changed,
    /// It is changed, and the new text is a draft: it may not go live unseen, so that the older one is drawn until somebody
    /// makes it live.
    Drafted,
    /// It is so already.
    Same,
    /// Its text is not finished, or breaks a rule that must be kept.
    NotReady,
    /// Somebody else than its author has to look at it first.
    NeedsAnother,
    /// It cannot go there from where it is.
    NoStep,
    /// Somebody changed it after the change was shown, and before it was done.
    Overtaken,
}

impl Outcome {
    /// Every outcome, those that change something first.
    pub const ALL: [Self; 7] =
        [Self::Changed, Self::Drafted, Self::Same, Self::NotReady, Self::NeedsAnother, Self::NoStep, Self::Overtaken];

    /// The outcome as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Drafted => "drafted",
            Self::Same => "same",
            Self::NotReady => "not-ready",
            Self::NeedsAnother => "needs-another",
            Self::NoStep => "no-step",
            Self::Overtaken => "overtaken",
        }
    }

    /// Whether the question is changed.
    pub const fn is_change(self) -> bool {
        matches!(self, Self::Changed | Self::Drafted)
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text).ok_or(())
    }
}

/// What moving a text to another state does. `ready` is asked only where it matters.
pub fn moved((from, to): (State, State), mover: Mover, ready: impl FnOnce() -> bool, second_person: bool) -> Outcome {
    if from == to {
        return Outcome::Same;
    }
    // A step that is refused even to a text that is ready needs no look at the text.
    let step = lifecycle::step(from, to, mover, true, second_person);
    let needs_ready = lifecycle::step(from, to, mover, false, second_person) == Err(Refusal::NotReady);
    match step {
        Ok(()) if needs_ready && !ready() => Outcome::NotReady,
        Ok(()) => Outcome::Changed,
        Err(Refusal::NotReady) => Outcome::NotReady,
        Err(Refusal::NeedsAnother) => Outcome::NeedsAnother,
        Err(Refusal::NoSuchStep | Refusal::NotAnAuthor) => Outcome::NoStep,
    }
}

/// Where a new text of a question goes that stands in for one in the state `from`: to the same state if its author may
/// bring it there at once; otherwise it is a draft.
pub fn rewritten(from: State, mover: Mover, ready: impl FnOnce() -> bool, second_person: bool) -> State {
    let author = Mover { wrote_it: true, ..mover };
    match from {
        State::Draft | State::Retired => from,
        State::InReview | State::Live => match moved((State::Draft, from), author, ready, second_person) {
            Outcome::Changed => from,
            _ => State::Draft,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exam::role::Role;

    const OTHER: Mover = Mover { role: Role::Author, wrote_it: false };

    fn never() -> bool {
        panic!("the text is looked at where that does not matter")
    }

    #[test]
    fn a_change_is_read_back_from_its_word() {
        for word in ["state:in-review", "area:1.1.a", "level:apply"] {
            assert_eq!(word.parse::<Change>().map(|change| change.word()), Ok(word.to_owned()));
        }
        for word in ["", "state", "state:", "state:gone", "level:hard", "kind:single", "area:"] {
            assert_eq!(word.parse::<Change>(), Err(()), "{word}");
        }
        for outcome in Outcome::ALL {
            assert_eq!(outcome.as_str().parse(), Ok(outcome));
        }
    }

    #[test]
    fn a_text_is_looked_at_only_where_that_matters() {
        assert_eq!(moved((State::Live, State::Live), OTHER, never, false), Outcome::Same);
        assert_eq!(moved((State::Live, State::Draft), OTHER, never, false), Outcome::NoStep);
        assert_eq!(moved((State::Live, State::Retired), OTHER, never, false), Outcome::Changed);
        assert_eq!(moved((State::Draft, State::Live), OTHER, never, true), Outcome::NeedsAnother);
        assert_eq!(moved((State::Draft, State::Live), OTHER, || false, false), Outcome::NotReady);
        assert_eq!(moved((State::InReview, State::Live), OTHER, || true, true), Outcome::Changed);
        let author = Mover { wrote_it: true, ..OTHER };
        assert_eq!(moved((State::InReview, State::Live), author, || true, true), Outcome::NeedsAnother);
    }

    #[test]
    fn a_new_text_stays_live_only_where_its_author_may_make_it_so() {
        assert_eq!(rewritten(State::Live, OTHER, || true, false), State::Live);
        assert_eq!(rewritten(State::Live, OTHER, || false, false), State::Draft);
        assert_eq!(rewritten(State::Live, OTHER, || true, true), State::Draft, "nobody approves their own text");
        assert_eq!(rewritten(State::InReview, OTHER, || true, true), State::InReview);
        assert_eq!(rewritten(State::Draft, OTHER, never, false), State::Draft);
        assert_eq!(rewritten(State::Retired, OTHER, never, false), State::Retired);
    }
}
