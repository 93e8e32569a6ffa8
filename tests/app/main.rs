//! The whole application over HTTP, told in the words of those who use it. The clock stands until a test moves it.
//!
//! A story is a file; [`candidate`] holds the people, [`inside`] what the server has, [`page`] what they are shown, [`banks`] the questions.

#[path = "../support/mod.rs"]
mod support;

mod authoring;
mod banks;
mod candidate;
mod inside;
mod page;

mod accounts;
mod audit;
mod beginning;
mod bulk;
mod deadline;
mod errors;
mod files;
mod foreign;
mod groups;
mod handing_in;
mod importing;
mod invitations;
mod keys;
mod people;
mod practice;
mod progress;
mod repair;
mod restart;
mod results;
mod revisions;
mod roles;
mod saving;
mod security;
mod sessions;
mod setup;
mod snapshots;
mod statistics;
mod tabs;
