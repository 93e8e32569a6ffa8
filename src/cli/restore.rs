//! `simulado restore`: a backup becomes the embedded database; what was there is kept.

use std::error::Error;
use std::path::PathBuf;

use super::backup::show;
use super::bar::Bar;
use super::words::holds;
use crate::ambient::{Clock, Random};
use crate::config::Config;
use crate::upkeep::restore::restore;

/// What is asked for on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct RestoreArgs {
    /// The backup; it stays where it is
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Puts it in place.
pub async fn run(args: &RestoreArgs, config: &Config) -> Result<(), Box<dyn Error>> {
    let bar = Bar::new("Copying the backup");
    let clock = (&Clock::System, &Random::System);
    let restored = restore(&config.database_url, &args.file, clock, &mut |step| show(&bar, step)).await?;
    drop(bar);
    println!("{} is the database {} now", args.file.display(), restored.database.display());
    println!("It holds {}", holds(&restored.contents));
    match restored.kept {
        Some(kept) => {
            println!("The database that was there before is {}: delete it once it is not missed", kept.display());
        }
        None => println!("There was no database before"),
    }
    Ok(())
}
