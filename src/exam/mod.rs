//! The pure core: exams, questions, answers and their meaning. No IO, no clock, no randomness of its own.

pub mod attempt;
pub mod blueprint;
pub mod bulk;
pub mod card;
pub mod clock;
pub mod consistency;
pub mod draft;
pub mod facts;
pub mod form;
pub mod id;
pub mod lang;
pub mod lifecycle;
pub mod picture;
pub mod progress;
pub mod question;
pub mod regrade;
pub mod role;
pub mod scoring;
pub mod statistics;
