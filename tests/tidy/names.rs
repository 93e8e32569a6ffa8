//! What only one place may name, and what none may.

use crate::rust::{code, quoted, words};
use crate::tree::{File, Finding, clean, files, lines};

/// The clock and the randomness of the machine.
const MACHINE: &[&str] = &[
    "Timestamp::now",
    "ZonedDateTime::now",
    "SystemTime",
    "Instant::now",
    "getrandom",
    "now_v7",
    "new_v4",
    "rand::",
    "OsRng",
    "CURRENT_TIMESTAMP",
];

fn machine(file: &File) -> Vec<Finding> {
    if file.path == "src/ambient.rs" {
        return Vec::new();
    }
    named(file, &code(&file.text), MACHINE, "only src/ambient.rs asks the machine for time or randomness")
}

fn database(file: &File) -> Vec<Finding> {
    if file.path.starts_with("src/store/") {
        return Vec::new();
    }
    named(file, &code(&file.text), &["sqlx"], "only src/store/ names the database library")
}

const UNFINISHED: &[&str] = &["todo!", "unimplemented!", "dbg!", "#[ignore"];

fn unfinished(file: &File) -> Vec<Finding> {
    named(file, &code(&file.text), UNFINISHED, "this is unfinished")
}

/// Put together, so that this file does not find itself.
const MARKS: &[&str] = &[concat!("FIX", "ME"), concat!("X", "XX")];

fn marks(file: &File) -> Vec<Finding> {
    named(file, &file.text, MARKS, "a mark left behind")
}

const PRINTING: &[&str] = &["print!", "println!", "eprint!", "eprintln!"];

fn printing(file: &File) -> Vec<Finding> {
    if file.path.starts_with("src/cli/") || file.path == "src/main.rs" {
        return Vec::new();
    }
    named(file, &code(&file.text), PRINTING, "only the command line prints; log with tracing")
}

/// One certification's name in what must serve every one.
fn particular_exam(file: &File) -> Vec<Finding> {
    let text = file.text.to_ascii_lowercase();
    let why = "nothing outside questions/ knows a particular exam";
    let mut found = named(file, &file.text, &["LPI"], why);
    for word in ["lpic", "305-300"] {
        found.extend(text.match_indices(word).map(|(at, _)| file.at(at, format!("{why}: {word}"))));
    }
    found
}

/// The bank's folder, other than as the default. Tests of the bank compare with the manual that lies there. Behind a slash it is
/// part of an address.
fn bank_folder(file: &File) -> Vec<Finding> {
    if file.ends_with("/tests.rs") {
        return Vec::new();
    }
    let addresses = quoted(&file.text).replace("/questions/", "/addresses/");
    named(file, &addresses, &["questions/"], "the bank's folder is what the configuration says")
}

fn named(file: &File, text: &str, names: &[&str], why: &str) -> Vec<Finding> {
    let found = names.iter().flat_map(|name| words(text, name).map(move |at| (at, name)));
    let mut found: Vec<Finding> = found.map(|(at, name)| file.at(at, format!("{why}: {name}"))).collect();
    found.sort_by_key(|finding| finding.line);
    found
}

fn rust(folder: &str) -> Vec<File> {
    files(folder).into_iter().filter(|file| file.ends_with(".rs")).collect()
}

#[test]
fn one_place_asks_the_machine_for_time_and_randomness() {
    clean(rust("src").iter().flat_map(machine));
}

#[test]
fn asking_the_machine_elsewhere_is_found() {
    let bad = "// Instant::now\nlet now = Timestamp::now();\nlet id = Uuid::now_v7();\nuse std::time::SystemTime;\nrand::rng();\n";
    assert_eq!(lines(&machine(&File::new("src/exam/form.rs", bad))), [2, 3, 4, 5]);
    assert_eq!(lines(&machine(&File::new("src/ambient.rs", bad))), []);
}

#[test]
fn one_place_names_the_database() {
    clean(rust("src").iter().flat_map(database));
}

#[test]
fn the_database_elsewhere_is_found() {
    let bad = "/// Not sqlx.\nfn f(pool: sqlx::SqlitePool) {}\n";
    assert_eq!(lines(&database(&File::new("src/web/home.rs", bad))), [2]);
}

#[test]
fn nothing_is_left_unfinished() {
    clean(rust("").iter().flat_map(unfinished));
    clean(files("").iter().filter(|file| !file.ends_with(".lock") && !file.ends_with("-lock.json")).flat_map(marks));
}

#[test]
fn unfinished_work_is_found() {
    let bad = "fn f() {\n    todo!();\n    dbg!(1);\n}\n#[ignore = \"slow\"]\n// todo!()\nunimplemented!();\n";
    assert_eq!(lines(&unfinished(&File::new("src/x.rs", bad))), [2, 3, 5, 7]);
    let bad = format!("/* {}: later */\nmktemp {}{}\n// {}\n", MARKS[0], MARKS[1], MARKS[1], MARKS[1]);
    assert_eq!(lines(&marks(&File::new("static/app.css", &bad))), [1, 3]);
}

#[test]
fn only_the_command_line_prints() {
    clean(rust("src").iter().flat_map(printing));
}

#[test]
fn printing_elsewhere_is_found() {
    let bad = "fn f() {\n    eprintln!(\"x\");\n    println!();\n}\n";
    assert_eq!(lines(&printing(&File::new("src/web/home.rs", bad))), [2, 3]);
    assert_eq!(lines(&printing(&File::new("src/cli/lint.rs", bad))), []);
}

#[test]
fn the_code_knows_no_particular_exam() {
    clean(
        ["src", "templates", "locales"].iter().flat_map(|folder| files(folder)).flat_map(|file| particular_exam(&file)),
    );
    clean(rust("src").iter().flat_map(bank_folder));
}

#[test]
fn a_particular_exam_is_found() {
    let bad = "a multiple\nof the LPI\nor Lpic-3\nin 305-300\n";
    assert_eq!(lines(&particular_exam(&File::new("templates/x.html", bad))), [2, 3, 4]);
    let bad = "// questions/x\nlet a = \"questions\";\nlet b = \"questions/x\";\n";
    assert_eq!(lines(&bank_folder(&File::new("src/web/home.rs", bad))), [3]);
}
