//! The states that a question's text goes through, and who may move it from one to the next.

use std::str::FromStr;

use crate::exam::role::Role;

/// Where the newest text of a question is. What is drawn may be an older text that went live before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It is being written.
    #[default]
    Draft,
    /// It waits for somebody to look at it.
    InReview,
    /// It is what is drawn.
    Live,
    /// The question is not asked any more.
    Retired,
}

impl State {
    /// Every state, in the order of a question's life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::InReview, Self::Live, Self::Retired];

    /// The state as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Live => "live",
            Self::Retired => "retired",
        }
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| format!("\"{text}\" is no state"))
    }
}

/// Who wants to move a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mover {
    /// What they may do in general.
    pub role: Role,
    /// Whether they wrote the text that is to be moved.
    pub wrote_it: bool,
}

/// Why a question stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Candidates move nothing.
    NotAnAuthor,
    /// There is no such step.
    NoSuchStep,
    /// The text is not finished, or breaks a rule that must be kept.
    NotReady,
    /// Somebody else than its author has to look at it first.
    NeedsAnother,
}

/// Whether a question's text may go from one state to another.
///
/// `ready`: nothing is missing and no rule that must be kept is broken. `second_person`: the exam wants somebody else than the author to
/// approve what goes live.
pub fn step(from: State, to: State, mover: Mover, ready: bool, second_person: bool) -> Result<(), Refusal> {
    if mover.role < Role::Author {
        return Err(Refusal::NotAnAuthor);
    }
    match (from, to) {
        (State::Draft, State::InReview) | (State::Draft | State::InReview | State::Retired, State::Live) if !ready => {
            Err(Refusal::NotReady)
        }
        (State::InReview, State::Live) if second_person && mover.wrote_it => Err(Refusal::NeedsAnother),
        (State::Draft | State::Retired, State::Live) if second_person => Err(Refusal::NeedsAnother),
        (State::Draft, State::InReview)
        | (State::InReview | State::Retired, State::Draft)
        | (State::Draft | State::InReview | State::Retired, State::Live)
        | (State::Draft | State::InReview | State::Live, State::Retired) => Ok(()),
        (State::Live, State::Draft | State::InReview | State::Live)
        | (State::Retired, State::InReview | State::Retired)
        | (State::Draft, State::Draft)
        | (State::InReview, State::InReview) => Err(Refusal::NoSuchStep),
    }
}

#[cfg(test)]
mod tests {
    use super::State::{Draft, InReview, Live, Retired};
    use super::*;

    const AUTHOR: Mover = Mover { role: Role::Author, wrote_it: true };
    const OTHER: Mover = Mover { role: Role::Author, wrote_it: false };

    #[test]
    fn a_question_is_drafted_reviewed_live_and_retired() {
        for (from, to) in [(Draft, InReview), (InReview, Live), (Live, Retired), (Retired, Draft), (InReview, Draft)] {
            assert_eq!(step(from, to, OTHER, true, true), Ok(()), "{from:?} to {to:?}");
        }
        for (from, to) in [(Live, Draft), (Live, InReview), (Retired, InReview), (Draft, Draft)] {
            assert_eq!(step(from, to, OTHER, true, false), Err(Refusal::NoSuchStep), "{from:?} to {to:?}");
        }
    }

    #[test]
    fn where_a_second_person_is_wanted_nobody_approves_their_own_text() {
        assert_eq!(step(InReview, Live, AUTHOR, true, true), Err(Refusal::NeedsAnother));
        assert_eq!(step(InReview, Live, AUTHOR, true, false), Ok(()));
        assert_eq!(step(Draft, Live, OTHER, true, true), Err(Refusal::NeedsAnother));
        assert_eq!(step(Draft, Live, AUTHOR, true, false), Ok(()));
        assert_eq!(step(Retired, Live, OTHER, true, true), Err(Refusal::NeedsAnother));
    }

    #[test]
    fn nothing_unfinished_goes_on_and_candidates_move_nothing() {
        assert_eq!(step(Draft, InReview, AUTHOR, false, false), Err(Refusal::NotReady));
        assert_eq!(step(InReview, Live, OTHER, false, true), Err(Refusal::NotReady));
        assert_eq!(step(InReview, Draft, OTHER, false, true), Ok(()));
        assert_eq!(step(Live, Retired, OTHER, false, true), Ok(()));
        let candidate = Mover { role: Role::Candidate, wrote_it: true };
        assert_eq!(step(Draft, Draft, candidate, true, false), Err(Refusal::NotAnAuthor));
    }

    #[test]
    fn every_state_is_read_back_from_its_name() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("review".parse::<State>().is_err());
    }
}
