//! Everything from one database into another of either kind: all of it, compared row by row, or nothing.
//!
//! One transaction on each side. The source is read in one snapshot. What goes into the target is committed only after it was
//! read back and has the same checksums; so a copy that was interrupted leaves a target that is still empty and can simply be
//! copied into again. That is worth more than being able to go on in the middle: the whole takes minutes, not hours.

use futures_util::TryStreamExt as _;
use sqlx::sqlite::SqliteSynchronous;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, QueryBuilder, SqliteConnection};

use super::digest::{Digest, Digester, of_table, read_row, select};
use super::lock::Lock;
use super::open::{MIGRATIONS, options};
use super::reader::Reader;
use super::tables::{self, Table};
use super::value::{Value, push_names};
use super::{OpenError, Store, StoreError, Tx, count, on, sqlite_file};

/// Rows of one INSERT at most.
const ROWS: usize = 500;
/// Parameters of one statement: `SQLite` takes 32,766, `PostgreSQL` 65,535.
const PARAMETERS: usize = 30_000;
/// Bytes of one INSERT, beyond which it has one row more at most: pictures and files are large.
const BYTES: usize = 4 << 20;

/// A table of both databases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// What was read.
    pub source: Digest,
    /// What is there now.
    pub target: Digest,
}

/// Where a copy stands.
#[derive(Clone, Copy, Debug)]
pub enum Step<'t> {
    /// So many rows of so many are copied.
    Copying(&'t str, u64, u64),
    /// So many rows of so many are read back.
    Comparing(&'t str, u64, u64),
}

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// One of the two cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The two do not have the same tables.
    #[error("the two databases do not have the same tables: {0}")]
    Tables(String),
    /// What is saved while it is copied would be lost.
    #[error(
        "a service or another command is using the source: stop it first, or say --rehearsal to try the copy out meanwhile"
    )]
    Served,
    /// Somebody works with the target already.
    #[error("the target is not empty (rows in its table {table}: {rows}): name an empty database")]
    NotEmpty {
        /// The first such table.
        table: String,
        /// How many rows it has.
        rows: u64,
    },
    /// What was read back is not what was written.
    #[error("{0}")]
    Differs(String),
    /// A database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A table could not be copied.
    #[error("the table {table} cannot be copied: {cause}")]
    Table {
        /// Which.
        table: String,
        /// Why.
        cause: StoreError,
    },
}

/// The target, with a transaction under way; nothing of it stays unless it is committed.
enum Target {
    /// With the lock that keeps another file from being put in its place.
    Sqlite(SqliteConnection, #[allow(dead_code, reason = "held, not read")] Lock),
    Postgres(PgConnection),
}

impl Target {
    /// Makes the tables as the service would, and begins.
    async fn open(url: &str) -> Result<Self, TransferError> {
        drop(Store::open(url).await?);
        let Some(path) = sqlite_file::path(url) else {
            let mut connection = PgConnection::connect(url).await.map_err(OpenError::Server)?;
            sqlx::query("BEGIN").execute(&mut connection).await.map_err(StoreError::from)?;
            return Ok(Self::Postgres(connection));
        };
        let lock = Lock::shared(&path).ok().flatten().ok_or_else(|| OpenError::Replaced { path: path.clone() })?;
        let mut connection =
            options(&path).synchronous(SqliteSynchronous::Full).connect().await.map_err(StoreError::from)?;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await.map_err(StoreError::from)?;
        Ok(Self::Sqlite(connection, lock))
    }

    fn tx(&mut self) -> Tx<'_> {
        match self {
            Self::Sqlite(connection, _) => Tx::SqliteWriter(connection),
            Self::Postgres(connection) => Tx::PostgresJob(connection),
        }
    }

    async fn commit(mut self) -> Result<(), StoreError> {
        on!(&mut self.tx(), db => sqlx::query("COMMIT").execute(db).await.map(drop))?;
        match self {
            Self::Sqlite(connection, _) => connection.close().await?,
            Self::Postgres(connection) => connection.close().await?,
        }
        Ok(())
    }
}

