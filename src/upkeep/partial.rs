//! A file in the making: beside its target under a name of its own, gone unless it is finished, and at its target whole or
//! not at all.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::ambient::Random;

/// What the name of one ends with.
const SUFFIX: &str = ".part";

/// A file that is taken away when this is dropped.
pub(super) struct Partial {
    path: PathBuf,
    target: PathBuf,
}

impl Partial {
    /// An empty file that nobody else can read. What was left of earlier ones for the same target goes.
    pub(super) fn new(target: &Path, random: &Random) -> io::Result<Self> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        for left in leftovers(folder(target))?.filter(|left| left.target == name) {
            fs::remove_file(left.path)?;
        }
        let path = folder(target).join(format!(".{name}.{:08x}{SUFFIX}", u32::from_le_bytes(random.bytes())));
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Self { path, target: target.to_owned() })
    }

    /// Where it is for now.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Lets those read it who may read this file, and gives it to the same owner where that is allowed.
    pub(super) fn like(&self, model: &Path) -> io::Result<()> {
        let model = fs::metadata(model)?;
        let own = fs::metadata(&self.path)?;
        if (own.uid(), own.gid()) != (model.uid(), model.gid()) {
            // Only the system's administrator may give files away; anybody else's backup is their own.
            let _ = std::os::unix::fs::chown(&self.path, Some(model.uid()), Some(model.gid()));
        }
        fs::set_permissions(&self.path, model.permissions())
    }

    /// Waits until all of it is on the disk.
    pub(super) fn settle(&self) -> io::Result<()> {
        File::open(&self.path)?.sync_all()
    }

    /// Brings it to its target. Without `over`, whatever is there already stays, and this fails.
    pub(super) fn finish(self, over: bool) -> io::Result<()> {
        self.settle()?;
        if over {
            fs::rename(&self.path, &self.target)?;
        } else if let Err(error) = fs::hard_link(&self.path, &self.target) {
            // A file system without second names. Looking first is the next best.
            if error.kind() == io::ErrorKind::AlreadyExists || self.target.exists() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(&self.path, &self.target)?;
        } else {
            fs::remove_file(&self.path)?;
        }
        File::open(folder(&self.target))?.sync_all()
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // After it is finished there is none.
        let _ = fs::remove_file(&self.path);
    }
}

/// The folder that a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What a program that was killed has left.
pub(super) struct Leftover {
    pub(super) path: PathBuf,
    /// The name that it was meant to get.
    pub(super) target: String,
}

pub(super) fn leftovers(folder: &Path) -> io::Result<impl Iterator<Item = Leftover>> {
    Ok(fs::read_dir(folder)?.flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let (target, random) = name.strip_prefix('.')?.strip_suffix(SUFFIX)?.rsplit_once('.')?;
        let ours = random.len() == 8 && random.bytes().all(|byte| byte.is_ascii_hexdigit());
        ours.then(|| Leftover { path: entry.path(), target: target.to_owned() })
    }))
}
