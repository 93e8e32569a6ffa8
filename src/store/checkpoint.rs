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
/// Pages after which the log should begin anew, 200 MiB. By itself it mostly does much earlier.
const LONG: i64 = 50_000;
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
        match look(&mut connection, LONG).await {
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

/// One round. Whether the log is long. That all of it is in the file is said of a moment that is over: more was written meanwhile.
async fn look(connection: &mut SqliteConnection, long: i64) -> Result<bool, sqlx::Error> {
    let mut log: Log = sqlx::query_as("PRAGMA wal_checkpoint(NOOP)").fetch_one(&mut *connection).await?;
    if log.log - log.checkpointed >= WORTH {
        log = checkpoint(connection).await?;
    }
    Ok(log.log >= long)
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

    /// Three connections to a new database: two that use it, and one beside them.
    async fn three(dir: &tempfile::TempDir) -> [SqliteConnection; 3] {
        let options = SqliteConnectOptions::new().filename(dir.path().join("test.db")).create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).pragma("wal_autocheckpoint", "0");
        let mut three =
            [options.connect().await.unwrap(), options.connect().await.unwrap(), options.connect().await.unwrap()];
        run(&mut three[0], "CREATE TABLE t (bytes BLOB)").await;
        three
    }

    #[tokio::test]
    async fn a_long_log_begins_anew_once_no_reader_needs_it() {
        let dir = tempfile::tempdir().unwrap();
        let [mut writing, mut reading, mut beside] = three(&dir).await;
        assert!(!look(&mut beside, 1_000).await.unwrap(), "a short log is left alone");
        assert_eq!(log(&mut beside).await.checkpointed, 0);

        run(&mut reading, "BEGIN; SELECT * FROM t").await;
        run(&mut writing, "INSERT INTO t VALUES (randomblob(4500000))").await;
        assert!(look(&mut beside, 1_000).await.unwrap(), "the reader stands in the way");
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
    async fn a_long_log_that_was_whole_a_moment_ago_is_finished_too() {
        let dir = tempfile::tempdir().unwrap();
        let [mut writing, _, mut beside] = three(&dir).await;
        run(&mut writing, "INSERT INTO t VALUES (randomblob(4500000))").await;
        let is_long = look(&mut beside, 1_000).await.unwrap();
        assert!(log(&mut beside).await.is_whole());
        // While many write, something follows at once.
        assert!(is_long, "it would grow without end");
    }

    #[tokio::test]
    async fn what_is_worth_it_is_brought_into_the_file_beside_the_writer() {
        let dir = tempfile::tempdir().unwrap();
        let [mut writing, _, mut beside] = three(&dir).await;
        run(&mut writing, "INSERT INTO t VALUES (randomblob(5000000))").await;
        assert!(!look(&mut beside, 10_000).await.unwrap(), "the log is not long");
        assert!(log(&mut beside).await.is_whole());
    }
}
