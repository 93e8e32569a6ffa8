//! Two texts compared line by line, and what changed within a line word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is in both texts.
    Same,
    /// It is in both, with other words.
    Changed,
    /// It is in the old text alone.
    Removed,
    /// It is in the new text alone.
    Added,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it says.
    pub text: String,
    /// Whether the other text does not have it.
    pub changed: bool,
}

/// A line: its number, counted from 1, and its pieces.
pub type Line = (usize, Vec<Span>);

/// A line of one text beside its counterpart in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What became of it.
    pub kind: Kind,
    /// The line in the old text; nothing if it was added.
    pub old: Option<Line>,
    /// The line in the new text; nothing if it was removed.
    pub new: Option<Line>,
}

/// A stretch of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Changes, and what stands near them.
    Near(Vec<Row>),
    /// Lines that are the same, away from any change.
    Far(Vec<Row>),
}

/// Lines are the same line with other words if they share at least this part of their text.
const ALIKE: f64 = 0.5;
/// The most comparisons for which the best is looked for; beyond it the first is taken.
const WORTH_A_SEARCH: usize = 4_000_000;
/// The most pairs of lines that are tried in a block of changed lines.
const PAIRS: usize = 1_600;

/// Compares two texts.
pub fn lines(old: &str, new: &str) -> Vec<Row> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut rows = Vec::with_capacity(old.len().max(new.len()));
    for op in compare(&old, &new) {
        let (was, is) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            rows.extend(was.zip(is).map(|(was, is)| same(&old, was, is)));
        } else {
            block(&mut rows, (&old[was.clone()], was.start), (&new[is.clone()], is.start));
        }
    }
    rows
}

/// Parts the rows: what lies within `context` lines of a change, and the rest. A rest of a line or two is not worth parting.
pub fn stretches(rows: Vec<Row>, context: usize) -> Vec<Stretch> {
    let mut near = vec![false; rows.len()];
    for (at, _) in rows.iter().enumerate().filter(|(_, row)| row.kind != Kind::Same) {
        let end = (at + context + 1).min(rows.len());
        near[at.saturating_sub(context)..end].fill(true);
    }
    let mut parted: Vec<(bool, Vec<Row>)> = Vec::new();
    for (row, near) in rows.into_iter().zip(near) {
        match parted.last_mut() {
            Some((of, rows)) if *of == near => rows.push(row),
            _ => parted.push((near, vec![row])),
        }
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for (near, rows) in parted {
        match stretches.last_mut() {
            Some(Stretch::Near(before)) if near || rows.len() < 3 => before.extend(rows),
            _ if near => stretches.push(Stretch::Near(rows)),
            _ => stretches.push(Stretch::Far(rows)),
        }
    }
    stretches
}

/// The steps from one sequence to the other; one great step where the best ones would take too long to find.
fn compare<T: std::hash::Hash + Eq + Ord>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    if old.len().saturating_mul(new.len()) > WORTH_A_SEARCH {
        return vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }];
    }
    capture_diff_slices(Algorithm::Myers, old, new)
}

fn same(old: &[&str], was: usize, is: usize) -> Row {
    let line = |number| Some((number + 1, vec![Span { text: old[was].to_owned(), changed: false }]));
    Row { kind: Kind::Same, old: line(was), new: line(is) }
}

/// A block of lines in place of another: lines that are alike beside each other, the others alone.
fn block(rows: &mut Vec<Row>, (old, from): (&[&str], usize), (new, to): (&[&str], usize)) {
    let (mut was, mut is) = (0, 0);
    for (one, other) in pairs(old, new).into_iter().chain([(old.len(), new.len())]) {
        let removed = (from + was + 1..).zip(&old[was..one]);
        rows.extend(removed.map(|(n, line)| Row { kind: Kind::Removed, old: Some((n, whole(line))), new: None }));
        let added = (to + is + 1..).zip(&new[is..other]);
        rows.extend(added.map(|(n, line)| Row { kind: Kind::Added, old: None, new: Some((n, whole(line))) }));
        if one < old.len() {
            let (before, after) = words_of(old[one], new[other]);
            let (before, after) = (Some((from + one + 1, before)), Some((to + other + 1, after)));
            // Great blocks may have lines in them that did not change.
            let kind = if old[one] == new[other] { Kind::Same } else { Kind::Changed };
            rows.push(Row { kind, old: before, new: after });
        }
        (was, is) = (one + 1, other + 1);
    }
}

