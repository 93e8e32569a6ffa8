//! The program looks after its database: backups that are whole, their return, scores that are checked.

#[path = "../support/mod.rs"]
mod support;

mod backups;
mod checking;
mod place;
mod restoring;
mod scheduled;
mod storm;
