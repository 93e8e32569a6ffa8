//! What first responses say about a revision of a question.

use askama::Template;

use super::{Desk, Tab};
use crate::l10n::L10nLanguage;
use crate::web::pages::layout::Layout;
use crate::web::pages::measure::{Verdict, place};
use crate::web::pages::text::Html;

/// A share that is drawn as the candidate's are: a bar with its interval, and a mark where chance alone would be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// How many were right.
    pub right: u32,
    /// Out of how many.
    pub total: u32,
    /// The lower end of the interval, 0 to 1.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What chance alone would score, 0 to 1.
    pub chance: f64,
    /// How it is coloured.
    pub verdict: Verdict,
    /// The share in words: `72%`.
    pub percent: String,
    /// The interval in words: `61%`, `81%`.
    pub ends: [String; 2],
    /// Chance in words.
    pub by_chance: String,
}

impl Share {
    /// Width of the bar.
    #[must_use]
    pub fn width(&self) -> String {
        place(if self.total == 0 { 0.0 } else { f64::from(self.right) / f64::from(self.total) })
    }

    /// Where the interval begins.
    #[must_use]
    pub fn from(&self) -> String {
        place(self.low)
    }

    /// Where the interval ends.
    #[must_use]
    pub fn to(&self) -> String {
        place(self.high)
    }

    /// Where chance is marked.
    #[must_use]
    pub fn mark(&self) -> String {
        place(self.chance)
    }

    /// What the bar shows.
    #[must_use]
    pub fn drawn(&self, t: &L10nLanguage) -> String {
        t.stats_share_drawn(self.right, self.total, &self.ends[0], &self.ends[1])
    }
}

/// How well a question tells those who know more from those who know less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// The wrong way round.
    Backwards,
    /// Hardly.
    Hardly,
    /// Somewhat.
    Somewhat,
    /// Well.
    Well,
    /// Very well.
    VeryWell,
}

impl Tells {
    /// In words.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Backwards => t.stats_tells_backwards(),
            Self::Hardly => t.stats_tells_hardly(),
            Self::Somewhat => t.stats_tells_somewhat(),
            Self::Well => t.stats_tells_well(),
            Self::VeryWell => t.stats_tells_very_well(),
        }
    }
}

/// The discrimination in numbers, as they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discrimination {
    /// In words; nothing while there are too few to tell.
    pub tells: Option<Tells>,
    /// The share of the upper third that was right.
    pub upper: String,
    /// The share of the lower third.
    pub lower: String,
    /// The difference: `0.45`.
    pub difference: String,
    /// Its interval.
    pub ends: [String; 2],
    /// The correlation with the rest; empty if there is none.
    pub correlation: String,
}

/// How many of a group chose an option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many, as this language writes it.
    pub count: String,
    /// Their share, in words.
    pub percent: String,
    /// Their share, as a width.
    pub width: String,
}

/// An option and who chose it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionRow {
    /// Its letter in the order of the file; nothing for those who chose none.
    pub letter: Option<char>,
    /// What it says.
    pub html: Html,
    /// Whether it is right.
    pub key: bool,
    /// All, upper, middle and lower third.
    pub cells: [Cell; 4],
}

/// Something to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Those who know more are right less often.
    Negative,
    /// A wrong option attracts those who know more.
    Attracts(char),
    /// Too hard.
    Hard,
    /// Too easy.
    Easy,
    /// Those who know more are hardly more often right.
    Weak,
    /// A wrong option that nobody takes.
    Nobody(char),
}

impl Remark {
    /// What was found.
    #[must_use]
    pub fn words(self, t: &L10nLanguage) -> String {
        match self {
            Self::Negative => t.stats_negative(),
            Self::Attracts(letter) => t.stats_attracts(letter.to_string()),
            Self::Hard => t.stats_hard(),
            Self::Easy => t.stats_easy(),
            Self::Weak => t.stats_weak(),
            Self::Nobody(letter) => t.stats_nobody(letter.to_string()),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(self, t: &L10nLanguage) -> String {
        match self {
            Self::Negative => t.stats_negative_do(),
            Self::Attracts(_) => t.stats_attracts_do(),
            Self::Hard => t.stats_hard_do(),
            Self::Easy => t.stats_easy_do(),
            Self::Weak => t.stats_weak_do(),
            Self::Nobody(_) => t.stats_nobody_do(),
        }
    }

    /// Whether the key may be wrong.
    #[must_use]
    pub fn is_serious(self) -> bool {
        matches!(self, Self::Negative | Self::Attracts(_))
    }
}

/// How long it took, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Took {
    /// The time in the middle.
    pub median: String,
    /// The mean.
    pub average: String,
    /// How many walked away and are not in the mean.
    pub away: u32,
}

/// Everything that is said about a revision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// How many were right.
    pub share: Share,
    /// How many more first answers it takes before anything is said; 0 if there are enough.
    pub lacking: u32,
    /// How well it tells; nothing if there are no thirds to compare.
    pub discrimination: Option<Discrimination>,
    /// The options; none for a fill-in.
    pub options: Vec<OptionRow>,
    /// How many there are in all, and in the upper, middle and lower third, as this language writes it.
    pub sizes: [String; 4],
    /// How long it took; nothing if that was not measured.
    pub took: Option<Took>,
    /// What to look at.
    pub remarks: Vec<Remark>,
}

/// A revision to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// Its number.
    pub number: u32,
    /// Its page.
    pub url: String,
    /// Whether it is this one.
    pub current: bool,
}

/// `/admin/exams/{exam}/questions/{name}/statistics`
#[derive(Template)]
#[template(path = "admin/statistics.html")]
pub struct StatisticsPage {
    /// What every page carries.
    pub layout: Layout,
    /// What every admin page carries.
    pub desk: Desk,
    /// The question.
    pub name: String,
    /// What it asks.
    pub stem: Html,
    /// Its revisions that were seen by anybody.
    pub served: Vec<Served>,
    /// Whether it is about practices.
    pub practices: bool,
    /// Mock exams and practices: the addresses.
    pub sources: [String; 2],
    /// What there is to say; nothing if nobody has answered.
    pub sheet: Option<Sheet>,
}
