//! The house rules, as tests: who may import whom, what only one place may name, and how files look.
//!
//! A rule is a function from a file to what it finds, with the line. It is tested twice: on the whole tree, which must be
//! clean, and on a bad sample, which must not pass.

#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/fragments.rs"]
mod fragments;
#[path = "tidy/imports.rs"]
mod imports;
#[path = "tidy/locales.rs"]
mod locales;
#[path = "tidy/names.rs"]
mod names;
#[path = "tidy/rust.rs"]
mod rust;
#[path = "tidy/sql.rs"]
mod sql;
#[path = "tidy/styles.rs"]
mod styles;
#[path = "tidy/templates.rs"]
mod templates;
#[path = "tidy/tree.rs"]
mod tree;
