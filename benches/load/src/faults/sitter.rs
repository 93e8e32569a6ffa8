//! A candidate who answers whatever happens: who waits when told to, comes back when cut off, and writes down every answer.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::ledger::{Given, Ledger, Rows, Verdict};
use crate::client::Failure;
use crate::exam::Candidate;

/// How long a reply may take. Then the connection is given up, and the answer may have been stored or not.
const PATIENCE: Duration = Duration::from_secs(12);

/// What all candidates of a storm saw together.
#[derive(Clone, Default)]
pub struct Seen {
    /// Answers that were acknowledged.
    pub acknowledged: u64,
    /// Answers that were refused, by status.
    pub refused: BTreeMap<u16, u64>,
    /// Refusals that say nothing.
    pub wordless: u64,
    /// Refusals with 503 that do not say when to come again.
    pub endless: u64,
    /// Replies that did not come.
    pub cut: u64,
    /// The longest that an acknowledgement took.
    pub slowest: Duration,
    /// The longest in the last storm in which nobody had an acknowledgement.
    pub gap: Duration,
    last: Option<Instant>,
}

impl Seen {
    /// A storm begins.
    pub fn begins(&mut self) {
        (self.gap, self.last) = (Duration::ZERO, Some(Instant::now()));
    }

    /// Somebody has had an acknowledgement, after so long.
    fn acknowledged(&mut self, took: Duration) {
        self.acknowledged += 1;
        self.slowest = self.slowest.max(took);
        let last = self.last.replace(Instant::now());
        self.gap = self.gap.max(last.map_or(Duration::ZERO, |last| last.elapsed()));
    }
}

/// What became of an answer.
#[derive(Debug)]
pub enum Reply {
    /// It was acknowledged; seconds left.
    Acknowledged(Option<i64>),
    /// It was refused; seconds to wait, if it says so.
    Refused(u16, Option<u64>),
    /// Another one is stored, whose reply was lost.
    Changed,
    /// No reply.
    Cut,
}

/// Such a candidate.
pub struct Sitter {
    candidate: Candidate,
    ledger: Ledger,
    places: Range<usize>,
    /// Makes notes longer, for those who shall fill a disk.
    padding: usize,
    count: usize,
    name: usize,
    seen: Arc<Mutex<Seen>>,
}

impl Sitter {
    /// Begins an exam and looks at the questions that it will answer.
    pub async fn begin(
        address: &str,
        name: usize,
        places: Range<usize>,
        seen: Arc<Mutex<Seen>>,
    ) -> Result<Self, Failure> {
        let mut candidate = Candidate::begin(address).await?;
        for place in places.clone() {
            candidate.look(place).await?;
        }
        Ok(Self { candidate, ledger: Ledger::default(), places, padding: 0, count: 0, name, seen })
    }

    /// The same candidate at as many windows as there are questions, each for one of them.
    pub fn split(self) -> Vec<Self> {
        let window = |place: usize| Self {
            candidate: self.candidate.beside(),
            ledger: Ledger::default(),
            places: place..place + 1,
            padding: self.padding,
            count: 0,
            name: self.name,
            seen: Arc::clone(&self.seen),
        };
        self.places.clone().map(window).collect()
    }

    /// The same with longer notes.
    pub fn padded(&mut self, padding: usize) {
        self.padding = padding;
    }

    /// Answers until told to stop.
    pub async fn sit(mut self, stop: Arc<AtomicBool>) -> Self {
        while !stop.load(Ordering::Relaxed) {
            let wait = match self.answer().await {
                Reply::Acknowledged(_) | Reply::Changed => continue,
                Reply::Refused(_, Some(seconds)) => self.spread(seconds),
                Reply::Refused(_, None) => Duration::from_millis(100),
                Reply::Cut => Duration::from_millis(20),
            };
            let until = Instant::now() + wait;
            while Instant::now() < until && !stop.load(Ordering::Relaxed) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        self
    }

    /// A little more than the server asks for, as the script in a browser does: each another time, so that those who were refused
    /// together do not come back together.
    fn spread(&self, seconds: u64) -> Duration {
        let share = u64::try_from((self.name * 7 + self.count * 13) % 32).unwrap_or(0);
        Duration::from_millis(seconds * (1000 + share * 8))
    }

    /// Sends one answer, which differs from all before, and writes down what became of it.
    pub async fn answer(&mut self) -> Reply {
        self.count += 1;
        let place = self.places.start + self.count % self.places.len();
        let note = format!("c{}n{}{}", self.name, self.count, "x".repeat(self.padding));
        let (given, form) = if self.candidate.takes_text(place) {
            let text = format!("virsh {}", self.count);
            (Given::Text(text), format!("text=virsh+{}", self.count))
        } else {
            let shown = self.count / self.places.len() % 4;
            (Given::Choice(shown), format!("choice={}", ["A", "B", "C", "D"][shown]))
        };
        self.ledger.sends(place, &note, given);
        let since = Instant::now();
        let form = format!("{form}&note={note}");
        let sending = self.candidate.send(place, &form);
        let Ok(Ok(reply)) = tokio::time::timeout(PATIENCE, sending).await else {
            self.candidate.hang_up();
            self.see(|seen| seen.cut += 1);
            return Reply::Cut;
        };
        let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let revision = body["revision"].as_u64();
        let status = reply.status.as_u16();
        match (status, revision) {
            (200, Some(revision)) => {
                self.ledger.acknowledged(place, revision);
                self.candidate.learn(place, revision);
                self.see(|seen| seen.acknowledged(since.elapsed()));
                Reply::Acknowledged(body["seconds_left"].as_i64())
            }
            (409, Some(revision)) => {
                self.candidate.learn(place, revision);
                Reply::Changed
            }
            _ => {
                let silent = body["message"].as_str().is_none_or(str::is_empty);
                self.see(|seen| {
                    *seen.refused.entry(status).or_default() += 1;
                    seen.wordless += u64::from(silent);
                    seen.endless += u64::from(status == 503 && reply.retry_after.is_none());
                });
                Reply::Refused(status, reply.retry_after)
            }
        }
    }

    fn see(&self, what: impl FnOnce(&mut Seen)) {
        what(&mut self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }

    /// Compares what was acknowledged with what is stored.
    pub fn compare(&self, rows: &Rows) -> Verdict {
        self.ledger.compare(&self.key(), rows)
    }

    /// The attempt as the database's rows are named here.
    fn key(&self) -> String {
        self.candidate.id().replace('-', "")
    }

    /// Whether the page of an acknowledged answer shows what is stored. Nothing if there is none.
    pub async fn is_shown(&mut self, rows: &Rows) -> Result<Option<bool>, Failure> {
        let Some(place) = self.ledger.any_acknowledged() else { return Ok(None) };
        let page = self.candidate.page(place).await?.must_be(200)?;
        let Some(row) = rows.get(&(self.key(), place + 1)) else { return Ok(Some(false)) };
        Ok(Some(String::from_utf8_lossy(&page.body).contains(&row.note)))
    }
}
