//! Each migration on a database with data in it, on both databases.
//!
//! For the migration numbered N, `tests/fixtures/migrations/N.sql` puts data into a database as N − 1 left it (for the first
//! one into an empty database), and `tests/fixtures/migrations/N.check.sql` counts what must be there afterwards.

use std::borrow::Cow;
use std::path::Path;

use simulado::store::Store;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _, SqliteConnection};

async fn all() -> Migrator {
    Migrator::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").as_path()).await.expect("the migrations")
}

/// The migrations with a number up to `last`.
async fn up_to(last: i64) -> Migrator {
    let mut migrator = all().await;
    let kept = migrator.migrations.iter().filter(|migration| migration.version <= last).cloned().collect();
    migrator.migrations = Cow::Owned(kept);
    migrator
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/migrations").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Takes one database through every migration with data in it.
macro_rules! migrate_with_data {
    ($connection:expr) => {{
        let connection = $connection;
        for migration in all().await.migrations.iter() {
            let version = migration.version;
            up_to(version - 1).await.run(&mut *connection).await.expect("what was before");
            if version > 1 {
                connection.execute(AssertSqlSafe(fixture(&format!("{version}.sql")))).await.expect("data");
            }
            up_to(version).await.run(&mut *connection).await.unwrap_or_else(|error| panic!("{version}: {error}"));
            if version == 1 {
                connection.execute(AssertSqlSafe(fixture("1.sql"))).await.expect("data");
            }
            // Again: nothing more happens.
            up_to(version).await.run(&mut *connection).await.expect("the same again");
            let row =
                connection.fetch_one(AssertSqlSafe(fixture(&format!("{version}.check.sql")))).await.expect("a count");
            assert_eq!(row.get::<i64, _>(0), 1, "what migration {version} found is not all there after it");
        }
    }};
}

#[tokio::test]
async fn on_sqlite() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("simulado.db");
    let mut connection =
        SqliteConnection::connect(&format!("sqlite://{}?mode=rwc", path.display())).await.expect("a connection");
    migrate_with_data!(&mut connection);
    connection.close().await.expect("an end");
    Store::open(&format!("sqlite:{}", path.display())).await.expect("the program takes it from here");
}

#[tokio::test]
async fn on_postgres() {
    let server = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL must name a PostgreSQL server: run the tests with bin/test");
    let name = format!("migrations_{}", std::process::id());
    let mut connection = PgConnection::connect(&server).await.expect("a connection");
    connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("a database");
    connection.close().await.expect("an end");
    let (before, query) = server.split_once('?').unwrap_or((&server, ""));
    let url = format!("{}/{name}?{query}", before.rsplit_once('/').expect("a path").0);
    let mut connection = PgConnection::connect(&url).await.expect("a connection");
    migrate_with_data!(&mut connection);
    connection.close().await.expect("an end");
    Store::open(&url).await.expect("the program takes it from here");
}

#[test]
fn every_migration_has_its_data() {
    for entry in
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).expect("a folder").flatten()
    {
        let name = entry.file_name().into_string().expect("a name");
        let version: u32 = name.split('_').next().and_then(|number| number.parse().ok()).expect("a number");
        assert!(!fixture(&format!("{version}.sql")).is_empty());
        assert!(!fixture(&format!("{version}.check.sql")).is_empty());
    }
}

#[tokio::test]
async fn what_a_text_was_served_in_is_found_by_indexes() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.expect("a connection");
    all().await.run(&mut connection).await.expect("the migrations");
    let plan = "EXPLAIN QUERY PLAN SELECT attempt_id FROM served WHERE revision_id IN (x'01', x'02')";
    let steps: Vec<String> =
        connection.fetch_all(plan).await.expect("a plan").iter().map(|row| row.get("detail")).collect();
    for index in ["item_of_revision", "attempt_to_file", "sqlite_autoindex_item_1"] {
        assert!(steps.iter().any(|step| step.contains(&format!("INDEX {index}"))), "{index} is not used: {steps:#?}");
    }
}
