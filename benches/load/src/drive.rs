//! Drives many browsers at once: as fast as they can, or at a steady rate.
//!
//! At a steady rate the time of an answer counts from the moment at which the request was due, not from when it could be sent:
//! otherwise a server that stands still for a second would delay its own measurement ("coordinated omission").

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
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
    /// How many of each kind.
    pub kinds: BTreeMap<String, u64>,
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

/// The share of one connection in an outcome.
pub struct Part {
    times: Histogram<u64>,
    failed: u64,
    first_failure: Option<Failure>,
    kinds: BTreeMap<String, u64>,
}

impl Default for Part {
    fn default() -> Self {
        Self::new()
    }
}

impl Part {
    fn new() -> Self {
        Self { times: times(), failed: 0, first_failure: None, kinds: BTreeMap::new() }
    }

    /// Notes how something ended that was due at a moment.
    pub fn note(&mut self, since: Instant, done: Result<(), Failure>) {
        match done {
            Ok(()) => self.times.saturating_record(u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)),
            Err(failure) => {
                self.failed += 1;
                *self.kinds.entry(kind(&failure)).or_default() += 1;
                self.first_failure.get_or_insert(failure);
            }
        }
    }

    fn and(&mut self, other: Self) {
        self.times.add(other.times).expect("all histograms are alike");
        self.failed += other.failed;
        self.first_failure = self.first_failure.take().or(other.first_failure);
        for (kind, count) in other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
    }

    /// The whole, of what took so long, and a server so much of its processor.
    pub fn whole(self, elapsed: Duration, cpu: Duration) -> Outcome {
        let Self { times, failed, first_failure, kinds } = self;
        Outcome { times, failed, first_failure, kinds, elapsed, cpu }
    }
}

/// What sort of failure it is: what is said before the particulars.
fn kind(failure: &str) -> String {
    let words = if failure.contains(" instead of ") { failure.split(": ").next().unwrap_or(failure) } else { failure };
    words.chars().take(80).collect()
}

async fn gather(parts: Vec<tokio::task::JoinHandle<Part>>, begun: Instant, pid: u32, before: Duration) -> Outcome {
    let mut whole = Part::new();
    for part in parts {
        match part.await {
            Ok(part) => whole.and(part),
            Err(error) => whole.note(begun, Err(error.to_string())),
        }
    }
    whole.whole(begun.elapsed(), cost::cpu(pid).saturating_sub(before))
}

/// As fast as they can for some time, after some time to warm up.
pub async fn flat_out<W: Work>(workers: Vec<W>, warm: Duration, time: Duration, pid: u32) -> Outcome {
    let mut stint = Stint::of(workers, pid);
    stint.go_on(warm, time).await;
    stint.whole()
}

/// Workers who go as fast as they can, with pauses in which others have their turn: what else a machine does meets all of them alike.
pub struct Stint<W> {
    workers: Vec<W>,
    pid: u32,
    part: Part,
    elapsed: Duration,
    cpu: Duration,
}

impl<W: Work> Stint<W> {
    /// They have not begun yet.
    pub fn of(workers: Vec<W>, pid: u32) -> Self {
        Self { workers, pid, part: Part::new(), elapsed: Duration::ZERO, cpu: Duration::ZERO }
    }

    /// Goes on for some time, after some time to warm up.
    pub async fn go_on(&mut self, warm: Duration, time: Duration) {
        let start = Instant::now();
        let (begin, end) = (start + warm, start + warm + time);
        let work = |mut worker: W| async move {
            let mut part = Part::new();
            loop {
                let now = Instant::now();
                if now >= end {
                    return (part, worker);
                }
                let done = worker.step().await;
                if now >= begin || done.is_err() {
                    part.note(now, done);
                }
            }
        };
        let running = self.workers.drain(..).map(|worker| tokio::spawn(work(worker))).collect();
        tokio::time::sleep_until(begin.into()).await;
        let before = cost::cpu(self.pid);
        let (part, workers) = with_workers(running, begin).await;
        self.workers = workers;
        self.part.and(part);
        self.elapsed += begin.elapsed();
        self.cpu += cost::cpu(self.pid).saturating_sub(before);
    }

