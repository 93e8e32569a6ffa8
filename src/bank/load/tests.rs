//! What loading gives, and how it says what is wrong.

use super::*;
use crate::exam::lang::Lang;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint")
}

/// An exam of the fixtures: its files below the exam's folder, each a copy of a fixture.
fn exam(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("1.1")).unwrap();
    for (file, fixture) in files.iter().chain(&[("exam.toml", "exam.toml")]) {
        fs::create_dir_all(dir.path().join(file).parent().unwrap()).unwrap();
        fs::copy(fixtures().join(fixture), dir.path().join(file)).unwrap();
    }
    dir
}

fn error_of(files: &[(&str, &str)]) -> String {
    let dir = exam(files);
    let error = load(dir.path()).unwrap_err().to_string();
    error.replace(&format!("{}/", dir.path().display()), "")
}

#[test]
fn a_bank_holds_its_questions_by_objective_and_name() {
    let dir = exam(&[("1.1/b.md", "good-multiple.md"), ("1.1/a.md", "good-single.md"), ("1.1/guide.md", "guide.md")]);
    let bank = load(dir.path()).unwrap();
    let names: Vec<_> = bank.iter().map(|banked| banked.question.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    let banked = bank.get(&"a".parse().unwrap()).unwrap();
    assert_eq!(banked.text, fs::read_to_string(fixtures().join("good-single.md")).unwrap());
    assert_eq!(banked.rendered(Lang::PtBr).options[1].html, "<code>info</code>");
    assert_eq!(bank.len(), 2);
    let guide = &bank.guides[&"1.1".parse().unwrap()];
    assert_eq!(guide.file, fs::read_to_string(fixtures().join("guide.md")).unwrap());
    assert_eq!(guide.anchor("qemu-img info"), Some("term-qemu-img-info"));
}

#[test]
fn the_hash_is_that_of_the_canonical_text_whatever_the_form_of_the_file() {
    let hash = |fixture| load(exam(&[("1.1/a.md", fixture)]).path()).unwrap().get(&"a".parse().unwrap()).unwrap().hash;
    assert_eq!(hash("good-single.md"), hash("rules/canonical-form.md"));
    assert_ne!(hash("good-single.md"), hash("rules/stem-ending.md"));
}

#[test]
fn an_error_names_file_line_and_cause() {
    for (files, message) in [
        (
            &[("1.1/a.md", "format/no-portuguese.md")][..],
            "1.1/a.md:30: the Portuguese half is missing (no \"# pt-BR\" heading)",
        ),
        (&[("1.1/a.md", "rules/unknown-area.md")], "1.1/a.md:3: \"1.1.z\" is no area of objective 1.1"),
        (&[("1.2/a.md", "good-single.md")], "1.2/a.md: its folder \"1.2\" is no objective of exam.toml"),
        (
            &[("1.1/guide.md", "good-single.md")],
            "1.1/guide.md:3: the front matter: unknown field `area`, expected `sources` or `checked`",
        ),
        (&[("1.1/a.txt", "good-single.md")], "1.1/a.txt: its name does not end in \".md\", as questions do"),
        (
            &[("1.1/changes.md", "good-single.md")],
            "1.1/changes.md: \"changes\" cannot name a question: a page has this address",
        ),
        (
            &[("1.1/É.md", "good-single.md")],
            "1.1/É.md: \"É\" cannot name a question: only lower-case a to z, digits, dots and hyphens are allowed",
        ),
    ] {
        assert_eq!(error_of(files), message);
    }
    let missing = load(Path::new("/nowhere")).unwrap_err().to_string();
    assert!(missing.starts_with("/nowhere/exam.toml: cannot be read ("), "{missing}");
}

#[test]
fn an_error_of_the_blueprint_names_the_line_if_there_is_one() {
    let dir = exam(&[]);
    let file = dir.path().join("exam.toml");
    let good = fs::read_to_string(&file).unwrap();
    for (from, to, wanted) in [
        ("minutes = 10", "minutes = \"ten\"", "exam.toml:6: invalid type: string \"ten\", expected u16"),
        ("weight = 2", "weight = 0", "exam.toml: objective 1.1: its weight is 0, so that it would never be asked"),
    ] {
        fs::write(&file, good.replace(from, to)).unwrap();
        let error = load(dir.path()).unwrap_err().to_string();
        assert!(error.ends_with(wanted), "{error}");
    }
}

#[test]
fn the_exams_of_this_repository_load() {
    let questions = Path::new(env!("CARGO_MANIFEST_DIR")).join("questions");
    let exams: Vec<_> = entries(&questions).unwrap().into_iter().filter(|path| path.is_dir()).collect();
    assert!(!exams.is_empty());
    for exam in exams {
        let bank = load(&exam).unwrap_or_else(|error| panic!("{error}"));
        assert!(bank.len() >= usize::from(bank.blueprint.questions()), "{} cannot fill a form", bank.blueprint.slug);
    }
}
