//! Machines are killed and cables pulled out in the middle of a storm. Nothing acknowledged is lost, answers are taken again within
//! half a minute, and what was hurt finds back by itself once it is started or joined again.

use std::time::{Duration, Instant};

use super::place::{Place, within};
use crate::client::Failure;
use crate::faults::crowd::Crowd;
use crate::faults::ledger::Verdict;
use crate::faults::scene::{PLACES, pause};
use crate::faults::tale::{Tale, Trouble, not_run};
use crate::faults::tools::said;

/// Candidates who answer at once. Few: the machines share two processors, and none must be late for want of them.
const CANDIDATES: usize = 24;
/// The longest that nobody's answer may be acknowledged.
const GAP: Duration = Duration::from_secs(30);
/// The same where the database leads on.
const SHORT: Duration = Duration::from_secs(5);

fn crowd(place: &mut Place) -> Result<&mut Crowd, Failure> {
    place.crowds.last_mut().ok_or_else(|| "nobody came".to_owned())
}

/// New candidates come and begin to answer.
async fn storm(place: &mut Place) -> Result<(), Failure> {
    place.nodes_are_well().await?;
    let mut coming = Crowd::new(&place.address());
    coming.invite(CANDIDATES, 0..PLACES).await?;
    coming.let_loose();
    place.crowds.push(coming);
    pause(1_500).await;
    Ok(())
}

/// Answers are taken again, for a while.
async fn goes_on(place: &mut Place) -> Result<(), Failure> {
    crowd(place)?.resumes(Instant::now()).await?;
    pause(1_500).await;
    Ok(())
}

/// The storm ends: all that was acknowledged is there, and the pause was no longer than that.
async fn calm(place: &mut Place, tale: &mut Tale, most: Duration) -> Result<(), Trouble> {
    crowd(place)?.call_in().await?;
    tale.rounds += 1;
    let seen = crowd(place)?.seen();
    tale.resumed.push(seen.gap);
    tale.saw(&seen);
    let rows = place.database().await?.rows()?;
    tale.judge(crowd(place)?.compare(&rows));
    for sitter in crowd(place)?.sitters().iter_mut().take(4) {
        if sitter.is_shown(&rows).await? == Some(false) {
            return Err(Trouble::Failed("a page does not show what is stored".to_owned()));
        }
    }
    place.is_calm()?;
    // Simulado says why it refuses; HAProxy in front, which has lost a node in the middle of a request, does not.
    let by_haproxy: u64 = [502, 504].iter().filter_map(|status| seen.refused.get(status)).sum();
    if seen.wordless > by_haproxy {
        return Err(Trouble::Failed(format!("{} refusals say nothing", seen.wordless - by_haproxy)));
    }
    if let Some(count) = seen.refused.get(&500) {
        return Err(Trouble::Failed(format!("{count} were refused with 500, though it passes")));
    }
    if seen.gap > most {
        let seconds = seen.gap.as_secs_f64();
        return Err(Trouble::Failed(format!(
            "nothing was acknowledged for {seconds:.1} s, {} at most",
            most.as_secs()
        )));
    }
    Ok(())
}

/// A node is killed; who was with it goes on with the other.
pub async fn node(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    storm(place).await?;
    for which in 0..2 {
        place.nodes[which].kill();
        goes_on(place).await?;
        place.start_node(which)?;
        place.nodes_are_well().await?;
        // HAProxy takes a node back after two looks, a second apart; the other one is not to go before.
        pause(2_500).await;
    }
    calm(place, tale, SHORT).await
}

/// A node can reach browsers, but the database no more; who was with it goes on with the other.
pub async fn way(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    storm(place).await?;
    let machine = &place.nodes[0];
    let rules = [
        "add table ip cut",
        "add chain ip cut out { type filter hook output priority 0 ; }",
        "add rule ip cut out ip daddr 198.18.212.0/24 tcp dport { 5432, 8008 } counter drop",
    ];
    for rule in rules {
        if let Err(failure) = machine.runs("nft", &rule.split(' ').collect::<Vec<_>>()) {
            return not_run(failure);
        }
    }
    pause(3_000).await;
    goes_on(place).await?;
    pause(5_000).await;
    place.nodes[0].runs("nft", &["delete", "table", "ip", "cut"])?;
    place.nodes_are_well().await?;
    goes_on(place).await?;
    calm(place, tale, GAP).await
}

/// `PostgreSQL` alone is killed where it leads; Patroni starts it again, or another one leads.
pub async fn postgres(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    storm(place).await?;
    let old = place.leader().await?;
    said("kill", &["-KILL", &place.postmaster(old)?])?;
    goes_on(place).await?;
    place.is_whole().await?;
    let new = place.leader().await?;
    tale.remarks.push(if new == old { "it leads again".to_owned() } else { "another one leads".to_owned() });
    calm(place, tale, GAP).await
}

/// All that runs on the leader's machine is killed at once: `PostgreSQL`, Patroni, etcd.
pub async fn leader(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    storm(place).await?;
    let old = place.leader().await?;
    place.databases[old].kill();
    place.another_leads(old).await?;
    goes_on(place).await?;
    let since = Instant::now();
    place.start_database(old)?;
    place.is_whole().await?;
    tale.remarks.push(format!("the old one follows {:.0} s after its start", since.elapsed().as_secs_f64()));
    calm(place, tale, GAP).await
}

/// The cable of the machine is out that has every commit before it is acknowledged: another one takes its part.
pub async fn in_step(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    storm(place).await?;
    let which = place.in_step().await?;
    place.databases[which].cut()?;
    pause(3_000).await;
    let goes_on = goes_on(place).await;
    place.databases[which].join()?;
    goes_on?;
    place.is_whole().await?;
    calm(place, tale, GAP).await
}

/// The cable of the leader's machine is out: it goes on running, and must not go on leading.
pub async fn cable(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    storm(place).await?;
    let old = place.leader().await?;
    place.databases[old].cut()?;
    let new = place.another_leads(old).await;
    let two = place.takes_writes(old) == Some(true);
    if new.is_ok() {
        goes_on(place).await?;
    }
    place.databases[old].join()?;
    new?;
    let since = Instant::now();
    place.is_whole().await?;
    tale.remarks.push(format!("the old one follows {:.0} s after the cable is in", since.elapsed().as_secs_f64()));
    calm(place, tale, GAP).await?;
    if two { Err(Trouble::Failed("two led at a time".to_owned())) } else { Ok(()) }
}

/// Whatever was acknowledged in any test is there, on all machines, and Simulado finds nothing wrong.
pub async fn everything(place: &mut Place, tale: &mut Tale) -> Result<(), Trouble> {
    place.is_whole().await?;
    place.nodes_are_well().await?;
    let rows = place.database().await?.rows()?;
    let mut verdict = Verdict::default();
    for crowd in &place.crowds {
        verdict.and(crowd.compare(&rows));
    }
    tale.judge(verdict);
    tale.rounds += 1;
    let said = place.command(0, &["check"], "").await?;
    tale.remarks.push(format!("simulado check: {}", said.lines().last().unwrap_or_default().trim()));
    // Those who follow have the same.
    let count = "SELECT count(*) || ' ' || sum(revision) FROM item WHERE note <> ''";
    let led = place.sql(count).await?;
    for which in 0..3 {
        within(Duration::from_secs(10), &format!("db{} has not the same answers", which + 1), async || {
            (place.sql_on(which, count).ok()? == led).then_some(())
        })
        .await?;
    }
    Ok(())
}
