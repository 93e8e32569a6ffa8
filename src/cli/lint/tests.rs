//! What `simulado lint` prints, and when it is content.

use jiff::civil::date;

use super::*;

fn exam(files: &[(&str, &str)]) -> tempfile::TempDir {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint");
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("1.1")).unwrap();
    for (file, fixture) in files.iter().chain(&[("exam.toml", "exam.toml")]) {
        fs::copy(fixtures.join(fixture), dir.path().join(file)).unwrap();
    }
    dir
}

fn lint_with(path: &Path, change: impl Fn(&mut LintArgs)) -> (bool, String) {
    let mut args = LintArgs { paths: vec![path.to_owned()], format: OutputFormat::Text, fix: false, verbose: false };
    change(&mut args);
    let mut out = Vec::new();
    let clean = run(&args, date(2026, 11, 24), &mut out).unwrap();
    (clean, String::from_utf8(out).unwrap())
}

const GOOD: [(&str, &str); 3] =
    [("1.1/a.md", "good-single.md"), ("1.1/b.md", "good-multiple.md"), ("1.1/c.md", "good-fill-in.md")];

#[test]
fn a_clean_exam_shows_its_coverage() {
    let dir = exam(&GOOD);
    let (clean, out) = lint_with(dir.path(), |args| args.verbose = true);
    assert!(clean);
    let words: Vec<_> = out.lines().nth(2).unwrap().split_whitespace().collect();
    assert_eq!(words, ["1.1", "3", "2", "1.5", "1", "1", "1", "2", "1", "0", "0", "1/5", "-"]);
    assert!(out.contains("1.1: no question has the terms: qemu-img create\n"), "{out}");
    assert!(out.ends_with("fixtures: 3 questions, 0 errors, 0 warnings\n"), "{out}");
}

#[test]
fn a_finding_is_shown_like_a_compilers() {
    let dir = exam(&[GOOD[0], GOOD[1], ("1.1/c.md", "rules/blank-in-stem.md")]);
    let file = dir.path().join("1.1/c.md");
    let (clean, out) = lint_with(&file, |_| ());
    assert!(!clean);
    let wanted = "error[blank-in-stem]: ask a question instead of leaving a blank\n    | ___\n";
    assert!(out.starts_with(&format!("{}:12: {wanted}", file.display())), "{out}");
    assert!(!out.contains("objective"), "one file needs no table: {out}");
    // What is wrong elsewhere is not shown when another file is asked for.
    assert!(lint_with(&dir.path().join("1.1/a.md"), |_| ()).0);
}

#[test]
fn fixing_rewrites_only_what_is_not_canonical() {
    let dir = exam(&[("1.1/a.md", "rules/canonical-form.md"), GOOD[1], GOOD[2]]);
    let (clean, out) = lint_with(dir.path(), |args| args.fix = true);
    assert!(clean, "{out}");
    assert_eq!(out.lines().filter(|line| line.ends_with(": rewritten in canonical form")).count(), 1);
    assert_eq!(fs::read(dir.path().join("1.1/a.md")).unwrap(), fs::read(exam(&GOOD).path().join("1.1/a.md")).unwrap());
}

#[test]
fn json_says_the_same() {
    let dir = exam(&[GOOD[0], GOOD[1], ("1.1/c.md", "rules/unknown-area.md")]);
    let (clean, out) = lint_with(dir.path(), |args| args.format = OutputFormat::Json);
    assert!(!clean);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let finding = &json["exams"][0]["findings"][0];
    assert_eq!((finding["rule"].as_str(), finding["line"].as_u64()), (Some("unknown-area"), Some(3)));
    assert_eq!(json["exams"][0]["coverage"][0]["kinds"]["single"], 2);
}

#[test]
fn a_path_outside_any_exam_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let args = LintArgs { paths: vec![dir.path().to_owned()], format: OutputFormat::Text, fix: false, verbose: false };
    let error = run(&args, date(2026, 11, 24), &mut Vec::new()).unwrap_err().to_string();
    assert_eq!(error, format!("{}: neither it nor a folder above it has an exam.toml", dir.path().display()));
}
