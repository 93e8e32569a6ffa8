//! Looking after the database: whether every stored score is what the rules make of it.
//!
//! Errors are sentences for whoever runs the place: what happened, what was kept, what to do.

pub mod scores;
