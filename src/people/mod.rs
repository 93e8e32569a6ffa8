//! Running the place: who may do what, extra time, groups, invitations, and how people come in.
//!
//! Each act of an admin is one transaction with its line in the log. What is said of people there is said by their ids, so
//! that no name stays behind when an account goes.

mod group;
mod invitation;
mod joining;
mod person;

pub use invitation::Offer;
pub use joining::{Door, Joined, Newcomer, admin_made};
