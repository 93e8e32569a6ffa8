//! The result of one attempt.

use askama::Template;

use crate::l10n::L10nLanguage;
use crate::web::format;
use crate::web::pages::attempt::{Mode, Outcome};
use crate::web::pages::exam::ExamFacts;
use crate::web::pages::form::PracticeButton;
use crate::web::pages::layout::Layout;
use crate::web::pages::measure::{ObjectiveRow, TopicRow, place};
use crate::web::pages::repair::{Notice, Recount, Ruling};
use crate::web::pages::text::When;

/// How the attempt came to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ended {
    /// Handed in.
    #[default]
    HandedIn,
    /// The time was up.
    TimeUp,
}

/// A scaled score, which is always an estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scaled {
    /// The score.
    pub score: u32,
    /// What passes.
    pub pass_mark: u32,
    /// The bottom of the scale.
    pub min: u32,
    /// The top of the scale.
    pub max: u32,
}

impl Scaled {
    /// Whether it passes.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.score >= self.pass_mark
    }

    /// How far from the mark.
    #[must_use]
    pub fn distance(&self) -> u32 {
        self.score.abs_diff(self.pass_mark)
    }

    /// Where a score stands on the drawn scale.
    #[must_use]
    pub fn at(&self, score: u32) -> String {
        place(self.share(score))
    }

    /// The `text-anchor` that keeps a score's label on the drawing.
    #[must_use]
    pub fn anchor(&self, score: u32) -> &'static str {
        let share = self.share(score);
        if share < 0.1 {
            "start"
        } else if share > 0.9 {
            "end"
        } else {
            "middle"
        }
    }

    /// Width of the part of the scale that passes.
    #[must_use]
    pub fn rest(&self) -> String {
        place(1.0 - self.share(self.pass_mark))
    }

    fn share(&self, score: u32) -> f64 {
        let span = f64::from(self.max.saturating_sub(self.min)).max(1.0);
        f64::from(score.saturating_sub(self.min)) / span
    }
}

/// Which questions are listed (`show`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// Answered wrong.
    Wrong,
    /// Not answered.
    Unanswered,
    /// Flagged.
    Flagged,
}

impl Show {
    /// All of them, in the order of the filters.
    pub const EVERY: [Self; 4] = [Self::All, Self::Wrong, Self::Unanswered, Self::Flagged];

    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::All => t.result_all(),
            Self::Wrong => t.result_wrong(),
            Self::Unanswered => t.result_unanswered(),
            Self::Flagged => t.result_flagged(),
        }
    }

    /// As it stands in the URL.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Wrong => "wrong",
            Self::Unanswered => "unanswered",
            Self::Flagged => "flagged",
        }
    }

    fn shows(self, item: &ResultItem) -> bool {
        match self {
            Self::All => true,
            Self::Wrong => item.outcome == Outcome::Wrong,
            Self::Unanswered => item.outcome == Outcome::Unanswered,
            Self::Flagged => item.flagged,
        }
    }
}

/// A question of the list.
#[derive(Clone, Debug)]
pub struct ResultItem {
    /// Its number, from 1.
    pub number: u32,
    /// The id of its objective.
    pub objective: String,
    /// How the question begins, as plain text of at most about 90 characters.
    pub excerpt: String,
    /// The language of that.
    pub lang: String,
    /// How it went.
    pub outcome: Outcome,
    /// Whether it was flagged.
    pub flagged: bool,
    /// What was decided about it since.
    pub ruling: Option<Ruling>,
}

impl ResultItem {
    /// What was decided about it, where its outcome does not say it already.
    #[must_use]
    pub fn mark(&self, t: &L10nLanguage) -> Option<String> {
        self.ruling.filter(|ruling| *ruling != Ruling::Exclude).map(|ruling| ruling.mark(t))
    }
}

/// `/attempts/{id}/result`
#[derive(Template)]
#[template(path = "result/page.html")]
pub struct ResultPage {
    /// What every page carries.
    pub layout: Layout,
    /// The attempt's id.
    pub attempt: String,
    /// The exam.
    pub exam: ExamFacts,
    /// Exam or practice.
    pub mode: Mode,
    /// How it came to its end.
    pub ended: Ended,
    /// When that was.
    pub finished: When,
    /// The estimate; none for a practice.
    pub scaled: Option<Scaled>,
    /// Questions that were right.
    pub right: u32,
    /// Questions in all.
    pub total: u32,
    /// Time used: `1 h 24 min`.
    pub time_used: String,
    /// Time allowed; none where the clock was off.
    pub time_allowed: Option<String>,
    /// How it was counted again since, the latest first.
    pub recounts: Vec<Recount>,
    /// Answers to reports that were not read yet.
    pub notices: Vec<Notice>,
    /// Questions that do not count.
    pub excluded: u32,
    /// How it went by topic and objective.
    pub topics: Vec<TopicRow>,
    /// The objectives worth working on next, weakest first.
    pub weakest: Vec<ObjectiveRow>,
    /// A practice of these; none where there is nothing to practise.
    pub practice: Option<PracticeButton>,
    /// Every question; the page filters.
    pub items: Vec<ResultItem>,
    /// Which of them are listed.
    pub show: Show,
}

impl ResultPage {
    fn share(&self) -> String {
        if self.total == 0 {
            return format::percent(0.0);
        }
        format::percent(f64::from(self.right) / f64::from(self.total))
    }

    fn count(&self, show: Show) -> usize {
        self.items.iter().filter(|item| show.shows(item)).count()
    }

    fn listed(&self) -> Vec<&ResultItem> {
        self.items.iter().filter(|item| self.show.shows(item)).collect()
    }

    fn unanswered(&self) -> usize {
        self.count(Show::Unanswered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_stands_where_the_scale_says() {
        let scaled = Scaled { score: 590, pass_mark: 500, min: 200, max: 800 };
        assert!(scaled.passed());
        assert_eq!(scaled.distance(), 90);
        assert_eq!(scaled.at(500), "50.0%");
        assert_eq!(scaled.anchor(200), "start");
        assert_eq!(scaled.anchor(500), "middle");
        assert_eq!(scaled.anchor(800), "end");
    }
}
