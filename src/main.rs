//! Parses the command line and runs it.

use std::process::ExitCode;

use clap::Parser as _;
use simulado::cli::{Cli, run};

fn main() -> ExitCode {
    run(Cli::parse())
}
