//! The measurement: ceilings and scenarios, one after the other, each against a server of its own.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};

use super::account::Member;
use super::bench::{Bench, Wish};
use super::client::{Client, Failure};
use super::drive::{self, Outcome, Stint};
use super::exam::{CeilingSave, HandingIn, Looking, Navigating, Newcomer, Page, QUESTIONS, Reading, Saving};
use super::long;
use super::report::Wanted;
use super::seats::{candidates, connected, lanes};
use super::server::Server;

/// Connections of those who save, and of those who read.
const SAVING: usize = 256;
const READING: usize = 64;
const WARM: Duration = Duration::from_secs(1);
/// Exams that are begun, and handed in.
const EXAMS: usize = 2_048;
/// Exams that are begun before the time counts: the first ones meet a program that has only just started.
const FIRST: usize = 512;
/// Saves in a second that are asked for when the time of an answer is what counts.
const STEADY: f64 = 2_000.0;
/// Seconds of a measurement.
const SECONDS: u64 = 8;
/// In so many parts, with the others of a comparison between them.
const TURNS: u32 = 4;
/// Accounts that are signed in to.
const MEMBERS: u16 = 128;

/// Runs everything, and stops when interrupted: servers and folders go with their values. Gives whether every goal was reached.
pub async fn run(wish: Wish) -> Result<bool, Failure> {
    let told = |kind| signal(kind).map_err(|error| error.to_string());
    let (mut interrupt, mut terminate) = (told(SignalKind::interrupt())?, told(SignalKind::terminate())?);
    tokio::select! {
        done = all(wish) => done,
        _ = interrupt.recv() => Err("interrupted".to_owned()),
        _ = terminate.recv() => Err("told to stop".to_owned()),
    }
}

