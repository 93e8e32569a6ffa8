//! Drives whole exams against a real server over loopback, and the least that could be called the same work beside it, in one
//! run: what is printed are ratios as well as figures. `bin/bench` builds everything and runs it.

#![allow(clippy::disallowed_methods, reason = "a stopwatch measures real time")]

mod account;
mod bench;
mod ceiling;
mod client;
mod cluster;
mod cost;
mod drive;
mod exam;
mod faults;
mod long;
mod report;
mod run;
mod seats;
mod server;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures Simulado.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The whole measurement.
    Run(bench::Wish),
    /// Hurts a server, and looks whether anything is lost.
    Faults(faults::Wish),
    /// Hurts several nodes on a database that fails over, and measures two on one.
    Cluster(cluster::Wish),
    /// One ceiling, as a server. For this program's own use.
    Ceiling {
        /// Which.
        name: String,
        /// Where to listen.
        address: String,
        /// Where its database lies.
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let done = runtime.block_on(async {
        match Arguments::parse().what {
            What::Run(wish) => run::run(wish).await,
            What::Faults(wish) => faults::run(wish).await,
            What::Cluster(wish) => cluster::run(wish).await,
            What::Ceiling { name, address, folder } => ceiling::serve(&name, &address, &folder).await.map(|()| true),
        }
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}
