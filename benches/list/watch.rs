//! A stopwatch, and the table of what it showed.

use std::time::{Duration, Instant};

/// How often each thing is done.
const RUNS: usize = 20;

/// How long something took.
#[derive(Clone, Copy)]
pub struct Took {
    /// In half of the runs no longer than this.
    pub median: Duration,
    /// In 95 of 100 runs no longer than this.
    pub p95: Duration,
}

/// A line of the table.
pub struct Row {
    pub what: &'static str,
    /// Through the store's method alone.
    pub store: Option<Took>,
    /// The whole page.
    pub page: Option<Took>,
}

/// How long one thing takes.
pub async fn timed<T, E>(job: impl Future<Output = Result<T, E>>) -> Result<(T, Duration), E> {
    let started = Instant::now();
    Ok((job.await?, started.elapsed()))
}

/// How long it takes again and again; the first time is not counted.
pub async fn measured<E>(job: impl AsyncFn() -> Result<(), E>) -> Result<Took, E> {
    job().await?;
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        times.push(timed(job()).await?.1);
    }
    times.sort();
    Ok(Took { median: times[RUNS / 2], p95: times[RUNS * 95 / 100 - 1] })
}

/// Prints the table; the ratio is to the median of the ceiling.
pub fn table(rows: &[Row], (store, page): (Duration, Duration)) {
    println!("{:50} {:>30} {:>30}", "milliseconds", "store: median  p95  ratio", "page: median  p95  ratio");
    for row in rows {
        println!("{:50} {} {}", row.what, shown(row.store, store), shown(row.page, page));
    }
}

fn shown(took: Option<Took>, ceiling: Duration) -> String {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    took.map_or_else(
        || " ".repeat(30),
        |took| format!("{:10.2} {:9.2} {:8.1}×", ms(took.median), ms(took.p95), ms(took.median) / ms(ceiling)),
    )
}
