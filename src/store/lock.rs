//! The lock file beside an embedded database: everybody who serves or changes the database holds it together, and whoever puts
//! another database in its place holds it alone.
//!
//! The system keeps such a lock with the open file, so it goes with the process, however that ends: after a `kill -9` nothing
//! has to be tidied. The empty file itself stays; to delete it would let two hold two files of the same name.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A lock that is held until its last clone is dropped.
#[derive(Clone, Debug)]
pub(super) struct Lock {
    _file: Arc<File>,
}

impl Lock {
    /// Held together with others; nothing while somebody holds it alone.
    pub(super) fn shared(database: &Path) -> io::Result<Option<Self>> {
        Self::take(database, File::try_lock_shared)
    }

    /// Held alone; nothing while anybody else holds it.
    pub(super) fn alone(database: &Path) -> io::Result<Option<Self>> {
        Self::take(database, File::try_lock)
    }

    fn take(database: &Path, lock: fn(&File) -> Result<(), TryLockError>) -> io::Result<Option<Self>> {
        let file = open(&beside(&real(database)?, "-lock"))?;
        match lock(&file) {
            Ok(()) => Ok(Some(Self { _file: Arc::new(file) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// One that somebody else made can be locked all the same, as long as it can be read.
fn open(path: &Path) -> io::Result<File> {
    match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(path),
        opened => opened,
    }
}

/// Where a file really is, whichever links lead there; the file itself need not be there yet.
pub(super) fn real(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Ok(fs::canonicalize(folder)?.join(path.file_name().unwrap_or_default()))
        }
        found => found,
    }
}

/// The path with something behind its name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_hold_it_together_and_one_alone() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("a.db");
        let (one, two) = (Lock::shared(&database).unwrap().unwrap(), Lock::shared(&database).unwrap().unwrap());
        assert!(Lock::alone(&database).unwrap().is_none());
        drop(one);
        assert!(Lock::alone(&database).unwrap().is_none());
        drop(two);
        let alone = Lock::alone(&database).unwrap().unwrap();
        assert!(Lock::shared(&database).unwrap().is_none());
        let still = alone.clone();
        drop(alone);
        assert!(Lock::shared(&database).unwrap().is_none());
        drop(still);
        assert!(Lock::shared(&database).unwrap().is_some());
    }

    #[test]
    fn a_link_leads_to_the_same_lock() {
        let dir = tempfile::tempdir().unwrap();
        let (database, link) = (dir.path().join("a.db"), dir.path().join("link.db"));
        fs::write(&database, "").unwrap();
        std::os::unix::fs::symlink(&database, &link).unwrap();
        let _held = Lock::shared(&link).unwrap().unwrap();
        assert!(Lock::alone(&database).unwrap().is_none());
    }
}
