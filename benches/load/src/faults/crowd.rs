//! Candidates of a storm: they come, answer as fast as they can, and are called in; what was acknowledged is compared.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::ledger::{Rows, Verdict};
use super::sitter::{Reply, Seen, Sitter};
use crate::client::Failure;

/// How long the service may take until it acknowledges an answer again.
pub const PATIENCE: Duration = Duration::from_secs(45);

/// Those who come to one address.
pub struct Crowd {
    address: String,
    sitters: Vec<Sitter>,
    /// Who asks whether answers are taken again; no part of the storm, so that it hides no loss.
    probe: Option<Sitter>,
    storm: JoinSet<Sitter>,
    stop: Arc<AtomicBool>,
    seen: Arc<Mutex<Seen>>,
}

impl Crowd {
    /// Nobody yet.
    pub fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            sitters: Vec::new(),
            probe: None,
            storm: JoinSet::new(),
            stop: Arc::default(),
            seen: Arc::default(),
        }
    }

    /// Where they come to.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Lets candidates come who answer some of the questions, with one who only asks whether answers are taken.
    pub async fn invite(&mut self, count: usize, places: std::ops::Range<usize>) -> Result<(), Failure> {
        let mut coming = JoinSet::new();
        for name in 0..=count {
            let (address, places, seen) = (self.address.clone(), places.clone(), Arc::clone(&self.seen));
            coming.spawn(async move { Sitter::begin(&address, name, places, seen).await });
            if coming.len() >= 64
                && let Some(one) = coming.join_next().await
            {
                self.sitters.push(one.map_err(|error| error.to_string())??);
            }
        }
        while let Some(one) = coming.join_next().await {
            self.sitters.push(one.map_err(|error| error.to_string())??);
        }
        self.probe = self.sitters.pop();
        Ok(())
    }

    /// The candidates who are not answering just now.
    pub fn sitters(&mut self) -> &mut Vec<Sitter> {
        &mut self.sitters
    }

    /// What the candidates saw so far.
    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets all candidates answer.
    pub fn let_loose(&mut self) {
        self.stop = Arc::default();
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).begins();
        for sitter in self.sitters.drain(..) {
            self.storm.spawn(sitter.sit(Arc::clone(&self.stop)));
        }
    }

    /// Waits until all candidates have had their last reply, or have given up waiting for it.
    pub async fn call_in(&mut self) -> Result<(), Failure> {
        self.stop.store(true, Ordering::Relaxed);
        while let Some(sitter) = self.storm.join_next().await {
            self.sitters.push(sitter.map_err(|error| error.to_string())?);
        }
        Ok(())
    }

    /// Sends one answer, and gives the reply.
    pub async fn ask(&mut self) -> Result<Reply, Failure> {
        match &mut self.probe {
            Some(probe) => Ok(probe.answer().await),
            None => Err("nobody came".to_owned()),
        }
    }

    /// Waits for the first answer that is acknowledged.
    pub async fn resumes(&mut self, since: Instant) -> Result<Duration, Failure> {
        let mut last = Reply::Cut;
        while since.elapsed() < PATIENCE {
            last = self.ask().await?;
            if matches!(last, Reply::Acknowledged(_)) {
                return Ok(since.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err(format!("the service does not resume within {} s ({last:?})", PATIENCE.as_secs()))
    }

    /// Compares what was acknowledged with what is stored.
    pub fn compare(&self, rows: &Rows) -> Verdict {
        let mut verdict = Verdict::default();
        for sitter in self.sitters.iter().chain(&self.probe) {
            verdict.and(sitter.compare(rows));
        }
        verdict
    }
}
