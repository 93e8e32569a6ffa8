//! What many attempts say about questions: item analysis of classical test theory.
//!
//! Two layers. [`Marks`] is a table of attempts × slots, all of the same form; [`SlotStatistics`] and [`TestStatistics`]
//! say of it what Moodle's quiz statistics say, by the same formulas. [`ItemStatistics`] is about one revision, which
//! candidates met on forms of different questions, and [`ItemStatistics::diagnosis`] is what an author should look at.
//!
//! Shares, correlations and weights are plain numbers: 1 is all, where Moodle shows 100 %. What cannot be computed is
//! `None`: too few attempts, nobody differs from anybody, nothing to divide by. No number is ever NaN or infinite.
//!
//! Sources, cited by name in what follows:
//!
//! - *Moodle*: its developers' page “Quiz statistics calculations”, and what its report computes.
//! - *Open University*: “Moodle Quiz (iCMA) reports”, 4.2, the guide for those who read that report.
//! - *Crocker & Algina*: “Introduction to classical and modern test theory”, 1986, chapter 14.
//! - *Kelley*: “The selection of upper and lower groups for the validation of test items”, J. Educ. Psych. 30, 1939.
//! - *Cureton*: “The upper and lower twenty-seven per cent rule”, Psychometrika 22, 1957.
//! - *Ebel & Frisbie*: “Essentials of educational measurement”, 5th edition, 1991, chapter 13.
//! - *Haladyna & Downing*: “How many options is enough for a multiple-choice test item?”, Educ. Psych. Meas. 53, 1993.
//! - *Newcombe*: “Interval estimation for the difference between independent proportions”, Stat. Med. 17, 1998.

mod diagnosis;
mod difference;
mod guess;
mod item;
mod marks;
mod moments;
mod slot;
mod thirds;
mod times;
mod whole;

pub use self::{
    diagnosis::{Diagnosis, ENOUGH, Finding},
    difference::Difference,
    guess::random_guess_score,
    item::{Choices, FirstResponse, ItemStatistics},
    marks::{Marks, MarksError},
    slot::SlotStatistics,
    thirds::{ByThird, Third},
    times::Times,
    whole::TestStatistics,
};

#[cfg(test)]
#[path = "statistics/moodle_tests.rs"]
mod moodle_tests;
