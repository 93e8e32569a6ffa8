//! `simulado backup`: a copy of the embedded database, while the service runs or not.

use std::error::Error;
use std::path::PathBuf;

use super::bar::Bar;
use super::words::{holds, seconds, size};
use crate::ambient::{Clock, Random};
use crate::config::Config;
use crate::upkeep::Step;
use crate::upkeep::backup::{Wanted, backup};

/// What is asked for on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct BackupArgs {
    /// The file to write; it appears once it is whole and checked
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

/// Makes it.
pub async fn run(args: &BackupArgs, config: &Config) -> Result<(), Box<dyn Error>> {
    let bar = Bar::new("Copying the database");
    let wanted = Wanted { url: &config.database_url, file: &args.file, over: args.force };
    let made = backup(wanted, (&Clock::System, &Random::System), &mut |step| show(&bar, step)).await?;
    drop(bar);
    println!(
        "{}: {}, {}, whole; made in {}",
        made.file.display(),
        size(made.bytes),
        holds(&made.contents),
        seconds(made.took)
    );
    Ok(())
}

/// Shows where a copy stands.
pub(super) fn show(bar: &Bar, step: Step) {
    match step {
        Step::Copying(done, all) => bar.at_bytes("Copying the database", done, all),
        Step::Checking => bar.waits("Checking that it is whole"),
    }
}
