//! Who may import whom. `src/lib.rs` has the list of modules; ARCHITECTURE.md says why.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use Libraries::{AllBut, Only};

use crate::rust::{code, is_name, name_at, words};
use crate::tree::{File, Finding, clean, files, lines};

/// Libraries that a module may name. Its tests may name more, as long as they stay without the world outside.
enum Libraries {
    /// These alone, besides `std`.
    Only(&'static [&'static str]),
    /// All but these.
    AllBut(&'static [&'static str]),
}

/// What a folder or file of `src/` may import: of our modules, besides itself, and of libraries.
struct Rule {
    path: &'static str,
    ours: &'static [&'static str],
    libraries: Libraries,
}

const DATABASE: &[&str] = &["sqlx"];
const WEB: &[&str] = &["askama", "axum", "axum_extra", "hyper", "hyper_util", "memory_serve", "tower", "tower_http"];
const WEB_AND_DATABASE: &[&str] =
    &["askama", "axum", "axum_extra", "hyper", "hyper_util", "memory_serve", "sqlx", "tower", "tower_http"];
/// For what is pure: nothing that waits, either.
const WORLD: &[&str] = &[
    "askama",
    "axum",
    "axum_extra",
    "futures_util",
    "getrandom",
    "hyper",
    "hyper_util",
    "memory_serve",
    "sqlx",
    "tokio",
    "tower",
    "tower_http",
];

/// The first that fits a path holds.
const RULES: &[Rule] = &[
    Rule { path: "src/exam/", ours: &[], libraries: Only(&["serde", "uuid", "jiff", "thiserror"]) },
    Rule { path: "src/bank/", ours: &["exam"], libraries: AllBut(WORLD) },
    Rule { path: "src/interchange/", ours: &["exam"], libraries: AllBut(WORLD) },
    Rule { path: "src/store/", ours: &["exam"], libraries: AllBut(WEB) },
    Rule {
        path: "src/authoring/",
        ours: &["ambient", "bank", "exam", "interchange", "proctor", "store"],
        libraries: AllBut(WEB_AND_DATABASE),
    },
    Rule { path: "src/people/", ours: &["ambient", "authoring", "exam", "store"], libraries: AllBut(WEB_AND_DATABASE) },
    Rule {
        path: "src/upkeep/",
        ours: &["ambient", "bank", "config", "exam", "store"],
        libraries: AllBut(WEB_AND_DATABASE),
    },
    Rule { path: "src/auth/", ours: &["ambient", "store"], libraries: AllBut(WEB_AND_DATABASE) },
    Rule { path: "src/proctor/", ours: &["ambient", "bank", "exam", "store"], libraries: AllBut(WEB_AND_DATABASE) },
    Rule { path: "src/ambient.rs", ours: &[], libraries: AllBut(WEB_AND_DATABASE) },
    Rule { path: "src/config.rs", ours: &[], libraries: AllBut(WEB_AND_DATABASE) },
    // Page structs hold what a page shows, and nothing else.
    Rule { path: "src/web/pages/", ours: &["l10n", "web"], libraries: Only(&["askama", "jiff"]) },
    Rule {
        path: "src/web/",
        ours: &["ambient", "auth", "authoring", "bank", "exam", "interchange", "l10n", "people", "proctor", "store"],
        libraries: AllBut(DATABASE),
    },
    Rule {
        path: "src/cli/",
        ours: &[
            "ambient",
            "auth",
            "authoring",
            "bank",
            "config",
            "exam",
            "interchange",
            "l10n",
            "people",
            "proctor",
            "store",
            "upkeep",
            "web",
        ],
        libraries: AllBut(DATABASE),
    },
    Rule { path: "src/lib.rs", ours: &[], libraries: Only(&[]) },
    Rule { path: "src/main.rs", ours: &["cli"], libraries: Only(&["clap", "mimalloc"]) },
];

/// What the manifest names, as code names it.
struct Known {
    modules: Vec<String>,
    libraries: Vec<String>,
}

fn known() -> Known {
    let read = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file");
    let (manifest, map) = (read("Cargo.toml"), code(&read("src/lib.rs")));
    let modules = words(&map, "mod").map(|at| name_at(&map, at + 4).to_owned()).collect();
    let tables = ["[dependencies]", "[dev-dependencies]"];
    Known { modules, libraries: tables.iter().flat_map(|table| dependencies(&manifest, table)).collect() }
}

fn dependencies(manifest: &str, table: &str) -> Vec<String> {
    let rows = manifest.lines().skip_while(|line| *line != table).skip(1).take_while(|line| !line.starts_with('['));
    let names = rows.filter(|line| !line.starts_with('#')).filter_map(|line| line.split(['=', '.', ' ']).next());
    names.filter(|name| !name.is_empty()).map(|name| name.replace('-', "_")).collect()
}

