//! Brings what stands in the log of the embedded database into its file, on a connection of its own, so that no write waits
//! for it.
//!
//! The log begins anew only at a moment in which all of it is in the file. While many write, there is no such moment by itself:
//! the writer is then asked to bring the little that is left into the file, between two of its transactions.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// How often to look.
const EACH: Duration = Duration::from_millis(100);
/// Pages of the log that are worth the work. Few at a time: while thousands are being flushed, commits wait for the disk.
const WORTH: i64 = 200;
/// Pages after which the log should begin anew, 40 MiB.
const LONG: i64 = 10_000;
/// How often the writer tries until it is asked again: a reader that is still at an older state keeps the log from being whole.
const TRIES: u8 = 8;

/// The task that does it. It ends when it is told to, or with the last of its owner.
pub(super) struct Checkpointer {
    tries: Arc<AtomicU8>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// What stands in the log, and how much of it in the file too; in pages.
#[derive(Clone, Copy, sqlx::FromRow)]
struct Log {
    log: i64,
    checkpointed: i64,
}

impl Log {
    const fn is_whole(self) -> bool {
        self.checkpointed >= self.log
    }
}

impl Checkpointer {
    /// Starts the task on a connection of its own.
    pub(super) fn start(connection: SqliteConnection) -> Self {
        let tries = Arc::new(AtomicU8::new(0));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(run(connection, Arc::clone(&tries), stopped));
        Self { tries, stop, task }
    }

    /// Called by the writer between two transactions: brings the rest of a log that is too long into the file.
    pub(super) async fn finish(&self, writing: &mut SqliteConnection) {
        let left = self.tries.load(Ordering::Relaxed);
        if left == 0 {
            return;
        }
        // What fails here is said by the task, which meets it too.
        let is_whole = checkpoint(writing).await.is_ok_and(Log::is_whole);
        self.tries.store(if is_whole { 0 } else { left - 1 }, Ordering::Relaxed);
    }

    /// Ends the task and closes its connection.
    pub(super) async fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.task.await;
    }
}

async fn run(mut connection: SqliteConnection, tries: Arc<AtomicU8>, mut stopped: oneshot::Receiver<()>) {
    let mut failing = false;
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            () = tokio::time::sleep(EACH) => {}
        }
        match look(&mut connection).await {
            Ok(is_long) => {
                failing = false;
                tries.store(if is_long { TRIES } else { 0 }, Ordering::Relaxed);
            }
            // Said once: a full disk stays full for many rounds.
            Err(error) if !failing => {
                failing = true;
                tracing::warn!(%error, "the database's log could not be brought into its file; trying again");
            }
            Err(_) => {}
        }
    }
    let _ = connection.close().await;
}

/// One round. Whether the log is long, and something of it is still in it alone.
async fn look(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let mut log: Log = sqlx::query_as("PRAGMA wal_checkpoint(NOOP)").fetch_one(&mut *connection).await?;
    if log.log - log.checkpointed >= WORTH {
        log = checkpoint(connection).await?;
    }
    Ok(log.log >= LONG && !log.is_whole())
}

/// Brings into the file what can be without waiting for anybody.
async fn checkpoint(connection: &mut SqliteConnection) -> Result<Log, sqlx::Error> {
    sqlx::query_as("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(connection).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::ConnectOptions as _;
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};

    async fn log(connection: &mut SqliteConnection) -> Log {
        sqlx::query_as("PRAGMA wal_checkpoint(NOOP)").fetch_one(connection).await.unwrap()
    }

    async fn run(connection: &mut SqliteConnection, statement: &'static str) {
        sqlx::query(statement).execute(connection).await.unwrap();
    }

    #[tokio::test]
    async fn a_long_log_begins_anew_once_no_reader_needs_it() {
        let dir = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new().filename(dir.path().join("test.db")).create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).pragma("wal_autocheckpoint", "0");
        let (mut writing, mut reading) = (options.connect().await.unwrap(), options.connect().await.unwrap());
        let mut beside = options.connect().await.unwrap();
        run(&mut writing, "CREATE TABLE t (bytes BLOB)").await;
        assert!(!look(&mut beside).await.unwrap(), "a short log is left alone");
        assert_eq!(log(&mut beside).await.checkpointed, 0);

        run(&mut reading, "BEGIN; SELECT * FROM t").await;
        run(&mut writing, "INSERT INTO t VALUES (randomblob(45000000))").await;
        assert!(look(&mut beside).await.unwrap(), "the reader stands in the way");
        let (stop, _stopped) = oneshot::channel();
        let checkpointer = Checkpointer { tries: Arc::new(AtomicU8::new(2)), stop, task: tokio::spawn(async {}) };
        checkpointer.finish(&mut writing).await;
        assert!(!log(&mut beside).await.is_whole());
        assert_eq!(checkpointer.tries.load(Ordering::Relaxed), 1, "it will try once more");
        run(&mut reading, "COMMIT").await;
        checkpointer.finish(&mut writing).await;
        assert!(log(&mut beside).await.is_whole());
        assert_eq!(checkpointer.tries.load(Ordering::Relaxed), 0, "nothing is left to do");

        run(&mut writing, "INSERT INTO t VALUES (NULL)").await;
        let anew = log(&mut beside).await;
        assert!(anew.log < 10, "it goes on behind {} pages", anew.log);
    }

    #[tokio::test]
    async fn what_is_worth_it_is_brought_into_the_file_beside_the_writer() {
        let dir = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new().filename(dir.path().join("test.db")).create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).pragma("wal_autocheckpoint", "0");
        let (mut writing, mut beside) = (options.connect().await.unwrap(), options.connect().await.unwrap());
        run(&mut writing, "CREATE TABLE t (bytes BLOB)").await;
        run(&mut writing, "INSERT INTO t VALUES (randomblob(5000000))").await;
        assert!(!look(&mut beside).await.unwrap(), "the log is not long");
        assert!(log(&mut beside).await.is_whole());
    }
}
