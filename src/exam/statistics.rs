//! What many attempts say about questions: item analysis of classical test theory.
//!
//! [`Marks`] is a table of attempts × slots, all of the same form; [`SlotStatistics`] and [`TestStatistics`] say of it what
//! Moodle's quiz statistics say, by the same formulas.
//!
//! Shares, correlations and weights are plain numbers: 1 is all, where Moodle shows 100 %. What cannot be computed is
//! `None`: too few attempts, nobody differs from anybody, nothing to divide by. No number is ever NaN or infinite.
//!
//! Sources, cited by name in what follows:
//!
//! - *Moodle*: its developers' page “Quiz statistics calculations”, and what its report computes.
//! - *Crocker & Algina*: “Introduction to classical and modern test theory”, 1986, chapter 14.

mod marks;
mod moments;
mod slot;
mod whole;

pub use self::{
    marks::{Marks, MarksError},
    slot::SlotStatistics,
    whole::TestStatistics,
};

#[cfg(test)]
#[path = "statistics/moodle_tests.rs"]
mod moodle_tests;
