//! Opening a database: `SQLite`'s settings, the migrations, and one clear sentence for whatever stands in the way.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use super::checkpoint::Checkpointer;
use super::gather::Gatherer;
use super::lock::Lock;
use super::whereabouts::Whereabouts;
use super::writer::Writer;
use super::{Backend, Store, Together, form, guest, look, sqlite_file};

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// A connection to a server that nobody has used for so long may have been cut meanwhile.
const RESTED: Duration = Duration::from_secs(1);

/// What a server is told with each connection. The disks of today read here and there as quickly as in a row: without the first, a
/// table of tens of thousands of items is read from its beginning to its end to change a hundred of them. A node that has
/// vanished in the middle of a transaction must not keep its rows from the others until the system gives its connection up. And what
/// a node has given up waiting for must not be done long after.
const SETTINGS: &str = "SET random_page_cost = 1.1; SET idle_in_transaction_session_timeout = '20s';
                        SET client_connection_check_interval = '1s'";

/// Why a database could not be opened. Each is one sentence for the person who started the program.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is neither `sqlite:PATH` nor `postgres://…`.
    #[error("the database address must be “sqlite:PATH” or “postgres://…”, not “{0}”")]
    Address(String),
    /// The folder of the file cannot be made or written.
    #[error("the database {path} cannot be opened for writing: {cause}")]
    Unwritable {
        /// The file that was asked for.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// It is being replaced at this moment.
    #[error("the database {} is being replaced by another command: start again when that is done", path.display())]
    Replaced {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// It was only to be looked at, and cannot be.
    #[error("the database {name} cannot be read: {cause}")]
    Unreadable {
        /// The database as it was named.
        name: String,
        /// Why not.
        cause: String,
    },
    /// It was only to be looked at, and is too damaged for that.
    #[error("the database {name} is damaged: {cause}")]
    Damaged {
        /// The database as it was named.
        name: String,
        /// What the damage is.
        cause: String,
    },
    /// A server that cannot be reached or refuses.
    #[error("the database server cannot be used: {0}")]
    Server(sqlx::Error),
    /// A newer version of the program has been here.
    #[error(
        "the database {name} was written by a newer version of Simulado (its migration {version} is unknown here): \
         start that version, or restore a backup made before it"
    )]
    Newer {
        /// The database as it was named.
        name: String,
        /// The number of the unknown migration.
        version: i64,
    },
    /// A migration failed; it was rolled back.
    #[error("the database {name} could not be brought up to date: {cause}")]
    Migration {
        /// The database as it was named.
        name: String,
        /// What went wrong.
        cause: MigrateError,
    },
}

