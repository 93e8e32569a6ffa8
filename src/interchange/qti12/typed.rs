//! What is right to type: the texts and numbers that the item's own rules reward in full.

use super::{
    condition::{Given, How, same},
    numbers,
    score::{Literal, Rules, TooMuch},
};
use crate::{
    exam::question::{FillIn, Instruction},
    interchange::{Cause, Excess, Foreign, Outcome, Remark},
};

/// The most answers of a question.
const ANSWERS: usize = 200;

/// What is typed, and what is to be said of it.
pub(super) struct Typed {
    /// What is right.
    pub fill_in: FillIn,
    /// What was lost or is doubtful.
    pub remarks: Vec<Remark>,
}

/// Reads the rules for what is typed. `is_number` says that a number is asked for, `is_ours` that the question was written here.
pub(super) fn typed(rules: &Rules<'_>, is_number: bool, is_ours: bool) -> Result<Typed, Outcome> {
    let literals: Vec<Literal<'_, '_>> = rules.literals().into_iter().flatten().collect();
    if literals.is_empty() || !rules.give_points() {
        return Err(Outcome::Skipped(Foreign::Essay));
    }
    let own_rules = |_| Outcome::Skipped(Foreign::OwnRules);
    let is_number = is_number || literals.iter().any(|(comparison, _)| comparison.is_bound());
    let found = if is_number { numbers::found(rules, &literals).map_err(own_rules)? } else { None };
    let answers = answers(rules, &literals, found.is_some()).map_err(own_rules)?;
    if answers.len() > ANSWERS {
        return Err(Outcome::Refused(Cause::TooLarge(Excess::Answers(ANSWERS))));
    }
    let best =
        answers.iter().map(|answer| answer.score).chain(found.iter().map(|found| found.best)).fold(0.0, f64::max);
    let mut read = Typed::empty();
    if let Some(found) = found.filter(|found| same(found.best, best)) {
        read.remarks.push(Remark::Numerical);
        read.remarks.extend(found.open.then_some(Remark::OpenRange));
        read.remarks.extend(found.partial.then_some(Remark::PartialCredit));
        read.fill_in.ranges = found.ranges;
        read.fill_in.instruction = Instruction::Decimal;
    }
    // Others name the middle of a range as well.
    let is_middle = |answer: &Answer| !is_ours && read.fill_in.ranges.iter().any(|range| range.holds(&answer.text));
    let answers: Vec<Answer> = answers.into_iter().filter(|answer| !is_middle(answer)).collect();
    for answer in answers {
        read.add(answer, best);
    }
    if read.fill_in.ignore_case {
        let mut once = std::collections::HashSet::new();
        read.fill_in.answers.retain(|answer| once.insert(answer.to_lowercase()));
    }
    if read.fill_in.answers.is_empty() && read.fill_in.ranges.is_empty() {
        return Err(Outcome::Refused(Cause::NoKey));
    }
    read.remarks.extend(rules.are_doubtful().then_some(Remark::Scoring));
    Ok(read)
}

/// A text that rules compare with, and what it is worth.
struct Answer {
    text: String,
    score: f64,
    minds_case: bool,
    is_part: bool,
}

/// The texts that rules compare with, each once. Where numbers were found, a text is one that is no number, or has a word on its
/// letters.
fn answers(rules: &Rules<'_>, literals: &[Literal<'_, '_>], with_numbers: bool) -> Result<Vec<Answer>, TooMuch> {
    let mut answers: Vec<Answer> = Vec::new();
    for (comparison, _) in literals.iter().filter(|(comparison, _)| !comparison.is_bound()) {
        let text = &comparison.text;
        let is_number = comparison.case.is_none() && comparison.number.is_some();
        if text.is_empty() || (with_numbers && is_number) {
            continue;
        }
        let minds_case = comparison.minds_case();
        if let Some(known) = answers.iter_mut().find(|known| known.text == *text) {
            known.minds_case |= minds_case;
        } else if answers.len() <= ANSWERS {
            let score = rules.run(Given::Typed(text))?.score;
            answers.push(Answer { text: text.clone(), score, minds_case, is_part: comparison.how == How::Part });
        }
    }
    Ok(answers)
}

impl Typed {
    fn empty() -> Self {
        let (answers, ranges, near) = (Vec::new(), Vec::new(), Vec::new());
        let fill_in = FillIn { answers, ranges, ignore_case: false, instruction: Instruction::Text, near };
        Self { fill_in, remarks: Vec::new() }
    }

    fn add(&mut self, answer: Answer, best: f64) {
        let Self { fill_in, remarks } = self;
        let is_right = answer.score > 0.0 && same(answer.score, best);
        if answer.is_part {
            remarks.push(Remark::Wildcard { answer: answer.text.clone() });
        }
        if !is_right {
            if answer.score > 0.0 && !remarks.contains(&Remark::PartialCredit) {
                remarks.push(Remark::PartialCredit);
            }
            fill_in.near.push(answer.text);
            return;
        }
        // Where one answer minds capital letters, all do.
        fill_in.ignore_case = !answer.minds_case && (fill_in.ignore_case || fill_in.answers.is_empty());
        fill_in.answers.push(answer.text);
    }
}
