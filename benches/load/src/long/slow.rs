//! Slow clients beside steady saves: hundreds that dribble a request, one that takes a page byte by byte, and large uploads.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::bench::Bench;
use crate::client::{Client, Failure};
use crate::drive::Work as _;
use crate::exam::{Candidate, HandingIn};
use crate::report::Wanted;

use super::dribble::{self, Seen};
use super::{author, beside::Beside, many};

/// Those who dribble the head of a request, and those who dribble a form.
const HEADS: u32 = 250;
const FORMS: u32 = 250;
/// Uploads at a time, and how large one is: the largest that is taken.
const UPLOADS: usize = 3;
const UPLOAD_BYTES: usize = 16 << 20;
const SECONDS: u64 = 100;

/// Measures it.
pub async fn run(bench: &mut Bench) -> Result<(), Failure> {
    let database = bench.place("slow")?.join("simulado.db");
    author::make(bench, &database).await?;
    let server = bench.on(&database).await?;
    let address = server.address.clone();
    let mut handed = HandingIn(Candidate::begin(&address).await?);
    handed.step().await?;
    let (page, cookie) = (format!("/attempts/{}/result", handed.0.id()), handed.0.cookie().to_owned());
    let mut file = many::gift(&bench.wish.questions, 0..40_000)?;
    file.truncate(UPLOAD_BYTES);
    let file = bytes::Bytes::from(file);
    let author = author::sign_in(&address).await?;
    let beside = Beside::start(bench, "slow", &server).await?;

    let until = Instant::now() + bench.time(SECONDS);
    let head = |_| format!("GET / HTTP/1.1\r\nHost: {address}\r\nX-Long: ");
    let form = |_| {
        format!(
            "POST /session HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nname="
        )
    };
    let heads = dribblers(&address, (0..bench.many(HEADS)).map(head), until);
    let forms = dribblers(&address, (0..bench.many(FORMS)).map(form), until);
    let reader = dribble::take(&address, &page, &cookie, until);
    let mut uploads = JoinSet::new();
    for _ in 0..UPLOADS {
        uploads.spawn(upload(author.beside(), file.clone(), until));
    }
    let (heads, forms, reader) = tokio::join!(heads, forms, reader);
    cut_off(bench, "head of a request", &heads?);
    cut_off(bench, "form", &forms?);
    let (taken, seen) = reader?;
    let taken = f64::from(u32::try_from(taken).unwrap_or(u32::MAX));
    bench.fact("    slow: bytes that the slow reader has taken", taken, "");
    bench.fact("    slow: the slow reader is still there", f64::from(u32::from(seen.cut_off.is_none())), "");
    let mut statuses = std::collections::BTreeMap::<u16, u32>::new();
    while let Some(one) = uploads.join_next().await {
        for status in one.map_err(|error| error.to_string())?? {
            *statuses.entry(status).or_default() += 1;
        }
    }
    for (status, count) in statuses {
        bench.fact(&format!("    slow: uploads of 16 MiB answered with {status}"), f64::from(count), "");
    }
    beside.end(bench, "slow").await?;
    bench.size("slow", &server, &database);
    server.stop().await
}

async fn dribblers(
    address: &str,
    beginnings: impl Iterator<Item = String>,
    until: Instant,
) -> Result<Vec<Seen>, Failure> {
    let mut slow = JoinSet::new();
    for beginning in beginnings {
        let address = address.to_owned();
        slow.spawn(async move { dribble::send(&address, beginning, until).await });
    }
    let mut all = Vec::new();
    while let Some(one) = slow.join_next().await {
        all.push(one.map_err(|error| error.to_string())??);
    }
    Ok(all)
}

async fn upload(mut author: Client, file: bytes::Bytes, until: Instant) -> Result<Vec<u16>, Failure> {
    let path = format!("/admin/exams/{}/imports", crate::exam::EXAM);
    let mut statuses = Vec::new();
    while Instant::now() < until {
        let answer = author.post_file(&path, "large.gift", &file).await?;
        statuses.push(answer.status.as_u16());
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Ok(statuses)
}

/// Tells how many were cut off, and when. All are to be, before the measurement ends.
fn cut_off(bench: &mut Bench, what: &str, all: &[Seen]) {
    let count = |seen: usize| f64::from(u32::try_from(seen).unwrap_or(u32::MAX));
    let mut times: Vec<Duration> = all.iter().filter_map(|seen| seen.cut_off).collect();
    times.sort();
    let last = times.last().copied().unwrap_or_default();
    let told = all.iter().filter(|seen| seen.told).count();
    bench.fact(&format!("    slow, {what}: cut off of {}", all.len()), count(times.len()), "");
    bench.fact(&format!("    slow, {what}: told why"), count(told), "");
    bench.fact(&format!("    slow, {what}: the last of them after"), last.as_secs_f64(), "s");
    bench.goal(&format!("slow, {what}: never cut off"), count(all.len() - times.len()), Wanted::AtMost(0.0));
}
