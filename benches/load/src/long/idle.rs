//! Ten thousand browsers that have loaded a page and keep their connections: what they cost, and whether the next one is answered.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use crate::bench::{Bench, mebibytes};
use crate::client::{Client, Failure};
use crate::cost;
use crate::drive::{self, Work};
use crate::report::Wanted;
use crate::seats::each;

const CONNECTIONS: u32 = 9_800;
/// Files of a process besides: a database, a log, what is measured with.
const SPARE: u64 = 100;
/// Connections from one address of this machine.
const FROM_ADDRESS: u32 = 5_000;
/// How long nothing happens, in seconds.
const SECONDS: u64 = 20;
/// The most memory, in MiB, and the slowest of a hundred, in milliseconds.
const MEMORY: f64 = 300.0;
const SLOWEST: f64 = 50.0;

/// Asks for a page.
struct Asking(Client);

impl Work for Asking {
    async fn step(&mut self) -> Result<(), Failure> {
        self.0.get("/").await?.must_be(200).map(drop)
    }
}

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let many = bench.many(CONNECTIONS);
    allow_files(u64::from(many) + SPARE)?;
    let (server, database) = bench.ours("idle").await?;
    bench.say("idle: they come");
    let coming: Vec<Client> = (0..many)
        .map(|n| Client::new(&server.address).from(IpAddr::V4(Ipv4Addr::from(0x7f00_0001 + n / FROM_ADDRESS))))
        .collect();
    let idle = each(coming, |mut client| async move {
        client.get("/").await?.must_be(200)?;
        Ok(client)
    })
    .await?;
    bench.say("idle: nothing happens");
    tokio::time::sleep(bench.time(SECONDS)).await;
    let memory = mebibytes(cost::most_resident(server.pid()));
    let open = u32::try_from(idle.iter().filter(|client| client.is_open()).count()).unwrap_or(u32::MAX);
    bench.fact("    idle: connections that are still open", f64::from(open), "");
    let asking = vec![Asking(Client::new(&server.address))];
    let asked = drive::steady(asking, 50.0, Duration::from_secs(4), server.pid()).await;
    bench.add(&format!("idle: a page beside {many} idle connections"), &asked);
    bench.size("idle", &server, &database);
    bench.goal("idle: connections still open", f64::from(open) / f64::from(many), Wanted::AtLeast(1.0));
    bench.goal("idle: MiB of memory", memory, Wanted::AtMost(MEMORY));
    bench.goal("idle: a page, p99 ms", asked.percentile(99.0), Wanted::AtMost(SLOWEST));
    server.stop().await
}

/// Lets this process, and those that it starts, have so many files open.
fn allow_files(many: u64) -> Result<(), Failure> {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|now| now < many) {
        if limit.maximum.is_some_and(|most| most < many) {
            return Err(format!("a process may not have {many} files open here: ulimit -Hn tells how many"));
        }
        limit.current = limit.maximum;
        setrlimit(Resource::Nofile, limit).map_err(|error| error.to_string())?;
    }
    Ok(())
}
