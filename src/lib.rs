//! Simulado: timed practice exams that tell honestly whether one would pass, and what to study next.
//!
//! - `exam` – the rules, pure: blueprints, questions, forms, attempts, scores, progress
//! - `bank` – reads, lints and renders `questions/`
//! - `interchange` – other systems' question files, both ways
//! - `store` – the only place that names a database
//! - `authoring` – questions written here: saved, reviewed, live, retired
//! - `people` – running the place: rights, extra time, groups, invitations, coming in
//! - `auth` – passwords, tokens, login limits
//! - `proctor` – watches over attempts: begins, saves, ends them
//! - `web` – pages and handlers, thin
//! - `upkeep` – looking after the database: backups, their return, whether all scores are right
//! - `cli` – the commands
//! - `ambient` – the clock and randomness, handed to all others

pub mod ambient;
pub mod auth;
pub mod authoring;
pub mod bank;
pub mod cli;
pub mod config;
pub mod exam;
pub mod interchange;
pub mod people;
pub mod proctor;
pub mod store;
pub mod upkeep;
pub mod web;

/// The interface's words, generated from `locales/`.
#[allow(missing_docs, unused, clippy::all, clippy::pedantic, reason = "generated")]
pub mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}
