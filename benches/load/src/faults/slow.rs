//! The disk takes 200 ms for every flush: answers are slow, none is lost, and whoever comes beyond the queue is told when to
//! come again.

use std::time::{Duration, Instant};

use super::broken::files;
use super::scene::{Scene, Stage, pause};
use super::sitter::Sitter;
use super::tale::{Tale, Trouble, not_run};
use super::tools::Tracer;

const SLOW: &str = "fsync,fdatasync:delay_exit=200000";
/// Candidates with as many windows each as one attempt may have waiting: more than the queue of 4,096 takes.
const CANDIDATES: usize = 650;
const WINDOWS: usize = 8;

/// A storm that fits.
pub async fn run(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let folder = stage.place("slow")?;
    let mut scene = Scene::on_file(stage, &folder, 64).await?;
    let tracer = Tracer::attach(scene.pid(), &[SLOW], &files(scene.database()), &folder.join("trace")).await?;
    scene.let_loose();
    pause(3_000).await;
    scene.call_in().await?;
    tale.judge(scene.compare()?);
    let slowest = scene.seen().slowest;
    tale.remarks.push(format!("64 candidates: an answer takes {:.2} s at most", slowest.as_secs_f64()));
    if tracer.detach().await? == 0 {
        return Err(Trouble::Failed("nothing was slow".to_owned()));
    }
    scene.restart(tale).await?;
    tale.rounds += 1;
    scene.kill().await?;
    Ok(())
}

/// How many files a process may have open.
fn files_allowed() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(usize::MAX)
}

/// More answers at a time than may wait.
pub async fn crowd(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    if files_allowed() < CANDIDATES * WINDOWS + 800 {
        return not_run(format!("a process may have no more than {} files open", files_allowed()));
    }
    let crowded = stage.place("crowded")?;
    let mut scene = Scene::on_file(stage, &crowded, 0).await?;
    scene.invite(CANDIDATES, 0..WINDOWS).await?;
    let windows: Vec<Sitter> = scene.sitters().drain(..).flat_map(Sitter::split).collect();
    scene.sitters().extend(windows);
    let tracer = Tracer::attach(scene.pid(), &[SLOW], &files(scene.database()), &crowded.join("trace")).await?;
    let since = Instant::now();
    scene.let_loose();
    while !scene.seen().refused.contains_key(&503) && since.elapsed() < Duration::from_secs(25) {
        pause(100).await;
    }
    pause(500).await;
    scene.call_in().await?;
    tracer.detach().await?;
    tale.rounds += 1;
    tale.resumed.push(scene.resumes(Instant::now()).await?);
    tale.judge(scene.compare()?);
    scene.restart(tale).await?;
    tale.saw(&scene.seen());
    let seen = scene.seen();
    tale.remarks.push(format!("5,200 windows: an answer takes {:.2} s at most", seen.slowest.as_secs_f64()));
    scene.kill().await?;
    if seen.refused.keys().ne(&[503]) {
        return Err(Trouble::Failed("those beyond the queue must be refused with 503, and nobody else".to_owned()));
    }
    match seen.endless {
        0 => Ok(()),
        endless => Err(Trouble::Failed(format!("{endless} were not told when to come again"))),
    }
}
