//! Importing: a file is read and looked at without anything being written; what its author confirms comes in in one
//! transaction; the same file again changes nothing.

mod fingerprint;
mod name;
mod pictures;
mod plan;
mod queue;
mod run;

pub use plan::{Choices, Fate, Plan, Planned, Ready};
pub use queue::{Queue, WAITING};
pub use run::{Done, ImportError};
