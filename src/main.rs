//! Parses the command line and runs it.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;
use simulado::cli::{Cli, run};

/// Every request makes and drops a few hundred small things: the system's allocator takes a good part of the time for it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    run(Cli::parse())
}
