//! Looking after the database: backups and their return, and whether every stored score is what the rules make of it.
//!
//! Errors are sentences for whoever runs the place: what happened, what was kept, what to do.

pub mod backup;
pub mod restore;
pub mod schedule;
pub mod scores;

mod partial;

/// A database of another kind than files can be made of, with the tools that do it.
pub const SERVER: &str = "the database is a PostgreSQL server, which brings its own tools: \
    pg_dump (and pg_restore) for one database, pg_basebackup for the whole server; nothing was changed";

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many bytes of about so many are copied.
    Copying(u64, u64),
    /// A whole file is read.
    Checking,
}

/// The flaws of a file in one sentence.
fn flaws(found: &[String]) -> String {
    match found {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first}, and {} more", rest.len()),
    }
}
