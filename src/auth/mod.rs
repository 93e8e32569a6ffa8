//! Who somebody is and what they may do: passwords, secret tokens, login limits.

pub mod limit;
pub mod password;
pub mod token;
