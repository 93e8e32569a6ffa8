//! Other programs that a fault needs: whether they are there, what they say, and one that hurts a process from outside.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader};

use super::tale::{Trouble, not_run};
use crate::client::Failure;

/// Whether this is root.
pub fn is_root() -> bool {
    said("id", &["-u"]).is_ok_and(|id| id.trim() == "0")
}

/// The test is not run unless these programs are there.
pub fn need(programs: &[&str]) -> Result<(), Trouble> {
    let folders = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin:/sbin";
    let is_there = |program: &str| folders.split(':').any(|folder| Path::new(folder).join(program).exists());
    match programs.iter().find(|program| !is_there(program)) {
        Some(missing) => not_run(format!("{missing} is not installed")),
        None => Ok(()),
    }
}

/// The test is not run unless this is root.
pub fn need_root() -> Result<(), Trouble> {
    if is_root() { Ok(()) } else { not_run("only root may do this") }
}

/// Runs a program to its end, and gives what it said.
pub fn said(program: &str, args: &[&str]) -> Result<String, Failure> {
    let output = Command::new(program).args(args).current_dir("/").stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program} {}: {}", args.join(" "), words.trim()))
}

/// A folder that is mounted, until this is dropped.
pub struct Mount(pub PathBuf);

impl Drop for Mount {
    fn drop(&mut self) {
        let point = self.0.display().to_string();
        // What was killed a moment ago may still be on its way out.
        for _ in 0..100 {
            if said("umount", &[&point]).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(said("umount", &["-l", &point]));
    }
}

/// A tracer that makes system calls of a running process fail or wait, until it is taken off.
pub struct Tracer {
    child: tokio::process::Child,
    log: PathBuf,
}

impl Tracer {
    /// Attaches to a process. `injections` are what `strace --inject` takes; only calls on these files are meant.
    pub async fn attach(pid: u32, injections: &[&str], files: &[PathBuf], log: &Path) -> Result<Self, Trouble> {
        need(&["strace"])?;
        let calls: Vec<&str> = injections.iter().filter_map(|one| one.split(':').next()).collect();
        let mut command = tokio::process::Command::new("strace");
        command.args(["-f", "-p", &pid.to_string(), "-e", &format!("trace={}", calls.join(",")), "-o"]).arg(log);
        command.args(injections.iter().map(|one| format!("--inject={one}")));
        for file in files {
            command.arg("-P").arg(file);
        }
        let mut child = command
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Trouble::Failed(format!("strace: {error}")))?;
        let Some(words) = child.stderr.take() else { return Err("strace says nothing".to_owned().into()) };
        let mut lines = BufReader::new(words).lines();
        let attached = async {
            let mut all = String::new();
            while let Ok(Some(line)) = lines.next_line().await {
                if line.contains("attached") {
                    return Ok(());
                }
                all = all + &line + " ";
            }
            Err(all)
        };
        match tokio::time::timeout(Duration::from_secs(10), attached).await {
            Ok(Ok(())) => {}
            Ok(Err(words)) => return not_run(format!("strace may not do this here: {words}")),
            Err(_) => return not_run("strace does not attach"),
        }
        // Whatever else it says is read, so that it never waits for us.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { child, log: log.to_owned() })
    }

    /// Takes it off, and gives how many calls it has hurt.
    pub async fn detach(mut self) -> Result<usize, Failure> {
        let pid = self.child.id().unwrap_or_default().to_string();
        said("kill", &["-INT", &pid])?;
        let ended = tokio::time::timeout(Duration::from_secs(10), self.child.wait()).await;
        ended.map_err(|_| "strace does not let go".to_owned())?.map_err(|error| error.to_string())?;
        let trace = std::fs::read_to_string(&self.log).map_err(|error| error.to_string())?;
        Ok(trace.matches("INJECTED").count() + trace.matches("DELAYED").count())
    }
}