fn imports(file: &File, known: &Known) -> Vec<Finding> {
    let Some(rule) = RULES.iter().find(|rule| file.path.starts_with(rule.path)) else {
        return vec![file.on(1, "no rule in tests/tidy/imports.rs says what it may import")];
    };
    let code = code(&file.text);
    let own = module_path(&file.path).first().cloned().unwrap_or_default();
    let ours = our_modules(&code, &module_path(&file.path)).into_iter().filter_map(|(at, name)| {
        let allowed = name == own || rule.ours.contains(&name.as_str()) || !known.modules.contains(&name);
        (!allowed).then(|| file.at(at, format!("{} must not import our `{name}`", rule.path)))
    });
    let tests = tests_from(&file.path, &code);
    let libraries = libraries(&code, &known.libraries).into_iter().filter_map(|(at, name)| {
        let allowed = match &rule.libraries {
            Only(_) if at > tests => !WORLD.contains(&name),
            Only(these) => these.contains(&name),
            AllBut(these) => !these.contains(&name),
        };
        (!allowed).then(|| file.at(at, format!("{} must not import the library `{name}`", rule.path)))
    });
    ours.chain(libraries).collect()
}

/// Where a file's tests begin: they come last in it, or are all of it.
fn tests_from(path: &str, code: &str) -> usize {
    let all = path.ends_with("/tests.rs") || path.ends_with("_tests.rs");
    if all { 0 } else { code.find("#[cfg(test)]").unwrap_or(code.len()) }
}

/// `src/exam/question/choice.rs` is `exam`, `question`, `choice`.
fn module_path(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').filter(|part| !matches!(*part, "lib" | "main")).map(ToOwned::to_owned).collect()
}

/// Every top module that is named, by way of `crate::`, `simulado::` or enough `super::`.
fn our_modules(code: &str, path: &[String]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for root in ["crate::", "simulado::"] {
        for at in words(code, root) {
            found.extend(heads(code, at + root.len()));
        }
    }
    let up = "super::";
    for start in words(code, up).filter(|&at| !code[..at].ends_with("::")) {
        let rest = code[start..].trim_start_matches(up);
        let end = code.len() - rest.len();
        if (end - start) / up.len() == path.len() {
            found.extend(heads(code, end));
        }
    }
    found
}

/// The name at `at`, or the first names of a group in braces.
fn heads(code: &str, at: usize) -> Vec<(usize, String)> {
    if !code[at..].starts_with('{') {
        return vec![(at, name_at(code, at).to_owned())];
    }
    let (mut depth, mut found, mut fresh) = (0, Vec::new(), false);
    for (place, byte) in code.bytes().enumerate().skip(at) {
        match byte {
            b'{' => (depth, fresh) = (depth + 1, depth == 0),
            b'}' => depth -= 1,
            b',' => fresh = depth == 1,
            byte if fresh && is_name(byte) => {
                found.push((place, name_at(code, place).to_owned()));
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

/// Every library that a path begins with.
fn libraries<'a>(code: &'a str, known: &'a [String]) -> Vec<(usize, &'a str)> {
    let names: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for name in names {
        for at in words(code, name).filter(|&at| !code[..at].ends_with("::")) {
            let path = code[at + name.len()..].starts_with("::");
            let used = code[..at].ends_with("use ") || code[..at].ends_with("extern crate ");
            if path || used {
                found.push((at, name));
            }
        }
    }
    found
}

#[test]
fn everybody_imports_only_what_they_may() {
    let known = known();
    clean(files("src").iter().filter(|file| file.ends_with(".rs")).flat_map(|file| imports(file, &known)));
}

#[test]
fn every_module_of_the_map_has_its_rule() {
    let known = known();
    assert!(known.modules.len() > 5 && known.libraries.len() > 20, "lib.rs and Cargo.toml are read");
    for module in known.modules.iter().filter(|module| *module != "l10n") {
        let has = |path: String| RULES.iter().any(|rule| rule.path == path);
        assert!(has(format!("src/{module}/")) || has(format!("src/{module}.rs")), "{module} has no rule");
    }
}

#[test]
fn a_forbidden_import_is_found() {
    let known = known();
    let found = |path: &str, text: &str| lines(&imports(&File::new(path, text), &known));
    let libraries = "use std::fmt;\nuse sqlx::Row;\nuse uuid::Uuid;\n#[tokio::test]\nlet x = axum::Json(1);\n";
    assert_eq!(found("src/exam/form.rs", libraries), [5, 2, 4]);
    assert_eq!(found("src/store/item.rs", libraries), [5]);
    assert_eq!(found("src/web/view.rs", libraries), [2]);
    assert_eq!(found("src/exam/form.rs", "// use sqlx::Row;\nlet x = \"sqlx::Row\";\n"), []);
    assert_eq!(found("src/exam/form.rs", "use toml::Value;\n#[cfg(test)]\nuse toml::Value;\nuse sqlx::Row;\n"), [4, 1]);
    assert_eq!(found("src/exam/form.rs", "use crate::exam::id;\nuse crate::store::Store;\n"), [2]);
    assert_eq!(found("src/exam/form.rs", "use super::{id, lang};\nuse super::super::store::Store;\n"), [2]);
    assert_eq!(found("src/bank/mod.rs", "use crate::{\n    exam::{id, lang},\n    store::{item, exam},\n};\n"), [3]);
    assert_eq!(found("src/proctor/save.rs", "fn f() { crate::web::render() }\n"), [1]);
    assert_eq!(found("src/cli/serve.rs", "use crate::web::App;\n"), []);
    assert_eq!(found("src/web/pages/study.rs", "use crate::store::Store;\nuse crate::web::format;\n"), [1]);
    assert_eq!(found("src/new.rs", "use std::fmt;\n"), [1], "a new module needs a rule");
}
