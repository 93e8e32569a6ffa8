//! What is parsed at a start and what is not, and that neither lets a wrong file through.

use std::fs;

use super::*;

const GOOD: &str = include_str!("../../../tests/fixtures/lint/good-single.md");
const OTHER: &str = include_str!("../../../tests/fixtures/lint/good-multiple.md");
/// The same as the good one, not in canonical form.
const LOOSE: &str = include_str!("../../../tests/fixtures/lint/rules/canonical-form.md");
const BROKEN: &str = include_str!("../../../tests/fixtures/lint/format/no-portuguese.md");
const PLAN: &str = include_str!("../../../tests/fixtures/lint/exam.toml");

fn exam(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (file, text) in files.iter().chain(&[("exam.toml", PLAN)]) {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

fn known(folder: &Folder) -> Known {
    folder.files.values().map(|file| (file.print, file.hash)).collect()
}

fn new_ones(folder: &Folder) -> Vec<&str> {
    folder.files.iter().filter(|(_, file)| file.is_new).map(|(name, _)| name.as_str()).collect()
}

fn error(dir: &Path, read: Result<Folder, BankError>) -> String {
    read.unwrap_err().to_string().replace(&format!("{}/", dir.display()), "")
}

#[test]
fn a_file_is_parsed_once_and_again_when_it_has_changed() {
    let dir = exam(&[("1.1/a.md", GOOD), ("1.1/b.md", OTHER), ("1.1/c.md", LOOSE)]);
    let first = Folder::read(dir.path(), &Known::new()).unwrap();
    assert_eq!(new_ones(&first), ["a", "b", "c"]);
    let hash = |folder: &Folder, name: &str| folder.files[&name.parse().unwrap()].hash;
    assert_eq!(hash(&first, "a"), hash(&first, "c"), "the hash is of the canonical text");
    let again = Folder::read(dir.path(), &known(&first)).unwrap();
    assert_eq!(new_ones(&again), Vec::<&str>::new());
    assert!(again.files.values().zip(first.files.values()).all(|(one, other)| one.hash == other.hash));
    fs::write(dir.path().join("1.1/b.md"), OTHER.replace("recall", "apply")).unwrap();
    let changed = Folder::read(dir.path(), &known(&first)).unwrap();
    assert_eq!(new_ones(&changed), ["b"]);
    assert_ne!(hash(&changed, "b"), hash(&first, "b"));
    fs::rename(dir.path().join("1.1/a.md"), dir.path().join("1.1/z.md")).unwrap();
    let renamed = Folder::read(dir.path(), &known(&changed)).unwrap();
    assert_eq!(new_ones(&renamed), ["z"], "of another name it is another question");
}

#[test]
fn a_question_is_the_same_whether_its_file_was_parsed_or_known() {
    let dir = exam(&[("1.1/a.md", LOOSE)]);
    let name: QuestionName = "a".parse().unwrap();
    let first = Folder::read(dir.path(), &Known::new()).unwrap();
    let again = Folder::read(dir.path(), &known(&first)).unwrap();
    let (parsed, read) = (first.question(&name).unwrap().unwrap(), again.question(&name).unwrap().unwrap());
    assert_eq!((&parsed.text, parsed.hash), (&read.text, read.hash));
    assert_eq!(parsed.question, read.question);
    assert!(first.question(&"b".parse().unwrap()).unwrap().is_none());
    fs::remove_file(dir.path().join("1.1/a.md")).unwrap();
    let error = again.question(&name).unwrap_err().to_string();
    assert!(error.contains("1.1/a.md: cannot be read"), "{error}");
}

/// Were the version not in it, the next program would take for a question what it would refuse.
#[test]
fn by_other_rules_every_file_is_parsed_again() {
    let dir = exam(&[("1.1/a.md", BROKEN)]);
    // As if the rules of before had let it through.
    let rules = Sha256::new().chain_update(format::VERSION.to_be_bytes()).chain_update(Sha256::digest(PLAN));
    let print: Hash = rules.chain_update(Sha256::digest("1.1/a")).chain_update(BROKEN).finalize().into();
    let known = Known::from([(print, [7; 32])]);
    let let_through = Folder::read(dir.path(), &known).unwrap();
    assert_eq!(let_through.files[&"a".parse().unwrap()].hash, [7; 32]);
    let said = error(dir.path(), Folder::read_by(format::VERSION + 1, dir.path(), &known));
    assert_eq!(said, "1.1/a.md:30: the Portuguese half is missing (no \"# pt-BR\" heading)");
}

#[test]
fn by_another_plan_every_file_is_parsed_again() {
    let dir = exam(&[("1.1/a.md", GOOD)]);
    let known = known(&Folder::read(dir.path(), &Known::new()).unwrap());
    fs::write(dir.path().join("exam.toml"), PLAN.replace("\"1.1.a\"", "\"1.1.y\"")).unwrap();
    let said = error(dir.path(), Folder::read(dir.path(), &known));
    assert!(said.starts_with("1.1/a.md:") && said.ends_with("\"1.1.a\" is no area of objective 1.1"), "{said}");
}

#[test]
fn of_all_that_is_wrong_the_first_file_is_told_of() {
    let many: Vec<String> = (0..40).map(|n| format!("1.1/q{n:02}.md")).collect();
    for (wrong, first) in [([3, 30], "q03"), ([30, 35], "q30"), ([0, 39], "q00")] {
        let text = |n: usize| if wrong.contains(&n) { BROKEN } else { GOOD };
        let files: Vec<_> = many.iter().enumerate().map(|(n, file)| (file.as_str(), text(n))).collect();
        let dir = exam(&files);
        let said = error(dir.path(), Folder::read(dir.path(), &Known::new()));
        assert!(said.starts_with(&format!("1.1/{first}.md:30:")), "{said}");
    }
    let dir = exam(&[("1.1/b.md", BROKEN), ("1.1/A.md", GOOD)]);
    assert!(error(dir.path(), Folder::read(dir.path(), &Known::new())).starts_with("1.1/A.md: \"A\" cannot name"));
    let dir = exam(&[("1.1/a.md", BROKEN), ("1.1/b c.md", GOOD)]);
    assert!(error(dir.path(), Folder::read(dir.path(), &Known::new())).starts_with("1.1/a.md:30:"));
}

#[test]
fn a_name_in_two_objectives_is_refused_though_both_files_are_known() {
    let plan = format!(
        "{PLAN}\n[[topic.objective]]\nid = \"1.2\"\ntitle = {{ en = \"x\", pt-BR = \"x\" }}\nweight = 1\n\
         [[topic.objective.area]]\nid = \"1.2.a\"\ntitle = {{ en = \"x\", pt-BR = \"x\" }}\n"
    );
    let there = GOOD.replace("\"1.1.a\"", "\"1.2.a\"");
    let read = |files: &[(&str, &str)], known: &Known| {
        let dir = exam(files);
        fs::write(dir.path().join("exam.toml"), &plan).unwrap();
        Folder::read(dir.path(), known).map_err(|error| error.to_string())
    };
    let mut known_files = known(&read(&[("1.1/a.md", GOOD)], &Known::new()).unwrap());
    known_files.extend(known(&read(&[("1.2/a.md", &there)], &Known::new()).unwrap()));
    let both = read(&[("1.1/a.md", GOOD), ("1.2/a.md", &there)], &known_files).unwrap_err();
    assert!(both.contains("1.2/a.md: the name is taken by ") && both.contains("1.1/a.md"), "{both}");
    assert!(read(&[("1.2/a.md", GOOD)], &known_files).unwrap_err().contains("is no area of objective 1.2"));
}
