//! Drives many browsers at once: as fast as they can, or at a steady rate.
//!
//! At a steady rate the time of an answer counts from the moment at which the request was due, not from when it could be sent:
//! otherwise a server that stands still for a second would delay its own measurement ("coordinated omission").

use std::future::Future;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use super::client::Failure;
use super::cost;

/// Something that is done over and over.
pub trait Work: Send + 'static {
    /// Does it once.
    fn step(&mut self) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// What came of it.
pub struct Outcome {
    /// Times in microseconds.
    pub times: Histogram<u64>,
    /// How many failed.
    pub failed: u64,
    /// What the first of them said.
    pub first_failure: Option<Failure>,
    /// How long it took.
    pub elapsed: Duration,
    /// Processor time of the server meanwhile.
    pub cpu: Duration,
}

impl Outcome {
    /// Done in a second.
    #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// A percentile in milliseconds.
    #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub fn percentile(&self, percent: f64) -> f64 {
        self.times.value_at_quantile(percent / 100.0) as f64 / 1000.0
    }

    /// Processor seconds of the server for a thousand of them.
    #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub fn cpu_per_thousand(&self) -> f64 {
        self.cpu.as_secs_f64() * 1000.0 / self.times.len().max(1) as f64
    }
}

fn times() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 120_000_000, 3).expect("the bounds are those of a histogram")
}

struct Part {
    times: Histogram<u64>,
    failed: u64,
    first_failure: Option<Failure>,
}

impl Part {
    fn new() -> Self {
        Self { times: times(), failed: 0, first_failure: None }
    }

    fn note(&mut self, since: Instant, done: Result<(), Failure>) {
        match done {
            Ok(()) => self.times.saturating_record(u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)),
            Err(failure) => {
                self.failed += 1;
                self.first_failure.get_or_insert(failure);
            }
        }
    }
}

async fn gather(parts: Vec<tokio::task::JoinHandle<Part>>, begun: Instant, pid: u32, before: Duration) -> Outcome {
    let mut outcome =
        Outcome { times: times(), failed: 0, first_failure: None, elapsed: Duration::ZERO, cpu: Duration::ZERO };
    for part in parts {
        match part.await {
            Ok(part) => {
                outcome.times.add(part.times).expect("all histograms are alike");
                outcome.failed += part.failed;
                outcome.first_failure = outcome.first_failure.or(part.first_failure);
            }
            Err(error) => {
                outcome.failed += 1;
                outcome.first_failure.get_or_insert(error.to_string());
            }
        }
    }
    outcome.elapsed = begun.elapsed();
    outcome.cpu = cost::cpu(pid).saturating_sub(before);
    outcome
}

/// As fast as they can for some time, after some time to warm up.
pub async fn flat_out<W: Work>(workers: Vec<W>, warm: Duration, time: Duration, pid: u32) -> Outcome {
    let start = Instant::now();
    let (begin, end) = (start + warm, start + warm + time);
    let work = |mut worker: W| async move {
        let mut part = Part::new();
        loop {
            let now = Instant::now();
            if now >= end {
                return part;
            }
            let done = worker.step().await;
            if now >= begin || done.is_err() {
                part.note(now, done);
            }
        }
    };
    let parts = workers.into_iter().map(|worker| tokio::spawn(work(worker))).collect();
    tokio::time::sleep_until(begin.into()).await;
    gather(parts, begin, pid, cost::cpu(pid)).await
}

/// Each does it once, all together as fast as they can.
pub async fn once<W: Work>(workers: Vec<Vec<W>>, pid: u32) -> Outcome {
    let (begun, before) = (Instant::now(), cost::cpu(pid));
    let work = |mut lane: Vec<W>| async move {
        let mut part = Part::new();
        for worker in &mut lane {
            let now = Instant::now();
            part.note(now, worker.step().await);
        }
        part
    };
    gather(workers.into_iter().map(|lane| tokio::spawn(work(lane))).collect(), begun, pid, before).await
}

/// `rate` in a second, spread evenly over the workers, for some time.
#[allow(clippy::cast_precision_loss, reason = "a number of workers is far below 2^52")]
pub async fn steady<W: Work>(workers: Vec<W>, rate: f64, time: Duration, pid: u32) -> Outcome {
    let interval = Duration::from_secs_f64(workers.len() as f64 / rate);
    let apart = Duration::from_secs_f64(1.0 / rate);
    let (begun, before) = (Instant::now(), cost::cpu(pid));
    let work = |index: u32, mut worker: W| async move {
        let mut part = Part::new();
        let mut due = begun + apart * index;
        while due < begun + time {
            tokio::time::sleep_until(due.into()).await;
            part.note(due, worker.step().await);
            due += interval;
        }
        part
    };
    let parts = (0..).zip(workers).map(|(index, worker)| tokio::spawn(work(index, worker))).collect();
    gather(parts, begun, pid, before).await
}
