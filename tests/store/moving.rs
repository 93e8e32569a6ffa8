//! Everything from one database into another: every table, every row, or nothing.

use std::collections::BTreeSet;

use simulado::store::tables::{self, Table};
use simulado::store::transfer::{Copied, Step, TransferError, transfer};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, Row as _};

use crate::setting::Stage;
use crate::{on_both, read};

/// What migrations make, by their text.
fn made_by_migrations() -> BTreeSet<String> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).expect("a folder");
    let mut found = BTreeSet::new();
    for entry in folder.flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("a migration");
        let mut names = text.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split_whitespace().next());
        found.extend(names.by_ref().map(str::to_owned));
    }
    found
}

/// Puts a row into every table.
async fn fill(stage: &Stage) {
    let rows = include_str!("../fixtures/every_table.sql");
    stage.sql(rows).await;
}

/// The tables of a database with rows in them.
async fn rows(stage: &Stage, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM \"{table}\"");
    if stage.url.starts_with("sqlite") {
        let path = stage.url.trim_start_matches("sqlite:");
        let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{path}")).await.unwrap();
        connection.fetch_one(AssertSqlSafe(sql)).await.unwrap().get(0)
    } else {
        let mut connection = sqlx::PgConnection::connect(&stage.url).await.unwrap();
        connection.fetch_one(AssertSqlSafe(sql)).await.unwrap().get(0)
    }
}

/// Copies although this test itself has both databases open.
async fn copies(from: &Stage, to: &Stage) -> Result<Vec<Copied>, TransferError> {
    let mut steps = 0;
    let copied = transfer(&from.url, &to.url, true, &mut |step| {
        let (Step::Copying(_, done, all) | Step::Comparing(_, done, all)) = step;
        assert!(done <= all, "{step:?}");
        steps += 1;
    })
    .await;
    assert!(copied.is_err() || steps > 0);
    copied
}

on_both! {
    async fn every_table_of_the_migrations_is_known_and_comes_after_those_it_refers_to(stage: Stage) {
        let found = read!(stage, tx => tables::all(tx));
        let names: BTreeSet<String> = found.iter().map(|table| table.name.clone()).collect();
        assert_eq!(names, made_by_migrations());
        for (place, table) in found.iter().enumerate() {
            let before: Vec<_> = found[..place].iter().map(|table| table.name.as_str()).collect();
            assert!(table.refers.iter().all(|other| before.contains(&other.as_str())), "{} is too early", table.name);
            assert!(!table.key.is_empty() && !table.columns.is_empty());
        }
    }

    async fn the_sample_has_a_row_in_every_table(stage: Stage) {
        fill(&stage).await;
        for table in read!(stage, tx => tables::all(tx)) {
            assert!(rows(&stage, &table.name).await > 0, "add a row of {} to tests/fixtures/every_table.sql", table.name);
        }
    }

    async fn a_target_in_use_is_left_as_it_is(stage: Stage) {
        let source = Stage::sqlite().await;
        fill(&source).await;
        stage.guest(1).await;
        let error = copies(&source, &stage).await.unwrap_err();
        assert!(matches!(&error, TransferError::NotEmpty { table, rows: 1 } if table == "candidate"), "{error}");
        assert_eq!((rows(&stage, "candidate").await, rows(&stage, "revision").await), (1, 0));
    }

    async fn a_source_in_use_is_refused_unless_it_is_a_rehearsal(stage: Stage) {
        let target = Stage::sqlite().await;
        stage.guest(1).await;
        let refused = transfer(&stage.url, &target.url, false, &mut |_| ()).await.unwrap_err();
        assert!(matches!(refused, TransferError::Served), "{refused}");
        assert_eq!(rows(&target, "candidate").await, 0);
        copies(&stage, &target).await.unwrap();
        assert_eq!(rows(&target, "candidate").await, 1);
    }
}

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let all = async |stage: Stage| {
        let mut tables = read!(stage, tx => tables::all(tx));
        tables.sort_by(|one, other| one.name.cmp(&other.name));
        tables
    };
    let (one, other): (Vec<Table>, Vec<Table>) = (all(Stage::sqlite().await).await, all(Stage::postgres().await).await);
    assert_eq!(one, other);
}

#[tokio::test]
async fn there_and_back_again_everything_is_the_same() {
    let (first, file, last) = (Stage::postgres().await, Stage::sqlite().await, Stage::postgres().await);
    fill(&first).await;
    let there = copies(&first, &file).await.unwrap();
    let back = copies(&file, &last).await.unwrap();
    assert_eq!(there, back, "the same counts and the same checksums");
    assert!(there.iter().all(|one| one.source == one.target && one.source.rows > 0), "{there:?}");
    // From a file into a file is a copy, too.
    assert_eq!(copies(&file, &Stage::sqlite().await).await.unwrap(), there);
}

#[tokio::test]
async fn many_rows_go_in_many_statements() {
    let (source, server) = (Stage::sqlite().await, Stage::postgres().await);
    let many = "INSERT INTO candidate (id, language, created_at)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2345)
        SELECT CAST(printf('%016x', i) AS BLOB), 'en', i FROM n";
    source.sql(many).await;
    let copied = copies(&source, &server).await.unwrap();
    assert_eq!(copied.iter().find(|one| one.table == "candidate").unwrap().target.rows, 2345);
    assert_eq!(rows(&server, "candidate").await, 2345);
}

#[tokio::test]
async fn a_difference_is_loud_and_nothing_stays() {
    let (source, target) = (Stage::postgres().await, Stage::sqlite().await);
    fill(&source).await;
    target
        .sql(
            "CREATE TRIGGER mischief AFTER INSERT ON candidate WHEN new.role = 'admin'
                      BEGIN UPDATE candidate SET role = 'author' WHERE id = new.id; END",
        )
        .await;
    let error = copies(&source, &target).await.unwrap_err().to_string();
    assert!(
        error.contains("the table candidate was read with 2 rows and is there with 2, and their checksums differ"),
        "{error}"
    );
    for table in made_by_migrations().iter().filter(|table| *table != "turn") {
        assert_eq!(rows(&target, table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_the_other_database_cannot_hold_is_named() {
    let (source, server) = (Stage::sqlite().await, Stage::postgres().await);
    source.sql("INSERT INTO import_rule (exam, text, part) VALUES ('tiny', 'a' || char(0) || 'b', '1.1')").await;
    let error = copies(&source, &server).await.unwrap_err().to_string();
    assert!(error.contains("the table import_rule cannot be copied") && error.contains("NUL"), "{error}");
    assert!(error.contains("the row with exam \"tiny\", text"), "{error}");
    assert_eq!(rows(&server, "import_rule").await, 0);
}

#[tokio::test]
async fn a_table_that_is_nobodys_is_refused() {
    let (source, target) = (Stage::sqlite().await, Stage::sqlite().await);
    target.sql("CREATE TABLE diary (day BIGINT PRIMARY KEY)").await;
    let error = copies(&source, &target).await.unwrap_err().to_string();
    assert!(error.contains("only the target has diary"), "{error}");
}