/// Copies everything; what was copied of each table. A source that a service is using is refused, since what is saved after
/// the copy began would not be in it – unless that is known, as in a rehearsal.
pub async fn transfer(
    from: &str,
    to: &str,
    rehearsal: bool,
    progress: &mut (dyn FnMut(Step<'_>) + Send),
) -> Result<Vec<Copied>, TransferError> {
    if from == to {
        return Err(TransferError::Tables("they are the same database".to_owned()));
    }
    let mut source = Reader::open(from).await?;
    let _quiet = if rehearsal { None } else { quiet(from, &mut source).await? };
    let mut target = Target::open(to).await?;
    source.begin().await?;
    let copied = within(&mut source.tx(), &mut target.tx(), progress).await;
    source.end().await?;
    let copied = copied?;
    target.commit().await?;
    Ok(copied)
}

/// Makes sure that no service is using the source; on a file, none can begin to until the lock is dropped.
async fn quiet(from: &str, source: &mut Reader) -> Result<Option<Lock>, TransferError> {
    if let Some(path) = sqlite_file::path(from) {
        let lock = Lock::alone(&path)
            .map_err(|error| OpenError::Unreadable { name: path.display().to_string(), cause: error.to_string() })?;
        return lock.ok_or(TransferError::Served).map(Some);
    }
    let (services,): (i64,) = on!(&mut source.tx(), db => sqlx::query_as(
        "SELECT COUNT(*) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'simulado' AND pid <> pg_backend_pid()")
        .fetch_one(db).await)
    .map_err(StoreError::from)?;
    if services > 0 { Err(TransferError::Served) } else { Ok(None) }
}

/// Copies inside the two transactions, and compares.
async fn within(
    source: &mut Tx<'_>,
    target: &mut Tx<'_>,
    progress: &mut (dyn FnMut(Step<'_>) + Send),
) -> Result<Vec<Copied>, TransferError> {
    let tables = tables::all(source).await?;
    same_tables(&tables, &tables::all(target).await?)?;
    clear(target, &tables).await?;
    let mut copied = Vec::with_capacity(tables.len());
    for table in &tables {
        let of = |cause: StoreError| TransferError::Table { table: table.name.clone(), cause };
        let all = rows(source, table).await?;
        let mut told = |done| progress(Step::Copying(&table.name, done, all));
        let read = copy(source, target, table, &mut told).await.map_err(of)?;
        copied.push(Copied { table: table.name.clone(), source: read, target: read });
    }
    for (table, copied) in tables.iter().zip(&mut copied) {
        let all = copied.source.rows;
        let mut told = |done| progress(Step::Comparing(&table.name, done, all));
        copied.target = of_table(target, table, &mut told).await?;
        if copied.target != copied.source {
            return Err(TransferError::Differs(format!(
                "the table {} was read with {} rows and is there with {}, and their checksums {}",
                table.name,
                copied.source.rows,
                copied.target.rows,
                if copied.source.sha256 == copied.target.sha256 { "agree" } else { "differ" },
            )));
        }
    }
    Ok(copied)
}

fn same_tables(source: &[Table], target: &[Table]) -> Result<(), TransferError> {
    for (here, there, which) in [(source, target, "source"), (target, source, "target")] {
        for table in here {
            let Some(other) = there.iter().find(|other| other.name == table.name) else {
                return Err(TransferError::Tables(format!("only the {which} has {}", table.name)));
            };
            if (&other.columns, &other.key) != (&table.columns, &table.key) {
                return Err(TransferError::Tables(format!("{} has other columns", table.name)));
            }
        }
    }
    Ok(())
}

/// Takes away what migrations have put into a fresh database; anything more than that is somebody's, and stays.
async fn clear(target: &mut Tx<'_>, tables: &[Table]) -> Result<(), TransferError> {
    let mut fresh = SqliteConnection::connect("sqlite::memory:").await.map_err(StoreError::from)?;
    MIGRATIONS.run(&mut fresh).await.map_err(|error| StoreError::Corrupt(error.to_string()))?;
    for table in tables {
        let there = of_table(target, table, &mut |_| ()).await?;
        if there.rows > 0 && there != of_table(&mut Tx::SqliteWriter(&mut fresh), table, &mut |_| ()).await? {
            return Err(TransferError::NotEmpty { table: table.name.clone(), rows: there.rows });
        }
    }
    for table in tables.iter().rev() {
        on!(target, db => {
            let mut delete = QueryBuilder::new("DELETE FROM ");
            delete.push(format_args!("\"{}\"", table.name));
            delete.build().execute(db).await.map(drop)
        })
        .map_err(StoreError::from)?;
    }
    Ok(())
}

async fn rows(tx: &mut Tx<'_>, table: &Table) -> Result<u64, StoreError> {
    let (rows,): (i64,) = on!(tx, db => {
        let mut select = QueryBuilder::new("SELECT COUNT(*) FROM ");
        select.push(format_args!("\"{}\"", table.name));
        select.build_query_as().fetch_one(db).await
    })?;
    count("rows", rows)
}

/// Copies one table, in as many rows at a time as a statement takes.
async fn copy(
    source: &mut Tx<'_>,
    target: &mut Tx<'_>,
    table: &Table,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Digest, StoreError> {
    let (from_postgres, to_postgres) = (source.is_postgres(), target.is_postgres());
    let most = ROWS.min(PARAMETERS / table.columns.len());
    let mut digester = Digester::new();
    let (mut batch, mut bytes) = (Vec::with_capacity(most), 0);
    on!(source, db => {
        let mut select = select(table, from_postgres);
        let mut rows = select.build().fetch(db);
        while let Some(row) = rows.try_next().await? {
            let row: Vec<Value> = read_row!(&row, table)?;
            if to_postgres && row.iter().any(Value::has_nul) {
                return Err(StoreError::Corrupt(format!("PostgreSQL stores no NUL character, and {} has one", named(&row, table))));
            }
            digester.take(&row);
            bytes += row.iter().map(Value::size).sum::<usize>();
            batch.push(row);
            if batch.len() == most || bytes > BYTES {
                insert(target, table, std::mem::take(&mut batch)).await?;
                bytes = 0;
                progress(digester.rows());
            }
        }
    });
    if !batch.is_empty() {
        insert(target, table, batch).await?;
    }
    let done = digester.done();
    progress(done.rows);
    Ok(done)
}

/// A row by its key, for a person.
fn named(row: &[Value], table: &Table) -> String {
    let mut out = String::new();
    for (column, value) in table.columns.iter().zip(row).filter(|(column, _)| table.key.contains(column)) {
        out.push_str(if out.is_empty() { "the row with " } else { ", " });
        out.push_str(&column.name);
        out.push(' ');
        value.write(&mut out);
    }
    out
}

async fn insert(target: &mut Tx<'_>, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
    on!(target, db => {
        let mut insert = QueryBuilder::new("INSERT INTO ");
        insert.push(format_args!("\"{}\" (", table.name));
        push_names(&mut insert, &table.columns);
        insert.push(") ");
        insert.push_values(rows, |mut list, row| row.into_iter().for_each(|value| value.push(&mut list)));
        insert.build().execute(db).await.map(drop)
    })?;
    Ok(())
}
