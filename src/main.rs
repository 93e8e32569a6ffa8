//! Parses the command line and runs it.

use std::process::ExitCode;

use clap::Parser as _;
use simulado::cli::{Cli, run};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    run(Cli::parse())
}
