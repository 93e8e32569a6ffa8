//! What the code says in words of its own, `words!("…")`, and its Portuguese: each has one, with as many places for quotations.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{code, words};
use crate::tree::{File, Finding, clean, files, lines};

/// What stands for a quotation.
const PLACE: &str = "{}";

/// A template in English where the code has it, by its byte.
fn templates(file: &File) -> Vec<(usize, String)> {
    let code = code(&file.text);
    let made = words(&code, "words!").filter_map(|at| {
        let inside = file.text[at..].strip_prefix("words!(")?.trim_start().strip_prefix('"')?;
        Some((at, literal(inside)))
    });
    made.collect()
}

/// A text in quotes as the compiler has it, from behind the first quote.
fn literal(text: &str) -> String {
    let (mut read, mut letters) = (String::new(), text.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => match letters.next() {
                Some('\n') => while letters.next_if(|next| next.is_whitespace()).is_some() {},
                Some(escaped) => read.push(escaped),
                None => {}
            },
            letter => read.push(letter),
        }
    }
    read
}

/// A template in English where the table has it, by its line, and its Portuguese, which may be missing.
fn pairs(table: &File) -> Vec<(usize, &str, Option<&str>)> {
    let rows: Vec<&str> = table.text.lines().collect();
    let english =
        (1..).zip(&rows).filter(|(_, row)| !row.is_empty() && !row.starts_with("# ") && !row.starts_with("= "));
    english.map(|(line, row)| (line, *row, rows.get(line).and_then(|next| next.strip_prefix("= ")))).collect()
}

fn differing(sources: &[File], table: &File) -> Vec<Finding> {
    let (mut found, mut said) = (Vec::new(), BTreeSet::new());
    let pairs = pairs(table);
    let known: BTreeMap<&str, Option<&str>> = pairs.iter().map(|(_, english, other)| (*english, *other)).collect();
    for file in sources {
        for (at, template) in templates(file) {
            let places = |text: &str| text.matches(PLACE).count();
            match known.get(template.as_str()).copied().flatten() {
                None => found.push(file.at(at, format!("\"{template}\" has no Portuguese in {}", table.path))),
                Some(other) if places(other) != places(&template) => {
                    found.push(file.at(at, format!("\"{template}\" has other places in {}", table.path)));
                }
                Some(_) => {}
            }
            said.insert(template);
        }
    }
    let mut once = BTreeSet::new();
    for (line, english, _) in pairs {
        if !said.contains(english) {
            found.push(table.on(line, format!("nothing says \"{english}\"")));
        }
        if !once.insert(english) {
            found.push(table.on(line, format!("\"{english}\" is there twice")));
        }
    }
    found
}

/// Prose that is passed off as a quotation, which nobody would translate.
fn prose(file: &File) -> Vec<Finding> {
    let code = code(&file.text);
    let quoted = words(&code, "Words::quoted").filter(|at| file.text[*at..].starts_with("Words::quoted(\""));
    quoted.map(|at| file.at(at, "this is said here, not elsewhere: `words!`")).collect()
}

fn sources() -> Vec<File> {
    files("src").into_iter().filter(|file| file.ends_with(".rs")).collect()
}

#[test]
fn what_the_code_says_it_says_in_portuguese_too() {
    let sources = sources();
    let count = sources.iter().map(|file| templates(file).len()).sum::<usize>();
    assert!(count > 100, "what is said is found: {count}");
    let tables = files("locales/pt-BR");
    let table = tables.iter().find(|file| file.ends_with("/fragments.txt")).expect("the table");
    clean(differing(&sources, table));
}

#[test]
fn nothing_said_here_is_passed_off_as_a_quotation() {
    clean(sources().iter().flat_map(prose));
    assert_eq!(lines(&prose(&File::new("src/x.rs", "Words::quoted(error);\nWords::quoted(\"a list\");\n"))), [2]);
}

#[test]
fn a_missing_or_a_needless_translation_is_found() {
    let source = "words!(\"a \\\"{}\\\"\", b);\n// words!(\"c\")\nlet d = \"words!(\\\"e\\\")\";\nwords!(\n    \"f \\\n     g\"\n);\n";
    let found = |table: &str| {
        lines(&differing(&[File::new("src/x.rs", source)], &File::new("locales/pt-BR/fragments.txt", table)))
    };
    assert_eq!(found("# x\n\na \"{}\"\n= á “{}”\nf g\n= éfe gê\n"), []);
    assert_eq!(found("a \"{}\"\n= á “{}”\n"), [4]);
    assert_eq!(found("a \"{}\"\nf g\n= éfe gê\n"), [1], "a line without its other");
    assert_eq!(found("a \"{}\"\n= á\nf g\n= éfe gê\n"), [1], "a place is missing");
    assert_eq!(found("a \"{}\"\n= á “{}”\nf g\n= éfe gê\nc\n= cê\nf g\n= efe\n"), [5, 7], "one too many, one twice");
}
