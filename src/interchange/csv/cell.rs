//! What a spreadsheet does to a cell, and how several texts lie in one.
//!
//! A spreadsheet takes `=1+1` for a formula, which may call programs, and turns `351.10` or `2026-11-23` into something else.
//! Such a cell is written with an apostrophe before it. Reading takes it off again; a text that has apostrophes before such a
//! beginning gets one more, so that every text comes back as it was.

use std::borrow::Cow;

/// Beginnings that spreadsheets take for a formula.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would make something else of a text.
fn is_claimed(text: &str) -> bool {
    if text.starts_with(FORMULA) {
        return true;
    }
    // A number, a date, a time; but whole numbers stay what they are.
    let numeric =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '/' | '-' | '+' | ' ' | 'e' | 'E' | '%');
    let is_whole =
        text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.starts_with(|c: char| c.is_ascii_digit() || c == '.') && text.chars().all(numeric) && !is_whole
}

/// The text as it is written into a cell.
pub(super) fn guard(text: &str) -> Cow<'_, str> {
    if is_claimed(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was written into a cell by [`guard`].
pub(super) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_claimed(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

/// Several texts in one cell: one to a line, or as JSON where that would not give them back.
pub(super) fn from_list(list: &[String]) -> String {
    let lines = list.join("\n");
    let is_plain = !lines.contains(|c: char| c.is_control() && c != '\n');
    if is_plain && to_list(&lines) == list { lines } else { serde_json::Value::from(list).to_string() }
}

/// The texts of a cell, without spaces around them and without empty ones.
pub(super) fn to_list(cell: &str) -> Vec<String> {
    if cell.starts_with('[')
        && let Ok(list) = serde_json::from_str(cell)
    {
        return list;
    }
    cell.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The tags of a cell: one to a line, or with commas or semicolons between them.
pub(super) fn to_tags(cell: &str) -> Vec<String> {
    let lines = to_list(cell);
    match lines.as_slice() {
        [line] => line.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        _ => lines,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_is_guarded_and_so_is_what_looks_like_a_guard() {
        for (text, cell) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("-l", "'-l"),
            ("'-l' is right", "''-l' is right"),
            ("@x", "'@x"),
            ("351.10", "'351.10"),
            ("2026-11-23", "'2026-11-23"),
            ("007", "'007"),
        ] {
            assert_eq!((guard(text).as_ref(), unguard(cell)), (cell, text));
        }
        for text in ["42", "0", "`=`", "'x'", "192.0.2.1/24 is a network", "351.10.a", ""] {
            assert_eq!((guard(text).as_ref(), unguard(text)), (text, text));
        }
    }

    #[test]
    fn a_list_is_lines_where_lines_give_it_back() {
        let list = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        assert_eq!(from_list(&list(&["ls -l", "ls | wc"])), "ls -l\nls | wc");
        assert_eq!(from_list(&list(&["a\nb", " c"])), "[\"a\\nb\",\" c\"]");
        assert_eq!(to_list(" a \n\n[b]\n"), ["a", "[b]"]);
        assert_eq!(to_tags("a, b;c"), ["a", "b", "c"]);
        assert_eq!(to_tags("a, b\nc"), ["a, b", "c"]);
    }

    proptest! {
        #[test]
        fn every_text_and_every_list_comes_back(list in prop::collection::vec("['=+@\\-\\[\\]\"\n\r 0-9.a\\\\]{0,6}", 0..4)) {
            prop_assert_eq!(to_list(&from_list(&list)), list.clone());
            for text in &list {
                let cell = guard(text);
                prop_assert_eq!(unguard(&cell), text);
            }
        }
    }
}
