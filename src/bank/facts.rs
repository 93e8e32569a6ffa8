//! The facts of a question: what is known of all of them without their texts.

use super::alike::{marks, words};
use crate::exam::{draft::Draft, facts::Facts, question::Question};

/// How facts are derived. Raised when that changes, so that stored ones are made anew.
pub const VERSION: i64 = 1;

/// Derives the facts of a question.
pub fn facts(question: &Question) -> Facts {
    Facts {
        version: VERSION,
        options: question.option_count(),
        sources: question.sources.clone(),
        marks: marks(&words(&Draft::of(question))),
    }
}
