//! From verdicts to a score, raw and scaled.

use super::blueprint::Blueprint;
use super::question::Verdict;

/// The three points that the scaled score goes through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// The score of no right answer.
    pub min: u16,
    /// The lowest score that passes.
    pub pass: u16,
    /// The score of all answers right.
    pub max: u16,
    /// The share of right answers taken for the pass mark, between 0 and 1.
    pub pass_share: f64,
}

impl Curve {
    /// An exam's.
    pub fn of(blueprint: &Blueprint) -> Self {
        let scale = &blueprint.scale;
        Self { min: scale.min, pass: scale.pass, max: scale.max, pass_share: blueprint.pass_share }
    }
}

/// The result of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// How many were right.
    pub right: u16,
    /// How many there were.
    pub questions: u16,
    /// On the exam's scale: an estimate, since exam bodies do not publish their curves.
    pub scaled: u16,
    /// Whether the estimate reaches the pass mark.
    pub passed: bool,
}

/// Scores a form: a right answer counts one, anything else nothing.
pub fn score(verdicts: &[Verdict], curve: &Curve) -> Score {
    let right = verdicts.iter().filter(|verdict| **verdict == Verdict::Right).count();
    score_of(u16::try_from(right).unwrap_or(u16::MAX), u16::try_from(verdicts.len()).unwrap_or(u16::MAX), curve)
}

/// The score of so many right answers.
pub fn score_of(right: u16, questions: u16, curve: &Curve) -> Score {
    let scaled = scaled(right, questions, curve);
    Score { right, questions, scaled, passed: questions > 0 && scaled >= curve.pass }
}

/// The scaled score: piecewise linear through (0, minimum), (pass share, pass mark) and (1, maximum), rounded down so that
/// it never flatters.
pub fn scaled(right: u16, questions: u16, curve: &Curve) -> u16 {
    if questions == 0 {
        return curve.min;
    }
    let share = f64::from(right.min(questions)) / f64::from(questions);
    let (min, pass, max) = (f64::from(curve.min), f64::from(curve.pass), f64::from(curve.max));
    let value = if share < curve.pass_share {
        min + (pass - min) * share / curve.pass_share
    } else if curve.pass_share >= 1.0 {
        max
    } else {
        pass + (max - pass) * (share - curve.pass_share) / (1.0 - curve.pass_share)
    };
    // The small addition keeps a share that is exactly the pass share from falling below it by rounding.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between min and max, both u16")]
    let value = (value + 1e-9).floor() as u16;
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CURVE: Curve = Curve { min: 200, max: 800, pass: 500, pass_share: 0.65 };

    #[test]
    fn the_curve_goes_through_its_three_points() {
        assert_eq!(scaled(0, 60, &CURVE), 200);
        assert_eq!(scaled(39, 60, &CURVE), 500);
        assert_eq!(scaled(60, 60, &CURVE), 800);
        assert_eq!(scaled(38, 60, &CURVE), 492);
        assert_eq!(scaled(0, 0, &CURVE), 200);
    }

    #[test]
    fn only_right_answers_count() {
        let verdicts = [Verdict::Right, Verdict::Near, Verdict::Wrong, Verdict::Unanswered];
        let score = score(&verdicts, &CURVE);
        assert_eq!((score.right, score.questions, score.passed), (1, 4, false));
    }

    proptest! {
        #[test]
        fn more_right_answers_never_score_less(questions in 1_u16..200, right in 0_u16..200) {
            let right = right.min(questions - 1);
            prop_assert!(scaled(right, questions, &CURVE) <= scaled(right + 1, questions, &CURVE));
        }

        #[test]
        fn a_form_passes_exactly_when_its_share_reaches_the_pass_share(questions in 1_u16..200, right in 0_u16..200) {
            let right = right.min(questions);
            let reaches = f64::from(right) / f64::from(questions) >= CURVE.pass_share - 1e-12;
            prop_assert_eq!(scaled(right, questions, &CURVE) >= CURVE.pass, reaches);
        }
    }
}
