//! The day of an exam: five thousand begin within a minute, and hand in within ten seconds; some look at their results.

use std::time::Duration;

use crate::bench::Bench;
use crate::client::Failure;
use crate::drive::{self, Work};
use crate::exam::{Candidate, HandingIn, Looking};
use crate::report::Wanted;
use crate::seats::each;

const CANDIDATES: u32 = 5_000;
const BEGIN_WITHIN: u64 = 60;
const HAND_IN_WITHIN: u64 = 10;
/// Questions that each of them answers in between, which is not measured.
const ANSWERED: usize = 3;
/// One in so many looks at the result.
const LOOKS: usize = 10;
/// The slowest of a hundred, in milliseconds.
const SLOWEST: f64 = 250.0;

/// Somebody who comes to the exam with a connection of their own.
struct Coming {
    address: String,
    candidate: Option<Candidate>,
}

impl Work for Coming {
    async fn step(&mut self) -> Result<(), Failure> {
        self.candidate = Some(Candidate::begin(&self.address).await?);
        Ok(())
    }
}

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let (server, database) = bench.ours("day").await?;
    let many = bench.many(CANDIDATES);
    let pid = server.pid();
    let steadily =
        |within: u64| (f64::from(many) / f64::from(u32::try_from(within).unwrap_or(1)), Duration::from_secs(within));
    bench.say("day: they begin");
    let coming = (0..many).map(|_| Coming { address: server.address.clone(), candidate: None }).collect();
    let (rate, time) = steadily(BEGIN_WITHIN);
    let (begun, came) = drive::steady_until(coming, rate, time, std::sync::Arc::default(), pid).await;
    bench.add(&format!("day: {many} begin within {BEGIN_WITHIN} s"), &begun);
    bench.goal("day: starts, p99 ms", begun.percentile(99.0), Wanted::AtMost(SLOWEST));
    bench.say("day: they answer");
    let sitting: Vec<Candidate> = came.into_iter().filter_map(|one| one.candidate).collect();
    let handing = each(sitting, |mut candidate| async move {
        for place in 0..ANSWERED {
            candidate.look(place).await?;
            candidate.save(place).await?;
        }
        Ok(HandingIn(candidate))
    })
    .await?;
    bench.say("day: they hand in");
    let (rate, time) = steadily(HAND_IN_WITHIN);
    let (handed, done) = drive::steady_until(handing, rate, time, std::sync::Arc::default(), pid).await;
    bench.add(&format!("day: {many} hand in within {HAND_IN_WITHIN} s"), &handed);
    bench.goal("day: hand-ins, p99 ms", handed.percentile(99.0), Wanted::AtMost(SLOWEST));
    bench.say("day: some look at their results");
    let looking: Vec<Looking> = done.into_iter().step_by(LOOKS).map(|one| Looking(one.0)).collect();
    let looked = drive::steady(looking, rate / 10.0, time, pid).await;
    bench.add("day: results", &looked);
    bench.size("day", &server, &database);
    server.stop().await
}
