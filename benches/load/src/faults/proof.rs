//! Tests that must find a loss: if they find none, the others prove nothing.

use super::database::Database;
use super::power::Disk;
use super::scene::{Scene, Stage, pause};
use super::tale::{Tale, Trouble};
use super::tools::Tracer;

/// An acknowledged answer is taken from the database by hand.
pub async fn by_hand(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let mut scene = Scene::on_file(stage, &stage.place("hand")?, 8).await?;
    scene.let_loose();
    pause(300).await;
    scene.call_in().await?;
    scene.kill().await?;
    let verdict = scene.compare()?;
    tale.acknowledged = verdict.acknowledged;
    if verdict.lost > 0 {
        return Err(Trouble::Failed(format!("a loss before anything was done: {:?}", verdict.first)));
    }
    if let Database::Sqlite(file) = scene.database() {
        let taken = "UPDATE item SET note = '', response = '{\"choice\": []}' WHERE rowid IN \
                     (SELECT rowid FROM item WHERE note <> '' ORDER BY revision DESC LIMIT 1)";
        let connection = rusqlite::Connection::open(file).map_err(|error| error.to_string())?;
        connection.execute(taken, ()).map_err(|error| error.to_string())?;
    }
    tale.rounds = 1;
    found(scene.compare()?.lost, tale)
}

/// The power fails on a disk that says it has flushed and has not.
pub async fn lying_disk(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let folder = stage.place("lying")?;
    let disk = Disk::new(&folder)?;
    let mut scene = Scene::on_file(stage, disk.folder(), 16).await?;
    let tracer = Tracer::attach(scene.pid(), &["fsync,fdatasync:retval=0"], &[], &folder.join("trace")).await?;
    scene.let_loose();
    pause(700).await;
    scene.kill().await?;
    let disk = disk.after_a_power_cut(1)?;
    drop(tracer);
    scene.call_in().await?;
    scene.start().await?;
    let verdict = scene.compare()?;
    (tale.rounds, tale.acknowledged) = (1, verdict.acknowledged);
    scene.kill().await?;
    drop(disk);
    found(verdict.lost, tale)
}

fn found(lost: usize, tale: &mut Tale) -> Result<(), Trouble> {
    if lost == 0 {
        return Err(Trouble::Failed("a loss was made, and not noticed".to_owned()));
    }
    tale.remarks.push(format!("the loss that was made is noticed: {lost}"));
    Ok(())
}
