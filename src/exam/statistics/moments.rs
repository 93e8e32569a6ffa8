//! Means, variances and what is made of them: nothing where there are too few values, exactly 0 where there is no spread.

/// Values that differ by less than this part of the largest are the same but for rounding: 0.1 + 0.2 is 0.3.
const ROUNDING: f64 = 1e-9;

/// A count to calculate with.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A quotient, if there is one.
pub fn quotient(of: f64, by: f64) -> Option<f64> {
    (by != 0.0).then(|| of / by).filter(|quotient| quotient.is_finite())
}

/// The mean; of one value on.
pub fn mean(values: &[f64]) -> Option<f64> {
    quotient(values.iter().sum(), number(values.len()))
}

/// The value in the middle, or the mean of the two there; of one value on.
pub fn median(values: &[f64]) -> Option<f64> {
    let values = sorted(values);
    let half = values.len() / 2;
    if values.len().is_multiple_of(2) {
        mean(values.get(half.checked_sub(1)?..=half)?)
    } else {
        values.get(half).copied()
    }
}

/// In order, the smallest first.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

/// The central moment of a degree: the mean of the deviations from the mean, raised to it; of one value on.
pub fn moment(values: &[f64], degree: i32) -> Option<f64> {
    let mean = mean(values)?;
    if constant(values) {
        return Some(0.0);
    }
    quotient(values.iter().map(|value| (value - mean).powi(degree)).sum(), number(values.len()))
}

/// The sample's variance, with n − 1 below; of two values on.
pub fn variance(values: &[f64]) -> Option<f64> {
    covariance(values, values)
}

/// The sample's covariance of values in pairs, with n − 1 below; of two pairs on.
pub fn covariance(xs: &[f64], ys: &[f64]) -> Option<f64> {
    let (x_mean, y_mean) = (mean(xs)?, mean(ys)?);
    if constant(xs) || constant(ys) {
        return (xs.len() > 1).then_some(0.0);
    }
    let products: Vec<f64> = xs.iter().zip(ys).map(|(x, y)| (x - x_mean) * (y - y_mean)).collect();
    let (sum, size): (f64, f64) = (products.iter().sum(), products.iter().map(|product| product.abs()).sum());
    // What is left when everything cancels has a sign by chance.
    let sum = if sum.abs() <= size * 1e-12 { 0.0 } else { sum };
    quotient(sum, number(xs.len() - 1))
}

/// The product-moment correlation of values in pairs, −1 to 1; nothing without spread on both sides.
pub fn correlation(xs: &[f64], ys: &[f64]) -> Option<f64> {
    let spread = variance(xs)?.sqrt() * variance(ys)?.sqrt();
    quotient(covariance(xs, ys)?, spread).map(|r| r.clamp(-1.0, 1.0))
}

fn constant(values: &[f64]) -> bool {
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (value.min(low), value.max(high)));
    values.is_empty() || high - low <= ROUNDING * high.abs().max(low.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_computed_is_nothing() {
        assert_eq!((mean(&[]), median(&[]), moment(&[], 2)), (None, None, None));
        assert_eq!((variance(&[]), variance(&[1.0])), (None, None));
        assert_eq!(correlation(&[1.0, 1.0], &[0.0, 1.0]), None);
        assert_eq!((quotient(1.0, 0.0), quotient(f64::MAX, 0.1)), (None, None));
    }

    #[test]
    fn what_differs_by_rounding_alone_has_no_spread() {
        let values = [0.1 + 0.2, 0.3, 0.3];
        assert!(values[0] > values[1]);
        assert_eq!((variance(&values), moment(&values, 3)), (Some(0.0), Some(0.0)));
        assert_eq!(covariance(&[0.1, 0.1, 0.7, 0.7], &[0.1, 0.7, 0.1, 0.7]), Some(0.0));
    }

    #[test]
    fn the_middle_of_many_and_of_few() {
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[9.0, 1.0]), Some(5.0));
        assert_eq!(median(&[9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 9.0, 1.0, 2.0]), Some(3.0));
    }
}