fn whole(line: &str) -> Vec<Span> {
    vec![Span { text: line.to_owned(), changed: true }]
}

/// Which lines of two blocks belong together, in order: as much text in common as can be.
fn pairs(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > PAIRS {
        let alike = |at: &usize| likeness(old[*at], new[*at]) >= ALIKE;
        return (0..old.len().min(new.len())).filter(alike).map(|at| (at, at)).collect();
    }
    let width = new.len() + 1;
    // best[one][other]: the most that the lines from there on have in common.
    let mut best = vec![0.0; (old.len() + 1) * width];
    let mut alike = vec![0.0; old.len() * new.len()];
    for one in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            let common = likeness(old[one], new[other]);
            let common = if common >= ALIKE { common } else { 0.0 };
            alike[one * new.len() + other] = common;
            let apart = f64::max(best[(one + 1) * width + other], best[one * width + other + 1]);
            best[one * width + other] = f64::max(apart, common + best[(one + 1) * width + other + 1]);
        }
    }
    let (mut one, mut other, mut found) = (0, 0, Vec::new());
    while one < old.len() && other < new.len() {
        let here = best[one * width + other];
        let common = alike[one * new.len() + other];
        if common > 0.0 && here <= common + best[(one + 1) * width + other + 1] {
            found.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if here <= best[(one + 1) * width + other] {
            one += 1;
        } else {
            other += 1;
        }
    }
    found
}

/// The part of two lines' text that they have in common, from 0 to 1. Spaces do not count.
fn likeness(old: &str, new: &str) -> f64 {
    let (old, new) = (words(old), words(new));
    let length = |words: &[&str]| words.iter().map(|word| word.trim().len()).sum::<usize>();
    let (all, mut common) = (length(&old) + length(&new), 0);
    for op in compare(&old, &new) {
        if let DiffOp::Equal { .. } = op {
            common += length(&old[op.old_range()]) + length(&new[op.new_range()]);
        }
    }
    // A line has far fewer bytes than a float can count.
    #[allow(clippy::cast_precision_loss, reason = "see above")]
    if all == 0 { 1.0 } else { common as f64 / all as f64 }
}

/// Two lines as pieces that they share and pieces that they do not.
fn words_of(old: &str, new: &str) -> (Vec<Span>, Vec<Span>) {
    let (old, new) = (words(old), words(new));
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for op in compare(&old, &new) {
        let changed = !matches!(op, DiffOp::Equal { .. });
        piece(&mut before, &old[op.old_range()], changed);
        piece(&mut after, &new[op.new_range()], changed);
    }
    (joined(before), joined(after))
}

fn piece(spans: &mut Vec<Span>, words: &[&str], changed: bool) {
    if !words.is_empty() {
        spans.push(Span { text: words.concat(), changed });
    }
}

/// Changed pieces that only a space parts are one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    let mut left = spans.into_iter().peekable();
    while let Some(span) = left.next() {
        let between = span.text.trim().is_empty()
            && joined.last().is_some_and(|last| last.changed)
            && left.peek().is_some_and(|next| next.changed);
        let changed = span.changed || between;
        match joined.last_mut() {
            Some(last) if last.changed == changed => last.text.push_str(&span.text),
            _ => joined.push(Span { text: span.text, changed }),
        }
    }
    joined
}

/// Words, runs of spaces, and everything else character by character.
fn words(line: &str) -> Vec<&str> {
    #[derive(PartialEq)]
    enum Class {
        Word,
        Space,
        Other,
    }
    let class = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => Class::Word,
        c if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut last: Option<Class> = None;
    for (at, c) in line.char_indices() {
        let this = class(c);
        if last.as_ref().is_some_and(|last| *last != this || *last == Class::Other) {
            words.push(&line[start..at]);
            start = at;
        }
        last = Some(this);
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

#[cfg(test)]
mod tests;
