//! The page structs: one per template, and what they share. Plain view data; nothing here knows the store or the server.

pub mod account;
pub mod admin;
pub mod attempt;
pub mod chart;
pub mod error;
pub mod exam;
pub mod form;
pub mod invitation;
pub mod landing;
pub mod layout;
pub mod measure;
pub mod paper;
pub mod progress;
pub mod question;
pub mod repair;
pub mod result;
pub mod review;
pub mod session;
pub mod study;
pub mod text;
