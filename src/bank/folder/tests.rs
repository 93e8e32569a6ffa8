//! What is written, what stays, and what nobody may lose.

use super::*;

const OLD: &str = "old";
const NEW: &str = "new";

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

fn name(name: &str) -> QuestionName {
    name.parse().unwrap()
}

fn sheet(objective: &str, of: &str) -> Sheet {
    Sheet { objective: objective.parse().unwrap(), name: name(of), text: NEW.to_owned(), hash: hash(NEW) }
}

fn file(objective: &str, of: &str, text: &str) -> Standing {
    let path = Path::new(objective).join(format!("{of}.md"));
    Standing { path, name: name(of), bytes: hash(text), hash: Some(hash(text)) }
}

fn known() -> Known {
    let texts = ["a", "b", "gone"].into_iter().map(|of| (name(of), hash(OLD))).collect();
    Known { texts, retired: BTreeSet::from([name("gone")]), undecided: BTreeSet::new() }
}

/// What is written, same, removed, left and stale, as paths.
fn told(plan: &Plan) -> [Vec<String>; 5] {
    let path = |path: &Path| path.display().to_string();
    [
        plan.write.iter().map(|sheet| path(&sheet.path())).collect(),
        plan.same.iter().map(|sheet| path(&sheet.path())).collect(),
        plan.remove.iter().map(|one| path(&one.path)).collect(),
        plan.left.iter().map(|(one, why)| format!("{} {why:?}", path(one))).collect(),
        plan.stale.iter().map(|one| path(one)).collect(),
    ]
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn new_files_are_written_and_the_same_bytes_are_left_alone() {
    let plan = plan(
        vec![sheet("1.1", "a"), sheet("1.1", "b"), sheet("1.2", "c")],
        vec![file("1.1", "a", NEW), file("1.1", "b", OLD)],
        &known(),
        false,
    );
    assert_eq!(
        told(&plan),
        [vec!["1.1/b.md".to_owned(), "1.2/c.md".to_owned()], vec!["1.1/a.md".to_owned()], none(), none(), none()]
    );
}

#[test]
fn a_text_that_is_known_nowhere_else_is_not_overwritten() {
    let unreadable = Standing { hash: None, ..file("1.1", "b", "broken") };
    let standing = vec![file("1.1", "a", "edited by hand"), unreadable];
    let plan = plan(vec![sheet("1.1", "a"), sheet("1.1", "b")], standing, &known(), true);
    let left = vec!["1.1/a.md Unknown".to_owned(), "1.1/b.md Unknown".to_owned()];
    assert_eq!(told(&plan), [none(), none(), none(), left, none()]);
}

#[test]
fn where_somebody_has_to_choose_nothing_is_written() {
    let known = Known { undecided: BTreeSet::from([name("a")]), ..known() };
    let plan = plan(vec![sheet("1.1", "a")], vec![file("1.1", "a", OLD)], &known, true);
    assert_eq!(told(&plan), [none(), none(), none(), vec!["1.1/a.md Undecided".to_owned()], none()]);
}

#[test]
fn a_question_of_another_objective_never_stands_twice() {
    let moved = |delete| told(&plan(vec![sheet("1.2", "a")], vec![file("1.1", "a", OLD)], &known(), delete));
    assert_eq!(moved(false), [none(), none(), none(), vec!["1.1/a.md Moved(\"1.2/a.md\")".to_owned()], none()]);
    assert_eq!(moved(true), [vec!["1.2/a.md".to_owned()], none(), vec!["1.1/a.md".to_owned()], none(), none()]);
    let edited = plan(vec![sheet("1.2", "a")], vec![file("1.1", "a", "edited")], &known(), true);
    assert_eq!(told(&edited), [none(), none(), none(), vec!["1.1/a.md Unknown".to_owned()], none()]);
}

#[test]
fn only_files_of_retired_questions_are_taken_away_and_only_when_asked() {
    let standing = || vec![file("1.1", "gone", OLD), file("1.1", "stranger", OLD)];
    let one = || vec!["1.1/gone.md".to_owned()];
    assert_eq!(told(&plan(Vec::new(), standing(), &known(), false)), [none(), none(), none(), none(), one()]);
    assert_eq!(told(&plan(Vec::new(), standing(), &known(), true)), [none(), none(), one(), none(), none()]);
    let edited = plan(Vec::new(), vec![file("1.1", "gone", "edited")], &known(), true);
    assert_eq!(told(&edited), [none(), none(), none(), vec!["1.1/gone.md Unknown".to_owned()], none()]);
}

#[test]
fn a_file_is_put_whole_and_nothing_is_left_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("1.1/a.md");
    put(&path, b"one").unwrap();
    put(&path, b"two").unwrap();
    settle(&dir.path().join("1.1")).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    fs::create_dir(dir.path().join("1.1/b.md")).unwrap();
    put(&dir.path().join("1.1/b.md"), b"a folder is in the way").unwrap_err();
    let left: Vec<_> = fs::read_dir(dir.path().join("1.1")).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
