//! What the pages of one attempt share, the navigator, and the page before the hand-in.

use askama::Template;

use crate::l10n::L10nLanguage;
use crate::web::format;
use crate::web::pages::layout::Layout;

/// A whole exam against the clock, or practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A whole exam.
    #[default]
    Exam,
    /// Practice.
    Practice,
}

/// An attempt that can be gone on with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenAttempt {
    /// `/attempts/{id}`
    pub url: String,
    /// The exam's title.
    pub exam: String,
    /// Exam or practice.
    pub mode: Mode,
    /// Questions answered so far.
    pub answered: u32,
    /// Questions in all.
    pub total: u32,
    /// Time left in words, `1 h 12 min`; none where the clock is off.
    pub left: Option<String>,
}

impl OpenAttempt {
    /// Whether it is a whole exam.
    #[must_use]
    pub fn is_exam(&self) -> bool {
        self.mode == Mode::Exam
    }
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Never opened.
    #[default]
    Unseen,
    /// Opened, without an answer or with part of one.
    Incomplete,
    /// Answered.
    Complete,
}

/// How an item went, after it was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Right.
    Right,
    /// Wrong.
    Wrong,
    /// Not answered, which counts as wrong.
    Unanswered,
    /// Taken out of the score, however it was answered.
    Excluded,
}

impl Outcome {
    /// How it went, in words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Right => t.outcome_right(),
            Self::Wrong => t.outcome_wrong(),
            Self::Unanswered => t.outcome_unanswered(),
            Self::Excluded => t.outcome_excluded(),
        }
    }

    /// The class that colours it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Right => "is-right",
            Self::Wrong => "is-wrong",
            Self::Unanswered => "is-unanswered",
            Self::Excluded => "is-excluded",
        }
    }
}

/// A square of the number grid, or a row of the navigator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its number, from 1.
    pub number: u32,
    /// Where it stands.
    pub status: Status,
    /// Whether it is flagged for review.
    pub flagged: bool,
    /// How it went, once closed.
    pub outcome: Option<Outcome>,
}

impl Place {
    /// The class of its square; being flagged is one more.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match (self.outcome, self.status) {
            (Some(outcome), _) => outcome.class(),
            (None, Status::Unseen) => "is-unseen",
            (None, Status::Incomplete) => "is-incomplete",
            (None, Status::Complete) => "is-complete",
        }
    }
}

/// Where places stand, in words that are looked up once for all of a page.
pub struct PlaceWords {
    unseen: String,
    incomplete: String,
    complete: String,
    right: String,
    wrong: String,
    unanswered: String,
    excluded: String,
}

impl PlaceWords {
    /// Looks them up.
    #[must_use]
    pub fn new(t: &L10nLanguage) -> Self {
        Self {
            unseen: t.status_unseen(),
            incomplete: t.status_incomplete(),
            complete: t.status_complete(),
            right: Outcome::Right.words(t),
            wrong: Outcome::Wrong.words(t),
            unanswered: Outcome::Unanswered.words(t),
            excluded: Outcome::Excluded.words(t),
        }
    }

    /// Those for a place.
    #[must_use]
    pub fn of(&self, place: &Place) -> &str {
        match (place.outcome, place.status) {
            (Some(Outcome::Right), _) => &self.right,
            (Some(Outcome::Wrong), _) => &self.wrong,
            (Some(Outcome::Unanswered), _) => &self.unanswered,
            (Some(Outcome::Excluded), _) => &self.excluded,
            (None, Status::Unseen) => &self.unseen,
            (None, Status::Incomplete) => &self.incomplete,
            (None, Status::Complete) => &self.complete,
        }
    }
}

/// How pressing the time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Urgency {
    /// More than 20 % left.
    #[default]
    Normal,
    /// 20 % or less.
    Low,
    /// 5 % or less.
    Critical,
}

/// The clock of an attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Seconds left.
    pub left: u64,
    /// Seconds in all.
    pub total: u64,
}

impl Clock {
    /// What it shows.
    #[must_use]
    pub fn text(&self) -> String {
        format::clock(self.left)
    }

    /// How pressing it is.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        if self.left * 20 <= self.total {
            Urgency::Critical
        } else if self.left * 5 <= self.total {
            Urgency::Low
        } else {
            Urgency::Normal
        }
    }

    /// The class of its urgency.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.urgency() {
            Urgency::Normal => "timer",
            Urgency::Low => "timer is-low",
            Urgency::Critical => "timer is-critical",
        }
    }
}

/// The attempt that a page belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttemptBar {
    /// Its id.
    pub id: String,
    /// The exam's title.
    pub exam: String,
    /// Exam or practice.
    pub mode: Mode,
    /// Its clock; none where the clock is off.
    pub clock: Option<Clock>,
    /// Every item in order.
    pub places: Vec<Place>,
}

impl AttemptBar {
    /// `/attempts/{id}`
    #[must_use]
    pub fn url(&self) -> String {
        format!("/attempts/{}", self.id)
    }

    /// Items in all.
    #[must_use]
    pub fn total(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    /// Items without a whole answer.
    #[must_use]
    pub fn incomplete(&self) -> u32 {
        self.count(|place| place.status != Status::Complete)
    }

    /// Whether it is a whole exam.
    #[must_use]
    pub fn is_exam(&self) -> bool {
        self.mode == Mode::Exam
    }

    /// Items flagged for review.
    #[must_use]
    pub fn flagged(&self) -> u32 {
        self.count(|place| place.flagged)
    }

    fn count(&self, of: impl Fn(&Place) -> bool) -> u32 {
        let count = self.places.iter().filter(|place| of(place)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// Which rows of the navigator are shown (`show`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    /// All.
    #[default]
    All,
    /// Unseen or incomplete.
    Incomplete,
    /// Flagged.
    Flagged,
}

impl Rows {
    fn shows(self, place: Place) -> bool {
        match self {
            Self::All => true,
            Self::Incomplete => place.status != Status::Complete,
            Self::Flagged => place.flagged,
        }
    }
}

/// `/attempts/{id}/navigator`
#[derive(Template)]
#[template(path = "attempt/navigator.html")]
pub struct NavigatorPage {
    /// What every page carries.
    pub layout: Layout,
    /// The attempt, with every item.
    pub attempt: AttemptBar,
    /// Which rows are shown.
    pub show: Rows,
    /// The item to go back to.
    pub current: u32,
}

impl NavigatorPage {
    fn rows(&self) -> Vec<Place> {
        let places = self.attempt.places.iter().copied();
        places.filter(|place| self.show.shows(*place)).collect()
    }
}

/// `/attempts/{id}/submission`
#[derive(Template)]
#[template(path = "attempt/submission.html")]
pub struct SubmissionPage {
    /// What every page carries.
    pub layout: Layout,
    /// The attempt, with every item.
    pub attempt: AttemptBar,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_grows_pressing_by_the_share_that_is_left() {
        let clock = |left| Clock { left, total: 5400 }.urgency();
        assert_eq!(clock(1081), Urgency::Normal);
        assert_eq!(clock(1080), Urgency::Low);
        assert_eq!(clock(271), Urgency::Low);
        assert_eq!(clock(270), Urgency::Critical);
        assert_eq!(clock(0), Urgency::Critical);
    }
}
