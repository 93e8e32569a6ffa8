//! Rules about fill-ins: what their answers look like, and that the stem does not show them.

use super::{
    rule::Rule,
    subject::{Notes, Subject},
    text::contains_whole,
};
use crate::exam::question::{FillIn, Instruction, Kind, NumberRange, Response, Verdict};

/// Characters that one may have to type.
const ANSWER_MAX: usize = 40;

pub(super) fn check(subject: &Subject<'_>, notes: &mut Notes) {
    let Kind::FillIn(fill_in) = &subject.question.kind else {
        return;
    };
    let line = subject.parsed.places.front_line("answers");
    for answer in &fill_in.answers {
        if let Some(complaint) = complaint(fill_in.instruction, answer) {
            notes.add(
                Rule::AnswerForm,
                line,
                answer,
                format!("the instruction is \"{}\": {complaint}", fill_in.instruction),
            );
        }
        let length = answer.chars().count();
        if length > ANSWER_MAX {
            notes.add(
                Rule::AnswerForm,
                line,
                answer,
                format!("the answer has {length} characters; at most {ANSWER_MAX} are asked for"),
            );
        }
        for (_, texts) in subject.texts.iter() {
            if contains_whole(&texts.stem.visible, answer) {
                notes.add(Rule::AnswerInStem, texts.places.stem, answer, "the stem shows the answer");
            }
        }
    }
    if !fill_in.ranges.is_empty() && !matches!(fill_in.instruction, Instruction::Number | Instruction::Decimal) {
        let line = subject.parsed.places.front_line("ranges");
        let message = format!("the instruction is \"{}\": a range is of numbers", fill_in.instruction);
        notes.add(Rule::AnswerForm, line, fill_in.ranges[0].to_string(), message);
    }
    near(subject, fill_in, notes);
}

/// What an answer lacks that its instruction promises.
fn complaint(instruction: Instruction, answer: &str) -> Option<&'static str> {
    let spaces = answer.contains(char::is_whitespace);
    match instruction {
        Instruction::CommandLine | Instruction::Text => None,
        Instruction::FullPath if !answer.starts_with('/') => Some("it must start with \"/\""),
        Instruction::Command | Instruction::Subcommand | Instruction::FileName if answer.contains('/') => {
            Some("it must have no path")
        }
        Instruction::Option if !answer.starts_with('-') => Some("it must start with its dashes"),
        Instruction::Number if !answer.bytes().all(|byte| byte.is_ascii_digit()) => Some("it must be digits only"),
        Instruction::Decimal if answer.parse::<NumberRange>().is_err() => Some("it must be a number"),
        _ if spaces => Some("it must have no spaces"),
        _ => None,
    }
}

fn near(subject: &Subject<'_>, fill_in: &FillIn, notes: &mut Notes) {
    let line = subject.parsed.places.front_line("near");
    for near in &fill_in.near {
        if subject.question.verdict(&Response::Text(near.clone())) != Verdict::Near {
            notes.add(Rule::NearAnswer, line, near, "what is nearly right must be some text that is not right as well");
        }
    }
}
