//! How long authors wait for lists of 100,000 questions of one exam: through the store, and as whole pages through the real
//! handlers; on a fresh `SQLite` file, and on `PostgreSQL` where `TEST_POSTGRES_URL` names one. `bin/list-time` runs it.

#![allow(clippy::disallowed_methods, reason = "a stopwatch measures real time")]

mod fill;
mod program;
mod watch;

use std::error::Error;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Html;
use axum::routing::get;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use simulado::ambient::{Clock, Random};
use simulado::auth::password::Passwords;
use simulado::auth::token::Token;
use simulado::exam::blueprint::Blueprint;
use simulado::exam::id::{ExamSlug, SessionId};
use simulado::proctor::{Library, Proctor};
use simulado::store::card::{self, Filter, Place, Sort};
use simulado::store::{Store, StoreError, Tx, session};
use simulado::web::{self, App};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use tower::ServiceExt as _;
use uuid::Uuid;

use fill::AUTHOR;
use watch::{Row, measured, table, timed};

/// How many questions the exam has whose lists are measured.
const QUESTIONS: u32 = 100_000;
/// Two more exams have these.
const OTHERS: u32 = 1_000;
/// The rows of a page, and one more that says whether there is another.
const PAGE: u32 = 41;

/// What is asked of the list; all of these are addresses.
const LISTS: [(&str, &str); 26] = [
    ("first page", ""),
    ("deep page, by objective", "after_key=352.3&after=m"),
    ("first page, by name", "sort=name"),
    ("deep page, by name", "sort=name&after=q"),
    ("first page, by last change", "sort=updated"),
    ("deep page, by last change", "sort=updated&after_key=1790050000000&after=m"),
    ("first page, by last check", "sort=checked"),
    ("deep page, by last check", "sort=checked&after_key=2025-06-01&after=m"),
    ("a topic", "part=352"),
    ("an objective", "part=353.2"),
    ("an area", "part=351.2.c"),
    ("a kind", "kind=fill-in"),
    ("a level", "level=apply"),
    ("a state", "state=in-review"),
    ("a language missing", "missing=pt-BR"),
    ("with reports", "reported=yes"),
    ("not checked since", "before=2024-02-01"),
    ("a state, by last change", "state=in-review&sort=updated"),
    ("reports and kind, by last check", "reported=yes&kind=fill-in&sort=checked"),
    ("nothing is like that", "state=draft&missing=pt-BR&kind=fill-in&level=recall&part=351.1&sort=checked"),
    ("a common word", "q=which"),
    ("a common word, by last change", "q=which&sort=updated"),
    ("a rare word", "q=host04321"),
    ("a rare word, by last check", "q=host04321&sort=checked"),
    ("a word that is nowhere", "q=zzyzx"),
    ("two words, rarely together", "q=virsh+vol-3a"),
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("list.db");
    let store = Store::open(&format!("sqlite:{}", path.display())).await?;
    measure("SQLite", &store).await?;
    drop(store);
    println!("\n{} MiB of SQLite", std::fs::metadata(&path)?.len() >> 20);
    program::start(&path, dir.path())?;
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        println!("TEST_POSTGRES_URL names no server: PostgreSQL is not measured.");
        return Ok(());
    };
    let name = format!("list_{}", std::process::id());
    let mut admin = PgConnection::connect(&server).await?;
    admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
    let (before, query) = server.split_once('?').unwrap_or((&server, ""));
    let url = format!("{}/{name}?{query}", before.rsplit_once('/').ok_or("an address with a database")?.0);
    let measured = async {
        let store = Store::open(&url).await?;
        measure("PostgreSQL", &store).await
    }
    .await;
    if std::env::var_os("KEEP").is_none() {
        admin.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await?;
    }
    measured
}

