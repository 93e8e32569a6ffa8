//! Two texts as the page shows them beside each other.

use crate::bank::diff::{self, Kind, Line, Row, Stretch};
use crate::web::pages::admin::diff::{Diff, DiffLine, DiffPart, DiffRow, Piece};

/// How many lines are shown around a change.
const CONTEXT: usize = 3;
/// What the rows may have of a page, in bytes of HTML.
const BUDGET: usize = 32 * 1024;
/// What the tags of a row take at most.
const TAGS: usize = 220;

/// Compares two texts for a page. What would make the page too long is left out: first what is the same.
pub fn diff(old: &str, new: &str) -> Diff {
    let stretches = diff::stretches(diff::lines(old, new), CONTEXT);
    let near = |stretch: &Stretch| match stretch {
        Stretch::Near(rows) => rows.iter().map(cost).sum::<usize>(),
        Stretch::Far(_) => 0,
    };
    let all: usize = stretches.iter().map(near).sum();
    let (mut left, mut spare) = (BUDGET, BUDGET.saturating_sub(all));
    let mut diff = Diff::default();
    for stretch in stretches {
        let far = matches!(stretch, Stretch::Far(_));
        let rows = match stretch {
            Stretch::Near(rows) | Stretch::Far(rows) => rows,
        };
        let count = rows.len();
        let room = if far { &mut spare } else { &mut left };
        let fits = rows
            .iter()
            .take_while(|row| match room.checked_sub(cost(row)) {
                Some(rest) => {
                    *room = rest;
                    true
                }
                None => false,
            })
            .count();
        let shown: Vec<DiffRow> = rows.into_iter().take(fits).map(view).collect();
        if far {
            let whole = if fits == count { shown } else { Vec::new() };
            diff.parts.push(DiffPart::Far(u32::try_from(count).unwrap_or(u32::MAX), whole));
        } else {
            diff.parts.push(DiffPart::Near(shown));
            if fits < count {
                diff.cut = true;
                break;
            }
        }
    }
    diff
}

/// What a row takes of the page.
fn cost(row: &Row) -> usize {
    let escaped = |text: &str| text.len() + 4 * text.matches(['&', '<', '>', '"', '\'']).count();
    let line = |line: &Option<Line>| -> usize {
        let spans = line.iter().flat_map(|(_, spans)| spans);
        spans.map(|span| escaped(&span.text) + if span.changed { 11 } else { 0 }).sum()
    };
    TAGS + line(&row.old) + line(&row.new)
}

fn view(row: Row) -> DiffRow {
    let line = |line: Option<Line>| {
        line.map(|(number, spans)| DiffLine {
            number,
            pieces: spans.into_iter().map(|span| Piece { text: span.text, changed: span.changed }).collect(),
        })
    };
    DiffRow { same: row.kind == Kind::Same, old: line(row.old), new: line(row.new) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_is_folded_and_left_out_first_where_room_is_short() {
        let long =
            |n: usize| (0..n).map(|line| format!("line {line} {}\n", "x".repeat(200))).collect::<Vec<_>>().concat();
        let changed = |text: &str| text.replace("line 0 ", "another 0 ");
        let fits = diff(&long(20), &changed(&long(20)));
        assert!(matches!(&fits.parts[..], [DiffPart::Near(_), DiffPart::Far(16, rows)] if rows.len() == 16));
        let short = diff(&long(300), &changed(&long(300)));
        assert!(matches!(&short.parts[..], [DiffPart::Near(_), DiffPart::Far(296, rows)] if rows.is_empty()));
        assert!(!short.cut);
    }

    #[test]
    fn a_page_ends_before_it_is_too_long() {
        let text = |word: &str| (0..900).map(|line| format!("{word}{line} {word}\n")).collect::<Vec<_>>().concat();
        let cut = diff(&text("alpha"), &text("omega"));
        assert!(cut.cut && cut.parts.len() == 1);
    }
}