async fn all(wish: Wish) -> Result<bool, Failure> {
    let mut bench;
    if wish.long {
        bench = Bench::new(wish, long::SCENARIOS.len() as u64)?;
        long::run(&mut bench).await?;
    } else {
        bench = Bench::new(wish, 7)?;
        short(&mut bench).await?;
    }
    bench.bar.finish_and_clear();
    let reached = bench.report.judge();
    if let Some(file) = &bench.wish.json {
        let text = format!("{:#}\n", bench.report.json());
        std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(reached)
}

async fn short(bench: &mut Bench) -> Result<(), Failure> {
    if bench.wants("saves") {
        saves(bench).await?;
    }
    if bench.wants("pages") {
        pages(bench).await?;
    }
    if bench.wants("exams") {
        exams(bench).await?;
    }
    Ok(())
}

/// Saves: the ceiling and ours in turn as fast as can be, then each at a steady rate.
async fn saves(bench: &mut Bench) -> Result<(), Failure> {
    bench.step("saves");
    let ceiling = Server::ceiling("group-commit", &bench.place("group-commit")?).await?;
    let (server, database) = bench.ours("saves").await?;
    let saving = |count: usize| {
        connected(&ceiling.address, count, |client, attempt| CeilingSave { client, attempt, done: attempt })
    };
    let mut best = Stint::of(saving(SAVING).await?, ceiling.pid());
    let sitting = candidates(&server.address, SAVING, QUESTIONS).await?;
    let mut ours = Stint::of(sitting.into_iter().map(Saving).collect(), server.pid());
    for _ in 0..TURNS {
        best.go_on(WARM, bench.time(SECONDS) / TURNS).await;
        ours.go_on(WARM, bench.time(SECONDS) / TURNS).await;
    }
    let (best, ours) = (best.whole(), ours.whole());
    bench.add("saves, 256 connections: rusqlite group commit", &best);
    bench.add("saves, 256 connections: Simulado", &ours);

    bench.step("saves at a steady rate");
    let calm = drive::steady(saving(SAVING).await?, STEADY, bench.time(SECONDS), ceiling.pid()).await;
    bench.add("saves, 2,000/s: rusqlite group commit", &calm);
    ceiling.stop().await?;
    let sitting = candidates(&server.address, SAVING, QUESTIONS).await?;
    let steady =
        drive::steady(sitting.into_iter().map(Saving).collect(), STEADY, bench.time(SECONDS), server.pid()).await;
    bench.add("saves, 2,000/s: Simulado", &steady);
    bench.size("saves", &server, &database);
    bench.goal("saves/s, ratio to rusqlite group commit", ours.rate() / best.rate(), Wanted::AtLeast(0.5));
    let slower = ours.percentile(99.0) / best.percentile(99.0);
    bench.goal("saves, p99 as a multiple of rusqlite group commit", slower, Wanted::AtMost(2.0));
    server.stop().await
}

/// Question pages: the three ceilings and ours in turn, then our other pages.
async fn pages(bench: &mut Bench) -> Result<(), Failure> {
    bench.step("question pages");
    let (mut ceilings, mut stints) = (Vec::new(), Vec::new());
    for name in ["bare", "page-inline", "page-pool"] {
        let ceiling = Server::ceiling(name, &bench.place(name)?).await?;
        let workers = connected(&ceiling.address, READING, |client, _| Page(client)).await?;
        stints.push(Stint::of(workers, ceiling.pid()));
        ceilings.push(ceiling);
    }
    let (server, _) = bench.ours("pages").await?;
    let sitting = candidates(&server.address, READING, QUESTIONS).await?;
    let mut ours = Stint::of(sitting.into_iter().map(Reading).collect(), server.pid());
    for _ in 0..TURNS {
        for stint in &mut stints {
            stint.go_on(WARM, bench.time(SECONDS) / TURNS).await;
        }
        ours.go_on(WARM, bench.time(SECONDS) / TURNS).await;
    }
    for ceiling in ceilings {
        ceiling.stop().await?;
    }
    let ours = ours.whole();
    let whole: Vec<Outcome> = stints.into_iter().map(Stint::whole).collect();
    let [bare, inline, pool] = whole.as_slice() else { unreachable!("three were begun") };
    bench.add("page, 64 connections: from memory", bare);
    bench.add("page, 64 connections: rusqlite inline", inline);
    bench.add("page, 64 connections: sqlx pool", pool);
    bench.add("page, 64 connections: a question of Simulado", &ours);
    bench.goal("question pages/s, ratio to rusqlite inline", ours.rate() / inline.rate(), Wanted::AtLeast(0.3));
    bench.goal("question pages/s, ratio to sqlx pool", ours.rate() / pool.rate(), Wanted::AtLeast(0.9));

    bench.step("other pages");
    let sitting = candidates(&server.address, READING, QUESTIONS).await?.into_iter();
    let reading = sitting.map(|candidate| Reading(candidate.who_takes_compressed())).collect();
    let outcome = drive::flat_out(reading, WARM, bench.time(SECONDS), server.pid()).await;
    bench.add("page, 64 connections: the same, compressed", &outcome);
    let sitting = candidates(&server.address, READING, 0).await?;
    let outcome =
        drive::flat_out(sitting.into_iter().map(Navigating).collect(), WARM, bench.time(SECONDS), server.pid()).await;
    bench.add("page, 64 connections: the navigator", &outcome);
    server.stop().await
}

/// Whole exams: begun, handed in, looked at.
async fn exams(bench: &mut Bench) -> Result<(), Failure> {
    bench.step("exams");
    let (server, database) = bench.ours("exams").await?;
    let newcomers = |count| lanes((0..count).map(|_| Newcomer(Client::new(&server.address))).collect());
    drive::once(newcomers(FIRST), server.pid()).await;
    let outcome = drive::once(newcomers(EXAMS), server.pid()).await;
    bench.add("start of an exam, 64 at a time", &outcome);
    bench.goal("starts/s", outcome.rate(), Wanted::AtLeast(1_000.0));
    bench.goal("starts, p99 ms", outcome.percentile(99.0), Wanted::AtMost(100.0));
    bench.step("hand-ins");
    let mut sitting = candidates(&server.address, EXAMS, 0).await?;
    for candidate in &mut sitting {
        candidate.look(0).await?;
        candidate.save(0).await?;
    }
    let outcome = drive::once(lanes(sitting.into_iter().map(HandingIn).collect()), server.pid()).await;
    bench.add("hand-in with its score, 64 at a time", &outcome);
    bench.goal("hand-ins/s", outcome.rate(), Wanted::AtLeast(1_500.0));
    let mut sitting = candidates(&server.address, READING, 0).await?;
    for candidate in &mut sitting {
        candidate.look(0).await?;
    }
    let mut handing: Vec<HandingIn> = sitting.into_iter().map(HandingIn).collect();
    for one in &mut handing {
        super::drive::Work::step(one).await?;
    }
    let looking = handing.into_iter().map(|one| Looking(one.0)).collect();
    let outcome = drive::flat_out(looking, WARM, bench.time(SECONDS) / 2, server.pid()).await;
    bench.add("result page, 64 connections", &outcome);
    bench.step("sign-ins");
    let mut members = Vec::new();
    for number in 0..MEMBERS {
        members.push(Member::join(&server.address, number).await?);
    }
    let outcome = drive::once(lanes(members), server.pid()).await;
    bench.add("sign-in with a password, 64 at a time", &outcome);
    bench.size("exams", &server, &database);
    server.stop().await
}