async fn measure(database: &str, store: &Store) -> Result<(), Box<dyn Error>> {
    let (full, empty) = fill::banks()?;
    let exam = full.blueprint.slug.clone();
    let bar = ProgressBar::new(u64::from(QUESTIONS + 2 * OTHERS));
    bar.set_style(ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")?);
    bar.set_message(format!("filling {database}"));
    let filling = std::time::Instant::now();
    fill::questions(store, &"another".parse()?, &full, OTHERS, &bar).await?;
    fill::questions(store, &exam, &full, QUESTIONS, &bar).await?;
    fill::questions(store, &"one-more".parse()?, &full, OTHERS, &bar).await?;
    fill::people(store, &exam).await?;
    let filling = filling.elapsed();
    vacuum(store).await?;
    let random = Random::seeded(1);
    let (library, opening) = timed(Library::open(store, vec![empty], &random, Timestamp::UNIX_EPOCH)).await?;
    println!(
        "{database}: {QUESTIONS} questions of one exam; written in {:.1} s, read at a start in {:.1} s",
        filling.as_secs_f64(),
        opening.as_secs_f64()
    );
    let proctor = Proctor::new(store.clone(), library, Clock::steered(Timestamp::UNIX_EPOCH), random);
    let token = Token::new(&proctor.random);
    let hash = token.hash();
    store
        .write(move |tx| {
            Box::pin(
                async move { session::add(tx, AUTHOR, SessionId(Uuid::nil()), hash, "", Timestamp::UNIX_EPOCH).await },
            )
        })
        .await?;
    let passwords = Passwords::cheap(proctor.random.clone());
    let visitor =
        Visitor { app: web::app(App::new(proctor, passwords, false)), cookie: format!("session={}", token.reveal()) };
    let lists = format!("/admin/exams/{exam}/questions");
    let rows = bar_of(LISTS.len() as u64 + 8, database)?;

    let names = names(store, &exam).await?;
    let by_key = measured(async || by_key(store, &names).await).await?;
    let first = visitor.get(&lists).await?;
    let bare =
        Visitor { app: axum::Router::new().route("/", get(async move || Html(first.clone()))), cookie: String::new() };
    let page = measured(async || bare.get("/").await.map(drop)).await?;
    let mut table_rows =
        vec![Row { what: "ceiling: as many rows by primary key; a bare page", store: Some(by_key), page: Some(page) }];
    let ceiling = (by_key.median, page.median);
    for (what, query) in LISTS {
        let address = format!("{lists}?{query}");
        let of_page = measured(async || visitor.get(&address).await.map(drop)).await?;
        let asked = Asked::of(query, &full.blueprint);
        let of_store = measured(async || asked.list(store, &exam).await).await?;
        table_rows.push(Row { what, store: Some(of_store), page: Some(of_page) });
        rows.inc(1);
    }
    for (what, query) in LISTS.into_iter().filter(|(what, _)| ["first page", "a state", "a common word"].contains(what))
    {
        let asked = Asked::of(query, &full.blueprint);
        let counted = measured(async || asked.count(store, &exam).await).await?;
        let what = ["count: all", "count: a state", "count: a common word"]
            [usize::from(what == "a state") + 2 * usize::from(what == "a common word")];
        table_rows.push(Row { what, store: Some(counted), page: None });
        rows.inc(1);
    }
    let cells = measured(async || {
        let slug = exam.clone();
        store.read(|tx| Box::pin(async move { card::coverage(tx, &slug, None).await })).await.map(drop)
    });
    let cells = cells.await?;
    let coverage = format!("/admin/exams/{exam}/coverage");
    let page = measured(async || visitor.get(&coverage).await.map(drop)).await?;
    table_rows.push(Row { what: "coverage", store: Some(cells), page: Some(page) });
    rows.inc(1);
    let picked = names.iter().fold(String::new(), |all, name| all + "&question=" + name);
    for (what, body) in [
        ("bulk preview of a page", format!("to=level:apply&scope=ticked{picked}")),
        ("bulk preview of an area", "to=level:apply&scope=all&list=part%3D351.2.c".to_owned()),
        ("bulk preview of too many: refused", "to=level:apply&scope=all&list=".to_owned()),
    ] {
        let to = format!("{lists}/changes");
        let page = measured(async || visitor.post(&to, &body).await).await?;
        table_rows.push(Row { what, store: None, page: Some(page) });
        rows.inc(1);
    }
    rows.finish_and_clear();
    table(&table_rows, ceiling);
    Ok(())
}

fn bar_of(steps: u64, message: &str) -> Result<ProgressBar, Box<dyn Error>> {
    let bar = ProgressBar::new(steps);
    bar.set_style(ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")?);
    bar.set_message(format!("measuring {message}"));
    Ok(bar)
}

/// What `PostgreSQL` does by itself a minute after so many rows have come in.
async fn vacuum(store: &Store) -> Result<(), StoreError> {
    store
        .read(|tx| {
            Box::pin(async move {
                if let Tx::PostgresReader(connection) = tx {
                    (**connection).execute("VACUUM ANALYZE").await?;
                }
                Ok(())
            })
        })
        .await
}

/// The names of as many questions as a page has, from all over.
async fn names(store: &Store, exam: &ExamSlug) -> Result<Vec<String>, StoreError> {
    let slug = exam.clone();
    let all =
        store.read(|tx| Box::pin(async move { card::names(tx, &slug, &Filter::default(), QUESTIONS).await })).await?;
    Ok(all.iter().step_by(all.len() / PAGE as usize).take(PAGE as usize).map(ToString::to_string).collect())
}

/// What a page needs at least: its rows, by primary key, with one statement.
async fn by_key(store: &Store, names: &[String]) -> Result<(), StoreError> {
    let list = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT * FROM question WHERE exam = 'lpic3-305-300' AND name IN ({list})");
    store
        .read(|tx| {
            Box::pin(async move {
                let rows = match tx {
                    Tx::SqliteReader(db) => sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut **db).await?.len(),
                    Tx::PostgresReader(db) => sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut **db).await?.len(),
                    Tx::SqliteWriter(_) | Tx::SqliteAlone(_) | Tx::PostgresJob(_) => 0,
                };
                assert_eq!(rows, PAGE as usize);
                Ok(())
            })
        })
        .await
}

