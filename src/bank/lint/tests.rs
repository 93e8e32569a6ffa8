//! Every rule on a fixture that breaks it and nothing else.

use std::{fs, path::Path};

use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 24);

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint")
}

fn findings_of(file: &str) -> Vec<(&'static str, usize, String)> {
    let blueprint = load::load_blueprint(&fixtures()).unwrap();
    let bytes = fs::read(fixtures().join(file)).unwrap();
    let (objective, name) = ("1.1".parse().unwrap(), "fixture".parse().unwrap());
    let findings = lint_question(&bytes, Path::new(file), &blueprint, objective, name, TODAY);
    findings.into_iter().map(|finding| (finding.rule.id(), finding.line, finding.text)).collect()
}

#[test]
fn good_questions_are_left_alone() {
    for good in ["good-single.md", "good-multiple.md", "good-fill-in.md"] {
        assert_eq!(findings_of(good), [], "{good}");
    }
}

/// The rule, which is the name of its fixture, the line, and the offending text.
const BROKEN: &[(&str, usize, &str)] = &[
    ("format", 5, "level = \"easy\""),
    ("canonical-form", 21, "  > It shows which parts are allocated."),
    ("key-count", 20, "- [x] `map`"),
    ("option-count", 14, "4 options"),
    ("choose-bracket", 12, "(Choose THREE correct answers.)"),
    ("number-in-stem", 12, "two"),
    ("answer-form", 6, "/bin/resize"),
    ("answer-in-stem", 15, "resize"),
    ("near-answer", 8, " resize"),
    (
        "stem-ending",
        12,
        "An administrator wants to know the format of a disk file. Which subcommand of `qemu-img` shows it.",
    ),
    ("blank-in-stem", 12, "___"),
    ("second-person", 12, "you"),
    ("negative-form", 12, "not"),
    ("double-negative", 26, "They do not have to be read from the start"),
    ("all-of-the-above", 26, "None of the above"),
    ("key-length", 17, "They occupy less space than their nominal size until the guest fills them"),
    ("options-distinct", 20, "Check"),
    ("options-alike", 20, "The map one"),
    ("numbers-sorted", 17, "16"),
    ("key-echo", 14, "sparse"),
    ("absolutes", 20, "always"),
    ("real-address", 12, "8.8.8.8"),
    ("stem-length", 12, "An administrator who works on many hosts and …"),
    ("option-length", 26, "They must be read from the start or …"),
    ("unknown-area", 3, "1.1.z"),
    ("terms", 4, "qemu-img map"),
    ("sources", 6, "qemu-img(1)"),
    ("checked", 7, "2026-11-25"),
    ("explanation-missing", 20, "`map`"),
    ("known-slip", 6, "imgs-list"),
    ("language-parity", 52, "`qemu-img info`"),
    ("embedded-syntax", 18, "<disk type=\"file\"><source file=\"/srv/web1.qcow2\"></disk>"),
    ("allow", 8, "key-length"),
    ("allow-unused", 8, "key-length: the names are what they are"),
];

#[test]
fn every_rule_finds_its_fixture_and_no_other_rule_does() {
    for &(rule, line, text) in BROKEN {
        let findings = findings_of(&format!("rules/{rule}.md"));
        assert_eq!(findings.first(), Some(&(rule, line, text.to_owned())), "{rule}");
        // Where both languages break it, both are named.
        assert!(findings.iter().all(|finding| finding.0 == rule), "{rule}: {findings:?}");
    }
}

#[test]
fn every_rule_of_a_single_question_has_a_fixture() {
    let of_the_bank = [
        Rule::FileName,
        Rule::NegativeShare,
        Rule::KeyLongest,
        Rule::PictureFile,
        Rule::PictureMissing,
        Rule::NearDuplicate,
        Rule::AreaUncovered,
        Rule::WeightShort,
    ];
    for rule in Rule::ALL {
        assert_ne!(BROKEN.iter().any(|broken| broken.0 == rule.id()), of_the_bank.contains(rule), "{rule}");
        assert_eq!(Rule::from_id(rule.id()), Some(*rule));
    }
}

#[test]
fn the_manual_lists_every_rule() {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("questions/README.md")).unwrap();
    for rule in Rule::ALL {
        assert!(manual.contains(&format!("| `{rule}` |")), "{rule} is missing in questions/README.md");
        assert!(manual.contains(rule.about()), "questions/README.md says otherwise than \"{}\"", rule.about());
    }
}

#[test]
fn an_allow_with_a_reason_silences_its_rule() {
    let text = fs::read_to_string(fixtures().join("rules/key-echo.md")).unwrap();
    let text = text.replace("\n+++\n\n", "\nallow = [\"key-echo: the word has no synonym\"]\n+++\n\n");
    let blueprint = load::load_blueprint(&fixtures()).unwrap();
    let (objective, name) = ("1.1".parse().unwrap(), "fixture".parse().unwrap());
    assert_eq!(lint_question(text.as_bytes(), Path::new("x.md"), &blueprint, objective, name, TODAY), []);
}

