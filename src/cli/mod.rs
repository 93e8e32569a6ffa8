//! The commands, one file each.

pub mod admin;
pub mod backup;
mod bar;
pub mod check;
mod connections;
pub mod export;
pub mod import;
pub mod lint;
pub mod migrate_store;
pub mod restore;
pub mod serve;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiff::tz::TimeZone;

use crate::ambient::Clock;
use crate::config::{Config, Given};

/// When a command could not do its work: nothing is half-done.
const FAILED: u8 = 2;

/// Timed practice exams that tell honestly whether one would pass.
#[derive(Parser)]
#[command(name = "simulado", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    given: Given,
}

#[derive(Subcommand)]
#[allow(clippy::doc_markdown, reason = "these are the texts of --help")]
enum Command {
    /// Serve the pages (also what happens without a command)
    Serve,
    /// Check question files, and show what the bank covers
    Lint(lint::LintArgs),
    /// Read another system's question file, and bring its questions in
    Import(import::ImportArgs),
    /// Write the questions of an exam into files
    Export(export::ExportArgs),
    /// Manage who runs the place
    Admin(admin::AdminArgs),
    /// Copy the embedded database into a file, also while the service runs
    ///
    /// The file appears once it is whole and was checked; a file that is there is kept unless --force is said. The service
    /// goes on meanwhile, and no save waits. A PostgreSQL has its own tools: pg_dump, pg_basebackup.
    Backup(backup::BackupArgs),
    /// Put a backup in the place of the embedded database
    ///
    /// Stop the service first. The backup is checked before anything is changed and stays where it is; the database that was
    /// there is kept beside it under a dated name.
    Restore(restore::RestoreArgs),
    /// Check that the database is whole and every score is what its responses make of it; changes nothing
    ///
    /// Exit code 0 if all is as it must be, 1 if something was found, 2 if it could not be checked. The service may run.
    Check,
    /// Copy everything from one database into an empty one, as from SQLite to PostgreSQL or back
    ///
    /// Stop the service first. All is copied and compared by count and checksum, table by table, or nothing is.
    MigrateStore(migrate_store::MigrateStoreArgs),
}

/// Runs the command that was asked for. Errors are one sentence on standard error, and exit code 2.
pub fn run(cli: Cli) -> ExitCode {
    if let Some(Command::Lint(args)) = &cli.command {
        let today = Clock::System.now().to_zoned_datetime(TimeZone::system()).date();
        return match lint::run(args, today, &mut std::io::stdout().lock()) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => failed(&error),
        };
    }
    let config = match Config::new(cli.given) {
        Ok(config) => config,
        Err(error) => return failed(&error),
    };
    start_logging();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let done = runtime.block_on(async {
        match &cli.command {
            Some(Command::Import(args)) => import::run(args, &config).await,
            Some(Command::Admin(args)) => admin::run(args, &config).await.map(|()| true),
            Some(Command::Export(args)) => export::run(args, &config).await,
            Some(Command::Backup(args)) => backup::run(args, &config).await.map(|()| true),
            Some(Command::Restore(args)) => restore::run(args, &config).await.map(|()| true),
            Some(Command::Check) => check::run(&config).await,
            Some(Command::MigrateStore(args)) => migrate_store::run(args).await.map(|()| true),
            _ => serve::run(config).await.map(|()| true),
        }
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => failed(error.as_ref()),
    }
}

fn failed(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("simulado: {error}");
    ExitCode::from(FAILED)
}

fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,memory_serve=warn,sqlx::postgres::notice=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
