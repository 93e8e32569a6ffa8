//! The disk fails under the database: writes and flushes return errors, and then work again.

use std::path::PathBuf;
use std::time::Instant;

use super::database::Database;
use super::scene::{Scene, Stage, pause};
use super::tale::{Tale, Trouble};
use super::tools::Tracer;

/// What fails, and whether it always does.
const FAULTS: [(&str, bool); 6] = [
    ("pwrite64:error=EIO", true),
    ("fsync,fdatasync:error=EIO", true),
    ("pwrite64:error=EROFS", true),
    ("fsync,fdatasync:error=EROFS", true),
    ("pwrite64:error=EIO:when=3+7", false),
    ("fsync,fdatasync:error=EIO:when=2+3", false),
];

/// The files of a database.
pub fn files(database: &Database) -> Vec<PathBuf> {
    let Database::Sqlite(file) = database else { return Vec::new() };
    ["", "-wal", "-shm"].iter().map(|end| PathBuf::from(format!("{}{end}", file.display()))).collect()
}

/// Each fault in turn: hurt, heal, resume, compare; then kill, start, compare.
pub async fn run(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let folder = stage.place("broken")?;
    let mut scene = Scene::on_file(stage, &folder, 32).await?;
    let rounds = usize::try_from(stage.rounds(6)).unwrap_or(6);
    for (fault, always) in FAULTS.iter().cycle().take(rounds) {
        scene.let_loose();
        pause(200).await;
        let files = files(scene.database());
        let tracer = Tracer::attach(scene.pid(), &[fault], &files, &folder.join("trace")).await?;
        // What was being written when it began may still be acknowledged.
        pause(300).await;
        let before = scene.seen().acknowledged;
        pause(700).await;
        let after = scene.seen().acknowledged;
        let hurt = tracer.detach().await?;
        let since = Instant::now();
        tale.rounds += 1;
        if hurt == 0 {
            return Err(Trouble::Failed(format!("{fault}: nothing was hurt")));
        }
        if *always && after > before {
            return Err(Trouble::Failed(format!("{fault}: {} answers were acknowledged meanwhile", after - before)));
        }
        tale.resumed.push(scene.resumes(since).await.map_err(|failure| format!("{fault}: {failure}"))?);
        pause(200).await;
        scene.call_in().await?;
        scene.look(tale).await?;
        scene.restart(tale).await?;
    }
    scene.close(tale).await
}
