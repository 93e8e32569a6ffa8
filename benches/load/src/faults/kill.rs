//! The process is killed in the middle of a storm.

use super::scene::{Scene, Stage, pause};
use super::tale::{Tale, Trouble};

/// Kill, start, compare; again and again on the same database.
pub async fn run(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let mut scene = Scene::on_file(stage, &stage.place("kill")?, 64).await?;
    for round in 0..stage.rounds(20) {
        scene.let_loose();
        // At another moment each time.
        pause(300 + u64::from(round * 37 % 200)).await;
        scene.kill().await?;
        scene.call_in().await?;
        tale.rounds += 1;
        scene.come_back(tale).await?;
    }
    tale.saw(&scene.seen());
    Ok(())
}
