//! The machine's clock jumps: deadlines are by the server's clock as it is, and no answer is lost.

use std::path::Path;

use super::scene::{PLACES, Scene, Stage, pause};
use super::sitter::Reply;
use super::tale::{Tale, Trouble, not_run};
use crate::client::Failure;

/// Minutes of the exam.
const MINUTES: i64 = 90;

/// The library that shows a process another time.
fn library() -> Option<String> {
    let folders =
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/lib64", "/usr/local/lib"];
    let paths = folders.iter().map(|folder| format!("{folder}/faketime/libfaketime.so.1"));
    paths.into_iter().find(|path| Path::new(path).exists())
}

/// An hour forward, an hour back, another back, and beyond the deadline.
pub async fn run(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let Some(library) = library() else { return not_run("libfaketime is not installed") };
    let folder = stage.place("clock")?;
    let offset = folder.join("offset");
    let jump = |seconds: i64| std::fs::write(&offset, format!("{seconds:+}\n")).map_err(|error| error.to_string());
    jump(0)?;
    let file = folder.join("simulado.db");
    let url = format!("sqlite:{}", file.display());
    let mut scene = Scene::new(stage, url, super::database::Database::Sqlite(file))?;
    scene.set("LD_PRELOAD", &library);
    scene.set("FAKETIME_TIMESTAMP_FILE", &offset.display().to_string());
    scene.set("FAKETIME_NO_CACHE", "1");
    // A clock that is set does not move the one that timers go by.
    scene.set("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    scene.set("DONT_FAKE_MONOTONIC", "1");
    scene.start().await?;
    scene.invite(32, 0..PLACES).await?;
    for (seconds, left) in [(0, MINUTES), (3_600, MINUTES - 60), (0, MINUTES), (-3_600, MINUTES), (0, MINUTES)] {
        scene.let_loose();
        pause(200).await;
        jump(seconds)?;
        pause(300).await;
        is_left(&mut scene, left).await.map_err(|failure| format!("{seconds:+} s: {failure}"))?;
        pause(300).await;
        scene.call_in().await?;
        tale.rounds += 1;
        scene.look(tale).await?;
    }
    let refused: u64 = scene.seen().refused.values().sum();
    if refused + scene.seen().cut > 0 {
        return Err(Trouble::Failed(format!("{refused} answers were refused before the deadline")));
    }
    // Two hours on, time is up, and stays up when the clock comes back.
    for seconds in [7_200, 0] {
        jump(seconds)?;
        pause(2_500).await;
        let reply = scene.ask().await?;
        if !matches!(reply, Reply::Refused(410, _)) {
            return Err(Trouble::Failed(format!("{seconds:+} s: {reply:?} to an answer after the time was up")));
        }
        tale.rounds += 1;
        tale.judge(scene.compare()?);
    }
    scene.is_calm()?;
    tale.saw(&scene.seen());
    // Whoever begins now has all the time.
    let mut sitter = super::sitter::Sitter::begin(scene.address(), 99, 0..1, std::sync::Arc::default()).await?;
    match sitter.answer().await {
        Reply::Acknowledged(Some(left)) if left > MINUTES * 60 - 60 => {}
        reply => return Err(Trouble::Failed(format!("{reply:?} to somebody who has just begun"))),
    }
    scene.kill().await?;
    Ok(())
}

/// Asks how much time is left. It is never said to be more than the exam has.
async fn is_left(scene: &mut Scene<'_>, minutes: i64) -> Result<(), Failure> {
    match scene.ask().await? {
        Reply::Acknowledged(Some(left)) if (left - minutes * 60).abs() < 60 => Ok(()),
        reply => Err(format!("{reply:?} where {minutes} minutes are left")),
    }
}
