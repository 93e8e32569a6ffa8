//! The chart of scores over time, as coordinates for an SVG of any width and 200 px height.

use crate::web::pages::measure::place;

/// Where the drawing area begins and ends, in px from the top.
const TOP: f64 = 16.0;
const BOTTOM: f64 = 168.0;

/// A score to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The day, short.
    pub label: String,
    /// The scaled score.
    pub score: u32,
    /// The result page.
    pub url: String,
}

/// A score with its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// The score.
    pub score: Score,
    /// Across, as a percentage.
    pub x: String,
    /// Down, in px.
    pub y: String,
    /// Where its number is written, in px.
    pub label_y: String,
    /// Whether it passes.
    pub passed: bool,
}

/// A line from one point to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Its start and end.
    pub x1: String,
    /// Down at the start.
    pub y1: String,
    /// Across at the end.
    pub x2: String,
    /// Down at the end.
    pub y2: String,
}

/// The whole chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The points, oldest first.
    pub points: Vec<Point>,
    /// The lines between them.
    pub segments: Vec<Segment>,
    /// The score that passes.
    pub pass_mark: u32,
    /// Its line, in px.
    pub pass_y: String,
    /// The bottom of the scale.
    pub min: u32,
    /// The top of the scale.
    pub max: u32,
}

impl Chart {
    /// Lays out scores, oldest first, on a scale.
    #[must_use]
    pub fn new(scores: Vec<Score>, pass_mark: u32, min: u32, max: u32) -> Self {
        let down = |score: u32| {
            let span = f64::from(max.saturating_sub(min)).max(1.0);
            let share = f64::from(score.saturating_sub(min)) / span;
            BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP)
        };
        let steps = u32::try_from(scores.len()).unwrap_or(u32::MAX).saturating_sub(1).max(1);
        let points: Vec<Point> = (0_u32..)
            .zip(scores)
            .map(|(step, score)| {
                let y = down(score.score);
                Point {
                    x: place(0.1 + 0.85 * f64::from(step) / f64::from(steps)),
                    y: format!("{y:.1}"),
                    label_y: format!("{:.1}", if y < TOP + 20.0 { y + 20.0 } else { y - 10.0 }),
                    passed: score.score >= pass_mark,
                    score,
                }
            })
            .collect();
        let segments = points
            .windows(2)
            .map(|pair| Segment {
                x1: pair[0].x.clone(),
                y1: pair[0].y.clone(),
                x2: pair[1].x.clone(),
                y2: pair[1].y.clone(),
            })
            .collect();
        Self { points, segments, pass_mark, pass_y: format!("{:.1}", down(pass_mark)), min, max }
    }

    /// Whether each point has room for its number and day.
    #[must_use]
    pub fn roomy(&self) -> bool {
        self.points.len() <= 6
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(score: u32) -> Score {
        Score { score, ..Score::default() }
    }

    #[test]
    fn scores_spread_over_the_width_and_the_scale() {
        let chart = Chart::new(vec![score(200), score(500), score(800)], 500, 200, 800);
        let xs: Vec<_> = chart.points.iter().map(|p| p.x.as_str()).collect();
        assert_eq!(xs, ["10.0%", "52.5%", "95.0%"]);
        let ys: Vec<_> = chart.points.iter().map(|p| p.y.as_str()).collect();
        assert_eq!(ys, ["168.0", "92.0", "16.0"]);
        assert_eq!(chart.pass_y, "92.0");
        assert_eq!(chart.segments.len(), 2);
    }

    #[test]
    fn one_score_needs_no_line() {
        let chart = Chart::new(vec![score(500)], 500, 200, 800);
        assert!(chart.segments.is_empty());
    }
}