    /// What came of it.
    pub fn whole(self) -> Outcome {
        self.part.whole(self.elapsed, self.cpu)
    }
}

/// What came of each, and the workers back.
async fn with_workers<W>(running: Vec<tokio::task::JoinHandle<(Part, W)>>, begun: Instant) -> (Part, Vec<W>) {
    let (mut whole, mut back) = (Part::new(), Vec::with_capacity(running.len()));
    for one in running {
        match one.await {
            Ok((part, worker)) => {
                whole.and(part);
                back.push(worker);
            }
            Err(error) => whole.note(begun, Err(error.to_string())),
        }
    }
    (whole, back)
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
pub async fn steady<W: Work>(workers: Vec<W>, rate: f64, time: Duration, pid: u32) -> Outcome {
    steady_until(workers, rate, time, Arc::default(), pid).await.0
}

/// The same until it is told to stop, at the latest after some time. Gives the workers back.
#[allow(clippy::cast_precision_loss, reason = "a number of workers is far below 2^52")]
pub async fn steady_until<W: Work>(
    workers: Vec<W>,
    rate: f64,
    time: Duration,
    stop: Arc<AtomicBool>,
    pid: u32,
) -> (Outcome, Vec<W>) {
    let interval = Duration::from_secs_f64(workers.len() as f64 / rate);
    let apart = Duration::from_secs_f64(1.0 / rate);
    let (begun, before) = (Instant::now(), cost::cpu(pid));
    let work = |index: u32, mut worker: W, stop: Arc<AtomicBool>| async move {
        let mut part = Part::new();
        let mut due = begun + apart * index;
        while due < begun + time && !stop.load(Ordering::Relaxed) {
            tokio::time::sleep_until(due.into()).await;
            part.note(due, worker.step().await);
            due += interval;
        }
        (part, worker)
    };
    let running: Vec<_> =
        (0..).zip(workers).map(|(index, worker)| tokio::spawn(work(index, worker, Arc::clone(&stop)))).collect();
    let (whole, back) = with_workers(running, begun).await;
    (whole.whole(begun.elapsed(), cost::cpu(pid).saturating_sub(before)), back)
}

/// Somebody who takes whatever is due next, of several sorts, and notes each request in the part of its sort.
pub trait Lane: Send + 'static {
    /// Does number so and so, which is due at a moment.
    fn take(&mut self, number: u32, due: Instant, parts: &mut [Part]) -> impl Future<Output = ()> + Send;
}

/// `rate` in a second for some time, each taken by whichever lane is free. An outcome for each sort; what the processor took is
/// shared out among all requests alike.
#[allow(clippy::cast_precision_loss, reason = "a number of requests is far below 2^52")]
pub async fn in_turn<L: Lane>(lanes: Vec<L>, sorts: usize, rate: f64, time: Duration, pid: u32) -> Vec<Outcome> {
    let apart = Duration::from_secs_f64(1.0 / rate);
    let next = Arc::new(AtomicU32::new(0));
    let (begun, before) = (Instant::now(), cost::cpu(pid));
    let work = |mut lane: L, next: Arc<AtomicU32>| async move {
        let mut parts: Vec<Part> = (0..sorts).map(|_| Part::new()).collect();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let due = begun + apart * number;
            if due >= begun + time {
                return parts;
            }
            tokio::time::sleep_until(due.into()).await;
            lane.take(number, due, &mut parts).await;
        }
    };
    let running: Vec<_> = lanes.into_iter().map(|lane| tokio::spawn(work(lane, Arc::clone(&next)))).collect();
    let mut whole: Vec<Part> = (0..sorts).map(|_| Part::new()).collect();
    for one in running {
        match one.await {
            Ok(parts) => whole.iter_mut().zip(parts).for_each(|(whole, part)| whole.and(part)),
            Err(error) => whole[0].note(begun, Err(error.to_string())),
        }
    }
    let cpu = cost::cpu(pid).saturating_sub(before);
    let all: u64 = whole.iter().map(|part| part.times.len()).sum();
    let share = |part: &Part| part.times.len() as f64 / all.max(1) as f64;
    whole
        .into_iter()
        .map(|part| (share(&part), part))
        .map(|(share, part)| part.whole(begun.elapsed(), cpu.mul_f64(share)))
        .collect()
}
