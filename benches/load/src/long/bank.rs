//! A bank of a hundred thousand questions: starting with it, and the list of it that authors see.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::bench::{Bench, mebibytes, url};
use crate::client::{Client, Failure};
use crate::cost;
use crate::drive;
use crate::exam::EXAM;
use crate::report::Wanted;
use crate::server::Server;

use super::progress::Looks;
use super::{author, many};

const QUESTIONS: u32 = 100_000;
/// Starts after the first: the one in the middle counts.
const STARTS: usize = 3;
/// What is made ready after the first answer is ready by then.
const SETTLED: Duration = Duration::from_secs(15);
/// To the first page, in seconds; the most memory, in MiB; half of the lists, in milliseconds.
const FIRST_PAGE: f64 = 2.0;
const MEMORY: f64 = 600.0;
const MEDIAN: f64 = 20.0;
const SECONDS: u64 = 5;
const WARM: Duration = Duration::from_secs(1);
/// What is asked of the list.
const LISTS: [(&str, &str); 4] = [
    ("first page", ""),
    ("by last change", "?sort=updated"),
    ("a kind", "?kind=fill-in"),
    ("a common word", "?q=which"),
];

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let (folder, database) = (bench.place("bank")?.join("questions"), bench.place("bank")?.join("simulado.db"));
    let questions = bench.many(QUESTIONS);
    let said = |n: u32| {
        if n.is_multiple_of(1_000) {
            bench.say(&format!("bank: {n} questions written"));
        }
    };
    many::folder(&bench.wish.questions, &folder, questions, said)?;
    bench.say("bank: the first start");
    let (server, first) = start(bench, &folder, &database).await?;
    bench.fact("    bank: the first start, to its first page", first.as_secs_f64(), "s");
    bench.fact("    bank: its most memory", mebibytes(cost::most_resident(server.pid())), "MiB");
    server.stop().await?;
    author::make(bench, &database).await?;
    let mut times = Vec::new();
    for n in 1..STARTS {
        bench.say(&format!("bank: start {}", n + 1));
        let (server, time) = start(bench, &folder, &database).await?;
        times.push(time);
        server.stop().await?;
    }
    let (server, last) = start(bench, &folder, &database).await?;
    times.push(last);
    times.sort();
    let later = times[STARTS / 2].as_secs_f64();
    bench.fact("    bank: a later start, to its first page", later, "s");
    bench.fact("    bank: memory then", mebibytes(cost::most_resident(server.pid())), "MiB");
    bench.say("bank: what is made ready after the first page");
    tokio::time::sleep(SETTLED).await;
    let memory = mebibytes(cost::most_resident(server.pid()));
    bench.goal(&format!("bank of {questions}: s to the first page"), later, Wanted::AtMost(FIRST_PAGE));
    bench.goal(&format!("bank of {questions}: MiB of memory"), memory, Wanted::AtMost(MEMORY));
    bench.size("bank", &server, &database);
    for (name, query) in LISTS {
        bench.say(&format!("bank: list, {name}"));
        let client = author::sign_in(&server.address).await?;
        let path = format!("/admin/exams/{EXAM}/questions{query}");
        let looks = Looks { client, path, mark: format!("/admin/exams/{EXAM}/questions/") };
        let looked = drive::flat_out(vec![looks], WARM, bench.time(SECONDS), server.pid()).await;
        bench.add(&format!("bank: list, {name}"), &looked);
        bench.goal(&format!("bank: list, {name}, median ms"), looked.percentile(50.0), Wanted::AtMost(MEDIAN));
    }
    server.stop().await?;
    bench.clear("bank")
}

/// Starts on a folder, and gives how long it took to the first page.
async fn start(bench: &Bench, folder: &Path, database: &Path) -> Result<(Server, Duration), Failure> {
    let since = Instant::now();
    let server = Server::simulado(&bench.wish.server, folder, &url(database)).await?;
    Client::new(&server.address).get("/").await?.must_be(200)?;
    Ok((server, since.elapsed()))
}
