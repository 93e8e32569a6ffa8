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
        Rule::GuideArea,
        Rule::GuideTerm,
        Rule::GuideLength,
        Rule::GuideMissing,
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
        ("1.1/README.md", "# Anything".to_owned()),
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

/// A guide of the right length, its introduction filled up with words.
fn long_guide() -> String {
    let guide = fs::read_to_string(fixtures().join("guide.md")).unwrap();
    let more = |end: &str, word: &str| format!("{end}{}", format!(" {word}").repeat(800));
    guide.replace("them all.", &more("them all.", "more")).replace("de todos.", &more("de todos.", "mais"))
}

/// What the lint says of a guide in which each text is replaced by another: the rule, the line's text, what is quoted.
fn of_guide(replace: &[(&str, &str)]) -> Vec<(&'static str, String, String)> {
    let guide = replace.iter().fold(long_guide(), |guide, (from, to)| {
        assert!(guide.contains(from), "{from}");
        guide.replace(from, to)
    });
    let line = |line: usize| guide.lines().nth(line - 1).unwrap().chars().take(30).collect::<String>();
    let (_dir, findings) = bank_of(&[
        ("1.1/a.md", good("single")),
        ("1.1/b.md", good("multiple")),
        ("1.1/c.md", good("fill-in")),
        ("1.1/guide.md", guide.clone()),
    ]);
    let of = |(rule, file, at, text): (_, String, _, _)| {
        assert_eq!(file, "1.1/guide.md");
        (rule, line(at), text)
    };
    findings.into_iter().map(of).collect()
}

#[test]
fn a_guide_can_be_clean() {
    assert_eq!(of_guide(&[]), []);
}

#[test]
fn a_guide_has_every_area_and_every_term_once() {
    let found = |rule, line: &str, text: &str| (rule, line.to_owned(), text.to_owned());
    let front = "+++";
    assert_eq!(
        of_guide(&[("## 1.1.b", "## 1.1.c")]),
        [found("guide-area", front, "1.1.b"), found("guide-area", "## 1.1.c Telling formats apart", "1.1.c")]
    );
    assert_eq!(
        of_guide(&[("## 1.1.a", "## 1.1.x"), ("## 1.1.b", "## 1.1.a"), ("## 1.1.x", "## 1.1.b")]),
        [found("guide-area", "## 1.1.b Making and growing im", "1.1.b")]
    );
    assert_eq!(
        of_guide(&[("- `image formats`", "- `image format`"), ("`qemu-img info`, ", "`qemu-img`, ")]),
        [
            found("guide-term", front, "image formats"),
            found("guide-term", front, "qemu-img info"),
            found("guide-term", "- `image format`: How a disk i", "image format"),
            found("guide-term", "- `qemu-img`, `qemu-img create", "qemu-img"),
        ]
    );
}

#[test]
fn a_guide_has_the_code_the_addresses_and_the_length_that_it_should() {
    let rules = |replace: &[(&str, &str)]| of_guide(replace).into_iter().map(|found| found.0).collect::<Vec<_>>();
    assert_eq!(rules(&[("O `qemu-img` cria", "O programa cria")]), ["language-parity"]);
    let other_code = of_guide(&[("Os discos", "Os discos\n\n```sh\nls\n```\n")]);
    assert_eq!(other_code[0].0, "language-parity");
    assert_eq!(rules(&[("```sh\nqemu-img create -f qcow2 web1.qcow2 10G", "```json\n{")]), ["embedded-syntax"; 2]);
    assert_eq!(rules(&[("make and grow", "8.8.8.8 and grow")]), ["real-address"]);
    assert_eq!(rules(&[("\"man:qemu-img(1)\"", "")]), ["sources"]);
    assert_eq!(rules(&[("checked = \"2026-11-24\"", "checked = \"2026-11-25\"")]), ["checked"]);
    let short = of_guide(&[(" more more", "")]);
    assert_eq!((short[0].0, short[0].1.as_str()), ("guide-length", "Disks of guests are files, and"));
    assert_eq!(rules(&[("## terms", "## words")]), ["format"]);
}

#[test]
fn where_one_objective_has_a_guide_every_one_has() {
    let guided = |guide: &[(&str, String)]| {
        let dir = bank_of(&[&[("1.1/a.md", good("single"))], guide].concat()).0;
        let exam = fs::read_to_string(dir.path().join("exam.toml")).unwrap();
        let second = exam.split_once("[[topic.objective]]").unwrap().1.replace("1.1", "1.2");
        fs::write(dir.path().join("exam.toml"), format!("{exam}\n[[topic.objective]]{second}")).unwrap();
        let findings = lint(dir.path(), TODAY, |_, _| ()).unwrap().findings;
        let missing = findings.into_iter().filter(|finding| finding.rule == Rule::GuideMissing);
        missing.map(|finding| finding.text).collect::<Vec<_>>()
    };
    assert_eq!(guided(&[]), Vec::<String>::new());
    assert_eq!(guided(&[("1.1/guide.md", long_guide())]), ["1.2"]);
}
