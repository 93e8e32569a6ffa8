//! `PostgreSQL`: its connections are ended, it crashes; the service comes back by itself, and nothing is lost.

use std::time::Instant;

use super::cluster::Cluster;
use super::scene::{PLACES, Scene, Stage, pause};
use super::tale::{Tale, Trouble};
use crate::client::Failure;

/// A server on a new database of a cluster, with candidates.
pub async fn scene<'a>(stage: &'a Stage, cluster: &Cluster, name: &str) -> Result<Scene<'a>, Failure> {
    let (url, database) = cluster.database(name)?;
    let mut scene = Scene::new(stage, url, database)?;
    scene.start().await?;
    scene.invite(64, 0..PLACES).await?;
    Ok(scene)
}

/// After a hurt in the middle of a storm: answers are taken again, without a restart, and all is there.
pub async fn recovers(scene: &mut Scene<'_>, tale: &mut Tale) -> Result<(), Trouble> {
    tale.rounds += 1;
    tale.resumed.push(scene.resumes(Instant::now()).await?);
    pause(300).await;
    scene.call_in().await?;
    scene.look(tale).await
}

/// The end: what is there is there after a restart too.
pub async fn ends(mut scene: Scene<'_>, tale: &mut Tale) -> Result<(), Trouble> {
    scene.restart(tale).await?;
    tale.saw(&scene.seen());
    scene.kill().await?;
    Ok(())
}

/// All connections are ended by the server.
pub async fn connections(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let cluster = Cluster::start(None)?;
    let mut scene = scene(stage, &cluster, "connections").await?;
    for _ in 0..stage.rounds(5) {
        scene.let_loose();
        pause(400).await;
        cluster.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'simulado'")?;
        recovers(&mut scene, tale).await?;
    }
    ends(scene, tale).await
}

/// The server crashes and recovers; and at the end Simulado is killed in the same moment.
pub async fn crash(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let cluster = Cluster::start(None)?;
    let mut scene = scene(stage, &cluster, "crash").await?;
    for _ in 0..stage.rounds(5) {
        scene.let_loose();
        pause(400).await;
        cluster.crash()?;
        recovers(&mut scene, tale).await?;
    }
    scene.let_loose();
    pause(400).await;
    scene.kill().await?;
    cluster.crash()?;
    scene.call_in().await?;
    tale.rounds += 1;
    scene.come_back(tale).await?;
    ends(scene, tale).await
}
