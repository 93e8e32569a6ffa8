//! The big scenarios: a hundred thousand attempts at once, floods and slow clients beside steady saves, long databases, the day of
//! an exam. `bin/bench --long` runs them, one after the other, each against a server of its own.

mod author;
mod bank;
mod beside;
mod day;
mod dribble;
mod fill;
mod flood;
mod growth;
mod idle;
mod import;
mod many;
mod open;
mod progress;
mod room;
mod slow;

use std::future::Future;
use std::pin::Pin;

use super::bench::Bench;
use super::client::Failure;
use super::report::Wanted;

type Running<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;
type Scenario = for<'a> fn(&'a mut Bench) -> Running<'a>;

/// All of them.
pub const SCENARIOS: [(&str, Scenario); 9] = [
    ("open", |bench| Box::pin(open::run(bench))),
    ("day", |bench| Box::pin(day::run(bench))),
    ("flood", |bench| Box::pin(flood::run(bench))),
    ("slow", |bench| Box::pin(slow::run(bench))),
    ("idle", |bench| Box::pin(idle::run(bench))),
    ("import", |bench| Box::pin(import::run(bench))),
    ("progress", |bench| Box::pin(progress::run(bench))),
    ("bank", |bench| Box::pin(bank::run(bench))),
    ("growth", |bench| Box::pin(growth::run(bench))),
];

/// Runs those that are asked for. One that cannot be measured does not keep the others from it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let mut any = false;
    for (name, scenario) in SCENARIOS {
        if !bench.wants(name) {
            continue;
        }
        any = true;
        bench.step(name);
        if let Err(failure) = scenario(bench).await {
            bench.bar.suspend(|| eprintln!("{name}: {failure}"));
            bench.goal(&format!("{name}: measured to its end"), 0.0, Wanted::AtLeast(1.0));
        }
    }
    if any { Ok(()) } else { Err("no scenario has this in its name".to_owned()) }
}