impl Store {
    /// Opens the database at `url` (`sqlite:PATH` or `postgres://…`) and brings its schema up to date.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        if let Some(path) = sqlite_file::path(url) {
            Self::open_sqlite(path, None).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else {
            Err(OpenError::Address(without_password(url)))
        }
    }

    /// Whether there is a database at `url`: a file that opening would not have to make. A server is asked when it is opened.
    pub fn is_there(url: &str) -> bool {
        sqlite_file::path(url).is_none_or(|path| path.exists())
    }

    /// Opens a file, by the lock on it that is held already or one that is held together with others.
    pub(super) async fn open_sqlite(path: PathBuf, held: Option<Lock>) -> Result<Self, OpenError> {
        let unwritable = |cause: String| OpenError::Unwritable { path: path.clone(), cause };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| unwritable(error.to_string()))?;
        }
        let lock = match held {
            Some(lock) => lock,
            None => Lock::shared(&path)
                .map_err(|error| unwritable(error.to_string()))?
                .ok_or_else(|| OpenError::Replaced { path: path.clone() })?,
        };
        let options = options(&path);
        let mut writing = options
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL waits for the disk at every commit. NORMAL would lose hundreds of commits in a power cut.
            .synchronous(SqliteSynchronous::Full)
            // The checkpointer does it, and no write waits for it. Should it fail for long, the log still does not grow for ever.
            .pragma("wal_autocheckpoint", "200000")
            // Many begin an exam in the same minute: what a transaction touches should stay in memory, 64 MiB of it.
            .pragma("cache_size", "-65536")
            .auto_vacuum(SqliteAutoVacuum::Incremental)
            // What is deleted is overwritten: an account that is gone leaves nothing in the file.
            .pragma("secure_delete", "ON")
            .connect()
            .await
            .map_err(|error| unwritable(error.to_string()))?;
        // A file that can be read but not written opens all the same: find out before anything else is done.
        sqlx::query("BEGIN IMMEDIATE").execute(&mut writing).await.map_err(|e| unwritable(e.to_string()))?;
        sqlx::query("ROLLBACK").execute(&mut writing).await.map_err(|e| unwritable(e.to_string()))?;
        MIGRATIONS.run(&mut writing).await.map_err(|cause| migration(path.display().to_string(), cause))?;
        // What a statement might have to take back is kept in memory: in a file, each page would be written twice. Not before the
        // migrations, which may sort whole tables.
        sqlx::query("PRAGMA temp_store = MEMORY").execute(&mut writing).await.map_err(|e| unwritable(e.to_string()))?;
        let checkpointing = options
            .clone()
            .synchronous(SqliteSynchronous::Full)
            .connect()
            .await
            .map_err(|error| unwritable(error.to_string()))?;
        // The settings of the file itself are the writer's: a reader that asked for them would wait for its lock.
        // 16 MiB for each of them.
        let reading = options.pragma("query_only", "ON").pragma("cache_size", "-16384");
        let pool = SqlitePoolOptions::new().min_connections(0).test_before_acquire(false);
        let readers = pool.clone().max_connections(4).connect_lazy_with(reading.clone());
        // Always the same one: what it has read stays in its memory until the next commit, and four in turn would each read it anew.
        let together = pool.max_connections(1).connect_lazy_with(reading);
        let writer =
            Writer::start(writing, Checkpointer::start(checkpointing)).map_err(|e| unwritable(e.to_string()))?;
        Ok(Self::over(Backend::Sqlite { readers, together, writer, _lock: lock }))
    }

    fn over(backend: Backend) -> Self {
        Self {
            gatherer: Gatherer::start(backend.clone()),
            whereabouts: Whereabouts::start(backend.clone()),
            guests: Together::writing(backend.clone(), guest::welcome),
            looks: Together::reading(&backend, look::look),
            forms: Together::reading(&backend, form::forms),
            backend,
        }
    }

    async fn open_postgres(url: &str) -> Result<Self, OpenError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| OpenError::Address(without_password(url)))?
            .application_name("simulado")
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            // Asking a connection whether it is still there costs a way to the server and back, for every transaction. One that was
            // in use a moment ago is not asked.
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for >= RESTED {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .after_connect(|connection, _| Box::pin(async move { connection.execute(SETTINGS).await.map(drop) }))
            .connect_with(options)
            .await
            .map_err(OpenError::Server)?;
        MIGRATIONS.run(&pool).await.map_err(|cause| migration(without_password(url), cause))?;
        Ok(Self::over(Backend::Postgres(pool)))
    }
}

/// How a file is opened, for reading and for writing.
pub(super) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging()
}

fn migration(name: String, cause: MigrateError) -> OpenError {
    match cause {
        MigrateError::VersionMissing(version) => OpenError::Newer { name, version },
        cause => OpenError::Migration { name, cause },
    }
}

/// The address without what stands between the scheme and `@`: it is printed and logged.
pub(super) fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 <= at => format!("{}…{}", &url[..scheme + 3], &url[at..]),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};

    use super::without_password;

    #[tokio::test]
    async fn sqlite_is_built_as_the_configuration_of_cargo_says() {
        let mut memory = SqliteConnectOptions::new().in_memory(true).connect().await.unwrap();
        let options: Vec<(String,)> = sqlx::query_as("PRAGMA compile_options").fetch_all(&mut memory).await.unwrap();
        let has = |name: &str| options.iter().any(|(option,)| option == name);
        assert!(has("DEFAULT_MEMSTATUS=0"), "{options:?}");
        assert!(!has("ENABLE_MEMORY_MANAGEMENT"), "{options:?}");
    }

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(without_password("postgres://ana:secret@db.example.com/x"), "postgres://…@db.example.com/x");
        assert_eq!(without_password("mysql:nothing"), "mysql:nothing");
    }
}