/// A bank of files made of the fixtures: their paths below the exam, and their texts.
fn bank_of(files: &[(&str, String)]) -> (tempfile::TempDir, Vec<(&'static str, String, usize, String)>) {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(fixtures().join("exam.toml"), dir.path().join("exam.toml")).unwrap();
    for (file, text) in files {
        fs::create_dir_all(dir.path().join(file).parent().unwrap()).unwrap();
        fs::write(dir.path().join(file), text).unwrap();
    }
    let report = lint(dir.path(), TODAY, |_, _| ()).unwrap();
    let findings = report.findings.into_iter().map(|finding| {
        let file = finding.file.strip_prefix(dir.path()).unwrap().display().to_string();
        (finding.rule.id(), file, finding.line, finding.text)
    });
    let findings = findings.collect();
    (dir, findings)
}

fn good(name: &str) -> String {
    fs::read_to_string(fixtures().join(format!("good-{name}.md"))).unwrap()
}

/// A single with words of its own, whose key is the longest option; negative if wanted.
fn numbered(number: u8, negative: bool) -> String {
    let word = |suffix: &str| format!("{}{suffix}", char::from(b'a' + number).to_string().repeat(4));
    let stem: Vec<_> = ["e", "i", "o", "u", "an", "en", "in", "on"].into_iter().map(word).collect();
    let (en, pt) = if negative { (" NOT", " NÃO") } else { ("", "") };
    let options: Vec<_> = (1..=5)
        .map(|index| {
            format!("- [{}] {}\n\n  > {}.\n", if index == 5 { "x" } else { " " }, "z".repeat(index + 3), word("y"))
        })
        .collect();
    let body = |not: &str| format!("Which {}{not}?\n\n{}\n> {}.\n", stem.join(" "), options.concat(), word("w"));
    let front = good("single").split("# en").next().unwrap().to_owned();
    format!("{front}# en\n\n{}\n# pt-BR\n\n{}", body(en), body(pt))
}

#[test]
fn a_whole_bank_can_be_clean() {
    let (_dir, findings) =
        bank_of(&[("1.1/a.md", good("single")), ("1.1/b.md", good("multiple")), ("1.1/c.md", good("fill-in"))]);
    assert_eq!(findings, []);
}

#[test]
fn what_is_not_covered_is_reported_where_the_blueprint_says_it() {
    let (_dir, findings) = bank_of(&[("1.1/a.md", good("single"))]);
    let file = || "exam.toml".to_owned();
    let (weight, area) =
        (("weight-short", file(), 17, "1.1".to_owned()), ("area-uncovered", file(), 28, "1.1.b".to_owned()));
    assert_eq!(findings, [weight, area]);
}

#[test]
fn names_are_unique_and_files_are_where_they_belong() {
    let (_dir, findings) = bank_of(&[
        ("1.1/a.md", good("single")),
        ("1.1/b.md", good("multiple")),
        ("1.1/guide.md", "# Anything".to_owned()),
        ("1.1/B C.md", good("fill-in")),
        ("1.1/c.txt", good("fill-in")),
        ("2.1/a.md", good("fill-in")),
    ]);
    let files: Vec<_> = findings.iter().map(|(rule, file, ..)| (*rule, file.as_str())).collect();
    assert_eq!(files, [("file-name", "1.1/B C.md"), ("file-name", "1.1/c.txt"), ("file-name", "2.1/a.md")]);
}

#[test]
fn near_duplicates_are_reported_at_the_later_file() {
    let copy = good("single").replace("An administrator wants to know", "Someone has to know");
    let (dir, findings) = bank_of(&[("1.1/a.md", good("single")), ("1.1/b.md", good("multiple")), ("1.1/c.md", copy)]);
    let first = dir.path().join("1.1/a.md").display().to_string();
    assert_eq!(findings, [("near-duplicate", "1.1/c.md".to_owned(), 12, first)]);
}

#[test]
fn shares_over_the_bank_are_reported_once() {
    let names: Vec<_> = (0..20).map(|number| format!("1.1/q{number}.md")).collect();
    let files: Vec<_> =
        names.iter().zip(0..).map(|(name, number)| (name.as_str(), numbered(number, number < 2))).collect();
    let (_dir, findings) = bank_of(&files);
    let rules: Vec<_> = findings.iter().map(|(rule, file, line, _)| (*rule, file.as_str(), *line)).collect();
    let at = "exam.toml";
    assert_eq!(
        rules,
        [("negative-share", at, 1), ("key-longest", at, 1), ("key-longest", at, 1), ("area-uncovered", at, 28)]
    );
}

#[test]
fn pictures_are_in_the_folder_and_what_their_names_say() {
    let name = format!("{}-3x2.png", "0a".repeat(32));
    let shows = good("single").replacen("\n\n- [", &format!("\n\n![disks](images/{name})\n\nWhich?\n\n- ["), 1);
    let files = [("1.1/a.md", good("fill-in")), ("1.1/b.md", good("multiple")), ("1.1/c.md", shows)];
    let of_pictures = |files: &[(&str, String)]| {
        let (_dir, findings) = bank_of(files);
        let of = findings.into_iter().filter(|(rule, ..)| rule.starts_with("picture-"));
        of.map(|(rule, file, line, _)| (rule, file, line)).collect::<Vec<_>>()
    };
    let [(_, file, line)] = &of_pictures(&files)[..] else { panic!("one picture is nowhere") };
    assert_eq!(
        (file.as_str(), files[2].1.lines().nth(line - 1)),
        ("1.1/c.md", Some(&*format!("![disks](images/{name})")))
    );
    let path = format!("images/{name}");
    let there = [&files[..], &[(path.as_str(), "no picture".to_owned())]].concat();
    assert_eq!(of_pictures(&there), [("picture-file", path.clone(), 1)]);
}
