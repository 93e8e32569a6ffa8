//! Saves of two nodes on one `PostgreSQL`, directly and behind `HAProxy`, beside those of one node on `SQLite`, in one run. All three wait
//! for the disk at each commit, as they do outside tests.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use super::{Wish, config};
use crate::client::Failure;
use crate::drive::Stint;
use crate::exam::{Candidate, QUESTIONS, Saving};
use crate::faults::cluster::Cluster;
use crate::faults::tale::Trouble;
use crate::faults::tools;
use crate::report::{Report, Wanted};
use crate::seats::candidates;
use crate::server::{Server, free_address};

/// Candidates who save at once.
const SAVING: usize = 256;
const WARM: Duration = Duration::from_secs(1);
/// Parts that a measurement is taken in, with the others between them.
const TURNS: u32 = 4;

/// Measures; gives whether the goal is reached.
pub async fn run(wish: &Wish) -> Result<bool, Trouble> {
    tools::need(&["haproxy"])?;
    let time = Duration::from_secs_f64(wish.seconds);
    std::fs::create_dir_all(&wish.folder).map_err(|error| error.to_string())?;
    let folder = tempfile::tempdir_in(&wish.folder).map_err(|error| error.to_string())?;
    let mut report = Report::default();

    let url = format!("sqlite:{}", folder.path().join("simulado.db").display());
    let server = Server::simulado(&wish.server, &wish.questions, &url).await?;
    let mut sqlite = Stint::of(saving(&[&server.address]).await?, server.pid());

    let cluster = Cluster::start(None)?;
    let settings = cluster.run(
        "SELECT string_agg(name || ' ' || setting, ', ') FROM pg_settings
                                WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')",
    )?;
    let (url, _) = cluster.database("speed")?;
    let (one, other) = tokio::join!(
        Server::simulado(&wish.server, &wish.questions, &url),
        Server::simulado(&wish.server, &wish.questions, &url)
    );
    let (one, other) = (one?, other?);
    let mut direct = Stint::of(saving(&[&one.address, &other.address]).await?, one.pid());
    let address = free_address()?;
    let _haproxy = haproxy(folder.path(), &address, [&one.address, &other.address]).await?;
    let mut behind = Stint::of(saving(&[&address]).await?, one.pid());
    let mut alone = Stint::of(saving(&[&one.address]).await?, one.pid());
    for _ in 0..TURNS {
        for stint in [&mut sqlite, &mut direct, &mut behind, &mut alone] {
            stint.go_on(WARM, time / TURNS).await;
        }
    }
    let [sqlite, direct, behind, alone] = [sqlite, direct, behind, alone].map(Stint::whole);
    report.add("saves, 256 connections: one node on SQLite", &sqlite);
    report.add("saves, 256: two nodes on PostgreSQL", &direct);
    report.add("saves, 256: the same behind HAProxy", &behind);
    report.add("saves, 256: one node on PostgreSQL", &alone);
    server.stop().await?;
    report.goal("two nodes on PostgreSQL, ratio to one on SQLite", direct.rate() / sqlite.rate(), Wanted::AtLeast(0.7));
    // HAProxy takes its share of the same two processors, which has no counterpart on SQLite's side: said, and not judged.
    report.fact("behind HAProxy, of one on SQLite", 100.0 * behind.rate() / sqlite.rate(), "%");
    super::say(&format!("    PostgreSQL: {}", settings.trim()));
    one.stop().await?;
    other.stop().await?;
    Ok(report.judge())
}

/// Candidates who are about to save, spread over the addresses.
async fn saving(addresses: &[&str]) -> Result<Vec<Saving>, Failure> {
    let mut sitting: Vec<Candidate> = Vec::new();
    for address in addresses {
        sitting.extend(candidates(address, SAVING / addresses.len(), QUESTIONS).await?);
    }
    Ok(sitting.into_iter().map(Saving).collect())
}

/// A `HAProxy` in front of two nodes, which goes with its value.
async fn haproxy(folder: &Path, address: &str, nodes: [&str; 2]) -> Result<tokio::process::Child, Failure> {
    let file = folder.join("haproxy.cfg");
    std::fs::write(&file, config::web_on_loopback(address, nodes, tools::is_root())?)
        .map_err(|error| error.to_string())?;
    let mut command = tokio::process::Command::new("haproxy");
    command.args(["-db", "-f"]).arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let child = command.spawn().map_err(|error| format!("haproxy: {error}"))?;
    super::place::within(Duration::from_secs(20), "HAProxy does not answer", async || {
        (super::place::status(address, "/healthz").await == Some(200)).then_some(())
    })
    .await?;
    Ok(child)
}
