//! The progress page of somebody with a thousand attempts.

use std::time::Duration;

use crate::bench::Bench;
use crate::client::{Client, Failure};
use crate::drive::{self, Work};
use crate::exam::{Candidate, HandingIn};
use crate::report::Wanted;

use super::fill::{Whose, attempts};

const ATTEMPTS: u32 = 1_000;
/// Half of the times it takes this, in milliseconds, at most.
const MEDIAN: f64 = 20.0;
const SECONDS: u64 = 8;
const WARM: Duration = Duration::from_secs(1);
/// Making attempts takes no longer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Looks at a page again and again.
pub struct Looks {
    /// Whose connection it is.
    pub client: Client,
    /// The page.
    pub path: String,
    /// What stands on it.
    pub mark: String,
}

impl Work for Looks {
    async fn step(&mut self) -> Result<(), Failure> {
        let page = self.client.get(&self.path).await?.must_be(200)?;
        if String::from_utf8_lossy(&page.body).contains(&self.mark) {
            return Ok(());
        }
        Err(format!("{} without what should be on it", self.path))
    }
}

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let (server, database) = bench.ours("progress").await?;
    let mut candidate = Candidate::begin(&server.address).await?;
    for place in 0..crate::exam::QUESTIONS {
        candidate.look(place).await?;
        candidate.save(place).await?;
    }
    let mut handing = HandingIn(candidate);
    handing.step().await?;
    server.stop().await?;
    let many = attempts(&database, bench.many(ATTEMPTS), Whose::One, PATIENCE, |_| {})?;
    let server = bench.on(&database).await?;
    let client = Client::new(&server.address).with_cookie(handing.0.cookie());
    let looks = Looks { client, path: "/progress".to_owned(), mark: format!("/attempts/{}/result", handing.0.id()) };
    let looked = drive::flat_out(vec![looks], WARM, bench.time(SECONDS), server.pid()).await;
    bench.add(&format!("progress: the page, {many} attempts"), &looked);
    bench.goal("progress: the page, median ms", looked.percentile(50.0), Wanted::AtMost(MEDIAN));
    bench.size("progress", &server, &database);
    server.stop().await
}
