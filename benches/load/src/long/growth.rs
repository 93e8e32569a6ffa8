//! What a request costs with a thousand stored attempts, and with a million.

use std::path::Path;
use std::time::Duration;

use crate::bench::Bench;
use crate::client::{Client, Failure};
use crate::drive::{self, Outcome, Work};
use crate::exam::{HandingIn, Newcomer, QUESTIONS, Reading, Saving};
use crate::report::Wanted;
use crate::seats::{candidates, each};

use super::fill::{Whose, attempts};

const FEW: u32 = 1_000;
const MANY: u32 = 1_000_000;
/// Attempts that are begun, answered and handed in over HTTP, to be copied.
const MODELS: usize = 200;
/// Filling takes no longer: what is there then is what is measured.
const PATIENCE: Duration = Duration::from_mins(10);
/// What a million attempts take, with some room, in MiB.
const ROOM: u64 = 25 * 1024;
const SECONDS: u64 = 8;
/// In a second: what leaves a machine of two cores time to breathe.
const SAVES: f64 = 1_000.0;
const PAGES: f64 = 500.0;
const STARTS: f64 = 100.0;
/// By how much a request may cost more.
const DEARER: f64 = 1.5;

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let (server, database) = bench.ours("growth").await?;
    bench.say("growth: attempts that are copied");
    let sitting = candidates(&server.address, MODELS.min(bench.many(FEW) as usize), 0).await?;
    each(sitting, |mut candidate| async move {
        for place in 0..QUESTIONS {
            candidate.look(place).await?;
            candidate.save(place).await?;
        }
        HandingIn(candidate).step().await
    })
    .await?;
    server.stop().await?;
    let few = filled(bench, &database, bench.many(FEW))?;
    let before = measure(bench, &database, few).await?;
    let room = free(&database);
    let wanted = if room < ROOM {
        let fits = u32::try_from(u64::from(MANY) * room / ROOM).unwrap_or(MANY);
        bench.fact(
            "    growth: MiB that are free, too few for all",
            f64::from(u32::try_from(room).unwrap_or(u32::MAX)),
            "",
        );
        bench.many(MANY).min(fits)
    } else {
        bench.many(MANY)
    };
    let many = filled(bench, &database, wanted)?;
    let after = measure(bench, &database, many).await?;
    for ((what, before), (_, after)) in before.iter().zip(&after) {
        let cost = after.cpu_per_thousand() / before.cpu_per_thousand();
        let time = after.percentile(50.0) / before.percentile(50.0);
        let slowest = after.percentile(99.0) / before.percentile(99.0);
        bench.goal(&format!("growth, {many} to {few}: processor for {what}"), cost, Wanted::AtMost(DEARER));
        bench.goal(&format!("growth, {many} to {few}: median of {what}"), time, Wanted::AtMost(DEARER));
        // Of a few hundred requests the slowest hundredth is chance: it is told, and no goal.
        bench.fact(&format!("    growth, {many} to {few}: p99 of {what}"), slowest, "times");
    }
    bench.clear("growth")
}

fn filled(bench: &Bench, database: &Path, many: u32) -> Result<u32, Failure> {
    let say = |there| bench.say(&format!("growth: {there} of {many} attempts"));
    attempts(database, many, Whose::Many, PATIENCE, say)
}

async fn measure(bench: &mut Bench, database: &Path, many: u32) -> Result<Vec<(&'static str, Outcome)>, Failure> {
    let server = bench.on(database).await?;
    let (address, pid, time) = (server.address.clone(), server.pid(), bench.time(SECONDS));
    bench.say(&format!("growth: requests beside {many} attempts"));
    let mut outcomes = Vec::new();
    let sitting = candidates(&address, 256, QUESTIONS).await?;
    outcomes.push(("saves", drive::steady(sitting.into_iter().map(Saving).collect(), SAVES, time, pid).await));
    let sitting = candidates(&address, 64, QUESTIONS).await?;
    outcomes.push(("pages", drive::steady(sitting.into_iter().map(Reading).collect(), PAGES, time, pid).await));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundreds")]
    let once = (STARTS * time.as_secs_f64()) as usize;
    let coming = (0..once).map(|_| Newcomer(Client::new(&address))).collect();
    outcomes.push(("starts", drive::steady(coming, STARTS, time, pid).await));
    let sitting = candidates(&address, once, 1).await?;
    outcomes.push(("hand-ins", drive::steady(sitting.into_iter().map(HandingIn).collect(), STARTS, time, pid).await));
    for (what, outcome) in &outcomes {
        bench.add(&format!("growth, {many} attempts: {what}"), outcome);
    }
    bench.size(&format!("growth, {many} attempts"), &server, database);
    server.stop().await?;
    Ok(outcomes)
}

/// MiB that are free where a database lies.
fn free(database: &Path) -> u64 {
    rustix::fs::statvfs(database).map_or(0, |place| (place.f_bavail * place.f_frsize) >> 20)
}
