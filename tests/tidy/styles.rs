//! Style sheets: a brace that is not closed puts all that follows under the condition of what stands before it, and no browser
//! complains.

use crate::tree::{File, Finding, clean, files, lines};

/// What begins a line stands under no condition; what is under one is indented.
fn braces(file: &File) -> Vec<Finding> {
    let mut depth = 0_i32;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        if depth > 0 && !line.is_empty() && !line.starts_with([' ', '}']) {
            found.push(file.on(number, "a brace above it is not closed"));
            depth = 0;
        }
        for sign in line.chars() {
            depth += i32::from(sign == '{') - i32::from(sign == '}');
        }
        if depth < 0 {
            found.push(file.on(number, "a brace too many"));
            depth = 0;
        }
    }
    if depth > 0 {
        found.push(file.on(file.text.lines().count(), "a brace is not closed"));
    }
    found
}

#[test]
fn every_brace_of_a_style_sheet_is_closed() {
    clean(files("static").into_iter().filter(|file| file.ends_with(".css")).flat_map(|file| braces(&file)));
}

#[test]
fn a_brace_that_is_not_closed_is_found() {
    let file = File::new("static/a.css", "@media print {\n  a { color: red; }\n\n.b { color: blue; }\n}\n@media x {\n");
    assert_eq!(lines(&braces(&file)), [4, 5, 6]);
}

/// Two blocks for one selector are most often two things that happen to have one name: each then changes the other.
fn twice(file: &File) -> Vec<Finding> {
    let mut seen = std::collections::BTreeSet::new();
    let under_no_condition = |line: &&str| !line.starts_with([' ', '@', '}', '/']) && line.contains('{');
    let numbered = (1..).zip(file.text.lines()).filter(|(_, line)| under_no_condition(line));
    let selector = |line: &str| line.split('{').next().unwrap_or_default().trim().to_owned();
    let again = numbered.filter(|(_, line)| !seen.insert(selector(line)));
    again.map(|(number, line)| file.on(number, format!("\"{}\" has a block above", selector(line)))).collect()
}

#[test]
fn a_selector_has_one_block_in_a_style_sheet() {
    clean(files("static").into_iter().filter(|file| file.ends_with(".css")).flat_map(|file| twice(&file)));
}

#[test]
fn a_second_block_of_a_selector_is_found() {
    let file = File::new(
        "static/a.css",
        ".a { color: red; }\n.b { color: blue; }\n@media print {\n  .a { color: black; }\n}\n.a { margin: 0; }\n",
    );
    assert_eq!(lines(&twice(&file)), [6]);
}
