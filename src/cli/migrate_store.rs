//! `simulado migrate-store`: everything from one database into another, from a file to a server or back.

use std::error::Error;
use std::fmt::Write as _;

use super::bar::Bar;
use super::words::seconds;
use crate::ambient::Clock;
use crate::store::transfer::{Copied, Step, transfer};

/// What is asked for on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct MigrateStoreArgs {
    /// The database to read, sqlite:PATH or postgres://…; it stays as it is
    #[arg(value_name = "FROM")]
    from: String,
    /// The database to fill, which must be empty
    #[arg(value_name = "TO")]
    to: String,
    /// Copy although a service is using the source: to try it out, as what is saved meanwhile is not copied
    #[arg(long)]
    rehearsal: bool,
}

/// Copies.
pub async fn run(args: &MigrateStoreArgs) -> Result<(), Box<dyn Error>> {
    let begun = Clock::System.now();
    let bar = Bar::new("Copying");
    let copied = transfer(&args.from, &args.to, args.rehearsal, &mut |step| match step {
        Step::Copying(table, done, all) => {
            bar.says(&format!("Copying {table}"));
            bar.at_long(done, all);
        }
        Step::Comparing(table, done, all) => {
            bar.says(&format!("Comparing {table}"));
            bar.at_long(done, all);
        }
    })
    .await
    .map_err(|error| {
        format!("nothing was copied: {error}. The source was left as it is, and no row was written to the target")
    })?;
    drop(bar);
    print!("{}", table(&copied));
    let rows: u64 = copied.iter().map(|one| one.target.rows).sum();
    let took = seconds(Clock::System.now().duration_since(begun));
    println!("{rows} rows in {} tables are the same in both, by count and checksum; copied in {took}", copied.len());
    if args.rehearsal {
        println!("What was saved in the source meanwhile is not in the target");
    } else {
        println!("Start the service with the new database; keep the old one until it is not missed");
    }
    Ok(())
}

fn table(copied: &[Copied]) -> String {
    let wide = copied.iter().map(|one| one.table.len()).max().unwrap_or(0).max("table".len());
    let mut out = format!("{:wide$}  {:>10}  {:>10}  SHA-256 of the rows\n", "table", "read", "there");
    for one in copied {
        let _ = write!(out, "{:wide$}  {:>10}  {:>10}  ", one.table, one.source.rows, one.target.rows);
        for byte in &one.target.sha256[..16] {
            let _ = write!(out, "{byte:02x}");
        }
        out.push_str("…\n");
    }
    out
}
