//! What came of a test, and the table of all.

use std::fmt::Write as _;
use std::time::Duration;

use super::ledger::Verdict;
use super::sitter::Seen;
use crate::client::Failure;

/// Why a test did not come to its end.
#[derive(Debug)]
pub enum Trouble {
    /// It cannot be run here.
    NotRun(String),
    /// What was promised does not hold.
    Failed(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Says that a test cannot be run here.
pub fn not_run<T>(why: impl Into<String>) -> Result<T, Trouble> {
    Err(Trouble::NotRun(why.into()))
}

/// What came of a test so far.
#[derive(Default)]
pub struct Tale {
    /// Its name.
    pub name: &'static str,
    /// How often the server was hurt.
    pub rounds: u32,
    /// Answers that were acknowledged.
    pub acknowledged: usize,
    /// Answers that were refused.
    pub refused: u64,
    /// Acknowledged answers that were lost.
    pub lost: usize,
    /// How long the first acknowledged answer took after the hurt was over or the server started again.
    pub resumed: Vec<Duration>,
    /// What else is worth saying.
    pub remarks: Vec<String>,
    first_loss: Option<String>,
}

/// The line over the table; `times` says what its times are.
pub fn head(times: &str) -> String {
    format!("{:<34}{:>7}{:>14}{:>10}{:>6}{:>12}{:>8}", "", "rounds", "acknowledged", "refused", "lost", times, "most")
}

impl Tale {
    /// A test that begins.
    pub fn of(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    /// Adds a comparison; a loss counts once, and a comparison counts everything so far.
    pub fn judge(&mut self, verdict: Verdict) {
        self.acknowledged = self.acknowledged.max(verdict.acknowledged);
        self.lost = self.lost.max(verdict.lost);
        self.first_loss = self.first_loss.take().or(verdict.first);
    }

    /// Adds what the candidates saw.
    pub fn saw(&mut self, seen: &Seen) {
        self.refused += seen.refused.values().sum::<u64>();
        let statuses: Vec<String> = seen.refused.iter().map(|(status, count)| format!("{status} × {count}")).collect();
        if !statuses.is_empty() {
            self.remarks.push(format!("refused with {}", statuses.join(", ")));
        }
        if seen.cut > 0 {
            self.remarks.push(format!("sent without a reply: {}", seen.cut));
        }
    }

    /// The line of the table, with remarks below.
    pub fn line(&self, ended: &Result<(), Trouble>) -> String {
        let mut times = self.resumed.clone();
        times.sort();
        let seconds =
            |time: Option<&Duration>| time.map_or("-".to_owned(), |time| format!("{:.2}", time.as_secs_f64()));
        let (middle, most) = (seconds(times.get(times.len() / 2)), seconds(times.last()));
        let Self { name, rounds, acknowledged, refused, lost, .. } = self;
        let mut text = match ended {
            Err(Trouble::NotRun(why)) => format!("{name:<34}not run: {why}"),
            _ => format!("{name:<34}{rounds:>7}{acknowledged:>14}{refused:>10}{lost:>6}{middle:>12}{most:>8}"),
        };
        for remark in &self.remarks {
            let _ = write!(text, "\n    {remark}");
        }
        if let Some(loss) = &self.first_loss {
            let _ = write!(text, "\n    LOST: {loss}");
        }
        if let Err(Trouble::Failed(why)) = ended {
            let _ = write!(text, "\n    FAILED: {why}");
        }
        text
    }

    /// Whether everything that was promised holds.
    pub fn is_well(&self) -> bool {
        self.lost == 0
    }
}
