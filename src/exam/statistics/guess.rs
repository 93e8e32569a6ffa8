//! What chance alone would score.

use super::moments::number;
use crate::exam::question::Kind;

/// Moodle's *random guess score*: the share of right answers, 0 to 1, of one who chooses blindly as many of the `options`
/// as the stem asks for.
///
/// One of n for a single; for a multiple with k keys one of all the ways to choose k of n, where Moodle's report gives
/// nothing, but its readers' guide (Open University) assumes the same; 0 for a fill-in. Nothing for a question without
/// keys among its options, which the lint refuses.
pub fn random_guess_score(kind: &Kind, options: usize) -> Option<f64> {
    if matches!(kind, Kind::FillIn(_)) {
        return Some(0.0);
    }
    let keys = kind.keys().len();
    let ways: f64 = (0..keys).map(|chosen| number(options.saturating_sub(chosen)) / number(keys - chosen)).product();
    (keys > 0 && keys <= options).then(|| 1.0 / ways)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blind_choice_is_right_once_in_all_the_ways_to_choose() {
        let multiple = |keys: &[usize]| Kind::Multiple { keys: keys.iter().copied().collect() };
        assert_eq!(random_guess_score(&Kind::Single { key: 3 }, 5), Some(0.2));
        assert_eq!(random_guess_score(&multiple(&[0, 4]), 5), Some(0.1));
        assert_eq!(random_guess_score(&multiple(&[0, 1, 2]), 6), Some(0.05));
        assert_eq!(random_guess_score(&multiple(&[0, 1]), 2), Some(1.0));
        assert_eq!(random_guess_score(&multiple(&[]), 5), None);
        assert_eq!(random_guess_score(&Kind::Single { key: 0 }, 0), None);
    }
}
