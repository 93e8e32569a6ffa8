//! The program looks after its database: scores that are checked.

mod checking;
mod place;
