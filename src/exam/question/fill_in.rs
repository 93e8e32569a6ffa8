//! The question that is answered by typing what a terminal or a file would hold.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

pub use super::range::NumberRange;
use super::{Completeness, Verdict};

/// The longest response that is stored, in characters. No answer of a bank comes near it.
pub const TYPED_MAX: usize = 500;

/// What is right to type, what is nearly right, and what the candidate is told to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillIn {
    /// Every spelling that is right. May be empty where there are ranges.
    pub answers: Vec<String>,
    /// Numbers that are right however they are written: `3`, `3.0` and `3,0` are the same.
    pub ranges: Vec<NumberRange>,
    /// Whether `YES` is as right as `yes`. What is typed in a terminal seldom is.
    pub ignore_case: bool,
    /// What sort of text is asked for; the locale words it.
    pub instruction: Instruction,
    /// Wrong answers that deserve a hint.
    pub near: Vec<String>,
}

impl FillIn {
    /// Judges what was typed: the same as an answer after trimming and folding of spaces, with the same case unless that is
    /// said not to matter; or a number within a range.
    pub fn verdict(&self, typed: &str) -> Verdict {
        let fold = |text: &str| {
            let folded = fold_spaces(text);
            if self.ignore_case { folded.to_lowercase() } else { folded }
        };
        let typed = fold(typed);
        let is_in = |texts: &[String]| texts.iter().any(|text| fold(text) == typed);
        if typed.is_empty() {
            Verdict::Unanswered
        } else if is_in(&self.answers) || self.ranges.iter().any(|range| range.holds(&typed)) {
            Verdict::Right
        } else if is_in(&self.near) {
            Verdict::Near
        } else {
            Verdict::Wrong
        }
    }

    /// What is right, for people: the answers, then the ranges.
    pub fn accepted(&self) -> Vec<String> {
        self.answers.iter().cloned().chain(self.ranges.iter().map(ToString::to_string)).collect()
    }
}

/// What sort of text a fill-in asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instruction {
    /// The name of a command, without path and parameters.
    Command,
    /// The whole command with its parameters.
    CommandLine,
    /// One word after a command.
    Subcommand,
    /// One option, with its dashes.
    Option,
    /// An absolute path.
    FullPath,
    /// A file's name without its path.
    FileName,
    /// A directive, key, attribute, element or value, exactly as in the file.
    Keyword,
    /// Digits only.
    Number,
    /// A number that may have decimals.
    Decimal,
    /// A word or two that stand in no terminal and no file.
    Text,
}

impl Instruction {
    /// Every instruction.
    pub const ALL: [Self; 10] = [
        Self::Command,
        Self::CommandLine,
        Self::Subcommand,
        Self::Option,
        Self::FullPath,
        Self::FileName,
        Self::Keyword,
        Self::Number,
        Self::Decimal,
        Self::Text,
    ];

    /// The instruction as files have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::CommandLine => "command-line",
            Self::Subcommand => "subcommand",
            Self::Option => "option",
            Self::FullPath => "full-path",
            Self::FileName => "file-name",
            Self::Keyword => "keyword",
            Self::Number => "number",
            Self::Decimal => "decimal",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Instruction {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|instruction| instruction.as_str() == text).ok_or_else(|| {
            format!("\"{text}\" is no instruction (these are: {})", Self::ALL.map(Self::as_str).join(", "))
        })
    }
}

/// Complete as soon as something other than spaces is typed.
pub(super) fn completeness(typed: &str) -> Completeness {
    if typed.trim().is_empty() { Completeness::Empty } else { Completeness::Complete }
}

/// Whether it is short enough to be stored.
pub(super) fn fits(typed: &str) -> bool {
    typed.chars().nth(TYPED_MAX).is_none()
}

/// Trims, and makes one space of each run of spaces.
fn fold_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn virsh() -> FillIn {
        FillIn {
            answers: vec!["virsh list --all".to_owned()],
            ranges: Vec::new(),
            ignore_case: false,
            instruction: Instruction::CommandLine,
            near: vec!["/usr/bin/virsh list --all".to_owned()],
        }
    }

    #[test]
    fn spaces_are_folded_and_nothing_else_is() {
        assert_eq!(virsh().verdict("  virsh \t list  --all\n"), Verdict::Right);
        assert_eq!(virsh().verdict("Virsh list --all"), Verdict::Wrong);
        assert_eq!(virsh().verdict("virsh list --all."), Verdict::Wrong);
        assert_eq!(virsh().verdict("virsh list \u{2013}\u{2013}all"), Verdict::Wrong);
    }

    #[test]
    fn a_near_miss_is_wrong_with_a_hint() {
        assert_eq!(virsh().verdict("/usr/bin/virsh  list --all"), Verdict::Near);
        assert!(!Verdict::Near.is_right());
    }

    #[test]
    fn case_matters_unless_it_is_said_not_to() {
        let lax = FillIn { ignore_case: true, ..virsh() };
        assert_eq!(lax.verdict("VIRSH list  --ALL"), Verdict::Right);
        assert_eq!(lax.verdict("/USR/bin/virsh list --all"), Verdict::Near);
        assert_eq!(lax.verdict("virsh list"), Verdict::Wrong);
    }

    #[test]
    fn a_number_within_a_range_is_right_however_it_is_written() {
        let ranges = vec!["2.9..3.1".parse().unwrap(), "40".parse().unwrap()];
        let number = FillIn { answers: Vec::new(), ranges, instruction: Instruction::Decimal, ..virsh() };
        for right in ["3", " 3.0 ", "3,05", "2.9", "3.1", "40", "4e1", "+40"] {
            assert_eq!(number.verdict(right), Verdict::Right, "{right}");
        }
        for wrong in ["3.11", "41", "3 .0", "three", "3.0.0", "inf", "NaN", "1e999"] {
            assert_eq!(number.verdict(wrong), Verdict::Wrong, "{wrong}");
        }
        assert_eq!(number.accepted(), ["2.9..3.1", "40"]);
    }

    #[test]
    fn spaces_alone_are_no_answer() {
        assert_eq!(virsh().verdict(" \t "), Verdict::Unanswered);
        assert_eq!(completeness(" "), Completeness::Empty);
        assert_eq!(completeness("v"), Completeness::Complete);
    }

    #[test]
    fn every_instruction_is_read_back_from_its_name() {
        for instruction in Instruction::ALL {
            assert_eq!(instruction.as_str().parse(), Ok(instruction));
        }
        assert!("command-only".parse::<Instruction>().unwrap_err().contains("full-path"));
    }
}
