//! A hundred thousand attempts under way, begun over HTTP one by one; each answers every 90 seconds over a few hundred connections.
//!
//! First what an answer is: a save and the next page. Then all that the page's script sends besides, for a shorter time: once more
//! the save before it leaves, and each minute a look at the clock. At last it is killed and started again, and everybody goes on.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::bench::{Bench, mebibytes};
use crate::client::{Client, Failure};
use crate::cost;
use crate::drive::{self, Outcome};
use crate::exam::Newcomer;
use crate::report::Wanted;
use crate::server::Server;

use super::room::{Arrival, Carrier, Room, SORTS};

const ATTEMPTS: u32 = 100_000;
/// How often each of them answers, in seconds.
const EACH: f64 = 90.0;
/// Connections, and of those who begin.
const CONNECTIONS: usize = 512;
const BEGINNING: usize = 64;
/// Seconds of answers, and of answers with all that a script sends.
const SECONDS: u64 = 300;
const WHOLE: Duration = Duration::from_mins(1);
/// Of answers after it was started again, and how long it may be away, in seconds.
const AGAIN: Duration = Duration::from_secs(30);
const AWAY: f64 = 2.0;
/// The most memory, in MiB, and the slowest of a hundred, in milliseconds.
const MEMORY: f64 = 1024.0;
const SLOWEST: f64 = 50.0;

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let (server, database) = bench.ours("open").await?;
    let attempts = bench.many(ATTEMPTS);
    bench.say(&format!("open: {attempts} attempts begin"));
    let (begun, room) = fill(&server, attempts).await;
    bench.add("open: start and first page, 64 at a time", &begun);
    bench.size("open, all begun", &server, &database);
    let room = Arc::new(room);
    if room.is_empty() {
        return Err("nobody could begin".to_owned());
    }
    let rate = f64::from(attempts) / EACH;
    bench.say("open: answers");
    let time = bench.time(SECONDS);
    let outcomes = drive::in_turn(carriers(&server, &room, false), SORTS.len(), rate, time, server.pid()).await;
    let mut slowest: f64 = 0.0;
    let mut sent = 0.0;
    for (sort, outcome) in SORTS.iter().zip(&outcomes).filter(|(_, outcome)| is_there(outcome)) {
        bench.add(&format!("open: {sort}"), outcome);
        slowest = slowest.max(outcome.percentile(99.0));
        sent += outcome.rate();
    }
    bench.fact("    open: requests in a second", sent, "/s");
    bench.fact("    open: cores that the server took", cores(&outcomes), "");
    bench.size("open, answered", &server, &database);
    bench.goal("open: p99 ms", slowest, Wanted::AtMost(SLOWEST));
    bench.goal("open: MiB of memory", mebibytes(cost::most_resident(server.pid())), Wanted::AtMost(MEMORY));
    bench.say("open: answers, and what a script sends besides");
    let all = carriers(&server, &room, true);
    let outcomes = drive::in_turn(all, SORTS.len(), 2.0 * rate, time.min(WHOLE), server.pid()).await;
    for (sort, outcome) in SORTS.iter().zip(&outcomes).filter(|(_, outcome)| is_there(outcome)) {
        bench.add(&format!("open, all of it: {sort}"), outcome);
    }
    bench.fact("    open, all of it: cores that the server took", cores(&outcomes), "");
    bench.say("open: killed, and started again");
    server.stop().await?;
    let since = Instant::now();
    let server = bench.on(&database).await?;
    let away = since.elapsed().as_secs_f64();
    let back = carriers(&server, &room, false);
    let outcomes = drive::in_turn(back, SORTS.len(), rate, time.min(AGAIN), server.pid()).await;
    for (sort, outcome) in SORTS.iter().zip(&outcomes).filter(|(_, outcome)| is_there(outcome)) {
        bench.add(&format!("open, started again: {sort}"), outcome);
    }
    bench.goal("open: s to the first answer after a kill", away, Wanted::AtMost(AWAY));
    server.stop().await?;
    bench.clear("open")
}

async fn fill(server: &Server, attempts: u32) -> (Outcome, Room) {
    let room = Arc::new(Mutex::new(Room::new()));
    let clients: Vec<_> = (0..BEGINNING).map(|_| Newcomer(Client::new(&server.address))).collect();
    let clients: Vec<_> = clients.into_iter().map(|client| Arc::new(tokio::sync::Mutex::new(client))).collect();
    let of = |lane: usize| (attempts as usize + BEGINNING - 1 - lane) / BEGINNING;
    let arrival = |client: &Arc<_>| Arrival { client: Arc::clone(client), room: Arc::clone(&room) };
    let lanes = clients.iter().enumerate().map(|(lane, client)| (0..of(lane)).map(|_| arrival(client)).collect());
    let begun = drive::once(lanes.collect(), server.pid()).await;
    let room = std::mem::take(&mut *room.lock().unwrap_or_else(PoisonError::into_inner));
    (begun, room)
}

fn carriers(server: &Server, room: &Arc<Room>, whole: bool) -> Vec<Carrier> {
    let carrier = || Carrier { client: Client::new(&server.address), room: Arc::clone(room), whole };
    (0..CONNECTIONS).map(|_| carrier()).collect()
}

fn is_there(outcome: &Outcome) -> bool {
    !outcome.times.is_empty() || outcome.failed > 0
}

/// Cores that were busy for a server meanwhile.
fn cores(outcomes: &[Outcome]) -> f64 {
    outcomes.iter().map(|outcome| outcome.cpu.as_secs_f64() / outcome.elapsed.as_secs_f64()).sum()
}
