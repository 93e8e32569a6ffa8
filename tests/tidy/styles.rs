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
