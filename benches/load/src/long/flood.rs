//! A flood of sign-ins beside steady saves: wrong passwords and right ones, for many accounts and from many addresses, as many as
//! the limit lets through, and some that it does not.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::account::{PASSWORD, sign_in};
use crate::bench::Bench;
use crate::client::{Client, Failure};
use crate::report::Wanted;

use super::beside::Beside;

/// Those who try, and those of them who try one account from one address again and again.
const TRYING: u32 = 64;
const STUBBORN: u32 = 8;
/// How long a stubborn one waits after each answer.
const PAUSE: Duration = Duration::from_millis(50);
/// What the limit lets through at once: tries from an address, tries on an account.
const FROM_ADDRESS: u32 = 30;
const ON_ACCOUNT: u32 = 5;
/// Accounts that there are. Each other name is of nobody; every so many tries has the right password.
const ACCOUNTS: u32 = 2_000;
const RIGHT: u32 = 3;
const SECONDS: u64 = 30;

/// What came back: how many of each status, the times of those whose password was looked at.
#[derive(Default)]
struct Tally {
    statuses: BTreeMap<u16, u32>,
    failures: BTreeMap<Failure, u32>,
    looked_at: Vec<Duration>,
}

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let (server, database) = bench.ours("flood").await?;
    let form = format!("name=account-0&password={PASSWORD}");
    Client::new(&server.address).post("/accounts", form).await?.must_be(303)?;
    server.stop().await?;
    accounts(&database).map_err(|error| error.to_string())?;
    let server = bench.on(&database).await?;
    let beside = Beside::start(bench, "flood", &server).await?;
    let (since, time, number) = (Instant::now(), bench.time(SECONDS), Arc::new(AtomicU32::new(0)));
    let mut trying = JoinSet::new();
    for who in 0..TRYING {
        let (address, number) = (server.address.clone(), Arc::clone(&number));
        trying.spawn(async move {
            if who < STUBBORN {
                stubborn(&address, who, since + time).await
            } else {
                many(&address, &number, since + time).await
            }
        });
    }
    let mut all = Tally::default();
    while let Some(one) = trying.join_next().await {
        all.and(one.map_err(|error| error.to_string())?);
    }
    let took = since.elapsed().as_secs_f64();
    for (status, count) in &all.statuses {
        bench.fact(&format!("    flood: answers with {status}"), f64::from(*count) / took, "/s");
    }
    for (failure, count) in &all.failures {
        bench.fact(&format!("    flood: {failure}"), f64::from(*count), "times");
    }
    all.looked_at.sort();
    let slow = all.looked_at.get(all.looked_at.len() * 99 / 100).copied().unwrap_or_default();
    bench.fact("    flood: p99 of a try that was looked at", slow.as_secs_f64(), "s");
    bench.goal("flood: passwords were looked at", f64::from(u32::from(all.looked_at.len() > 1)), Wanted::AtLeast(1.0));
    beside.end(bench, "flood").await?;
    bench.size("flood", &server, &database);
    server.stop().await
}

/// Makes the one account many, all with its password.
fn accounts(database: &Path) -> Result<(), rusqlite::Error> {
    let connection = rusqlite::Connection::open(database)?;
    connection.execute_batch(&format!(
        "CREATE TEMP TABLE one AS SELECT * FROM candidate WHERE name = 'account-0';
         CREATE TEMP TABLE many AS
             WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {ACCOUNTS}) SELECT n FROM n;
         UPDATE one SET id = NULL;
         INSERT INTO candidate (id, name, name_key, password_hash, role, language, created_at)
             SELECT randomblob(16), 'account-' || n, 'account-' || n, password_hash, role, language, created_at FROM many, one"
    ))
}

/// Other accounts, and another address, whenever the limit would refuse the next try.
async fn many(address: &str, number: &AtomicU32, until: Instant) -> Tally {
    let mut tally = Tally::default();
    while Instant::now() < until {
        let at = number.fetch_add(1, Ordering::Relaxed);
        let from = Ipv4Addr::from(0x7f01_0000 + at);
        let mut client = Client::new(address).from(IpAddr::V4(from));
        for n in 0..FROM_ADDRESS {
            if Instant::now() >= until {
                break;
            }
            let account = (at * FROM_ADDRESS + n) / ON_ACCOUNT;
            let right = n.is_multiple_of(RIGHT);
            let name = if right || n.is_multiple_of(2) { account % ACCOUNTS } else { ACCOUNTS + account };
            tally.note(&mut client, name, right).await;
        }
    }
    tally
}

/// One account from one address.
async fn stubborn(address: &str, who: u32, until: Instant) -> Tally {
    let mut tally = Tally::default();
    let mut client = Client::new(address).from(IpAddr::V4(Ipv4Addr::from(0x7f7f_0001 + who)));
    while Instant::now() < until {
        tally.note(&mut client, ACCOUNTS * 1_000 + who, false).await;
        tokio::time::sleep(PAUSE).await;
    }
    tally
}

impl Tally {
    async fn note(&mut self, client: &mut Client, account: u32, right: bool) {
        let password = if right { PASSWORD } else { "a+wrong+password" };
        let since = Instant::now();
        match sign_in(client, &format!("account-{account}"), password).await {
            Ok(answer) => {
                *self.statuses.entry(answer.status.as_u16()).or_default() += 1;
                if matches!(answer.status.as_u16(), 303 | 422) {
                    self.looked_at.push(since.elapsed());
                }
                if (answer.status == 303 && !right) || (answer.status == 422 && right) {
                    *self.failures.entry("a password was judged wrongly".to_owned()).or_default() += 1;
                }
            }
            Err(failure) => *self.failures.entry(failure).or_default() += 1,
        }
    }

    fn and(&mut self, other: Self) {
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        for (failure, count) in other.failures {
            *self.failures.entry(failure).or_default() += count;
        }
        self.looked_at.extend(other.looked_at);
    }
}
