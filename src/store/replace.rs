//! Putting another file in the place of an embedded database: alone, with what was there kept, and whole at every moment.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteLockingMode};
use sqlx::{ConnectOptions as _, Connection as _};

use super::lock::{Lock, beside, real};
use super::{OpenError, Store, StoreError};

/// Files that belong to a database while it is used.
pub const BESIDE: [&str; 4] = ["-wal", "-shm", "-journal", "-lock"];
/// How long another program may take to let go of the file.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a database cannot be replaced. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// A service or a command of this program holds it.
    #[error("a service or another command of Simulado is using the database {}", .0.display())]
    InUse(PathBuf),
    /// Some program has the file open.
    #[error("another program has the database {} open", .0.display())]
    Open(PathBuf),
    /// The system refused.
    #[error("the database {} cannot be replaced: {cause}", path.display())]
    Refused {
        /// The database.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
}

/// A database that nobody else uses until this is dropped.
pub struct Replacing {
    path: PathBuf,
    lock: Lock,
}

impl Replacing {
    /// Takes the database for itself, whether it is there or not.
    pub async fn begin(path: &Path) -> Result<Self, ReplaceError> {
        let refused = |error: io::Error| ReplaceError::Refused { path: path.to_owned(), cause: error.to_string() };
        let path = real(path).map_err(refused)?;
        let lock = Lock::alone(&path).map_err(refused)?.ok_or_else(|| ReplaceError::InUse(path.clone()))?;
        settle(&path).await?;
        Ok(Self { path, lock })
    }

    /// Where the database is, whichever links lead there.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Moves what is there to `kept`, with its log if it has one, and `new` into its place. After a power cut one of the two
    /// is there, whole.
    pub fn put(&self, new: &Path, kept: &Path) -> io::Result<()> {
        let there = self.path.exists();
        // A second name first, so that there is never none.
        let linked = there && fs::hard_link(&self.path, kept).is_ok();
        if there && !linked {
            fs::rename(&self.path, kept)?;
        }
        // A log that was left by a program that died belongs to the old file and would spoil the new one.
        for suffix in ["-wal", "-journal"] {
            match fs::rename(beside(&self.path, suffix), beside(kept, suffix)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        match fs::remove_file(beside(&self.path, "-shm")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        File::open(folder)?.sync_all()?;
        fs::rename(new, &self.path)?;
        File::open(folder)?.sync_all()
    }

    /// Opens what is there now, and brings it up to date, before anybody else can.
    pub async fn open(&self) -> Result<Store, OpenError> {
        Store::open_sqlite(self.path.clone(), Some(self.lock.clone())).await
    }
}

/// Makes sure that no program at all has the file open, and brings what stands in its log into it. A file that is too damaged
/// for that stays as it is.
async fn settle(path: &Path) -> Result<(), ReplaceError> {
    if !path.exists() {
        return Ok(());
    }
    let alone = SqliteConnectOptions::new()
        .filename(path)
        .locking_mode(SqliteLockingMode::Exclusive)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    let settled: Result<(), sqlx::Error> = async {
        let mut connection = alone.connect().await?;
        // Whoever has the file open in the mode of the store holds a lock that this cannot be had beside.
        sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await?;
        sqlx::query("COMMIT").execute(&mut connection).await?;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await?;
        connection.close().await
    }
    .await;
    match settled {
        Err(sqlx::Error::Database(error)) if is_busy(error.code().as_deref()) => {
            Err(ReplaceError::Open(path.to_owned()))
        }
        Err(error) => {
            tracing::debug!(error = %StoreError::from(error), "the old database is kept as it is");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// `SQLITE_BUSY` or `SQLITE_LOCKED`, with their extended codes.
fn is_busy(code: Option<&str>) -> bool {
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| matches!(code & 0xff, 5 | 6))
}
