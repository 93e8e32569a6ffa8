//! What is shown as changed, and that nothing is lost between the lines.

use proptest::prelude::*;

use super::*;

/// A row for reading: its sign, and both sides with what changed in brackets.
fn read(rows: &[Row]) -> Vec<String> {
    let side = |line: &Option<Line>| match line {
        None => "–".to_owned(),
        Some((number, spans)) => spans.iter().fold(format!("{number} "), |all, span| {
            if span.changed { format!("{all}[{}]", span.text) } else { format!("{all}{}", span.text) }
        }),
    };
    rows.iter().map(|row| format!("{:?} {} | {}", row.kind, side(&row.old), side(&row.new))).collect()
}

#[test]
fn the_words_that_changed_are_marked_within_their_lines() {
    let rows = lines("# en\n\nWhich command shows the size?\n", "# en\n\nWhich command prints the exact size?\n");
    assert_eq!(
        read(&rows),
        [
            "Same 1 # en | 1 # en",
            "Same 2  | 2 ",
            "Changed 3 Which command [shows] the size? | 3 Which command [prints] the [exact ]size?",
        ]
    );
}

#[test]
fn lines_that_are_alike_stand_beside_each_other_and_others_alone() {
    let old = "- [x] `info`\n- [ ] `map`\n- [ ] `check`\n";
    let new = "something quite different here\n- [x] `map`\n- [ ] `check`\n";
    assert_eq!(
        read(&lines(old, new)),
        [
            "Removed 1 [- [x] `info`] | –",
            "Added – | 1 [something quite different here]",
            "Changed 2 - [[ ]] `map` | 2 - [[x]] `map`",
            "Same 3 - [ ] `check` | 3 - [ ] `check`",
        ]
    );
}

#[test]
fn changed_words_that_a_space_parts_are_one_change() {
    let rows = lines("it keeps the old name of a file here", "it keeps some new name of a file here");
    assert_eq!(
        read(&rows),
        ["Changed 1 it keeps [the old] name of a file here | 1 it keeps [some new] name of a file here"]
    );
}

#[test]
fn one_text_alone_is_removed_or_added() {
    assert_eq!(read(&lines("a\nb\n", "")), ["Removed 1 [a] | –", "Removed 2 [b] | –"]);
    assert_eq!(read(&lines("", "a\n")), ["Added – | 1 [a]"]);
    assert_eq!(lines("", ""), []);
    assert!(lines("a\nb\n", "a\nb\n").iter().all(|row| row.kind == Kind::Same));
}

#[test]
fn what_lies_far_from_a_change_is_parted() {
    let old: Vec<String> = (1..=20).map(|n| format!("line number {n}")).collect();
    let new: Vec<String> = old.iter().map(|line| line.replace("number 10", "10")).collect();
    let parted = stretches(lines(&old.join("\n"), &new.join("\n")), 3);
    let lengths: Vec<_> = parted
        .iter()
        .map(|stretch| match stretch {
            Stretch::Near(rows) => ("near", rows.len()),
            Stretch::Far(rows) => ("far", rows.len()),
        })
        .collect();
    assert_eq!(lengths, [("far", 6), ("near", 7), ("far", 7)]);
    let same = stretches(lines("a\nb\n", "a\nb\n"), 3);
    assert!(matches!(&same[..], [Stretch::Far(rows)] if rows.len() == 2));
}

#[test]
fn texts_of_any_size_are_compared_at_once() {
    let text = |word: &str| (0..5_000).map(|n| format!("{word} {n}\n")).collect::<Vec<_>>().concat();
    assert_eq!(lines(&text("alpha"), &text("omega")).iter().filter(|row| row.new.is_some()).count(), 5_000);
    let line = |word: &str| (0..5_000).map(|n| format!("{word}{n} ")).collect::<Vec<_>>().concat();
    assert_eq!(lines(&line("alpha"), &line("omega")).len(), 2);
}

proptest! {
    #[test]
    fn both_sides_are_the_texts_and_what_is_unmarked_is_in_both(
        old in "[ab x]{0,12}(\n[ab x]{0,12}){0,6}",
        new in "[ab x]{0,12}(\n[ab x]{0,12}){0,6}",
    ) {
        let rows = lines(&old, &new);
        let text = |spans: &[Span], all: bool| -> String {
            spans.iter().filter(|span| all || !span.changed).map(|span| span.text.as_str()).collect()
        };
        let sides = |pick: fn(&Row) -> &Option<Line>| -> Vec<(usize, String)> {
            rows.iter().filter_map(|row| pick(row).as_ref()).map(|(n, spans)| (*n, text(spans, true))).collect()
        };
        let numbered = |text: &str| (1..).zip(text.lines().map(str::to_owned)).collect::<Vec<_>>();
        prop_assert_eq!(sides(|row| &row.old), numbered(&old));
        prop_assert_eq!(sides(|row| &row.new), numbered(&new));
        for row in &rows {
            if let (Some((_, was)), Some((_, is))) = (&row.old, &row.new) {
                let squeezed = |spans| text(spans, false).replace(' ', "");
                prop_assert_eq!(squeezed(was), squeezed(is));
                prop_assert_eq!(row.kind == Kind::Same, text(was, true) == text(is, true));
            }
        }
    }
}
