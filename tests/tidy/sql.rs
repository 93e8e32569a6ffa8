//! One SQL text for two databases, and every method of the store tested on both.

use crate::rust::{code, name_at, words};
use crate::tree::{File, Finding, clean, files, lines};

/// What only one of the two understands, or understands otherwise.
const DIALECT: &[&str] = &[
    "AUTOINCREMENT",
    "SERIAL",
    "BIGSERIAL",
    "NOW()",
    "CURRENT_TIMESTAMP",
    "STRICT",
    "WITHOUT ROWID",
    "ALTER COLUMN",
    "PRAGMA",
    "->",
    "@>",
    "<@",
    "#>",
    "::",
];

fn dialect(file: &File) -> Vec<Finding> {
    let statements: String = file.text.split_inclusive('\n').map(without_comment).collect();
    let statements = statements.to_ascii_uppercase();
    let found = DIALECT.iter().flat_map(|word| words(&statements, word).map(move |at| (at, word)));
    let mut found: Vec<Finding> =
        found.map(|(at, word)| file.at(at, format!("not in the subset of both databases: {word}"))).collect();
    found.sort_by_key(|finding| finding.line);
    found
}

/// The line with its comment blanked out, byte for byte.
fn without_comment(line: &str) -> String {
    let (kept, comment) = line.split_at(line.find("--").unwrap_or(line.len()));
    let blank: String = comment.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    format!("{kept}{blank}")
}

/// The functions of a file of the store that talk to the database, each with its place.
fn methods(file: &File) -> Vec<(usize, String)> {
    let code = code(&file.text);
    let start = "pub async fn ";
    let found = code.match_indices(start).filter(|(at, _)| {
        let arguments = &code[*at..];
        arguments[..arguments.find(')').unwrap_or(arguments.len())].contains("&mut Tx")
    });
    found.map(|(at, _)| (at, name_at(&code, at + start.len()).to_owned())).collect()
}

/// The methods of `file` that none of the tests calls, by `module::method(` or, imported by name, by `method(`.
fn untested(file: &File, tests: &[String]) -> Vec<Finding> {
    let module = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    let calls = |test: &String, method: &str| {
        let by_name = test.match_indices(&format!("store::{module}::")).any(|(at, _)| {
            let import = &test[at..at + test[at..].find(';').unwrap_or(0)];
            words(import, method).next().is_some()
        });
        let plain = format!("{method}(");
        words(test, &format!("{module}::{plain}")).next().is_some()
            || (by_name && words(test, &plain).any(|at| is_call(&test[..at])))
    };
    let missing = methods(file).into_iter().filter(|(_, method)| !tests.iter().any(|test| calls(test, method)));
    missing
        .map(|(at, method)| file.at(at, format!("{module}::{method} is called by no test in tests/store/")))
        .collect()
}

/// Whether what stands before a name makes it a call rather than a definition or somebody else's.
fn is_call(before: &str) -> bool {
    !before.ends_with("fn ") && !before.ends_with([':', '.'])
}

fn rust(folder: &str) -> Vec<File> {
    files(folder).into_iter().filter(|file| file.ends_with(".rs")).collect()
}

#[test]
fn migrations_run_on_both_databases() {
    clean(files("migrations").iter().flat_map(dialect));
}

#[test]
fn a_dialect_is_found() {
    let bad = "-- now() is not used\nCREATE TABLE a (id SERIAL);\nSELECT b->>'c' FROM a;\nINSERT INTO a VALUES (now());\n\
               CREATE TABLE d (e TEXT) strict;\nALTER TABLE a ALTER COLUMN id SET NOT NULL;\n";
    assert_eq!(lines(&dialect(&File::new("migrations/1.sql", bad))), [2, 3, 4, 5, 6]);
    assert_eq!(lines(&dialect(&File::new("migrations/1.sql", "CREATE TABLE strictly (known BIGINT);\n"))), []);
}

#[test]
fn every_method_of_the_store_is_tested_on_both_databases() {
    let tests: Vec<String> = rust("tests/store").iter().map(|file| code(&file.text)).collect();
    let store = rust("src/store");
    assert!(store.iter().map(|file| methods(file).len()).sum::<usize>() > 20, "the methods of the store are found");
    clean(store.iter().flat_map(|file| untested(file, &tests)));
}

#[test]
fn an_untested_method_is_found() {
    let store = File::new(
        "src/store/item.rs",
        "pub async fn save(tx: &mut Tx<'_>) {}\npub async fn open(url: &str) {}\npub async fn close(\n    tx: &mut Tx<'_>,\n) {}\n",
    );
    let found = |test: &str| lines(&untested(&store, &[test.to_owned()]));
    assert_eq!(found(""), [1, 3]);
    assert_eq!(found("item::save(tx); attempt::close(tx); store.close();"), [3]);
    assert_eq!(found("use simulado::store::item::{Item, close, save};\nsave(tx); fn close() {}"), [3]);
    assert_eq!(found("use simulado::store::item::{close, save};\nf(save(tx), close(tx));"), []);
}
