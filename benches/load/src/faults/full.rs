//! The disk is full: answers are refused in words, and taken again as soon as there is room.

use std::time::{Duration, Instant};

use super::scene::{Scene, Stage, pause};
use super::tale::{Tale, Trouble, not_run};
use super::tools::{self, Mount, said};
use crate::client::{Client, Failure};
use crate::exam::Newcomer;

/// Fill, refuse, grow, resume.
pub async fn run(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    tools::need_root()?;
    tools::need(&["mount", "umount", "df"])?;
    let point = stage.place("full")?;
    let place = point.display().to_string();
    if let Err(failure) = said("mount", &["-t", "tmpfs", "-o", "size=512m", "simulado-faults", &place]) {
        return not_run(failure);
    }
    let mount = Mount(point);
    let mut scene = Scene::on_file(stage, &mount.0, 32).await?;
    // So that they fill what is left.
    scene.sitters().iter_mut().for_each(|sitter| sitter.padded(1_500));
    for _ in 0..stage.rounds(3) {
        let used = said("df", &["-k", "--output=used", &place])?;
        let used: u64 = used.lines().last().and_then(|used| used.trim().parse().ok()).unwrap_or_default();
        said("mount", &["-o", &format!("remount,size={}k", used + 2_048), &place])?;
        let before = refused(&scene);
        scene.let_loose();
        fill(&scene, before).await?;
        pause(700).await;
        scene.call_in().await?;
        tale.judge(scene.compare()?);
        said("mount", &["-o", "remount,size=512m", &place])?;
        tale.rounds += 1;
        tale.resumed.push(scene.resumes(Instant::now()).await?);
        scene.let_loose();
        pause(300).await;
        scene.call_in().await?;
        scene.look(tale).await?;
    }
    scene.restart(tale).await?;
    scene.close(tale).await
}

fn refused(scene: &Scene<'_>) -> u64 {
    scene.seen().refused.values().sum()
}

/// Begins exams, which need room, until answers are refused.
async fn fill(scene: &Scene<'_>, before: u64) -> Result<(), Failure> {
    let since = Instant::now();
    while refused(scene) == before {
        if since.elapsed() > Duration::from_secs(20) {
            return Err("the disk does not fill up".to_owned());
        }
        // Refused or not: it takes what room there is.
        drop(Newcomer(Client::new(scene.address())).begin().await);
    }
    Ok(())
}
