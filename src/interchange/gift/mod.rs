//! GIFT, the text format of Moodle: a question is a paragraph with its answers in braces.
//!
//! It holds one language, so that a question of ours is written once for each. What only ours have goes into the comment above it, as
//! tags that Moodle keeps; our texts are written as the Markdown that they are.

mod answers;
mod escape;
mod kinds;
mod parts;
mod read;
mod texts;
mod write;

pub use self::{read::read, write::write};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod write_tests;