/// What a query of an address asks of the store.
struct Asked {
    filter: Filter,
    sort: Sort,
    after: Option<Place>,
}

impl Asked {
    fn of(query: &str, blueprint: &Blueprint) -> Self {
        let mut asked = Self { filter: Filter::default(), sort: Sort::default(), after: None };
        let mut place = Place { key: String::new(), name: String::new() };
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let text = value.replace('+', " ");
            match name {
                "part" if text.ends_with(|end: char| end.is_ascii_alphabetic()) => asked.filter.area = text,
                "part" => {
                    let parts = blueprint.objectives().map(|objective| objective.id.to_string());
                    asked.filter.objectives = parts.filter(|id| id.starts_with(&text)).collect();
                }
                "kind" => asked.filter.kind = text,
                "level" => asked.filter.level = text,
                "state" => asked.filter.state = text.parse().ok(),
                "missing" => asked.filter.language_missing = text,
                "reported" => asked.filter.reported = true,
                "before" => asked.filter.checked_before = text,
                "q" => asked.filter.words = text,
                "sort" => asked.sort = Sort::ALL.into_iter().find(|sort| sort.as_str() == text).unwrap_or_default(),
                "after_key" => place.key = text,
                _ => place.name = text,
            }
        }
        asked.after = Some(place).filter(|place| !place.name.is_empty());
        asked
    }

    async fn list(&self, store: &Store, exam: &ExamSlug) -> Result<(), StoreError> {
        let (slug, filter, sort, after) = (exam.clone(), self.filter.clone(), self.sort, self.after.clone());
        store
            .read(|tx| Box::pin(async move { card::list(tx, &slug, &filter, sort, after.as_ref(), PAGE).await }))
            .await
            .map(drop)
    }

    async fn count(&self, store: &Store, exam: &ExamSlug) -> Result<(), StoreError> {
        let (slug, filter) = (exam.clone(), self.filter.clone());
        store.read(|tx| Box::pin(async move { card::count_up_to(tx, &slug, &filter, 1_001).await })).await.map(drop)
    }
}

/// Somebody who asks for pages.
struct Visitor {
    app: axum::Router,
    cookie: String,
}

impl Visitor {
    async fn get(&self, address: &str) -> Result<String, Box<dyn Error>> {
        let request = Request::get(address).header(header::COOKIE, &self.cookie).body(Body::empty())?;
        let response = self.app.clone().oneshot(request).await?;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        Ok(String::from_utf8(axum::body::to_bytes(response.into_body(), usize::MAX).await?.to_vec())?)
    }

    async fn post(&self, address: &str, body: &str) -> Result<(), Box<dyn Error>> {
        let request = Request::post(address)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))?;
        let response = self.app.clone().oneshot(request).await?;
        let status = response.status();
        axum::body::to_bytes(response.into_body(), usize::MAX).await?;
        assert!([StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY].contains(&status), "{status}");
        Ok(())
    }
}
