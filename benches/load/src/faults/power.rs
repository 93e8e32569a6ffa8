//! The power fails: what was in memory is gone, what the disk was given is there.
//!
//! The database is on an ext4 on a loop device on a file. The loop device reads and writes the file with direct I/O, so the file
//! holds what that ext4 has really written to its disk, and nothing of what waits in the page cache above it: that is what a
//! machine finds when its power comes back. The file is copied as it is at that moment, and the copy is mounted, which replays
//! the journal of ext4, as after a power cut. If the kernel happens to write while the file is copied, it is copied again, so
//! that the copy is of one moment.
//!
//! What this is not: a disk that lies about its own cache. What a disk was given is taken to be there, flushed or not. That the
//! test notices a flush that did not happen is proved by `proof.rs`.

use std::path::{Path, PathBuf};

use super::scene::{Scene, Stage, pause};
use super::tale::{Tale, Trouble, not_run};
use super::tools::{self, Mount, said};
use crate::client::Failure;

/// A loop device, until this is dropped.
struct Loop(String);

impl Drop for Loop {
    fn drop(&mut self) {
        drop(said("losetup", &["-d", &self.0]));
    }
}

/// A disk in a file, mounted. Fields are dropped in their order: first what is mounted, then what it is mounted from.
pub struct Disk {
    mount: Mount,
    _device: Loop,
    image: PathBuf,
}

impl Disk {
    /// A new one.
    pub fn new(folder: &Path) -> Result<Self, Trouble> {
        tools::need_root()?;
        tools::need(&["losetup", "mkfs.ext4", "mount", "umount", "cp", "cmp"])?;
        let image = folder.join("disk-0");
        let file = std::fs::File::create(&image).map_err(|error| error.to_string())?;
        file.set_len(192 << 20).map_err(|error| error.to_string())?;
        said("mkfs.ext4", &["-qF", "-E", "nodiscard", &image.display().to_string()])?;
        Self::mounted(image, folder.join("mounted"))
    }

    fn mounted(image: PathBuf, point: PathBuf) -> Result<Self, Trouble> {
        let file = image.display().to_string();
        let device = match said("losetup", &["--direct-io=on", "--show", "-f", &file]) {
            Ok(name) => Loop(name.trim().to_owned()),
            Err(failure) => return not_run(failure),
        };
        let dio = format!("/sys/block/{}/loop/dio", device.0.trim_start_matches("/dev/"));
        if std::fs::read_to_string(dio).is_ok_and(|is| is.trim() != "1") {
            return not_run("the loop device does no direct I/O on this file system");
        }
        std::fs::create_dir_all(&point).map_err(|error| error.to_string())?;
        // With a long commit interval nothing reaches the disk by the way: what is there was asked for.
        let place = point.display().to_string();
        if let Err(failure) = said("mount", &["-t", "ext4", "-o", "commit=300", &device.0, &place]) {
            return not_run(failure);
        }
        Ok(Self { mount: Mount(point), _device: device, image })
    }

    /// Where it is mounted.
    pub fn folder(&self) -> &Path {
        &self.mount.0
    }

    /// The disk as it was found after the power had failed now.
    pub fn after_a_power_cut(self, round: u32) -> Result<Self, Trouble> {
        let copy = self.image.with_file_name(format!("disk-{round}"));
        copied(&self.image, &copy)?;
        let (old, point) = (self.image.clone(), self.mount.0.clone());
        drop(self);
        let disk = Self::mounted(copy, point)?;
        std::fs::remove_file(old).map_err(|error| error.to_string())?;
        Ok(disk)
    }
}

fn copied(from: &Path, to: &Path) -> Result<(), Failure> {
    let (from, to) = (from.display().to_string(), to.display().to_string());
    for _ in 0..10 {
        said("cp", &["--sparse=always", &from, &to])?;
        if said("cmp", &["-s", &from, &to]).is_ok() {
            return Ok(());
        }
    }
    Err("the disk does not come to rest".to_owned())
}

/// Storm, power cut, mount, compare; again and again, each time on what the last cut has left.
pub async fn run(stage: &Stage, tale: &mut Tale) -> Result<(), Trouble> {
    let mut disk = Disk::new(&stage.place("power")?)?;
    let mut scene = Scene::on_file(stage, disk.folder(), 64).await?;
    for round in 1..=stage.rounds(10) {
        scene.let_loose();
        pause(400 + u64::from(round * 53 % 300)).await;
        scene.kill().await?;
        disk = disk.after_a_power_cut(round)?;
        scene.call_in().await?;
        tale.rounds += 1;
        scene.come_back(tale).await?;
    }
    tale.saw(&scene.seen());
    scene.kill().await?;
    Ok(())
}
