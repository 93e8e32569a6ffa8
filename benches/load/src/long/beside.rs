//! Steady saves, while something else happens to the same server.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::bench::Bench;
use crate::client::Failure;
use crate::drive::{self, Outcome};
use crate::exam::{QUESTIONS, Saving};
use crate::report::Wanted;
use crate::seats::candidates;
use crate::server::Server;

/// Who saves, and how many saves in a second they make together.
const SAVING: u32 = 256;
const RATE: f64 = 1_000.0;
/// How long saves alone are measured, before anything else happens.
const CALM: Duration = Duration::from_secs(5);
/// Nothing that happens beside them takes longer.
const PATIENCE: Duration = Duration::from_mins(20);
/// The slowest of a hundred saves, in milliseconds.
const SLOWEST: f64 = 250.0;

/// Saves under way.
pub struct Beside {
    running: JoinHandle<(Outcome, Vec<Saving>)>,
    stop: Arc<AtomicBool>,
}

impl Beside {
    /// Seats candidates, measures their saves alone, and lets them go on.
    pub async fn start(bench: &mut Bench, what: &str, server: &Server) -> Result<Self, Failure> {
        bench.say(&format!("{what}: candidates come"));
        let sitting = candidates(&server.address, bench.many(SAVING) as usize, QUESTIONS).await?;
        let saving = sitting.into_iter().map(Saving).collect();
        let (calm, saving) = drive::steady_until(saving, RATE, CALM, Arc::default(), server.pid()).await;
        bench.add(&format!("{what}: saves before it"), &calm);
        bench.say(what);
        let (stop, pid) = (Arc::new(AtomicBool::new(false)), server.pid());
        let told = Arc::clone(&stop);
        let running = tokio::spawn(drive::steady_until(saving, RATE, PATIENCE, told, pid));
        Ok(Self { running, stop })
    }

    /// Ends them, and tells what came of them.
    pub async fn end(self, bench: &mut Bench, what: &str) -> Result<(), Failure> {
        self.stop.store(true, Ordering::Relaxed);
        let (outcome, _) = self.running.await.map_err(|error| error.to_string())?;
        bench.add(&format!("{what}: saves beside it"), &outcome);
        bench.goal(&format!("{what}: saves beside it, p99 ms"), outcome.percentile(99.0), Wanted::AtMost(SLOWEST));
        Ok(())
    }
}
