//! Importing: a file is read and looked at without anything being written; what its author confirms comes in in one
//! transaction; the same file again changes nothing.

mod fingerprint;
mod name;
mod pictures;
mod plan;
mod queue;
mod run;

/// The largest file that is read, in bytes.
pub const FILE_BYTES: usize = 16 << 20;

pub use plan::{Choices, Fate, Plan, Planned, Ready};
pub use queue::{Queue, WAITING};
pub use run::{Done, ImportError};
