//! Which kinds of questions there are in the systems that write QTI 1.2, by their names there.

use super::labels::Labels;
use crate::interchange::Foreign;

/// What a name of a kind says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// One option is right.
    Single,
    /// Several options may be right.
    Multiple,
    /// True or false.
    TrueFalse,
    /// Gaps in the text with all that is right listed as options.
    Blanks,
    /// Lists in the text from which one is chosen.
    Dropdowns,
    /// A text is typed.
    Typed,
    /// A number is typed.
    Number,
    /// There is none of it here.
    Foreign(Foreign),
    /// It is not said, or not known.
    Unknown(String),
}

/// The labels under which the kind stands: Canvas, common cartridges, Brightspace, Blackboard.
const LABELS: [&str; 4] = ["question_type", "cc_profile", "qmd_questiontype", "bbmd_questiontype"];

/// The kind that an item is said to be of.
pub(super) fn named(labels: &Labels) -> Named {
    let Some(name) = LABELS.iter().find_map(|label| labels.first(label)) else { return Named::Unknown(String::new()) };
    let lower = name.to_ascii_lowercase().replace('_', " ");
    let plain = lower.strip_prefix("cc.").and_then(|rest| rest.split('.').next()).unwrap_or(&lower);
    match plain.strip_suffix(" question").unwrap_or(plain) {
        "multiple choice" => Named::Single,
        "multiple answers" | "multiple answer" | "multiple response" | "multi-select" | "multiple correct" => {
            Named::Multiple
        }
        "true false" | "true/false" => Named::TrueFalse,
        "fill in multiple blanks" => Named::Blanks,
        "multiple dropdowns" => Named::Dropdowns,
        "short answer" | "fib" | "fill in the blank" | "pattern match" => Named::Typed,
        "numerical" | "numeric" => Named::Number,
        "matching" => Named::Foreign(Foreign::Matching),
        "ordering" => Named::Foreign(Foreign::Ordering),
        "categorization" => Named::Foreign(Foreign::DragAndDrop),
        "essay" | "long answer" | "written response" | "short response" => Named::Foreign(Foreign::Essay),
        "file upload" => Named::Foreign(Foreign::Upload),
        "calculated" | "formula" | "arithmetic" | "significant figures" => Named::Foreign(Foreign::Calculated),
        "hot spot" => Named::Foreign(Foreign::HotSpot),
        "fill in the blank plus" | "multi-short answer" | "jumbled sentence" => Named::Foreign(Foreign::Cloze),
        "text only" => Named::Foreign(Foreign::NoQuestion),
        "opinion scale" | "likert" => Named::Foreign(Foreign::Survey),
        "quiz bowl" => Named::Foreign(Foreign::Other(name.to_owned())),
        _ => Named::Unknown(name.to_owned()),
    }
}
