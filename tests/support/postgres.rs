//! The `PostgreSQL` that `bin/test` started: a database of its own for each test.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// An empty database: its address.
pub async fn database() -> String {
    let server = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL must name a PostgreSQL server: run the tests with bin/test");
    let name = format!("test_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::SeqCst));
    let mut connection = PgConnection::connect(&server).await.expect("a server");
    connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("a database");
    connection.close().await.expect("an end");
    let (before, query) = server.split_once('?').unwrap_or((&server, ""));
    format!("{}/{name}?{query}", before.rsplit_once('/').expect("a path").0)
}
