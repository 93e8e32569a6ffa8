//! The program looks after its database: backups that are whole, their return, scores that are checked, another store.

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/ended.rs"]
mod ended;

mod backups;
mod checking;
mod moving;
mod place;
mod restoring;
mod scheduled;
mod storm;
